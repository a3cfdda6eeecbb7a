"""Follow a training run: its validation pictures by iteration, the curve, a blind pick of two."""

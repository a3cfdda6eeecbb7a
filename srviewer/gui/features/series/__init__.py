"""Follow a training run: its validation pictures and its networks by iteration, the curve, a blind pick of two."""

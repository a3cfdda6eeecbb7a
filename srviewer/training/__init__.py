"""Training of the networks; imports neither Qt nor PyWavelets."""

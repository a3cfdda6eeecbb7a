"""Pictures as arrays: files, metadata, colour, resampling, degradation, wavelets; numpy and Pillow, no torch."""

"""Upscale to folder: many files, with progress, by any method."""

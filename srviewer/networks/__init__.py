"""Torch modules of the networks; no files are read or written here."""

"""Difference maps, their legend, and the next largest difference."""

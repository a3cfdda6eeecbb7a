"""Lessons that drive the window; handouts."""

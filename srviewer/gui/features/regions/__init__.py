"""Regions and their numbers."""

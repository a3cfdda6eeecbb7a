"""Folders of results, one a method: their numbers picture by picture, and the picture where they differ most."""

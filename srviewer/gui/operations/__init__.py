"""Verbs of the window: each is one call into the core and what to do when it is done."""

"""Pictures and figures out of the window: save, copy, drag, contact sheets."""

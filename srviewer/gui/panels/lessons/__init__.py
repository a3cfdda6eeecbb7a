"""The lesson's side of the window: its text, what it points at, and its handout."""

"""Models from files: adding them, and the window with the library and a card of each."""

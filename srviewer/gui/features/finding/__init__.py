"""Find an action by its name; the page of keys."""

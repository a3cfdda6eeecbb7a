"""What a user can do, one folder a feature: its verb with its widgets. Features never import each other."""

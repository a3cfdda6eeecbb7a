"""What features share beneath their widgets: lanes of work, errands, settings, files that come in."""

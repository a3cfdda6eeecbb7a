"""Pictures into the window: files, drops, paste, pages, recent files, the strip of files."""

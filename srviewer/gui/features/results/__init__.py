"""Results of others, folder by folder: the table of pictures and methods, and what opens from it."""

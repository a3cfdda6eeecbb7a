"""Results that others made, one file a picture in a folder a method: matched with truths, measured, compared."""

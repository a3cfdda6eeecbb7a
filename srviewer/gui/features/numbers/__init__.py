"""The table of numbers and its bars."""

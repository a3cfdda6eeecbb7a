"""Colours, style, icons, controls, words: what everything in the window is drawn with."""

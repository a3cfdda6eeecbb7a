"""The picture area: a shared view, pyramids, panes and the ways to compare them."""

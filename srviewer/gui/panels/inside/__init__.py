"""Look inside: the wavelet inspector and the methods, opened; pages that take the place of the panes."""

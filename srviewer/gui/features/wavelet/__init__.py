"""The wavelet panel: subbands of the selected pane."""

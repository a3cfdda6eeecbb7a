"""What stands beside the pictures: methods, numbers, the wavelet inspector."""

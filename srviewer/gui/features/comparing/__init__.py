"""What is compared: methods, parameters, scale, degradation, undo; the left panel."""

"""What was open comes back after a crash."""

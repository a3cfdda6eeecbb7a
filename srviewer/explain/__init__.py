"""Qt-free steps through a method with its intermediate arrays by name."""

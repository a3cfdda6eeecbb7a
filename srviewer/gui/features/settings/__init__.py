"""Settings, and the program in the desktop's menu."""

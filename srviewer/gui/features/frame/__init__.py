"""The window's frame: menus, toolbar, bars, the two sides and the middle."""

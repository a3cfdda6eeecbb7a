"""Difference: side by side, but every cell shows a map of how its pane differs from what it is compared with."""

from __future__ import annotations

from srviewer.gui.canvas.views.side_by_side import SideBySide


class Difference(SideBySide):
    name = "difference"
    maps = True

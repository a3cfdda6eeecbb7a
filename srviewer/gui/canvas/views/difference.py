"""Difference: side by side, but every cell shows a map of how its pane differs from what it is compared with."""

from __future__ import annotations

from srviewer.gui.canvas.views.side_by_side import SideBySide
from srviewer.gui.canvas.way import WayField


class Difference(SideBySide):
    name: str = "difference"
    title = "Difference"
    about = "Where and how much each pane differs"
    settings: frozenset[WayField] = frozenset({WayField.AGAINST, WayField.MAP})
    maps = True

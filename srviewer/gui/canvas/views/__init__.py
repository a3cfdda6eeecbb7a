"""Ways to compare. Each is one file here that follows `View`, and one line in `VIEWS`.

A view says which of the session's panes each cell of the grid holds (side by side: one each; a wipe: two in
one cell), and draws what a cell holds into a frame that already knows zoom and place. The canvas does the
rest: sizes, pointer, captions, states, synchronisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtGui import QPainter

from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.paint import Frame
from srviewer.gui.canvas.views.side_by_side import SideBySide


class View(Protocol):
    """A way to compare."""

    name: str

    def cells(self, count: int, selected: int) -> tuple[tuple[int, ...], ...]:
        """For each cell of the grid the panes (by index) it holds; the first gives caption and state."""

    def paint(self, painter: QPainter, frame: Frame, contents: Sequence[Content]) -> None:
        """Draw what a cell holds, in device pixels; called in the GUI thread, draws from pyramids only."""


VIEWS: tuple[View, ...] = (SideBySide(),)

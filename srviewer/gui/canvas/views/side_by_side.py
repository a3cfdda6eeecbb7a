"""Side by side: every pane in a cell of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.way import Way
from srviewer.session import Pane


class SideBySide:
    name = "side by side"
    maps = False
    line = False
    secret = False

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> tuple[tuple[Pane, ...], ...]:
        return tuple((pane,) for pane in panes)

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        paint.draw_content(painter, frame, contents[0])

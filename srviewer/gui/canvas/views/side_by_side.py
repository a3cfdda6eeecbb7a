"""Side by side: every pane in a cell of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from srviewer.compared import Pane
from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.way import Way, WayField
from srviewer.kinds import SIDE_BY_SIDE


class SideBySide:
    name: str = SIDE_BY_SIDE
    title = "Side by side"
    about = "Every pane beside the others"
    settings: frozenset[WayField] = frozenset()
    maps = False
    line = False
    secret = False

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> tuple[tuple[Pane, ...], ...]:
        return tuple((pane,) for pane in panes)

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        paint.draw_content(painter, frame, contents[0])

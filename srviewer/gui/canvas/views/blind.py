"""Blind: the two panes of a trial beside each other, without saying which is which."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from srviewer.compared import Pane
from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.way import Way, WayField


class Blind:
    name: str = "blind"
    title = "Blind test"
    about = "Two panes without their names"
    settings: frozenset[WayField] = frozenset({WayField.PAIR})
    maps = False
    line = False
    secret = True

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> tuple[tuple[Pane, ...], ...]:
        return tuple((pane,) for pane in way.pair)

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        paint.draw_content(painter, frame, contents[0])

"""Wipe: the selected pane and another in one cell, on the two sides of a line that is dragged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from srviewer.compared import Pane
from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.way import Way, WayField


class Wipe:
    name: str = "wipe"
    title = "Wipe"
    about = "Two panes on the two sides of a line that is dragged"
    settings: frozenset[WayField] = frozenset({WayField.AGAINST, WayField.UPRIGHT})
    maps = False
    line = True
    secret = False

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> tuple[tuple[Pane, ...], ...]:
        return ((mine,) if other is None else (mine, other),)

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        sides = split(frame.area, way)
        for side, content in zip(sides, contents, strict=False):
            with paint.clipped(painter, side):
                paint.draw_content(painter, frame, content)
        if len(contents) > 1:
            paint.draw_line(painter, sides[1].topLeft(), frame.area, way.upright)


def split(area: QRect, way: Way) -> tuple[QRect, QRect]:
    """The two sides of the line in a pane."""
    first, second = QRect(area), QRect(area)
    if way.upright:
        at = area.left() + round(way.line * area.width())
        first.setRight(at - 1)
        second.setLeft(at)
    else:
        at = area.top() + round(way.line * area.height())
        first.setBottom(at - 1)
        second.setTop(at)
    return first, second

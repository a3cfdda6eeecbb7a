"""Onion: another pane lies over the selected one, as opaque as one likes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.way import Way
from srviewer.session import Pane


class Onion:
    name = "onion"
    maps = False
    line = False
    secret = False

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> tuple[tuple[Pane, ...], ...]:
        return ((mine,) if other is None else (mine, other),)

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        paint.draw_content(painter, frame, contents[0])
        if len(contents) > 1:
            painter.save()
            painter.setOpacity(way.opacity)
            paint.draw_content(painter, frame, contents[1])
            painter.restore()

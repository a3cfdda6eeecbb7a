"""Onion: another pane lies over the selected one, as opaque as one likes; the cell holds what a wipe's does."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.views.wipe import Wipe
from srviewer.gui.canvas.way import Way, WayField


class Onion(Wipe):
    name: str = "onion"
    title = "Onion"
    about = "One pane over the other, half transparent"
    settings: frozenset[WayField] = frozenset({WayField.AGAINST, WayField.OPACITY})
    line = False

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        paint.draw_content(painter, frame, contents[0])
        if len(contents) > 1:
            painter.save()
            painter.setOpacity(way.opacity)
            paint.draw_content(painter, frame, contents[1])
            painter.restore()

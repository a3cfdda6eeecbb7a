"""Side by side: every pane in a cell of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QPainter

from srviewer.gui import theme
from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content

DIMMED = 120  # of 255: how much of the surround lies over a preview


class SideBySide:
    name = "side by side"

    def cells(self, count: int, selected: int) -> tuple[tuple[int, ...], ...]:
        return tuple((index,) for index in range(count))

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content]) -> None:
        content = contents[0]
        paint.draw_layers(painter, frame, content.base)
        if content.dimmed and content.base:
            veil = QColor(theme.current().canvas)
            veil.setAlpha(DIMMED)
            painter.fillRect(frame.rect(content.base[0]) & frame.area, veil)
        paint.draw_layers(painter, frame, content.layers)
        sharp = [layer for layer in (*content.base, *content.layers) if not layer.soft]
        if sharp:
            paint.draw_pixel_grid(painter, frame, sharp[0])
        if content.caption is not None:
            paint.draw_frames(painter, frame, content.layers, theme.method_colour(content.caption.method))

"""Blink: the selected pane and another in turn in one cell, the place kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter

from srviewer.compared import Pane
from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.way import Way, WayField


class Blink:
    name: str = "blink"
    title = "Blink"
    about = "Two panes in turn at the same place"
    settings: frozenset[WayField] = frozenset({WayField.AGAINST, WayField.TIMED})
    maps = False
    line = False
    secret = False

    def cells(self, panes: Sequence[Pane], mine: Pane, other: Pane | None, way: Way) -> tuple[tuple[Pane, ...], ...]:
        return ((other if way.turned and other is not None else mine,),)

    def paint(self, painter: QPainter, frame: paint.Frame, contents: Sequence[Content], way: Way) -> None:
        paint.draw_content(painter, frame, contents[0])

"""Outlines around what a lesson points at: over the whole window, and deaf to the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from srviewer.gui.look import theme, timers

WIDTH, GAP, LOOK_MS = 3, 3, 120


class Outline(QWidget):
    """Draws the rectangles that `places` gives, in the window's coordinates, and follows where they go."""

    def __init__(self, window: QWidget, places: Callable[[], list[QRect]]) -> None:
        super().__init__(window)
        self._window, self._places_now = window, places
        self.places: list[QRect] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timer = timers.repeating(self, LOOK_MS, self.look)
        self.hide()

    def follow(self, on: bool) -> None:
        """Begin or end."""
        self.setVisible(on)
        if on:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()
            self.places = []

    def look(self) -> None:
        """See where everything is now."""
        places = self._places_now()
        if self.geometry() != self._window.rect() or places != self.places:
            self.setGeometry(self._window.rect())
            self.places = places
            self.raise_()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for place in self.places:
                around = place.adjusted(-GAP, -GAP, GAP, GAP) & self.rect().adjusted(2, 2, -2, -2)
                for width, colour in ((WIDTH + 3, theme.current().panel), (WIDTH, theme.method_colour("own"))):
                    painter.setPen(QPen(colour, width))
                    painter.drawRoundedRect(around, theme.RADIUS, theme.RADIUS)

"""Bars of one metric, a bar a pane: for who would rather look than read."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer.gui.look import language, theme
from srviewer.readings import Reading

ROW, THICK = 20, 8
LABEL, NUMBER = 96, 56  # pixels
MOST_LABEL = 0.4  # of the width


@dataclass(frozen=True)
class Bar:
    """One bar: its title, the method that gives its colour, its number."""

    title: str
    method: str
    reading: Reading


class Bars(QWidget):
    """Bars from a common start that is said below: PSNR differs by little of itself, so bars from 0 would be alike."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show these, all of one metric, or nothing if there are less than two."""
        self.shown = bars
        self.setVisible(len(bars) > 1)
        if bars:
            self.setAccessibleName(language.core(bars[0].reading.metric.title))
            self.setAccessibleDescription(language.joined(f"{b.title} {language.said(b.reading.text)}" for b in bars))
        self.updateGeometry()
        self.update()

    def _values(self) -> list[float]:
        """The numbers that bars have a length by: those of identical pictures have none."""
        return [v for bar in self.shown if (v := bar.reading.value) is not None and math.isfinite(v)]

    @property
    def start(self) -> float:
        """The value at which bars begin: as far below the least as the least lies below the most, and not below 0."""
        values = self._values() or [0.0]
        return max(0.0, 2 * min(values) - max(values)) if min(values) < max(values) else 0.0

    def length(self, bar: Bar) -> float:
        """Of a bar, 0 to 1; identical pictures have the longest."""
        if bar.reading.value is None or bar.reading.identical:
            return float(bar.reading.identical)
        return max(0.0, (bar.reading.value - self.start) / max(max(self._values()) - self.start, 1e-9))

    def sizeHint(self) -> QSize:
        row = theme.scaled(ROW)
        return QSize(200, row * (len(self.shown) + 1) + 4)

    def _label_width(self) -> int:
        """What the longest title needs, as far as enough is left for the bars."""
        metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
        longest = max(metrics.horizontalAdvance(bar.title) for bar in self.shown)
        return min(max(theme.scaled(LABEL), longest + 8), round(MOST_LABEL * self.width()))

    def _number_width(self) -> int:
        """What the longest number needs."""
        metrics = QFontMetrics(theme.font(theme.SMALL_SIZE, QFont.Weight.Bold))
        longest = max(metrics.horizontalAdvance(language.said(bar.reading.text)) for bar in self.shown)
        return max(theme.scaled(NUMBER), longest + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.shown:
            return
        c = theme.current()
        label, high, number = self._label_width(), theme.scaled(ROW), self._number_width()
        room = self.width() - label - number
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        with QPainter(self) as painter:
            for row, bar in enumerate(self.shown):
                top = row * high
                painter.setFont(theme.font(theme.SMALL_SIZE))
                painter.setPen(c.text)
                title = painter.fontMetrics().elidedText(bar.title, Qt.TextElideMode.ElideMiddle, label - 6)
                painter.drawText(QRectF(0, top, label, high), middle, title)
                place = QRectF(label, top + (high - THICK) / 2, room * self.length(bar), THICK)
                painter.fillRect(place, theme.method_colour(bar.method))
                weight = QFont.Weight.Bold if bar.reading.best else QFont.Weight.Normal
                painter.setFont(theme.font(theme.SMALL_SIZE, weight))
                words = language.said(bar.reading.text)
                painter.drawText(QRectF(self.width() - number, top, number, high), middle | right, words)
            painter.setFont(theme.font(theme.HEAD_SIZE))
            painter.setPen(c.dim)
            begin = replace(self.shown[0].reading, value=self.start)
            words = self.tr("{0}; bars begin at {1}").format(
                language.core(begin.metric.title), language.said(begin.quantity)
            )
            painter.drawText(QRectF(label, len(self.shown) * high, self.width() - label, high), middle, words)

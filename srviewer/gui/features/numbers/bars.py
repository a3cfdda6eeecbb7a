"""Bars of one metric, a bar a pane: for who would rather look than read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer.gui.look import language, theme
from srviewer.metrics import Metric

ROW, THICK = 20, 8
LABEL, NUMBER = 96, 56  # pixels
MOST_LABEL = 0.4  # of the width


@dataclass(frozen=True)
class Bar:
    """One bar: its title, the method that gives its colour, its value."""

    title: str
    method: str
    value: float


class Bars(QWidget):
    """Bars from a common start that is said below: PSNR differs by little of itself, so bars from 0 would be alike."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: tuple[Bar, ...] = ()
        self._metric: Metric | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[Bar, ...], metric: Metric | None) -> None:
        """Show these, or nothing if there are less than two."""
        self._bars, self._metric = bars, metric
        self.setVisible(len(bars) > 1 and metric is not None)
        if metric is not None:
            self.setAccessibleName(language.core(metric.title))
            self.setAccessibleDescription(language.joined(f"{b.title} {b.value:.{metric.digits}f}" for b in bars))
        self.updateGeometry()
        self.update()

    @property
    def start(self) -> float:
        """The value at which bars begin: as far below the least as the least lies below the most, and not below 0."""
        values = [bar.value for bar in self._bars]
        spread = max(max(values) - min(values), 1e-9)
        return max(0.0, min(values) - spread)

    def length(self, bar: Bar) -> float:
        """Of a bar, 0 to 1."""
        most = max(b.value for b in self._bars)
        return (bar.value - self.start) / max(most - self.start, 1e-9)

    def sizeHint(self) -> QSize:
        return QSize(200, ROW * (len(self._bars) + 1) + 4)

    def _label_width(self) -> int:
        """What the longest title needs, as far as enough is left for the bars."""
        metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
        longest = max(metrics.horizontalAdvance(bar.title) for bar in self._bars)
        return min(max(LABEL, longest + 8), round(MOST_LABEL * self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._metric is None or not self._bars:
            return
        c, metric = theme.current(), self._metric
        best = metric.best(bar.value for bar in self._bars)
        label = self._label_width()
        room = self.width() - label - NUMBER
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        with QPainter(self) as painter:
            for row, bar in enumerate(self._bars):
                top = row * ROW
                painter.setFont(theme.font(theme.SMALL_SIZE))
                painter.setPen(c.text)
                title = painter.fontMetrics().elidedText(bar.title, Qt.TextElideMode.ElideRight, label - 8)
                painter.drawText(QRectF(0, top, label, ROW), middle, title)
                place = QRectF(label, top + (ROW - THICK) / 2, room * self.length(bar), THICK)
                painter.fillRect(place, theme.method_colour(bar.method))
                weight = QFont.Weight.Bold if bar.value == best else QFont.Weight.Normal
                painter.setFont(theme.font(theme.SMALL_SIZE, weight))
                number = f"{bar.value:.{metric.digits}f}"
                painter.drawText(QRectF(self.width() - NUMBER, top, NUMBER, ROW), middle | right, number)
            painter.setFont(theme.font(theme.HEAD_SIZE))
            painter.setPen(c.dim)
            unit = f" {metric.unit}" if metric.unit else ""
            words = self.tr("{0}; bars begin at {1}").format(
                language.core(metric.title), f"{self.start:.{metric.digits}f}{unit}"
            )
            painter.drawText(QRectF(label, len(self._bars) * ROW, self.width() - label, ROW), middle, words)

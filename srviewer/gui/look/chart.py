"""A plot: made when it is first seen, since pyqtgraph is imported for it; in the palette's colours."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer.engine.preload import without_collections
from srviewer.gui.look import boxes, controls, theme

Draw = Callable[[Any], None]

LEAST_HEIGHT = 120


class Chart(QWidget):
    """`draw` puts curves on a `pyqtgraph.PlotWidget`; it is called whenever the plot is to be drawn anew.

    logarithmic : the y axis; titled : the name stands above the plot
    """

    def __init__(self, name: str, x: str, y: str, draw: Draw, logarithmic: bool = False, titled: bool = True) -> None:
        super().__init__()
        self._name, self._x, self._y = name, x, y
        self._draw, self._logarithmic, self._titled = draw, logarithmic, titled
        self.plot: Any = None
        self.setAccessibleName(name)
        self.setMinimumHeight(theme.scaled(LEAST_HEIGHT))
        self.words = controls.label("", "dim", wrap=True)
        self.words.setParent(self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words.hide()
        self._column = boxes.column(of=self, margins=(0, 0, 0, 0))
        theme.notifier().changed.connect(self.redraw)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the first time, the plot is made."""
        super().showEvent(event)
        if self.plot is None:
            self._make()
        self.redraw()

    def _make(self) -> None:
        # What is there by then stays: a collection that looks through all of it takes 40 ms.
        with nullcontext() if "pyqtgraph" in sys.modules else without_collections():
            import pyqtgraph

        plot = pyqtgraph.PlotWidget()
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.showGrid(x=True, y=True, alpha=0.15)
        plot.setAntialiasing(True)
        plot.setLogMode(x=False, y=self._logarithmic)
        for axis in (plot.getAxis("left"), plot.getAxis("bottom")):
            axis.tickStrings = partial(_ones_twos_fives, axis, axis.tickStrings)
        plot.setAccessibleName(self._name)
        plot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)  # it would like to be 480 high
        plot.setLabel("bottom", self._x)
        plot.setLabel("left", self._y)
        self.plot = plot
        self._column.addWidget(plot)
        self.words.raise_()

    def redraw(self) -> None:
        """Draw the curves anew, if anyone has seen the plot yet."""
        if self.plot is None:
            return
        c = theme.current()
        self.plot.clear()
        self.plot.setBackground(c.field)
        if self._titled:
            self.plot.setTitle(self._name, color=c.text.name(), size=f"{theme.scaled(theme.SMALL_SIZE)}px")
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(c.line)
            axis.setTextPen(c.dim)
            axis.setStyle(tickFont=theme.font(theme.HEAD_SIZE))
        self._draw(self.plot)
        for side in ("left", "bottom"):  # after `_draw`, whose labels would bring prefixes back
            axis = self.plot.getAxis(side)
            axis.setSIPrefixEnableRanges(())
            axis.enableAutoSIPrefix(False)

    def say(self, text: str) -> None:
        """Words in the middle of the plot, where there is nothing to draw (yet); "" for none."""
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.words.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: the words stay in the middle."""
        super().resizeEvent(event)
        self.words.setGeometry(self.rect())

    def shut_down(self) -> None:
        """Let go of the plot, whose menus are windows of their own."""
        if self.plot is not None:
            self.plot.close()
            self.plot.deleteLater()
            self.plot = None


def _ones_twos_fives(
    axis: Any, labels: Callable[..., list[str]], values: Sequence[float], scale: float, spacing: float
) -> list[str]:
    """Of a logarithmic axis the labels of 1, 2 and 5 times powers of ten (`values` are exponents); all would meet."""
    found = labels(values, scale, spacing)
    if not axis.logMode:
        return found
    marks = [round(10 ** (value % 1)) for value in values]
    return [label if mark in (1, 2, 5, 10) else "" for label, mark in zip(found, marks, strict=True)]

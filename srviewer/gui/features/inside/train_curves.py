"""The curves of a training: what each loss has come to, of its start, and their weighted sum."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from srviewer.explain.recipe import LOSSES, OPTIMISERS
from srviewer.gui.features.inside.optimise_run import COLOURS as OTHER_COLOURS
from srviewer.gui.look import boxes, controls, theme, timers
from srviewer.gui.look.chart import Chart

WIDTH = 260
CHART_HEIGHT = 110  # at least
COLOURS = {**OTHER_COLOURS, "detail": "#c061cb"}
SUM_COLOURS = {"adam": "#4c8dff", "sgd": "#e07b39"}
TURN_MS = 50  # after which the second plot follows the first


class TrainCurves(QWidget):
    """Two plots, and which optimiser's the lines are."""

    def __init__(self) -> None:
        super().__init__()
        self._points: dict[str, dict[str, list[tuple[int, float]]]] = {}
        self._lines: dict[tuple[str, str], Any] = {}
        self._then = timers.single(self, TURN_MS, lambda: self._move(losses=False))
        self.who = controls.label("", "small")
        self.chart = Chart(self.tr("Each loss, of its start"), self.tr("steps"), "", self._draw, logarithmic=True)
        self.sums = Chart(self.tr("Weighted sum"), self.tr("steps"), "", self._draw_sums, logarithmic=True)
        self.setFixedWidth(theme.scaled(WIDTH))
        for chart in (self.chart, self.sums):
            chart.setMinimumHeight(theme.scaled(CHART_HEIGHT))
            chart.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        boxes.column((self.chart, 1), (self.sums, 1), self.who, of=self, margins=(0, 0, 0, 0), gap=6)

    def shut_down(self) -> None:
        """Let go of the plots."""
        self._then.stop()
        self.chart.shut_down()
        self.sums.shut_down()

    def begin(self, *optimisers: str) -> None:
        """Begin anew, with the lines of these."""
        self._then.stop()
        self._points = {}
        for line in self._lines.values():
            line.clear()
        names = {"adam": "Adam", "sgd": self.tr("SGD, dashed")}
        mark = '<span style="color:{}">■</span> {}'
        self.who.setText(" &nbsp; ".join(mark.format(SUM_COLOURS[each], names[each]) for each in optimisers))

    def note(self, step: int, losses: Mapping[str, Mapping[str, float]]) -> None:
        """Keep what the losses of each optimiser are at a step; they are seen with `show_new`."""
        for optimiser, found in losses.items():
            for name, value in found.items():
                self._points.setdefault(optimiser, {}).setdefault(name, []).append((step, float(value)))

    def points(self, name: str) -> Sequence[tuple[int, float]]:
        """(step, value) of a loss, of the first optimiser."""
        return next(iter(self._points.values()), {}).get(name, [])

    def show_new(self) -> None:
        """Move the lines; those of the second plot have a turn of their own, so that each turn is short."""
        self._move(losses=True)
        self._then.start()

    def _move(self, losses: bool) -> None:
        for (optimiser, name), line in self._lines.items():
            if (name != "sum") is losses and optimiser in self._points:
                line.setData(*self._line(optimiser, name))

    def _line(self, optimiser: str, name: str) -> tuple[list[int], list[float]]:
        """Steps, and a loss as a part of its start, or the sum as it is."""
        points = self._points.get(optimiser, {}).get(name, [])
        first = 1.0 if name == "sum" or not points else points[0][1] or 1.0
        return [step for step, _ in points], [max(value / first, 1e-9) for _, value in points]

    def _draw(self, plot: Any) -> None:
        """Put all lines there that there may be: to make one takes longer than a frame lasts."""
        self._put_lines(plot, LOSSES, lambda _optimiser, name: COLOURS[name])

    def _draw_sums(self, plot: Any) -> None:
        self._put_lines(plot, ("sum",), lambda optimiser, _name: SUM_COLOURS[optimiser])

    def _put_lines(self, plot: Any, names: Sequence[str], colour: Callable[[str, str], str]) -> None:
        import pyqtgraph

        for optimiser in OPTIMISERS:
            style = Qt.PenStyle.DashLine if optimiser == "sgd" else Qt.PenStyle.SolidLine
            for name in names:
                pen = pyqtgraph.mkPen(colour(optimiser, name), width=1.5, style=style)
                self._lines[optimiser, name] = plot.plot(*self._line(optimiser, name), pen=pen)

"""A wavelet's portrait: its filters, what they let through, its scaling and wavelet function."""

from __future__ import annotations

from typing import Any, Self

import numpy as np
from PySide6.QtCore import Qt

from srviewer.explain import filters
from srviewer.gui.features.inside.seen_page import TopicPage
from srviewer.gui.look import boxes, controls, language
from srviewer.gui.look.chart import Chart
from srviewer.gui.look.titles import wavelet_choice

LOW, HIGH = "#4c8dff", "#e07b39"
SOLID, DASHED = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine


class FiltersPage(TopicPage):
    """Four plots of one wavelet."""

    def __init__(self) -> None:
        super().__init__()
        self.wavelet = wavelet_choice("bior4.4")
        self.wavelet.activated.connect(self._draw)
        self.about = controls.label("", "small", wrap=True)
        row = boxes.row(controls.label(self.tr("Wavelet"), "dim"), self.wavelet, (self.about, 1), gap=8)
        self.charts = (
            Chart(self.tr("Filters"), self.tr("tap"), self.tr("weight"), self._draw_taps),
            Chart(self.tr("Frequency response"), self.tr("cycles per pixel"), self.tr("magnitude"), self._draw_passed),
            Chart(self.tr("Scaling function"), self.tr("pixels"), "", self._draw_scaling),
            Chart(self.tr("Wavelet function"), self.tr("pixels"), "", self._draw_wavelet),
        )
        grid = boxes.grid(10, 10)
        for index, chart in enumerate(self.charts):
            grid.addWidget(chart, index // 2, index % 2)
        boxes.column(row, (grid, 1), of=self, margins=(16, 12, 16, 12), gap=10)
        self.about.setText(self._facts(filters.facts(self.name)))

    @property
    def name(self) -> str:
        """The wavelet that is portrayed."""
        return str(self.wavelet.currentData())

    def shut_down(self) -> None:
        """Let go of the plots."""
        for chart in self.charts:
            chart.shut_down()

    def take_over(self, other: Self) -> None:
        super().take_over(other)
        self._draw()

    def _draw(self) -> None:
        for chart in self.charts:
            chart.redraw()
        self.about.setText(self._facts(filters.facts(self.name)))

    def _draw_taps(self, plot: Any) -> None:
        for found in filters.filters(self.name):
            pen = _pen(LOW if found.low else HIGH, found.name.startswith("rec"))
            there = np.flatnonzero(found.taps)  # without the zeros that filters are padded with
            first, last = there[0], there[-1] + 1
            look = {"symbol": "o", "symbolSize": 5, "symbolBrush": pen.color()}
            plot.plot(np.arange(first, last), found.taps[first:last], pen=pen, **look)

    def _draw_passed(self, plot: Any) -> None:
        for found in filters.filters(self.name):
            plot.plot(*found.response(), pen=_pen(LOW if found.low else HIGH, found.name.startswith("rec")))

    def _draw_scaling(self, plot: Any) -> None:
        found = filters.functions(self.name)
        _draw_both(plot, LOW, found.x, found.analysis_scaling, found.synthesis_scaling)

    def _draw_wavelet(self, plot: Any) -> None:
        found = filters.functions(self.name)
        _draw_both(plot, HIGH, found.x, found.analysis_wavelet, found.synthesis_wavelet)

    def _facts(self, facts: filters.WaveletFacts) -> str:
        parts = [
            self._taps(*facts.lengths),
            self.tr("orthogonal") if facts.orthogonal else self.tr("biorthogonal"),
        ]
        if facts.vanishing_moments:
            parts.append(self.tr("%n vanishing moment(s)", "", facts.vanishing_moments))
        if not facts.exact:
            parts.append(self.tr("not exactly invertible"))
        how = self.tr("Low in blue, high in orange; analysis solid, synthesis dashed.")
        return self.tr("{}: {}. {}").format(facts.wavelet, language.joined(parts), how)

    def _taps(self, low: int, high: int) -> str:
        return self.tr("%n tap(s)", "", low) if low == high else self.tr("{} and {} taps").format(low, high)


def _draw_both(plot: Any, colour: str, x: Any, solid: Any, dashed: Any) -> None:
    n = min(len(x), len(solid), len(dashed))
    plot.plot(x[:n], solid[:n], pen=_pen(colour, False))
    plot.plot(x[:n], dashed[:n], pen=_pen(colour, True))


def _pen(colour: str, dashed: bool) -> Any:
    import pyqtgraph

    return pyqtgraph.mkPen(colour, width=1.5, style=DASHED if dashed else SOLID)

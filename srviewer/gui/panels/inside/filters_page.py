"""A wavelet's portrait: its filters, what they let through, its scaling and wavelet function."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from srviewer.explain import filters
from srviewer.gui import controls, theme
from srviewer.imaging.wavelet import discrete_wavelets

LOW, HIGH = "#4c8dff", "#e07b39"


class FiltersPage(QWidget):
    """Four plots of one wavelet; pyqtgraph is imported when the page is first opened."""

    def __init__(self) -> None:
        super().__init__()
        self._plots: list[Any] = []
        self.wavelet = controls.Choice(self.tr("Wavelet"))
        self.wavelet.set_items(((name, name) for name in discrete_wavelets()), "bior4.4")
        self.wavelet.activated.connect(self._draw)
        self.about = controls.label("", "small")
        self.about.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(controls.label(self.tr("Wavelet"), "dim"))
        row.addWidget(self.wavelet)
        row.addWidget(self.about, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 12)
        self._column.setSpacing(10)
        self._column.addLayout(row)
        theme.notifier().changed.connect(self._draw)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: the first time, the plots are made."""
        super().showEvent(event)
        if not self._plots:
            self._make_plots()
        self._draw()

    def _make_plots(self) -> None:
        import pyqtgraph

        titles = (
            (self.tr("Filters"), self.tr("tap"), self.tr("weight")),
            (self.tr("What they let through"), self.tr("cycles a pixel"), self.tr("magnitude")),
            (self.tr("Scaling function"), self.tr("pixels"), ""),
            (self.tr("Wavelet function"), self.tr("pixels"), ""),
        )
        for index in range(0, 4, 2):
            row = QHBoxLayout()
            row.setSpacing(10)
            for title, x, y in titles[index : index + 2]:
                plot = pyqtgraph.PlotWidget()
                plot.setMenuEnabled(False)
                plot.hideButtons()
                plot.showGrid(x=True, y=True, alpha=0.15)
                plot.setAccessibleName(title)
                plot.setTitle(title, size=f"{theme.SMALL_SIZE}px")
                plot.setLabel("bottom", x)
                plot.setLabel("left", y)
                self._plots.append(plot)
                row.addWidget(plot)
            self._column.addLayout(row, 1)

    def shut_down(self) -> None:
        """Let go of the plots, whose menus are windows of their own."""
        for plot in self._plots:
            plot.close()
            plot.deleteLater()
        self._plots = []

    def _draw(self) -> None:
        if not self._plots:
            return
        name, c = str(self.wavelet.currentData()), theme.current()
        for plot in self._plots:
            plot.clear()
            plot.setBackground(c.field)
            plot.setTitle(plot.accessibleName(), color=c.text.name(), size=f"{theme.SMALL_SIZE}px")
            for side in ("left", "bottom"):
                axis = plot.getAxis(side)
                axis.enableAutoSIPrefix(False)
                axis.setPen(c.line)
                axis.setTextPen(c.dim)
        self._draw_filters(name)
        self._draw_functions(name)
        self.about.setText(self._facts(filters.facts(name)))

    def _draw_filters(self, name: str) -> None:
        import pyqtgraph

        for found in filters.filters(name):
            style = pyqtgraph.QtCore.Qt.PenStyle.SolidLine
            if found.name.startswith("rec"):
                style = pyqtgraph.QtCore.Qt.PenStyle.DashLine
            pen = pyqtgraph.mkPen(LOW if found.low else HIGH, width=1.5, style=style)
            taps = np.arange(len(found.taps))
            self._plots[0].plot(taps, found.taps, pen=pen, symbol="o", symbolSize=5, symbolBrush=pen.color())
            self._plots[1].plot(*found.response(), pen=pen)

    def _draw_functions(self, name: str) -> None:
        import pyqtgraph

        found = filters.functions(name)
        dashed = pyqtgraph.QtCore.Qt.PenStyle.DashLine
        for plot, colour, solid, other in (
            (self._plots[2], LOW, found.analysis_scaling, found.synthesis_scaling),
            (self._plots[3], HIGH, found.analysis_wavelet, found.synthesis_wavelet),
        ):
            n = min(len(found.x), len(solid), len(other))
            plot.plot(found.x[:n], solid[:n], pen=pyqtgraph.mkPen(colour, width=1.5))
            plot.plot(found.x[:n], other[:n], pen=pyqtgraph.mkPen(colour, width=1.5, style=dashed))

    def _facts(self, facts: filters.Facts) -> str:
        parts = [
            self.tr("%n tap(s)", "", facts.length),
            self.tr("orthogonal") if facts.orthogonal else self.tr("biorthogonal"),
        ]
        if facts.vanishing_moments:
            parts.append(self.tr("%n vanishing moment(s)", "", facts.vanishing_moments))
        if not facts.exact:
            parts.append(self.tr("not exactly invertible"))
        how = self.tr("Low in blue, high in orange; analysis solid, synthesis dashed.")
        return f"{facts.wavelet}: " + ", ".join(parts) + ". " + how

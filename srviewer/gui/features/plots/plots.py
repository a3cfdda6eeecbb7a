"""Plots: one curve a pane, of the selected region or of what all panes have, made in a lane; or one point a pane, by
two of its numbers. Some need methods to be run beside the panes, in the lane of long work."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from srviewer import readings
from srviewer.compared import TRUTH, Pane
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.gui.canvas.placed import Placed, placed
from srviewer.gui.look import boxes, controls, language, theme, timers
from srviewer.gui.look.chart import Chart
from srviewer.gui.look.titles import colour_key, full_title, place_in_words
from srviewer.gui.services.errands import Errands, words
from srviewer.metrics.curves import PLOTS, Curve, Plot, curve, plot_of
from srviewer.session import Change, Field, Session

if TYPE_CHECKING:
    from srviewer.reports.runs import Asked

SLOT, RUNS_SLOT = "plots", "runs for a plot"
MOST = 1 << 20  # pixels of a picture that are plotted; of larger ones the middle


class PlotsPanel(QWidget):
    """The tab: which plot, the plot, whose curves they are, what it shows."""

    marked = Signal(object)  # the row or column of the pictures that is plotted, as a `Rect`; None for none

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__()
        self._session, self._errands = session, errands
        self._shown: dict[Pane, Curve] = {}
        self._asked: tuple[str, Asked] | None = None  # what methods were run for
        self._made: dict[str | Pane, Curve] = {}  # by these runs: a curve of each pane, or paths by name
        self.kind = controls.Choice(self.tr("Plot"))
        self._list()
        self.kind.activated.connect(self._ask)
        self.names = controls.label("", "small", wrap=True)
        self.line = controls.label("", "small", wrap=True)
        self.where = controls.label("", "small", wrap=True)
        self.chart = Chart(self.tr("Plot of every pane"), "", "", self._draw, titled=False)
        self.chart.setMinimumHeight(theme.scaled(260))
        self.chart.setMaximumHeight(420)
        parts = (self.kind, (self.chart, 1), self.names, self.line, self.where, None)
        boxes.column(*parts, of=self, margins=(16, 12, 16, 12), gap=8)
        self._soon = timers.single(self, 0, self._ask)
        session.subscribe(self._session_changed)

    @property
    def pending(self) -> bool:
        """Whether curves are about to be asked for."""
        return self._soon.isActive()

    @property
    def paths(self) -> dict[str, Curve]:
        """What is plotted that is no pane's."""
        return {name: curve for name, curve in self._made.items() if isinstance(name, str)} if self._plot.runs else {}

    @property
    def _plot(self) -> Plot:
        return plot_of(str(self.kind.currentData()))

    @property
    def curves(self) -> dict[Pane, Curve]:
        """What is plotted."""
        return self._shown

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the tab was hidden is caught up with."""
        super().showEvent(event)
        self._list()
        self._soon.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt's hook: what is not plotted is not marked."""
        super().hideEvent(event)
        self.marked.emit(None)

    def _list(self) -> None:
        """The plots that there are; the one that is chosen stays so."""
        chosen = plot_of(str(self.kind.currentData())).name
        self.kind.set_items(((language.core(p.title), p.name) for p in PLOTS), chosen)

    def shut_down(self) -> None:
        """Let go of the plot."""
        self.chart.shut_down()

    def _session_changed(self, change: Change) -> None:
        if (
            change.touches(Field.OUTCOMES, Field.PREPARED, Field.PANES, Field.REGIONS, Field.REGION, Field.SOURCE)
            and self.isVisible()
        ):
            self._soon.start()

    # -- curves --------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        plot, panes = self._plot, self._pixels()
        self.line.setText(language.core(plot.line))
        truth = placed(self._session, Pane(TRUTH))
        region = self._session.comparison.selected_region
        place = region or self._middle()
        self.where.setText(self._place_in_words(plot, place, region is not None))
        self.marked.emit(_line_of(plot, place) if self.isVisible() else None)
        if plot.runs:
            self._run(plot)
        if plot.measures is not None:
            self._errands.drop(SLOT)
            self._take(self._points(plot.measures))
            return
        if plot.runs:
            self._errands.drop(SLOT)
            self._take_runs()
            return
        if place is None or not panes:
            self._errands.drop(SLOT)
            self._take({})
            return
        self.chart.say("" if self._shown else self.tr("Computing…"))
        self._errands.send(SLOT, lambda token: _curves(plot, panes, truth, place, token), self._take, self._refused)

    def _run(self, plot: Plot) -> None:
        """Have methods run for a plot, unless that was done, or is being done, for the same."""
        asked = self._wanted(plot)
        key = None if asked is None else (plot.name, asked)
        if key == self._asked:
            return
        self._errands.drop(RUNS_SLOT)
        self._asked, self._made = key, {}
        if asked is None:
            return
        from srviewer.reports import runs

        def take(made: tuple[str | Pane, Curve]) -> None:
            self._made[made[0]] = made[1]
            self._soon.start()

        run = partial(runs.RUNS[plot.runs], asked)
        self._errands.follow(RUNS_SLOT, run, take, self._soon.start, self._refused, BATCH)

    def _refused(self, error: Exception) -> None:
        self._take({})
        self.chart.say(words(error))

    def _wanted(self, plot: Plot) -> Asked | None:
        """What to run methods on for a plot; None if it cannot be."""
        session, c = self._session, self._session.comparison
        if session.lr is None or (plot.against_truth and session.truth is None):
            return None
        from srviewer.reports.runs import Asked

        panes = tuple(dict.fromkeys(pane for pane in c.panes if not pane.is_reference and not pane.is_own))
        return Asked(session.truth, session.lr, c.scale, c.device, panes if plot.runs == "samples" else ())

    def _take_runs(self) -> None:
        self._take({pane: curve for pane, curve in self._made.items() if isinstance(pane, Pane)})
        if self._errands.waits_for(RUNS_SLOT) and not self._made:
            self.chart.say(self.tr("Computing…"))

    def _place_in_words(self, plot: Plot, place: Rect | None, chosen: bool) -> str:
        if place is None:
            return ""
        if plot.against_truth and self._session.truth is None:
            return self.tr("This needs the truth, which only Benchmark has.")
        if plot.runs == "samples":
            return self.tr("In four photographs that come with srviewer, by the method of every pane.")
        if plot.runs:
            solid = self.tr("Solid: weights mixed; dashed: results mixed.")
            dotted = self.tr("Dotted: 3 dB below the least error here; a perfect look costs no more.")
            return f"{solid} {dotted}"
        if plot.measures is not None:
            return self.tr("Whole picture. The distance axis points down, so up is better.")
        words = self.tr("Region {}.") if chosen else self.tr("For {}; draw a region to look closer.")
        return words.format(place_in_words(place))

    def _middle(self) -> Rect | None:
        """All of the output, or the middle of a large one."""
        lr, scale = self._session.lr, self._session.comparison.scale
        if lr is None:
            return None
        width, height = lr.width * scale, lr.height * scale
        part = min(1.0, (MOST / (width * height)) ** 0.5)
        w, h = max(1, int(width * part)), max(1, int(height * part))
        return Rect((width - w) // 2, (height - h) // 2, w, h)

    def _pixels(self) -> dict[Pane, Placed]:
        """What every pane shows, and the truth where there is one."""
        panes = list(dict.fromkeys(self._session.comparison.panes))
        if self._session.truth is not None and Pane(TRUTH) not in panes:
            panes.append(Pane(TRUTH))
        return {pane: shown for pane in panes if (shown := placed(self._session, pane)) is not None}

    def _points(self, measures: tuple[str, str]) -> dict[Pane, Curve]:
        """Of every pane that has both numbers, the point that they make."""
        found = {}
        for pane, row in readings.of_session(self._session).items():
            values = [row[name].value for name in measures if name in row]
            if len(values) == len(measures) and all(v is not None and np.isfinite(v) for v in values):
                x, y = np.array(values)[:, None]
                found[pane] = (x, y)
        return found

    def _take(self, curves: dict[Pane, Curve]) -> None:
        self._shown = curves
        mark = '<span style="color:{}">■</span> {}'
        shown = (mark.format(theme.method_colour(colour_key(p)).name(), escape(full_title(p))) for p in curves)
        self.names.setText(" &nbsp; ".join(shown))
        self.chart.say("")
        self.chart.redraw()

    def _draw(self, drawn: Any) -> None:
        import pyqtgraph

        plot, c = self._plot, theme.current()
        drawn.setLogMode(x=False, y=plot.logarithmic)
        drawn.setLabel("bottom", language.core(plot.x), color=c.dim.name())
        drawn.setLabel("left", language.core(plot.y), color=c.dim.name())
        drawn.invertY(plot.measures is not None)
        drawn.getPlotItem().setContentsMargins(0, 0, 12, 0)
        above = labels_above([(float(x[0]), float(y[0])) for x, y in self._shown.values()]) if plot.measures else ()
        for index, (pane, (x, y)) in enumerate(self._shown.items()):
            if plot.measures is not None:
                colour = theme.method_colour(colour_key(pane))
                drawn.plot(x, y, pen=None, symbol="o", symbolSize=10, symbolBrush=colour, symbolPen=c.field)
                title = pyqtgraph.TextItem(full_title(pane), color=c.text, anchor=(0.5, 1.4 if above[index] else -0.4))
                title.setFont(theme.font(theme.HEAD_SIZE))
                title.setPos(float(x[0]), float(y[0]))
                drawn.addItem(title, ignoreBounds=True)
                continue
            pen = pyqtgraph.mkPen(theme.method_colour(colour_key(pane)), width=2 if pane.method == TRUTH else 1.5)
            values = np.maximum(y, 1e-3) if plot.logarithmic else y
            drawn.plot(x, values, pen=pen, name=full_title(pane))
        self._draw_paths(drawn)
        if plot.limit is not None:
            _mark(drawn, plot.limit[0], 0, language.core(plot.limit[1]))
        drawn.autoRange(padding=0.25 if plot.measures else None)

    def _draw_paths(self, drawn: Any) -> None:
        """Paths of a strength, and where a perfect look lies at the latest."""
        import pyqtgraph

        from srviewer.reports.looks import COST

        colour = theme.method_colour("perceptual")
        for name, (x, y) in self.paths.items():
            style = Qt.PenStyle.SolidLine if name == "weights" else Qt.PenStyle.DashLine
            pen = pyqtgraph.mkPen(colour, width=1.5, style=style)
            drawn.plot(x, y, pen=pen, symbol="o", symbolSize=4, symbolBrush=colour, symbolPen=None, name=name)
        if self.paths:
            points = [*self._shown.values(), *self.paths.values()]
            _mark(drawn, max(float(np.max(x)) for x, _y in points) - COST, 90, "")


def _mark(drawn: Any, at: float, angle: int, label: str) -> None:
    """A dotted line across a plot: 0 lies, 90 stands."""
    import pyqtgraph

    c = theme.current()
    pen = pyqtgraph.mkPen(c.dim, style=Qt.PenStyle.DotLine)
    options = {"position": 0.5, "color": c.dim, "anchors": [(0.5, 1), (0.5, 1)]}
    drawn.addItem(pyqtgraph.InfiniteLine(at, angle, pen, label=label or None, labelOpts=options))


def _line_of(plot: Plot, place: Rect | None) -> Rect | None:
    """The middle row or column of a place that a plot goes along, if it does."""
    if place is None or not plot.along:
        return None
    if plot.along == "row":
        return Rect(place.x, place.y + place.height // 2, place.width, 1)
    return Rect(place.x + place.width // 2, place.y, 1, place.height)


def labels_above(points: Sequence[tuple[float, float]]) -> list[bool]:
    """For each point whether its name stands above it: on the side away from its nearest neighbour.

    points : (x, y), y growing downwards
    """
    places = np.array(points, float).reshape(-1, 2)
    spread = np.ptp(places, axis=0) if len(places) else np.ones(2)
    places = places / np.where(spread > 0, spread, 1.0)
    found = []
    for index, place in enumerate(places):
        distances = np.linalg.norm(places - place, axis=1)
        distances[index] = np.inf
        nearest = int(np.argmin(distances))
        found.append(bool((place[1], index) <= (places[nearest][1], nearest)))
    return found


def _curves(
    plot: Plot, panes: dict[Pane, Placed], truth: Placed | None, place: Rect, token: Token
) -> dict[Pane, Curve]:
    """In a lane's thread: the curve of each pane that covers the place."""
    found = {}
    true = None if truth is None else truth.cut(place)
    for pane, shown in panes.items():
        token.raise_if_cancelled()
        part = shown.cut(place)
        if part is None or (plot.against_truth and pane.method == TRUTH):
            continue
        made = curve(plot, part, true)
        if made is not None:
            found[pane] = made
    return found

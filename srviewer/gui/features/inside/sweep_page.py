"""How each method takes it: a number over the strength of blur, JPEG or noise, one curve a pane."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from srviewer import metrics, upsamplers
from srviewer.compared import Pane
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.engine.schedule import INFERENCE
from srviewer.evaluation import benchmark_pair, measure
from srviewer.gui.features.inside.excerpt import Excerpt, excerpt
from srviewer.gui.features.inside.seen_page import SeenPage
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.look.chart import Chart
from srviewer.gui.look.titles import colour_key, full_title
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging import degradations
from srviewer.imaging.picture import Picture
from srviewer.measures import Measures
from srviewer.session import Change, Field, Session

SLOT = "sweep"
MOST = 1 << 16  # pixels of the truth: 256 x 256


@dataclass(frozen=True)
class _Asked:
    """What curves are of; equal where they are the same."""

    part: Excerpt
    kind: str
    panes: tuple[Pane, ...]


@dataclass(frozen=True)
class _Point:
    pane: Pane
    strength: float
    measures: Measures = field(repr=False)


class SweepPage(SeenPage):
    """Computes when it is seen, point by point; what was computed last is kept."""

    told = (Field.SOURCE, Field.PREPARED, Field.PANES, Field.KNOWN)

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self._asked: _Asked | None = None
        self._points: list[_Point] = []
        self._done = False
        self.kind = controls.Segments(_kinds(), self.tr("Degradation"), _kinds()[0][1])
        self.kind.chosen.connect(self.refresh)
        self.number = controls.Choice(self.tr("Number"))
        self.number.activated.connect(self._show)
        self._offer_metrics()
        self.chart = Chart(self.tr("Each method over the strength"), self.tr("strength"), "", self._draw)
        self.names = controls.label("", wrap=True)
        self.about = controls.label("", "small", wrap=True)
        choices = controls.named((self.tr("Degradation"), self.kind), (self.tr("Number"), self.number))
        row = boxes.row(*choices, None, gap=8)
        boxes.column(row, self.names, (self.chart, 1), self.about, of=self, margins=(16, 12, 16, 12), gap=10)

    @property
    def curves(self) -> dict[Pane, list[tuple[float, float]]]:
        """Of each pane, strength and number, in the order of the strengths; numbers that there are not are left out."""
        found: dict[Pane, list[tuple[float, float]]] = {}
        for point in self._points:
            value = point.measures.values.get(str(self.number.currentData()), math.inf)
            if math.isfinite(value):
                found.setdefault(point.pane, []).append((point.strength, value))
        return found

    def shut_down(self) -> None:
        """Let go of the plot."""
        self.chart.shut_down()

    def let_go(self) -> None:
        """Measure no more where nobody looks; what was measured to its end is kept."""
        if not self._done:
            self.errands.drop(SLOT)
            self._asked, self._points = None, []

    # -- computing ------------------------------------------------------------------------------------------

    def _offer_metrics(self) -> None:
        """Let the user choose among the metrics that rank results against the truth."""
        known = [m for m in metrics.available() if m.ranked and m.needs == "truth"]
        chosen = self.number.currentData() or known[0].name
        self.number.set_items(((language.core(m.title), m.name) for m in known), chosen)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.KNOWN):
            self.kind.set_items(_kinds())
            if self.kind.value is None:
                self.kind.set_value(_kinds()[0][1])
        seen = self.isVisible() or self.session.source is None  # of a picture that was closed nothing is kept
        if change.touches(*self.told) and seen:
            self.refresh()

    def refresh(self, _value: object = None) -> None:
        self._offer_metrics()
        part = excerpt(self.session, MOST)
        panes = tuple(filter(self._can_be_swept, dict.fromkeys(self.session.comparison.panes)))
        if part is None or part.truth is None or not panes:
            self.errands.drop(SLOT)
            self._asked, self._points = None, []
            self._show()
            self.about.setText(self.tr("This needs the truth, which only Benchmark has."))
            return
        asked = _Asked(part, str(self.kind.value), panes)
        if asked == self._asked:
            return
        self._asked, self._points, self._done = asked, [], False
        self._show()
        self.errands.follow(SLOT, lambda token: _points(asked, token), self._take, self._end, self._refused, INFERENCE)

    def _can_be_swept(self, pane: Pane) -> bool:
        """Whether a pane is of a method that does the scale."""
        if pane.is_reference or pane.is_own:
            return False
        return upsamplers.get(pane.method).lacks(self.session.comparison.scale) is None

    def _take(self, point: _Point) -> None:
        self._points.append(point)
        self._show()

    def _end(self) -> None:
        self._done = True
        self._show()

    def _refused(self, error: Exception) -> None:
        self._asked = None
        self.chart.say("")
        self.about.setText(controls.sentence(words(error)))

    # -- what is shown ----------------------------------------------------------------------------------------

    def _show(self, _value: object = None) -> None:
        self.chart.redraw()
        mark = '<span style="color:{}">■</span> {}'
        shown = (mark.format(theme.method_colour(colour_key(p)).name(), full_title(p)) for p in self.curves)
        self.names.setText(" &nbsp; ".join(shown))
        self.chart.say(self._progress() if not self.curves else "")
        if self._asked is None:
            return
        line, part = language.core(_amount(self._asked.kind).line), self._asked.part.in_words()
        self.about.setText(language.in_a_row((line, part, self._progress())))

    def _progress(self) -> str:
        """How far measuring is; "" if none is under way."""
        if self._asked is None or self._done:
            return ""
        wanted = len(_strengths(self._asked)) * len(self._asked.panes)
        return self.tr("Measuring: {} of {} points are there.").format(len(self._points), wanted)

    def _draw(self, plot: Any) -> None:
        import pyqtgraph

        metric = metrics.get(str(self.number.currentData()))
        plot.setLabel("left", language.core(metric.title), units=metric.unit or None)
        plot.invertX(self._asked is not None and not _amount(self._asked.kind).more_is_worse)
        for pane, points in self.curves.items():
            x, y = zip(*points, strict=True)
            colour = theme.method_colour(colour_key(pane))
            look = {"symbol": "o", "symbolSize": 6, "symbolBrush": colour, "symbolPen": None}
            plot.plot(x, y, pen=pyqtgraph.mkPen(colour, width=1.5), **look)


def _kinds() -> list[tuple[str, object]]:
    """The degradations that have strengths to measure at."""
    found = [(kind.amount, kind.name) for kind in degradations.KINDS]
    return [(language.core(amount.short), name) for amount, name in found if amount is not None and amount.strengths]


def _amount(kind: str) -> degradations.Amount:
    amount = degradations.KINDS.get(kind).amount
    assert amount is not None
    return amount


def _strengths(asked: _Asked) -> list[float]:
    """What is measured at; at scale 1, strength 0 would do nothing at all to the truth."""
    return [strength for strength in _amount(asked.kind).strengths if strength or asked.part.scale > 1]


def _points(asked: _Asked, token: Token) -> Iterator[_Point]:
    """In a lane's thread: strength by strength, every pane's numbers by the benchmark's protocol."""
    pixels, scale = asked.part.truth_pixels(), asked.part.scale
    assert pixels is not None
    for strength in _strengths(asked):
        how = f"{asked.kind}:{strength:g}" if strength else "bicubic"
        truth, lr = benchmark_pair(Picture(pixels), scale, how)
        for pane in asked.panes:
            result = result_of(Job.make(lr, pane.method, scale, dict(pane.params)), token)
            yield _Point(pane, strength, measure(result, lr, truth, token=token))

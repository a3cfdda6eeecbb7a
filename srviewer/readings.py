"""One record of every number that is shown: what it is, what it was measured on, how it reads, whether it is the best.

Captions, tables, bars, contact sheets, pages, CSV and JSON lay readings out; none of them formats a number or compares
two. A number is called best of its metric

- only among numbers of the same metric, measured on the same place of the picture;
- only once no other is still to come;
- if it reads better than at least one of them and worse than none: what reads alike is best together, identical
  pictures are better than any number of decibels, and where all read alike none is best.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from srviewer import metrics
from srviewer.compared import Pane
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.measures import Measures
from srviewer.metrics import Metric
from srviewer.metrics.intervals import Interval, interval_of_mean
from srviewer.phrase import phrase, semicolons
from srviewer.session import Outcome, Session, State

PENDING, NONE = "…", "–"


@dataclass(frozen=True)
class Place:
    """What a number was measured on: a part of the output in its pixels, or all of it (`rect` None), without `border`
    pixels on each side."""

    rect: Rect | None = None
    border: int = 0

    @property
    def words(self) -> str:
        if self.rect is None:
            whole = phrase("the whole picture")
        else:
            x, y, width, height = self.rect
            whole = phrase("{width} × {height} pixels at {x}, {y}", width=width, height=height, x=x, y=y)
        if not self.border:
            return whole
        return phrase("{place} without {border} pixels along the border", place=whole, border=self.border)


@dataclass(frozen=True)
class Reading:
    """A number of one result.

    metric : its name, title, unit, digits and protocol, and which way is better
    place : what it was measured on
    value : as measured, `math.inf` for identical pictures; None where there is none
    pending : whether it is still to come
    why : why there is none, in words, where that is known
    best : whether it is the best of those that it may be compared with
    """

    metric: Metric
    place: Place
    value: float | None = None
    pending: bool = False
    why: str = ""
    best: bool = False

    @property
    def identical(self) -> bool:
        return self.value == math.inf

    @property
    def text(self) -> str:
        """The number to the metric's digits, "identical", or a sign that there is none, or none yet."""
        if self.value is None:
            return PENDING if self.pending else NONE
        return written(self.metric, self.value)

    @property
    def quantity(self) -> str:
        """Like "28.43 dB"."""
        if not self.metric.unit or self.value is None or self.identical:
            return self.text
        return phrase("{number} {unit}", number=self.text, unit=self.metric.unit)

    @property
    def labelled(self) -> str:
        """Like "PSNR-Y 28.43 dB"."""
        return phrase("{title} {quantity}", title=self.metric.title, quantity=self.quantity)

    @property
    def note(self) -> str:
        """Why there is no number; else what the number is, how it was measured, and on what."""
        if self.why:
            return self.why
        return phrase("{what}. Measured on {place}.", what=protocol(self.metric), place=self.place.words)


Readings = Mapping[str, Reading]  # of one result, by the names of metrics, in the catalogue's order


def written(metric: Metric, value: float, more: int = 0) -> str:
    """A value to the metric's digits (and `more`), or "identical"."""
    return phrase("identical") if math.isinf(value) else f"{value:.{metric.digits + more}f}"


def protocol(metric: Metric) -> str:
    """A metric's title and how it is measured."""
    return phrase("{title}: {protocol}", title=metric.title, protocol=metric.protocol)


def heading(metric: Metric) -> str:
    """A metric's title with its unit, for the head of a column."""
    return phrase("{title} ({unit})", title=metric.title, unit=metric.unit) if metric.unit else metric.title


def of(
    measures: Measures | None,
    wanted: Iterable[Metric],
    rect: Rect | None = None,
    border: int = 0,
    *,
    pending: bool = False,
    why: str = "",
) -> Readings:
    """What is read of the measures of one result.

    rect, border : where it was measured; border is left out by those metrics that leave one out
    pending : whether what is not there is still to come
    why : why there is nothing, if there are no measures
    """
    places = {cropped: Place(rect, border if cropped else 0) for cropped in (True, False)}
    return {m.name: _reading(m, places[m.cropped], measures, pending, why) for m in wanted}


def _reading(metric: Metric, place: Place, measures: Measures | None, pending: bool, why: str) -> Reading:
    if measures is None:
        return Reading(metric, place, None, pending, why)
    value = measures.values.get(metric.name)
    to_come = pending and value is None and metric.name in measures.pending
    return Reading(metric, place, value, to_come, measures.missing.get(metric.name, ""))


def best_of(metric: Metric, values: Sequence[float | None]) -> list[bool]:
    """Which of some values of a metric, measured on the same thing, are the best: as they are read."""
    read = [v if v is None or math.isinf(v) else float(written(metric, v)) for v in values]
    known = [each for each in read if each is not None]
    if not metric.ranked or not known or min(known) == max(known):
        return [False] * len(read)
    best = min(known) if metric.lower else max(known)
    return [each == best for each in read]


def compared(rows: Sequence[Readings]) -> list[Readings]:
    """The same readings, the best of them marked."""
    marked: list[dict[str, Reading]] = [dict(row) for row in rows]
    pending = {name for row in rows for name, reading in row.items() if reading.pending}
    groups: dict[tuple[str, Place], list[int]] = {}
    for index, row in enumerate(rows):
        for name in row.keys() - pending:
            groups.setdefault((name, row[name].place), []).append(index)
    for (name, _place), members in groups.items():
        readings = [rows[index][name] for index in members]
        best = best_of(readings[0].metric, [reading.value for reading in readings])
        for index, reading, is_best in zip(members, readings, best, strict=True):
            marked[index][name] = replace(reading, best=is_best)
    return list(marked)


def of_results(entries: Sequence[tuple[Result, Measures]], truth: bool) -> list[Readings]:
    """The readings of finished results of one picture, in their order; `truth` as for `meaningful`."""
    wanted = meaningful(truth, entries[0][0].scale) if entries else ()
    return compared([of(found, wanted, _rect(result), result.scale) for result, found in entries])


def of_session(session: Session) -> dict[Pane, Readings]:
    """The readings of every pane that has some: of all of its result, whatever part of the picture that is."""
    return _compared_in(session, _of_all(session))


def _compared_in(session: Session, rows: Mapping[Pane, Readings]) -> dict[Pane, Readings]:
    """The same, the best marked among those of the session's LR."""
    fair = [pane for pane in rows if not session.is_of_another_lr(pane)]
    return {**rows, **dict(zip(fair, compared([rows[pane] for pane in fair]), strict=True))}


def _of_all(session: Session) -> dict[Pane, Readings]:
    panes, wanted = _panes(session), shown(session)
    rows = [_of_outcome(session.outcome(pane), wanted, session.comparison.scale) for pane in panes]
    return dict(zip(panes, rows, strict=True))


def _of_outcome(outcome: Outcome | None, wanted: Sequence[Metric], scale: int) -> Readings:
    if outcome is None:
        return of(None, wanted, None, scale, pending=True)
    rect, failed = _rect(outcome.result) if outcome.result else None, _failed(outcome)
    return of(outcome.measures, wanted, rect, scale, pending=not failed, why=outcome.message if failed else "")


def of_region(session: Session, region: Rect, measured: Mapping[Pane, Measures]) -> dict[Pane, Readings]:
    """The readings of a region of the output in every pane that has been measured there; none is best before all panes
    whose results hold the region have been."""
    wanted = [metric for metric in shown(session) if not metric.slow]
    rows = {}
    for pane in _panes(session):
        outcome, found = session.outcome(pane), measured.get(pane)
        ended = outcome is not None and (outcome.result is not None or _failed(outcome))
        if found is not None or not ended or _holds(outcome, region):
            rows[pane] = of(found if ended else None, wanted, region, pending=True)
    return {pane: row for pane, row in _compared_in(session, rows).items() if pane in measured}


def shown(session: Session) -> tuple[Metric, ...]:
    """The metrics that mean something in a session's mode, at its scale."""
    c = session.comparison
    return meaningful(c.mode == "benchmark", c.scale)


def meaningful(truth: bool, scale: int) -> tuple[Metric, ...]:
    """The metrics that can be computed here: those against a truth where there is one, and those against the input but
    at x1, where nothing was enlarged that could be shrunk back."""
    there = {"truth": truth, "lr": scale > 1, "result": truth or scale > 1}
    return tuple(metric for metric in metrics.available() if there[metric.needs])


def leading(readings: Readings) -> list[Reading]:
    """Those that stand in a caption; those of the truth, where there are some, before those of the input."""
    lead = [reading for reading in readings.values() if reading.metric.lead]
    return [each for each in lead if each.metric.needs == "truth"] or lead


def have_any(rows: Iterable[Readings]) -> list[Metric]:
    """The metrics of which at least one row has a number, in the catalogue's order."""
    found = {reading.metric.name for row in rows for reading in row.values() if reading.value is not None}
    return [metric for metric in metrics.known() if metric.name in found]


@dataclass(frozen=True)
class Mean:
    """The mean of a metric over pictures.

    value : of those that have a finite number; None if there is none
    interval : of 95 %; None of too few pictures
    count : how many these are; identical : how many pictures are identical with what they are measured against, and
        have none
    """

    metric: Metric
    value: float | None
    count: int
    identical: int
    interval: Interval | None = None

    @property
    def text(self) -> str:
        """To a digit more than a picture's number is told to."""
        if self.value is None:
            return written(self.metric, math.inf) if self.identical else NONE
        return written(self.metric, self.value, more=1)


def mean(metric: Metric, rows: Iterable[Readings]) -> Mean:
    """The mean of a metric over the readings of several pictures."""
    return mean_of(metric, [v for row in rows if metric.name in row and (v := row[metric.name].value) is not None])


def mean_of(metric: Metric, values: Sequence[float]) -> Mean:
    """The mean of a metric over its values of several pictures."""
    finite = [v for v in values if math.isfinite(v)]
    found = sum(finite) / len(finite) if finite else None
    return Mean(metric, found, len(finite), len(values) - len(finite), interval_of_mean(finite))


def as_json(readings: Readings) -> dict[str, Any]:
    """The numbers of a result as JSON has them: null where there is none, also for identical pictures, which are
    marked; and why there is none, where that is known."""
    found: dict[str, Any] = {n: None if r.identical else r.value for n, r in readings.items()}
    if is_identical(readings):
        found["identical"] = True
    if reasons := [reading.why for reading in readings.values() if reading.why]:
        found["why"] = semicolons(list(dict.fromkeys(reasons)))
    return found


def is_identical(readings: Readings) -> bool:
    """Whether a result is identical with the truth."""
    return any(reading.identical for reading in readings.values() if reading.metric.needs == "truth")


def _panes(session: Session) -> list[Pane]:
    return [pane for pane in dict.fromkeys(session.comparison.panes) if not pane.is_reference]


def _rect(result: Result) -> Rect | None:
    """The part of the output that a result is; None for all of it."""
    return None if result.region is None else result.place


def _failed(outcome: Outcome) -> bool:
    return outcome.state in (State.FAILED, State.CANCELLED)


def _holds(outcome: Outcome | None, region: Rect) -> bool:
    """Whether there is a result that a region lies in."""
    return outcome is not None and outcome.result is not None and outcome.result.place.contains(region)

"""Folders of results, measured on all cores: what is compared, and how far that is.

A child process measures (`srviewer measure`): threads of this one would hold the interpreter's lock in turns, and keep
the window of a busy machine waiting for 0.1 s at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from srviewer import metrics
from srviewer.engine.progress import Token
from srviewer.errors import SrviewerError
from srviewer.gui.look import timers
from srviewer.gui.services.child import Child
from srviewer.gui.services.errands import Errands, words
from srviewer.metrics import Metric, learned_distance
from srviewer.phrase import of_json, phrase
from srviewer.results import folders, foreign, protocols, showing
from srviewer.results.board import Board
from srviewer.results.folders import Plan
from srviewer.results.measuring import Scores
from srviewer.results.protocols import Candidate

SLOT, SHOW_SLOT, PROTOCOL_SLOT, NUMBERS_SLOT = "results", "show results", "protocols", "foreign numbers"
TEXT_SLOT = "words of results"
MOST_PROBLEMS = 200  # that are listed
TOLD_MS = 200  # between two refreshes of what is shown


class ComparingFolders(QObject):
    """Lives in the GUI thread."""

    planned = Signal()  # another board
    changed = Signal()  # more numbers, five times a second at most
    failed = Signal(str)
    told = Signal(object, object, int)  # means and differences, what was noticed, and how much more of that there is
    ready = Signal(object)  # a `showing.ShownRow`
    recovered = Signal(str, str, object)  # the column, the printed number, `Candidate`s, the nearest first

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.board = Board(Plan((), (), ()))
        self.truths: Path | None = None
        self.columns: dict[str, Path] = {}
        self.scale, self.metric = 4, metrics.get("psnr_y")
        self.running = False
        self.fresh: set[str] = set()  # pictures whose numbers came since somebody looked
        self._child = Child(self)
        self._soon = timers.single(self, TOLD_MS, self.changed.emit)

    def compare(self, truths: Path, columns: Mapping[str, Path], scale: int) -> None:
        """Measure folders of results anew; what was measured before comes from the store."""
        self.truths, self.columns, self.scale = truths, dict(columns), scale
        self._begin()
        columns = self.columns

        def work(_token: Token) -> tuple[Plan, list[Any]]:
            plan = folders.plan(truths, columns, scale)
            return plan, _named(plan)  # also named here: with thousands of pictures it takes a while

        self._errands.send(SLOT, work, lambda found: self._planned(*found), self._refused)

    def take_over(self, other: ComparingFolders) -> None:
        """Go on where another one was, which measures no more: what is not measured yet is."""
        self.metric, self.board, self.scale = other.metric, other.board, other.scale
        if other.truths is not None:
            self.compare(other.truths, other.columns, other.scale)

    def choose(self, metric: Metric) -> None:
        """Show another metric; what takes long is measured only now."""
        self.metric = metric
        self.fresh.update(self.board.cells)
        if metric.slow and self.board.plan.rows and not self._errands.waits_for(SLOT):  # else what is planned asks
            self._begin()
            self._ask(_named(self.board.plan))
        self.changed.emit()

    def stop(self) -> None:
        """End soon; what was measured stays."""
        if self.running:
            self._errands.drop(SLOT)
            self._end()

    def shut_down(self) -> None:
        """End what measures, which keeps its numbers."""
        self.stop()
        for child in self.findChildren(Child):
            child.close()

    def tell(self) -> None:
        """Put what is known so far into words, which goes over all pictures."""
        board, metric = replace(self.board, cells=dict(self.board.cells)), self.metric
        self._errands.send(
            TEXT_SLOT,
            lambda _token: (board.summary(metric), *board.problems(MOST_PROBLEMS)),
            lambda found: self.told.emit(*found),
            self._refused_to_show,
        )

    def show(self, picture: str) -> None:
        """Read a picture with all its columns."""
        scale = self.scale
        row = next((row for row in self.board.plan.rows if row.name == picture), None)
        if row is not None:
            self._errands.send(
                SHOW_SLOT, lambda token: showing.shown(row, scale, token), self.ready.emit, self._refused_to_show
            )

    def recover(self, column: str, printed: str) -> None:
        """Look for the protocols under which a column comes to a printed number."""
        rows, scale = self.board.plan.rows, self.scale

        def work(token: Token) -> list[Candidate]:
            structural = protocols.is_structural(printed)
            pairs = protocols.read_pairs(rows, column, scale, token)
            return protocols.nearest(protocols.values_of(pairs, structural, scale, token), printed, scale)

        self._errands.send(PROTOCOL_SLOT, work, partial(self.recovered.emit, column, printed), self._refused_to_show)

    def add_numbers(self, path: Path) -> None:
        """Join a CSV of numbers by picture."""
        by_stem = {row.truth.stem: row.name for row in self.board.plan.rows}

        def take(found: Mapping[str, Mapping[str, float]]) -> None:
            for title, numbers in found.items():
                self.board.foreign[title] = {by_stem[stem]: value for stem, value in numbers.items()}
            self.planned.emit()

        self._errands.send(
            NUMBERS_SLOT, lambda _token: foreign.read_numbers(path, tuple(by_stem)), take, self._refused_to_show
        )

    # -- inside ------------------------------------------------------------------------------------------

    def _wanted(self) -> tuple[Metric, ...]:
        return tuple(m for m in metrics.available() if m.needs != "lr" and (not m.slow or m is self.metric))

    def _begin(self) -> None:
        """Start who measures, and stop who did."""
        self.stop()
        self.running = True
        self._child = Child(self)
        self._child.told.connect(self._told)
        self._child.ended.connect(self._ended)
        self._child.start(["measure"])
        self.changed.emit()

    def _planned(self, plan: Plan, rows: list[Any]) -> None:
        self.board = Board(plan, foreign=self.board.foreign)
        self.planned.emit()
        self._ask(rows)

    def _ask(self, rows: list[Any]) -> None:
        backbones = learned_distance.folder()
        self._child.ask("measure", rows=rows, scale=self.scale, metrics=[m.name for m in self._wanted()],
                        backbones=None if backbones is None else str(backbones))  # fmt: skip

    @Slot(object)
    def _told(self, event: Mapping[str, Any]) -> None:
        match event["event"]:
            case "row":
                self.board.cells[event["name"]] = {c: Scores.of_json(found) for c, found in event["cells"].items()}
                self.fresh.add(event["name"])
                if not self._soon.isActive():
                    self._soon.start()
            case "end":
                self._end()
            case "error":
                self._refused(SrviewerError(of_json(event["message"])))

    @Slot()
    def _ended(self) -> None:
        """Nobody measures any more, though not all is told."""
        why = self._child.last_words or phrase("its process is gone")
        self._refused(SrviewerError(phrase("measuring ended unexpectedly: {why}", why=why)))

    def _end(self) -> None:
        """Let go of who measured; it ends by itself."""
        self.running, child = False, self._child
        child.told.disconnect(self._told)
        child.ended.disconnect(self._ended)
        if child.runs:
            child.ended.connect(child.deleteLater)
            child.stop()
        else:
            child.deleteLater()
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self._end()
        self.failed.emit(words(error))

    def _refused_to_show(self, error: Exception) -> None:
        self.failed.emit(words(error))


def _named(plan: Plan) -> list[Any]:
    """The rows as `srviewer measure` takes them."""
    return [(row.name, str(row.truth), {c: str(path) for c, path in row.results.items()}) for row in plan.rows]

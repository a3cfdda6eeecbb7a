"""Folders of results, measured in a lane on all cores: what is compared, and how far that is."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from srviewer import metrics, paths
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.gui.look import timers
from srviewer.gui.services.errands import Errands, words
from srviewer.metrics import Metric
from srviewer.metrics.intervals import LEAST, interval_of_mean
from srviewer.results import folders, foreign, protocols, showing
from srviewer.results.board import Board
from srviewer.results.folders import PictureRow, Plan
from srviewer.results.measuring import Cells, How, measured
from srviewer.results.protocols import Candidate
from srviewer.results.store import Store

log = logging.getLogger(__name__)

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
    recovered = Signal(object)  # `Candidate`s, the nearest first

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.board = Board(Plan((), (), ()))
        self.truths: Path | None = None
        self.columns: dict[str, Path] = {}
        self.scale, self.metric = 4, metrics.get("psnr_y")
        self.running = False
        self.fresh: set[str] = set()  # pictures whose numbers came since somebody looked
        self._soon = timers.single(self, TOLD_MS, self.changed.emit)

    def compare(self, truths: Path, columns: Mapping[str, Path], scale: int) -> None:
        """Measure folders of results anew; what was measured before comes from the store."""
        self.truths, self.columns, self.scale = truths, dict(columns), scale
        self.stop()

        def work(token: Token) -> Iterator[Plan | tuple[PictureRow, Cells]]:
            interval_of_mean(range(LEAST))  # what it needs is imported here, not in the GUI thread
            plan = folders.plan(truths, columns, scale)
            yield plan
            yield from _numbers(plan, How(scale, self._wanted()), token)

        self._follow(work)

    def choose(self, metric: Metric) -> None:
        """Show another metric; what takes long is measured only now."""
        self.metric = metric
        self.fresh.update(self.board.cells)
        plan, how = self.board.plan, How(self.scale, self._wanted())
        if metric.slow and plan.rows:
            self.stop()
            self._follow(lambda token: _numbers(plan, how, token))
        self.changed.emit()

    def stop(self) -> None:
        """End soon; what was measured stays."""
        if self.running:
            self._errands.drop(SLOT)
            self._end()

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

        self._errands.send(PROTOCOL_SLOT, work, self.recovered.emit, self._refused_to_show)

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
        return tuple(m for m in metrics.available() if m.needs == "truth" and (not m.slow or m is self.metric))

    def _follow(self, work: object) -> None:
        self.running = True
        self._errands.follow(SLOT, work, self._take, self._end, self._refused, BATCH)  # type: ignore[arg-type]
        self.changed.emit()

    def _take(self, found: Plan | tuple[PictureRow, Cells]) -> None:
        if isinstance(found, Plan):
            self.board = Board(found)
            self.planned.emit()
            return
        row, cells = found
        self.board.cells[row.name] = cells
        self.fresh.add(row.name)
        if not self._soon.isActive():
            self._soon.start()

    def _end(self) -> None:
        self.running = False
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self._end()
        self.failed.emit(words(error))

    def _refused_to_show(self, error: Exception) -> None:
        self.failed.emit(words(error))


def _numbers(plan: Plan, how: How, token: Token) -> Iterator[tuple[PictureRow, Cells]]:
    store = _store()
    try:
        yield from measured(plan.rows, how, store, token)
    finally:
        if store is not None:
            store.close()


def _store() -> Store | None:
    """None where nothing can be kept."""
    try:
        return Store(paths.user_cache_dir() / "results.sqlite")
    except (OSError, sqlite3.Error):
        log.exception("numbers of results are not kept")
        return None

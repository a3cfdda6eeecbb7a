"""Upscale to folder: a queue of files, done by the same code as the command line's, several under way at once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from srviewer import batch
from srviewer.batch import FileStage
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.errors import CancelledError
from srviewer.gui.look import language, timers
from srviewer.gui.services.errands import Errands, words

SLOT, PLAN_SLOT = "batch", "plan batch"
POLL_MS = 100


class FileState(Enum):
    """What has become of a file."""

    WAITING = "waiting"
    READING = "reading"
    RUNNING = "running"
    WRITING = "writing"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    STOPPED = "stopped"


OPEN = (FileState.WAITING, FileState.STOPPED)  # what starting takes up
UNDER_WAY = (FileState.READING, FileState.RUNNING, FileState.WRITING)
FINISHED = (FileState.DONE, FileState.SKIPPED, FileState.FAILED)
AGAIN = (FileState.FAILED, FileState.STOPPED)  # what may be let wait again
_STATES = {
    FileStage.WAITING: FileState.WAITING,
    FileStage.READING: FileState.READING,
    FileStage.RUNNING: FileState.RUNNING,
    FileStage.WRITING: FileState.WRITING,
}


@dataclass(frozen=True)
class File:
    """A file of the queue; `notes` say what went wrong, or what a user should know."""

    item: batch.Item
    state: FileState = FileState.WAITING
    notes: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """The notes in the language in force."""
        return " · ".join(map(language.said, self.notes))


@dataclass(frozen=True, eq=False)
class _Run:
    """What the lane is given: items that can be held back, and a token that cancels those it has taken."""

    supply: batch.Supply
    settings: batch.BatchSettings
    token: Token = field(default_factory=Token)

    def events(self, lane: Token) -> Iterator[batch.Event]:
        """In the lane's thread: the batch's events; being cancelled is an end like any other."""
        with suppress(CancelledError):
            yield from batch.events(self.supply, self.settings, token=batch.Linked(self.token, lane))


class BatchQueue(QObject):
    """Does the files of a plan in a lane of their own. Lives in the GUI thread.

    Nothing that is there is overwritten; a file that fails does not stop the rest; stopping ends within a tile and
    leaves whole files only. A run of the lane does what waits when it begins. It ends early when the queue is paused
    or other work waits for the lane, and the next one goes on from there.
    """

    planned = Signal()
    rearranged = Signal()  # files were taken away or moved
    changed = Signal(int)  # row
    progressed = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.files: list[File] = []
        self.left_out: tuple[batch.LeftOut, ...] = ()
        self._settings: batch.BatchSettings | None = None
        self._rows: dict[batch.Item, int] = {}
        self._counts: Counter[FileState] = Counter()
        self._run: _Run | None = None
        self._under_way: dict[batch.Item, batch.FileProgress] = {}
        self._stopped: set[batch.Item] = set()
        self._paused = self._stopping = self._has_begun = False
        self._eager = False  # to be started once it is planned
        self._started, self._done_before = 0.0, 0
        self._poll = timers.repeating(self, POLL_MS, self._look)

    # -- what is to be done --------------------------------------------------------------------------------

    def plan(self, inputs: Sequence[Path], folder: Path, settings: batch.BatchSettings, template: str) -> None:
        """Look which files there are and how their results will be called; `planned` tells when that is known."""
        if self.running:
            return

        def take(found: tuple[tuple[batch.Item, ...], tuple[batch.LeftOut, ...]]) -> None:
            items, self.left_out = found
            self._set_files([File(item) for item in items])
            self._settings, self._paused = settings, False
            self.planned.emit()
            if self._eager:
                self.start()

        def refused(error: Exception) -> None:
            self._eager = False
            self.failed.emit(words(error))

        self._errands.send(PLAN_SLOT, lambda _token: batch.plan(inputs, folder, settings, template), take, refused)

    def take_over(self, other: BatchQueue) -> None:
        """Have the files of another queue, which does nothing."""
        self._set_files(other.files)
        self.left_out, self._settings, self._paused = other.left_out, other._settings, other._paused
        self.planned.emit()

    def start(self) -> None:
        """Do what waits, from the first on; goes on after a pause. What is being planned anew waits for that."""
        self._paused, self._eager = False, self._errands.waits_for(PLAN_SLOT)
        if not self.running and not self._eager:
            self._let_wait(row for row, file in enumerate(self.files) if file.state is FileState.STOPPED)
            self._started, self._done_before = time.monotonic(), self.finished
            self._poll.start()
            self._begin()
        self.progressed.emit()

    def pause(self) -> None:
        """Finish the files that are being enlarged or written, and wait."""
        if self._run is None:
            return
        self._paused = True
        self._run.supply.close()
        for progress in self._under_way.values():
            if progress.stage in (FileStage.WAITING, FileStage.READING):
                progress.cancel()
        self.progressed.emit()

    def stop(self, rows: Sequence[int] | None = None) -> None:
        """End within a tile; what was not finished waits to be started again. With `rows` only these, and the rest
        goes on."""
        if self._run is None:
            return
        if rows is not None:
            self._stop_rows(self._run, rows)
        elif self._has_begun:
            self._stopping = True
            self._run.token.cancel()
        else:  # the lane is busy with other work
            self._errands.drop(SLOT)
            self._end()
        self.progressed.emit()

    def retry(self, rows: Iterable[int] | None = None) -> None:
        """Let what failed wait again; or these, if they failed or were stopped."""
        if rows is None:
            rows = (row for row, file in enumerate(self.files) if file.state is FileState.FAILED)
        self._let_wait(row for row in rows if self.files[row].state in AGAIN)
        self.progressed.emit()

    def remove(self, rows: Iterable[int]) -> None:
        """Take files out of the queue; those under way stay. Nothing on disk is touched."""
        going = {self.files[row].item for row in rows if self.files[row].state not in UNDER_WAY}
        if self._run is not None:
            for item in going:
                self._run.supply.leave_out(item)
        self._set_files([file for file in self.files if file.item not in going])
        self.rearranged.emit()
        self.progressed.emit()

    def move(self, rows: Iterable[int], to: int) -> None:
        """Put files before the one that is in row `to` now, in their order; what waits is done in the order of rows."""
        moving = {self.files[row].item for row in rows}
        before = [file for file in self.files[:to] if file.item not in moving]
        after = [file for file in self.files[to:] if file.item not in moving]
        self._set_files([*before, *(file for file in self.files if file.item in moving), *after])
        if self._run is not None:
            self._run.supply.close()  # the next run goes on with what waits, in the new order
        self.rearranged.emit()

    # -- how far it is -------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._run is not None

    @property
    def paused(self) -> bool:
        """Whether it waits, or will after the files under way, to go on."""
        return self._paused

    @property
    def stopping(self) -> bool:
        """Whether the files under way are being broken off."""
        return self._stopping

    @property
    def finished(self) -> int:
        """Files that need nothing more."""
        return sum(self._counts[state] for state in FINISHED)

    @property
    def waits(self) -> bool:
        """Whether there is something for `start` to do."""
        return any(self._counts[state] for state in OPEN)

    def count(self, state: FileState) -> int:
        return self._counts[state]

    @property
    def fraction(self) -> float:
        """Part of all files that is done, those under way by their own progress."""
        return self._done / len(self.files) if self.files else 0.0

    def fraction_of(self, row: int) -> float:
        """How far the enlarging of a file is."""
        progress = self._under_way.get(self.files[row].item)
        return 0.0 if progress is None else progress.fraction

    @property
    def seconds_left(self) -> float | None:
        """As long as it will take if it goes on as it went; None before anything is known."""
        done, left = self._done - self._done_before, len(self.files) - self._done
        return (time.monotonic() - self._started) * left / done if done > 0 and self.running else None

    @property
    def _done(self) -> float:
        return self.finished + sum(progress.fraction for progress in self._under_way.values())

    # -- inside --------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        """A run over what waits; the end if nothing does."""
        waiting = [file.item for file in self.files if file.state is FileState.WAITING]
        if not waiting or self._paused or self._settings is None:
            return self._end()
        self._has_begun = False
        supply = batch.Supply(waiting, lambda: self._errands.others_wait(BATCH))
        self._run = run = _Run(supply, self._settings)
        self._errands.follow(SLOT, run.events, self._hear, self._run_ended, self._refused, BATCH)

    def _hear(self, event: batch.Event) -> None:
        item = event.item
        if isinstance(event, batch.Begun):
            if (
                item not in self._rows or item in self._stopped or (self._paused and self._has_begun)
            ):  # it was taken before that was known
                event.progress.cancel()
            self._has_begun = True
            self._under_way[item] = event.progress
            self._show_stage(item, event.progress)
        elif item in self._under_way:
            self._take(event)

    def _look(self) -> None:
        """What the files under way say of themselves; what is done is known before its turn in the order."""
        for item, progress in tuple(self._under_way.items()):
            if progress.outcome is not None:
                self._take(progress.outcome)
            else:
                self._show_stage(item, progress)
        self.progressed.emit()

    def _show_stage(self, item: batch.Item, progress: batch.FileProgress) -> None:
        row, state = self._rows.get(item), _STATES[progress.stage]
        if row is not None and self.files[row].state is not state:
            self._set(row, state)

    def _take(self, outcome: batch.FileOutcome) -> None:
        """What became of a file; with the last of them the queue has ended, though its lane takes a moment more."""
        item = outcome.item
        del self._under_way[item]
        if outcome.cancelled:
            state = FileState.STOPPED if item in self._stopped else FileState.WAITING
        else:
            state = FileState.FAILED if outcome.error else FileState.SKIPPED if outcome.skipped else FileState.DONE
        if (row := self._rows.get(item)) is not None:
            self._set(row, state, (outcome.error,) if outcome.error else tuple(outcome.notices))
        if not self._under_way and not self._counts[FileState.WAITING]:
            self._errands.drop(SLOT)
            self._end()

    def _run_ended(self) -> None:
        """Go on with what still waits, unless that is not wanted."""
        for item in tuple(self._under_way):
            del self._under_way[item]
            if (row := self._rows.get(item)) is not None:
                self._set(row, FileState.STOPPED)
        self._stopped.clear()
        if self._stopping:
            self._end()
        else:
            self._begin()

    def _refused(self, error: Exception) -> None:
        self._stopping = True
        self._run_ended()
        self.failed.emit(words(error))

    def _end(self) -> None:
        self._poll.stop()
        self._run, self._stopping = None, False
        self._under_way.clear()
        self._stopped.clear()
        self.progressed.emit()
        self.ended.emit()

    def _stop_rows(self, run: _Run, rows: Sequence[int]) -> None:
        for row in rows:
            item = self.files[row].item
            self._stopped.add(item)
            if item in self._under_way:
                self._under_way[item].cancel()
            elif self.files[row].state is FileState.WAITING:
                run.supply.leave_out(item)
                self._set(row, FileState.STOPPED)

    def _let_wait(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._set(row, FileState.WAITING)

    def _set_files(self, files: list[File]) -> None:
        self.files = files
        self._rows = {file.item: row for row, file in enumerate(files)}
        self._counts = Counter(file.state for file in files)

    def _set(self, row: int, state: FileState, notes: tuple[str, ...] = ()) -> None:
        self._counts[self.files[row].state] -= 1
        self._counts[state] += 1
        self.files[row] = replace(self.files[row], state=state, notes=notes)
        self.changed.emit(row)

"""Upscale to folder: a queue of files, one after the other, by the same code as the command line's."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from srviewer import batch
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.gui import language
from srviewer.gui.operations.errands import Errands, words

SLOT, PLAN_SLOT = "batch", "plan batch"
POLL_MS = 100


class State(Enum):
    """What has become of a file."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"
    STOPPED = "stopped"


OPEN = (State.WAITING, State.STOPPED)  # what starting takes up


@dataclass(frozen=True)
class File:
    """A file of the queue; `message` says what went wrong, or what a user should know."""

    item: batch.Item
    state: State = State.WAITING
    message: str = ""


class BatchQueue(QObject):
    """Does the files of a plan in a lane of their own. Lives in the GUI thread.

    Nothing that is there is overwritten; a file that fails does not stop the rest; stopping ends within a tile and
    leaves whole files only.
    """

    planned = Signal()
    changed = Signal(int)  # row
    progressed = Signal()
    ended = Signal()
    failed = Signal(str)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self.files: list[File] = []
        self.left_out: tuple[Path, ...] = ()
        self._settings: batch.Settings | None = None
        self._row: int | None = None
        self._token: Token | None = None
        self._paused = False
        self._started, self._done_before = 0.0, 0
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.progressed)

    # -- what is to be done --------------------------------------------------------------------------------

    def plan(self, inputs: Sequence[Path], folder: Path, settings: batch.Settings, template: str) -> None:
        """Look which files there are and how their results will be called; `planned` tells when that is known."""
        if self.running:
            return

        def take(found: tuple[tuple[batch.Item, ...], tuple[Path, ...]]) -> None:
            items, self.left_out = found
            self.files = [File(item) for item in items]
            self._settings = settings
            self.planned.emit()

        self._errands.send(
            PLAN_SLOT,
            lambda _token: batch.plan(inputs, folder, settings, template),
            take,
            lambda error: self.failed.emit(words(error)),
        )

    def start(self) -> None:
        """Do what waits, from the first on; goes on after a pause."""
        if self._row is not None:
            self._paused = False
            self.progressed.emit()
            return
        self._started, self._done_before, self._paused = time.monotonic(), self.finished, False
        self._poll.start()
        self._next()

    def pause(self) -> None:
        """Finish the file that is being done, and wait."""
        self._paused = True
        self.progressed.emit()

    def stop(self) -> None:
        """End within a tile; what was not finished waits to be started again."""
        if self._row is None:
            return
        self._errands.drop(SLOT)
        row, self._row = self._row, None
        self._set(row, State.STOPPED)
        self._end()

    def retry(self) -> None:
        """Let what failed wait again."""
        for row, file in enumerate(self.files):
            if file.state is State.FAILED:
                self._set(row, State.WAITING)

    # -- how far it is -------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._row is not None

    @property
    def paused(self) -> bool:
        return self._paused

    @property
    def finished(self) -> int:
        """Files that need nothing more."""
        return sum(file.state not in (*OPEN, State.RUNNING) for file in self.files)

    def count(self, state: State) -> int:
        return sum(file.state is state for file in self.files)

    @property
    def fraction(self) -> float:
        """Part of all files that is done, the one at work by its own progress."""
        return (self.finished + self.fraction_of_current) / len(self.files) if self.files else 0.0

    @property
    def fraction_of_current(self) -> float:
        """How far the file at work is."""
        return self._token.fraction if self._token is not None and self.running else 0.0

    @property
    def seconds_left(self) -> float | None:
        """As long as it will take if it goes on as it went; None before anything is known."""
        done = self.fraction * len(self.files) - self._done_before
        left = len(self.files) - self.fraction * len(self.files)
        return (time.monotonic() - self._started) * left / done if done > 0 and self.running else None

    # -- inside --------------------------------------------------------------------------------------------

    def _next(self) -> None:
        row = next((row for row, file in enumerate(self.files) if file.state in OPEN), None)
        if row is None or self._paused or self._settings is None:
            self._row = None
            self._end()
            return
        self._row = row
        item, settings = self.files[row].item, self._settings
        self._set(row, State.RUNNING)
        self._errands.send(
            SLOT,
            lambda token: batch.upscale_file(item, settings, self._watched(token)),
            lambda outcome: self._take(row, outcome),
            lambda error: self._take(row, batch.Outcome(item, error=words(error))),
            BATCH,
        )

    def _watched(self, token: Token) -> Token:
        """In the lane's thread: keep the token whose progress is shown."""
        self._token = token
        return token

    def _take(self, row: int, outcome: batch.Outcome) -> None:
        state = State.FAILED if outcome.error else State.SKIPPED if outcome.skipped else State.DONE
        self._token = None
        self._set(row, state, " · ".join(map(language.said, (outcome.error,) if outcome.error else outcome.notices)))
        self._next()

    def _set(self, row: int, state: State, message: str = "") -> None:
        self.files[row] = replace(self.files[row], state=state, message=message)
        self.changed.emit(row)

    def _end(self) -> None:
        self._poll.stop()
        self._token = None
        self.progressed.emit()
        self.ended.emit()

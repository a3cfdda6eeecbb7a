"""Rescue: the comparison is kept in a file while the program runs, and is found again if the program did not end well.

Each running program has a file of its own; it goes when the program ends. So a file whose program no longer runs is
one that a crash left.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
from PySide6.QtCore import QObject

from srviewer import paths, session_file
from srviewer.engine.schedule import FILES
from srviewer.errors import SrviewerError
from srviewer.gui.look import timers
from srviewer.gui.services.errands import Errands
from srviewer.phrase import phrase
from srviewer.session import Change, Field, Session
from srviewer.session_file import SavedView

log = logging.getLogger(__name__)

SLOT = "rescue"
QUIET_MS = 1500  # after the last change


class Rescue(QObject):
    """Follows a session and keeps it, but for what a lesson shows (`lent`).

    Lives in the GUI thread; writes in a lane.
    """

    def __init__(
        self,
        session: Session,
        errands: Errands,
        view: Callable[[], SavedView],
        parent: QObject | None = None,
        lent: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._session, self._errands, self._view, self._lent = session, errands, view, lent
        self._path = folder() / f"{os.getpid()}{session_file.SUFFIX}"
        self._soon = timers.single(self, QUIET_MS, self.keep)
        self._unsubscribe = session.subscribe(self._session_changed)

    def _session_changed(self, change: Change) -> None:
        if change.fields - {Field.OUTCOMES, Field.NOTICES, Field.PREPARED, Field.KNOWN}:
            self._soon.start()

    def keep(self) -> None:
        """Write what is compared now; nothing, if nothing is open; what was written stays while a lesson has the
        window."""
        if self._lent():
            return
        if self._session.source is None:
            _remove(self._path)
            return
        describe = session_file.describe(self._session, self._view())
        self._errands.send(
            SLOT,
            lambda _token: _write(self._path, describe()),
            lambda _nothing: None,
            lambda error: log.warning("the comparison is not kept against a crash: %s", error),
            FILES,
        )

    def end(self) -> None:
        """The program ends well: nothing is to be rescued."""
        self._soon.stop()
        self._unsubscribe()
        self._errands.drop(SLOT)
        _remove(self._path)


def folder() -> Path:
    """Where such files lie."""
    return paths.user_state_dir() / "running"


def left() -> list[Path]:
    """What programs that no longer run have left, the newest first."""
    try:
        found = [(p.stat().st_mtime, p) for p in folder().glob(f"*{session_file.SUFFIX}") if not _runs(p.stem)]
    except OSError:
        return []
    return [path for _time, path in sorted(found, reverse=True)]


def _runs(stem: str) -> bool:
    if not stem.isdecimal() or int(stem) == os.getpid():
        return False
    try:
        return "python" in psutil.Process(int(stem)).name().lower() or "srviewer" in psutil.Process(int(stem)).name()
    except psutil.Error:
        return False


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _write(path: Path, saved: session_file.Saved) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SrviewerError(phrase("{path}: {reason}", path=path.parent, reason=error.strerror)) from None
    session_file.write(path, saved, overwrite=True)

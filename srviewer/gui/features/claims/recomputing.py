"""The sources' claims, recomputed on a folder of test images: one after the other, in a lane of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from srviewer import system
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.gui.look import language, timers
from srviewer.gui.services.errands import Errands, words
from srviewer.reports import claim_images
from srviewer.reports.claim_bench import Bench
from srviewer.reports.claims import CLAIMS, Finding, as_report, findings

SLOT, SAVE_SLOT = "claims", "save claims"
POLL_MS = 150


class Recomputing(QObject):
    """Holds what was found. Lives in the GUI thread."""

    changed = Signal()
    failed = Signal(str)
    saved = Signal(str)

    def __init__(self, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errands = errands
        self._bench: Bench | None = None
        self.findings: tuple[Finding, ...] = ()
        self.running = False
        self.doing = ""
        self._poll = timers.repeating(self, POLL_MS, self.changed)

    @property
    def left(self) -> int:
        """Claims that are not recomputed yet."""
        return len(CLAIMS) - len(self.findings)

    def take_over(self, other: Recomputing) -> None:
        """Have what another one has found."""
        self.findings, self._bench = other.findings, other._bench
        self.changed.emit()

    def start(self, folder: Path) -> None:
        """Recompute all claims on a folder; `changed` tells of each."""
        self.stop()
        try:
            claim_images.checked_folder(folder)
        except Exception as error:
            self.failed.emit(words(error))
            return
        self.findings, self.running = (), True
        self._poll.start()

        def work(token: Token) -> Iterator[Finding]:
            self._bench = bench = Bench(folder, self._hear, token)
            try:
                yield from findings(bench)
            finally:
                bench.let_go()
                system.give_back()

        self._errands.follow(SLOT, work, self._take, self._end, self._refused, BATCH)
        self.changed.emit()

    def stop(self) -> None:
        """End soon; what was found stays."""
        if self.running:
            self._errands.drop(SLOT)
            self._end()

    def save(self, path: Path) -> None:
        """Write the report as Markdown in the language in force, in a lane; it replaces a file (the dialog asked)."""
        bench, found = self._bench, self.findings
        if bench is None or not found:
            return

        def work(_token: Token) -> Path:
            from srviewer.imaging.atomic import atomic_write

            with atomic_write(path, overwrite=True, encoding="utf-8") as file:
                file.write(as_report(found, bench, language.said))
            bench.let_go()
            return path

        self._errands.send(SAVE_SLOT, work, lambda done: self.saved.emit(str(done)), self._refused, BATCH)

    def _hear(self, what: str) -> None:
        """In the lane's thread: what is being measured, for whoever looks."""
        self.doing = what

    def _take(self, finding: Finding) -> None:
        self.findings = (*self.findings, finding)
        self.changed.emit()

    def _end(self) -> None:
        self._poll.stop()
        self.running, self.doing = False, ""
        self.changed.emit()

    def _refused(self, error: Exception) -> None:
        self._end()
        self.failed.emit(words(error))

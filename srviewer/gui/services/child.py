"""A child process of the program itself that tells events as lines of JSON and takes commands so."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from PySide6.QtCore import QObject, QProcess, Signal, Slot

END_MS = 5000  # for which a window that closes waits at most; a child keeps its work in 0.3 s, on a busy machine later


def command() -> list[str]:
    """What starts the program's command line: this interpreter, or, packaged, the program itself."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "srviewer"]


class Child(QObject):
    """Lives in the GUI thread. `told` has each event; `ended` comes last, whatever ended it."""

    told = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process = QProcess(self)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._failed)
        self._heard = False

    @property
    def runs(self) -> bool:
        return self._process.state() is not QProcess.ProcessState.NotRunning

    @property
    def number(self) -> int:
        """The process's, 0 if there is none."""
        return self._process.processId()

    def start(self, arguments: Sequence[str]) -> None:
        """Start the program with these arguments; one at a time."""
        self._heard = False
        program, *first = command()
        self._process.start(program, [*first, *arguments])

    def ask(self, do: str, **values: object) -> None:
        """Send a command."""
        self._process.write(json.dumps({"do": do, **values}).encode() + b"\n")

    def stop(self) -> None:
        """Ask it to end; one that has not told anything yet has nothing to keep, and is killed."""
        if self._heard:
            self.ask("stop")
            self._process.closeWriteChannel()
        else:
            self._process.kill()

    def close(self) -> None:
        """End it, its work kept; one that does not answer is killed."""
        if not self.runs:
            return
        self.blockSignals(True)
        self.stop()
        if not self._process.waitForFinished(END_MS):
            self._process.kill()
            self._process.waitForFinished(END_MS)

    @property
    def last_words(self) -> str:
        """The last line that it wrote among the errors, "" if none."""
        lines = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else ""

    @Slot()
    def _read(self) -> None:
        while self._process.canReadLine():
            try:
                event = json.loads(bytes(self._process.readLine().data()))
            except ValueError:
                continue
            self._heard = True
            self.told.emit(event)

    @Slot(int, QProcess.ExitStatus)
    def _finished(self, _code: int, _status: QProcess.ExitStatus) -> None:
        self._read()
        self.ended.emit()

    @Slot(QProcess.ProcessError)
    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit()

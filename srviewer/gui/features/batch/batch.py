"""Upscale to folder: the queue of files, and its window once somebody has opened it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from srviewer.gui.features.batch.queue import BatchQueue, FileState
from srviewer.gui.look import language
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.errands import Errands
from srviewer.session import Session

if TYPE_CHECKING:
    from srviewer.gui.features.batch.batch_window import BatchWindow


class Batch(QObject):
    """Lives in the GUI thread."""

    busy = Signal(str)  # what goes on, in words; "" when it is over
    said = Signal(str)

    def __init__(self, session: Session, errands: Errands, over: QWidget) -> None:
        super().__init__(over)
        self._session, self._over = session, over
        self.queue = BatchQueue(errands, self)
        self.window: BatchWindow | None = None
        self.queue.progressed.connect(self._progressed)
        self.queue.ended.connect(self._ended)

    def open_with(self, paths: Sequence[Path] = ()) -> None:
        """Open the window; `paths` are put into the queue."""
        self._made().open_with(paths)

    def take_over(self, other: Batch) -> None:
        """Go on where another one was, which does nothing."""
        if other.window is not None:
            self.queue.take_over(other.queue)
            self._made().take_over(other.window)

    def _made(self) -> BatchWindow:
        if self.window is None:
            from srviewer.gui.features.batch.batch_window import BatchWindow

            self.window = BatchWindow(self._session, self.queue, self._over)
        return self.window

    def action(self) -> Action:
        tip = _tr("Upscales many files into a folder")
        return Action(_tr("&Upscale to folder…"), "Ctrl+Shift+U", self.open_with, tip)

    @Slot()
    def _progressed(self) -> None:
        if self.queue.running and self.window is not None:
            self.busy.emit(self.tr("enlarging {}").format(self.window.progress_words()))

    @Slot()
    def _ended(self) -> None:
        self.busy.emit("")
        done, failed = self.queue.count(FileState.DONE), self.queue.count(FileState.FAILED)
        words = self.tr("%n file(s) enlarged", "", done)
        self.said.emit(language.joined((words, self.tr("%n failed", "", failed))) if failed else words)

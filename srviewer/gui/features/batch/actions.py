"""What can be done to the files of a batch that are marked: for its buttons, its context menu and its keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from srviewer.gui.features.batch.queue import AGAIN, UNDER_WAY, BatchQueue, FileState
from srviewer.gui.look.actions import Action, Thing
from srviewer.gui.look.language import tr as _tr


class FileList(Protocol):
    """The window's list of files, as far as actions know it; rows are counted from 0."""

    queue: BatchQueue

    @property
    def marked(self) -> list[int]: ...
    @property
    def output(self) -> Path | None: ...

    def try_again(self, rows: Sequence[int]) -> None: ...
    def copy(self, rows: Sequence[int]) -> None: ...
    def move_marked(self, by: int) -> None: ...
    def can_move(self, by: int) -> bool: ...
    def remove(self, rows: Sequence[int]) -> None: ...
    def clear(self) -> None: ...
    def ask_files(self) -> None: ...
    def ask_input_folder(self) -> None: ...
    def open_folder(self) -> None: ...


def of_files(window: FileList) -> tuple[Action, ...]:
    """In the order of the context menu; those that are for the whole list are for its buttons alone."""

    def marked(*states: FileState) -> list[int]:
        return [row for row in window.marked if window.queue.files[row].state in states]

    def stoppable() -> list[int]:
        return marked(FileState.WAITING, *UNDER_WAY) if window.queue.running else []

    def results() -> list[int]:
        return marked(FileState.DONE, FileState.SKIPPED)

    def removable() -> list[int]:
        return [row for row in window.marked if window.queue.files[row].state not in UNDER_WAY]

    def idle() -> bool:
        return not window.queue.running

    def clearable() -> bool:
        return idle() and bool(window.queue.files)

    of_file = partial(Action, on=(Thing.FILE,))
    return (
        of_file(_tr("&Retry"), "F5", lambda: window.try_again(marked(*AGAIN)), enabled=lambda: bool(marked(*AGAIN))),
        of_file(_tr("&Stop"), "Ctrl+.", lambda: window.queue.stop(stoppable()), enabled=lambda: bool(stoppable())),
        of_file(_tr("&Copy result file"), "Ctrl+C", lambda: window.copy(results()), enabled=lambda: bool(results())),
        of_file(_tr("Move &up"), "Alt+Up", lambda: window.move_marked(-1), enabled=lambda: window.can_move(-1)),
        of_file(_tr("Move &down"), "Alt+Down", lambda: window.move_marked(1), enabled=lambda: window.can_move(1)),
        of_file(_tr("Re&move"), "Del", lambda: window.remove(removable()), enabled=lambda: bool(removable())),
        Action(_tr("C&lear"), "Shift+Del", window.clear, enabled=clearable),
        Action(_tr("Add &files…"), "Ctrl+O", window.ask_files, enabled=idle),
        Action(_tr("Add f&older…"), "Ctrl+Shift+O", window.ask_input_folder, enabled=idle),
        Action(_tr("Open &output folder"), "Ctrl+Shift+F", window.open_folder, enabled=lambda: bool(window.output)),
    )

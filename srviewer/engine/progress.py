"""The token that work reports to and is cancelled by. It knows no thread and no window."""

from __future__ import annotations

import threading
from collections.abc import Callable

from srviewer.errors import CancelledError
from srviewer.phrase import phrase


class Token:
    """Cancel flag and progress of one piece of work.

    `cancel` may be called from any thread; the work calls `raise_if_cancelled` between layers, strips and tiles,
    and `report` as often as it likes (whoever shows it reads `fraction` at their own pace, about 10 Hz).

    meanwhile : called at each of these points, to do in the work's own thread what is more urgent
    away : seconds that the work stood still for that
    """

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self.fraction = 0.0
        self.meanwhile: Callable[[], None] | None = None
        self.away = 0.0

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def raise_if_cancelled(self) -> None:
        """Let more urgent work go first; raise `CancelledError` if someone asked for it."""
        if self.meanwhile is not None and not self._cancelled.is_set():
            self.meanwhile()
        if self._cancelled.is_set():
            raise CancelledError(phrase("cancelled"))

    def report(self, fraction: float) -> None:
        """Say how much is done, in [0, 1]; also a cancellation point."""
        self.fraction = fraction
        self.raise_if_cancelled()

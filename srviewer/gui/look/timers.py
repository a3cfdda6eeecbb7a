"""Timers: `QTimer` without keyword properties.

PySide6 makes a setter's name of a keyword (`interval=` calls `setInterval`) by the rules of the locale, and in Turkish
and Azerbaijani the capital of "i" is "İ": such a call fails there.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance


def repeating(parent: QObject, milliseconds: int, run: Callable[[], object] | SignalInstance) -> QTimer:
    """A timer, not started, that calls `run` every so many milliseconds."""
    timer = QTimer(parent)
    timer.setInterval(milliseconds)
    timer.timeout.connect(run)
    return timer


def single(parent: QObject, milliseconds: int, run: Callable[[], object] | SignalInstance) -> QTimer:
    """A timer, not started, that calls `run` once, so many milliseconds after its last start."""
    timer = repeating(parent, milliseconds, run)
    timer.setSingleShot(True)
    return timer

"""Where and how the window was left, for the next start."""

from __future__ import annotations

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow

from srviewer.gui.features.frame.body import Body
from srviewer.gui.features.frame.right import RightPanel
from srviewer.gui.services import settings


def restore(window: QMainWindow, body: Body, right: RightPanel) -> None:
    """Bring a window back where and as it was left, if that place still exists."""
    geometry = settings.store().value(settings.GEOMETRY)
    if isinstance(geometry, QByteArray):
        window.restoreGeometry(geometry)
    body.open_left(settings.flag(settings.LEFT_OPEN, True))
    body.open_right(settings.flag(settings.RIGHT_OPEN, True))
    tab = settings.text(settings.TAB, "0")
    right.tabs.setCurrentIndex(int(tab) if tab.isdecimal() else 0)


def remember(window: QMainWindow, body: Body, right: RightPanel) -> None:
    """Keep what `restore` brings back."""
    store = settings.store()
    store.setValue(settings.GEOMETRY, window.saveGeometry())
    body.give_way(False)
    store.setValue(settings.LEFT_OPEN, body.left_open)
    if not body.narrow:
        store.setValue(settings.RIGHT_OPEN, body.right_open)
    store.setValue(settings.TAB, str(right.tabs.currentIndex()))

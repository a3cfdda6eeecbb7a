"""Where and how the window was left, for the next start."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect
from PySide6.QtWidgets import QMainWindow

from srviewer.gui.features.frame.body import Body, Sides
from srviewer.gui.features.frame.right import RightPanel
from srviewer.gui.features.frame.scrolling import FRAME, first_size
from srviewer.gui.services import settings


def restore(window: QMainWindow, body: Body, right: RightPanel) -> None:
    """Bring a window back where and as it was left, if that place still exists."""
    geometry = settings.store().value(settings.GEOMETRY)
    if not (isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)):
        room = window.screen().availableGeometry()
        window.resize(first_size(window.size(), room.size()))
        window.move(room.center() - QRect(QPoint(), window.size() + FRAME).center())
    body.restore_sides(Sides(settings.flag(settings.LEFT_OPEN, True), settings.flag(settings.RIGHT_OPEN, True)))
    tab = settings.text(settings.TAB, "0")
    right.tabs.setCurrentIndex(int(tab) if tab.isdecimal() else 0)


def remember(window: QMainWindow, body: Body, right: RightPanel) -> None:
    """Keep what `restore` brings back."""
    store = settings.store()
    store.setValue(settings.GEOMETRY, window.saveGeometry())
    body.give_way(False)
    store.setValue(settings.LEFT_OPEN, body.sides.left)
    store.setValue(settings.RIGHT_OPEN, body.sides.right)
    store.setValue(settings.TAB, str(right.tabs.currentIndex()))

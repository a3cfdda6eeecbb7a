"""The window's frame: what is painted first, in its colours and sizes, before anything of the work is imported."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from srviewer.gui.features.frame.body import Body
from srviewer.gui.look import theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import settings

LEFT_WIDTH, RIGHT_WIDTH = 236, 360


def menu_titles() -> tuple[str, ...]:
    """The menu bar, from its beginning."""
    return _tr("&File"), _tr("&Edit"), _tr("&Compare"), _tr("&View"), _tr("&Lessons"), _tr("&Help")


def dress(window: QMainWindow) -> None:
    """Give a window its menu bar, and empty places for its toolbar, sides, centre and status bar."""
    for title in menu_titles():
        window.menuBar().addMenu(title)
    toolbar, status = _place("toolbar"), _place("status")
    toolbar.setFixedHeight(theme.TOOLBAR)
    status.setFixedHeight(theme.STATUS_BAR)
    body = Body(_place("left"), _place("welcome"), _place("right"), (LEFT_WIDTH, RIGHT_WIDTH))
    body.open_left(settings.flag(settings.LEFT_OPEN, True))
    body.open_right(settings.flag(settings.RIGHT_OPEN, True))
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(toolbar)
    column.addWidget(body, 1)
    column.addWidget(status)
    window.setCentralWidget(page)


def _place(role: str) -> QWidget:
    """An empty widget with the colours of a role."""
    made = QWidget()
    made.setProperty("role", role)
    made.setAutoFillBackground(True)
    return made

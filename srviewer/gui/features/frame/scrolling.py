"""The whole of the window below its menus, which scrolls where the window is smaller than that needs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenuBar, QScrollArea, QWidget

LEAST = QSize(800, 500)  # of a window in which nothing scrolls
FRAME = QSize(16, 40)  # at the most, around a window: a title and borders


class Page(QScrollArea):
    """Shows a widget in all the room that there is, and no smaller than a window of `LEAST` has room for."""

    def __init__(self, page: QWidget, menus: QMenuBar) -> None:
        super().__init__()
        self._page, self._menus = page, menus
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        self._page.setMinimumSize(LEAST - QSize(0, self._menus.sizeHint().height()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt's hook: keys are the window's."""
        event.ignore()


def first_size(wanted: QSize, available: QSize) -> QSize:
    """The size of a window's inside that lies within a screen's room, frame and all."""
    return wanted.boundedTo(available - FRAME)

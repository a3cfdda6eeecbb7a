"""Presentation mode: full screen, large type, and the keys that a presenter's remote sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.key_places import key_meant

if TYPE_CHECKING:
    from srviewer.gui.features.lessons.lessons import Lessons
    from srviewer.gui.window import MainWindow

_KEY = Qt.Key
ON = {_KEY.Key_PageDown, _KEY.Key_Right, _KEY.Key_Down, _KEY.Key_Space}
BACK = {_KEY.Key_PageUp, _KEY.Key_Left, _KEY.Key_Up, _KEY.Key_Backspace}
BLACK = {_KEY.Key_B, _KEY.Key_Period}
END, BEGIN = {_KEY.Key_Escape}, {_KEY.Key_F5}


class Presenting(QObject):
    """Turned on, takes the remote's keys before anything else in the window sees them."""

    def __init__(self, window: MainWindow, lessons: Lessons) -> None:
        super().__init__(lessons)
        self._window, self._lessons = window, lessons
        self.on = False
        self._was_full = False
        self.curtain = QWidget(window)
        self.curtain.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.curtain.setStyleSheet("background: #000000;")
        self.curtain.hide()

    def turn(self, on: bool) -> None:
        """Begin or end."""
        if on == self.on:
            return
        self.on, window = on, self._window
        app = QCoreApplication.instance()
        assert app is not None
        if on:
            self._was_full = window.isFullScreen()
            window.showFullScreen()
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
            self.curtain.hide()
            if not self._was_full:
                window.showNormal()
        for widget in (window.menuBar(), window.toolbar, window.status):
            widget.setVisible(not on)
        self._lessons.panel.enlarge(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: the remote's keys, without any other key held."""
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        ours = isinstance(watched, QWidget) and watched.window() is self._window and isinstance(event, QKeyEvent)
        if not ours or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = key_meant(event)
        if key not in ON | BACK | BLACK | END | BEGIN:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._pressed(key)
        return True

    def _pressed(self, key: int) -> None:
        black = self.curtain.isVisible()
        if key in END:
            self._lessons.present(False)
        elif key in BLACK:
            self.curtain.setGeometry(self._window.rect())
            self.curtain.raise_()
            self.curtain.setVisible(not black)
        elif black:
            self.curtain.hide()  # as the slide programs do: the first key brings the picture back
        elif key in BEGIN:
            self._lessons.go(0)
        else:
            self._lessons.step(1 if key in ON else -1)

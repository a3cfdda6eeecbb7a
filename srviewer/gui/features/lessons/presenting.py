"""Presentation mode: full screen, large type, and the keys that a presenter's remote sends."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.key_places import key_meant

_KEY = Qt.Key
ON = {_KEY.Key_PageDown, _KEY.Key_Right, _KEY.Key_Down, _KEY.Key_Space}
BACK = {_KEY.Key_PageUp, _KEY.Key_Left, _KEY.Key_Up, _KEY.Key_Backspace}
BLACK = {_KEY.Key_B, _KEY.Key_Period}
END, BEGIN = {_KEY.Key_Escape}, {_KEY.Key_F5}


class Presenting(QObject):
    """Turned on, takes the remote's keys before anything else in the window sees them."""

    turned = Signal(bool)  # on or off
    stepped = Signal(int)  # a step on, or back
    restarted = Signal()

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self.on = False
        self._before = Qt.WindowState.WindowNoState
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
            self._before = window.windowState()
            window.showFullScreen()
            app.installEventFilter(self)
        else:
            app.removeEventFilter(self)
            self.curtain.hide()
            window.setWindowState(self._before)
        self.turned.emit(on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook: the remote's keys, without any other key held."""
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return False
        ours = isinstance(watched, QWidget) and watched.window() is self._window
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
            self.turn(False)
        elif key in BLACK:
            self.curtain.setGeometry(self._window.rect())
            self.curtain.raise_()
            self.curtain.setVisible(not black)
        elif black:
            self.curtain.hide()  # as the slide programs do: the first key brings the picture back
        elif key in BEGIN:
            self.restarted.emit()
        else:
            self.stepped.emit(1 if key in ON else -1)

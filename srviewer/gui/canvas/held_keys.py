"""The keys that show something as long as they are held: 1 to 9 one pane alone, space what panes are compared with.

They belong to the window that the canvas is in, not to the widget with the focus: an A/B look works from a list or a
button too, and presses none. Qt tells only the widget with the focus of a press, so that widget is watched, whichever
it is; a release is looked for in the whole application, as the focus may have moved meanwhile, or a menu be open.
Since space no longer presses a button while panes are shown, return does.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.key_places import key_meant

_SPACE = int(Qt.Key.Key_Space)
_DIGITS = range(int(Qt.Key.Key_1), int(Qt.Key.Key_9) + 1)
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_FIELDS = (QLineEdit, QAbstractSpinBox, QTextEdit, QPlainTextEdit, QComboBox)
_LEFT = (QEvent.Type.WindowDeactivate, QEvent.Type.Hide)


class HeldKeys(QObject):
    """Follows what is held in a window. To be made before `KeyPlaces`, which then sees shortcuts of two keys first."""

    def __init__(self, window: QWidget, canvas: Canvas) -> None:
        super().__init__(window)
        self._window, self._canvas = window, canvas
        self._held: dict[int, int] = {}  # the place of each key that is held, and what it means; the last one counts
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._app = app
        for widget in (window, canvas):
            widget.installEventFilter(self)
        app.focusChanged.connect(self._focus_moved)
        app.applicationStateChanged.connect(self._application_left)
        self._focus_moved(None, QApplication.focusWidget())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if isinstance(event, QKeyEvent):
            return self._key(watched, event)
        if event.type() in _LEFT and self._held and watched in (self._window, self._canvas):
            self._let_go()
        return False

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        place, kind = _place(event), event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return False
        if place in self._held:
            if kind == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                del self._held[place]
                self._show()
            return True
        return kind == QEvent.Type.KeyPress and self._ours(watched) and self._pressed(place, event)

    def _ours(self, watched: QObject) -> bool:
        """Whether a press is for the window itself: not for a menu, a dialog, another window."""
        inside = isinstance(watched, QWidget) and watched.window() is self._window
        return inside and QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None

    def _pressed(self, place: int, event: QKeyEvent) -> bool:
        """Do what a key does; whether it does something."""
        focused, key = QApplication.focusWidget(), key_meant(event)
        if event.modifiers() & _OTHERS or _is_typed_into(focused) or isinstance(focused, QMenuBar):
            return False
        if key in _RETURNS and isinstance(focused, QAbstractButton):
            if not event.isAutoRepeat():
                focused.click()
            return True
        if not self._canvas.takes_keys or (key != _SPACE and key not in _DIGITS):
            return False
        if not event.isAutoRepeat():
            self._hold(place, key)
        return True

    def _hold(self, place: int, key: int) -> None:
        if not self._held:
            self._app.installEventFilter(self)
        self._held[place] = key
        self._show()

    def _let_go(self) -> None:
        self._held.clear()
        self._show()

    def _show(self) -> None:
        """Show what is held now."""
        if not self._held:
            self._app.removeEventFilter(self)
        digits = [key - _DIGITS.start for key in self._held.values() if key in _DIGITS]
        self._canvas.show_alone(digits[-1] if digits else None)
        self._canvas.flip(_SPACE in self._held.values())

    @Slot(QWidget, QWidget)
    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the widget of the window that has the focus."""
        always = (self._window, self._canvas)
        if before is not None and before not in always and isValid(before):
            before.removeEventFilter(self)
        if now is not None and now not in always and now.window() is self._window:
            now.installEventFilter(self)

    @Slot(Qt.ApplicationState)
    def _application_left(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive and self._held:
            self._let_go()


def _place(event: QKeyEvent) -> int:
    """What stays the same from a key's press to its release, whatever is held with it: its code, if there is one."""
    return event.nativeScanCode() or event.nativeVirtualKey() or key_meant(event)


def _is_typed_into(widget: QWidget | None) -> bool:
    return isinstance(widget, _FIELDS) and widget.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

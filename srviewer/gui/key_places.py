"""Keys by their place on the keyboard, where a layout has no Latin letters or no digits without Shift.

Qt finds the Latin letter of a Cyrillic, Greek, Hebrew or Arabic key only if a Latin layout is configured beside it
(qtbase, qxkbcommon.cpp, `verifyHasLatinLayout`), and takes a French digit for one only with Shift. What a key's own
caption means comes first; its place, as a US keyboard has it, is what is left.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

_ROWS = ((2, "1234567890-="), (16, "QWERTYUIOP[]"), (30, "ASDFGHJKL;'"), (44, "ZXCVBNM,./"))
_KEYS = {first + i: ord(caption) for first, row in _ROWS for i, caption in enumerate(row)}  # scan code, set 1: key
_XKB_OFFSET = 8  # of X11's and Wayland's key codes from the kernel's, which are the scan codes
_DIGITS = range(int(Qt.Key.Key_0), int(Qt.Key.Key_9) + 1)
_LETTERS = range(int(Qt.Key.Key_A), int(Qt.Key.Key_Z) + 1)
_ZOOMS = {int(Qt.Key.Key_Minus), int(Qt.Key.Key_Plus), int(Qt.Key.Key_Equal)}
_HELD = Qt.KeyboardModifier


def key_at(event: QKeyEvent) -> int | None:
    """The key that a US keyboard has at the place of the one pressed; None where places are not told (macOS)."""
    code = event.nativeScanCode()
    if not code or sys.platform == "darwin":
        return None
    return _KEYS.get(code if sys.platform == "win32" else code - _XKB_OFFSET)


def key_meant(event: QKeyEvent) -> int:
    """The key by its caption; by its place for a letter that is not Latin, and for a digit that needs Shift."""
    place, key = key_at(event), event.key()
    if place is None or key in _DIGITS or key in _ZOOMS:
        return key
    return place if place in _DIGITS or _script(key) is False else key


def is_digit(event: QKeyEvent, digit: int) -> bool:
    """Whether the key is this digit, by caption or place: Shift may have been let go of before it."""
    key = int(Qt.Key.Key_0) + digit
    return key in (event.key(), key_at(event))


def _script(key: int) -> bool | None:
    """Whether a key's caption is a Latin letter; None for what is no letter."""
    if not 0 < key < 0x110000 or not (letter := chr(key)).isalpha():
        return None
    return unicodedata.name(letter, "").startswith("LATIN")


class KeyPlaces(QObject):
    """Does what a window's shortcut does, and what Ctrl and a letter do in a field, where they are pressed by place.

    Qt offers a key to the widget with the focus, and then to the window, before it looks for shortcuts: what is typed
    into a field never comes here. A key that means something is claimed, and the press that follows does it.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._foreign = False  # whether the last letter was not Latin: some keys of such layouts bear none
        self._asking = False
        self._claimed: tuple[int, Callable[[], object]] | None = None  # the key's code, and what it does
        self._watched: QObject | None = None
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if self._asking or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress and self._claimed is not None:
            code, does = self._let_go()
            if code == event.nativeScanCode():
                does()
            return code == event.nativeScanCode()
        if watched is not self._window or event.type() != QEvent.Type.ShortcutOverride:
            return False
        does_ = self._what_it_does(event)
        if does_ is not None:
            self._claim(event.nativeScanCode(), does_)
            event.accept()
        return does_ is not None

    def _what_it_does(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What Qt would miss, or None."""
        key, place = event.key(), key_at(event)
        held = event.modifiers() & ~_HELD.KeypadModifier & ~_HELD.GroupSwitchModifier
        shifted, latin = bool(held & _HELD.ShiftModifier), _script(key)
        if latin is not None and not shifted:
            self._foreign = not latin
        if place is None:
            return None
        by_caption = self._action(key, held)
        if by_caption is not None:
            return by_caption.trigger if shifted else None  # without Shift Qt finds it too
        if not (latin is False or place in _DIGITS or (place in _LETTERS and latin is None and self._foreign)):
            return None
        focused = QApplication.focusWidget()
        if focused is not None and held & _HELD.ControlModifier and self._wants(focused, place, held):
            return lambda: self._send(focused, QEvent.Type.KeyPress, place, held)
        by_place = self._action(place, held)
        return None if by_place is None else by_place.trigger

    def _action(self, key: int, held: Qt.KeyboardModifier) -> QAction | None:
        wanted = QKeySequence(held.value | key)
        found = (action for action in self._window.actions() if wanted in action.shortcuts())
        return next((action for action in found if action.isEnabled()), None)

    def _wants(self, widget: QWidget, key: int, held: Qt.KeyboardModifier) -> bool:
        """Whether a widget has a use of its own for a key, as a field has for Ctrl+C."""
        return self._send(widget, QEvent.Type.ShortcutOverride, key, held).isAccepted()

    def _send(self, widget: QWidget, kind: QEvent.Type, key: int, held: Qt.KeyboardModifier) -> QKeyEvent:
        event = QKeyEvent(kind, key, held)
        event.setAccepted(kind == QEvent.Type.KeyPress)
        self._asking = True
        try:
            QCoreApplication.sendEvent(widget, event)
        finally:
            self._asking = False
        return event

    def _claim(self, code: int, does: Callable[[], object]) -> None:
        if self._claimed is not None:
            self._let_go()
        self._claimed, self._watched = (code, does), QApplication.focusWidget()
        if self._watched is not None and self._watched is not self._window:
            self._watched.installEventFilter(self)

    def _let_go(self) -> tuple[int, Callable[[], object]]:
        claimed, watched = self._claimed, self._watched
        assert claimed is not None
        if watched is not None and watched is not self._window:
            watched.removeEventFilter(self)
        self._claimed = self._watched = None
        return claimed

"""Keys by their place on the keyboard, where a layout has no Latin letters or no digits without Shift.

Qt finds the Latin letter of a Cyrillic, Greek, Hebrew or Arabic key only if a Latin layout is configured beside it
(qtbase, qxkbcommon.cpp, `verifyHasLatinLayout`), and takes a French digit for one only with Shift. What a key's own
caption means comes first; its place, as a US keyboard has it, is what is left.

Shortcuts of two keys ("Ctrl+G, 1") are followed here from their first key on: Qt would ask nobody what the place of
the second one means.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from srviewer.gui.look import timers

_ROWS = ((2, "1234567890-="), (16, "QWERTYUIOP[]"), (30, "ASDFGHJKL;'"), (44, "ZXCVBNM,./"))
_KEYS = {first + i: ord(caption) for first, row in _ROWS for i, caption in enumerate(row)}  # scan code, set 1: key
_XKB_OFFSET = 8  # of X11's and Wayland's key codes from the kernel's, which are the scan codes
_DIGITS = range(int(Qt.Key.Key_0), int(Qt.Key.Key_9) + 1)
_LETTERS = range(int(Qt.Key.Key_A), int(Qt.Key.Key_Z) + 1)
_ZOOMS = {int(Qt.Key.Key_Minus), int(Qt.Key.Key_Plus), int(Qt.Key.Key_Equal)}
_HELD = Qt.KeyboardModifier
_HELD_KEYS = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)
PATIENCE = 4000  # ms for which the second key of a shortcut is waited for


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
        self._begun: int | None = None  # the first key of a shortcut of two
        self._watched: QObject | None = None
        self._patience = timers.single(self, PATIENCE, self._forget)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if self._asking or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress and self._claimed is not None:
            code, does = self._claimed
            self._let_go()
            if code == event.nativeScanCode():
                does()
            return code == event.nativeScanCode()
        if event.type() != QEvent.Type.ShortcutOverride or event.key() in _HELD_KEYS:
            return False
        does_ = self._second(event) if self._begun is not None else None
        if does_ is None and watched is self._window:
            does_ = self._what_it_does(event)
        if does_ is not None:
            self._claim(event.nativeScanCode(), does_)
            event.accept()
        return does_ is not None

    def _second(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What the second key of a shortcut does, whatever is still held; None if it is no second key."""
        begun, place = self._begun, key_at(event)
        assert begun is not None
        self._forget()
        action = self._action(begun, event.key()) or (None if place is None else self._action(begun, place))
        return None if action is None else action.trigger

    def _what_it_does(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What Qt would miss, or None."""
        key, place = event.key(), key_at(event)
        held = event.modifiers() & ~_HELD.KeypadModifier & ~_HELD.GroupSwitchModifier
        shifted, latin = bool(held & _HELD.ShiftModifier), _script(key)
        if latin is not None and not shifted:
            self._foreign = not latin
        if place is None:
            return None
        if self._begins(held.value | key):
            return lambda: self._begin(held.value | key)
        by_caption = self._action(held.value | key)
        if by_caption is not None:
            return by_caption.trigger if shifted else None  # without Shift Qt finds it too
        if not (latin is False or place in _DIGITS or (place in _LETTERS and latin is None and self._foreign)):
            return None
        focused = QApplication.focusWidget()
        if focused is not None and held & _HELD.ControlModifier and self._wants(focused, place, held):
            return lambda: self._send(focused, QEvent.Type.KeyPress, place, held)
        if self._begins(held.value | place):
            return lambda: self._begin(held.value | place)
        by_place = self._action(held.value | place)
        return None if by_place is None else by_place.trigger

    def _action(self, *keys: int) -> QAction | None:
        """The action of these keys, each with what is held."""
        wanted = QKeySequence(*keys)
        found = (action for action in self._window.actions() if wanted in action.shortcuts())
        return next((action for action in found if action.isEnabled()), None)

    def _begins(self, key: int) -> bool:
        """Whether a key, with what is held, is the first of a shortcut of two."""
        first = QKeySequence(key)
        keys = (keys for action in self._window.actions() if action.isEnabled() for keys in action.shortcuts())
        return any(first.matches(k) is QKeySequence.SequenceMatch.PartialMatch for k in keys)

    def _begin(self, key: int) -> None:
        self._begun = key
        self._watch()
        self._patience.start()

    @Slot()
    def _forget(self) -> None:
        self._patience.stop()
        self._begun = None
        self._unwatch()

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
        self._claimed = (code, does)
        self._watch()

    def _let_go(self) -> None:
        self._claimed = None
        self._unwatch()

    def _watch(self) -> None:
        """See what comes to the widget with the focus, before it does."""
        self._unwatch()
        self._watched = QApplication.focusWidget()
        if self._watched is not None and self._watched is not self._window:
            self._watched.installEventFilter(self)

    def _unwatch(self) -> None:
        watched, self._watched = self._watched, None
        if watched is not None and watched is not self._window and isValid(watched):
            watched.removeEventFilter(self)

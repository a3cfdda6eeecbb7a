"""Keys by place: what layouts without Latin letters, or with digits that need Shift, send."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLayout, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.canvas.key_places import KeyPlaces, key_meant
from srviewer.gui.features.lessons.presenting import BLACK

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="Qt tells no places there")

NONE, CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
TWO_KEYS = ("Ctrl+G, 1", "Ctrl+G, 2", "Ctrl+G, M")
FIRST = 0 if sys.platform == "win32" else 8
N, Q, B, O, C, M, COMMA, ONE, TWO, SIX, G = (FIRST + code for code in (49, 16, 48, 24, 46, 50, 51, 2, 3, 7, 34))  # noqa: E741


def event(kind: QEvent.Type, caption: str, code: int, held: Qt.KeyboardModifier = NONE) -> QKeyEvent:
    text = "" if held & CTRL else caption.lower()
    return QKeyEvent(kind, ord(caption), held, code, 0, 0, text)


def press(widget: QWidget, caption: str, code: int, held: Qt.KeyboardModifier = NONE) -> None:
    """Press a key as Qt tells widgets of it where no shortcut of its own is found."""
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        told = event(kind, caption, code, held)
        told.setAccepted(kind == QEvent.Type.KeyPress)
        QCoreApplication.sendEvent(widget, told)


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    made.layout().setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    qtbot.addWidget(made)
    made.fired = []  # type: ignore[attr-defined]
    for keys in (
        "N",
        "M",
        "Ctrl+O",
        "Ctrl+Shift+O",
        "Ctrl+Q",
        "Ctrl+C",
        "Ctrl+,",
        "Ctrl+1",
        "Alt+2",
        "Alt+Shift+2",
        *TWO_KEYS,
    ):
        action = QAction(keys, made)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _on=False, told=keys: made.fired.append(told))  # type: ignore[attr-defined]
        made.addAction(action)
    KeyPlaces(made)
    field = QLineEdit(made)
    made.setCentralWidget(field)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.mark.parametrize(
    ("caption", "code", "held", "expected"),
    [
        ("Т", N, NONE, "N"),  # Russian
        ("Щ", O, CTRL, "Ctrl+O"),
        ("Щ", O, CTRL | SHIFT, "Ctrl+Shift+O"),
        ("Б", COMMA, CTRL, "Ctrl+,"),
        ("Ν", N, NONE, "N"),  # Greek
        ("מ", N, NONE, "N"),  # Hebrew
        ("O", O, CTRL | SHIFT, "Ctrl+Shift+O"),  # Hebrew: Latin with Shift, where Qt takes it for Ctrl+O
        ("ى", N, NONE, "N"),  # Arabic
        ("&", ONE, CTRL, "Ctrl+1"),  # French
        ("É", TWO, ALT, "Alt+2"),
        ("2", TWO, ALT | SHIFT, "Alt+Shift+2"),
    ],
)
def test_an_action_is_triggered_by_the_place_of_its_key(
    window: QMainWindow, caption: str, code: int, held: Qt.KeyboardModifier, expected: str
) -> None:
    press(window, caption, code, held)
    assert window.fired == [expected]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("caption", "code", "held"),
    [
        (",", M, NONE),  # French: a comma where M is on a US keyboard
        ("'", Q, CTRL),  # Dvorak: an apostrophe where Q is
        ("A", Q, CTRL),  # French: a letter means what its caption says
        ("Ы", FIRST + 31, CTRL),  # a place that no action has
    ],
)
def test_captions_of_latin_layouts_are_left_to_qt(
    window: QMainWindow, caption: str, code: int, held: Qt.KeyboardModifier
) -> None:
    press(window, caption, code, held)
    assert window.fired == []  # type: ignore[attr-defined]


def test_what_qt_finds_itself_is_triggered_once(window: QMainWindow) -> None:
    press(window, "N", N)
    press(window, "N", N, CTRL | SHIFT)
    assert window.fired == ["N"]  # type: ignore[attr-defined]


def test_a_key_without_a_letter_goes_by_place_once_the_layout_is_known(window: QMainWindow) -> None:
    press(window, "/", Q, CTRL)  # Hebrew has a slash there
    press(window, "Ы", FIRST + 31)
    press(window, "/", Q, CTRL)
    assert window.fired == ["Ctrl+Q"]  # type: ignore[attr-defined]


def test_a_disabled_action_is_left_alone(window: QMainWindow) -> None:
    next(action for action in window.actions() if action.text() == "N").setEnabled(False)
    press(window, "Т", N)
    assert window.fired == []  # type: ignore[attr-defined]


def test_what_is_typed_into_a_field_stays_in_it(window: QMainWindow) -> None:
    field = window.centralWidget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    press(field, "Т", N)
    assert field.text() == "т"
    assert window.fired == []  # type: ignore[attr-defined]


def test_ctrl_and_a_letter_mean_in_a_field_what_they_mean_there(window: QMainWindow) -> None:
    field = window.centralWidget()
    assert isinstance(field, QLineEdit)
    field.setFocus()
    field.setText("copied")
    field.selectAll()
    press(field, "С", C, CTRL)
    assert window.fired == []  # type: ignore[attr-defined]
    field.clear()
    press(field, "М", FIRST + 47, CTRL)
    assert field.text() == "copied"


def test_a_claim_without_its_press_triggers_nothing_later(window: QMainWindow) -> None:
    QCoreApplication.sendEvent(window, event(QEvent.Type.ShortcutOverride, "Т", N))
    QCoreApplication.sendEvent(window, event(QEvent.Type.KeyPress, "Ы", FIRST + 31))
    QCoreApplication.sendEvent(window, event(QEvent.Type.KeyPress, "Т", N))
    assert window.fired == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("first", "second", "code", "held", "expected"),
    [
        ("П", "1", ONE, NONE, "Ctrl+G, 1"),
        ("П", "2", TWO, NONE, "Ctrl+G, 2"),  # Russian
        ("П", "Ь", M, NONE, "Ctrl+G, M"),
        ("П", "&", ONE, NONE, "Ctrl+G, 1"),  # French
        ("П", "1", ONE, SHIFT, "Ctrl+G, 1"),  # French, with Shift
        ("П", "2", TWO, CTRL, "Ctrl+G, 2"),  # Ctrl let go of late
    ],
)
@pytest.mark.parametrize("in_field", [False, True])
def test_shortcuts_of_two_keys(
    window: QMainWindow, first: str, second: str, code: int, held: Qt.KeyboardModifier, expected: str, in_field: bool
) -> None:
    field = window.centralWidget()
    field.setFocus() if in_field else field.clearFocus()
    to = field if in_field else window
    press(to, first, G, CTRL)
    press(to, second, code, held)
    assert window.fired == [expected]  # type: ignore[attr-defined]
    assert isinstance(field, QLineEdit)
    assert field.text() == ""
    press(to, "5", FIRST + 6)
    assert field.text() == ("5" if in_field else "")


def test_a_second_key_that_is_none_means_what_it_means_alone(window: QMainWindow) -> None:
    press(window, "П", G, CTRL)
    press(window, "Т", N)
    press(window, "1", ONE)
    assert window.fired == ["N"]  # type: ignore[attr-defined]


def test_the_second_key_is_not_waited_for_for_ever(window: QMainWindow, qtbot: QtBot) -> None:
    patience = window.findChild(KeyPlaces).findChild(QTimer)
    patience.setInterval(0)
    press(window, "П", G, CTRL)
    qtbot.waitUntil(lambda: not patience.isActive())
    press(window, "1", ONE)
    assert window.fired == []  # type: ignore[attr-defined]


def test_what_keys_mean() -> None:
    kind = QEvent.Type.KeyPress
    assert key_meant(event(kind, "И", B)) in BLACK
    assert key_meant(event(kind, "&", ONE)) == Qt.Key.Key_1
    assert key_meant(event(kind, "-", SIX)) == Qt.Key.Key_Minus  # French: zooms out, as its caption says
    assert key_meant(QKeyEvent(kind, ord("&"), NONE)) == Qt.Key.Key_Ampersand  # no place told

"""Keys that are held: they work from whatever has the focus, press no button, and end however they are let go of."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import partial
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QFileDialog,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextBrowser,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.window import MainWindow
from srviewer.kinds import Mode

FOUR = tuple(Pane.of(name) for name in ("bicubic", "nearest", "bilinear", "lanczos"))
DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)
SPACE, RETURN = Qt.Key.Key_Space, Qt.Key.Key_Return
KINDS = (QAbstractButton, QComboBox, QListView, QTabBar, QTextBrowser)
VIEWS = ("side by side", "wipe", "blink", "onion", "difference")
PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


@pytest.fixture
def window(measured_noise: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> MainWindow:
    """Four finished panes; `done` notes every button that was pressed, list that was opened, file asked for."""
    window = measured_noise(FOUR, 24, 32)
    done: list[str] = []
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: done.append("file") or ("", ""))
    monkeypatch.setattr(QComboBox, "showPopup", lambda box: done.append(box.accessibleName()))
    for button in window.findChildren(QAbstractButton):
        button.pressed.connect(partial(done.append, button.text()))
    window.done = done  # type: ignore[attr-defined]
    qtbot.waitUntil(window.isActiveWindow)
    return window


def press(window: MainWindow, key: Qt.Key) -> None:
    """As the system does: to the window, whatever has the focus in it."""
    QTest.keyPress(window.windowHandle(), key)


def release(window: MainWindow, key: Qt.Key) -> None:
    QTest.keyRelease(window.windowHandle(), key)


def repeat(window: MainWindow, key: Qt.Key, kind: QEvent.Type = PRESS) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", True)
    QCoreApplication.sendEvent(window.windowHandle(), event)


def click(window: MainWindow, pane: int) -> None:
    QTest.mouseClick(window.canvas.panes[pane], Qt.MouseButton.LeftButton, pos=QPoint(30, 60))


def state(window: MainWindow) -> tuple[object, ...]:
    """What holding a key leaves as it was."""
    return window.session.comparison, window.canvas.cells, window.canvas.way, window.isVisible()


def focus(window: MainWindow) -> object:
    """Which pane has the focus, by number, or what else has it."""
    widget, panes = QApplication.focusWidget(), window.canvas.panes
    return panes.index(widget) if widget in panes else widget


def focusable(window: MainWindow) -> list[QWidget]:
    """Everything in the window that can have the focus, if it is seen, and is not typed into."""
    return [w for kind in KINDS for w in window.findChildren(kind) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]


def test_a_clicked_pane_then_a_digit_held_then_space(window: MainWindow) -> None:
    for pane, key in product(range(4), DIGITS):
        click(window, pane)
        before = state(window)
        press(window, key)
        assert window.canvas.cells == ((FOUR[DIGITS.index(key)],),)
        assert QApplication.focusWidget() in window.canvas.panes
        release(window, key)
        assert state(window) == before
        assert QApplication.focusWidget() is window.canvas.panes[pane]
        press(window, SPACE)
        assert len(set(window.canvas.cells)) == 1
        release(window, SPACE)
        assert state(window) == before
    assert window.done == []  # type: ignore[attr-defined]


def test_blink_while_space_is_held(window: MainWindow) -> None:
    window.right.open("wavelet")
    window.canvas.set_way(view="blink", timed=False)
    wavelets = next(box for box in window.wavelet.findChildren(QComboBox) if box.isVisible())
    before = state(window)
    for widget in (wavelets, window.toolbar.mode.button(Mode.UPSCALE), window.left.methods.list):
        widget.setFocus()
        assert QApplication.focusWidget() is widget
        press(window, SPACE)
        for kind in 3 * (RELEASE, PRESS):
            repeat(window, SPACE, kind)
        assert window.canvas.cells != before[1]
        release(window, SPACE)
        assert state(window) == before
    assert window.idle
    assert window.done == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("trials", [80, pytest.param(400, marks=pytest.mark.long)])
def test_mixtures_of_focus_view_pane_key_and_release(trials: int, window: MainWindow) -> None:
    chance, found = random.Random(20), focusable(window)
    window.canvas.setUpdatesEnabled(False)  # what is painted is looked at elsewhere
    for trial in range(trials):
        window.canvas.set_way(view=chance.choice(VIEWS), timed=False, turned=False)
        widgets = [widget for widget in found if widget.isVisible() and widget.isEnabled()]
        if chance.random() < 0.5:
            click(window, chance.randrange(len(window.canvas.panes)))
        else:
            chance.choice(widgets).setFocus()
        before, focused = state(window), focus(window)
        held = chance.sample((*DIGITS, Qt.Key.Key_7, SPACE), chance.choice((1, 1, 2, 3)))
        for key in held:
            press(window, key)
            if chance.random() < 0.5:
                repeat(window, key)
            if chance.random() < 0.2:
                chance.choice(widgets).setFocus()
                focused = None
        ways = (chance.sample(held, len(held)), "deactivated", "hidden")
        how = chance.choices(ways, (8, 1, 1))[0]
        if how == "deactivated":
            QCoreApplication.sendEvent(window, QEvent(QEvent.Type.WindowDeactivate))
        elif how == "hidden":
            QCoreApplication.sendEvent(window.canvas, QEvent(QEvent.Type.Hide))
        else:
            for key in how:
                release(window, key)
        assert state(window) == before, (trial, held, how)
        for key in held if isinstance(how, str) else ():
            release(window, key)
        assert state(window) == before, (trial, held, how)
        assert QApplication.activeModalWidget() is None
        assert QApplication.activePopupWidget() is None
        assert focused in (focus(window), None), (trial, held, how)
        assert window.done == [], (trial, held, how)  # type: ignore[attr-defined]


def test_of_several_keys_the_last_counts_until_it_goes(window: MainWindow) -> None:
    for key in DIGITS[:2]:
        press(window, key)
    assert window.canvas.cells == ((FOUR[1],),)
    release(window, DIGITS[1])
    assert window.canvas.cells == ((FOUR[0],),)
    release(window, DIGITS[0])
    assert len(window.canvas.cells) == 4


def test_what_is_typed_is_typed(window: MainWindow) -> None:
    for field in (kind(window) for kind in (QLineEdit, QDoubleSpinBox, QTextEdit, QPlainTextEdit, QComboBox)):
        if isinstance(field, QComboBox):
            field.setEditable(True)
        field.show()
        field.setFocus()
        before = state(window)
        press(window, DIGITS[2])
        assert state(window) == before, field
        release(window, DIGITS[2])
        typed = field.toPlainText() if isinstance(field, QTextEdit | QPlainTextEdit) else None
        line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        assert "3" in (line.text() if typed is None else typed), field


def test_a_key_held_while_the_focus_goes_to_a_field_is_not_typed(window: MainWindow) -> None:
    line = QLineEdit(window)
    line.show()
    press(window, DIGITS[2])
    line.setFocus()
    repeat(window, DIGITS[2])
    assert line.text() == ""
    release(window, DIGITS[2])
    assert len(window.canvas.cells) == 4


@pytest.mark.qt_log_ignore("raise\\(\\)|grabbing the keyboard")  # what the offscreen platform lacks
def test_a_release_that_a_menu_gets_ends_it(window: MainWindow) -> None:
    before = state(window)
    press(window, DIGITS[2])
    menu = QMenu(window)
    menu.addAction("one")
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    QTest.keyRelease(menu, DIGITS[2])
    assert state(window) == before
    press(window, DIGITS[1])
    assert state(window) == before, "keys are the menu's"
    release(window, DIGITS[1])
    menu.close()
    menu.deleteLater()


def test_a_dialog_and_other_windows_keep_their_keys(window: MainWindow) -> None:
    before = state(window)
    other = QDialog(window)
    line = QLineEdit(other)
    view = QListView(other)
    other.show()
    for widget in (line, view):
        widget.setFocus()
        QTest.keyClick(widget, DIGITS[0])
    assert line.text() == "1"
    assert state(window) == before
    other.close()


def test_other_pages_and_an_empty_window_keep_their_keys(window: MainWindow) -> None:
    press(window, DIGITS[1])
    window.centre.look_inside()
    assert window.canvas.way.alone is None, "a canvas that goes lets go"
    release(window, DIGITS[1])
    press(window, DIGITS[1])
    assert window.canvas.way.alone is None
    release(window, DIGITS[1])
    window.session.close()
    button = window.toolbar.open
    button.setFocus()
    press(window, SPACE)
    release(window, SPACE)
    assert window.done == [button.text(), "file"]  # type: ignore[attr-defined]


def test_another_application_in_front_ends_it(window: MainWindow) -> None:
    before = state(window)
    press(window, DIGITS[1])
    application = QApplication.instance()
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert window.canvas.way.alone == 1, "this one is still in front"
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert state(window) == before
    release(window, DIGITS[1])
    assert state(window) == before


def test_return_presses_the_button_with_the_focus(window: MainWindow) -> None:
    window.toolbar.open.setFocus()
    press(window, RETURN)
    repeat(window, RETURN)
    release(window, RETURN)
    assert window.done.count("file") == 1  # type: ignore[attr-defined]


def test_with_control_or_alt_a_digit_is_a_shortcut(window: MainWindow) -> None:
    QTest.keyPress(window.windowHandle(), DIGITS[0], Qt.KeyboardModifier.ControlModifier)
    assert window.canvas.zoom == 1.0
    assert window.canvas.way.alone is None
    QTest.keyRelease(window.windowHandle(), DIGITS[0], Qt.KeyboardModifier.ControlModifier)


@pytest.mark.skipif(sys.platform == "darwin", reason="Qt tells no places there")
def test_digits_of_a_french_keyboard(window: MainWindow) -> None:
    two, none, shift = (
        3 + (0 if sys.platform == "win32" else 8),
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
    )
    for caption, held in (("É", none), ("2", shift)):
        told = QKeyEvent(PRESS, ord(caption), held, two, 0, 0, caption)
        QCoreApplication.sendEvent(window.windowHandle(), told)
        assert window.canvas.way.alone == 1
        QCoreApplication.sendEvent(window.windowHandle(), QKeyEvent(RELEASE, ord("É"), none, two, 0, 0, "é"))
        assert window.canvas.way.alone is None

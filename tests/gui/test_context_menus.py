"""The right button, and its key, on every kind of thing: the menu bar's actions, done to what was meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from srviewer.compared import Pane
from srviewer.engine.job import Rect
from srviewer.gui.look import controls
from srviewer.gui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)|grab")  # what the offscreen platform lacks

OF_PANE = {
    "Ctrl+S",
    "Ctrl+C",
    "A",
    "Ctrl+D",
    "P",
    "F5",
    "Ctrl+Shift+W",
    "Ctrl+Shift+Right",
    "Ctrl+Shift+Left",
}
EMPTY = {"Ctrl+O", "Ctrl+V"}  # and the menus of samples, of recent files, of methods
OF_REGION = {"Shift+R", "Ctrl+Shift+C", "Del"}


@pytest.fixture
def window(measured_noise: Callable[..., MainWindow]) -> MainWindow:
    return measured_noise((Pane.of("bicubic"), Pane.of("dasr")), 48, 72)


def press_right(on: QWidget, at: QPoint) -> None:
    """As X11 tells it: the press, then what asks for the menu."""
    QTest.mouseClick(on, Qt.MouseButton.RightButton, pos=at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, on.mapToGlobal(at))
    QApplication.sendEvent(on, event)


def press_key(window: MainWindow, on: QWidget) -> None:
    on.setFocus()
    next(a for a in window.actions() if a.shortcut().toString() == "Shift+F10").trigger()


def popped_up() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def keys(menu: QMenu) -> set[str]:
    """The actions by their keys, menus by their names."""
    return {_name(action) for action in menu.actions() if not action.isSeparator()}


def _name(action: QAction) -> str:
    return action.shortcut().toString() or controls.plain(action.text())


def choose(key: str) -> None:
    menu = popped_up()
    action = next(a for a in menu.actions() if _name(a) == key)
    assert action.isEnabled()
    menu.close()
    QApplication.processEvents()
    action.trigger()


def test_a_pane_is_selected_and_all_is_done_to_it(window: MainWindow) -> None:
    dasr = window.canvas.panes[1]
    press_right(dasr, QPoint(30, 60))
    assert window.session.comparison.selected == 1
    assert keys(popped_up()) >= OF_PANE
    assert not keys(popped_up()) & OF_REGION
    choose("Ctrl+D")
    assert [p.method for p in window.session.comparison.panes] == ["bicubic", "dasr", "dasr"]
    press_key(window, window.canvas.panes[0])
    assert keys(popped_up()) >= OF_PANE
    choose("Ctrl+Shift+Left")  # the selected one: the key meant no other
    assert window.session.comparison.selected == 1
    press_right(window.canvas.panes[2], QPoint(30, 60))
    choose("Ctrl+Shift+W")
    assert [p.method for p in window.session.comparison.panes] == ["bicubic", "dasr"]
    press_right(window.canvas.panes[0], QPoint(30, 60))
    choose("A")
    assert window.canvas.way.against == Pane.of("bicubic")
    press_right(window.canvas.panes[1], QPoint(30, 60))
    choose("P")
    assert window.left.parameters.isAncestorOf(window.focusWidget())


def test_a_region_is_the_one_under_the_pointer(window: MainWindow) -> None:
    window.session.edit(regions=(Rect(0, 0, 20, 20), Rect(40, 10, 16, 16)), region=0)
    pane = window.canvas.panes[0]
    x, y = pane.state.to_device(48, 18)
    press_right(pane, QPoint(round(x), round(y)))
    assert window.session.comparison.region == 1
    assert keys(popped_up()) >= OF_REGION | OF_PANE
    choose("Shift+R")
    left, top, right, bottom = pane.state.visible()
    assert (left <= 40, top <= 10, right >= 56, bottom >= 26) == (True, True, True, True)
    assert pane.state.zoom > pane.state.fit_zoom()
    press_key(window, pane)
    assert keys(popped_up()) >= OF_REGION
    choose("Del")
    assert window.session.comparison.regions == (Rect(0, 0, 20, 20),)


def test_a_method_of_the_list_shown_or_not(window: MainWindow) -> None:
    methods = window.left.methods.list
    row = {r.method: window.left.methods.model.index(i) for i, r in enumerate(window.left.methods.model.rows)}
    press_right(methods.viewport(), methods.visualRect(row["srcnn"]).center())
    assert [p.method for p in window.session.comparison.panes] == ["bicubic", "dasr"], "it ticks nothing"
    assert keys(popped_up()) == {"Ctrl+Alt+V", "I"}
    popped_up().close()
    press_right(methods.viewport(), methods.visualRect(row["dasr"]).center())
    assert window.session.comparison.selected == 1
    assert keys(popped_up()) >= OF_PANE | {"Ctrl+Alt+V"}
    choose("Ctrl+Alt+V")
    assert [p.method for p in window.session.comparison.panes] == ["bicubic"]
    methods.setCurrentIndex(row["bicubic"])
    press_key(window, methods)
    assert keys(popped_up()) >= OF_PANE
    popped_up().close()


def test_where_no_picture_is(window: MainWindow, qtbot: object) -> None:
    window.session.edit(panes=(), selected=0)
    press_right(window.canvas.panes[0], QPoint(30, 60))
    assert keys(popped_up()) > EMPTY
    popped_up().close()
    window.session.close()
    press_right(window.welcome, QPoint(30, 60))
    assert keys(popped_up()) > EMPTY
    popped_up().close()
    press_key(window, window.welcome.open)
    assert "Ctrl+V" in keys(popped_up())
    popped_up().close()


def test_the_key_itself_and_a_blind_test_that_gives_nothing_away(window: MainWindow) -> None:
    window.activateWindow()
    window.canvas.panes[1].setFocus()
    QTest.keyClick(window, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert keys(popped_up()) >= OF_PANE
    popped_up().close()
    window.blind.start()
    assert window.canvas.view.secret
    press_right(window.canvas.panes[0], QPoint(30, 60))
    assert QApplication.activePopupWidget() is None

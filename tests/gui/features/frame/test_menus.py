"""Menus made of declared actions: order, ticks, what can be done now, the part that changes."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from srviewer.compared import Source
from srviewer.gui.features.frame.menus import Menus
from srviewer.gui.look.actions import Action, Changing, Menu, OneOf
from srviewer.imaging.picture import Picture
from srviewer.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def made(menus: Menus, window: QMainWindow, title: str) -> QMenu:
    return next(menu for menu in window.menuBar().findChildren(QMenu) if menu.title() == title)


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible()]


def test_entries_stand_in_their_order_and_the_window_has_every_action(window: QMainWindow) -> None:
    ready, done = QAction("Undo", window), []
    inner = Menu("Inner", Action("B", "Ctrl+B", lambda: done.append("b"), "a tip"))
    menus = Menus(window, Session(), (Menu("Outer", Action("A", "F2", lambda: None), None, inner, ready),))
    outer = made(menus, window, "Outer")
    assert texts(outer) == ["A", "", "Inner", "Undo"]
    assert [action.text() for action in window.actions()] == ["A", "B", "Undo"]
    assert menus.shortcuts() == [("A", "F2"), ("B", "Ctrl+B"), ("Undo", "")]
    again = menus.again(inner, window)
    again.actions()[0].trigger()
    assert (done, again.actions()[0].toolTip()) == (["b"], "a tip")


def test_a_tick_shows_what_is_in_force_whatever_was_clicked(window: QMainWindow) -> None:
    state = {"one": "x", "smooth": False}
    choices = [Action(name, "", lambda: None, ticked=lambda name=name: state["one"] == name) for name in "xy"]
    refused = Action("smooth", "", lambda: None, ticked=lambda: bool(state["smooth"]))
    menus = Menus(window, Session(), (Menu("M", OneOf(choices), refused),))
    x, y, smooth = made(menus, window, "M").actions()
    assert (x.isChecked(), y.isChecked(), smooth.isChecked()) == (True, False, False)
    y.trigger()
    smooth.trigger()
    assert (x.isChecked(), y.isChecked(), smooth.isChecked()) == (True, False, False)
    state["one"] = "y"
    menus.refresh()
    assert (x.isChecked(), y.isChecked()) == (False, True)


def test_what_needs_a_picture_waits_for_one(window: QMainWindow) -> None:
    session, allowed = Session(), [True]
    needs = Action("needs", "", lambda: None, picture=True, enabled=lambda: allowed[0])
    menus = Menus(window, session, (Menu("M", needs),))
    action = made(menus, window, "M").actions()[0]
    assert not action.isEnabled()
    session.open(Source(Picture(np.zeros((4, 6, 3), np.float32)), "a.png"))
    assert action.isEnabled()
    allowed[0] = False
    menus.refresh()
    assert not action.isEnabled()


def test_the_changing_part_stands_above_and_is_no_key_to_learn(window: QMainWindow) -> None:
    names = ["a", "b"]
    clear = Action("Clear", "F4", names.clear)
    listed = Changing(lambda: [Action(n, f"F{i}", print) for i, n in enumerate(names, 5)], lasting=False)
    recent = Menu("Recent", listed, None, clear)
    menus = Menus(window, Session(), (recent,))
    menu = made(menus, window, "Recent")
    assert texts(menu) == ["a", "b", "", "Clear"]
    assert menus.shortcuts() == [("Clear", "F4")]
    names.append("c")
    menu.aboutToShow.emit()
    assert texts(menu) == ["a", "b", "c", "", "Clear"]
    menu.actions()[-1].trigger()
    assert texts(menu) == ["", "Clear"], "Qt shows no line at a menu's edge"
    assert [action.text() for action in window.actions()] == ["Clear"]

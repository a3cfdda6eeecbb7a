"""The palette finds actions by parts of their names and runs the one that is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.features.finding.palette import Palette, fit
from srviewer.gui.look import controls


@pytest.mark.parametrize(
    ("typed", "name", "merit"),
    [
        ("", "Open", 0),
        ("open", "Open a sample", 0),
        ("SAMPLE", "Open a sample", 0),
        ("sam", "Open a sample", 1),
        ("sam op", "Open a sample", 1),
        ("amp", "Open a sample", 2),
        ("oas", "Open a sample", 2),
        ("xyz", "Open a sample", -1),
        ("gif", "Copy region of selected pane", -1),
        ("on", "Copy region of selected pane", -1),
        ("差", "差异", 0),
        ("处", "下一处差异", 1),
    ],
)
def test_fit(typed: str, name: str, merit: int) -> None:
    assert fit(typed, name) == merit


def test_what_is_said_about_an_action_comes_last() -> None:
    assert fit("slider", "Export contact sheet…", "or a web page with a slider") == 3


def test_return_runs_nothing_that_was_not_meant(qtbot: QtBot) -> None:
    window, done = QWidget(), []
    qtbot.addWidget(window)
    action = QAction("Open a sample", window)
    action.triggered.connect(lambda: done.append(1))
    for typed, runs in (("", 0), ("amp", 0), ("samp", 1)):
        palette = Palette([action], window)
        palette.open_over(window)
        QTest.keyClicks(palette.line, typed)
        assert palette.list.count() == 1
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
        assert len(done) == runs
        palette.close()


def test_type_move_and_return(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    done: list[str] = []
    actions = []
    for name in ("&Open", "Next &difference", "Wipe", "Difference"):
        action = QAction(name, window)
        action.triggered.connect(lambda _on=False, n=name: done.append(n))
        actions.append(action)
    off = QAction("Different", window)
    off.setEnabled(False)
    palette = Palette([*actions, off], window)
    palette.open_over(window)
    QTest.keyClicks(palette.line, "diffq")
    assert palette.none.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Backspace)
    assert not palette.none.isVisible()
    assert [palette.list.item(i).text() for i in range(palette.list.count())] == ["Difference", "Next difference"]
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["Difference"]


@pytest.mark.parametrize(
    ("text", "name"), [("&Open…", "Open…"), ("打开(&O)…", "打开…"), ("a && b.png", "a & b.png"), ("Plain", "Plain")]
)
def test_names_without_mnemonics(text: str, name: str) -> None:
    assert controls.plain(text) == name

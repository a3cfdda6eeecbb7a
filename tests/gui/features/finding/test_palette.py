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
        ("amp", "Open a sample", 1),
        ("oas", "Open a sample", 2),
        ("xyz", "Open a sample", -1),
        ("差", "差异", 0),
    ],
)
def test_fit(typed: str, name: str, merit: int) -> None:
    assert fit(typed, name) == merit


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
    assert [palette.list.item(i).text() for i in range(palette.list.count())] == ["Next difference", "Difference"]
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert done == ["Difference"]


@pytest.mark.parametrize(
    ("text", "name"), [("&Open…", "Open…"), ("打开(&O)…", "打开…"), ("a && b.png", "a & b.png"), ("Plain", "Plain")]
)
def test_names_without_mnemonics(text: str, name: str) -> None:
    assert controls.plain(text) == name

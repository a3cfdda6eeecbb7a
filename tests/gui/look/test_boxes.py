"""Rows and columns: every kind of item, in its order."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.look import boxes


def test_a_row_holds_its_items_as_they_are_said(qtbot: QtBot) -> None:
    page, first, inner = QWidget(), QLabel("a"), boxes.column()
    qtbot.addWidget(page)
    made = boxes.row(first, (inner, 2), 7, None, of=page, margins=(1, 2, 3, 4), gap=5)
    assert isinstance(made, QHBoxLayout)
    assert page.layout() is made
    assert made.itemAt(0).widget() is first
    assert made.itemAt(1).layout() is inner
    assert [made.stretch(index) for index in range(3)] == [0, 2, 0]
    assert made.itemAt(2).spacerItem().sizeHint().width() == 7
    assert made.itemAt(3).spacerItem().expandingDirections()
    margins = made.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom(), made.spacing()) == (1, 2, 3, 4, 5)


def test_what_is_not_said_is_the_style_s(qtbot: QtBot) -> None:
    page, plain = QWidget(), QWidget()
    qtbot.addWidget(page)
    qtbot.addWidget(plain)
    made, style = boxes.column(of=page), QVBoxLayout(plain)
    assert (made.spacing(), made.contentsMargins()) == (style.spacing(), style.contentsMargins())

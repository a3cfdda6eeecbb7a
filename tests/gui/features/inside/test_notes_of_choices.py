"""What is said about an item in a list."""

from __future__ import annotations

from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from srviewer.gui.look import controls
from srviewer.gui.look.titles import note_inexact


def test_an_inexact_wavelet_is_called_so_in_the_list_and_by_its_name_once_chosen(qtbot: QtBot) -> None:
    choice = controls.Choice("Wavelet")
    qtbot.addWidget(choice)
    choice.set_items((("db2", "db2"), ("dmey", "dmey")), "dmey")
    note_inexact(choice)
    shown = []
    for row in range(choice.count()):
        option = QStyleOptionViewItem()
        choice.itemDelegate().initStyleOption(option, choice.model().index(row, 0))
        shown.append(option.text)
    assert shown == ["db2", "dmey · not exactly invertible"]
    assert choice.currentText() == "dmey"
    assert choice.view().sizeHintForColumn(0) >= choice.view().fontMetrics().horizontalAdvance(shown[1])

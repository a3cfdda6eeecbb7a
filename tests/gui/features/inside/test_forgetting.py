"""What pages have computed is let go of when one goes back to the panes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.features.inside.page import InsidePage


class Page(QWidget):
    kept = True

    def forget(self) -> None:
        self.kept = False


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_hidden_pages_keep_nothing(qtbot: QtBot) -> None:
    inside, pages = InsidePage(), {}
    qtbot.addWidget(inside)
    for key in ("a", "b"):
        inside.add(key, key, lambda key=key: pages.setdefault(key, Page()))
    inside.show()
    inside.open("b")
    assert [page.kept for page in pages.values()] == [True, True], "from page to page nothing is lost"
    inside.hide()
    assert [page.kept for page in pages.values()] == [False, False]

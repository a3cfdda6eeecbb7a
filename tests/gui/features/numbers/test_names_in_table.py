"""Names in a table are broken into lines, and never cut."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from srviewer.gui.features.numbers.names import broken
from srviewer.gui.look import theme

NAMES = ("Perceptual, adversarial", "Cycle-spinning WZP", "a_result_of_another_program.png", "感知网络，对抗训练", "")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [30, 70, 400])
def test_no_line_is_wider_than_its_room(qapp: QApplication, name: str, width: int) -> None:
    metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
    lines = broken(name, metrics, width)
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)


def test_words_stay_whole_where_they_can(qapp: QApplication) -> None:
    metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
    assert broken("Perceptual, adversarial", metrics, 90) == ["Perceptual,", "adversarial"]

"""Windows that come forward, and controls that are made in one call."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.look import controls


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks
def test_a_minimised_window_comes_forward(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    assert window.isMinimized()
    controls.come_forward(window)
    assert window.isVisible()
    assert not window.isMinimized()


def test_a_button_does_what_it_is_made_for(qtbot: QtBot) -> None:
    pressed = []
    button = controls.button("Run", lambda: pressed.append(True), tip="Runs it", role="primary")
    qtbot.addWidget(button)
    button.click()
    assert pressed == [True]
    assert (button.text(), button.toolTip(), button.property("role")) == ("Run", "Runs it", "primary")


def test_segments_and_choices_begin_with_a_value_and_tell_nobody(qtbot: QtBot) -> None:
    segments = controls.Segments((("one", 1), ("two", 2)), "Number", 2)
    choice = controls.Choice("Letter", (("A", "a"), ("B", "b")), "b")
    for control in (segments, choice):
        qtbot.addWidget(control)
    assert (segments.value, choice.currentData()) == (2, "b")
    none = controls.Segments((("one", 1),), "Number")
    qtbot.addWidget(none)
    assert none.value is None

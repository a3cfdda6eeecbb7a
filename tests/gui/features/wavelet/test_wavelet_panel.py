"""The wavelet panel: whose subbands it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import TRUTH, Pane
from srviewer.gui.window import MainWindow
from srviewer.kinds import Mode


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_truth_is_not_shown_where_there_is_none_any_more(
    measured_noise: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = measured_noise((Pane.of("bicubic"),), 48, 64)
    window.right.open("wavelet")
    panel = window.wavelet
    panel.of.set_current(Pane(TRUTH))
    panel.of.activated.emit(panel.of.currentIndex())
    assert panel.pane == Pane(TRUTH)
    window.session.choose_mode(Mode.UPSCALE)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert (panel.pane, panel.of.currentText()) == (Pane.of("bicubic"), "Bicubic")
    assert "Details lie around mid-grey" in panel.note.text()

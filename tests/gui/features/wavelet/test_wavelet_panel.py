"""The wavelet panel: whose subbands it shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import TRUTH, Pane
from srviewer.gui.services import subbands
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


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_large_subband_is_drawn_from_near_as_if_all_of_it_were_there(
    measured_noise: Callable[..., MainWindow], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = measured_noise((Pane.of("bicubic"),), 300, 400)
    window.right.open("wavelet")
    monkeypatch.setattr(subbands, "SHOWN_SIDE", 20)
    drawn = []
    for few in (subbands.FEW, 1000):
        monkeypatch.setattr(subbands, "FEW", few)
        window.canvas.fit()
        window.wavelet.gain.button(4 if few > 1000 else 1).click()
        window.wavelet.gain.button(16).click()
        for zoom in (None, 8.0, 2.0, 8.0):
            if zoom is not None:
                window.canvas.zoom_to(zoom)
            qtbot.waitUntil(lambda: window.idle, timeout=20000)
            drawn.append([cell.picture.grab().toImage() for cell in window.wavelet.cells.values()])
    for whole, part in zip(drawn[:4], drawn[4:], strict=True):
        assert whole == part
    assert drawn[0] != drawn[1]

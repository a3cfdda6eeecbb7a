"""Export animation: what it offers, what it writes, and that it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.features.saving.animation_dialog import AnimationDialog
from srviewer.gui.window import MainWindow
from srviewer.reports.animation import STRIP
from srviewer.reports.formats import ANIMATIONS, AnimationFormat

PANES = (Pane.of("nearest"), Pane.of("bicubic"))
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "does not support raise", extend=True)


@pytest.fixture
def dialog(
    measured_noise: Callable[..., MainWindow], trigger: Callable[[MainWindow, str], None], qtbot: QtBot
) -> AnimationDialog:
    window = measured_noise(PANES, 330, 350)
    trigger(window, "Ctrl+Shift+A")
    dialog = window.findChild(AnimationDialog)
    assert dialog is not None
    return dialog


def answered(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_two_panes_in_turn_in_a_file(
    dialog: AnimationDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert [dialog.first.itemText(i) for i in range(dialog.first.count())] == ["Nearest", "Bicubic", "Truth"]
    assert (dialog.first.currentText(), dialog.second.currentText()) == ("Nearest", "Truth")
    answered(monkeypatch, tmp_path / "turn")
    with qtbot.waitSignal(dialog.exporting.saved, timeout=20000) as said:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "turn.webp" in said.args[0]
    with Image.open(tmp_path / "turn.webp") as opened:
        assert opened.n_frames == 2
        opened.seek(1)
        truth = dialog.exporting.content().of((2,)).sheet().columns[0].pixels
        shown = np.asarray(opened.convert("RGB"))[STRIP:]
    grey = truth if truth.ndim == 3 else np.repeat(truth[..., None], 3, 2)
    np.testing.assert_array_equal(shown, grey)


def test_a_limit_and_a_movement(
    dialog: AnimationDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog.movement.set_current("wipe")
    dialog.form.setCurrentIndex(dialog.form.findData("GIF"))
    assert "256" in dialog.says.text()
    dialog.limit.set_current(2)
    answered(monkeypatch, tmp_path / "wipe.gif")
    with qtbot.waitSignal(dialog.exporting.saved, timeout=30000) as said:
        qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert (tmp_path / "wipe.gif").stat().st_size <= 2_000_000
    assert "256" in said.args[0]


def test_closed_while_it_writes_nothing_is_left(
    dialog: AnimationDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    dialog.movement.set_current("zoom")
    answered(monkeypatch, tmp_path / "zoom.webp")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.bar.value() > 0, timeout=20000)
    assert not dialog.save.isEnabled()
    window = dialog.parent()
    dialog.leave.click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert list(tmp_path.glob("*.webp")) == []


def test_what_cannot_be_written_is_said_and_the_dialog_stays(
    dialog: AnimationDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    answered(monkeypatch, tmp_path / "no such folder" / "a.webp")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "No such file" in dialog.says.text() or "does not exist" in dialog.says.text())
    assert dialog.save.isEnabled()
    dialog.reject()


def test_a_format_that_is_not_installed_cannot_be_chosen(
    measured_noise: Callable[..., MainWindow],
    trigger: Callable[[MainWindow, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(AnimationFormat, "lacks", property(lambda form: "not here" if form.module else None))
    window = measured_noise(PANES, 20, 30)
    trigger(window, "Ctrl+Shift+A")
    dialog = window.findChild(AnimationDialog)
    enabled = [bool(dialog.form.model().item(i).isEnabled()) for i in range(dialog.form.count())]
    assert enabled == [not form.module for form in ANIMATIONS]
    dialog.reject()

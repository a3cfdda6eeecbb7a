"""The contact sheet before it is written: a preview that follows what is chosen, the caption, the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.features.saving import sheet_dialog
from srviewer.gui.features.saving.sheet_dialog import SheetDialog
from srviewer.gui.services import settings
from srviewer.gui.window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks


def shape(dialog: SheetDialog) -> float:
    """Of the preview: width over height."""
    size = dialog.preview.pixmap().size()
    return size.width() / size.height()


def test_it_is_arranged_captioned_and_written(
    measured_noise: Callable[..., MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = measured_noise((Pane.of("bicubic"), Pane.of("dasr"), Pane.of("nearest")), 48, 72)
    settings.store().setValue(settings.SAVE_FOLDER, str(tmp_path))
    exporting = window.exporting
    with qtbot.waitSignal(exporting.previewed):
        sheet_dialog.ask(exporting, window)
    (dialog,) = window.findChildren(SheetDialog)
    assert [dialog.panes.item(i).text() for i in range(dialog.panes.count())] == ["Bicubic", "DASR", "Nearest", "Truth"]
    assert not dialog.preview.pixmap().isNull()
    wide = shape(dialog)
    with qtbot.waitSignal(exporting.previewed):
        dialog.columns.setValue(2)
    assert shape(dialog) < wide / 2
    with qtbot.waitSignal(exporting.previewed):
        dialog.panes.item(2).setCheckState(Qt.CheckState.Unchecked)
        dialog.insets.setChecked(False)
    with qtbot.waitSignal(exporting.copied):
        dialog.caption.click()
    caption = QGuiApplication.clipboard().text()
    assert "DASR (damped" in caption
    assert "Nearest" not in caption
    assert "BT.601" in caption
    with qtbot.waitSignal(exporting.refused):
        dialog.width_mm.setValue(12)
    assert "too narrow" in dialog.said.text()
    with qtbot.waitSignal(exporting.previewed):
        dialog.width_mm.setValue(120)
    assert dialog.said.text() == ""
    taken = tmp_path / "taken.png"
    taken.write_bytes(b"mine")
    dialog.path.setText(str(taken))
    with qtbot.waitSignal(exporting.refused):
        dialog.save.click()
    assert taken.read_bytes() == b"mine", "nothing is overwritten unless the file dialog has asked"
    dialog.path.setText(str(tmp_path / "sheet.png"))
    with qtbot.waitSignal(exporting.saved):
        dialog.save.click()
    assert not dialog.isVisible()
    with Image.open(tmp_path / "sheet.png") as image:
        assert image.width / image.info["dpi"][0] * 25.4 == pytest.approx(120, abs=0.2)


def test_it_stays_what_it_was_opened_with(measured_noise: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = measured_noise((Pane.of("bicubic"), Pane.of("nearest")), 48, 72)
    sheet_dialog.ask(window.exporting, window)
    (dialog,) = window.findChildren(SheetDialog)
    window.session.edit(panes=(Pane.of("nearest"),), selected=0)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    dialog.panes.item(2).setCheckState(Qt.CheckState.Unchecked)
    with qtbot.waitSignal(window.exporting.copied):
        dialog.caption.click()
    assert "Bicubic" in QGuiApplication.clipboard().text()
    dialog.close()

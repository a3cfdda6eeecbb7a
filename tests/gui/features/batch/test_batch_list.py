"""The list and the form of *Upscale to folder*: reordered, taken away, drawn out as files, as a preset says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QDrag, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from srviewer import upsamplers
from srviewer.batch import presets
from srviewer.compared import Comparison, Pane
from srviewer.gui.features.batch.batch_window import BatchWindow
from srviewer.gui.features.batch.form import BatchForm
from srviewer.gui.features.batch.queue import BatchQueue
from srviewer.gui.services.errands import Errands
from srviewer.imaging.image_io import read_provenance
from srviewer.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)|grab")  # what the offscreen platform lacks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    for name in "abcd":
        pixels = np.random.default_rng(ord(name)).integers(0, 256, (6, 8, 3), np.uint8)
        Image.fromarray(pixels).save(made / f"{name}.png")
    return made


@pytest.fixture
def window(qtbot: QtBot, errands: Errands, work_off: Callable[..., None], folder: Path) -> BatchWindow:
    """By DASR as in the window, four files planned; the lane works when `work` says so."""
    session = Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr", gain=1.0)), selected=1))
    made = BatchWindow(session, BatchQueue(errands), None)
    qtbot.addWidget(made)
    made.open_with([folder])
    work_off(errands.arrived)
    assert names(made) == "abcd"
    return made


@pytest.fixture
def work(errands: Errands, work_off: Callable[..., None]) -> Callable[[], None]:
    return lambda: work_off(errands.arrived)


def names(window: BatchWindow) -> str:
    return "".join(file.item.source.stem for file in window.queue.files)


def do(window: BatchWindow, key: str) -> None:
    action = next(a for a in window.actions() if a.shortcut().toString() == key)
    assert action.isEnabled()
    action.trigger()


def test_reordered_taken_away_and_planned_again_so(window: BatchWindow, work: Callable[[], None]) -> None:
    window.table.mark([2, 3])
    do(window, "Alt+Up")
    assert names(window) == "acdb"
    assert window.marked == [1, 2], "they stay marked"
    do(window, "Alt+Down")
    assert names(window) == "abcd"
    assert not next(a for a in window.actions() if a.shortcut().toString() == "Alt+Down").isEnabled()
    assert not window.down.isEnabled()
    window.table.mark([0])
    do(window, "Alt+Down")
    window.table.mark([3])
    do(window, "Del")
    assert names(window) == "bac"
    window.form.scale.set_current(3)
    window.form.scale.activated.emit(window.form.scale.currentIndex())
    work()
    assert names(window) == "bac", "the order is kept when what is done to the files changes"
    window.clear_all.click()
    assert names(window) == ""
    assert not window.go.isEnabled()


def test_a_folder_is_added(
    window: BatchWindow, work: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    Image.new("RGB", (4, 4)).save(other / "e.png")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    window.add_folder.click()
    work()
    assert names(window) == "abcde"


def test_rows_are_dropped_in_another_place(window: BatchWindow) -> None:
    model, table = window.table.model(), window.table
    mime = model.mimeData([model.index(3, 0), model.index(3, 1)])
    assert mime.urls() == [], "there is no result yet"
    corner = table.visualRect(model.index(1, 0)).topLeft() + QPoint(4, 3)
    at = QPointF(table.viewport().mapTo(window, corner))
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), *how))
    QApplication.sendEvent(window, QDropEvent(at, *how))
    assert names(window) == "adbc"


def test_results_are_drawn_out_copied_and_shown_in_their_folder(
    window: BatchWindow, work: Callable[[], None], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QUrl] = []
    drags: list[QMimeData] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    monkeypatch.setattr(QDrag, "exec", lambda drag, _actions: drags.append(drag.mimeData().urls()))
    assert not window.opened.isEnabled()
    window.go.click()
    work()
    result = folder / "enlarged" / "b_dasr_x2.png"
    assert read_provenance(result)["parameters"].startswith("boundary=mirror gain=1.0")
    window.table.mark([1])
    window.table.startDrag(Qt.DropAction.CopyAction)
    assert drags == [[QUrl.fromLocalFile(str(result))]]
    do(window, "Ctrl+C")
    assert QGuiApplication.clipboard().mimeData().urls() == drags[0]
    window.opened.click()
    assert shown == [QUrl.fromLocalFile(str(folder / "enlarged"))]


@pytest.mark.parametrize("reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard])
def test_the_right_button_on_a_file(window: BatchWindow, reason: QContextMenuEvent.Reason) -> None:
    table = window.table
    at = table.visualRect(table.model().index(2, 0)).center()
    table.selectRow(2 if reason is QContextMenuEvent.Reason.Keyboard else 0)
    table.contextMenuEvent(QContextMenuEvent(reason, at, table.viewport().mapToGlobal(at)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert window.marked == [2]
    enabled = {action.shortcut().toString(): action.isEnabled() for action in menu.actions()}
    menu.close()
    assert enabled == {"F5": False, "Ctrl+.": False, "Ctrl+C": False, "Alt+Up": True, "Alt+Down": True, "Del": True}


def test_parameters_format_and_quality(window: BatchWindow, work: Callable[[], None], folder: Path) -> None:
    form = window.form
    assert form.values["gain"] == 1.0, "as in the window"
    form.parameters.fields["gain"].number.setValue(0.5)
    assert form.quality.isHidden() or not form.quality.isVisible(), "PNG has none"
    form.format.set_current(".jpg")
    form.format.activated.emit(form.format.currentIndex())
    assert form.template.text() == "{stem}_{method}_x{scale}.jpg"
    form.quality.setValue(40)
    window.table.mark([0])
    work()
    window.go.click()
    work()
    result = folder / "enlarged" / "a_dasr_x2.jpg"
    assert "gain=0.5" in read_provenance(result)["parameters"]
    with Image.open(result) as image:
        assert image.quantization[0][0] > 10, "quality 40"
    form.template.setText("{stem}.tiff")
    form.template.editingFinished.emit()
    assert form.format.currentData() == ".tif"


def test_beside_a_pane_that_enlarges_nothing_the_best_method_is_chosen(qtbot: QtBot) -> None:
    form = BatchForm(Session(Comparison(scale=1, panes=(Pane.of("nearest"), Pane.of("input")), selected=1)))
    qtbot.addWidget(form)
    assert form.method.currentData() == upsamplers.best(1).name


def test_a_preset_is_saved_and_loaded_and_a_damaged_one_answered(window: BatchWindow, tmp_path: Path) -> None:
    form = window.form
    form.parameters.fields["gain"].number.setValue(0.5)
    form.quality.setValue(70)
    form.save_preset(tmp_path / "mine.json")
    preset = presets.read(tmp_path / "mine.json")
    assert (preset.method, preset.scale, preset.quality, dict(preset.params)["gain"]) == ("dasr", 2, 70, 0.5)
    kept = {"srviewer preset": 1, "method": "lanczos", "scale": 4, "template": "{stem}_l.webp"}
    (tmp_path / "other.json").write_text(json.dumps(kept))
    form.load_preset(tmp_path / "other.json")
    assert (form.method.currentData(), form.scale.currentData()) == ("lanczos", 4)
    assert (form.template.text(), form.format.currentData()) == ("{stem}_l.webp", ".webp")
    (tmp_path / "bad.json").write_text("{}")
    form.load_preset(tmp_path / "bad.json")
    assert "bad.json" in window.said.text()
    assert form.method.currentData() == "lanczos"
    form.load_preset(tmp_path / "mine.json")
    assert form.values["gain"] == 0.5

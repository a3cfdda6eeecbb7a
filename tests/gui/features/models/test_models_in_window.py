"""Models in the window: dropped, they are panes; a folder of them is a list; the card says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import model_files
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from srviewer import models, session_file, upsamplers
from srviewer.compared import Comparison, Pane
from srviewer.errors import ImageWriteError
from srviewer.gui.features.models.models_window import ModelsWindow
from srviewer.gui.services import incoming
from srviewer.gui.window import MainWindow
from srviewer.models import library, loaded
from srviewer.session import Session, State

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)"),  # what the offscreen platform lacks
    pytest.mark.usefixtures("one_thread", "no_models_left"),
]
LIMIT = 30000


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.png"
    ramp = np.linspace(0, 255, 40 * 48 * 3).reshape(40, 48, 3)  # no noise, which another method would be proposed for
    Image.fromarray(ramp.astype(np.uint8)).save(path)
    return path


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """With two panes, so that it is soon done."""
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("nearest")))))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def dropped(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(window: MainWindow, qtbot: QtBot, *paths: Path) -> None:
    window.opening.mime(dropped(*paths))
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)


def shown(window: MainWindow) -> list[str]:
    return [pane.method for pane in window.session.comparison.panes]


def card_of(library_window: ModelsWindow) -> str:
    return " ".join(label.text() for label in library_window.findChildren(QLabel))


def test_a_photo_and_a_model_are_two_actions(window: MainWindow, qtbot: QtBot, photo: Path, tmp_path: Path) -> None:
    file = model_files.saved("Compact", tmp_path / "3x fine.pth")
    assert incoming.promises(dropped(file), benchmark=False) == ("Add the model 3x fine.pth",)
    drop(window, qtbot, photo)
    drop(window, qtbot, file)
    assert shown(window) == ["bicubic", "nearest", "model:3x fine"]
    pane = window.session.comparison.pane
    assert pane == Pane.of("model:3x fine")
    outcome = window.session.outcome(pane)
    assert outcome is not None
    assert outcome.state is State.DONE, outcome.message
    assert outcome.result is not None
    assert outcome.result.steps == ("3x fine ×3", "enlarged by bicubic to ×4")
    row = next(row for row in window.left.methods.model.rows if row.method == "model:3x fine")
    assert row.line == "RealESRGAN Compact ×3 · 0.00339 M parameters"
    assert set(window.left.parameters.rows.fields) == {"order", "precision"}
    again = model_files.saved("Compact", tmp_path / "same.pth", seed=3)
    drop(window, qtbot, again)
    assert len(shown(window)) == 4

    next(a for a in window.actions() if a.shortcut().toString() == "Ctrl+Alt+L").trigger()
    library_window = window.model_library.window
    assert library_window is not None
    library_window.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: window.idle and "seamless" in card_of(library_window), timeout=LIMIT)
    said = card_of(library_window)
    assert all(words in said for words in ("RealESRGAN Compact", "×3", "3, RGB", "the file names none", str(file)))
    assert library.checksum_of(models.stamp(file)) in said
    assert "in one piece on the CPU" in said
    library_window.bgr.setChecked(True)
    assert window.session.comparison.panes[2].param("order") == "BGR"
    window.models.change("3x fine", name="renamed", label="renamed")
    assert shown(window)[2] == "model:renamed"
    library_window.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert shown(window) == ["bicubic", "nearest", "model:same"]
    library_window.search.setText("SAME compact")
    assert library_window.list.count() == 1
    window.models.remove("same")
    assert shown(window) == ["bicubic", "nearest"]
    assert again.exists()


def test_a_folder_of_models_is_a_list(window: MainWindow, qtbot: QtBot, photo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    for n in range(3):
        model_files.saved("Compact", folder / f"m{n}.pth", n)
    (folder / "page.pth").write_text("<html>")
    loaded.let_go()
    assert incoming.promises(dropped(folder), benchmark=False) == ("Add 4 models",)
    drop(window, qtbot, photo)
    drop(window, qtbot, folder)
    library_window = window.model_library.window
    assert library_window is not None
    assert library_window.isVisible()
    assert [entry.name for entry in library.entries()] == ["m0", "m1", "m2"]
    assert loaded.in_memory() == ()
    assert "page.pth is a web page" in window.messages.text.text()
    library_window.list.item(1).setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert shown(window) == ["bicubic", "nearest", "model:m1"]
    assert folder / "m1.pth" in loaded.in_memory()
    library_window.close()
    window.session.restore(window.session.comparison.without("model:m1"))
    window.model_library.show()
    assert library_window.list.item(1).checkState() == Qt.CheckState.Unchecked, "its pane is gone"


def test_what_cannot_be_used_is_told_and_the_window_lives(
    window: MainWindow, qtbot: QtBot, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(window, qtbot, photo)
    page = tmp_path / "page.pth"
    page.write_text("<html>")
    drop(window, qtbot, page)
    assert "page.pth is a web page" in window.messages.text.text()
    monkeypatch.setattr(models, "find_spec", lambda name: None)
    drop(window, qtbot, model_files.onnx_file(tmp_path / "a.onnx"))
    assert "pip install 'srviewer[models]'" in window.messages.text.text()
    assert shown(window) == ["bicubic", "nearest"]
    assert library.entries() == ()


def test_a_library_that_another_program_changed_or_that_cannot_be_written_is_told_of(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [model_files.saved("Compact", tmp_path / f"{name}.pth") for name in "ab"]
    library.add(files)
    window.models.refresh()
    library.remove("a")  # as the command line does meanwhile
    told: list[str] = []
    window.models.failed.connect(told.append)
    window.models.remove("a")
    assert "no model 'a' in the library" in told[-1].lower()
    assert upsamplers.find("model:a") is None

    def full(_entries: object) -> None:
        raise ImageWriteError("library.json could not be written: No space left on device.")

    monkeypatch.setattr(library, "_write", full)
    window.models.remove("b")
    window.models.change("b", label="other")
    assert len(told) == 3
    assert all("No space left" in text for text in told[1:])


def test_a_comparison_with_a_model_that_is_not_here(
    window: MainWindow, qtbot: QtBot, photo: Path, tmp_path: Path
) -> None:
    file = model_files.saved("Compact", tmp_path / "there.pth")
    drop(window, qtbot, photo)
    drop(window, qtbot, file)
    saved = tmp_path / "c.srview"
    session_file.write(saved, session_file.describe(window.session, session_file.SavedView(), tmp_path)())
    window.models.remove("there")
    kept = file.rename(tmp_path / "elsewhere.pth")
    drop(window, qtbot, saved)
    assert shown(window) == ["bicubic", "nearest", "model:there"]
    outcome = window.session.outcome(window.session.comparison.panes[2])
    assert outcome is not None
    assert outcome.state is State.FAILED
    digest = library.checksum_of(models.stamp(kept))[:12]
    assert outcome.message == f"the model there is not in the library here (sha256 {digest}…): add its file"
    drop(window, qtbot, kept)
    assert shown(window) == ["bicubic", "nearest", "model:elsewhere"]
    outcome = window.session.outcome(window.session.comparison.panes[2])
    assert outcome is not None
    assert outcome.state is State.DONE
    drop(window, qtbot, saved)  # by its checksum it is found under another name
    assert shown(window) == ["bicubic", "nearest", "model:elsewhere"]

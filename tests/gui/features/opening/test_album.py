"""Several files: one after the other, at the same place, mode and scale; a bad one is said and passed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import catalogue_entries as entries
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from srviewer import upsamplers
from srviewer.compared import Comparison, Pane, Source
from srviewer.gui.features.opening.strip import Strip
from srviewer.gui.services import recent
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.imaging.resample import resize
from srviewer.session import PHOTO, Session
from srviewer.session_file import SavedView, describe
from srviewer.session_file import write as write_session


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    for name, shade in (("a.png", 40), ("b.png", 90), ("d.png", 140)):
        Image.new("L", (60, 40), shade).save(tmp_path / name)
    (tmp_path / "c.png").write_text("no picture")
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    window.show()
    window.opening.files([tmp_path / f"{letter}.png" for letter in "abcd"])
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    yield window
    window.close()


def test_step_through_with_the_view_kept(window: MainWindow, qtbot: QtBot) -> None:
    assert window.opening.place == "1 of 4"
    window.session.edit(scale=3)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    window.canvas.look_at(30.0, 20.0, 12.0)
    look = window.canvas.state.look
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "b.png" and window.idle, timeout=20000)
    assert window.canvas.state.look == look
    assert window.session.comparison.scale == 3
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=20000)
    assert window.session.source.name == "b.png", "what was open stays"
    assert "c.png" in window.messages.text.text()
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "d.png" and window.idle, timeout=20000)
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "a.png" and window.idle, timeout=20000)
    assert window.canvas.state.look == look


def test_another_picture_is_seen_whole_again(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.look_at(30.0, 20.0, 12.0)
    window.opening.sample("zone_plate")
    qtbot.waitUntil(lambda: window.idle and window.canvas.state.picture[0] > 300, timeout=30000)
    assert window.canvas.state.look.fitted
    assert window.opening.place == ""
    window.opening.step(1)
    assert window.idle


def test_the_strip_shows_them_and_its_keys_step(window: MainWindow, qtbot: QtBot) -> None:
    strip = window.findChild(Strip)
    assert strip.isVisible()
    assert strip.model().rowCount() == 4
    assert strip.currentIndex().row() == 0

    def is_made(row: int) -> bool:
        """Else each question gets another blank one."""
        first, again = (strip.model().index(row).data(Qt.ItemDataRole.DecorationRole).cacheKey() for _ in range(2))
        return first == again

    qtbot.waitUntil(lambda: window.idle and all(map(is_made, range(4))), timeout=20000)
    qtbot.keyClick(strip, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: window.session.source.name == "b.png" and window.idle, timeout=20000)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: window.session.source.name == "a.png" and window.idle, timeout=20000)
    assert strip.currentIndex().row() == 0
    window.opening.sample("zone_plate")
    qtbot.waitUntil(lambda: not strip.isVisible(), timeout=20000)


def test_they_stay_when_another_file_cannot_be_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.opening.files([tmp_path / "c.png"])
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=20000)
    assert window.opening.place == "1 of 4"
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "b.png" and window.idle, timeout=20000)


def test_of_several_the_others_are_there_when_the_first_cannot_be_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.opening.files([tmp_path / "c.png", tmp_path / "d.png", tmp_path / "a.png"])
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=20000)
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "d.png" and window.idle, timeout=20000)


def test_a_folder_is_looked_through(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.opening.files([tmp_path])
    qtbot.waitUntil(lambda: window.opening.album == tuple(tmp_path / f"{x}.png" for x in "abcd"), timeout=20000)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert window.session.source.name == "a.png"


def test_a_pair_is_opened_as_truth_and_lr(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    truth = np.clip(np.rint(resize(rng.uniform(0, 255, (20, 30)), 40, 60)), 0, 255)
    lr = np.clip(np.rint(resize(truth, 20, 30)) + rng.integers(-2, 3, (20, 30)), 0, 255)  # not just what we would make
    for name, pixels in (("hr.png", truth), ("lr.png", lr)):
        Image.fromarray(pixels.astype(np.uint8)).save(tmp_path / name)
    window.opening.files([tmp_path / "lr.png", tmp_path / "hr.png"])
    qtbot.waitUntil(lambda: window.session.source.name == "hr.png" and window.idle, timeout=20000)
    session = window.session
    assert (session.comparison.mode, session.comparison.scale) == ("benchmark", 2)
    np.testing.assert_array_equal(np.rint(session.lr.pixels * 255), lr)
    assert any("opened with it" in notice for notice in session.notices)
    panel = window.left.degradation
    assert not panel.box.isEnabled()
    assert panel.given.text() == "LR from lr.png"
    assert not panel.given.isHidden()
    assert "LR from lr.png" in window.status.where.full
    assert "shrunk" not in window.status.where.full
    assert window.exporting.sheet_title() == "hr.png ×2, against the truth, LR from lr.png"
    session.edit(scale=4)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert session.lr.width == 15, "at another scale one is made of the truth"
    assert panel.box.isEnabled()
    assert panel.given.isHidden()
    assert "LR by bicubic (MATLAB)" in window.status.where.full
    assert window.exporting.sheet_title() == "hr.png ×4, against the truth, LR by bicubic (MATLAB)"
    session.edit(mode="upscale", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert session.lr.width == 30, "what is enlarged is the LR"
    assert "LR from lr.png   enlarged ×2 to 60 × 40" in window.status.where.full
    assert window.exporting.sheet_title() == "lr.png ×2, enlarged"


def test_a_saved_pair_keeps_the_name_of_its_lr(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    truth = Picture(np.random.default_rng(0).integers(0, 256, (8, 12)).astype(np.float32) / np.float32(255))
    lr = replace(truth, samples=truth.samples[::2, ::2])
    window.session.open(Source(truth, "hr.png", lr=lr, lr_name="small.png"), mode="benchmark", scale=2)
    write_session(tmp_path / "it.srview", describe(window.session, SavedView(), tmp_path)())
    window.session.close()
    window.opening.files([tmp_path / "it.srview"])
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    assert window.session.lr_words == "LR from small.png"
    assert not window.left.degradation.box.isEnabled()


def test_recent_files_come_first_and_only_once(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "b.png" and window.idle, timeout=20000)
    window.opening.step(-1)
    qtbot.waitUntil(lambda: window.session.source.name == "a.png" and window.idle, timeout=20000)
    assert recent.paths() == [tmp_path / "a.png", tmp_path / "b.png"]
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "Open &recent")
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()][:2] == ["a.png", "b.png"]
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: window.session.source.name == "b.png" and window.idle, timeout=20000)
    menu.actions()[-1].trigger()
    assert recent.paths() == []


def test_a_poor_jpeg_is_shown_cleaned_too_and_a_key_takes_that_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, trigger: Callable[[MainWindow, str], None]
) -> None:
    before, photo = upsamplers.find(PHOTO), entries.method(PHOTO, (1, 2, 4))
    (upsamplers.register if before is None else upsamplers.replace)(photo)
    try:
        pixels = np.random.default_rng(0).integers(0, 256, (20, 30, 3), np.uint8)
        Image.fromarray(pixels).save(tmp_path / "poor.jpg", quality=60)
        panes = window.session.comparison.panes
        with qtbot.waitSignal(window.opening.said) as said:
            window.opening.files([tmp_path / "poor.jpg"])
        assert said.args == ["A JPEG of quality 60: Compact photo, which cleans it, is shown too; Ctrl+Z undoes this."]
        assert window.session.comparison.panes == (*panes, Pane.of(PHOTO))
        qtbot.waitUntil(lambda: window.idle, timeout=20000)
        trigger(window, "Ctrl+Z")
        assert window.session.comparison.panes == panes
        qtbot.waitUntil(lambda: window.idle, timeout=20000)
    finally:
        upsamplers.remove(PHOTO) if before is None else upsamplers.replace(before)


def test_a_comparison_is_among_the_recent_files(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    write_session(tmp_path / "it.srview", describe(window.session, SavedView(), tmp_path)())
    window.opening.files([tmp_path / "it.srview"])
    qtbot.waitUntil(lambda: window.idle and recent.paths()[:1] == [tmp_path / "it.srview"], timeout=20000)
    said = []
    window.opening.said.connect(said.append)
    window.session.close()
    window.session.edit(scale=3)
    window.opening.files([tmp_path / "a.png"])
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    assert window.session.comparison.scale == 4
    assert said == ["Scale ×4, which suits the size of this picture"], "what was chosen for the user is said"

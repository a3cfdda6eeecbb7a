"""A comparison saved from the window opens again to the same pixels and the same view, and after a crash too."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane
from srviewer.engine.job import Rect
from srviewer.gui.features.rescue import rescue
from srviewer.gui.services import recent
from srviewer.gui.window import MainWindow
from srviewer.imaging.image_write import write_picture
from srviewer.imaging.picture import Picture
from srviewer.session import Session

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr", wavelet="haar")


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[[], MainWindow]]:
    made = []

    def window() -> MainWindow:
        made.append(MainWindow(Session(Comparison(panes=(BICUBIC,)))))
        qtbot.addWidget(made[-1])
        made[-1].resize(1200, 700)
        made[-1].show()
        return made[-1]

    yield window
    for each in made:
        each.close()


def settled(qtbot: QtBot, window: MainWindow) -> MainWindow:
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    return window


def arranged(qtbot: QtBot, window: MainWindow, folder: Path) -> MainWindow:
    """A benchmark of a picture and somebody's own result, a region, a difference, and a close look."""
    rng = np.random.default_rng(1)
    for name, shape in (("photo.png", (60, 88, 3)), ("mine.png", (60, 88, 3))):
        write_picture(Picture(rng.random(shape, np.float32)), folder / name)
    window.opening.start_with("benchmark", 2)
    window.opening.files((folder / "photo.png",))
    settled(qtbot, window)
    window.session.edit(panes=(BICUBIC, DASR), selected=1, regions=(Rect(4, 6, 20, 10),), region=0)
    window.opening.own(folder / "mine.png")
    settled(qtbot, window)
    window.canvas.set_way(view="difference", kind="squared", gain=8, columns=2, against=BICUBIC)
    window.canvas.look_at(30.5, 20.25, 8.0)
    return settled(qtbot, window)


def shown(window: MainWindow) -> list[np.ndarray]:
    session = window.session
    return [session.outcome(pane).result.pixels for pane in session.comparison.panes]


def test_round_trip_on_another_path(make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    first = arranged(qtbot, make(), here)
    with qtbot.waitSignal(first.exporting.saved):
        first.exporting.comparison_to(here / "it.srview", first.canvas.saved_view())
    assert recent.paths()[0] == here / "it.srview", "what was saved can be opened from the menu"
    shutil.move(here, there)
    second = make()
    second.opening.files((there / "it.srview",))
    qtbot.waitUntil(lambda: second.session.source is not None, timeout=20000)
    settled(qtbot, second)
    assert second.session.comparison == first.session.comparison
    assert second.canvas.way == first.canvas.way
    assert second.canvas.state.look == first.canvas.state.look
    for one, other in zip(shown(first), shown(second), strict=True):
        np.testing.assert_array_equal(one, other)
    assert second.windowTitle().startswith("photo.png")


def test_a_picture_that_is_gone_can_be_pointed_out(
    make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = arranged(qtbot, make(), tmp_path)
    with qtbot.waitSignal(window.exporting.saved):
        window.exporting.comparison_to(tmp_path / "it.srview", window.canvas.saved_view())
    before = window.session.comparison
    (tmp_path / "photo.png").rename(tmp_path / "renamed.png")
    window.opening.files((tmp_path / "it.srview",))
    settled(qtbot, window)
    assert "not found at its place" in window.messages.text.text()
    assert window.session.source is not None, "what was open stays"
    window.session.edit(scale=4)
    monkeypatch.setattr(
        "srviewer.gui.features.opening.opening.QFileDialog.getOpenFileName",
        lambda *_, **__: (str(tmp_path / "renamed.png"), ""),
    )
    window.messages.button.click()
    qtbot.waitUntil(lambda: window.session.comparison == before, timeout=20000)
    settled(qtbot, window)


def test_what_a_crash_left_is_found_and_what_runs_is_left_alone(
    make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = arranged(qtbot, make(), tmp_path)
    keeper = rescue.Rescue(window.session, window.errands, window.canvas.saved_view)
    keeper.keep()
    settled(qtbot, window)
    (kept,) = rescue.folder().iterdir()
    left = kept.with_name("999999999.srview")
    shutil.copy(kept, left)
    assert left in rescue.left()
    keeper.end()
    assert not kept.exists(), "a program that ends well leaves nothing"
    assert rescue.left() == [left]
    second = make()
    second.opening.comparison(left, then=left.unlink)
    qtbot.waitUntil(lambda: not left.exists(), timeout=20000)
    settled(qtbot, second)
    assert second.session.comparison == window.session.comparison


def test_changes_are_kept_after_a_while(
    make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "QUIET_MS", 1)
    window = make()
    keeper = rescue.Rescue(window.session, window.errands, window.canvas.saved_view)
    window.opening.sample("zone_plate")
    qtbot.waitUntil(lambda: rescue.folder().is_dir() and any(rescue.folder().iterdir()), timeout=20000)
    settled(qtbot, window)
    window.session.close()
    keeper.keep()
    assert not any(rescue.folder().iterdir()), "nothing is open, nothing to rescue"
    keeper.end()


def test_a_lesson_leaves_what_was_kept_of_the_user_s_own(
    make: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = arranged(qtbot, make(), tmp_path)
    lent = lambda: window.lessons.has_window  # noqa: E731
    keeper = rescue.Rescue(window.session, window.errands, window.canvas.saved_view, lent=lent)
    keeper.keep()
    settled(qtbot, window)
    (kept,) = rescue.folder().iterdir()
    before = kept.read_bytes()
    window.lessons.open_number(1)
    qtbot.waitUntil(lambda: window.lessons.idle, timeout=20000)
    keeper.keep()
    qtbot.waitUntil(lambda: window.lessons.idle, timeout=20000)
    assert kept.read_bytes() == before
    window.lessons.close()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    keeper.end()

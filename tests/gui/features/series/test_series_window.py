"""A training run in the window: its pictures come by themselves; two iterations at one place, and a blind pick."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import model_files
import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scipy.ndimage import gaussian_filter

from srviewer import upsamplers
from srviewer.compared import OWN, TRUTH, Pane, Source
from srviewer.engine.schedule import BATCH, INTERACTIVE, Schedule
from srviewer.gui.features.series.following import Following
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import carry_out
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.upsamplers import from_files

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks

LIMIT = 60000


def write(run: Path, name: str, iteration: int, blur: float) -> Path:
    truth = np.asarray(Image.open(run.parent / f"GT/{name}.png"), np.float64)
    path = run / f"visualization/{name}/{name}_{iteration}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.rint(gaussian_filter(truth, blur)).astype(np.uint8)).save(path)
    return path


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "GT").mkdir()
    chance = np.random.default_rng(2)
    for name in ("baby", "bird"):
        Image.fromarray(chance.integers(0, 256, (40, 48), np.uint8)).save(tmp_path / f"GT/{name}.png")
        for iteration, blur in ((1000, 2.0), (2000, 1.0)):
            write(tmp_path / "run", name, iteration, blur)
    (tmp_path / "run/options.yml").write_text(f"scale: 2\nval:\n  dataroot_gt: {tmp_path}/GT\n")
    return tmp_path / "run"


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def names(window: MainWindow) -> list[str]:
    return [dict(p.params).get("name", p.method) for p in window.session.comparison.panes]


def drop(window: MainWindow, folder: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = window.canvas.mapTo(window, window.canvas.rect().center())
    QApplication.sendEvent(window, QDragEnterEvent(at, *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(at), *how))


def looks(work: QObject) -> bool:
    """Whether it looks at the folder from time to time."""
    return any(timer.isActive() for timer in work.findChildren(QTimer))


def test_a_run_is_followed(window: MainWindow, qtbot: QtBot, run: Path) -> None:
    drop(window, run)
    series, work = window.series.window, window.series.work
    session = window.session
    qtbot.waitUntil(lambda: len(work.curve) == 2 and session.source is not None and window.idle, timeout=20000)
    assert (series.picture.currentText(), work.scale, work.truths) == ("baby", 2, run.parent / "GT")
    assert work.curve[0][1] < work.curve[1][1], "less blurred, nearer"
    assert names(window) == [TRUTH, "iteration 2,000", "iteration 1,000"]
    assert window.canvas.state.look.zoom == 4.0
    told = session.outcome(session.comparison.panes[1]).measures.values["psnr_y"]
    assert told == pytest.approx(work.curve[1][1], abs=1e-6)

    window.canvas.look_at(10.0, 12.0, 8.0)
    look = window.canvas.state.look
    whole = write(run, "baby", 3000, 0.5).read_bytes()
    late = run / "visualization/baby/baby_3000.png"
    late.write_bytes(whole[: len(whole) // 2])
    work.look()
    qtbot.waitUntil(lambda: "1 file" in series.said.text(), timeout=20000)
    assert [s.iteration for s in work.snapshots] == [1000, 2000]
    late.write_bytes(whole)
    work.look()
    qtbot.waitUntil(lambda: len(work.curve) == 3 and "iteration 3,000" in names(window) and window.idle, timeout=20000)
    assert series.slider.value() == 2, "at the newest, as before"
    assert window.canvas.state.look == look
    series.slider.setValue(1)
    qtbot.waitUntil(lambda: names(window)[1] == "iteration 2,000" and window.idle, timeout=20000)
    assert series.iteration.text() == "2,000 (2 of 3)"

    series.pick.click()
    qtbot.waitUntil(lambda: window.blind.running, timeout=20000)
    assert {p.method for p in window.blind.panes} == {OWN}
    window.blind.vote("left")
    window.blind.stop()

    late.unlink()
    work.choose("bird")
    work.look()
    qtbot.waitUntil(lambda: len(work.curve) == 2 and work.picture == "bird", timeout=20000)
    series.close()
    assert not looks(work)


def test_nothing_is_looked_at_once_the_window_is_left_by_escape(window: MainWindow, qtbot: QtBot, run: Path) -> None:
    window.series.open_with(run)
    qtbot.waitUntil(lambda: len(window.series.work.curve) == 2 and window.idle, timeout=20000)
    qtbot.keyClick(window.series.window, Qt.Key.Key_Escape)
    assert not window.series.window.isVisible()
    assert not looks(window.series.work)


def test_a_pick_is_not_begun_on_another_picture(window: MainWindow, qtbot: QtBot, run: Path) -> None:
    window.series.open_with(run)
    qtbot.waitUntil(lambda: len(window.series.work.curve) == 2 and window.idle, timeout=20000)
    shown = window.session.source
    window.series.window.pick.click()
    qtbot.waitUntil(lambda: window.session.source is not shown, timeout=20000)
    window.session.open(Source(Picture(np.zeros((40, 48), np.float32)), "another"))
    window.session.edit(panes=(Pane.of("bicubic"), Pane.of("nearest")))
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert not window.blind.running


def test_a_run_without_pictures_is_said(window: MainWindow, qtbot: QtBot, run: Path, tmp_path: Path) -> None:
    window.series.open_with(run)
    qtbot.waitUntil(lambda: len(window.series.work.curve) == 2 and window.idle, timeout=20000)
    (tmp_path / "empty/visualization").mkdir(parents=True)
    window.series.open_with(tmp_path / "empty")
    series = window.series.window
    assert series.where.text().startswith(str(tmp_path / "empty"))
    assert series.picture.count() == 0
    assert series.said.text().startswith("There are no validation pictures")


def test_numbers_against_other_truths_are_not_taken(
    errands: Errands, schedule: Schedule, work_off: Callable[..., None], run: Path
) -> None:
    work = Following(errands)
    work.follow(run)
    work.rest()
    work.look()
    carry_out(schedule.take(INTERACTIVE, timeout=0), errands.arrived)
    events = schedule.take(BATCH, timeout=0).events()
    errands.arrived(next(events), None)
    assert len(work.curve) == 1, "measuring is in its midst"
    (run.parent / "others").mkdir()
    for picture in (run / "visualization").glob("*/*_1000.png"):
        (run.parent / f"others/{picture.parent.name}.png").write_bytes(picture.read_bytes())
    work.use_truths(run.parent / "others")
    for event in events:
        errands.arrived(event, None)
    work_off(errands.arrived)
    assert [iteration for iteration, value in work.curve if math.isinf(value)] == [1000], "it is its own truth now"
    assert len(work.curve) == 2


def test_what_was_not_measured_when_the_window_was_closed_is_once_it_is_open_again(
    errands: Errands, schedule: Schedule, work_off: Callable[..., None], run: Path
) -> None:
    work = Following(errands)
    work.follow(run)
    carry_out(schedule.take(INTERACTIVE, timeout=0), errands.arrived)
    work.rest()
    assert work.curve == []
    work.wake()
    work_off(errands.arrived)
    assert len(work.curve) == 2
    work.rest()


@pytest.fixture
def networks(tmp_path: Path) -> Iterator[Path]:
    """A run with two networks, and half of a third."""
    folder = tmp_path / "span/models"
    folder.mkdir(parents=True)
    for n in (1, 2):
        model_files.saved("SPAN", folder / f"net_g_{n}000.pth", seed=n)
    (folder / "net_g_3000.pth").write_bytes((folder / "net_g_2000.pth").read_bytes()[:5000])
    yield tmp_path / "span"
    for name in [m.name for m in upsamplers.known() if m.name.startswith(from_files.PREFIX)]:
        upsamplers.remove(name)


@pytest.mark.usefixtures("one_thread")
def test_networks_of_a_run_are_run_on_the_open_picture(window: MainWindow, qtbot: QtBot, networks: Path) -> None:
    session, listed = window.session, upsamplers.known()
    session.edit(panes=(Pane.of("bicubic"),), selected=0)
    drop(window, networks)
    series, work = window.series.window, window.series.work
    qtbot.waitUntil(lambda: "1 file" in series.said.text(), timeout=LIMIT)
    assert series.picture.currentText() == "the open picture, by net_g"
    session.open(Source(Picture(model_files.photo(48, 64)), "open"), mode=Mode.BENCHMARK, scale=4)
    qtbot.waitUntil(lambda: names(window) == [TRUTH, *methods(2000, 1000)] and window.idle, timeout=LIMIT)
    assert session.comparison.scale == 2, "that of the networks"
    qtbot.waitUntil(lambda: len(work.curve) == 2, timeout=LIMIT)
    for pane, (_iteration, value) in zip(session.comparison.panes[1:], reversed(work.curve), strict=True):
        assert session.outcome(pane).measures.values["psnr_y"] == pytest.approx(value, abs=1e-6)

    session.edit(panes=(*session.comparison.panes, Pane.of("bicubic")))
    model_files.saved("SPAN", networks / "models/net_g_3000.pth", seed=3)
    work.look()
    qtbot.waitUntil(lambda: names(window) == [TRUTH, *methods(3000, 1000), "bicubic"], timeout=LIMIT)
    series.slider.setValue(1)
    qtbot.waitUntil(lambda: names(window) == [TRUTH, *methods(2000, 1000), "bicubic"] and window.idle, timeout=LIMIT)
    assert upsamplers.known() == listed, "a hundred networks stand in no list"
    series.pick.click()
    qtbot.waitUntil(lambda: window.blind.running, timeout=LIMIT)
    assert [pane.method for pane in window.blind.panes] == methods(2000, 1000)
    window.blind.stop()
    (networks / "models/net_g_2000.pth").write_bytes(model_files.saved("SPAN", networks / "x.pth").read_bytes())
    session.choose_mode(Mode.UPSCALE)
    qtbot.waitUntil(lambda: window.idle and "in Benchmark they are measured too" in series.said.text(), timeout=LIMIT)


def methods(*iterations: int) -> list[str]:
    return [f"model:span net_g_{n}" for n in iterations]


def test_without_truths_they_are_asked_for(window: MainWindow, qtbot: QtBot, run: Path) -> None:
    (run / "options.yml").unlink()
    window.series.open_with(run)
    series, work = window.series.window, window.series.work
    qtbot.waitUntil(lambda: "choose the folder of the truths" in series.said.text(), timeout=20000)
    assert window.session.source is None
    work.use_truths(run.parent / "GT")
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    work.follow(run / "none")
    qtbot.waitUntil(lambda: "is not a folder" in series.said.text(), timeout=20000)
    assert isinstance(work, Following)

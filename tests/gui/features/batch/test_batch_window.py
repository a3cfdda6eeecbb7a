"""Twenty photographs into a folder: dropped on the right place, the method, the scale, start."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from srviewer import batch as core
from srviewer import session_file
from srviewer.compared import Comparison, Pane
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.gui.features.batch.batch_files import FILE, STATE
from srviewer.gui.features.batch.queue import FileState
from srviewer.gui.window import MainWindow
from srviewer.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr", gain=1.0)), selected=1)))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()


@pytest.fixture
def photographs(tmp_path: Path) -> list[Path]:
    rng = np.random.default_rng(0)
    paths = [tmp_path / f"{n}.png" for n in range(20)]
    for path in paths:
        Image.fromarray(rng.integers(0, 256, (6, 8, 3), np.uint8)).save(path)
    return paths


def drag(window: MainWindow, paths: list[Path], at: QPoint, drop: bool = True) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(640, 400), *how))
    QApplication.sendEvent(window, QDragMoveEvent(at, *how))
    if drop:
        QApplication.sendEvent(window, QDropEvent(QPointF(at), *how))


def test_twenty_photographs_in_four_actions(
    window: MainWindow, qtbot: QtBot, photographs: list[Path], tmp_path: Path
) -> None:
    drag(window, photographs, QPoint(1000, 400))
    batch = window.batch.window
    assert batch.isVisible()
    qtbot.waitUntil(lambda: len(window.batch.queue.files) == 20, timeout=20000)
    assert (batch.form.method.currentData(), batch.form.scale.currentData()) == ("dasr", 2), "as in the window"
    assert batch.form.values["gain"] == 1.0
    assert batch.form.parameters.fields["gain"].number.value() == 1.0
    for choice, data in ((batch.form.method, "bicubic"), (batch.form.scale, 4)):
        choice.set_current(data)
        choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    qtbot.mouseClick(batch.go, Qt.MouseButton.LeftButton)
    assert not batch.form.method.isEnabled()
    qtbot.waitUntil(lambda: window.batch.queue.count(FileState.DONE) == 20, timeout=60000)
    results = sorted(path.name for path in (tmp_path / "enlarged").iterdir())
    assert results == sorted(f"{n}_bicubic_x4.png" for n in range(20))
    with Image.open(tmp_path / "enlarged" / "7_bicubic_x4.png") as image:
        assert image.size == (32, 24)
    assert "20 file(s) enlarged" in batch.said.text() or "20 files enlarged" in batch.said.text()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_the_left_place_compares(window: MainWindow, qtbot: QtBot, photographs: list[Path]) -> None:
    drag(window, photographs[:3], QPoint(300, 400))
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    assert window.opening.place == "1 of 3"
    assert window.batch.window is None


def test_what_hovers_is_told_of_and_leaves_again(window: MainWindow, photographs: list[Path]) -> None:
    drag(window, photographs, QPoint(300, 400), drop=False)
    assert len(window.drops.target.texts) == 2
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert window.drops.target.texts == ()
    drag(window, photographs[:1], QPoint(300, 400), drop=False)
    assert window.drops.target.texts == ("Enlarge 0.png",)


def test_closing_hides_and_the_work_goes_on(window: MainWindow, qtbot: QtBot, photographs: list[Path]) -> None:
    said: list[str] = []
    window.batch.said.connect(said.append)
    window.batch.open_with(photographs)
    batch = window.batch.window
    qtbot.waitUntil(lambda: len(window.batch.queue.files) == 20, timeout=20000)
    batch.go.click()
    assert batch.close(), "it does not stand in the way of quitting"
    assert not batch.isVisible()
    qtbot.waitUntil(lambda: window.batch.queue.count(FileState.DONE) == 20, timeout=60000)
    assert said
    assert said[-1].startswith("20 ")
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_what_is_left_out_is_said(window: MainWindow, qtbot: QtBot, photographs: list[Path]) -> None:
    folder = photographs[0].parent
    (folder / "inside").mkdir()
    (folder / "notes.txt").write_text("hello")
    (folder / "more.txt").write_text("hello")
    window.batch.open_with([folder])
    qtbot.waitUntil(lambda: len(window.batch.queue.files) == 20, timeout=20000)
    assert window.batch.window.said.text() == "Skipped: inside (a subfolder); more.txt, notes.txt (not a picture)"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not have such names")
def test_a_name_that_is_not_utf_8(window: MainWindow, qtbot: QtBot, photographs: list[Path]) -> None:
    """Opened, saved in a comparison and opened from that, and enlarged to a folder."""
    path = photographs[0].rename(photographs[0].with_name(os.fsdecode(b"bad\xff.png")))
    window.opening.files((path,))
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    assert window.windowTitle().startswith("bad\N{REPLACEMENT CHARACTER}.png")
    first, saved = window.session.source, path.with_name("it.srview")
    session_file.write(saved, session_file.describe(window.session, session_file.SavedView(), path.parent)())
    window.opening.files((saved,))
    qtbot.waitUntil(lambda: window.session.source is not first and window.idle, timeout=20000)
    assert window.session.source.path == path
    window.batch.open_with([path])
    qtbot.waitUntil(lambda: len(window.batch.queue.files) == 1, timeout=20000)
    model = window.batch.window.table.model()
    assert model.data(model.index(0, FILE)) == "bad\N{REPLACEMENT CHARACTER}.png"
    window.batch.window.go.click()
    qtbot.waitUntil(lambda: window.batch.queue.count(FileState.DONE) == 1 and window.idle, timeout=20000)
    assert model.data(model.index(0, STATE)).startswith("bad\N{REPLACEMENT CHARACTER}_")
    assert len(list((path.parent / "enlarged").iterdir())) == 1


def test_what_is_no_file_is_answered_in_words(window: MainWindow, qtbot: QtBot) -> None:
    window.batch.open_with()
    mime = QMimeData()
    mime.setText("hello")
    how = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    batch = window.batch.window
    QApplication.sendEvent(batch, QDragEnterEvent(QPoint(5, 5), *how))
    QApplication.sendEvent(batch, QDropEvent(QPointF(5, 5), *how))
    assert "hello" in batch.said.text()


@pytest.fixture
def let(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Files wait to be enlarged, half done, until this is set."""
    let, real = threading.Event(), core.files.result_of

    def result_of(job: Job, token: Token) -> Result:
        while not let.wait(0.001):
            token.report(0.5)
        return real(job, token)

    monkeypatch.setattr(core.files, "result_of", result_of)
    return let


def in_force(window: MainWindow) -> dict[str, bool]:
    batch = window.batch.window
    return {button.text(): button.isEnabled() for button in (batch.pause, batch.stop, batch.go)}


def test_each_state_says_what_it_is_and_what_can_be_done(
    window: MainWindow, qtbot: QtBot, photographs: list[Path], let: threading.Event
) -> None:
    queue = window.batch.queue
    window.batch.open_with()
    batch = window.batch.window
    assert "dropped here" in batch.said.text()
    assert in_force(window) == {"Pause": False, "Stop": False, "Start": False}
    photographs[1].write_bytes(photographs[1].read_bytes()[:60])
    window.batch.open_with(photographs)
    qtbot.waitUntil(lambda: len(queue.files) == 20, timeout=20000)
    assert in_force(window) == {"Pause": False, "Stop": False, "Start": True}
    batch.go.click()
    state = batch.table.model().index(0, STATE)
    qtbot.waitUntil(lambda: state.data() == "Upscaling, 50 %", timeout=20000)
    assert in_force(window) == {"Pause": True, "Stop": True, "Start": False}
    assert not batch.form.browse.isEnabled()
    batch.pause.click()
    assert batch.said.text() == "0 of 20; pausing after the current files"
    assert in_force(window) == {"Resume": True, "Stop": True, "Start": False}
    let.set()
    qtbot.waitUntil(lambda: not queue.running, timeout=20000)
    assert batch.said.text() == "1 of 20; paused"
    assert in_force(window) == {"Pause": False, "Stop": False, "Resume": True}
    let.clear()
    batch.go.click()
    qtbot.waitUntil(lambda: queue.count(FileState.RUNNING) > 0, timeout=20000)
    batch.stop.click()
    assert "stopping" in batch.said.text()
    assert not any(in_force(window).values())
    qtbot.waitUntil(lambda: not queue.running, timeout=20000)
    assert "stopped" in batch.said.text()
    assert in_force(window) == {"Pause": False, "Stop": False, "Resume": True}
    let.set()
    batch.go.click()
    qtbot.waitUntil(lambda: queue.finished == 20 and not queue.running, timeout=60000)
    assert "1 failed" in batch.said.text()
    assert not batch.retry.isHidden()
    shown = batch.table.model().index(1, STATE).data()
    assert shown.startswith("1.png"), "what went wrong, not first where the file lies"
    batch.table.selectRow(1)
    assert str(photographs[1]) in batch.said.text()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_marked_files_are_stopped_and_tried_again(
    window: MainWindow, qtbot: QtBot, photographs: list[Path], let: threading.Event
) -> None:
    queue = window.batch.queue
    window.batch.open_with(photographs[:6])
    batch = window.batch.window
    qtbot.waitUntil(lambda: len(queue.files) == 6, timeout=20000)

    def menu(row: int) -> tuple[bool, bool]:
        batch.table.selectRow(row)
        menus.append(batch.row_menu())
        return tuple(action.isEnabled() for action in menus[-1].actions()[:2])

    menus: list[QMenu] = []
    assert menu(4) == (False, False)
    batch.go.click()
    qtbot.waitUntil(lambda: queue.count(FileState.RUNNING) > 0, timeout=20000)
    assert menu(4) == (False, True)
    menus[-1].actions()[1].trigger()
    assert queue.files[4].state is FileState.STOPPED
    let.set()
    qtbot.waitUntil(lambda: not queue.running, timeout=20000)
    assert queue.count(FileState.DONE) == 5
    assert menu(4) == (True, False)
    menus[-1].actions()[0].trigger()
    qtbot.waitUntil(lambda: not queue.running, timeout=20000)
    assert queue.count(FileState.DONE) == 6
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_the_main_window_is_closed_in_the_midst(
    window: MainWindow, qtbot: QtBot, photographs: list[Path], let: threading.Event, tmp_path: Path
) -> None:
    window.batch.open_with(photographs)
    qtbot.waitUntil(lambda: len(window.batch.queue.files) == 20, timeout=20000)
    let.set()
    window.batch.window.go.click()
    qtbot.waitUntil(lambda: window.batch.queue.finished >= 3, timeout=20000)
    window.close()
    for path in (tmp_path / "enlarged").iterdir():
        with Image.open(path) as image:
            image.load()

"""Real drags from and to a file manager, the real right button (xvfb-run pytest -m xvfb; with pcmanfm, xdotool)."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session

TOOLS = ("pcmanfm", "openbox", "xdotool")
COLOUR = (200, 90, 30)  # of the one picture
ICON = (205, 135)  # where the file manager shows it
PLACE = QPoint(600, 20)  # of the window, beside that of the file manager

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.timeout(120),
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


def xdotool(*arguments: object) -> str:
    done = subprocess.run(["xdotool", *map(str, arguments)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def manager(tmp_path: Path, qapp: object) -> Iterator[Path]:
    """A folder with one picture, shown by a file manager in the upper left corner."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    Image.new("RGB", (64, 48), COLOUR).save(folder / "a 100% #1.png")
    running = [subprocess.Popen(["openbox"]), subprocess.Popen(["pcmanfm", "--no-desktop", str(folder)])]
    yield folder
    for process in reversed(running):
        process.terminate()
        process.wait(10)


@pytest.fixture
def window(manager: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """A window beside the file manager's."""
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")))))
    qtbot.addWidget(window)
    window.resize(1000, 700)
    window.show()

    def is_in_place() -> bool:
        """Asked for again until it is so: a window that has just come is placed by the window manager."""
        if found := _windows_of("pcmanfm"):
            xdotool("windowsize", found, 560, 400, "windowmove", found, 0, 20, "windowraise", found)
        if window.pos() != PLACE:
            window.move(PLACE)
        return window.pos() == PLACE and _colour_at(*ICON) == COLOUR

    qtbot.waitUntil(is_in_place, timeout=30000)
    yield window
    window.close()


def opened(window: MainWindow, qtbot: QtBot) -> None:
    noise = np.random.default_rng(1).random((60, 90, 3)).astype(np.float32)
    window.session.open(Source(Picture(noise), "noise.png"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=30000)


def drag(start: QPoint, end: QPoint) -> None:
    """At a hand's pace. To be called in a thread where the drag begins in this process: Qt waits until it ends."""
    xdotool("mousemove", start.x(), start.y(), "mousedown", 1)
    for step in range(1, 11):
        at = start + (end - start) * (step / 10)
        xdotool("mousemove", at.x(), at.y())
        time.sleep(0.2)
    xdotool("mousemove", end.x() + 2, end.y() + 1)
    time.sleep(0.3)


def test_a_file_dragged_from_a_file_manager_is_opened(manager: Path, window: MainWindow, qtbot: QtBot) -> None:
    _drag_beside(window, qtbot, window.mapToGlobal(QPoint(325, 385)))
    assert window.drops.target.texts == ("Enlarge a 100% #1.png",)
    xdotool("mouseup", 1)
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=30000)
    assert window.session.source.path == manager / "a 100% #1.png"


def test_a_file_dragged_to_a_panes_edge_is_my_own_result(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    pane = window.canvas.panes[0]
    _drag_beside(window, qtbot, pane.mapToGlobal(QPoint(12, 100)))
    assert window.drops.target.texts == ("My result beside Bicubic: a 100% #1.png",)
    xdotool("mouseup", 1)
    qtbot.waitUntil(lambda: len(window.session.comparison.panes) == 3, timeout=30000)
    assert [pane.method for pane in window.session.comparison.panes] == ["own", "bicubic", "dasr"]


def test_a_pane_dragged_to_a_file_manager_is_the_file_that_save_writes(
    manager: Path, window: MainWindow, qtbot: QtBot
) -> None:
    opened(window, qtbot)
    start = window.canvas.panes[1].mapToGlobal(QPoint(30, 20))
    hand = threading.Thread(target=lambda: (drag(start, QPoint(400, 300)), xdotool("mouseup", 1)))
    hand.start()
    target = manager / "noise_dasr_x2.png"
    qtbot.waitUntil(lambda: not hand.is_alive() and target.exists(), timeout=30000)
    window.session.edit(selected=1)
    with qtbot.waitSignal(window.saving.saved, timeout=30000):
        window.saving.to(manager / "saved.png")
    saved = (manager / "saved.png").read_bytes()
    qtbot.waitUntil(lambda: target.read_bytes() == saved, timeout=30000)


def test_a_result_of_the_batch_dragged_to_a_file_manager_is_the_whole_file(
    manager: Path, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    source = tmp_path / "other" / "b.png"
    source.parent.mkdir()
    Image.new("RGB", (9, 7), (20, 90, 200)).save(source)
    window.batch.open_with([source])
    qtbot.waitUntil(lambda: len(window.batch.queue.files) == 1, timeout=30000)
    batch = window.batch.window
    batch.move(600, 60)
    batch.go.click()
    qtbot.waitUntil(lambda: not batch.queue.running and window.idle, timeout=30000)
    batch.table.clearSelection()
    row = batch.table.visualRect(batch.table.model().index(0, 0)).center()
    start = batch.table.viewport().mapToGlobal(row)
    hand = threading.Thread(target=lambda: (drag(start, QPoint(400, 300)), xdotool("mouseup", 1)))
    hand.start()
    (result,) = (source.parent / "enlarged").iterdir()
    copy = manager / result.name
    qtbot.waitUntil(
        lambda: not hand.is_alive() and copy.exists() and copy.read_bytes() == result.read_bytes(), timeout=30000
    )


def test_the_right_button_and_the_menu_key(window: MainWindow, qtbot: QtBot) -> None:
    opened(window, qtbot)
    at = window.canvas.panes[1].mapToGlobal(QPoint(200, 100))
    for press in (("mousemove", at.x(), at.y(), "click", 1, "click", 3), ("mousemove", 5, 5, "key", "Menu")):
        xdotool(*press)
        qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=10000)
        menu = QApplication.activePopupWidget()
        assert "Save" in " ".join(action.text().replace("&", "") for action in menu.actions())
        assert window.session.comparison.selected == 1
        menu.close()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None, timeout=10000)


def _drag_beside(window: MainWindow, qtbot: QtBot, to: QPoint) -> None:
    """The one file of the file manager to a point of the window, where it hovers."""
    hand = threading.Thread(target=lambda: drag(QPoint(*ICON), to))
    hand.start()
    qtbot.waitUntil(lambda: not hand.is_alive(), timeout=30000)


def _colour_at(x: int, y: int) -> tuple[int, ...]:
    shown = QApplication.primaryScreen().grabWindow(0, x, y, 1, 1)
    return shown.toImage().pixelColor(0, 0).getRgb()[:3]


def _windows_of(name: str) -> str:
    done = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", name], capture_output=True, text=True)
    return done.stdout.split()[-1] if done.stdout.split() else ""

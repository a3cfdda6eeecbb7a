"""A real drag from a file manager (xvfb tier: xvfb-run pytest -m xvfb; needs pcmanfm, openbox and xdotool)."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from srviewer.gui.window import MainWindow
from srviewer.session import Comparison, Pane, Session

TOOLS = ("pcmanfm", "openbox", "xdotool")

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
    Image.new("RGB", (64, 48), (200, 90, 30)).save(folder / "a 100% #1.png")
    running = [subprocess.Popen(["openbox"]), subprocess.Popen(["pcmanfm", "--no-desktop", str(folder)])]
    yield folder
    for process in reversed(running):
        process.terminate()
        process.wait(10)


def test_a_file_dragged_from_a_file_manager_is_opened(manager: Path, qtbot: QtBot) -> None:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    window.show()
    deadline = time.monotonic() + 30
    while not (found := _windows_of("pcmanfm")):
        assert time.monotonic() < deadline, "the file manager did not come"
        qtbot.wait(200)
    qtbot.wait(2000)
    xdotool("windowsize", found, 560, 400)
    xdotool("windowmove", found, 0, 20)
    window.move(600, 20)
    xdotool("windowraise", found)
    qtbot.wait(1000)
    xdotool("mousemove", 205, 165, "mousedown", 1)
    for step in range(1, 9):
        xdotool("mousemove", 205 + 90 * step, 165 + 30 * step)
        qtbot.wait(150)
    assert window.drops.target.texts == ("Enlarge a 100% #1.png",)
    xdotool("mouseup", 1)
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=30000)
    assert window.session.source.path == manager / "a 100% #1.png"
    window.close()


def _windows_of(name: str) -> str:
    done = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", name], capture_output=True, text=True)
    return done.stdout.split()[-1] if done.stdout.split() else ""

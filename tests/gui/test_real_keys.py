"""Real key presses under real layouts (xvfb tier: xvfb-run pytest -m xvfb; needs setxkbmap, openbox and xdotool)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session

TOOLS = ("setxkbmap", "openbox", "xdotool")
CODES = {key: first + i for first, row in ((10, "1234567890"), (24, "QWERTYUIOP"), (38, "ASDFGHJKL"), (52, "ZXCVBNM,"))
         for i, key in enumerate(row)}  # fmt: skip

pytestmark = [
    pytest.mark.xvfb,
    pytest.mark.timeout(120),
    pytest.mark.skipif(any(shutil.which(tool) is None for tool in TOOLS), reason=f"needs {', '.join(TOOLS)}"),
]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    """A window with a picture, which has the focus."""
    manager = subprocess.Popen(["openbox"])
    made = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")))))
    qtbot.addWidget(made)
    made.session.open(Source(Picture(np.zeros((20, 30, 3), np.float32)), "black.png"))
    made.show()

    def is_active() -> bool:
        """Asked for again until it is so: the window manager may not be there yet."""
        subprocess.run(["xdotool", "windowactivate", str(int(made.winId()))], check=False, capture_output=True)
        return made.isActiveWindow()

    qtbot.waitUntil(is_active, timeout=30000)
    made.canvas.setFocus()
    yield made
    made.close()
    subprocess.run(["setxkbmap", "us"], check=True)
    manager.terminate()
    manager.wait(10)


@pytest.mark.parametrize("layout", ["us", "ru", "ru,us", "gr", "il", "ara", "fr"])
def test_shortcuts_of_letters_and_digits_work(layout: str, window: MainWindow, qtbot: QtBot) -> None:
    subprocess.run(["setxkbmap", layout], check=True)
    qtbot.wait(300)
    fired: list[str] = []
    letters = "" if layout == "fr" else "NIR"  # French letters lie elsewhere, and are found by their captions
    expected = [*letters, "Ctrl+1", "Ctrl+2", "Alt+3", "Alt+Shift+2", "Ctrl+Alt+1"]
    expected += ["Ctrl+K", "Ctrl+Shift+O", "Ctrl+O", "Ctrl+Shift+C"] if letters else []
    expected += ["Ctrl+G, 1", "Ctrl+J, 2", "Ctrl+Shift+T, 1", "Ctrl+Shift+3"]
    for action in window.actions():
        keys = action.shortcut().toString()
        window.removeAction(action)
        if keys in expected:
            stand_in = QAction(keys, window)
            stand_in.setShortcut(action.shortcut())
            stand_in.triggered.connect(lambda _on=False, told=keys: fired.append(told))
            window.addAction(stand_in)
        action.setEnabled(False)
    for number, keys in enumerate(expected):
        for step in keys.split(", "):
            *held, key = step.split("+")
            subprocess.run(["xdotool", "key", "+".join([*(h.lower() for h in held), str(CODES[key])])], check=True)
        qtbot.waitUntil(lambda count=number: len(fired) > count)
    assert fired == expected
    subprocess.run(["xdotool", "keydown", str(CODES["2"])], check=True)
    qtbot.waitUntil(lambda: window.canvas.way.alone == 1)
    subprocess.run(["xdotool", "keyup", str(CODES["2"])], check=True)
    qtbot.waitUntil(lambda: window.canvas.way.alone is None)

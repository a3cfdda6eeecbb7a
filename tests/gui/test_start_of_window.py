"""The window is whole when it is painted first, and what the user does from then on is not lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

# Starts the window; `act` is what happens at the first paint, `done` is waited for, and `tell` printed.
CODE = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from srviewer.gui import WindowOptions, program, start
from srviewer.gui.window import MainWindow

data = QMimeData()


class Watch(QObject):
    painted = False

    def eventFilter(self, window, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            print("painted", [name for name in ("torch", "skimage", "pyqtgraph") if name in sys.modules], flush=True)
            {act}
        return False


class Watched(MainWindow):
    def __init__(self, session):
        super().__init__(session)
        self.watch = Watch(self)
        self.installEventFilter(self.watch)
        self.timer = QTimer(self, interval=50)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(window):
        if {done}:
            print({tell}, flush=True)
            window.timer.stop()
            window.close()


program.MainWindow = Watched
sys.exit(start.main(WindowOptions()))
"""
DROP = """data.setUrls([QUrl.fromLocalFile(r"{path}")])
            kind = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
            QCoreApplication.postEvent(window, QDragEnterEvent(QPointF(600, 400).toPoint(), *kind))
            QCoreApplication.postEvent(window, QDropEvent(QPointF(600, 400), *kind))"""


def told(home: Path, act: str, done: str, tell: str = "''") -> list[str]:
    """The lines of a start that ended well, with the settings in `home`."""
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment["XDG_RUNTIME_DIR"] = str(home)
    code = CODE.format(act=act, done=done, tell=tell)
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=100)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    return run.stdout.splitlines()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    return place


def test_a_file_dropped_at_the_first_paint_is_opened(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "dropped.png"
    Image.new("RGB", (16, 12), "red").save(path)
    lines = told(home, DROP.format(path=path), "window.session.source is not None", "window.session.source.name")
    assert lines == ["painted []", "dropped.png"]


def test_a_key_pressed_at_the_first_paint_acts(home: Path) -> None:
    act = "QTimer.singleShot(0, window, lambda: QTest.keyClick(window, Qt.Key.Key_F11))"
    assert told(home, act, "window.isFullScreen()", "'full'")[-1] == "full"


def test_a_window_closed_at_the_first_paint_ends_the_program(home: Path) -> None:
    assert told(home, "QTimer.singleShot(0, window, window.close)", "False") == ["painted []"]

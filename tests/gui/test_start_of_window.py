"""The window's frame is painted before numpy is imported, and what the user does during the imports is not lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

# Starts the window; `act` is what happens after the first paint and before the imports, `done` ends the wait for it.
CODE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from srviewer.gui import app, start

HEAVY = ("numpy", "torch", "skimage", "pyqtgraph", "srviewer.session", "srviewer.gui.canvas.canvas")


class Watch(QObject):
    painted = False

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and not self.painted:
            self.painted = True
            print("painted", [name for name in HEAVY if name in sys.modules], flush=True)
        return False


def post(event):
    QCoreApplication.postEvent(window, event)


def look():
    if {done}:
        print({tell}, flush=True)
        look.timer.stop()
        window.close()


def wait(shown):
    global window, watch, data
    window, watch, data = shown, Watch(shown), QMimeData()
    window.installEventFilter(watch)
    waited(window)
    print("complete" if window._complete else "frame", flush=True)
    {act}
    look.timer = QTimer(window, interval=50)
    look.timer.timeout.connect(look)
    look.timer.start()


waited, start.wait_for_paint = start.wait_for_paint, wait
sys.exit(app.main(app.Options()))
"""
# Starts the window by name, closes it once it is painted, and tells what of `WAITS` was there by then.
EARLY = """
import sys
import PySide6.QtCore, PySide6.QtWidgets
from srviewer.__main__ import main
from srviewer.gui import start

WAITS = ("dataclasses", "numpy", "srviewer.cli.parser", "srviewer.upsamplers", "srviewer.session")
MADE = ((PySide6.QtCore, "Qt"), (PySide6.QtWidgets, "QStyle"))  # by Qt's bindings, when they are first asked for


def wait(window):
    waited(window)
    print([name for name in WAITS if name in sys.modules], [name for where, name in MADE if name in vars(where)])
    window.close()


waited, start.wait_for_paint = start.wait_for_paint, wait
sys.exit(main([]))
"""
# Starts the window, closes it once it is complete, and tells which compiled modules came after torch's libraries began.
COMPILED = """
import importlib.machinery, sys
from PySide6.QtCore import QTimer
from srviewer.gui import app, start
from srviewer.gui.window import MainWindow

came, loader = [], importlib.machinery.ExtensionFileLoader


def create(self, spec):
    came.append(spec.name)
    return made(self, spec)


def begin():
    begun()
    came.clear()


def complete(self, session):
    completed(self, session)
    print(came)
    QTimer.singleShot(0, self, self.close)


made, loader.create_module = loader.create_module, create
begun, start._begin_with_libraries = start._begin_with_libraries, begin
completed, MainWindow.complete = MainWindow.complete, complete
sys.exit(app.main(app.Options()))
"""
DROP = """data.setUrls([QUrl.fromLocalFile(r"{path}")])
    kind = QPointF(600, 400), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    post(QDragEnterEvent(kind[0].toPoint(), *kind[1:]))
    post(QDropEvent(*kind))"""


def told(home: Path, act: str, done: str, tell: str = "''") -> list[str]:
    """The lines of a start that ended well."""
    return printed(home, CODE.format(act=act, done=done, tell=tell))


def printed(home: Path, code: str) -> list[str]:
    """The lines of a program that ended well, with the settings in `home`."""
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {f"XDG_{name}_HOME": str(home) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    environment["XDG_RUNTIME_DIR"] = str(home)
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=100)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr
    return run.stdout.splitlines()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    place = tmp_path / "home"
    place.mkdir(mode=0o700)
    return place


def test_the_frame_is_painted_before_the_work_is_imported(home: Path) -> None:
    lines = told(home, "pass", "window._complete", "'numpy' in sys.modules")
    assert lines == ["painted []", "frame", "True"]


def test_what_the_first_paint_does_without(home: Path) -> None:
    told(home, "pass", "window._complete")  # which keeps the system's palette, so that Qt need not be asked for it
    assert printed(home, EARLY) == ["[] []"]


def test_no_compiled_module_waits_for_the_libraries_of_torch(home: Path) -> None:
    assert printed(home, COMPILED) == ["[]"]


def test_a_file_dropped_during_the_imports_is_opened(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "dropped.png"
    Image.new("RGB", (16, 12), "red").save(path)
    done = "window._complete and window.session.source is not None"
    assert told(home, DROP.format(path=path), done, "window.session.source.name")[-1] == "dropped.png"


def test_a_window_closed_during_the_imports_ends_the_program(home: Path) -> None:
    assert told(home, "QTimer.singleShot(0, window, window.close)", "False") == ["painted []", "frame"]


def test_a_key_pressed_during_the_imports_acts(home: Path) -> None:
    act = "QTimer.singleShot(0, window, lambda: QTest.keyClick(window, Qt.Key.Key_F11))"
    assert told(home, act, "window._complete and window.isFullScreen()", "'full'")[-1] == "full"

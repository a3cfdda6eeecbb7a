"""For tests of the window: a leaked thread or widget fails the test; settings are its own, the theme known.

Qt's messages and Python's warnings fail it too: see `pyproject.toml`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Comparison, Pane, Session, Source

TOOLTIP = Qt.WindowType.ToolTip  # Qt keeps the last tooltip's label for the next one


@pytest.fixture(autouse=True)
def own_settings(own_folders: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(own_folders / "settings"))


@pytest.fixture(scope="session", autouse=True)
def torch_is_there() -> None:
    """A lane that is in the midst of importing torch cannot be stopped at a test's end.

    What is imported now stays, and need not be looked at by the collection that ends every test: that takes 0.1 s.
    """
    import pyqtgraph  # noqa: F401
    import torch  # noqa: F401

    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application as the program sets it up, in the dark theme."""
    theme.install(qapp, "dark")
    return qapp


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails the test if threads still run, or top-level widgets are left, when everything it had is gone.

    Set up before `qtbot`, and so torn down after it has closed the widgets given to it.
    """
    threads: list[QThread] = []
    start = QThread.start

    def counted(thread: QThread, *arguments: object) -> None:
        threads.append(thread)
        start(thread, *arguments)

    monkeypatch.setattr(QThread, "start", counted)
    before = {id(widget) for widget in qapp.topLevelWidgets()}
    yield
    theme.set_theme("dark")
    gc.collect()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    running = [thread.objectName() for thread in threads if _runs(thread)]
    left = [
        widget for widget in qapp.topLevelWidgets() if id(widget) not in before and widget.windowType() is not TOOLTIP
    ]
    assert not running, f"threads still running: {running}"
    assert not left, f"widgets left over: {left}"


def _runs(thread: QThread) -> bool:
    try:
        return thread.isRunning()
    except RuntimeError:  # its C++ side is gone: it has ended
        return False


@pytest.fixture
def measured_noise(qtbot: QtBot) -> Iterator[Callable[..., MainWindow]]:
    """(panes, height, width, name) to a window of 1280 x 800 whose panes are done: noise as the truth, halved."""
    windows: list[MainWindow] = []

    def opened(panes: tuple[Pane, ...], height: int, width: int, name: str = "noise.png") -> MainWindow:
        window = MainWindow(Session(Comparison(panes=panes)))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        pixels = np.random.default_rng(3).random((height, width, 3)).astype(np.float32)
        window.session.open(Source(Picture(pixels), name), mode="benchmark", scale=2)
        qtbot.waitUntil(lambda: window.idle, timeout=20000)
        return window

    yield opened
    for window in windows:
        window.close()

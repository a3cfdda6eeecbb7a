"""For tests of the window: a leaked thread or widget fails the test; settings are its own, the theme known.

Qt's messages and Python's warnings fail it too: see `pyproject.toml`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, Qt, QThread, QTimer
from PySide6.QtGui import QFontDatabase, QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import getCppPointer

from srviewer import metrics
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.schedule import LANES, Schedule
from srviewer.gui.look import theme
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import carry_out
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import on_255
from srviewer.session import Session

TOOLTIP = Qt.WindowType.ToolTip  # Qt keeps the last tooltip's label for the next one


@pytest.fixture(autouse=True)
def own_settings(own_folders: Path) -> None:
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for scope in (QSettings.Scope.UserScope, QSettings.Scope.SystemScope):
        QSettings.setPath(QSettings.Format.IniFormat, scope, str(own_folders / "settings"))


@pytest.fixture(autouse=True)
def quick_metrics() -> Iterator[None]:
    """Metrics that take a network or a second give the mean difference instead: their values are tested below the
    window, and every pane of every test would wait for them."""
    slow = [metric for metric in metrics.known() if metric.slow]
    for metric in slow:
        metrics.replace(replace(metric, function=mean_difference))
    yield
    for metric in slow:
        metrics.replace(metric)


def mean_difference(pair: Pair) -> float:
    """Of the means where the reference is the LR."""
    result, reference = on_255(pair.pixels), on_255(pair.reference)
    same = result.shape == reference.shape
    return float(np.abs(result - reference).mean() if same else abs(result.mean() - reference.mean()))


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
    """The application as the program sets it up, in the dark theme; in DejaVu Sans, whatever fonts the machine has."""
    theme.install(qapp, "dark")
    theme.set_face(dejavu())
    return qapp


def dejavu() -> str:
    """A font that comes with matplotlib; the one of the system, if that is not there."""
    if find_spec("matplotlib") is not None:
        import matplotlib

        for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"):
            QFontDatabase.addApplicationFont(str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / name))
    return "DejaVu Sans"


@pytest.fixture(autouse=True)
def nothing_left_over(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails the test if threads still run, or top-level widgets are left, when everything it had is gone.

    Set up before `qtbot`, and so torn down after it has closed the widgets given to it.
    """
    gc.collect()  # what the test before had: pytest lets go of its fixtures only when it has ended
    gc.freeze()  # what is there now stays, and the collection at the end need not look at it
    threads: list[QThread] = []
    start = QThread.start

    def counted(thread: QThread, *arguments: object) -> None:
        threads.append(thread)
        start(thread, *arguments)

    monkeypatch.setattr(QThread, "start", counted)
    before = set(map(getCppPointer, qapp.topLevelWidgets()))  # what a failed test left must not fail those after it
    yield
    theme.set_theme("dark")
    gc.collect()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qapp.processEvents()
    running = [thread.objectName() for thread in threads if _runs(thread)]
    new = [widget for widget in qapp.topLevelWidgets() if getCppPointer(widget) not in before]
    left = [widget for widget in new if widget.windowType() is not TOOLTIP]
    assert not running, f"threads still running: {running}"
    assert not left, f"widgets left over: {left}"


def _runs(thread: QThread) -> bool:
    try:
        return thread.isRunning()
    except RuntimeError:  # its C++ side is gone: it has ended
        return False


@pytest.fixture
def trigger() -> Callable[[MainWindow, str], None]:
    """Does what a window's action with a shortcut does."""

    def triggered(window: MainWindow, keys: str) -> None:
        next(a for a in window.actions() if a.shortcut() == QKeySequence(keys)).trigger()

    return triggered


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[QObject], None]:
    """Waits until none of an object's timers runs any more."""

    def settled(owner: QObject) -> None:
        qtbot.waitUntil(lambda: not any(timer.isActive() for timer in owner.findChildren(QTimer)))

    return settled


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


# -- lanes without threads: work that was submitted is done when a test says so ------------------------------


@pytest.fixture
def session() -> Session:
    return Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr"))))


@pytest.fixture
def schedule() -> Schedule:
    return Schedule()


@pytest.fixture
def errands(schedule: Schedule, qapp: object) -> Errands:
    return Errands(schedule)


@pytest.fixture
def work_off(schedule: Schedule, qapp: object) -> Callable[..., None]:
    """Do everything that waits, telling each of `hearers`; timers run in between."""

    def do(*hearers: Callable[[object, object], None], rounds: int = 6) -> None:
        for _ in range(rounds):
            QCoreApplication.processEvents()
            for lane in LANES:
                while (work := schedule.take(lane, timeout=0)) is not None:
                    carry_out(work, lambda event, display: [hear(event, display) for hear in hearers])

    return do


@pytest.fixture
def picture() -> Picture:
    rng = np.random.default_rng(7)
    return Picture(rng.random((10, 14, 3), np.float32))

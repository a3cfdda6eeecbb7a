"""A seeded walk of 100 random actions through the window: no exception, no Qt message, nothing left behind.

Every action of the menus but those that ask something, the pointer on every pane, keys, parameters, the pages of Look
inside, lessons, the claims recomputed, and pictures of odd sizes. In the long tier 20,000 actions, with three seeds.
The conftest fails the test for leaked threads and top-level widgets; here also widgets of the window are counted and
memory measured, four times, with everything closed and the cache cleared: the second half adds nothing to the first.
"""

from __future__ import annotations

import ctypes
import gc
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QFileDialog, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from srviewer import upsamplers
from srviewer.compared import LR, TRUTH, Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.gui.features.regions.region_numbers import put
from srviewer.gui.window import MainWindow
from srviewer.imaging.image_write import write_picture
from srviewer.imaging.picture import Picture
from srviewer.lessons import parse
from srviewer.reports.claim_images import DASR4
from srviewer.session import Session

ACTIONS = 100
GROWTH = 80e6  # bytes that come and go with what the libraries and the pages keep; measured: up to 43e6
MOST_QUARTERS = 6  # where memory grew over the first four, two more tell a leak from a first use
ASKS = ("…", "Save", "Export", "Quit", "About", "Full screen", "Keyboard", "Find an action", "system")
SIZES = [(1, 1), (3, 5), (24, 16), (17, 33), (40, 40)]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)|grabbing the keyboard")  # what offscreen lacks


class Walker:
    """Does one random thing at a time."""

    def __init__(self, window: MainWindow, seed: int, images: Path) -> None:
        """`images` : a folder of test images for the claims."""
        self.window, self.chance, self.images = window, random.Random(seed), images
        self.done: list[str] = []
        self.seconds: Counter[str] = Counter()

    def step(self) -> None:
        kind, weight = zip(*self.things(), strict=True)
        act = self.chance.choices(kind, weight)[0]
        self.done.append(act.__name__)
        start = time.monotonic()
        act()
        QCoreApplication.processEvents()
        self.seconds[act.__name__] += time.monotonic() - start

    def progress(self) -> str:
        dearest = ", ".join(f"{name} {seconds:.0f}" for name, seconds in self.seconds.most_common(6))
        held = psutil.Process().memory_info().rss
        return f"{len(self.done)} actions in {self.seconds.total():.0f} s ({dearest}), {held / 1e6:.0f} MB"

    def things(self) -> list[tuple[Callable[[], None], int]]:
        return [
            (self.action, 8),
            (self.picture, 2),
            (self.pointer, 6),
            (self.wheel, 4),
            (self.key, 4),
            (self.parameter, 3),
            (self.tick, 2),
            (self.region, 2),
            (self.way, 3),
            (self.tab, 1),
            (self.inside, 3),
            (self.lesson, 2),
            (self.claims, 1),
            (self.rest, 2),
        ]

    def action(self) -> None:
        there = [a for a in self.window.actions() if a.isEnabled() and a.text()]
        action = self.chance.choice([a for a in there if not any(w in a.text().replace("&", "") for w in ASKS)])
        self.done[-1] = f"action {action.text()}"
        action.trigger()

    def picture(self) -> None:
        height, width = self.chance.choice(SIZES)
        rng = np.random.default_rng(self.chance.randrange(1000))
        shape = (height, width) if self.chance.random() < 0.3 else (height, width, 3)
        alpha = rng.random((height, width), np.float32) if self.chance.random() < 0.2 else None
        pixels = rng.random(shape, np.float32)
        mode = self.chance.choice(("upscale", "benchmark"))
        self.window.session.open(Source(Picture(pixels, alpha), "walk"), mode=mode, scale=self.chance.choice((2, 3, 4)))

    def pane(self):  # type: ignore[no-untyped-def]
        pane = self.chance.choice(self.window.canvas.panes)
        return pane, QPoint(self.chance.randrange(max(pane.width(), 1)), self.chance.randrange(max(pane.height(), 1)))

    def pointer(self) -> None:
        pane, start = self.pane()
        to = start + QPoint(self.chance.randint(-90, 90), self.chance.randint(-90, 90))
        held = self.chance.choice((Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier))
        QTest.mousePress(pane, Qt.MouseButton.LeftButton, held, start)
        QTest.mouseMove(pane, to)
        if self.chance.random() < 0.9:
            QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, held, to)
        if self.chance.random() < 0.2:
            QTest.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=start)

    def wheel(self) -> None:
        pane, at = self.pane()
        event = QWheelEvent(
            QPointF(at),
            QPointF(pane.mapToGlobal(at)),
            QPoint(0, 0),
            QPoint(0, self.chance.choice((-240, -120, 40, 120))),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(pane, event)

    def key(self) -> None:
        pane, _at = self.pane()
        keys = (
            Qt.Key.Key_1,
            Qt.Key.Key_3,
            Qt.Key.Key_6,
            Qt.Key.Key_Space,
            Qt.Key.Key_Left,
            Qt.Key.Key_0,
            Qt.Key.Key_Plus,
        )
        key = self.chance.choice(keys)
        QTest.keyPress(pane, key)
        if self.chance.random() < 0.9:
            QTest.keyRelease(self.chance.choice(self.window.canvas.panes), key)

    def parameter(self) -> None:
        pane = self.window.session.comparison.pane
        if pane is None or pane.is_reference or pane.is_own:
            return
        parameters = upsamplers.get(pane.method).parameters
        if parameters:
            parameter = self.chance.choice(parameters)
            values = parameter.allowed() or (0.0, 0.25, 1.0)
            self.window.session.set_params({parameter.name: self.chance.choice(values)})

    def tick(self) -> None:
        method = self.chance.choice([m.name for m in upsamplers.known() if not m.more] + [LR, TRUTH])
        if method == TRUTH and self.window.session.comparison.mode == "upscale":
            return
        self.window.left.methods.model.set_ticked(method, self.chance.random() < 0.6)
        if not self.window.session.comparison.panes:
            self.window.session.edit(panes=(Pane.of("bicubic"),), selected=0)

    def region(self) -> None:
        if self.window.session.source is not None:
            x, y, w, h = (self.chance.randrange(60) for _ in range(4))
            put(self.window.session, None, Rect(x, y, w + 1, h + 1))

    def way(self) -> None:
        self.window.canvas.set_way(
            view=self.chance.choice(("side by side", "wipe", "blink", "onion", "difference")),
            kind=self.chance.choice(("signed", "absolute", "squared", "ssim")),
            channel=self.chance.choice("yrgb"),
            against=self.chance.choice((None, *self.window.session.comparison.panes)),
            line=self.chance.random(),
            upright=self.chance.random() < 0.5,
        )

    def tab(self) -> None:
        self.window.right.tabs.setCurrentIndex(self.chance.randrange(3))
        self.window.resize(self.chance.choice((800, 1280, 1600)), self.chance.choice((560, 800)))

    def inside(self) -> None:
        """Opens a page of Look inside, presses a button of it or turns a choice, or goes back to the panes."""
        window = self.window
        if window.session.source is None:
            return
        seen = window.centre.currentWidget() is window.inside
        if not seen or self.chance.random() < 0.3:
            window.centre.look_inside()
            return
        window.inside.open(self.chance.choice(window.inside.keys))
        page = window.inside.page(window.inside.current)
        things = [w for kind in (QComboBox, QPushButton) for w in page.findChildren(kind) if w.isVisible()]
        asks = [w for w in things if isinstance(w, QPushButton) and (w.menu() or "…" in w.text())]
        things = [w for w in things if w.isEnabled() and w not in asks]
        if not things:
            return
        thing = self.chance.choice(things)
        self.done[-1] = f"inside {window.inside.keys[window.inside.tabs.currentIndex()]} {thing.accessibleName()}"
        if isinstance(thing, QPushButton):
            thing.click()
        elif thing.count():
            thing.setCurrentIndex(self.chance.randrange(thing.count()))
            thing.activated.emit(thing.currentIndex())

    def lesson(self) -> None:
        lessons = self.window.lessons
        if lessons.lesson is None:
            lessons.open(self.chance.choice(parse.files("en")))
        else:
            steps = (lambda: lessons.step(1), lambda: lessons.step(-1), lessons.reset, lessons.close)
            self.chance.choices(steps, (6, 2, 1, 3))[0]()

    def claims(self) -> None:
        """The claims' window, at work on a few small pictures or stopped."""
        self.window.claims.show()
        claims = self.window.claims.window
        assert claims is not None
        claims.use_folder(self.images)
        claims.list.setCurrentRow(self.chance.randrange(claims.list.count()))
        self.chance.choice((claims.go.click, claims.hide))()

    def rest(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(self.chance.choice((1, 5, 30)), loop.quit)
        loop.exec()  # not QTest.qWait, which keeps Python's lock, so that no lane gets on


def open_once(walker: Walker) -> None:
    """What adds objects when it is first opened, so that a short walk's quarters are alike."""
    window = walker.window
    walker.picture()
    window.centre.look_inside()
    for key in window.inside.keys:
        window.inside.open(key)
        QCoreApplication.processEvents()
    for tab in range(window.right.tabs.count()):
        window.right.tabs.setCurrentIndex(tab)
    walker.claims()
    walker.lesson()


def close_all(window: MainWindow, qtbot: QtBot) -> None:
    """Everything closed, nothing under way, caches empty."""
    window.blind.stop()
    window.lessons.close()
    if window.claims.window is not None:
        window.claims.window.work.stop()
        window.claims.window.hide()
    if window.centre.currentWidget() is window.inside:
        window.centre.look_inside()
    window.session.close()
    window.canvas.set_way(view="side by side", alone=None, against=None, pair=())
    window.canvas.flip(False)
    window.session.edit(panes=tuple(Pane.of(m) for m in ("bicubic", "dasr", "srcnn", "perceptual")), selected=0)
    window.right.tabs.setCurrentIndex(0)
    window.resize(1280, 800)
    for child in window.findChildren(QDialog):
        child.close()
    qtbot.waitUntil(lambda: window.idle, timeout=60000)
    window.comparing.cache.clear()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
        gc.collect()


def memory() -> int:
    """Bytes the process holds, once what is free has been given back to the system."""
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    return int(psutil.Process().memory_info().rss)


def growth(measured: list[tuple[int, int]]) -> int:
    """Bytes by which the highest of the last two quarters is above that of the two before them.

    What is used for the first time late (a network, a page) adds once; the walk then goes on, and a leak adds again.
    """
    held = [bytes_held for bytes_held, _ in measured]
    return max(held[-2:]) - max(held[-4:-2])


@pytest.fixture
def unasked(monkeypatch: pytest.MonkeyPatch, qapp: QCoreApplication) -> Iterator[None]:
    """Whatever asks is answered at once, by no: nobody is there; Qt's own menus of a field after a while."""

    def close() -> None:
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()

    closing = QTimer(interval=500)
    closing.timeout.connect(close)
    closing.start()
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    for kind in (QDialog, QMessageBox, QFileDialog, QMenu):
        monkeypatch.setattr(kind, "exec", lambda *_, **__: 0)
    yield
    closing.stop()


@pytest.fixture
def images(tmp_path: Path) -> Path:
    """A small picture in the place of each of the four; Set5 is missing."""
    (tmp_path / "DASR4").mkdir()
    rng = np.random.default_rng(4)
    for name in DASR4:
        write_picture(Picture(rng.random((32, 32), np.float32)), tmp_path / "DASR4" / f"{name}.png")
    return tmp_path


@pytest.mark.usefixtures("unasked")
@pytest.mark.first
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("actions", "seed"),
    [(ACTIONS, 20261125), *(pytest.param(200 * ACTIONS, seed, marks=pytest.mark.long) for seed in (1, 2, 3))],
)
def test_a_walk(qtbot: QtBot, capfd: pytest.CaptureFixture[str], images: Path, actions: int, seed: int) -> None:
    panes = tuple(Pane.of(m) for m in ("bicubic", "dasr", "srcnn", "perceptual"))
    window = MainWindow(Session(Comparison(panes=panes)))
    qtbot.addWidget(window)
    window.show()
    walker = Walker(window, seed, images)

    def tell(line: str) -> None:
        with capfd.disabled():
            print(line, flush=True)

    open_once(walker)
    measured: list[tuple[int, int]] = []
    try:
        while len(measured) < 4 or (len(measured) < MOST_QUARTERS and growth(measured) >= GROWTH):
            for _ in range(actions // 4):
                walker.step()
                if actions > ACTIONS and len(walker.done) % 1000 == 0:
                    tell(f"seed {seed}: {walker.progress()}")
            close_all(window, qtbot)
            measured.append((memory(), len(window.findChildren(object))))
            if actions > ACTIONS:
                tell(f"seed {seed}, all closed: {measured[-1][0] / 1e6:.0f} MB, {measured[-1][1]} objects")
    except BaseException:
        print("\n".join(walker.done[-12:]))
        raise
    finally:
        window.close()
    held, widgets = zip(*measured, strict=True)
    assert growth(measured) < GROWTH, f"memory grew by {growth(measured) / 1e6:.1f} MB over the last half: {held}"
    grown = [then - before for before, then in pairwise(widgets)]  # a first opening adds once, a leak each time
    assert min(grown) <= 5, f"objects of the window grew all the time: {widgets}"
    assert sum(grown) < 150, f"objects of the window: {widgets}"

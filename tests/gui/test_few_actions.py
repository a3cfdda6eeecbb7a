"""What is done often, by few actions: one click, key, drag or typed value is one.

Quick methods stand in for the networks: the ways are the same for any method.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane
from srviewer.gui.canvas.pane import PaneWidget as PaneWidget
from srviewer.gui.features.batch.queue import FileState as Batched
from srviewer.gui.features.maps.maps import PLACES, WINDOW
from srviewer.gui.features.saving.sheet_dialog import SheetDialog
from srviewer.gui.services import settings
from srviewer.gui.window import MainWindow
from srviewer.metrics.maps import largest
from srviewer.session import Session, State

METHODS = ("nearest", "bilinear", "bicubic", "dasr")
WIDTH, HEIGHT = 240, 160


class Hands:
    """What a user does, counted."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window
        self.actions = 0

    def _done(self) -> None:
        self.actions += 1
        self._qtbot.waitUntil(lambda: not self._window.errands.any_out and self._window.idle, timeout=20000)

    def drop(self, image: QImage, onto: QWidget) -> None:
        mime = QMimeData()
        mime.setImageData(image)
        given = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(onto, QDragEnterEvent(QPoint(5, 5), *given))
        QApplication.sendEvent(onto, QDropEvent(QPointF(5, 5), *given))
        self._qtbot.waitUntil(lambda: self._window.session.source is not None, timeout=20000)
        self._done()

    def double_click(self, on: QWidget, at: QPoint) -> None:
        QTest.mouseDClick(on, Qt.MouseButton.LeftButton, pos=at)
        self._done()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._window, key, held)
        self._done()

    def click(self, on: QWidget, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mouseClick(on, Qt.MouseButton.LeftButton, held, QPoint(on.width() // 3, on.height() // 2))
        self._done()

    def drop_files(self, paths: list[Path], at: QPoint, held: Qt.KeyboardModifier) -> None:
        """On a point of the window."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        given = Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, held
        for event in (QDragEnterEvent(at, *given), QDragMoveEvent(at, *given), QDropEvent(QPointF(at), *given)):
            QApplication.sendEvent(self._window, event)
        self._done()

    def drag_out(self, pane: PaneWidget, taken: list[Path]) -> None:
        """By its caption; `taken` is what the other program gets."""
        QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
        QTest.mouseMove(pane, QPoint(120, 90))
        self._qtbot.waitUntil(lambda: bool(taken), timeout=20000)
        QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
        self._done()

    def press(self, button: QPushButton) -> None:
        """Return, for the button that has the focus or is the default."""
        QTest.keyClick(button.window(), Qt.Key.Key_Return)
        self._done()

    def drag(self, pane: PaneWidget, start: QPoint, end: QPoint) -> None:
        shift = Qt.KeyboardModifier.ShiftModifier
        QTest.mousePress(pane, Qt.MouseButton.LeftButton, shift, start)
        QTest.mouseMove(pane, end)
        QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, shift, end)
        self._done()


def photo() -> QImage:
    pixels = np.random.default_rng(5).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
    return QImage(pixels.data, WIDTH, HEIGHT, 3 * WIDTH, QImage.Format.Format_RGB888).copy()


def most_different(window: MainWindow, one: str, other: str) -> tuple[float, float]:
    """The middle of the window of pixels whose Y differ most between two methods, found anew."""
    planes = {}
    for pane in window.session.comparison.panes:
        if pane.method in (one, other):
            rgb = window.session.outcome(pane).result.pixels[..., :3].astype(np.float64)
            planes[pane.method] = rgb @ (65.481, 128.553, 24.966) / 255
    (x, y), *_ = largest(np.abs(planes[one] - planes[other]).astype(np.float32), PLACES, WINDOW)
    return x + 0.5, y + 0.5


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(Session(Comparison(panes=tuple(Pane.of(name) for name in METHODS))))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()


def test_a_dropped_photo_at_100_per_cent_around_a_detail(window: MainWindow, qtbot: QtBot) -> None:
    hands = Hands(qtbot, window)
    hands.drop(photo(), window.welcome)
    pane = window.canvas.panes[2]
    at = QPoint(pane.width() // 3, pane.height() // 2)
    detail = pane.state.to_picture(at.x(), at.y())
    hands.double_click(pane, at)
    assert hands.actions == 2
    assert [o.state for o in window.session.outcomes.values()] == [State.DONE] * 4
    assert len(window.canvas.panes) == 4
    assert all(cell.state.zoom == 1.0 for cell in window.canvas.panes)
    assert pane.state.to_picture(at.x(), at.y()) == pytest.approx(detail, abs=1.5)


def test_where_two_methods_differ_most_at_800_per_cent(window: MainWindow, qtbot: QtBot) -> None:
    Hands(qtbot, window).drop(photo(), window.welcome)
    hands = Hands(qtbot, window)
    hands.click(window.canvas.panes[2])
    hands.click(window.canvas.panes[3], Qt.KeyboardModifier.ControlModifier)
    hands.key(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: window.canvas.zoom == 8.0, timeout=20000)
    assert hands.actions == 3
    assert [pane.method for pane in window.session.comparison.panes] == list(METHODS)
    assert len(window.canvas.panes) == 4
    assert all(cell.state.zoom == 8.0 for cell in window.canvas.panes)
    assert most_different(window, "bicubic", "dasr") == window.canvas.state.centre
    assert "Bicubic against DASR" in window.status.said.toolTip()


def test_a_region_measured_in_all_panes_and_its_numbers_copied(window: MainWindow, qtbot: QtBot) -> None:
    Hands(qtbot, window).drop(photo(), window.welcome)
    hands = Hands(qtbot, window)
    pane = window.canvas.panes[1]
    middle = QPoint(pane.width() // 2, pane.height() // 2)
    hands.drag(pane, middle - QPoint(40, 25), middle + QPoint(40, 25))
    hands.key(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert hands.actions <= 3
    copied = QGuiApplication.clipboard().text()
    assert len([line for line in copied.splitlines() if line.strip()]) >= len(METHODS)


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks
def test_what_is_done_every_day_takes_one_action_or_two(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.store().setValue(settings.SAVE_FOLDER, str(tmp_path))
    (tmp_path / "in").mkdir()
    for name in ("mine.png", "in/a.png", "in/b.png"):
        Image.new("RGB", (4 * WIDTH, 4 * HEIGHT) if name == "mine.png" else (9, 7)).save(tmp_path / name)
    no, ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
    canvas = window.canvas

    hands = Hands(qtbot, window)  # a photo to four methods
    hands.drop(photo(), window.welcome)
    assert hands.actions == 1
    assert [o.state for o in window.session.outcomes.values()] == [State.DONE] * 4

    hands = Hands(qtbot, window)  # a result of my own beside
    middle = canvas.panes[1].mapTo(window, canvas.panes[1].rect().center())
    hands.drop_files([tmp_path / "mine.png"], middle + QPoint(60, 0), ctrl)
    assert hands.actions == 1
    assert [pane.method for pane in window.session.comparison.panes] == [*METHODS[:2], "own", *METHODS[2:]]

    QTest.keyPress(window, Qt.Key.Key_Space)  # A/B: one key, held
    assert canvas.flipped
    QTest.keyRelease(window, Qt.Key.Key_Space)
    assert not canvas.flipped

    hands = Hands(qtbot, window)  # the worst difference
    hands.key(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: canvas.zoom == 8.0, timeout=20000)
    assert hands.actions == 1

    taken: list[Path] = []  # a pane into a mail
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QDrag, "exec", lambda d, _: taken.append(Path(d.mimeData().urls()[0].toLocalFile())))
    hands = Hands(qtbot, window)
    hands.drag_out(canvas.panes[1], taken)
    assert hands.actions == 1
    with Image.open(taken[0]) as image:
        assert image.size == (4 * WIDTH, 4 * HEIGHT)

    hands = Hands(qtbot, window)  # a figure
    hands.key(Qt.Key.Key_E, ctrl | Qt.KeyboardModifier.ShiftModifier)
    (dialog,) = window.findChildren(SheetDialog)
    with qtbot.waitSignal(window.exporting.saved, timeout=20000):
        hands.press(dialog.save)
    assert hands.actions == 2
    assert len(list(tmp_path.glob("*_sheet.png"))) == 1

    hands = Hands(qtbot, window)  # a folder enlarged
    hands.drop_files([tmp_path / "in"], QPoint(window.width() * 3 // 4, 400), no)
    hands.press(window.batch.window.go)
    qtbot.waitUntil(lambda: window.batch.queue.count(Batched.DONE) == 2 and window.idle, timeout=20000)
    assert hands.actions == 2
    assert len(list((tmp_path / "in" / "enlarged").iterdir())) == 2

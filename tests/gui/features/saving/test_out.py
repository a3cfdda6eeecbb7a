"""A pane that is drawn out by its caption is the file that *Save* writes; a file comes in beside a pane."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.features.saving.out import mime_of
from srviewer.gui.services import incoming
from srviewer.gui.window import MainWindow

LEFT_BUTTON = Qt.MouseButton.LeftButton
NO_KEY, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(measured_noise: Callable[..., MainWindow]) -> MainWindow:
    return measured_noise((Pane.of("bicubic"), Pane.of("dasr")), 48, 72)


def hover(window: MainWindow, mime: QMimeData, pane: int, x: int, held: Qt.KeyboardModifier = NO_KEY) -> QPoint:
    """Over a pane, at `x` from its left (from its right if negative)."""
    cell = window.canvas.panes[pane]
    at = cell.mapTo(window, QPoint(x if x >= 0 else cell.width() + x, cell.height() // 2))
    QApplication.sendEvent(window, QDragEnterEvent(at, Qt.DropAction.CopyAction, mime, LEFT_BUTTON, held))
    QApplication.sendEvent(window, QDragMoveEvent(at, Qt.DropAction.CopyAction, mime, LEFT_BUTTON, held))
    return at


def drop(window: MainWindow, mime: QMimeData, at: QPoint, held: Qt.KeyboardModifier = NO_KEY) -> None:
    QApplication.sendEvent(window, QDropEvent(QPointF(at), Qt.DropAction.CopyAction, mime, LEFT_BUTTON, held))


def methods(window: MainWindow) -> list[str]:
    return [str(pane.method) for pane in window.session.comparison.panes]


def test_out_by_its_caption(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drags: list[tuple[QDrag, Path]] = []

    def exec_(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        drags.append((drag, Path(drag.mimeData().urls()[0].toLocalFile())))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", exec_)
    monkeypatch.setattr(QGuiApplication, "mouseButtons", lambda: LEFT_BUTTON)
    dasr = window.canvas.panes[1]
    QTest.mousePress(dasr, LEFT_BUTTON, pos=QPoint(30, 20))
    with qtbot.assertNotEmitted(window.canvas.pane_taken):  # by a hand that trembles
        QTest.mouseMove(dasr, QPoint(33, 20))
    QTest.mouseMove(dasr, QPoint(90, 60))
    qtbot.waitUntil(lambda: bool(drags), timeout=20000)
    ((drag, path),) = drags
    assert path.name == "noise_dasr_x2.png"
    window.session.edit(selected=1)
    with qtbot.waitSignal(window.saving.saved):
        window.saving.to(tmp_path / "saved.png")
    assert path.read_bytes() == (tmp_path / "saved.png").read_bytes()
    with Image.open(path) as image:
        assert image.size == (72, 48)
    assert drag.mimeData().hasFormat("text/uri-list")
    assert drag.pixmap().width() >= 72
    QTest.mouseRelease(dasr, LEFT_BUTTON, pos=QPoint(90, 60))
    assert methods(window) == ["bicubic", "dasr"]


def test_let_go_of_before_the_file_is_whole(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDrag, "exec", lambda *_: pytest.fail("nothing is held any more"))
    panes = window.canvas.panes
    QTest.mousePress(panes[1], LEFT_BUTTON, pos=QPoint(30, 20))
    QTest.mouseMove(panes[1], QPoint(90, 60))
    QTest.mouseRelease(panes[1], LEFT_BUTTON, pos=panes[1].mapFromGlobal(panes[0].mapToGlobal(QPoint(90, 60))))
    assert methods(window) == ["dasr", "bicubic"], "over another pane they change places"
    qtbot.waitUntil(lambda: not window.errands.any_out, timeout=20000)


def test_a_pane_that_is_dropped_on_another_changes_places_with_it(window: MainWindow, tmp_path: Path) -> None:
    mime = mime_of(1, tmp_path / "noise_dasr_x2.png")
    assert incoming.pane_of(mime) == 1
    at = hover(window, mime, 0, 100)
    assert window.drops.target.texts == ()
    drop(window, mime, at)
    assert methods(window) == ["dasr", "bicubic"]


def test_a_file_becomes_my_own_result_beside_a_pane(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    Image.fromarray(np.zeros((48, 72, 3), np.uint8)).save(tmp_path / "mine.png")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "mine.png"))])
    before = window.session.comparison.panes
    for pane, x, held, after in (
        (0, -10, NO_KEY, ["bicubic", "own", "dasr"]),
        (0, 10, NO_KEY, ["own", "bicubic", "dasr"]),
        (1, 150, CTRL, ["bicubic", "own", "dasr"]),
        (1, -150, CTRL, ["bicubic", "dasr", "own"]),
    ):
        hover(window, mime, pane, 200)
        assert window.drops.target.texts == ("Benchmark: mine.png is the truth",)
        window.grab()
        at = hover(window, mime, pane, x, held)
        assert window.drops.target.texts == (f"My result beside {('Bicubic', 'DASR')[pane]}: mine.png",)
        window.grab()
        drop(window, mime, at, held)
        qtbot.waitUntil(lambda: "own" in methods(window) and window.idle, timeout=20000)
        assert methods(window) == after
        window.session.edit(panes=before, selected=0)


def test_what_can_be_no_result_is_opened_as_ever(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "a.srview").touch()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.srview"))])
    hover(window, mime, 0, -10, CTRL)
    assert window.drops.target.texts == ("Open the comparison a.srview",)

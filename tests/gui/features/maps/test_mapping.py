"""Maps in the real window, and the way from difference to difference."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.gui.canvas.content import Phase
from srviewer.gui.canvas.placed import Placed, common
from srviewer.gui.features.maps.maps import map_of, places_of
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.metrics import learned_distance
from srviewer.session import Session


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")))))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def open_scene(window: MainWindow, qtbot: QtBot) -> None:
    pixels = np.full((120, 160, 3), 0.5, np.float32)
    pixels[70:90, 110:130] = np.random.default_rng(1).random((20, 20, 3))
    window.session.open(Source(Picture(pixels), "scene"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_every_pane_gets_its_map_and_a_new_one_for_another_kind(window: MainWindow, qtbot: QtBot) -> None:
    open_scene(window, qtbot)
    window.toolbar.view.button("difference").click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    cells = window.canvas.panes
    before = [cell.content.base[0] for cell in cells]
    assert all(cell.content.phase is Phase.SHOWN for cell in cells)
    window.view_bar.kind.setCurrentIndex(1)
    window.view_bar.kind.activated.emit(1)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert all(cell.content.base[0] is not layer for cell, layer in zip(cells, before, strict=True))
    assert window.canvas.way.kind == "absolute"
    assert "levels" in window.view_bar.legend.accessibleName()


def test_lpips_has_a_map_where_it_can_be_measured(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def map_of(metric: str, sr: np.ndarray, reference: np.ndarray, _check: object) -> np.ndarray:
        made.append(metric)
        return np.full(sr.shape[:2], 0.25, np.float32)

    monkeypatch.setattr(learned_distance, "lacking", lambda name: "" if name == "lpips_alex" else "its file")
    monkeypatch.setattr(learned_distance, "map_of", map_of)
    open_scene(window, qtbot)
    window.toolbar.view.button("difference").click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    bar = window.view_bar
    assert [bar.kind.itemText(index) for index in range(bar.kind.count())][3:] == ["SSIM", "LPIPS alex"]
    bar.kind.setCurrentIndex(4)
    bar.kind.activated.emit(4)
    qtbot.waitUntil(lambda: len(made) == 2 and window.idle, timeout=20000)
    assert made == ["lpips_alex"] * 2
    assert "LPIPS" in bar.legend.accessibleName()
    assert not bar.channel.isVisible(), "it is of all of them"


def test_the_next_difference_is_looked_at_from_near(window: MainWindow, qtbot: QtBot) -> None:
    open_scene(window, qtbot)
    window.mapping.next_difference()
    qtbot.waitUntil(lambda: window.canvas.zoom == 8.0, timeout=20000)
    x, y = window.canvas.state.centre
    assert 96 <= x <= 144
    assert 48 <= y <= 96
    first = window.canvas.state.centre
    window.mapping.next_difference()
    assert window.canvas.state.centre != first
    window.canvas.zoom_to(32.0)
    window.mapping.next_difference()
    assert window.canvas.zoom == 8.0, "also from nearer"


def test_a_difference_of_a_picture_that_is_gone_is_not_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    open_scene(window, qtbot)
    window.mapping.next_difference()
    window.session.open(Source(Picture(np.zeros((144, 192), np.float32)), "black"))
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert window.canvas.state.look.fitted


def test_what_is_still_compared_is_said(window: MainWindow, qtbot: QtBot) -> None:
    open_scene(window, qtbot)
    assert window.status.progress.text() == "2 of 2 done"
    counts: list[int] = []
    window.mapping.left.connect(counts.append)
    window.canvas.set_way(view="difference")
    qtbot.waitUntil(lambda: bool(counts) and counts[0] > 0)
    assert window.status.progress.text() == f"2 of 2 done, {counts[-1]} being compared" or counts[-1] == 0
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert counts[-1] == 0
    assert window.status.progress.text() == "2 of 2 done"


def test_where_nothing_can_be_compared_the_window_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.mapping.next_difference()
    assert "Two finished panes" in window.messages.text.text()


def test_parts_are_compared_where_both_are() -> None:
    rng = np.random.default_rng(0)
    array = rng.integers(0, 255, (40, 60)).astype(np.uint8)
    whole, place = Placed(array, Rect(0, 0, 60, 40)), Rect(20, 10, 30, 20)
    part = Placed(np.ascontiguousarray(array[10:30, 20:50]), place)
    assert common([whole, part]) == place
    assert part.cut(Rect(0, 0, 60, 40)) is None
    pyramid, at = map_of(part, whole, "absolute", "y", 1, Token())
    assert (pyramid.width, pyramid.height) == (30, 20)
    assert at == place
    assert places_of([whole, part], Token()) == []
    apart = Placed(array[:5, :5], Rect(0, 0, 5, 5))
    assert common([part, apart]) is None
    assert places_of([part, apart], Token()) == []


def test_differences_are_looked_for_between_what_is_compared(window: MainWindow) -> None:
    canvas, session = window.canvas, window.session
    bicubic, dasr = session.comparison.panes
    assert canvas.pair is None
    canvas.set_way(view="wipe")
    assert canvas.pair == (bicubic, dasr)
    canvas.set_way(view="side by side", against=dasr)
    assert canvas.pair == (bicubic, dasr)
    assert "DASR" in window.status.said.toolTip()
    session.edit(selected=1)
    assert canvas.pair is None, "a pane is not compared with itself"
    canvas.set_way(view="difference", against=bicubic)
    assert canvas.pair == (dasr, bicubic)
    canvas.set_way(view="blind", against=None, pair=(bicubic, dasr))
    assert canvas.pair is None


def test_the_key_takes_the_selected_pane_and_lets_go_of_it(window: MainWindow, qtbot: QtBot) -> None:
    open_scene(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert window.canvas.way.against == window.session.comparison.panes[0]
    assert [cell.compared for cell in window.canvas.panes] == [True, False]
    QTest.keyClick(window, Qt.Key.Key_A)
    assert window.canvas.way.against is None
    assert not any(cell.compared for cell in window.canvas.panes)

"""Panes: copied, closed, moved; and a result from elsewhere in a pane of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import srviewer
from srviewer.compared import OWN, Comparison, Pane, Source
from srviewer.gui.features.comparing import panes
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session, State

BICUBIC, DASR, SRCNN = (Pane.of(name) for name in ("bicubic", "dasr", "srcnn"))


def test_a_copy_stands_beside_and_takes_other_parameters() -> None:
    session = Session(Comparison(panes=(BICUBIC, DASR, SRCNN), selected=1))
    assert panes.copy_selected(session) == ""
    session.set_params({"gain": 1.0})
    assert session.comparison.panes == (BICUBIC, DASR, DASR.with_params({"gain": 1.0}), SRCNN)
    session.edit(selected=0)
    assert "parameters" in panes.copy_selected(session)
    session.edit(panes=(DASR,) * 6, selected=0)
    assert "6 panes already" in panes.copy_selected(session)


def test_close_and_move() -> None:
    session = Session(Comparison(panes=(BICUBIC, DASR, SRCNN), selected=2))
    panes.move(session, 2, 0)
    assert session.comparison.panes == (SRCNN, DASR, BICUBIC)
    assert session.comparison.selected == 0
    panes.move(session, 0, -1)
    assert session.comparison.panes == (SRCNN, DASR, BICUBIC)
    for _ in range(5):
        panes.close_selected(session)
    assert session.comparison.panes == (BICUBIC,), "the last pane stays"


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(BICUBIC, DASR))))
    qtbot.addWidget(window)
    window.show()
    y, x = np.mgrid[:40, :60] / 9
    pixels = np.stack([0.5 + 0.4 * np.sin(x + c) * np.cos(y) for c in range(3)], 2).astype(np.float32)
    window.session.open(Source(Picture(pixels), "scene"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    yield window
    window.close()


def test_my_own_result_is_measured_like_the_others(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    bicubic = window.session.outcome(BICUBIC)
    path = tmp_path / "mine 50%.png"
    Image.fromarray(bicubic.result.pixels).save(path)
    window.opening.own(path)
    own = Pane.of(OWN, name=path.name)
    qtbot.waitUntil(lambda: (o := window.session.outcome(own)) is not None and o.measures is not None, timeout=20000)
    outcome = window.session.outcome(own)
    assert window.session.comparison.panes == (BICUBIC, own, DASR)
    expected = srviewer.psnr(bicubic.result.pixels, window.session.truth.pixels, scale=2)
    assert outcome.measures.values["psnr_y"] == pytest.approx(expected, abs=1e-6)
    assert window.canvas.panes[1].content.caption.detail == path.name
    window.session.open(Source(Picture(np.zeros((20, 20), np.float32)), "another"))
    assert own not in window.session.comparison.panes, "it belongs to the picture that went"
    window.history.stack.undo()
    assert own not in window.session.comparison.panes


def test_results_of_one_name_that_are_opened_together(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for folder, level in (("a", 9), ("b", 99)):
        (tmp_path / folder).mkdir()
        Image.new("RGB", (60, 40), (level,) * 3).save(tmp_path / folder / "x.png")
        window.opening.own(tmp_path / folder / "x.png")
    panes = [Pane.of(OWN, name=name) for name in ("x.png", "b/x.png")]
    qtbot.waitUntil(lambda: all((o := window.session.outcome(p)) and o.measured for p in panes), timeout=20000)
    assert [int(window.session.outcome(pane).result.pixels[0, 0, 0]) for pane in panes] == [9, 99]


def test_a_result_of_another_size_says_so(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "small.png"
    Image.new("RGB", (30, 20)).save(path)
    window.opening.own(path)
    own = Pane.of(OWN, name=path.name)
    qtbot.waitUntil(lambda: (o := window.session.outcome(own)) is not None and o.state is State.FAILED, timeout=20000)
    assert "30 × 20 pixels; a result here has 60 × 40" in window.session.outcome(own).message


def test_what_cannot_be_read_leaves_the_panes_alone(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "text.png"
    path.write_text("no picture")
    window.opening.own(path)
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=20000)
    assert window.session.comparison.panes == (BICUBIC, DASR)


def test_a_pane_is_carried_by_its_caption_onto_another(window: MainWindow) -> None:
    first, second = window.canvas.panes
    look = window.canvas.state.look
    caption = first.chips[0].rect.center().toPoint()
    onto = first.mapFromGlobal(second.mapToGlobal(second.rect().center()))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=caption)
    QTest.mouseMove(first, onto)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=onto)
    assert window.session.comparison.panes == (DASR, BICUBIC)
    assert window.session.comparison.pane == BICUBIC, "the one that was carried is selected"
    assert window.canvas.state.look == look, "nothing pans"
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=caption)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton, pos=caption)
    assert window.session.comparison.panes == (DASR, BICUBIC), "put down where it was"

"""The blind test in the window: nothing gives the names away, votes go on, the score comes at the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from srviewer.compared import TRUTH, Comparison, Pane, Source
from srviewer.gui.features.blind_test.blind_score import BlindScore
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(BICUBIC, DASR, Pane(TRUTH)))))
    qtbot.addWidget(window)
    window.show()
    pixels = np.random.default_rng(3).random((48, 72)).astype(np.float32)
    window.session.open(Source(Picture(pixels), "noise.png"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    yield window
    window.close()


def test_from_the_first_trial_to_the_score(window: MainWindow, tmp_path: Path) -> None:
    window.toolbar.view.button("wipe").click()
    window.blind.start(seed=1)
    assert window.blind.count == 6
    cells = window.canvas.panes
    assert len(cells) == 2
    assert all(cell.content.caption is None and not cell.content.numbers for cell in cells)
    assert window.canvas.pixel_values(3, 3) == {}
    for _ in range(6):
        left, right = window.canvas.way.pair
        window.blind_bar.picks["left" if left.method == TRUTH else "right" if right.method == TRUTH else ""].click()
    assert not window.blind.running
    assert window.canvas.way.view == "wipe", "back to how it was compared before"
    (best, score), *_rest = window.blind.scores()
    assert (best, score.wins, score.trials) == ("Truth", 4, 4)
    dialog = next(child for child in window.children() if isinstance(child, BlindScore))
    assert "nothing of other pictures, or of other people" in dialog.limits.text()
    dialog.write(tmp_path / "votes.csv")
    assert (tmp_path / "votes.csv").read_text().count("Truth,") >= 4
    dialog.write(tmp_path / "no such folder" / "votes.csv")
    assert "no such folder" in dialog.said.text()
    dialog.close()


def test_it_ends_with_what_is_compared(window: MainWindow) -> None:
    window.blind.start(seed=1)
    window.blind.vote("left")
    window.session.edit(scale=4)
    assert not window.blind.running
    assert window.canvas.way.view == "side by side"
    for child in window.children():
        if isinstance(child, BlindScore):
            child.close()


def test_the_sides_do_not_tell_which_is_which(window: MainWindow) -> None:
    """Subbands and numbers of a pane that is named there."""
    body = window.body
    before = body.left_open, body.right_open
    assert any(before)
    window.blind.start(seed=1)
    assert (body.left_open, body.right_open) == (False, False)
    window.blind.stop()
    assert (body.left_open, body.right_open) == before


def test_the_magnifier_shows_the_two_alone(window: MainWindow, qtbot: QtBot) -> None:
    """Of all panes in their order one could tell which is which."""
    window.canvas.toggle_magnifier()
    magnifier, pane = window.canvas.magnifier, window.canvas.panes[0]
    QTest.mouseMove(pane, pane.rect().center())
    qtbot.waitUntil(magnifier.isVisible)
    wide = magnifier.width()
    window.blind.start(seed=1)
    pane = window.canvas.panes[0]
    QTest.mouseMove(pane, pane.rect().center() + QPoint(3, 3))
    qtbot.waitUntil(lambda: magnifier.width() < wide)
    window.blind.stop()


def test_votes_are_for_a_test_that_runs(window: MainWindow) -> None:
    votes = [a for a in window.actions() if a.text().startswith("Blind test: ")]
    assert [a.isEnabled() for a in votes] == [False] * 3
    window.blind.start(seed=1)
    assert [a.isEnabled() for a in votes] == [True] * 3
    window.blind.stop()
    assert [a.isEnabled() for a in votes] == [False] * 3


def test_one_pane_is_no_test(window: MainWindow) -> None:
    window.session.edit(panes=(BICUBIC,), selected=0)
    window.blind.start()
    assert "two finished panes" in window.messages.text.text()
    window.blind.vote("left")
    assert not window.blind.votes


def test_from_afar_it_begins_where_the_panes_differ(window: MainWindow, qtbot: QtBot) -> None:
    canvas = window.canvas
    canvas.zoom_to(0.5)
    window.blind.start(seed=1)
    assert canvas.zoom >= 1
    qtbot.waitUntil(lambda: canvas.zoom == 2, timeout=20000)
    window.blind.stop()
    assert canvas.zoom == 0.5, "back to how the panes were looked at"


def test_another_picture_opened_meanwhile_is_seen_as_it_comes(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.zoom_to(4)
    window.blind.start(seed=1)
    pixels = np.random.default_rng(4).random((300, 400)).astype(np.float32)
    window.session.open(Source(Picture(pixels), "other.png"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert not window.blind.running
    assert window.canvas.state.look.fitted

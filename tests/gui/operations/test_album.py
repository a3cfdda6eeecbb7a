"""Several files: one after the other, at the same place, mode and scale; a bad one is said and passed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from srviewer.gui.window import MainWindow
from srviewer.session import Comparison, Pane, Session


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    for name, shade in (("a.png", 40), ("b.png", 90), ("d.png", 140)):
        Image.new("L", (60, 40), shade).save(tmp_path / name)
    (tmp_path / "c.png").write_text("no picture")
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    window.show()
    window.opening.files([tmp_path / f"{letter}.png" for letter in "abcd"])
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    yield window
    window.close()


def test_step_through_with_the_view_kept(window: MainWindow, qtbot: QtBot) -> None:
    assert window.opening.place == "1 of 4"
    window.session.edit(scale=3)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    window.canvas.look_at(30.0, 20.0, 12.0)
    look = window.canvas.state.look
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "b.png" and window.idle, timeout=20000)
    assert window.canvas.state.look == look
    assert window.session.comparison.scale == 3
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=20000)
    assert window.session.source.name == "b.png", "what was open stays"
    assert "c.png" in window.messages.text.text()
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "d.png" and window.idle, timeout=20000)
    window.opening.step(1)
    qtbot.waitUntil(lambda: window.session.source.name == "a.png" and window.idle, timeout=20000)
    assert window.canvas.state.look == look


def test_another_picture_is_seen_whole_again(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.look_at(30.0, 20.0, 12.0)
    window.opening.sample("zone_plate")
    qtbot.waitUntil(lambda: window.idle and window.canvas.state.picture[0] > 300, timeout=30000)
    assert window.canvas.state.look.fitted
    assert window.opening.place == ""
    window.opening.step(1)
    assert window.idle

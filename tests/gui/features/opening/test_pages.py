"""A file of several pages: the window says which one is shown, and shows another at the same place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile
from pytestqt.qtbot import QtBot

from srviewer import session_file
from srviewer.compared import Comparison, Pane
from srviewer.gui.features.opening.pages import Pages
from srviewer.gui.window import MainWindow
from srviewer.session import Session
from srviewer.session_file import SavedView


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with tifffile.TiffWriter(tmp_path / "three.tif") as file:
        for level in (10, 20, 30):
            file.write(np.full((24, 32), level, np.uint8), photometric="minisblack", metadata=None)
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    window.show()
    window.opening.files([tmp_path / "three.tif"])
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    yield window
    window.close()


def test_another_page_at_the_same_place(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    bar, session = window.findChild(Pages), window.session

    def shown(level: int) -> None:
        qtbot.waitUntil(
            lambda: round(session.source.picture.pixels[0, 0] * 255) == level and window.idle, timeout=20000
        )

    assert not bar.isHidden()
    assert (bar.number.value(), bar.count.text(), bar.slider.maximum()) == (1, "of 3", 3)
    window.canvas.look_at(10.0, 10.0, 12.0)
    look = window.canvas.state.look
    bar.number.setValue(3)
    shown(30)
    assert (window.canvas.state.look, bar.slider.value()) == (look, 3)
    assert "this file has 3 pages; number 3 is shown" in session.notices
    window.opening.step_page(1)
    shown(10)
    bar.slider.setValue(2)
    shown(20)

    saved = tmp_path / "kept.srview"
    session_file.write(saved, session_file.describe(session, SavedView(), tmp_path)())
    bar.number.setValue(1)
    shown(10)
    window.opening.files([saved])
    shown(20)
    assert (bar.number.value(), bar.count.text()) == (2, "of 3")

    window.opening.sample("zone_plate")
    qtbot.waitUntil(lambda: session.source.sample is not None and window.idle, timeout=20000)
    assert bar.isHidden()

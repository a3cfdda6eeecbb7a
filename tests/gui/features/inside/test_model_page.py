"""A model from a file, opened in the window."""

from __future__ import annotations

from pathlib import Path

import model_files
import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.gui.features.inside.model_page import ModelPage
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session
from srviewer.upsamplers import from_files

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints"), pytest.mark.usefixtures("one_thread", "no_models_left")]
LIMIT = 30000


def test_layers_maps_and_the_receptive_field(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    qtbot.addWidget(window)
    window.show()
    window.session.open(Source(Picture(model_files.photo(30, 40)), "a.png"), scale=3)
    window.centre.look_inside()
    window.inside.open("model")
    page = window.inside.page("model")
    assert isinstance(page, ModelPage)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert "Show a model from a file" in page.wanting()
    (method,) = from_files.add([model_files.saved("Compact", tmp_path / "m.pth")])
    window.session.edit(panes=(Pane.of(method.name),), selected=0)
    qtbot.waitUntil(lambda: window.idle and page.layers.count() == 8, timeout=LIMIT)
    assert page.layers.item(0).text().startswith("body.0\nConv2d 3, 8, kernel_size=(3, 3)")
    assert page.layers.item(0).text().endswith("8 × 30 × 40")
    assert len(page.view.sight.images) == 8
    page.layers.setCurrentRow(4)
    qtbot.waitUntil(lambda: window.idle and len(page.view.sight.images) == 8, timeout=LIMIT)
    page.choose_step("field")
    qtbot.waitUntil(lambda: window.idle and bool(page.about.text().startswith("9 × 9 pixels")), timeout=LIMIT)
    assert page.view.sight.images[0].kind == "magnitude"
    window.close()

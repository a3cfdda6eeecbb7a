"""The region's numbers: the same place in every pane, shown, typed, copied."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.gui.canvas.regions import with_provisional
from srviewer.gui.features.regions.region_numbers import put, remove_selected
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.metrics import psnr
from srviewer.session import Session

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")
REGION = Rect(12, 8, 33, 21)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(BICUBIC, DASR))))
    qtbot.addWidget(window)
    window.show()
    window.right.tabs.setCurrentIndex(1)
    pixels = np.random.default_rng(3).random((48, 72)).astype(np.float32)
    window.session.open(Source(Picture(pixels), "noise"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    yield window
    window.close()


def test_numbers_are_those_of_the_crop(window: MainWindow, qtbot: QtBot) -> None:
    put(window.session, None, REGION)
    qtbot.waitUntil(lambda: window.idle and len(window.region_numbers.readings) == 2, timeout=20000)
    rows, columns = slice(8, 29), slice(12, 45)
    for pane, row in window.region_numbers.readings.items():
        crop = window.session.outcome(pane).result.pixels[rows, columns]
        assert row["psnr_y"].value == pytest.approx(psnr(crop, window.session.truth.pixels[rows, columns]), abs=1e-6)
    window.region_numbers.copy()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("12,8 33×21\tPSNR-Y (dB)")
    assert [line.split("\t")[0].split(",")[0] for line in lines[1:]] == ["Bicubic", "DASR"]


def test_it_is_typed_and_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    put(window.session, None, REGION)
    window.region.fields[2].setValue(500)
    assert window.session.comparison.regions == (Rect(12, 8, 60, 21),), "not beyond the picture"
    window.history.stack.undo()
    assert window.session.comparison.regions == (REGION,)
    remove_selected(window.session)
    assert window.session.comparison.regions == ()
    remove_selected(window.session)


def test_the_crop_is_copied(window: MainWindow, qtbot: QtBot) -> None:
    window.saving.copy_region()
    assert "Draw a region" in window.messages.text.text()
    put(window.session, None, REGION)
    window.saving.copy_region()
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=20000)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (33, 21)
    result = window.session.outcome(BICUBIC).result.pixels
    assert image.pixelColor(4, 5).red() == result[13, 16]


def test_another_picture_has_no_regions(window: MainWindow) -> None:
    put(window.session, None, REGION)
    window.session.open(Source(Picture(np.zeros((30, 30), np.float32)), "b"))
    assert window.session.comparison.regions == ()


@pytest.mark.parametrize(
    ("name", "begins"), [("n.csv", "Method,PSNR-Y (dB)"), ("n.md", "| Method |"), ("n.tex", r"\begin")]
)
def test_all_numbers_are_written(window: MainWindow, qtbot: QtBot, tmp_path, name: str, begins: str) -> None:  # type: ignore[no-untyped-def]
    table = window.exporting.numbers()
    window.exporting.numbers_to(tmp_path / name, table)
    qtbot.waitUntil(lambda: (tmp_path / name).exists() and window.idle, timeout=20000)
    assert (tmp_path / name).read_text().startswith(begins)
    window.exporting.copy_numbers("Markdown")
    assert QGuiApplication.clipboard().text().startswith("| Method |")


def test_a_region_that_is_taken_away_while_it_is_dragged_is_put_as_a_new_one(window: MainWindow) -> None:
    put(window.session, None, REGION)
    put(window.session, None, REGION)
    remove_selected(window.session)
    dragged = Rect(1, 2, 3, 4)
    assert with_provisional(window.session.comparison.regions, 0, (1, dragged)) == ((REGION, dragged), 1)
    window.canvas.region_drawn.emit(1, dragged)
    assert (window.session.comparison.regions, window.session.comparison.region) == ((REGION, dragged), 1)
    window.session.edit(regions=(), region=None)
    assert with_provisional((), None, (1, dragged)) == ((dragged,), 0)
    window.canvas.region_drawn.emit(1, dragged)
    assert (window.session.comparison.regions, window.session.comparison.region) == ((dragged,), 0)

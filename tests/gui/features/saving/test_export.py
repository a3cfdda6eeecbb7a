"""Export: a contact sheet in six actions, a page, every pane; nothing is overwritten unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from srviewer.compared import LR, OWN, Pane
from srviewer.engine.job import Rect
from srviewer.gui.features.saving import sheet_dialog
from srviewer.gui.features.saving.export import column_of
from srviewer.gui.features.saving.save import PaneContent
from srviewer.gui.look import theme
from srviewer.gui.look.titles import colour_key
from srviewer.gui.window import MainWindow
from srviewer.imaging.image_io import read_picture, read_provenance

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")


@pytest.fixture
def window(measured_noise: Callable[..., MainWindow]) -> MainWindow:
    return measured_noise((BICUBIC, DASR, Pane(LR)), 48, 72, "a <b>.png")


@pytest.mark.parametrize("ending", [".png", ".svg", ".pdf", ".html"])
def test_a_sheet_holds_every_method_and_the_truth(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, ending: str
) -> None:
    window.session.edit(regions=(Rect(2, 4, 12, 10), Rect(20, 4, 12, 10), Rect(40, 20, 9, 9)), region=0)
    with qtbot.waitSignal(window.exporting.saved) as said:
        window.exporting.sheet_to(tmp_path / f"sheet{ending}")
    assert f"sheet{ending}" in said.args[0]
    data = (tmp_path / f"sheet{ending}").read_bytes()
    start = {".png": b"\x89PNG", ".svg": b"<svg", ".pdf": b"%PDF", ".html": b"<!"}[ending]
    assert data.startswith(start)
    if ending in (".svg", ".html"):
        text = data.decode()
        for word in ("Bicubic", "DASR", "Truth", "PSNR-Y"):
            assert word in text
        assert "<b>" not in text
    if ending == ".png":
        with Image.open(tmp_path / "sheet.png") as image:
            assert image.width > 3 * 320


def test_without_regions_the_busiest_place_is_shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.exporting.saved):
        window.exporting.sheet_to(tmp_path / "sheet.svg")
    assert (tmp_path / "sheet.svg").read_text().count("<image") == 3 * 2


def test_a_sheet_needs_results(window: MainWindow, qtbot: QtBot) -> None:
    window.session.edit(panes=(Pane(LR),), selected=0)
    window.session.truth = None
    with qtbot.waitSignal(window.exporting.failed) as said:
        sheet_dialog.ask(window.exporting, window)
    assert "no results" in said.args[0]


def test_every_pane_is_saved_and_none_overwritten(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    for _ in range(2):
        with qtbot.waitSignal(window.exporting.saved):
            window.exporting.all_to(tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted(f"a <b>_{kind}_x2{n}.png" for kind in ("bicubic", "dasr", "lr") for n in ("", "_2"))
    made = read_provenance(tmp_path / "a <b>_dasr_x2.png")
    assert made["method"] == "dasr"
    pixels = np.rint(read_picture(tmp_path / "a <b>_bicubic_x2.png").pixels * 255)
    np.testing.assert_array_equal(pixels, window.session.outcome(BICUBIC).result.pixels)


def test_a_folder_that_cannot_be_written_to_is_told_of(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.exporting.failed) as said:
        window.exporting.all_to(tmp_path / "gone")
    assert "gone" in said.args[0]


def test_a_result_of_ones_own_has_its_colour_on_the_sheet(window: MainWindow, qtbot: QtBot) -> None:
    result = window.session.outcome(BICUBIC).result
    own = Pane.of(OWN, name="mine.png")
    found = PaneContent("mine.png", "mine", result, None, window.session.source.picture, colour_key(own))
    assert column_of(found, {}, 2).colour == theme.method_colour(colour_key(own)).name()

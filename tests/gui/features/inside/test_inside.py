"""Look inside: subbands of any pane, edited and rebuilt; what coefficients touch and pixels need; portraits, shifts."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import pywt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from srviewer.compared import LR, TRUTH, Comparison, Pane, Source
from srviewer.gui.canvas.describe import Describer
from srviewer.gui.features.inside.bench import plane_of
from srviewer.gui.features.inside.wavelet_page import WaveletPage
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.session import Session

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")


@pytest.fixture
def window(measured_noise: Callable[..., MainWindow], qtbot: QtBot) -> MainWindow:
    window = measured_noise((BICUBIC, DASR), 40, 56)
    window.centre.look_inside()
    qtbot.waitUntil(lambda: window.idle and window.inside.page("subbands").answer is not None, timeout=20000)
    return window


def choose(page: WaveletPage, qtbot: QtBot, window: MainWindow, **data: object) -> None:
    """Choices by name, as a user makes them."""
    for name, value in data.items():
        control = getattr(page, name)
        if hasattr(control, "set_current"):
            control.set_current(value)
            control.activated.emit(control.currentIndex())
        else:
            control.set_value(value)
            control.chosen.emit(value)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def row_of(page: WaveletPage, place: tuple[int, str]) -> int:
    rows = range(page.editor.list.rowCount())
    return next(r for r in rows if page.editor.list.item(r, 0).data(Qt.ItemDataRole.UserRole) == place)


def test_subbands_are_pywt_s_and_facts_are_there(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    choose(page, qtbot, window, of=Pane(TRUTH), wavelet="db2", mode="symmetric", levels=2)
    answer = page.answer
    plane = plane_of(answer.question.subject, "y")
    expected = pywt.wavedec2(plane, "db2", mode="symmetric", level=2)
    np.testing.assert_allclose(answer.arrays[2, "LL"], expected[0], rtol=1e-5, atol=1e-6)
    for band, values in zip(("LH", "HL", "HH"), expected[1], strict=True):
        np.testing.assert_allclose(answer.arrays[2, band], values, rtol=1e-4, atol=1e-5)
    assert page.editor.list.rowCount() == 7
    texts = [page.editor.list.item(row_of(page, (1, "HL")), column).text() for column in range(4)]
    assert texts[0] == "HL 1"
    assert texts[1] == "29 × 21"
    assert texts[2].endswith("%")
    assert texts[3] == "∞", "the truth against itself"
    assert "identical" in page.titles[2].text()


def test_an_edit_is_rebuilt_measured_and_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    before = page.answer.plane.copy()
    page.editor.list.selectRow(row_of(page, (1, "HH")))
    page.editor.on.click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    without = page.answer
    assert not np.allclose(without.plane, before)
    assert not without.arrays[1, "HH"].any()
    assert page.editor.list.item(row_of(page, (1, "HH")), 0).text().endswith("*")
    page.editor.amount.setValue(150)
    page.editor.on.click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert page.editor.edits[1, "HH"].gain == 1.5
    page.reset.click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    np.testing.assert_allclose(page.answer.plane, before, atol=1e-6)


def test_what_was_rebuilt_stands_among_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    page.editor.list.selectRow(row_of(page, (1, "HL")))
    page.editor.on.click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    page.put.click()
    qtbot.waitUntil(lambda: len(window.session.comparison.panes) == 3 and window.idle, timeout=20000)
    own = next(pane for pane in window.session.comparison.panes if pane.is_own)
    outcome = window.session.outcome(own)
    assert outcome.measures.values["psnr_y"] < window.session.outcome(BICUBIC).measures.values["psnr_y"] + 10
    assert outcome.result.pixels.shape == window.session.outcome(BICUBIC).result.pixels.shape
    levels = window.session.own_sources[str(own.param("name"))].picture.pixels * np.float32(255)
    np.testing.assert_allclose(levels, np.rint(levels), atol=1e-4)


def test_what_was_rebuilt_is_not_from_a_file_also_when_opened_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    page = window.inside.page("subbands")
    page.put.click()
    qtbot.waitUntil(lambda: len(window.session.comparison.panes) == 3 and window.idle, timeout=20000)
    own = next(pane for pane in window.session.comparison.panes if pane.is_own)
    before = window.session.outcome(own).result.pixels
    with qtbot.waitSignal(window.exporting.saved):
        window.exporting.comparison_to(tmp_path / "it.srview", window.canvas.saved_view())
    window.session.close()
    window.opening.files((tmp_path / "it.srview",))
    qtbot.waitUntil(lambda: window.session.source is not None and window.idle, timeout=20000)
    np.testing.assert_array_equal(window.session.outcome(own).result.pixels, before)
    describer = Describer(window.session)
    caption = describer.caption(own)
    assert (caption.title, caption.detail) == ("Made here", own.param("name"))
    assert "LR by bicubic" in caption.tooltip
    texts = [number.text for number in describer.numbers(own)]
    assert "made here" in texts
    assert "from a file" not in texts


def test_two_beside_each_other_and_their_difference(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    choose(page, qtbot, window, of=BICUBIC, beside=(Pane(TRUTH), ""))
    assert len(page.answer.plates) == 2
    assert page.plates[1].isVisible()
    choose(page, qtbot, window, beside=(BICUBIC, "difference"))
    assert len(page.answer.plates) == 1
    assert not page.plates[1].isVisible()
    detail = page.answer.plates[0].levels[0][..., 0][30:, 40:]
    assert np.ptp(detail) <= 1, "a picture less itself"


def test_every_display_and_layout(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    for display, layout in product(("signed", "absolute", "log"), ("nested", "four")):
        choose(page, qtbot, window, display=display, layout_kind=layout, levels=3, channel="g", gain=4)
        assert len(page.answer.tiles) == (10 if layout == "nested" else 4)
        assert page.legend.text()
        page.grab()


def test_a_coefficient_lights_its_pixels_and_a_pixel_its_coefficients(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    choose(page, qtbot, window, wavelet="haar", mode="periodization", levels=1)
    tile = next(t for t in page.answer.tiles if t.band == "HL")
    page.plates[0].hovered.emit((tile.x + 5, tile.y + 3))
    ((place, _colour),) = page.picture.marks
    assert place.getRect() == (10, 6, 2, 2), "x from the column, y from the row"
    assert "HL 1, row 3, column 5" in page.about.text()
    assert page.basis.layer is not None
    page.picture.hovered.emit((11, 6))
    assert len(page.plates[0].marks) == 4
    assert (tile.x + 5, tile.y + 3, 1, 1) in [mark.getRect() for mark, _c in page.plates[0].marks]
    page.picture.hovered.emit(None)
    assert not page.plates[0].marks


def test_every_subband_is_exported(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    page = window.inside.page("subbands")
    choose(page, qtbot, window, levels=2)
    with qtbot.waitSignal(page.said):
        page.export_to(tmp_path)
    names = {path.name for path in tmp_path.iterdir()}
    assert "noise_bior4.4_subbands.png" in names
    assert len(names) == 1 + 2 * 8
    np.testing.assert_array_equal(np.load(tmp_path / "noise_bior4.4_L2_LH.npy"), page.answer.arrays[2, "LH"])
    with qtbot.waitSignal(page.failed) as said:
        page.export_to(tmp_path)
    assert "exists already" in said.args[0]


def test_the_portrait_and_the_shift(window: MainWindow, qtbot: QtBot) -> None:
    window.inside.tabs.setCurrentIndex(1)
    portrait = window.inside.page("wavelet")
    assert "9 and 7 taps" in portrait.about.text()
    drawn = portrait.charts[0].plot.getPlotItem().listDataItems()
    assert sorted(len(curve.xData) for curve in drawn) == [7, 7, 9, 9], "and not the zeros around them"
    portrait.wavelet.set_current("dmey")
    portrait.wavelet.activated.emit(0)
    assert "not exactly invertible" in portrait.about.text()
    assert all(chart.plot.getPlotItem().listDataItems() for chart in portrait.charts)
    window.inside.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    page = window.inside.page(window.inside.current)
    assert "DWT" in page.changes.text()
    assert all(plate.layer is not None for plate in page.plates)
    window.session.edit(mode="upscale", panes=(Pane(LR),), selected=0)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert page.of.text() == "Low resolution", "there is no truth to be shown"


def test_back_to_the_panes_and_the_sides_as_they_were(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.body.left_open
    window.centre.look_inside()
    assert window.centre.currentWidget() is window.comparison
    assert window.body.left_open
    assert window.body.right_open
    window.centre.look_inside()
    window.session.close()
    assert window.centre.currentWidget() is window.welcome
    assert window.body.left_open


def test_modes_that_cannot_do_a_length_of_one_are_grey(window: MainWindow, qtbot: QtBot) -> None:
    page = window.inside.page("subbands")
    assert all(page.mode.model().item(i).isEnabled() for i in range(page.mode.count()))
    line = np.random.default_rng(1).random((1, 24)).astype(np.float32)
    window.session.open(Source(Picture(line), "line.png"), mode="upscale", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    choose(page, qtbot, window, of=Pane("lr"))
    grey = {page.mode.itemData(i) for i in range(page.mode.count()) if not page.mode.model().item(i).isEnabled()}
    assert grey == {"reflect", "antireflect"}


def test_pages_are_made_when_they_are_first_opened(qtbot: QtBot) -> None:
    window = MainWindow(Session(Comparison(panes=(BICUBIC, DASR))))
    qtbot.addWidget(window)
    made: list[str] = []
    window.inside.made.connect(made.append)
    window.show()
    pixels = np.random.default_rng(3).random((24, 24, 3)).astype(np.float32)
    window.session.open(Source(Picture(pixels), "noise.png"), mode="upscale", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    window.inside.open("shift")
    assert not made
    window.centre.look_inside()
    assert made == ["shift"]
    window.inside.open("wavelet")
    window.inside.open("shift")
    assert made == ["shift", "wavelet"]
    assert window.inside.page("shift").isVisible()
    assert not window.inside.page("wavelet").isVisible()
    window.close()


def test_every_page_fits_a_small_window_whichever_others_were_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    for key in window.inside.keys:
        window.inside.open(key)
    qtbot.waitUntil(lambda: window.idle, timeout=60000)
    for key in window.inside.keys:
        window.inside.open(key)
        QApplication.processEvents()
        room = next(
            area for area in window.inside.findChildren(QScrollArea) if area.widget() is window.inside.page(key)
        )
        assert room.isVisible()
        assert (room.horizontalScrollBar().maximum(), room.verticalScrollBar().maximum()) == (0, 0), key
    qtbot.waitUntil(lambda: window.idle, timeout=60000)

"""Subbands that are zoomed and panned with the panes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.compared import LR, Pane
from srviewer.explain import footprint
from srviewer.gui.canvas.nested import Nest, Reins, cells_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.canvas.view_state import ViewState
from srviewer.gui.features.wavelet.wavelet_panel import BandPicture
from srviewer.gui.services.subbands import BandView
from srviewer.gui.window import MainWindow

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")
WIDTH, HEIGHT = 96, 64
NESTS = (Nest(QRectF(0, 0, 48, 32), (0.0, 0.0), 2), Nest(QRectF(48, 32, 48, 32), (0.0, 0.0), 2))


def views() -> tuple[ViewState, ViewState]:
    plate, picture = ViewState((WIDTH, HEIGHT), (384, 300)), ViewState((WIDTH, HEIGHT), (200, 180))
    plate.fit()
    return plate, picture


def test_all_of_the_picture_is_all_of_the_plate() -> None:
    plate, picture = views()
    first, second = cells_of(plate, picture, NESTS)
    assert (first.zoom, second.zoom) == (4.0, 4.0)
    assert first.area == QRect(0, 22, 192, 128)
    assert (second.area.left(), second.area.top()) == (192, 150)
    assert first.pixel(4 * 5, 22 + 4 * 3) == (5, 3)
    assert second.pixel(4 * 5, 22 + 4 * 3) is None


def test_every_cell_keeps_its_place_and_shows_the_part_in_view() -> None:
    plate, picture = views()
    picture.look_at(60, 20, 10.0)  # 20 x 18 pixels in view, around (60, 20)
    left, top, right, bottom = picture.visible()
    whole, cells = cells_of(plate, ViewState((WIDTH, HEIGHT), (9, 9)), NESTS), cells_of(plate, picture, NESTS)
    assert [cell.area for cell in cells] == [cell.area for cell in whole]
    part = max((right - left) / WIDTH, (bottom - top) / HEIGHT)
    for cell in cells:
        assert cell.zoom == pytest.approx(4.0 / part)
        centre = cell.area.x() + cell.area.width() / 2, cell.area.y() + cell.area.height() / 2
        assert cell.in_picture(*centre) == pytest.approx((60, 20), abs=0.2)
        column, row = cell.pixel(*centre)
        place = cell.nest.place
        assert (column, row) == (place.x() + 30, place.y() + 10)


def test_at_an_edge_no_cell_shows_its_neighbour() -> None:
    plate, picture = views()
    picture.look_at(2, 2, 8.0)
    for cell in cells_of(plate, picture, NESTS):
        assert cell.pixel(cell.area.left(), cell.area.top()) == (cell.nest.place.x(), cell.nest.place.y())


def reins_at(zoom: float) -> tuple[ViewState, ViewState, Reins]:
    """Plate and picture, which is looked at in its middle, and the reins of its cells."""
    plate, picture = views()
    picture.look_at(50, 30, zoom)
    reins = Reins(picture)
    reins.cells = cells_of(plate, picture, NESTS)
    return plate, picture, reins


@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("zoom", [10.0, 20.0])
def test_what_is_under_the_hand_goes_along_with_it(index: int, zoom: float) -> None:
    plate, picture, reins = reins_at(zoom)
    x, y = reins.cells[index].area.center().toTuple()
    before, reins.pointed = reins.cells[index].in_picture(x, y), (x, y)
    reins.pan(8, -6)
    after = cells_of(plate, picture, NESTS)[index].in_picture(x + 8, y - 6)
    assert after == pytest.approx(before, abs=0.2)
    reins.pointed, (x, y) = None, picture.centre
    reins.pan(10, -20)
    assert picture.centre == pytest.approx((x - 10 / zoom, y + 20 / zoom))


@pytest.mark.parametrize(
    "zooming", [lambda r, at: r.zoom_steps(1, at), lambda r, at: r.zoom_by(1.5, at), lambda r, at: r.zoom_to(15.0, at)]
)
def test_what_is_under_the_pointer_stays_there_in_a_cell_of_any_place(
    zooming: Callable[[Reins, tuple[float, float] | None], None],
) -> None:
    for index in (0, 1):
        plate, picture, reins = reins_at(10.0)
        area = reins.cells[index].area
        at = area.x() + 0.7 * area.width(), area.y() + 0.4 * area.height()
        before = reins.cells[index].in_picture(*at)
        zooming(reins, at)
        assert picture.zoom > 10
        after = cells_of(plate, picture, NESTS)[index].in_picture(*at)
        assert after == pytest.approx(before, abs=0.2)
    for beside in (None, (-5.0, -5.0)):
        _plate, picture, reins = reins_at(10.0)
        zooming(reins, beside)
        assert picture.centre == pytest.approx((50, 30), abs=0.1), "beside the cells the middle stays"
    reins.fit()
    assert reins.look is picture.look
    assert reins.look.fitted


def test_a_plate_paints_each_subband_in_its_place(qtbot: QtBot) -> None:
    """LL dark, HH light: zoomed, the middle of every cell is still its own."""
    plate, picture = Plate("test"), ViewState((WIDTH, HEIGHT), (200, 180))
    qtbot.addWidget(plate)
    plate.resize(400, 300)
    pixels = np.full((HEIGHT, WIDTH), 10, np.uint8)
    pixels[32:, 48:] = 240
    plate.show_picture(build_pyramid(pixels))
    plate.lead(picture, NESTS)
    picture.look_at(80, 50, 16.0)
    grabbed = plate.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    for cell, grey in zip(plate.cells(), (10, 240), strict=True):
        for x, y in ((cell.area.left() + 2, cell.area.top() + 2), (cell.area.right() - 2, cell.area.bottom() - 2)):
            at = QPoint(round(x / plate.devicePixelRatioF()), round(y / plate.devicePixelRatioF()))
            assert abs(grabbed.pixelColor(at).red() - grey) < 60, "but for the hairlines between pixels"


@pytest.fixture
def window(measured_noise: Callable[..., MainWindow]) -> MainWindow:
    return measured_noise((BICUBIC, DASR), 80, 112)


def look_inside(window: MainWindow, qtbot: QtBot) -> None:
    window.centre.look_inside()
    qtbot.waitUntil(lambda: window.idle and window.inside.page("subbands").answer is not None, timeout=20000)
    qtbot.waitUntil(lambda: window.inside.page("subbands").plates[0].width() > 400, timeout=20000)  # two in a row


def test_the_inspector_looks_where_the_panes_look(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.zoom_to(12.0)
    window.canvas.look_at(70.0, 25.0)
    look_inside(window, qtbot)
    page = window.inside.page("subbands")
    assert page.picture.view.zoom == 12.0
    assert page.picture.view.centre == pytest.approx(window.canvas.state.centre)
    window.canvas.zoom_to(16.0)
    assert page.picture.view.zoom == 16.0, "the zooms of the menu too"
    page.of.set_current(Pane(LR))
    page.of.activated.emit(page.of.currentIndex())
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert page.picture.view.zoom == 32.0, "the LR by field of view"
    assert window.canvas.zoom == 16.0


def test_a_wheel_over_a_subband_zooms_there_and_the_panes_too(window: MainWindow, qtbot: QtBot) -> None:
    look_inside(window, qtbot)
    page, plate = window.inside.page("subbands"), window.inside.page("subbands").plates[0]
    cell = next(c for c, tile in zip(plate.cells(), page.answer.tiles, strict=True) if tile.band == "HL")
    at = QPointF(cell.area.left() + 0.7 * cell.area.width(), cell.area.top() + 0.3 * cell.area.height())
    before = cell.in_picture(at.x(), at.y())
    for _ in range(3):
        turn = QPoint(0, 240)
        held, none = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
        phase = Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(at, plate.mapToGlobal(at), QPoint(), turn, none, held, phase, False)
        QApplication.sendEvent(plate, wheel)
    assert page.picture.view.zoom > 4
    after = next(c for c in plate.cells() if c.nest == cell.nest).in_picture(at.x(), at.y())
    assert after == pytest.approx(before, abs=1.5), "what was under the pointer is there still"
    assert window.canvas.zoom == page.picture.view.zoom
    x, y = page.picture.view.centre
    QTest.mousePress(plate, Qt.MouseButton.LeftButton, pos=at.toPoint())
    QTest.mouseMove(plate, at.toPoint() - QPoint(20, 5))
    QTest.mouseRelease(plate, Qt.MouseButton.LeftButton, pos=at.toPoint() - QPoint(20, 5))
    moved = page.picture.view.centre[0] - x, page.picture.view.centre[1] - y
    assert moved[0] == pytest.approx(4 * moved[1], rel=0.3)
    assert moved[0] > 0
    assert window.canvas.state.centre == pytest.approx(page.picture.view.centre)
    window.centre.look_inside()
    assert window.canvas.zoom == page.picture.view.zoom, "and so they are found"


def test_a_coefficient_pointed_at_in_a_zoomed_subband_is_the_one_there(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.zoom_to(12.0)
    window.canvas.look_at(70.0, 25.0)
    look_inside(window, qtbot)
    page, plate = window.inside.page("subbands"), window.inside.page("subbands").plates[0]
    cell = next(c for c, tile in zip(plate.cells(), page.answer.tiles, strict=True) if tile.band == "HL")
    QTest.mouseMove(plate, cell.area.center() - QPoint(30, 10))
    QTest.mouseMove(plate, cell.area.center() + QPoint(1, 1))
    qtbot.waitUntil(lambda: len(plate.marks) == 1 and cell.nest.place.contains(plate.marks[0][0].center()))
    q = page.answer.question
    ((lit, _colour),) = plate.marks
    row, column = int(lit.y() - cell.nest.place.y()), int(lit.x() - cell.nest.place.x())
    touched = footprint.of_coefficient(page.answer.shape, q.wavelet, q.mode, 1, "HL", row, column)
    assert touched.columns.min() <= 70 <= touched.columns.max()
    assert touched.rows.min() <= 25 <= touched.rows.max()


def test_following_can_be_turned_off(window: MainWindow, qtbot: QtBot) -> None:
    look_inside(window, qtbot)
    page = window.inside.page("subbands")
    page.follow.click()
    assert page.plates[0].cells() == ()
    window.canvas.zoom_to(16.0)
    assert page.picture.view.look.fitted
    page.plates[0].view.zoom_to(20.0)
    assert window.canvas.zoom == 16.0
    page.follow.click()
    assert page.picture.view.zoom == 16.0
    assert page.plates[0].view.look.fitted


def test_the_dock_s_subbands_show_what_the_panes_show(window: MainWindow, qtbot: QtBot) -> None:
    for index in range(window.right.tabs.count()):
        if window.right.tabs.tabText(index) == "Wavelet":
            window.right.tabs.setCurrentIndex(index)
    dock = window.wavelet
    qtbot.waitUntil(lambda: window.idle and bool(dock.cells["HL"].facts.text()), timeout=20000)
    pictures = [cell.picture for cell in dock.cells.values()]
    assert all(picture.shown_part == (0, 0, 1, 1) for picture in pictures)
    window.canvas.zoom_to(12.0)
    window.canvas.look_at(80.0, 30.0)
    left, top, right, bottom = window.canvas.state.visible()
    side = max((right - left) / 112, (bottom - top) / 80)
    for picture in pictures:
        x, y, across, down = picture.shown_part
        assert across == down == pytest.approx(side)
        assert x + across / 2 == pytest.approx(80 / 112, abs=0.03)
        assert y + down / 2 == pytest.approx(30 / 80, abs=0.03)
    dock.follow.click()
    assert all(picture.shown_part == (0, 0, 1, 1) for picture in pictures)


def test_a_band_of_the_dock_is_drawn_from_the_level_that_suits(qtbot: QtBot) -> None:
    picture = BandPicture()
    qtbot.addWidget(picture)
    fine, coarse = np.full((64, 96), 200, np.uint8), np.full((32, 48), 50, np.uint8)
    picture.resize(24, 16)
    picture.show_band(BandView("HL", "", "", (fine, coarse), 96, 64, None, (0.0, 0.0), 2, (192, 128)))
    picture.resize(24, 40)
    assert picture.grab().toImage().pixelColor(12, 4).red() == 50
    picture.see((0.5, 0.5, 0.1, 0.1), True)
    assert picture.grab().toImage().pixelColor(12, 4).red() == 200

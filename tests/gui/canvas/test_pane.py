"""One pane: what the pointer and keys do to it, what it paints, what it says. Non-square, x is not y."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QNativeGestureEvent,
    QPaintEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from srviewer.engine.job import Rect
from srviewer.gui.canvas.chips import HEIGHT as CHIP_HEIGHT
from srviewer.gui.canvas.chips import INSET
from srviewer.gui.canvas.content import NOTHING, Caption, Content, Layer, Number, Phase
from srviewer.gui.canvas.pane import PaneWidget
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.canvas.view_state import Look
from srviewer.gui.canvas.views import view_of
from srviewer.gui.canvas.way import Way
from srviewer.gui.look import theme

WIDTH, HEIGHT = 400, 300
PICTURE = (1200, 700)
NO_BUTTON, NO_KEY = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


def shown(pixels: np.ndarray, **more: object) -> Content:
    return Content(Phase.SHOWN, (Layer(build_pyramid(pixels)),), **more)


def show(pane: PaneWidget, content: Content) -> None:
    """Give a pane its content, and the viewport that a canvas would give it."""
    if content.base:
        layer = content.base[0]
        pane.state.set_picture((layer.pyramid.width * layer.unit, layer.pyramid.height * layer.unit))
    pane.state.set_viewport((WIDTH, HEIGHT))
    pane.set_contents((content,))


@pytest.fixture
def pane(qtbot: QtBot) -> PaneWidget:
    pane = PaneWidget()
    qtbot.addWidget(pane)
    pane.resize(WIDTH, HEIGHT)
    pane.show()
    show(pane, shown(np.zeros((*PICTURE[::-1], 3), np.uint8)))
    pane.state.look_at(600, 350, 2.0)
    return pane


def turn(
    pane: PaneWidget,
    at: tuple[int, int],
    angle: tuple[int, int] = (0, 0),
    pixels: tuple[int, int] = (0, 0),
    modifiers: Qt.KeyboardModifier = NO_KEY,
    phase: Qt.ScrollPhase = Qt.ScrollPhase.NoScrollPhase,
) -> None:
    point = QPointF(*at)
    event = QWheelEvent(
        point, pane.mapToGlobal(point), QPoint(*pixels), QPoint(*angle), NO_BUTTON, modifiers, phase, False
    )
    QApplication.sendEvent(pane, event)


def pinch(pane: PaneWidget, at: tuple[int, int], kind: Qt.NativeGestureType, value: float) -> bool:
    point = QPointF(*at)
    device = QPointingDevice.primaryPointingDevice()
    event = QNativeGestureEvent(kind, device, 2, point, point, pane.mapToGlobal(point), value, QPointF())
    return QApplication.sendEvent(pane, event)


# -- pointer and keys ----------------------------------------------------------------------------------------


def test_the_wheel_zooms_under_the_pointer(pane: PaneWidget) -> None:
    before = pane.state.to_picture(310, 40)
    turn(pane, (310, 40), angle=(0, 120))
    assert pane.state.zoom == 3
    assert pane.state.to_device(*before) == pytest.approx((310, 40), abs=1)
    turn(pane, (310, 40), angle=(0, -240))
    assert pane.state.zoom == 1.5
    assert pane.state.to_device(*before) == pytest.approx((310, 40), abs=1.5)


def test_parts_of_a_step_are_collected(pane: PaneWidget) -> None:
    for _ in range(7):
        turn(pane, (310, 40), angle=(0, 15))
    assert pane.state.zoom == 2
    turn(pane, (310, 40), angle=(0, 15))
    assert pane.state.zoom == 3
    turn(pane, (310, 40), angle=(0, 90))
    turn(pane, (310, 40), angle=(0, -30))
    assert pane.state.zoom == 3


def test_sideways_turns_do_nothing(pane: PaneWidget) -> None:
    look = pane.state.look
    turn(pane, (310, 40), angle=(240, 0))
    assert pane.state.look == look


def test_two_fingers_pan(pane: PaneWidget) -> None:
    turn(pane, (310, 40), angle=(0, 8), pixels=(20, -6), phase=Qt.ScrollPhase.ScrollUpdate)
    assert pane.state.zoom == 2
    assert pane.state.centre == (590, 353)


def test_a_fine_wheel_is_not_taken_for_fingers(pane: PaneWidget) -> None:
    turn(pane, (310, 40), angle=(0, 120), pixels=(0, 120))
    assert pane.state.zoom == 3


def test_control_and_fingers_zoom(pane: PaneWidget) -> None:
    control, update = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.ScrollUpdate
    turn(pane, (310, 40), angle=(0, 8), pixels=(0, 240), modifiers=control, phase=update)
    assert pane.state.zoom == 4
    turn(pane, (310, 40), angle=(0, 120), modifiers=control)
    assert pane.state.zoom == 6


def test_pinch_zooms_under_the_fingers(pane: PaneWidget) -> None:
    before = pane.state.to_picture(90, 220)
    assert pinch(pane, (90, 220), Qt.NativeGestureType.ZoomNativeGesture, 0.25)
    assert pane.state.zoom == 2.5
    assert pane.state.to_device(*before) == pytest.approx((90, 220), abs=1)


def test_double_tap_toggles(pane: PaneWidget) -> None:
    pinch(pane, (90, 220), Qt.NativeGestureType.SmartZoomNativeGesture, 1.0)
    assert pane.state.look.fitted


def test_drag_pans_and_selects(pane: PaneWidget, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.pressed):
        qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    qtbot.mouseMove(pane, QPoint(230, 92))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(230, 92))
    assert pane.state.centre == (585, 354)
    qtbot.mouseMove(pane, QPoint(30, 92))
    assert pane.state.centre == (585, 354)


def test_double_click_goes_between_all_of_it_and_100_per_cent(pane: PaneWidget, qtbot: QtBot) -> None:
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(300, 120))
    assert pane.state.look.fitted
    spot = pane.state.to_picture(300, 120)
    qtbot.mouseDClick(pane, Qt.MouseButton.LeftButton, pos=QPoint(300, 120))
    assert pane.state.zoom == 1
    assert pane.state.to_device(*spot) == pytest.approx((300, 120), abs=1)


@pytest.mark.parametrize(
    ("key", "centre"),
    [
        (Qt.Key.Key_Right, (632, 350)),
        (Qt.Key.Key_Left, (568, 350)),
        (Qt.Key.Key_Down, (600, 382)),
        (Qt.Key.Key_Up, (600, 318)),
    ],
)
def test_arrows_pan(pane: PaneWidget, qtbot: QtBot, key: Qt.Key, centre: tuple[float, float]) -> None:
    qtbot.keyClick(pane, key)
    assert pane.state.centre == centre


def test_keys_zoom_and_fit(pane: PaneWidget, qtbot: QtBot) -> None:
    qtbot.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert pane.state.centre == (604, 350)
    qtbot.keyClick(pane, Qt.Key.Key_Plus)
    assert pane.state.zoom == 3
    qtbot.keyClick(pane, Qt.Key.Key_Minus)
    assert pane.state.zoom == 2
    qtbot.keyClick(pane, Qt.Key.Key_0)
    assert pane.state.look.fitted


def test_the_pointer_is_told_in_picture_coordinates(pane: PaneWidget, qtbot: QtBot) -> None:
    qtbot.mouseMove(pane, QPoint(250, 110))
    assert pane.state.cursor == pytest.approx((625, 330))
    pane.state.zoom_to(4.0)
    assert pane.state.cursor == pytest.approx((612.5, 340))
    QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave))
    assert pane.state.cursor is None


def test_beside_the_picture_there_is_no_pointer(pane: PaneWidget, qtbot: QtBot) -> None:
    pane.state.fit()
    qtbot.mouseMove(pane, QPoint(200, 5))
    assert pane.state.cursor is None


def test_where_the_picture_ends_the_pointer_does(pane: PaneWidget, qtbot: QtBot) -> None:
    for edge, inside, beside in (
        ((0, 0), QPoint(200, 150), (QPoint(199, 150), QPoint(200, 149))),
        ((1200, 700), QPoint(199, 149), (QPoint(200, 149), QPoint(199, 150))),
    ):
        pane.state.follow(Look(2.0, *map(float, edge), False))
        for outside in beside:
            qtbot.mouseMove(pane, inside)
            assert pane.state.cursor is not None
            qtbot.mouseMove(pane, outside)
            assert pane.state.cursor is None


def test_the_pointer_says_what_a_press_would_do(pane: PaneWidget, qtbot: QtBot) -> None:
    shapes = Qt.CursorShape
    shown_there, region = pane.content, Rect(600, 350, 50, 40)
    for content, drawing, held, shape in (
        (shown_there, False, False, shapes.SizeFDiagCursor),
        (shown_there, True, False, shapes.CrossCursor),
        (NOTHING, False, False, shapes.ArrowCursor),
        (shown_there, False, True, shapes.ClosedHandCursor),
    ):
        pane.set_contents((content,))
        pane.set_drawing(drawing)
        pane.set_regions(() if held else (region,), None)
        qtbot.mouseMove(pane, QPoint(20, 20))
        if held:
            qtbot.mousePress(pane, Qt.MouseButton.MiddleButton, pos=QPoint(198, 148))
        qtbot.mouseMove(pane, QPoint(200, 150))
        assert pane.cursor().shape() is shape
    qtbot.mouseRelease(pane, Qt.MouseButton.MiddleButton, pos=QPoint(200, 150))
    assert pane.cursor().shape() is shapes.CrossCursor
    assert pane.state.centre == (599, 349), "the middle button pans as the left one does"
    qtbot.mousePress(pane, Qt.MouseButton.RightButton, pos=QPoint(200, 150))
    qtbot.mouseMove(pane, QPoint(230, 150))
    assert pane.state.centre == (599, 349), "the right one does not"


@pytest.mark.parametrize(("upright", "shape"), [(True, "SplitHCursor"), (False, "SplitVCursor")])
def test_over_a_wipes_line_the_pointer_says_so(pane: PaneWidget, qtbot: QtBot, upright: bool, shape: str) -> None:
    way, middle = Way(upright=upright), QPoint(WIDTH // 2, HEIGHT // 2)
    pane.set_contents((pane.content,), view_of("wipe"), way)
    qtbot.mouseMove(pane, middle)
    assert pane.cursor().shape() is Qt.CursorShape.CrossCursor, "one picture has no line"
    pane.set_contents((pane.content, pane.content), view_of("wipe"), way)
    qtbot.mouseMove(pane, middle + QPoint(1, 1))
    assert pane.cursor().shape() is Qt.CursorShape[shape]
    off = QPoint(9, 0) if upright else QPoint(0, 9)
    qtbot.mouseMove(pane, middle + off)
    assert pane.cursor().shape() is Qt.CursorShape.CrossCursor


def test_on_an_empty_pane_no_region_is_drawn(pane: PaneWidget, qtbot: QtBot) -> None:
    drawn: list[object] = []
    pane.region_dragged.connect(lambda *told: drawn.append(told))
    pane.set_drawing(True)
    for content in (NOTHING, pane.content):
        pane.set_contents((content,))
        qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
        qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=QPoint(120, 110))
        assert len(drawn) == (content is not NOTHING)
    assert drawn == [(None, Rect(550, 325, 10, 5), True)]


def test_the_menu_key_asks_for_the_menu_of_the_selected_region(pane: PaneWidget, qtbot: QtBot) -> None:
    regions = (Rect(590, 345, 20, 10), Rect(600, 350, 5, 5))
    for selected in (None, 0):
        pane.set_regions(regions, selected)
        with qtbot.waitSignal(pane.menu_requested) as told:
            QApplication.sendEvent(pane, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(9, 9), QPoint()))
        region, at = told.args
        assert region == selected
        assert pane.mapFromGlobal(at) == QPoint(INSET, INSET + CHIP_HEIGHT), "under the caption"


def test_with_tab_it_is_selected_and_with_a_click_once(pane: PaneWidget) -> None:
    pressed: list[None] = []
    pane.pressed.connect(lambda: pressed.append(None))
    for reason, times in (("TabFocusReason", 1), ("BacktabFocusReason", 2), ("OtherFocusReason", 2)):
        QApplication.sendEvent(pane, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason[reason]))
        assert len(pressed) == times


def test_keys_that_mean_nothing_here_are_passed_on(pane: PaneWidget) -> None:
    for key, taken in ((Qt.Key.Key_Plus, True), (Qt.Key.Key_Equal, True), (Qt.Key.Key_X, False)):
        told = QKeyEvent(QEvent.Type.KeyPress, key, NO_KEY)
        QApplication.sendEvent(pane, told)
        assert told.isAccepted() == taken
    assert pane.state.zoom == 4


# -- on a display of two device pixels a logical one ---------------------------------------------------------


class FinePane(PaneWidget):
    """A pane on such a display."""

    def devicePixelRatioF(self) -> float:
        return 2.0


@pytest.fixture
def fine(qtbot: QtBot) -> PaneWidget:
    """Of 400 x 300 logical pixels, at 200 % around (600, 350)."""
    pane = FinePane()
    qtbot.addWidget(pane)
    pane.resize(WIDTH, HEIGHT)
    pane.show()
    pane.state.set_picture(PICTURE)
    pane.state.set_viewport((2 * WIDTH, 2 * HEIGHT))
    pane.set_contents((shown(np.random.default_rng(0).integers(0, 256, (*PICTURE[::-1], 3), np.uint8)),))
    pane.state.look_at(600, 350, 2.0)
    return pane


def test_the_pointer_and_the_hand_go_by_device_pixels(fine: PaneWidget, qtbot: QtBot) -> None:
    qtbot.mouseMove(fine, QPoint(250, 110))
    assert fine.state.cursor == (650, 310)
    qtbot.mousePress(fine, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    qtbot.mouseMove(fine, QPoint(230, 92))
    qtbot.mouseRelease(fine, Qt.MouseButton.LeftButton, pos=QPoint(230, 92))
    assert fine.state.centre == (570, 358)
    turn(fine, (310, 40), pixels=(20, -6), phase=Qt.ScrollPhase.ScrollUpdate)
    assert fine.state.centre == (550, 364)
    qtbot.keyClick(fine, Qt.Key.Key_Right)
    assert fine.state.centre == (614, 364)
    qtbot.keyClick(fine, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert fine.state.centre == (614, 356)


def test_what_lies_under_the_pointer_stays_there_at_twice_the_pixels(fine: PaneWidget, qtbot: QtBot) -> None:
    control, update = Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.ScrollUpdate
    for zoom_in in (
        lambda: turn(fine, (310, 40), angle=(0, 120)),
        lambda: turn(fine, (310, 40), pixels=(0, 120), modifiers=control, phase=update),
        lambda: pinch(fine, (310, 40), Qt.NativeGestureType.ZoomNativeGesture, 0.25),
    ):
        before, zoom = fine.state.to_picture(620, 80), fine.state.zoom
        zoom_in()
        assert fine.state.zoom > zoom
        assert fine.state.to_device(*before) == pytest.approx((620, 80), abs=1)
    for toggle in (
        lambda: qtbot.mouseDClick(fine, Qt.MouseButton.LeftButton, pos=QPoint(150, 120)),
        lambda: pinch(fine, (150, 120), Qt.NativeGestureType.SmartZoomNativeGesture, 1.0),
    ):
        fine.state.fit()
        before = fine.state.to_picture(300, 240)
        toggle()
        assert fine.state.zoom == 1
        assert fine.state.to_device(*before) == pytest.approx((300, 240), abs=1)


def test_an_edge_is_taken_within_seven_logical_pixels(fine: PaneWidget, qtbot: QtBot) -> None:
    fine.set_regions((Rect(600, 350, 50, 40),), None)
    qtbot.mouseMove(fine, QPoint(193, 143))
    assert fine.cursor().shape() is Qt.CursorShape.SizeFDiagCursor
    qtbot.mouseMove(fine, QPoint(192, 142))
    assert fine.cursor().shape() is Qt.CursorShape.CrossCursor
    with qtbot.waitSignal(fine.region_dragged) as told:
        qtbot.mousePress(fine, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
        qtbot.mouseRelease(fine, Qt.MouseButton.LeftButton, pos=QPoint(210, 155))
    assert told.args == [0, Rect(610, 355, 40, 35), True]


def rendered(pane: PaneWidget, background: int = 0xFF00FF) -> np.ndarray:
    """What it paints on such a display: (h, w, 3) uint8 RGB in device pixels."""
    image = QImage(2 * WIDTH, 2 * HEIGHT, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(2)
    image.fill(background)
    pane.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
    return np.frombuffer(image.constBits(), np.uint8).reshape(2 * HEIGHT, 2 * WIDTH, 4)[..., 2::-1].copy()


def test_at_200_per_cent_a_pixel_is_two_device_pixels(fine: PaneWidget) -> None:
    pixels = rendered(fine)
    assert (pixels[0::2, 0::2] == pixels[1::2, 1::2]).all()
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) > 50_000, "of noise"


def test_the_ghost_stands_at_the_same_place_of_the_picture_there(fine: PaneWidget) -> None:
    before = rendered(fine)
    fine.state.set_cursor((620, 330))
    rows, columns = (rendered(fine) != before).any(axis=2).nonzero()
    assert (rows.min() + rows.max() + 1) / 2 == pytest.approx(260, abs=2)
    assert (columns.min() + columns.max() + 1) / 2 == pytest.approx(440, abs=2)


# -- what it paints ------------------------------------------------------------------------------------------


def grabbed(pane: PaneWidget) -> np.ndarray:
    """What the pane looks like: (h, w, 3) uint8 RGB in device pixels."""
    image = pane.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()


def test_every_pixel_stands_where_it_belongs_at_100_per_cent(pane: PaneWidget) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (700, 1200, 3), np.uint8)
    show(pane, shown(pixels))
    pane.state.look_at(500, 200, 1.0)
    np.testing.assert_array_equal(grabbed(pane), pixels[50:350, 300:700])


@pytest.mark.parametrize("zoom", [2, 3, 7])
def test_whole_factors_repeat_pixels_exactly(pane: PaneWidget, zoom: int) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (700, 1200, 3), np.uint8)
    show(pane, shown(pixels))
    pane.state.look_at(500, 200, zoom)
    ox, oy = pane.state.origin
    rows, columns = (np.arange(HEIGHT) - oy) // zoom, (np.arange(WIDTH) - ox) // zoom
    np.testing.assert_array_equal(grabbed(pane), pixels[rows][:, columns])


def test_other_factors_show_the_nearest_pixel(pane: PaneWidget) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (700, 1200, 3), np.uint8)
    show(pane, shown(pixels))
    pane.state.look_at(500, 200, 5.3)
    rows = [int(pane.state.to_picture(0, y + 0.5)[1]) for y in range(HEIGHT)]
    columns = [int(pane.state.to_picture(x + 0.5, 0)[0]) for x in range(WIDTH)]
    same = (grabbed(pane) == pixels[rows][:, columns]).all(axis=2)
    assert same.mean() > 0.94  # Qt rounds a few boundaries the other way


@pytest.mark.parametrize("zoom", [0.1, 0.37, 0.999, 1.0, 1.01, 3.3, 11.7])
@pytest.mark.parametrize("left_over", [0, 1])  # at 150 % a pane may end within a device pixel
def test_nothing_shines_through(pane: PaneWidget, zoom: float, left_over: int) -> None:
    show(pane, shown(np.full((700, 1200, 3), 90, np.uint8)))
    pane.state.set_viewport((WIDTH - left_over, HEIGHT - left_over))
    for x, y in ((0, 0), (600, 350), (601.3, 350.7), (1200, 700)):
        pane.state.look_at(x, y, zoom)
        image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.magenta)
        pane.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
        assert not (np.frombuffer(image.constBits(), np.uint32) == 0xFFFF00FF).any()


def test_halves_are_area_averages(pane: PaneWidget) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (2800, 2800), np.uint8)
    show(pane, shown(pixels))
    pane.state.look_at(1400, 1400, 0.25)
    x, y = (-n * 4 for n in pane.state.origin)
    part = pixels[y : y + 4 * HEIGHT, x : x + 4 * WIDTH].reshape(HEIGHT, 4, WIDTH, 4)
    assert np.abs(grabbed(pane)[..., 1] - part.mean(axis=(1, 3))).max() <= 1


def test_the_lr_covers_the_field_of_view_of_its_enlargement(pane: PaneWidget) -> None:
    lr = np.zeros((50, 80, 3), np.uint8)
    lr[20, 30] = 255
    show(pane, Content(Phase.SHOWN, (Layer(build_pyramid(lr), unit=4),)))
    assert pane.state.picture == (320, 200)
    pane.state.look_at(160, 100, 1.0)
    white = np.argwhere(grabbed(pane).sum(axis=2) > 600)
    x, y = pane.state.to_device(30 * 4, 20 * 4)
    assert white.min(axis=0).tolist() == [y, x]
    assert white.max(axis=0).tolist() == [y + 3, x + 3]


def test_hairlines_between_pixels_from_8x_on(pane: PaneWidget) -> None:
    pixels = np.full((700, 1200, 3), 255, np.uint8)
    show(pane, shown(pixels))
    pane.state.look_at(600, 350, 7.0)
    assert (grabbed(pane) == 255).all()
    pane.state.look_at(600, 350, 8.0)
    image = grabbed(pane)
    assert (image[150, 1:8] == 255).sum() < 21
    ox, oy = pane.state.origin
    lines = (image[(-oy) % 8 + 3, :, 0] < 255).nonzero()[0]
    assert set((lines - ox) % 8) == {0}


def test_a_preview_is_dimmed_once_it_is_late_and_a_tile_lies_over_it(pane: PaneWidget, qtbot: QtBot) -> None:
    base = Layer(build_pyramid(np.full((300, 400, 3), 255, np.uint8)), soft=True)
    tile = Layer(build_pyramid(np.full((40, 60, 3), 255, np.uint8)), x=200, y=100)
    show(pane, Content(Phase.BUSY, (base,), (tile,), dimmed=True, head="running", fraction=0.5))
    pane.state.look_at(200, 150, 1.0)
    assert grabbed(pane)[20, 20].tolist() == [255, 255, 255]
    assert not button(pane).isVisible()
    qtbot.waitUntil(lambda: button(pane).isVisible())
    assert grabbed(pane)[20, 20, 0] < 200
    assert grabbed(pane)[120, 230].tolist() == [255, 255, 255]


@pytest.mark.parametrize("zoom", [1.5 / 8, 3.5 / 8, 0.37, 1.5, 2.625])
@pytest.mark.parametrize("centre", [(600, 500), (601, 501), (613.7, 488.2)])
def test_tiles_that_touch_leave_no_gap(pane: PaneWidget, zoom: float, centre: tuple[float, float]) -> None:
    dark = Layer(build_pyramid(np.zeros((1000, 1200), np.uint8)))
    light = [
        Layer(build_pyramid(np.full((bottom - top, right - left), 255, np.uint8)), left, top)
        for left, right in ((0, 408), (408, 808), (808, 1200))
        for top, bottom in ((0, 328), (328, 664), (664, 1000))
    ]
    show(pane, Content(Phase.BUSY, (dark,), tuple(light)))
    pane.state.look_at(*centre, zoom)
    image, (x, y) = grabbed(pane), pane.state.origin
    x1, y1 = x + int(1200 * zoom), y + int(1000 * zoom)
    assert (image[max(y, 0) : max(y1, 0), max(x, 0) : max(x1, 0)] == 255).all()


def test_a_part_has_a_hairline_in_its_methods_colour(pane: PaneWidget) -> None:
    base = Layer(build_pyramid(np.full((300, 400, 3), 255, np.uint8)), soft=True)
    part = Layer(build_pyramid(np.full((40, 60, 3), 255, np.uint8)), x=200, y=100, framed=True)
    show(pane, Content(Phase.SHOWN, (base,), (part,), caption=Caption("srcnn", "SRCNN ×4"), partial=True))
    pane.state.look_at(200, 150, 1.0)
    image, colour = grabbed(pane), list(theme.method_colour("srcnn").getRgb()[:3])
    assert image[99, 230].tolist() == image[140, 230].tolist() == colour
    assert image[120, 199].tolist() == image[120, 260].tolist() == colour
    assert image[120, 200].tolist() == [255, 255, 255]


def test_the_ghost_stands_where_another_panes_pointer_is(pane: PaneWidget) -> None:
    before = grabbed(pane)
    pane.state.set_cursor((620, 330))
    changed = (grabbed(pane) != before).any(axis=2)
    rows, columns = changed.nonzero()
    x, y = pane.state.to_device(620, 330)
    assert changed.any()
    assert (rows.min() + rows.max() + 1) / 2 == pytest.approx(y, abs=1)
    assert (columns.min() + columns.max() + 1) / 2 == pytest.approx(x, abs=1)
    pane.state.set_cursor(None)
    np.testing.assert_array_equal(grabbed(pane), before)


def test_the_selected_pane_has_a_frame_and_what_it_is_compared_with_a_dashed_one(pane: PaneWidget) -> None:
    accent = list(theme.current().accent.getRgb()[:3])

    def framed() -> np.ndarray:
        return (grabbed(pane) == accent).all(axis=2)

    assert not framed().any()
    pane.set_selected(True)
    whole = framed()
    assert whole[:2].all()
    assert whole[-2:].all()
    assert whole[:, :2].all()
    assert whole[:, -2:].all()
    assert not whole[2:-2, 2:-2].any()
    pane.set_selected(False)
    pane.set_compared(True)
    dashed = framed()
    assert not (dashed & ~whole).any()
    assert 0.3 < dashed[0].mean() < 0.8


def test_what_lies_under_a_chip_is_seen_while_the_pointer_rests_on_it(pane: PaneWidget, qtbot: QtBot) -> None:
    show(pane, shown(np.full((700, 1200, 3), 255, np.uint8), caption=Caption("dasr", "DASR ×4")))
    pane.state.look_at(600, 350, 1.0)
    chip = pane.chips[0].rect.toRect()
    before = grabbed(pane)[chip.top() + 3, chip.left() + 8].mean()
    qtbot.mouseMove(pane, chip.center())
    assert grabbed(pane)[chip.top() + 3, chip.left() + 8].mean() > 200 > before
    qtbot.mouseMove(pane, QPoint(300, 200))
    assert grabbed(pane)[chip.top() + 3, chip.left() + 8].mean() == before


class WatchedPane(PaneWidget):
    """Notes what of it is painted."""

    painted = QRect()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.painted |= event.rect()
        super().paintEvent(event)


def test_only_what_changes_is_painted_anew(qtbot: QtBot) -> None:
    pane = WatchedPane()
    qtbot.addWidget(pane)
    pane.resize(WIDTH, HEIGHT)
    with qtbot.waitExposed(pane):
        pane.show()
    show(pane, shown(np.full((700, 1200, 3), 255, np.uint8), caption=Caption("dasr", "DASR ×4")))
    chip = pane.chips[0].rect.toAlignedRect()

    def painted_by(change: Callable[[], object]) -> QRect:
        QApplication.processEvents()
        pane.painted = QRect()
        change()
        QApplication.processEvents()
        return pane.painted

    def move(x: int, y: int) -> Callable[[], object]:
        return lambda: qtbot.mouseMove(pane, QPoint(x, y))

    x, y = chip.center().x(), chip.center().y()
    for change, expected in (
        (move(300, 200), QRect()),
        (move(x, y), chip),
        (move(x + 3, y), QRect()),
        (move(300, 210), chip),
        (move(x, y), chip),
        (lambda: QApplication.sendEvent(pane, QEvent(QEvent.Type.Leave)), chip),
        (lambda: pane.set_regions((), None), QRect()),
        (lambda: pane.set_mark(None), QRect()),
        (lambda: pane.set_selected(False), QRect()),
        (lambda: pane.set_compared(False), QRect()),
        (lambda: pane.set_regions((Rect(5, 5, 9, 9),), None), pane.rect()),
        (lambda: pane.set_regions((Rect(5, 5, 9, 9),), 0), pane.rect()),
        (lambda: pane.set_mark(Rect(5, 5, 9, 1)), pane.rect()),
        (lambda: pane.set_selected(True), pane.rect()),
        (lambda: pane.set_compared(True), pane.rect()),
        (lambda: pane.set_smooth(True), pane.rect()),
        (lambda: pane.state.pan(3, 3), pane.rect()),
    ):
        assert painted_by(change) == expected
    ghost = painted_by(lambda: pane.state.set_cursor((5.0, 5.0)))
    assert not ghost.isEmpty()
    assert max(ghost.width(), ghost.height()) < 30
    assert painted_by(lambda: pane.state.set_cursor(None)) == ghost


def test_a_caption_is_taken_once_it_is_drawn_away_and_numbers_are_not(pane: PaneWidget, qtbot: QtBot) -> None:
    caption, numbers = Caption("dasr", "DASR ×4"), (Number("PSNR-Y 22.10 dB"),)
    show(pane, shown(np.zeros((700, 1200, 3), np.uint8), caption=caption, numbers=numbers))
    pane.state.look_at(600, 350, 2.0)
    taken: list[int] = []
    pane.taken.connect(taken.append)
    start, far = pane.chips[0].rect.center().toPoint(), QApplication.startDragDistance()
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=start)
    for distance, times in ((far - 1, 0), (far, 1), (far + 40, 1)):
        qtbot.mouseMove(pane, start + QPoint(distance, 0))
        assert taken == [0] * times
    with qtbot.waitSignal(pane.carried) as told:
        qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=start + QPoint(90, 50))
    assert told.args == [QPointF(pane.mapToGlobal(start + QPoint(90, 50)))]
    assert pane.state.centre == (600, 350)
    low = pane.chips[1].rect.center().toPoint()
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, pos=low)
    qtbot.mouseMove(pane, low + QPoint(20, 0))
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton, pos=low + QPoint(20, 0))
    assert pane.state.centre == (590, 350)
    assert taken == [0]


@pytest.mark.parametrize(
    ("mark", "rows", "columns"),
    [(Rect(580, 330, 40, 1), (110, 113), (160, 240)), (Rect(590, 320, 1, 60), (90, 210), (180, 183))],
)
def test_a_marked_row_or_column_has_a_line_through_its_middle(
    pane: PaneWidget, mark: Rect, rows: tuple[int, int], columns: tuple[int, int]
) -> None:
    """At 200 %: three pixels thick, with a light one in the middle."""
    show(pane, shown(np.full((700, 1200, 3), 128, np.uint8)))
    pane.state.look_at(600, 350, 2.0)
    before = grabbed(pane)
    pane.set_mark(mark)
    now = grabbed(pane)
    y, x = (now != before).any(axis=2).nonzero()
    assert (y.min(), y.max() + 1) == pytest.approx(rows, abs=2)
    assert (x.min(), x.max() + 1) == pytest.approx(columns, abs=2)
    assert min(y.max() - y.min(), x.max() - x.min()) == 2
    light = (now > 200).all(axis=2).nonzero()
    assert (len(np.unique(light[0])), len(np.unique(light[1])))[rows[1] - rows[0] > 3] == 1
    pane.set_mark(None)
    np.testing.assert_array_equal(grabbed(pane), before)


def test_another_theme_is_taken_up(pane: PaneWidget) -> None:
    pane.state.fit()
    assert grabbed(pane)[2, 200].tolist() == list(theme.DARK.canvas.getRgb()[:3])
    theme.set_theme("light")
    assert grabbed(pane)[2, 200].tolist() == list(theme.LIGHT.canvas.getRgb()[:3])


# -- what it says --------------------------------------------------------------------------------------------


def button(pane: PaneWidget) -> QPushButton:
    """The one button that can be pressed now, or any if there is none."""
    buttons = pane.findChildren(QPushButton)
    return next((b for b in buttons if b.isVisible()), buttons[0])


@pytest.mark.parametrize(
    ("content", "signal", "words"),
    [
        (Content(Phase.FAILED, head="SRCNN failed", text="no memory"), "retry", "Try again"),
        (Content(Phase.CANCELLED, head="SRCNN was cancelled"), "retry", "Try again"),
        (Content(Phase.BUSY, head="SRCNN", text="waiting", fraction=0.0), "cancel", "Cancel"),
        (Content(Phase.SHOWN, partial=True), "whole", "Run the whole image"),
    ],
)
def test_each_state_has_the_button_that_helps(
    pane: PaneWidget, qtbot: QtBot, content: Content, signal: str, words: str
) -> None:
    show(pane, content)
    qtbot.waitUntil(lambda: button(pane).isVisible())
    assert button(pane).text() == words
    with qtbot.waitSignal(getattr(pane, signal)):
        qtbot.mouseClick(button(pane), Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("phase", [Phase.EMPTY, Phase.UNAVAILABLE, Phase.SHOWN])
def test_the_others_have_none(pane: PaneWidget, phase: Phase) -> None:
    show(pane, Content(phase, head="head", text="text"))
    assert not button(pane).isVisible()


def test_words_for_those_who_do_not_see(pane: PaneWidget) -> None:
    numbers = (Number("PSNR-Y 22.10 dB"), Number("41 ms · CPU"))
    show(pane, Content(Phase.SHOWN, caption=Caption("dasr", "DASR ×4"), numbers=numbers))
    assert pane.accessibleName() == "DASR ×4"
    assert pane.accessibleDescription() == "PSNR-Y 22.10 dB, 41 ms · CPU"


@pytest.mark.qt_log_ignore("This plugin does not support raise", extend=True)
def test_numbers_state_their_protocol(pane: PaneWidget) -> None:
    numbers = (Number("PSNR-Y 22.10 dB", "peak 255"), Number("SSIM 0.801", "11 x 11"))
    show(pane, Content(Phase.SHOWN, caption=Caption("dasr", "DASR ×4", tooltip="wavelet"), numbers=numbers))
    for at, words in (
        ((30, HEIGHT - 20), "peak 255"),
        ((160, HEIGHT - 20), "11 x 11"),
        ((40, 20), "wavelet"),
    ):
        point = QPoint(*at)
        QApplication.sendEvent(pane, QHelpEvent(QEvent.Type.ToolTip, point, pane.mapToGlobal(point)))
        assert QToolTip.text() == words
    QToolTip.hideText()


def test_a_result_that_was_waited_for_pulses_its_dot_once(
    pane: PaneWidget, qtbot: QtBot, settle: Callable[[QObject], None]
) -> None:
    caption = Caption("dasr", "DASR ×4")
    done = shown(np.zeros((700, 1200, 3), np.uint8), caption=caption)
    show(pane, done)
    still = grabbed(pane)
    show(pane, Content(Phase.BUSY, caption=caption, head="running"))
    show(pane, done)
    np.testing.assert_array_equal(grabbed(pane), still)
    show(pane, Content(Phase.BUSY, caption=caption, head="running"))
    settle(pane)
    show(pane, done)
    qtbot.waitUntil(lambda: bool((grabbed(pane) != still).any()))
    qtbot.waitUntil(lambda: bool((grabbed(pane) == still).all()))


def test_captions_can_be_hidden(pane: PaneWidget) -> None:
    show(pane, shown(np.full((700, 1200, 3), 9, np.uint8), caption=Caption("dasr", "DASR ×4")))
    pane.state.look_at(600, 350, 1.0)
    assert (grabbed(pane) != 9).any()
    pane.set_captions(False)
    assert (grabbed(pane) == 9).all()


def test_a_pane_of_any_size_paints(pane: PaneWidget, qtbot: QtBot) -> None:
    for phase in Phase:
        for size in ((1, 1), (60, 20), (20, 200)):
            pane.resize(*size)
            content = Content(phase, head="head", text="a long text " * 9, numbers=(Number("1 dB"),))
            pane.set_contents((content,))
            pane.grab()

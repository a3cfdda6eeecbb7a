"""A plate: words at places that have room for them, outlines, and which pixel is pointed at."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QNativeGestureEvent,
    QPointingDevice,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.gui.canvas.nested import Nest
from srviewer.gui.canvas.plate import CornerWord, Plate, gap_colour
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.canvas.view_state import ViewState
from srviewer.gui.look import theme

WIDTH, HEIGHT = 300, 200
MIDDLE = QRectF(100, 60, 100, 80)


def flat(width: int = WIDTH, height: int = HEIGHT) -> Pyramid:
    return build_pyramid(np.full((height, width), 128, np.uint8))


@pytest.fixture
def plate(qtbot: QtBot) -> Plate:
    plate = Plate("Nothing yet")
    qtbot.addWidget(plate)
    plate.resize(WIDTH, HEIGHT)
    plate.show()
    plate.show_picture(flat())
    return plate


def changed(plate: Plate, before: QImage) -> QRect:
    """What looks otherwise than before."""
    now = plate.grab().toImage()
    found = [QPoint(x, y) for x in range(WIDTH) for y in range(HEIGHT) if now.pixel(x, y) != before.pixel(x, y)]
    if not found:
        return QRect()
    xs, ys = [p.x() for p in found], [p.y() for p in found]
    return QRect(QPoint(min(xs), min(ys)), QPoint(max(xs), max(ys)))


def test_a_word_stands_in_the_corner_of_its_place(plate: Plate) -> None:
    before = plate.grab().toImage()
    plate.show_picture(flat(), [CornerWord("LL", MIDDLE)])
    box = changed(plate, before)
    assert box.topLeft() == QPoint(103, 63)
    metrics = QFontMetrics(theme.font(theme.HEAD_SIZE))
    assert abs(box.width() - metrics.boundingRect("LL").width() - 10) <= 1
    assert abs(box.height() - metrics.height() - 4) <= 1


@pytest.mark.parametrize(("width", "height"), [(34, 80), (80, 34)])
def test_a_place_that_is_small_has_no_word(plate: Plate, width: int, height: int) -> None:
    before = plate.grab().toImage()
    place = QRectF(100, 60, width, height)
    plate.show_picture(flat(), [CornerWord("LL", place)])
    assert not changed(plate, before).isNull()
    plate.view.zoom_to(33.5 / 34)
    plate.show_picture(flat())
    before = plate.grab().toImage()
    plate.show_picture(flat(), [CornerWord("LL", place)])
    assert changed(plate, before).isNull()


def test_a_word_that_does_not_fit_is_left_out(plate: Plate) -> None:
    word = "registered by half a pixel"
    needed = QFontMetrics(theme.font(theme.HEAD_SIZE)).boundingRect(word).width() + 10 + 3
    before = plate.grab().toImage()
    plate.show_picture(flat(), [CornerWord(word, QRectF(20, 60, needed, 80))])
    assert not changed(plate, before).isNull()
    plate.show_picture(flat(), [CornerWord(word, QRectF(20, 60, needed - 1, 80))])
    assert changed(plate, before).isNull()


def test_words_and_outlines_go_along_with_the_picture(plate: Plate) -> None:
    plate.view.look_at(150, 100, 2.0)
    before = plate.grab().toImage()
    plate.mark([(QRectF(120, 80, 30, 20), QColor("red"))])
    box = changed(plate, before)
    assert box.adjusted(1, 1, -1, -1).contains(QRect(90, 60, 58, 38))
    assert QRect(87, 57, 66, 46).contains(box)
    plate.mark([])
    assert changed(plate, before).isNull()
    plate.show_picture(flat(), [CornerWord("LL", QRectF(120, 80, 30, 20))])
    assert changed(plate, before).topLeft() == QPoint(93, 63)


def test_the_pixel_pointed_at_is_told_and_none_beside_the_picture(plate: Plate, qtbot: QtBot) -> None:
    plate.show_picture(flat(60, 40))
    plate.view.look_at(30, 20, 4.0)
    assert plate.view.origin == (30, 20)
    for at, pixel in (
        (QPoint(30, 20), (0, 0)),
        (QPoint(34, 20), (1, 0)),
        (QPoint(269, 179), (59, 39)),
        (QPoint(29, 100), None),
        (QPoint(270, 100), None),
        (QPoint(150, 19), None),
        (QPoint(150, 180), None),
    ):
        with qtbot.waitSignal(plate.hovered) as told:
            qtbot.mouseMove(plate, at)
        assert told.args == [pixel]
        with qtbot.waitSignal(plate.pressed) as told:
            qtbot.mouseClick(plate, Qt.MouseButton.LeftButton, pos=at)
        assert told.args == [pixel]
    plate.show_picture(None)
    with qtbot.waitSignal(plate.hovered) as told:
        qtbot.mouseMove(plate, QPoint(150, 100))
    assert told.args == [None]


def test_a_drag_pans_until_it_is_let_go_of(plate: Plate, qtbot: QtBot) -> None:
    plate.view.look_at(150, 100, 4.0)
    qtbot.mousePress(plate, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(plate, QPoint(120, 92))
    assert plate.view.centre == (145, 102)
    qtbot.mouseRelease(plate, Qt.MouseButton.LeftButton, pos=QPoint(120, 92))
    qtbot.mouseMove(plate, QPoint(20, 20))
    assert plate.view.centre == (145, 102)
    qtbot.mouseDClick(plate, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert plate.view.look.fitted


def test_the_name_stands_in_the_middle_while_there_is_no_picture(plate: Plate) -> None:
    plate.show_picture(None)
    plate.setAccessibleName("")
    before = plate.grab().toImage()
    plate.setAccessibleName("Nothing yet")
    box = changed(plate, before)
    assert abs(box.center().x() - WIDTH / 2) <= 1
    assert abs(box.center().y() - HEIGHT / 2) <= 1


def test_keys_the_wheel_and_fingers_zoom_and_pan_it(plate: Plate, qtbot: QtBot) -> None:
    plate.view.look_at(150, 100, 4.0)
    qtbot.keyClick(plate, Qt.Key.Key_Right)
    assert plate.view.centre == (166, 100)
    for key, taken in ((Qt.Key.Key_Plus, True), (Qt.Key.Key_X, False)):
        told = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(plate, told)
        assert told.isAccepted() == taken
    assert plate.view.zoom == 6
    at, none = QPointF(100, 80), (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)
    before = plate.view.to_picture(100, 80)
    wheel = QWheelEvent(at, plate.mapToGlobal(at), QPoint(), QPoint(0, 120), *none, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(plate, wheel)
    assert plate.view.zoom == 8
    device, zoom = QPointingDevice.primaryPointingDevice(), Qt.NativeGestureType.ZoomNativeGesture
    for kind in (zoom, Qt.NativeGestureType.SwipeNativeGesture):
        pinch = QNativeGestureEvent(kind, device, 2, at, at, plate.mapToGlobal(at), 0.25, QPointF())
        QApplication.sendEvent(plate, pinch)
        assert plate.view.zoom == 10
    assert plate.view.to_device(*before) == pytest.approx((100, 80), abs=1)


def test_only_the_left_button_takes_hold_and_a_pointer_that_leaves_is_told(plate: Plate, qtbot: QtBot) -> None:
    plate.view.look_at(150, 100, 4.0)
    with qtbot.assertNotEmitted(plate.pressed):
        qtbot.mousePress(plate, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    qtbot.mouseMove(plate, QPoint(120, 92))
    assert plate.view.centre == (150, 100)
    with qtbot.waitSignal(plate.hovered) as told:
        QApplication.sendEvent(plate, QEvent(QEvent.Type.Leave))
    assert told.args == [None]


class FinePlate(Plate):
    """A plate on a display of two device pixels a logical one."""

    def devicePixelRatioF(self) -> float:
        return 2.0


def test_on_a_fine_display_it_goes_by_device_pixels(qtbot: QtBot) -> None:
    plate = FinePlate("Nothing yet")
    qtbot.addWidget(plate)
    plate.resize(WIDTH, HEIGHT)
    plate.show()
    plate.show_picture(flat())
    assert plate.view.viewport == (2 * WIDTH, 2 * HEIGHT)
    plate.view.look_at(150, 100, 4.0)
    with qtbot.waitSignal(plate.hovered) as told:
        qtbot.mouseMove(plate, QPoint(160, 95))
    assert told.args == [(155, 97)]
    qtbot.mousePress(plate, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    qtbot.mouseMove(plate, QPoint(120, 92))
    qtbot.mouseRelease(plate, Qt.MouseButton.LeftButton, pos=QPoint(120, 92))
    assert plate.view.centre == (140, 104)
    plate.view.fit()
    spot = plate.view.to_picture(240, 160)
    qtbot.mouseDClick(plate, Qt.MouseButton.LeftButton, pos=QPoint(120, 80))
    assert plate.view.zoom == 1
    plate.view.fit()
    assert plate.view.to_picture(240, 160) == spot


def test_subbands_stand_on_a_ground_that_is_darker_than_the_surround(plate: Plate) -> None:
    leader = ViewState((WIDTH, HEIGHT), (WIDTH, HEIGHT))
    halves = [QRectF(0, 0, 150, 200), QRectF(150, 0, 150, 200)]
    plate.lead(leader, [Nest(place, (0.0, 0.0), 2) for place in halves])
    image = plate.grab().toImage()
    ground, around = image.pixelColor(149, 100), theme.current().canvas
    assert ground.rgb() == gap_colour().rgb()
    assert ground.lightness() < 0.8 * around.lightness()
    assert image.pixelColor(60, 100).red() == 128
    assert plate.cells()[0].area == QRect(0, 0, 150, 200)
    plate.lead(None)
    assert plate.cells() == ()
    assert plate.grab().toImage().pixelColor(149, 100).red() == 128


def test_another_picture_of_the_same_size_is_looked_at_alike(plate: Plate) -> None:
    plate.view.look_at(150, 100, 4.0)
    plate.show_picture(flat())
    assert plate.view.zoom == 4
    plate.show_picture(flat(WIDTH + 1))
    assert plate.view.look.fitted

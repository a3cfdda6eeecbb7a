"""The magnifier: the same spot of every pane, beside the pointer, never beyond the canvas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import FOUR, finish, picture, prepare, session_of
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.content import Content, Layer, Phase
from srviewer.gui.canvas.magnifier import GAP, LABEL, SIDE
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.look import theme


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """Four panes of 60 x 40, black but for one pixel, (17, 9), which is of another grey in each."""
    canvas = Canvas(session_of(picture()))
    qtbot.addWidget(canvas)
    canvas.resize(900, 700)
    canvas.show()
    for index, task in enumerate(prepare(canvas.session, canvas)):
        pixels = np.zeros((40, 60), np.uint8)
        pixels[9, 17] = 60 + 40 * index
        finish(canvas.session, canvas, task, pixels=pixels)
    return canvas


def point(canvas: Canvas, pane: int, x: float, y: float) -> None:
    widget = canvas.panes[pane]
    at = QPointF(*widget.state.to_device(x, y))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, at, widget.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def test_it_shows_the_spot_of_every_pane(canvas: Canvas) -> None:
    point(canvas, 0, 17.5, 9.5)
    assert not canvas.magnifier.isVisible()
    canvas.toggle_magnifier()
    assert canvas.magnifier.isVisible()
    image = canvas.magnifier.grab().toImage()
    for index in range(4):
        square = canvas.magnifier.square(index)
        middle = square.center()
        assert image.pixelColor(middle + QPoint(1, 1)).red() == 60 + 40 * index
        assert image.pixelColor(square.left() + 10, square.top() + 10).red() < 60
    canvas.toggle_magnifier()
    assert not canvas.magnifier.isVisible()


@pytest.mark.parametrize(("pane", "at"), [(0, (1, 1)), (1, (59, 1)), (2, (1, 39)), (3, (59, 39))])
def test_it_stays_on_the_canvas(canvas: Canvas, pane: int, at: tuple[int, int]) -> None:
    canvas.toggle_magnifier()
    point(canvas, pane, *at)
    assert canvas.rect().contains(canvas.magnifier.geometry())
    assert canvas.magnifier.width() == GAP + 2 * (SIDE + GAP)


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 2, 2), (5, 3, 2), (6, 3, 2)]
)
def test_squares_stand_in_rows_of_three_four_in_two(canvas: Canvas, count: int, columns: int, rows: int) -> None:
    content = canvas.panes[0].content
    canvas.magnifier.look([content] * count, (3.0, 3.0), 1.0)
    squares = [canvas.magnifier.square(index) for index in range(count)]
    assert len({square.x() for square in squares}) == columns
    assert len({square.y() for square in squares}) == rows
    assert {square.size().toTuple() for square in squares} == {(SIDE, SIDE)}
    assert squares[0].topLeft() == QPoint(GAP, GAP)
    assert squares[-1].top() == GAP + (rows - 1) * (SIDE + LABEL + GAP)
    card = canvas.magnifier.size()
    assert card.width() == max(square.right() for square in squares) + 1 + GAP
    assert card.height() == squares[-1].bottom() + 1 + LABEL + GAP


def test_it_is_four_times_as_near_as_the_panes_and_eight_at_least(canvas: Canvas) -> None:
    """The pixel under the pointer is framed, and as wide as that."""
    black = Content(Phase.SHOWN, (Layer(build_pyramid(np.zeros((40, 60, 3), np.uint8))),))
    for zoom, side in ((1.0, 8), (2.0, 8), (4.0, 16), (8.0, 32)):
        canvas.magnifier.look([black], (30.5, 20.5), zoom)
        image, middle = canvas.magnifier.grab().toImage(), canvas.magnifier.square(0).center()
        light = [x for x in range(image.width()) if image.pixelColor(x, middle.y()).lightness() > 60]
        assert light == [middle.x() - side // 2, middle.x() + side // 2]


def test_it_stands_beside_the_pointer_where_there_is_room(canvas: Canvas) -> None:
    magnifier = canvas.magnifier
    magnifier.look([canvas.panes[0].content], (3.0, 3.0), 1.0)
    width, height = magnifier.width(), magnifier.height()
    right, below = 900 - 20 - width, 700 - 20 - height
    for at, corner in (
        (QPoint(100, 90), QPoint(120, 110)),
        (QPoint(right, below), QPoint(right + 20, below + 20)),
        (QPoint(right + 1, below + 1), QPoint(right + 1 - 20 - width, below + 1 - 20 - height)),
    ):
        magnifier.place(at)
        assert magnifier.pos() == corner
    canvas.resize(60, 50)
    magnifier.place(QPoint(30, 30))
    assert magnifier.pos() == QPoint(0, 0)


def test_its_labels_name_the_panes(canvas: Canvas) -> None:
    named, unnamed = canvas.panes[0].content, replace(canvas.panes[0].content, caption=None)
    written = []
    for content in (named, unnamed):
        canvas.magnifier.look([content], (3.0, 3.0), 1.0)
        square = canvas.magnifier.square(0)
        label = canvas.magnifier.grab().toImage().copy(square.left(), square.bottom() + 2, SIDE, LABEL - 2)
        colours = [label.pixelColor(x, y) for x in range(label.width()) for y in range(label.height())]
        written.append(theme.current().chip_text in colours)
        assert (theme.method_colour("bicubic") in colours) == (content is named)
    assert written == [True, False]


def test_in_a_blind_test_it_shows_the_two_of_the_trial_in_their_order(canvas: Canvas) -> None:
    shown = canvas.magnifier.width
    canvas.toggle_magnifier()
    canvas.set_way(view="blind", pair=(FOUR[2], FOUR[0]))
    point(canvas, 0, 17.5, 9.5)
    assert shown() == GAP + 2 * (SIDE + GAP)
    image = canvas.magnifier.grab().toImage()
    reds = [image.pixelColor(canvas.magnifier.square(i).center() + QPoint(1, 1)).red() for i in (0, 1)]
    assert reds == [140, 60]


def test_it_goes_with_the_pointer(canvas: Canvas) -> None:
    canvas.toggle_magnifier()
    point(canvas, 0, 17.5, 9.5)
    canvas.panes[0].leaveEvent(None)
    assert not canvas.magnifier.isVisible()

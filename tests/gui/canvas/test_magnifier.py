"""The magnifier: the same spot of every pane, beside the pointer, never beyond the canvas."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import finish, picture, prepare, session_of
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.magnifier import GAP, SIDE


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


def test_it_goes_with_the_pointer(canvas: Canvas) -> None:
    canvas.toggle_magnifier()
    point(canvas, 0, 17.5, 9.5)
    canvas.panes[0].leaveEvent(None)
    assert not canvas.magnifier.isVisible()

"""The overview map: there while less than the whole is in view, framed where that is, moved by hand."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import picture, prepare, session_of
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.progress import Token
from srviewer.evaluation import Prepared
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.chips import HEIGHT, INSET
from srviewer.gui.canvas.overview import Overview
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.look import theme
from srviewer.gui.services.lanes import display_of
from srviewer.imaging.picture import Picture
from srviewer.session import WHOLE_LIMIT, Session
from srviewer.session_file import SavedView


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    session = session_of(picture(120, 60))
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    prepare(session, canvas)
    return canvas


def seen(overview: Overview) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the frame, as parts of the picture."""
    inner, frame = overview.inner(), overview.seen()
    return (
        (frame.left() - inner.left()) / inner.width(),
        (frame.top() - inner.top()) / inner.height(),
        (frame.right() - inner.left()) / inner.width(),
        (frame.bottom() - inner.top()) / inner.height(),
    )


def test_a_fitted_picture_has_none_at_any_size(qtbot: QtBot) -> None:
    """Its edges are where the viewport's are but for rounding: of 1200 x 800 one height in three has some."""
    session = session_of(picture(600, 400))
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.show()
    prepare(session, canvas)
    for height in range(440, 500):
        canvas.resize(1200, height)
        canvas.fit()
        assert canvas.overview.isHidden(), height


def test_it_comes_with_zooming_in_and_goes_with_the_whole(canvas: Canvas) -> None:
    overview = canvas.overview
    assert overview.isHidden()
    canvas.zoom_to(8)
    assert overview.isVisible()
    assert canvas.rect().contains(overview.geometry())
    assert overview.geometry().right() > canvas.width() - 20
    assert overview.width() == pytest.approx(2 * overview.height(), abs=8), "the shape of the picture"
    left, top, right, bottom = canvas.state.visible()
    assert seen(overview) == pytest.approx((left / 240, top / 120, right / 240, bottom / 120), abs=0.01)
    for toggle in (canvas.toggle_overview, canvas.toggle_captions):
        toggle()
        assert overview.isHidden()
        toggle()
        assert overview.isVisible()
    canvas.fit()
    assert overview.isHidden()


def test_the_frame_is_drawn_over_the_picture(canvas: Canvas) -> None:
    canvas.zoom_to(16)
    canvas.look_at(30, 30)
    image = canvas.overview.grab().toImage()
    frame = canvas.overview.seen().toRect()
    assert image.pixelColor(frame.left(), frame.center().y()) == theme.current().accent
    far = image.pixelColor(image.width() - 8, image.height() - 8)
    assert max(far.red(), far.green(), far.blue()) < 200, "what is not in view is veiled"


def test_a_click_a_drag_the_wheel_and_a_double_click(canvas: Canvas) -> None:
    canvas.zoom_to(16)
    overview = canvas.overview
    inner = overview.inner()

    def at(x: float, y: float) -> QPoint:
        return QPointF(inner.left() + x * inner.width(), inner.top() + y * inner.height()).toPoint()

    QTest.mousePress(overview, Qt.MouseButton.LeftButton, pos=at(0.25, 0.5))
    assert canvas.state.centre == pytest.approx((60, 60), abs=2)
    QTest.mouseMove(overview, at(0.75, 0.4))
    assert canvas.state.centre == pytest.approx((180, 48), abs=2)
    assert {pane.state.centre for pane in canvas.panes} == {canvas.state.centre}
    QTest.mouseRelease(overview, Qt.MouseButton.LeftButton, pos=at(0.75, 0.4))
    turn = QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, 120)
    no = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    QApplication.sendEvent(overview, QWheelEvent(*turn, *no))
    assert canvas.zoom == 24
    QTest.mouseDClick(overview, Qt.MouseButton.LeftButton, pos=at(0.5, 0.5))
    assert canvas.state.look.fitted
    assert overview.isHidden()


def test_other_buttons_and_sideways_turns_do_nothing_and_the_wheel_turns_both_ways(canvas: Canvas) -> None:
    canvas.zoom_to(16)
    look, overview = canvas.state.look, canvas.overview
    right, at = Qt.MouseButton.RightButton, QPointF(30, 30)
    for kind, button in ((QEvent.Type.MouseButtonPress, right), (QEvent.Type.MouseMove, Qt.MouseButton.NoButton)):
        event = QMouseEvent(kind, at, overview.mapToGlobal(at), button, right, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(overview, event)
    no = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False
    for turn, zoom in ((QPoint(120, 0), 16), (QPoint(0, -120), 12)):
        QApplication.sendEvent(overview, QWheelEvent(QPointF(5, 5), QPointF(5, 5), QPoint(), turn, *no))
        assert canvas.zoom == zoom
        assert zoom != 16 or canvas.state.look == look


def test_it_is_as_large_as_a_third_of_a_pane_and_160_pixels_at_most(canvas: Canvas) -> None:
    canvas.zoom_to(16)
    overview = canvas.overview
    for width, height, full in ((800, 600, False), (1400, 1100, True), (1400, 400, False), (500, 1100, False)):
        canvas.resize(width, height)
        cell = canvas.panes[0].size()
        side = min(160, 0.34 * min(cell.width(), cell.height()))
        assert (side == 160) == full
        assert overview.inner().width() == pytest.approx(side, abs=1)
        assert overview.inner().height() == pytest.approx(side / 2, abs=1)
        assert width - overview.geometry().right() - 1 == INSET
        assert height - overview.geometry().bottom() - 1 == 2 * INSET + HEIGHT, "above the numbers"
        assert overview.isVisible()


def test_it_is_there_from_48_pixels_on(canvas: Canvas) -> None:
    canvas.zoom_to(16)
    there = {}
    for height in range(90, 200):
        canvas.resize(1400, height)
        there[canvas.overview.width()] = canvas.overview.isVisible()
    assert {width: shown for width, shown in there.items() if width in (47, 48)} == {47: False, 48: True}
    assert set(there.values()) == {False, True}


def test_the_frame_is_large_enough_to_be_seen(qtbot: QtBot) -> None:
    session = session_of(picture(2000, 1000))
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    prepare(session, canvas)
    canvas.zoom_to(64.0)
    canvas.look_at(1000, 500)
    frame, inner = canvas.overview.seen(), canvas.overview.inner()
    assert (frame.width(), frame.height()) == (4, 4)
    middle = frame.center() - inner.topLeft()
    assert middle.x() == pytest.approx(inner.width() / 4, abs=0.1)
    assert middle.y() == pytest.approx(inner.height() / 4, abs=0.1)


def test_all_but_what_is_in_view_is_veiled(canvas: Canvas) -> None:
    white = build_pyramid(np.full((60, 120, 3), 255, np.uint8))
    canvas.overview.show_picture(white)
    canvas.zoom_to(12)
    image, frame = canvas.overview.grab().toImage(), canvas.overview.seen().toAlignedRect()
    inner = canvas.overview.inner().toRect()
    seen = image.pixelColor(frame.center()).lightness()
    assert seen == 255
    for at in (
        QPoint(frame.center().x(), inner.top() + 2),
        QPoint(frame.center().x(), inner.bottom() - 2),
        QPoint(inner.left() + 2, frame.center().y()),
        QPoint(inner.right() - 2, frame.center().y()),
    ):
        assert 100 < image.pixelColor(at).lightness() < 200


def test_a_large_photograph_opens_at_100_per_cent_with_the_whole_to_be_seen(qtbot: QtBot) -> None:
    lr = Picture(np.zeros((1000, WHOLE_LIMIT // 1000 + 1, 3), np.float32))
    session = Session(Comparison(scale=2, panes=(Pane.of("bicubic"),)))
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    session.open(Source(lr, "large.png"))
    (task,) = session.take_tasks()
    event = Prepared(task.id, lr)
    session.receive(event)
    canvas.receive(event, display_of(event, Token()))
    assert canvas.zoom == 1.0
    assert canvas.overview.isVisible()
    assert seen(canvas.overview)[2] - seen(canvas.overview)[0] == pytest.approx(800 / lr.width / 2, abs=0.02)
    session.resume(Source(lr, "large.png"), session.comparison, {})
    canvas.show_saved(SavedView(zoom=4.0, x=700.0, y=600.0, fitted=False))
    (task,) = session.take_tasks()
    event = Prepared(task.id, lr)
    session.receive(event)
    canvas.receive(event, display_of(event, Token()))
    assert (canvas.zoom, canvas.state.centre) == (4.0, (700.0, 600.0)), "as it was saved"

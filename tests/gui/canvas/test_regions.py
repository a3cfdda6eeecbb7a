"""Regions: what a drag makes of them, and that one drawn in a pane stands in all."""

from __future__ import annotations

import pytest
from made_up import finish, picture, prepare, session_of
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.engine.job import Rect
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.regions import bounded, dragged, grip_at, new_grip, with_provisional
from srviewer.gui.canvas.view_state import STOPS
from srviewer.gui.look import theme
from srviewer.gui.look.actions import Thing

PICTURE = (60, 40)
REGION = Rect(10, 5, 30, 20)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ((10.2, 5.7), (39.9, 24.1), Rect(10, 5, 30, 20)),
        ((39.9, 24.1), (10.2, 5.7), Rect(10, 5, 30, 20)),
        ((10.2, 5.7), (10.4, 5.9), Rect(10, 5, 1, 1)),
        ((-20, 30), (400, 90), Rect(0, 30, 60, 10)),
    ],
)
def test_a_new_one_covers_the_pixels_it_touches(start, end, expected: Rect) -> None:  # type: ignore[no-untyped-def]
    assert dragged(new_grip(start), end, PICTURE) == expected


@pytest.mark.parametrize(
    ("at", "to", "expected"),
    [
        ((10, 5), (12, 8), Rect(12, 8, 28, 17)),  # upper left corner
        ((40, 25), (20, 15), Rect(10, 5, 10, 10)),  # lower right corner
        ((40, 25), (2, 2), Rect(2, 2, 8, 3)),  # dragged across the opposite corner
        ((40, 15), (45, 18), Rect(15, 8, 30, 20)),  # an edge moves it
        ((40, 15), (90, 90), Rect(30, 20, 30, 20)),  # up to the picture's edge
    ],
)
def test_corners_resize_and_edges_move(at, to, expected: Rect) -> None:  # type: ignore[no-untyped-def]
    grip = grip_at(at, (REGION,), 2)
    assert grip is not None
    assert dragged(grip, to, PICTURE) == expected


def test_inside_and_outside_nothing_is_taken_so_that_the_picture_pans() -> None:
    assert grip_at((25, 15), (REGION,), 2) is None
    assert grip_at((50, 35), (REGION,), 2) is None
    assert grip_at((10, 5), (REGION, Rect(9, 4, 5, 5)), 2).index == 1, "the last one drawn lies on top"


def test_what_is_dragged_stands_in_its_place_or_is_a_new_one() -> None:
    other, new = Rect(1, 2, 3, 4), Rect(5, 6, 7, 8)
    both = (REGION, other)
    assert with_provisional(both, 1, None) == (both, 1)
    assert with_provisional(both, 1, (0, new)) == ((new, other), 0)
    assert with_provisional(both, 0, (1, new)) == ((REGION, new), 1)
    for gone in (None, 2):
        assert with_provisional(both, 0, (gone, new)) == ((*both, new), 2)


def test_bounded() -> None:
    assert bounded(Rect(-5, 38, 10, 10), PICTURE) == Rect(0, 38, 5, 2)
    assert bounded(Rect(100, 100, 10, 10), PICTURE) == Rect(59, 39, 1, 1)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    canvas = Canvas(session_of(picture(), (Pane.of("bicubic"), Pane.of("dasr"))))
    qtbot.addWidget(canvas)
    canvas.resize(800, 500)
    canvas.show()
    for task in prepare(canvas.session, canvas):
        finish(canvas.session, canvas, task)
    canvas.region_drawn.connect(lambda index, rect: canvas.session.edit(regions=(rect,), region=0))
    return canvas


def drag(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], shift: bool = False) -> None:
    pane = canvas.panes[1]
    points = [QPoint(*(round(v) for v in pane.state.to_device(*at))) for at in (start, end)]
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, held, points[0])
    QTest.mouseMove(pane, points[1])
    assert canvas.panes[0].regions or not (shift or canvas.panes[0].drawing), "it is seen everywhere while it is drawn"
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, held, points[1])


def test_drawn_with_shift_in_one_pane_it_stands_in_all(canvas: Canvas) -> None:
    look = canvas.state.look
    drag(canvas, (10.5, 5.5), (39.5, 24.5), shift=True)
    assert canvas.session.comparison.regions == (REGION,)
    assert all(pane.regions == (REGION,) and pane.region == 0 for pane in canvas.panes)
    assert canvas.state.look == look, "drawing does not pan"
    drag(canvas, (40, 25), (45, 30))
    assert canvas.session.comparison.regions == (Rect(10, 5, 35, 25),)


def test_the_next_drag_draws_once_asked_for(canvas: Canvas) -> None:
    canvas.draw_region()
    drag(canvas, (10.5, 5.5), (39.5, 24.5))
    assert canvas.session.comparison.regions == (REGION,)
    canvas.zoom_to(16.0)
    look = canvas.state.look
    drag(canvas, (30.5, 20.5), (32.5, 22.5))
    assert canvas.session.comparison.regions == (REGION,)
    assert canvas.state.look != look, "the one after pans again"


def test_regions_stay_at_their_place_at_another_scale(canvas: Canvas) -> None:
    session = canvas.session
    session.edit(regions=(REGION,), region=0)
    session.edit(scale=4)
    assert session.comparison.regions == (Rect(20, 10, 60, 40),)
    session.edit(scale=3)
    assert session.comparison.regions == (Rect(15, 7, 45, 30),)


def test_the_smallest_region_grows_to_the_lower_right() -> None:
    """All of its corners are within reach."""
    grip = grip_at((20, 10), (Rect(20, 10, 1, 1),), 3)
    assert grip is not None
    assert dragged(grip, (26, 14), PICTURE) == Rect(20, 10, 7, 5)


def test_the_selected_region_has_corners_of_seven_pixels_and_the_others_have_none(canvas: Canvas) -> None:
    canvas.toggle_captions()
    canvas.session.edit(regions=(Rect(10, 5, 12, 10), Rect(30, 5, 5, 5)), region=0)
    canvas.zoom_to(8.0)
    canvas.look_at(25, 15)
    pane, accent = canvas.panes[1], theme.current().accent  # the first has the frame of the selected one
    image, (left, top) = pane.grab().toImage(), (round(v) for v in pane.state.to_device(10, 5))
    width, height = 12 * 8 - 1, 10 * 8 - 1
    found = {
        (x - left, y - top)
        for x in range(left - 9, left + width + 9)
        for y in range(top - 9, top + height + 9)
        if image.pixelColor(x, y) == accent
    }
    xs, ys = {x for x, _ in found}, {y for _, y in found}
    assert (min(xs), max(xs), min(ys), max(ys)) == (-3, width + 3, -3, height + 3)
    for x, y in ((0, 0), (width, 0), (0, height), (width, height)):
        assert {(x + dx, y + dy) for dx in range(-3, 4) for dy in range(-3, 4)} <= found
    edge = [(x, 0) for x in range(4, width - 3)]
    assert set(edge) <= found
    assert not {(x, y) for x, y in found if 4 <= x < width - 3 and y not in (0, height)}


@pytest.mark.parametrize(
    ("corner", "away", "shape"),
    [
        ((10, 5), (-1, -1), Qt.CursorShape.SizeFDiagCursor),
        ((40, 25), (1, 1), Qt.CursorShape.SizeFDiagCursor),
        ((40, 5), (1, -1), Qt.CursorShape.SizeBDiagCursor),
        ((10, 25), (-1, 1), Qt.CursorShape.SizeBDiagCursor),
        ((25, 5), (0, -1), Qt.CursorShape.SizeAllCursor),
        ((40, 15), (1, 0), Qt.CursorShape.SizeAllCursor),
    ],
)
def test_the_pointer_says_what_a_drag_would_do_within_seven_pixels_of_an_edge(  # type: ignore[no-untyped-def]
    canvas: Canvas, corner, away, shape: Qt.CursorShape
) -> None:
    canvas.session.edit(regions=(REGION,), region=0)
    canvas.zoom_to(8.0)
    pane = canvas.panes[0]
    x, y = pane.state.to_device(*corner)
    for distance, expected in ((7, shape), (8, Qt.CursorShape.CrossCursor)):
        QTest.mouseMove(pane, QPoint(round(x) + distance * away[0], round(y) + distance * away[1]))
        assert pane.cursor().shape() is expected


def test_the_menu_is_that_of_the_region_under_the_pointer(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.session.edit(regions=(REGION, Rect(20, 10, 8, 6)), region=0)
    pane = canvas.panes[0]

    def ask(at: tuple[float, float]) -> None:
        point = QPoint(*(round(v) for v in pane.state.to_device(*at)))
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, pane.mapToGlobal(point))
        with qtbot.waitSignal(canvas.menu_requested) as told:
            QApplication.sendEvent(pane, event)
        things.append(told.args[0])

    things: list[object] = []
    selected: list[int] = []
    canvas.region_selected.connect(selected.append)
    for at in ((12, 7), (24, 13), (27.5, 15.5), (29, 17), (9, 15), (41, 15), (25, 4), (25, 26)):
        ask(at)
    assert selected == [0, 1, 1, 0]
    assert things == [(Thing.REGION, Thing.PANE)] * 4 + [(Thing.PANE,)] * 4


@pytest.mark.parametrize("region", [REGION, Rect(0, 0, 2, 39), Rect(4, 5, 2, 30), Rect(59, 39, 1, 1)])
def test_a_region_that_is_looked_at_fills_the_panes_as_far_as_the_stops_go(canvas: Canvas, region: Rect) -> None:
    canvas.resize(800, 480)  # sixteen times the height of the third
    canvas.session.edit(regions=(region,), region=0)
    canvas.look_at_region()
    left, top, right, bottom = canvas.state.visible()
    assert left <= region.x < region.right <= right
    assert top <= region.y < region.bottom <= bottom
    width, height = canvas.state.viewport
    nearer = [stop for stop in STOPS if stop > canvas.zoom]
    assert canvas.zoom in STOPS
    assert not nearer or region.width * nearer[0] > width or region.height * nearer[0] > height

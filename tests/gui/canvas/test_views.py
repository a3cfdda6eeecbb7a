"""The ways to compare: what each cell holds, what is drawn where, keys that are held, and the line that is dragged."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import deliver, finish, picture, prepare, session_of
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from srviewer.compared import LR, TRUTH, Pane
from srviewer.evaluation import Prepared
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.content import Layer, Phase
from srviewer.gui.canvas.held_keys import HeldKeys
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.canvas.views import VIEWS, view_of
from srviewer.gui.canvas.views.wipe import split
from srviewer.gui.canvas.way import Way, other_of, reference_of
from srviewer.session import Session

BICUBIC, DASR, TRUE = Pane.of("bicubic"), Pane.of("dasr"), Pane(TRUTH)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """Bicubic and DASR, finished, of a picture of 30 x 20 in upscale; their pixels are plain red and plain blue."""
    canvas = Canvas(session_of(picture(), (BICUBIC, DASR)))
    qtbot.addWidget(canvas)
    canvas.resize(800, 500)
    canvas.show()
    for task, colour in zip(prepare(canvas.session, canvas), ((200, 0, 0), (0, 0, 200)), strict=True):
        pixels = np.full((40, 60, 3), colour, np.uint8)
        finish(canvas.session, canvas, task, pixels=pixels)
    canvas.toggle_captions()
    canvas.zoom_to(16.0)
    return canvas


def colours(canvas: Canvas) -> set[str]:
    """Which of the two colours, and mixtures, are seen in the first cell."""
    image = canvas.panes[0].grab().toImage()
    found = set()
    for x in range(20, image.width() - 20, 7):
        colour = image.pixelColor(x, image.height() // 2 + 33)
        if colour.red() > 120 and colour.blue() < 60:
            found.add("red")
        elif colour.blue() > 120 and colour.red() < 60:
            found.add("blue")
        elif colour.red() > 60 and colour.blue() > 60 and colour.green() < 50:
            found.add("both")
    return found


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        ("side by side", ((BICUBIC,), (DASR,))),
        ("wipe", ((BICUBIC, DASR),)),
        ("blink", ((BICUBIC,),)),
        ("onion", ((BICUBIC, DASR),)),
        ("difference", ((BICUBIC,), (DASR,))),
    ],
)
def test_cells(view: str, expected: tuple[tuple[Pane, ...], ...], canvas: Canvas) -> None:
    canvas.set_way(view=view)
    assert canvas.cells == expected


def test_an_unknown_view_is_side_by_side() -> None:
    assert view_of("gone") is VIEWS.first


def test_a_wipe_shows_both_sides_of_its_line(canvas: Canvas) -> None:
    assert colours(canvas) == {"red"}
    canvas.set_way(view="wipe")
    assert colours(canvas) == {"red", "blue"}
    canvas.set_way(line=0.0)
    assert colours(canvas) == {"blue"}
    assert split(QRect(10, 5, 100, 60), Way(line=0.25)) == (QRect(10, 5, 25, 60), QRect(35, 5, 75, 60))
    assert split(QRect(10, 5, 100, 60), Way(line=0.5, upright=False)) == (QRect(10, 5, 100, 30), QRect(10, 35, 100, 30))


@pytest.mark.parametrize("upright", [True, False])
def test_the_line_is_dragged_and_the_picture_stays(upright: bool, canvas: Canvas) -> None:
    canvas.set_way(view="wipe", upright=upright)
    cell, look = canvas.panes[0], canvas.state.look
    middle = cell.rect().center()
    to = QPoint(cell.width() // 4, middle.y()) if upright else QPoint(middle.x(), cell.height() // 4)
    QTest.mousePress(cell, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(cell, to)
    QTest.mouseRelease(cell, Qt.MouseButton.LeftButton, pos=to)
    assert canvas.way.line == pytest.approx(0.25, abs=0.01)
    assert canvas.state.look == look
    off = to + (QPoint(40, 0) if upright else QPoint(0, 40))
    QTest.mousePress(cell, Qt.MouseButton.LeftButton, pos=off)
    QTest.mouseMove(cell, off + QPoint(30, 20))
    QTest.mouseRelease(cell, Qt.MouseButton.LeftButton, pos=off + QPoint(30, 20))
    assert canvas.way.line == pytest.approx(0.25, abs=0.01)
    assert canvas.state.look != look


def test_a_wipe_s_line_is_taken_within_eight_pixels_and_stays_in_the_pane(canvas: Canvas) -> None:
    canvas.set_way(view="wipe")
    pane = canvas.panes[0]
    line, y = pane.width() // 2, pane.height() // 2
    for start, end, expected in ((9, 100, 0.5), (8, 5000, 1.0), (-8, -5000, 0.0)):
        at = round(canvas.way.line * pane.width()) + start if expected == 0.0 else line + start
        QTest.mousePress(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at, y))
        QTest.mouseMove(pane, QPoint(at + end, y))
        QTest.mouseRelease(pane, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at + end, y))
        assert canvas.way.line == expected


def test_an_onion_mixes(canvas: Canvas) -> None:
    canvas.set_way(view="onion", opacity=0.5)
    assert colours(canvas) == {"both"}
    canvas.set_way(opacity=1.0)
    assert colours(canvas) == {"blue"}


def test_blinking_goes_by_itself_and_keeps_the_place(canvas: Canvas, qtbot: QtBot) -> None:
    look = canvas.state.look
    canvas.set_way(view="blink")
    assert colours(canvas) == {"red"}
    qtbot.waitUntil(lambda: canvas.way.turned, timeout=3000)
    assert colours(canvas) == {"blue"}
    assert canvas.state.look == look
    canvas.set_way(timed=False, turned=False)
    assert not canvas.blinking


def test_keys_that_are_held(canvas: Canvas) -> None:
    HeldKeys(canvas, canvas)
    window = canvas.windowHandle()
    QTest.keyPress(window, Qt.Key.Key_2)
    assert canvas.cells == ((DASR,),)
    QTest.keyRelease(window, Qt.Key.Key_2)
    assert canvas.cells == ((BICUBIC,), (DASR,))
    QTest.keyPress(window, Qt.Key.Key_5)
    assert len(canvas.cells) == 2, "there is no fifth pane"
    QTest.keyRelease(window, Qt.Key.Key_5)
    QTest.keyPress(window, Qt.Key.Key_Space)
    assert canvas.cells == ((DASR,), (DASR,))
    QTest.keyRelease(window, Qt.Key.Key_Space)
    assert canvas.cells == ((BICUBIC,), (DASR,))


def test_what_a_pane_is_compared_with(canvas: Canvas) -> None:
    session: Session = canvas.session
    assert other_of(Way(), session) == DASR
    assert reference_of(Way(), session) == BICUBIC
    assert other_of(Way(against=Pane.of("srcnn")), session) == DASR, "what is not shown is not compared with"
    session.edit(mode="benchmark")
    (task,) = session.take_tasks()
    deliver(session, canvas, Prepared(task.id, picture(), picture(60, 40)))
    assert other_of(Way(), session) == reference_of(Way(), session) == TRUE
    assert reference_of(Way(against=DASR), session) == DASR


def test_maps_take_the_place_of_pictures(canvas: Canvas) -> None:
    canvas.set_way(view="difference")
    first, second = (cell.content for cell in canvas.panes)
    assert first.phase is Phase.SHOWN, "what the others are compared with is shown as it is"
    assert second.phase is Phase.BUSY
    layer = Layer(build_pyramid(np.full((40, 60, 3), 9, np.uint8)))
    canvas.set_map(DASR, layer)
    assert canvas.panes[1].content.base == (layer,)
    canvas.set_way(view="side by side")
    assert canvas.panes[1].content.base != (layer,)


def test_the_lr_has_no_map(canvas: Canvas) -> None:
    canvas.session.edit(panes=(BICUBIC, Pane(LR)))
    canvas.set_way(view="difference")
    content = canvas.panes[1].content
    assert content.phase is Phase.UNAVAILABLE
    assert "differs in size" in content.text

"""Sizes without windows: a side gives way to the pictures, a first window fits its screen, a small one scrolls."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar, QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.canvas.arrange import LEAST_PANE, arrange
from srviewer.gui.features.comparing import left
from srviewer.gui.features.frame import right, scrolling
from srviewer.gui.features.frame.body import LEAST_CENTRE, Body, Sides
from srviewer.gui.features.frame.scrolling import LEAST, Page, first_size
from srviewer.gui.features.lessons.panel import LEAST as LEAST_LESSON
from srviewer.gui.window import SIZE

SCREENS = [(1024, 640), (1280, 800), (1366, 768), (1920, 1080), (2560, 1440)]
LOGICAL = [(int(w / s), int(h / s)) for (w, h), s in product(SCREENS, (1.0, 1.25, 1.5, 2.0))]
LARGE = [size for size in LOGICAL if size >= (800, 500) and size[1] >= 500] + [(800, 500)]
ABOVE_AND_BELOW = 26 + 48 + 40 + 28  # menus, toolbar, bar of the view, status bar


@pytest.mark.parametrize("last", ["left", "right"])
@pytest.mark.parametrize("lesson", [False, True], ids=["", "lesson"])
@pytest.mark.parametrize("size", LARGE, ids="{0[0]}x{0[1]}".format)
def test_every_pane_is_whole_and_wide_enough(size: tuple[int, int], lesson: bool, last: str) -> None:
    sides = Sides(True, True, last == "right")
    room = size[0] - (LEAST_LESSON if lesson else 0)
    shown = sides.shown(room, left.WIDTH, right.WIDTH)
    centre = room - left.WIDTH * shown[0] - right.WIDTH * shown[1]
    if not lesson:
        assert shown[last == "right"], "what was asked for last has room"
    area = (centre, size[1] - ABOVE_AND_BELOW)
    for count, columns, picture in product(range(1, 7), (None, 1, 2, 6), ((512, 512), (400, 2000), (2000, 300))):
        grid = arrange(count, picture, area, columns)
        assert grid.cell[0] >= LEAST_PANE
        places = [grid.place(index) for index in range(count)]
        assert all(x + w <= area[0] and y + h <= area[1] for x, y, w, h in places)


def test_the_side_that_was_asked_for_last_stays() -> None:
    both = left.WIDTH + LEAST_CENTRE + right.WIDTH
    assert Sides().shown(both, left.WIDTH, right.WIDTH) == (True, True)
    assert Sides().shown(both - 1, left.WIDTH, right.WIDTH) == (True, False)
    assert Sides(right_first=True).shown(both - 1, left.WIDTH, right.WIDTH) == (False, True)
    assert both <= 1024, "both stand beside two panes where a window is as wide as a small screen"


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_side_comes_back_when_there_is_room(qtbot: QtBot) -> None:
    parts = QWidget(), QWidget(), QWidget()
    body = Body(*parts, (236, 384))
    qtbot.addWidget(body)
    body.show()
    body.resize(1100, 500)
    body.open_right(True)
    body.resize(900, 500)
    assert [part.isVisible() for part in parts] == [False, True, True]
    assert parts[1].geometry().right() < parts[2].geometry().left(), "it does not lie over the pictures"
    body.open_left(True)
    assert [part.isVisible() for part in parts] == [True, True, False]
    body.give_way(True)
    assert [part.isVisible() for part in parts] == [False, True, False]
    body.give_way(False)
    body.resize(1100, 500)
    assert [part.isVisible() for part in parts] == [True, True, True]


@pytest.mark.parametrize("size", LOGICAL, ids="{0[0]}x{0[1]}".format)
def test_the_first_window_fits_its_screen(size: tuple[int, int]) -> None:
    first = first_size(SIZE, QSize(*size)) + scrolling.FRAME
    assert first.width() <= size[0]
    assert first.height() <= size[1]


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_below_its_least_the_window_scrolls(qtbot: QtBot) -> None:
    menus, inner = QMenuBar(), QWidget()
    area = Page(inner, menus)
    for widget in (area, menus):
        qtbot.addWidget(widget)
    area.show()
    below = QSize(0, menus.sizeHint().height())
    area.resize(LEAST - below)
    assert inner.size() == LEAST - below
    area.resize(512, 300)
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert inner.size() == LEAST - below
    assert area.horizontalScrollBar().maximum() > 0
    assert area.verticalScrollBar().value() == 0, "keys are not taken from the pictures"
    area.resize(1200, 900)
    assert inner.size() == QSize(1200, 900)

"""The grid of panes: widgets come and go with the cells, and what goes for all goes for those that come later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.gui.canvas.pane import PaneWidget
from srviewer.gui.canvas.pane_grid import PaneGrid
from srviewer.gui.canvas.view_state import ViewState, ViewSync

CELLS = tuple((Pane.of(name),) for name in ("bicubic", "dasr", "srcnn", "nearest"))


@pytest.fixture
def connected() -> list[PaneWidget]:
    return []


@pytest.fixture
def grid(qtbot: QtBot, connected: list[PaneWidget]) -> PaneGrid:
    """Of a canvas of 800 x 500 with three cells."""
    canvas, state, sync = QWidget(), ViewState(), ViewSync()
    qtbot.addWidget(canvas)
    canvas.resize(800, 500)
    sync.join(state)
    sync.set_picture((60, 40))
    grid = PaneGrid(canvas, state, sync, connected.append)
    grid.show(CELLS[:3])
    canvas.show()
    return grid


def test_those_that_stay_keep_their_widgets(grid: PaneGrid, connected: list[PaneWidget]) -> None:
    first = tuple(grid.panes)
    grid.show(CELLS[:2])
    assert (tuple(grid.panes), grid.cells) == (first[:2], CELLS[:2])
    assert first[2].isHidden()
    grid.show(CELLS)
    assert tuple(grid.panes[:2]) == first[:2]
    assert connected == [*first, *grid.panes[2:]], "each once"


def test_what_goes_for_all_goes_for_those_that_come_later(grid: PaneGrid) -> None:
    grid.tell(PaneWidget.set_smooth, True)
    grid.tell(PaneWidget.set_drawing, True)
    grid.tell(PaneWidget.set_smooth, False)
    grid.show(CELLS)
    assert [(pane.smooth, pane.drawing) for pane in grid.panes] == [(False, True)] * 4
    assert {pane.state.picture for pane in grid.panes} == {(60, 40)}


def test_all_are_of_one_size_and_found_by_where_they_are(grid: PaneGrid) -> None:
    cell = grid.place(None)
    assert {pane.size().toTuple() for pane in grid.panes} == {cell.toTuple()}
    assert {pane.state.viewport for pane in grid.panes} == {cell.toTuple()}
    assert [grid.index_at(pane.geometry().center()) for pane in grid.panes] == [0, 1, 2]
    assert grid.index_at(QPoint(-1, -1)) is None
    assert grid.place(1).width() == 800


def test_the_focus_comes_back_with_its_pane(grid: PaneGrid) -> None:
    grid.panes[2].setFocus()
    grid.show(CELLS[:1])
    assert grid.panes[0].window().focusWidget() is grid.panes[0]
    grid.show(CELLS[:2])
    grid.show(CELLS[:3])
    assert grid.panes[0].window().focusWidget() is grid.panes[2]
    grid.panes[1].setFocus()
    grid.show(CELLS)
    assert grid.panes[0].window().focusWidget() is grid.panes[1], "it stays where a person has put it"

"""What can be done to the canvas, as menus and keys offer it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_up import picture, prepare, session_of
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from srviewer.compared import Pane
from srviewer.engine.job import Rect
from srviewer.gui.canvas import actions
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.look.actions import Action, Menu, OneOf, Thing


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """Two panes of a picture of 60 x 40, in 800 x 500."""
    canvas = Canvas(session_of(picture(), (Pane.of("bicubic"), Pane.of("dasr"))))
    qtbot.addWidget(canvas)
    canvas.resize(800, 500)
    canvas.show()
    prepare(canvas.session, canvas)
    return canvas


def all_of(*entries: object) -> Iterator[Action]:
    for entry in entries:
        if isinstance(entry, Menu):
            yield from all_of(*entry.entries)
        elif isinstance(entry, OneOf):
            yield from entry.actions
        else:
            assert isinstance(entry, Action)
            yield entry


def by_key(*entries: object) -> dict[str, Action]:
    return {QKeySequence(action.key).toString(): action for action in all_of(*entries)}


def test_zooms_by_name_each_with_a_key_of_its_own(canvas: Canvas) -> None:
    found = by_key(actions.zooms(canvas))
    zooms = {"7": 0.25, "5": 0.5, "1": 1.0, "2": 2.0, "4": 4.0, "8": 8.0, "6": 16.0, "3": 32.0}
    assert found.keys() == {f"Ctrl+{key}" for key in (*zooms, "0")}
    for key, zoom in zooms.items():
        found[f"Ctrl+{key}"].run()
        assert canvas.zoom == max(zoom, 0.5), "half the size that fits at least"
        assert found[f"Ctrl+{key}"].text == f"{100 * zoom:g} %"
    found["Ctrl+0"].run()
    assert canvas.state.look.fitted
    nearer, away = actions.zoom_steps(canvas)
    canvas.zoom_to(2.0)
    nearer.run()
    assert canvas.zoom == 3
    away.run()
    away.run()
    assert canvas.zoom == 1.5


def test_views_and_layouts_of_which_one_is_ticked(canvas: Canvas) -> None:
    views, layouts, smooth = actions.ways(canvas)
    names = ("side by side", "wipe", "blink", "onion", "difference")
    assert [action.key for action in all_of(views)] == [f"Alt+Shift+{i}" for i in range(1, 6)]
    for index, action in enumerate(all_of(views)):
        canvas.set_way(turned=True, timed=False)
        action.run()
        assert canvas.view.name == names[index]
        assert not canvas.way.turned
        assert [a.ticked and a.ticked() for a in all_of(views)] == [name == names[index] for name in names]
    grids = (None, 6, 2, 1)
    assert [action.key for action in all_of(layouts)] == [f"Ctrl+Shift+{i}" for i in range(1, 5)]
    for index, action in enumerate(all_of(layouts)):
        action.run()
        assert canvas.way.columns == grids[index]
        assert [a.ticked and a.ticked() for a in all_of(layouts)] == [columns == grids[index] for columns in grids]
    assert smooth.ticked is not None
    for on in (True, False):
        smooth.run()
        assert canvas.smooth == smooth.ticked() == on
        assert all(pane.smooth == on for pane in canvas.panes)


def test_what_helps_to_look_closer(canvas: Canvas) -> None:
    said: list[str] = []
    found = by_key(*actions.looks(canvas, said.append))
    assert {key for key, action in found.items() if not action.picture} == {"O"}
    assert {key for key, action in found.items() if Thing.PANE in action.on} == {"Ctrl+L", "R"}
    assert {key for key, action in found.items() if Thing.REGION in action.on} == {"Shift+R"}
    assert found["O"].ticked is not None
    assert found["O"].ticked()
    found["O"].run()
    assert not found["O"].ticked()
    canvas.zoom_to(32.0)
    for words in ("independently", "together"):
        found["Ctrl+L"].run()
        assert words in said[-1]
    found["Ctrl+L"].run()
    canvas.panes[0].state.look_at(50.0, 30.0)
    found["Ctrl+Shift+L"].run()
    assert canvas.panes[0].state.look == canvas.panes[1].state.look
    found["R"].run()
    assert all(pane.drawing for pane in canvas.panes)
    canvas.session.edit(regions=(Rect(10, 10, 20, 10),), region=0)
    found["Shift+R"].run()
    assert canvas.state.centre == (20, 15)
    actions.captions(canvas).run()
    assert not any(pane.captions for pane in canvas.panes)

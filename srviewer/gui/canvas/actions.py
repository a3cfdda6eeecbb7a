"""What can be done to the canvas, as menus and keys offer it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence

from srviewer.compared import MOST_PANES
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.view_state import ZOOMS, percent
from srviewer.gui.canvas.views import offered
from srviewer.gui.look import language
from srviewer.gui.look.actions import Action, Menu, OneOf, Thing
from srviewer.gui.look.language import tr as _tr

_ZOOM_KEYS = (7, 5, 1, 2, 4, 8, 6, 3)


def zoom_steps(canvas: Canvas) -> tuple[Action, Action]:
    standard = QKeySequence.StandardKey
    return (
        Action(_tr("Zoom &in"), standard.ZoomIn, canvas.zoom_in),
        Action(_tr("Zoom &out"), standard.ZoomOut, canvas.zoom_out),
    )


def zooms(canvas: Canvas) -> Menu:
    keys = zip(ZOOMS, _ZOOM_KEYS, strict=True)
    found = [Action(percent(zoom), f"Ctrl+{key}", partial(canvas.zoom_to, zoom)) for zoom, key in keys]
    return Menu(_tr("&Zoom"), Action(_tr("&Fit the window"), "Ctrl+0", canvas.fit), *found)


def ways(canvas: Canvas) -> tuple[OneOf, Menu, Action]:
    """How the panes are compared: the view, the grid, the pixels."""
    views = [
        Action(
            language.core(view.title),
            f"Alt+Shift+{i}",
            partial(canvas.set_way, view=view.name, turned=False),
            language.core(view.about),
            ticked=partial(lambda name: canvas.view.name == name, view.name),
        )
        for i, view in enumerate(offered(), 1)
    ]
    grids = (
        (None, _tr("&Automatic")),
        (MOST_PANES, _tr("One &row")),
        (2, _tr("&Two columns")),
        (1, _tr("One &column")),
    )
    layouts = [
        Action(
            title,
            f"Ctrl+Shift+{i}",
            partial(canvas.set_way, columns=columns),
            ticked=partial(lambda columns: canvas.way.columns == columns, columns),
        )
        for i, (columns, title) in enumerate(grids, 1)
    ]
    smooth = Action(
        _tr("S&mooth above 100 %"),
        "Ctrl+I",
        lambda: canvas.set_smooth(not canvas.smooth),
        _tr("Interpolates above 100 % instead of showing single pixels"),
        ticked=lambda: canvas.smooth,
    )
    return OneOf(views), Menu(_tr("&Layout"), OneOf(layouts)), smooth


def looks(canvas: Canvas, say: Callable[[str], None]) -> tuple[Action, ...]:
    """What helps to look closer; `say` is told what became of a pane."""

    def toggle_loose() -> None:
        loose = _tr("This pane now moves independently; the same key links it again, keeping its offset")
        say(loose if canvas.toggle_loose() else _tr("All panes move together"))

    return (
        Action(_tr("&Magnifier"), "M", canvas.toggle_magnifier, picture=True),
        Action(
            _tr("Over&view map"),
            "O",
            canvas.toggle_overview,
            _tr("The whole picture in a corner while zoomed in; a click there moves the view"),
            ticked=lambda: canvas.overview.wanted,
        ),
        Action(_tr("Un&link selected pane"), "Ctrl+L", toggle_loose, picture=True, on=(Thing.PANE,)),
        Action(_tr("Align all panes"), "Ctrl+Shift+L", canvas.align, picture=True),
        Action(_tr("Draw &region"), "R", canvas.draw_region, picture=True, on=(Thing.PANE,)),
        Action(_tr("&Zoom to region"), "Shift+R", canvas.look_at_region, picture=True, on=(Thing.REGION,)),
    )


def captions(canvas: Canvas) -> Action:
    return Action(_tr("Show or hide &captions"), "Ctrl+T", canvas.toggle_captions)

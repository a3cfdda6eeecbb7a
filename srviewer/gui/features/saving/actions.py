"""What the menus offer of saving, copying and exporting."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.features.saving import animation_dialog, sheet_dialog
from srviewer.gui.features.saving.export import Exporting
from srviewer.gui.features.saving.save import Saving
from srviewer.gui.look.actions import Action, Entry, Menu, Thing
from srviewer.gui.look.language import tr as _tr
from srviewer.reports.formats import TABLES


def pictures(saving: Saving, exporting: Exporting, canvas: Canvas, window: QWidget) -> tuple[Action, ...]:
    """`window` is under the dialogs that ask."""
    standard, pane = QKeySequence.StandardKey, (Thing.PANE,)
    keep = _tr("Saves methods, settings and view in a file that reopens exactly as it is now")
    sheet = _tr("All methods with their numbers, whole picture and regions; or a web page with a slider")
    moving = _tr("Two panes in turn, a line between them, or a zoom into the detail, as WebP, GIF or MP4")
    return (
        Action(_tr("&Save selected pane…"), standard.Save, partial(saving.ask, window), picture=True, on=pane),
        Action(
            _tr("Save comparison…"),
            standard.SaveAs,
            lambda: exporting.ask_comparison(window, canvas.saved_view()),
            keep,
            picture=True,
        ),
        Action(_tr("Save all panes…"), "Ctrl+Alt+S", partial(exporting.ask_all, window), picture=True),
        Action(
            _tr("Export contact sheet…"),
            "Ctrl+Shift+E",
            partial(sheet_dialog.ask, exporting, window),
            sheet,
            picture=True,
        ),
        Action(
            _tr("Export animation…"),
            "Ctrl+Shift+A",
            partial(animation_dialog.ask, exporting, window),
            moving,
            picture=True,
        ),
        Action(_tr("&Export numbers…"), "Ctrl+E", partial(exporting.ask_where_numbers, window), picture=True),
    )


def copies(saving: Saving, exporting: Exporting, of_region: Action) -> tuple[Entry, ...]:
    """What goes onto the clipboard; `of_region` copies the numbers of a region."""
    copy, region = QKeySequence.StandardKey.Copy, (Thing.REGION,)
    forms = [
        Action(
            _tr("Copy numbers as {}").format(form.name),
            form.key,
            partial(exporting.copy_numbers, form.name),
            picture=True,
        )
        for form in TABLES
    ]
    return (
        Action(_tr("&Copy selected pane"), copy, saving.copy, picture=True, on=(Thing.PANE,)),
        Action(_tr("Copy region of selected pane"), "Ctrl+Shift+C", saving.copy_region, picture=True, on=region),
        of_region,
        Menu(_tr("Copy all &numbers"), *forms),
    )

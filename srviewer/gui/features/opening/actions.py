"""What the menus offer of opening, and of the pictures that are open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.look import language
from srviewer.gui.look.actions import Action, Changing, Entry, Menu, Thing
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import recent
from srviewer.imaging import samples
from srviewer.imaging.atomic import readable_name
from srviewer.session import Session

EMPTY = (Thing.EMPTY,)


def actions(opening: Opening, session: Session, window: QWidget) -> tuple[Entry, ...]:
    """`window` is under the dialogs that ask."""
    standard = QKeySequence.StandardKey
    own = _tr("Opens a result of this picture made with another program, in its own pane")

    def several() -> bool:
        return opening.pages[1] > 1

    return (
        Action(_tr("&Open…"), standard.Open, partial(opening.ask, window), on=EMPTY),
        Menu(_tr("Open a &sample"), *_samples(opening), on=EMPTY),
        _recent(opening),
        Action(_tr("&Next file"), "PgDown", partial(opening.step, 1), picture=True),
        Action(_tr("P&revious file"), "PgUp", partial(opening.step, -1), picture=True),
        Action(_tr("Next page of the &file"), "Shift+PgDown", partial(opening.step_page, 1), enabled=several),
        Action(_tr("Previous page of the fi&le"), "Shift+PgUp", partial(opening.step_page, -1), enabled=several),
        Action(_tr("Open my own &result…"), "Ctrl+Shift+O", partial(opening.ask_own, window), own, picture=True),
        Action(_tr("&Close picture"), "Ctrl+W", session.close, picture=True),
    )


def paste(opening: Opening) -> Action:
    return Action(_tr("&Paste picture"), QKeySequence.StandardKey.Paste, opening.paste, on=EMPTY)


def _samples(opening: Opening) -> list[Action]:
    return [
        Action(
            language.core(sample.title),
            f"Ctrl+G, {i}",
            partial(opening.sample, sample.name),
            language.core(sample.line),
        )
        for i, sample in enumerate(samples.names(), 1)
    ]


def _recent(opening: Opening) -> Menu:
    def listed() -> Sequence[Action]:
        return [
            Action(
                readable_name(path.name).replace("&", "&&"),
                f"Ctrl+H, {i}",
                partial(opening.files, (path,)),
                readable_name(path),
            )
            for i, path in enumerate(recent.paths(), 1)
        ]

    clear = Action(_tr("Clear recent files"), "Ctrl+H, 0", recent.clear, enabled=lambda: bool(recent.paths()))
    return Menu(_tr("Open &recent"), Changing(listed, lasting=False), None, clear, on=EMPTY)

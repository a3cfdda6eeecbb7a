"""The menu bar of a window, made of what the features declare; ticks and what can be done now are kept true.

What there are many of goes by number after a first key: samples and copies of the numbers after Ctrl+G, recent files
after Ctrl+H, lessons after Ctrl+J, themes after Ctrl+Shift+T.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import product

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from srviewer.gui.look import controls
from srviewer.gui.look.actions import Action, Changing, Entry, Key, Menu, OneOf, Thing
from srviewer.session import Change, Field, Session


@dataclass
class _Place:
    """Where changing actions stand in a menu: before the hidden line `end`."""

    entry: Changing
    menu: QMenu
    end: QAction
    made: list[QAction] = field(default_factory=list)
    listed: list[tuple[str, Key, str]] = field(default_factory=list)


class Menus:
    """Fills a window's menu bar; every action is also the window's, so that its key works."""

    def __init__(self, window: QMainWindow, session: Session, menus: Sequence[Menu]) -> None:
        self._window, self._session = window, session
        self._made: dict[QAction, Action] = {}
        self._menus: dict[Menu, QMenu] = {}
        self._top = menus
        self._changing: list[_Place] = []
        for menu in menus:
            self._fill(window.menuBar().addMenu(menu.title), menu)
        session.subscribe(self._session_changed)
        self.refresh()

    def again(self, menu: Menu, parent: QWidget) -> QMenu:
        """Another menu of the same actions, for a button."""
        made = QMenu(parent)
        made.addActions(self._menus[menu].actions())
        return made

    def of(self, *things: Thing) -> QMenu:
        """What can be done to these things: the actions of the menu bar that say so, in its order."""
        self.refresh()
        by_entry: dict[Action | Menu, QAction] = {action: made for made, action in self._made.items()}
        by_entry |= {entry: menu.menuAction() for entry, menu in self._menus.items()}
        found = QMenu(self._window)
        for thing, menu in product(things, self._top):
            for entry in (*_of_thing(menu.entries, thing), None):
                if entry is None:
                    found.addSeparator()
                else:
                    found.addAction(by_entry[entry])
        return found

    def pop_up(self, things: Sequence[Thing], at: QPoint) -> None:
        """Show the context menu of these things at a place on the screen."""
        menu = self.of(*things)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if menu.isEmpty():
            menu.close()
        else:
            menu.popup(at)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Every lasting action and its shortcut: (text, keys)."""
        passing = {action for place in self._changing if not place.entry.lasting for action in place.made}
        return [
            (controls.plain(a.text()), a.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for a in self._window.actions()
            if a not in passing
        ]

    def refresh(self) -> None:
        """See what is in force and what can be done now."""
        for place in self._changing:
            self._list(place)
        opened = self._session.source is not None
        for made, action in self._made.items():
            if action.ticked is not None and (action.ticked() or made.actionGroup() is None):
                made.setChecked(action.ticked())
            made.setEnabled((opened or not action.picture) and (action.enabled is None or action.enabled()))

    # -- inside -------------------------------------------------------------------------------------------

    def _fill(self, shown: QMenu, menu: Menu) -> None:
        self._menus[menu] = shown
        for entry in menu.entries:
            self._add(shown, entry)
        shown.aboutToShow.connect(self.refresh)

    def _add(self, shown: QMenu, entry: Entry) -> None:
        match entry:
            case None:
                shown.addSeparator()
            case Menu():
                self._fill(shown.addMenu(entry.title), entry)
            case OneOf():
                group = QActionGroup(self._window)
                shown.addActions([group.addAction(self._action(action)) for action in entry.actions])
            case Changing():
                end = shown.addSeparator()
                end.setVisible(False)
                self._changing.append(_Place(entry, shown, end))
            case Action():
                shown.addAction(self._action(entry))
            case QAction():
                self._window.addAction(entry)
                shown.addAction(entry)

    def _action(self, action: Action) -> QAction:
        made = action.made(self._window)
        made.triggered.connect(partial(self._run, action))
        self._made[made] = action
        self._window.addAction(made)
        return made

    def _run(self, action: Action, _checked: bool = False) -> None:
        action.run()
        self.refresh()

    def _list(self, place: _Place) -> None:
        """Bring a changing part of a menu up to date."""
        wanted = place.entry.actions()
        listed = [(action.text, action.key, action.tip) for action in wanted]
        if listed == place.listed:
            return
        place.listed = listed
        for old in place.made:
            del self._made[old]
            self._window.removeAction(old)
            place.menu.removeAction(old)
            old.deleteLater()
        place.made = [self._action(action) for action in wanted]
        place.menu.insertActions(place.end, place.made)
        if place.entry.one_of:
            group = QActionGroup(place.end)
            for made in place.made:
                group.addAction(made)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.MODE, Field.SCALE, Field.PANES, Field.SOURCE, Field.KNOWN):
            self.refresh()


def _of_thing(entries: Sequence[Entry], thing: Thing) -> Iterator[Action | Menu | None]:
    """Actions and menus that are for a thing, with the lines between them."""
    for entry in entries:
        match entry:
            case None:
                yield None
            case Menu(on=on) if thing in on:
                yield entry
            case Menu():
                yield from _of_thing(entry.entries, thing)
            case OneOf():
                yield from (action for action in entry.actions if thing in action.on)
            case Action(on=on) if thing in on:
                yield entry

"""The menu bar of a window, made of what the features declare; ticks and what can be done now are kept true.

What there are many of goes by number after a first key: samples and copies of the numbers after Ctrl+G, recent files
after Ctrl+H, lessons after Ctrl+J, themes after Ctrl+Shift+T.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from srviewer.gui.look import controls
from srviewer.gui.look.actions import Action, Entry, Menu, OneOf
from srviewer.session import Session


class Menus:
    """Fills a window's menu bar; every action is also the window's, so that its key works."""

    def __init__(self, window: QMainWindow, session: Session, menus: Sequence[Menu]) -> None:
        self._window, self._session = window, session
        self._made: dict[QAction, Action] = {}
        self._menus: dict[Menu, QMenu] = {}
        self._fresh: dict[Menu, list[QAction]] = {}
        for menu in menus:
            self._fill(window.menuBar().addMenu(menu.title), menu)
        session.subscribe(self._session_changed)
        self.refresh()

    def again(self, menu: Menu, parent: QWidget) -> QMenu:
        """Another menu of the same actions, for a button."""
        made = QMenu(parent)
        made.addActions(self._menus[menu].actions())
        return made

    def shortcuts(self) -> list[tuple[str, str]]:
        """Every action that does not change, and its shortcut: (text, keys)."""
        changing = {action for actions in self._fresh.values() for action in actions}
        return [
            (controls.plain(a.text()), a.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for a in self._window.actions()
            if a not in changing
        ]

    def refresh(self) -> None:
        """See what is in force and what can be done now."""
        for menu in self._fresh:
            self._list(menu)
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
        if menu.fresh is not None:
            self._fresh[menu] = []
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
            case Action():
                shown.addAction(self._action(entry))
            case QAction():
                self._window.addAction(entry)
                shown.addAction(entry)

    def _action(self, action: Action) -> QAction:
        made = QAction(action.text, self._window)
        made.setShortcut(QKeySequence(action.key))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setToolTip(action.tip)
        made.setMenuRole(action.role)
        made.setCheckable(action.ticked is not None)
        made.triggered.connect(partial(self._run, action))
        self._made[made] = action
        self._window.addAction(made)
        return made

    def _run(self, action: Action, _checked: bool = False) -> None:
        action.run()
        self.refresh()

    def _list(self, menu: Menu) -> None:
        """Bring the changing part of a menu up to date."""
        assert menu.fresh is not None
        shown, before, wanted = self._menus[menu], self._fresh[menu], menu.fresh()
        if [(a.text(), a.toolTip()) for a in before if not a.isSeparator()] == [(a.text, a.tip) for a in wanted]:
            return
        for old in before:
            self._made.pop(old, None)
            for place in (self._window, shown):
                place.removeAction(old)
            old.deleteLater()
        made = [self._action(action) for action in wanted]
        first = shown.actions()[0]
        shown.insertActions(first, made)
        self._fresh[menu] = [*made, shown.insertSeparator(first)] if made else []

    def _session_changed(self, names: frozenset[str]) -> None:
        if names & {"mode", "scale", "panes", "source"}:
            self.refresh()

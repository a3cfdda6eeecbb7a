"""What one can do, declared by whoever does it; menus, shortcuts and the search by name are made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence

Key = QKeySequence.StandardKey | str


@dataclass(frozen=True, eq=False)
class Action:
    """One thing to do.

    run : does it
    picture : whether a picture must be open
    ticked : tells whether it is in force; None: it has no tick
    enabled : tells whether it can be done now; None: always
    """

    text: str
    key: Key
    run: Callable[[], object]
    tip: str = ""
    picture: bool = False
    ticked: Callable[[], bool] | None = None
    enabled: Callable[[], bool] | None = None
    role: QAction.MenuRole = QAction.MenuRole.TextHeuristicRole


@dataclass(frozen=True, eq=False)
class OneOf:
    """Actions of which one is in force."""

    actions: Sequence[Action]


class Menu:
    """A menu; an entry that is None is a line between others.

    fresh : gives actions that stand above the entries and change; asked again whenever the menu is opened
    """

    def __init__(self, title: str, *entries: Entry, fresh: Callable[[], Sequence[Action]] | None = None) -> None:
        self.title, self.entries, self.fresh = title, entries, fresh


Entry = Action | OneOf | QAction | Menu | None

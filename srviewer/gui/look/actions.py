"""What one can do, declared by whoever does it; menus, shortcuts and the search by name are made of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

Key = QKeySequence.StandardKey | str


class Thing(Enum):
    """What an action is done to, and what the right button (or the menu key) is pressed on."""

    PANE = "pane"
    METHOD = "method"  # of the list
    REGION = "region"
    EMPTY = "empty"  # where no picture is
    FILE = "file"  # of a batch


@dataclass(frozen=True, eq=False)
class Action:
    """One thing to do.

    run : does it
    picture : whether a picture must be open
    ticked : tells whether it is in force; None: it has no tick
    enabled : tells whether it can be done now; None: always
    on : what it is done to: it stands in the context menus of these
    """

    text: str
    key: Key
    run: Callable[[], object]
    tip: str = ""
    picture: bool = False
    ticked: Callable[[], bool] | None = None
    enabled: Callable[[], bool] | None = None
    role: QAction.MenuRole = QAction.MenuRole.TextHeuristicRole
    on: tuple[Thing, ...] = ()

    def made(self, parent: QObject) -> QAction:
        """What Qt's menus and shortcuts take of it; who makes it connects and enables it."""
        made = QAction(self.text, parent)
        made.setShortcut(QKeySequence(self.key))
        made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        made.setToolTip(self.tip)
        made.setMenuRole(self.role)
        made.setCheckable(self.ticked is not None)
        return made


@dataclass(frozen=True, eq=False)
class OneOf:
    """Actions of which one is in force."""

    actions: Sequence[Action]


@dataclass(frozen=True, eq=False)
class Changing:
    """Actions that come and go.

    actions : gives them; asked again whenever menus are refreshed
    one_of : whether one of them is in force
    lasting : whether their keys are worth learning, so that they are listed
    """

    actions: Callable[[], Sequence[Action]]
    one_of: bool = False
    lasting: bool = True


class Menu:
    """A menu; an entry that is None is a line between others. It stands as a whole in the context menus of `on`."""

    def __init__(self, title: str, *entries: Entry, on: tuple[Thing, ...] = ()) -> None:
        self.title, self.entries, self.on = title, entries, on


Entry = Action | OneOf | Changing | QAction | Menu | None

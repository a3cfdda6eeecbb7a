"""The window as lessons know it: no more of each part than a lesson moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from srviewer.engine.cache import Cache
from srviewer.gui.look.controls import Choice

Sides = Any  # which are open, as the window's middle keeps it


class Tabs(Protocol):
    """Pages of which one is open, by name."""

    @property
    def current(self) -> str: ...

    def open(self, key: str) -> None: ...


class InsideTabs(Tabs, Protocol):
    """The pages of Look inside."""

    @property
    def keys(self) -> tuple[str, ...]: ...

    def page(self, key: str) -> QWidget: ...


class MiddleArea(Protocol):
    """The panes, or in their place Look inside."""

    @property
    def shows_inside(self) -> bool: ...

    def look_inside(self) -> None:
        """Turn to the other of the two."""


class FoldingSides(Protocol):
    """The centre with the sides that fold."""

    @property
    def sides(self) -> Sides: ...

    def restore_sides(self, sides: Sides) -> None: ...

    def open_left(self, open_: bool) -> None: ...

    def open_right(self, open_: bool) -> None: ...


class ResultCache(Protocol):
    """What is kept of results."""

    @property
    def cache(self) -> Cache: ...

    def give_back(self) -> None:
        """Give what others have let go of back to the system."""


class LessonStage(Protocol):
    """The whole.

    plot : the choice of what the plots show; parts : what can be pointed at, by name
    """

    def window(self) -> QWidget: ...

    @property
    def idle(self) -> bool: ...

    @property
    def comparing(self) -> ResultCache: ...

    @property
    def centre(self) -> MiddleArea: ...

    @property
    def inside(self) -> InsideTabs: ...

    @property
    def body(self) -> FoldingSides: ...

    @property
    def right(self) -> Tabs: ...

    @property
    def plot(self) -> Choice: ...

    @property
    def parts(self) -> Mapping[str, Callable[[], QWidget]]: ...

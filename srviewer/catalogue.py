"""Catalogues: the methods, degradations, plots, ways to compare and export formats that there are, in their order.

What is to be chosen from, listed or read by name asks a catalogue each time, so that an entry that is added while the
program runs is found everywhere. Reading is safe in any thread; entries are added and removed in the thread that shows
them (in the window, the GUI thread), and whoever listens is told there.
"""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Generic, Protocol, TypeVar

from srviewer.errors import ParameterError
from srviewer.phrase import commas, phrase


class Named(Protocol):
    """What a catalogue holds."""

    @property
    def name(self) -> str: ...


E = TypeVar("E", bound=Named)
T = TypeVar("T")


class Listeners(Generic[T]):
    """Callbacks, held weakly where they are bound methods: whoever listens need not say goodbye."""

    def __init__(self) -> None:
        self._references: list[Callable[[], Callable[[T], None] | None]] = []

    def add(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Tell `listener` from now on; returns what ends that."""
        bound = inspect.ismethod(listener)
        reference: Callable[[], Callable[[T], None] | None] = (
            weakref.WeakMethod(listener) if bound else lambda: listener
        )
        self._references.append(reference)
        return lambda: self._references.remove(reference) if reference in self._references else None

    def tell(self, what: T) -> None:
        for reference in tuple(self._references):
            listener = reference()
            if listener is None:
                self._references.remove(reference)
            else:
                listener(what)


class Catalogue(Generic[E]):
    """Entries by name, in order; no two share one of the `unique` attributes.

    kind : what an entry is called in errors, e.g. "method"
    """

    def __init__(self, kind: str, *entries: E, unique: tuple[str, ...] = ("name",)) -> None:
        self._kind, self._unique = kind, unique
        self._entries: tuple[E, ...] = ()
        self._listeners: Listeners[None] = Listeners()
        for entry in entries:
            self.register(entry)

    def __iter__(self) -> Iterator[E]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def first(self) -> E:
        return self._entries[0]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(entry.name for entry in self._entries)

    def find(self, name: str) -> E | None:
        """The entry called `name`, or None."""
        return next((entry for entry in self._entries if entry.name == name), None)

    def get(self, name: str) -> E:
        """The entry called `name`; `ParameterError` names the ones there are."""
        found = self.find(name)
        if found is None:
            raise ParameterError(
                phrase(
                    "unknown {kind} {name!r} (there are: {known})", kind=self._kind, name=name, known=commas(self.names)
                )
            )
        return found

    def register(self, entry: E) -> None:
        """Add an entry at the end; `ParameterError`, and nothing changes, if there is one like it."""
        for attribute in self._unique:
            value = getattr(entry, attribute)
            if any(getattr(known, attribute) == value for known in self._entries):
                raise ParameterError(phrase("a {kind} {value!r} exists already", kind=self._kind, value=value))
        self._entries = (*self._entries, entry)
        self._listeners.tell(None)

    def replace(self, entry: E) -> None:
        """Put an entry in the place of the one of its name; `ParameterError` if there is none."""
        old = self.get(entry.name)
        self._entries = tuple(entry if known is old else known for known in self._entries)
        self._listeners.tell(None)

    def remove(self, name: str) -> None:
        """Take an entry out; `ParameterError` if there is none of that name."""
        gone = self.get(name)
        self._entries = tuple(entry for entry in self._entries if entry is not gone)
        self._listeners.tell(None)

    def subscribe(self, listener: Callable[[None], None]) -> Callable[[], None]:
        """Tell `listener` (a bound method is held weakly) whenever entries come or go; returns what ends that."""
        return self._listeners.add(listener)


def resolved(target: str | Callable[..., Any]) -> Any:
    """What "module:name" stands for, imported now; anything else as it is."""
    if not isinstance(target, str):
        return target
    module, _, name = target.partition(":")
    return getattr(import_module(module), name)

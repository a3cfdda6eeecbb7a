"""What is worked out once: for an object, and for the latest keys."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):
    """A property of a method that is called when it is first asked for. Two threads that ask at once both call it.

    `functools.cached_property` has a lock that until Python 3.12 all objects share: one thread's work would hold up
    another's.
    """

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function, self._name, self.__doc__ = function, function.__name__, function.__doc__

    def __get__(self, of: object, _kind: type) -> T:
        found = self._function(of)
        vars(of)[self._name] = found  # which is looked at before this
        return found


class Latest(Generic[T]):
    """What was made for the latest keys, `most` of them. Of two threads that ask for the same, one makes it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.RLock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What there is for a key; if there is nothing, what `make` gives."""
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return self._made[key]

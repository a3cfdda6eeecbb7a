"""What is worked out once for an object: `functools.cached_property` without its lock, which until Python 3.12 all
objects share, so that one thread's work would hold up another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class once(Generic[T]):
    """A property of a method that is called when it is first asked for. Two threads that ask at once both call it."""

    def __init__(self, function: Callable[[Any], T]) -> None:
        self._function, self._name, self.__doc__ = function, function.__name__, function.__doc__

    def __get__(self, of: object, _kind: type) -> T:
        found = self._function(of)
        vars(of)[self._name] = found  # which is looked at before this
        return found

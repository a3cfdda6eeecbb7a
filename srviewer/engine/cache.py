"""A store of finished results and intermediate arrays, bounded in bytes and in pictures; what was used least recently
goes first, and is computed anew when it is wanted again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Container
from typing import Any

DEFAULT_BYTES = 768 * 2**20
DEFAULT_PICTURES = 8  # so that a hundred pictures, opened one after another, take no more than ten


class Cache:
    """Thread-safe mapping with a limit in bytes, and in pictures that it keeps anything of.

    Keys are tuples of what the value depends on (content key, method, scale, parameters). The content key is the
    picture's; what follows in it after a "/" is a part of that picture. A value of more than `largest` bytes (the limit
    unless said) is not kept.
    """

    def __init__(
        self, limit: int = DEFAULT_BYTES, pictures: int = DEFAULT_PICTURES, largest: int | None = None
    ) -> None:
        self.limit, self.pictures = limit, pictures
        self.largest = limit if largest is None else min(largest, limit)
        self._lock = threading.Lock()
        self._items: OrderedDict[tuple[object, ...], tuple[Any, int]] = OrderedDict()
        self._used = 0

    @property
    def used(self) -> int:
        """Bytes held."""
        with self._lock:
            return self._used

    def __len__(self) -> int:
        with self._lock:
            return len(self._items)

    def get(self, key: tuple[object, ...]) -> Any | None:
        """The value, which counts as used now; None if it is not here."""
        with self._lock:
            item = self._items.get(key)
            if item is None:
                return None
            self._items.move_to_end(key)
            return item[0]

    def put(self, key: tuple[object, ...], value: Any, nbytes: int) -> None:
        """Keep a value of `nbytes` bytes; older ones make room."""
        with self._lock:
            self._forget(key)
            if nbytes > self.largest:
                return
            while self._used + nbytes > self.limit:
                self._forget(next(iter(self._items)))
            self._items[key] = (value, nbytes)
            self._used += nbytes
            self._forget_old_pictures()

    def make_room(self, nbytes: int) -> int:
        """Let the oldest go until `nbytes` bytes are let go, or nothing is left; returns how many there were."""
        with self._lock:
            before = self._used
            while self._items and before - self._used < nbytes:
                self._forget(next(iter(self._items)))
            return before - self._used

    @property
    def kept_pictures(self) -> frozenset[str]:
        """The pictures of which anything is kept."""
        with self._lock:
            return frozenset(map(_picture, self._items))

    def keep_only(self, pictures: Container[str]) -> None:
        """Let go of all that is of other pictures."""
        with self._lock:
            for key in [key for key in self._items if _picture(key) not in pictures]:
                self._forget(key)

    def clear(self) -> None:
        with self._lock:
            self._items.clear()
            self._used = 0

    def _forget_old_pictures(self) -> None:
        recent = list(dict.fromkeys(_picture(key) for key in reversed(self._items)))
        for gone in recent[self.pictures :]:
            for key in [key for key in self._items if _picture(key) == gone]:
                self._forget(key)

    def _forget(self, key: tuple[object, ...]) -> None:
        item = self._items.pop(key, None)
        if item is not None:
            self._used -= item[1]


def _picture(key: tuple[object, ...]) -> str:
    return str(key[0]).partition("/")[0]

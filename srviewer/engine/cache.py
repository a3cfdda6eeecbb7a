"""A store of finished results and intermediate arrays, bounded in bytes; the least recently used goes first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

DEFAULT_BYTES = 768 * 2**20


class Cache:
    """Thread-safe mapping with a limit in bytes.

    Keys are tuples of what the value depends on (content key, method, scale, parameters). A value larger than the
    limit is not kept.
    """

    def __init__(self, limit: int = DEFAULT_BYTES) -> None:
        self.limit = limit
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
            if nbytes > self.limit:
                return
            while self._used + nbytes > self.limit:
                self._forget(next(iter(self._items)))
            self._items[key] = (value, nbytes)
            self._used += nbytes

    def clear(self) -> None:
        with self._lock:
            self._items.clear()
            self._used = 0

    def _forget(self, key: tuple[object, ...]) -> None:
        item = self._items.pop(key, None)
        if item is not None:
            self._used -= item[1]

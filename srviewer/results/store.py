"""Numbers that were measured before, by the checksums of both files and by what was measured how, in SQLite."""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from srviewer import paths
from srviewer.measures import Measures
from srviewer.metrics import Metric
from srviewer.phrase import as_json, of_json

log = logging.getLogger(__name__)

Kept = tuple[Measures, tuple[str, ...]]


class Store:
    """Thread-safe, and used by several processes at once. A metric whose protocol has changed is another one.

    What cannot be read or kept, on a full disk say, is measured anew: a store that fails loses no numbers.
    """

    def __init__(self, path: Path) -> None:
        """`sqlite3.Error` if there can be no such file; one that is damaged is begun anew."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        try:
            self._connection = _opened(path)
        except sqlite3.OperationalError:  # it is in use, or cannot be opened
            raise
        except sqlite3.DatabaseError:
            for file in (path, *path.parent.glob(f"{path.name}-*")):  # with what SQLite keeps beside it
                file.unlink(missing_ok=True)
            self._connection = _opened(path)

    def get(self, key: str, metrics: Sequence[Metric]) -> Kept | None:
        """What is known of a pair of files, of these metrics; None if nothing is."""
        try:
            with self._lock:
                found = self._connection.execute("select metric, value from numbers where pair = ?", (key,))
                rows = dict(found.fetchall())
        except sqlite3.Error:
            log.exception("numbers cannot be looked up")
            return None
        if "" not in rows:
            return None
        known = {m.name: json.loads(rows[name]) for m in metrics if (name := _name(m)) in rows}
        values = {name: value for name, value in known.items() if isinstance(value, float)}
        missing = {name: value for name, value in known.items() if isinstance(value, str)}
        return Measures(values, missing), tuple(map(of_json, json.loads(rows[""])))

    def put(self, key: str, measures: Measures, notices: tuple[str, ...], metrics: Sequence[Metric]) -> None:
        """Keep numbers of a pair of files, and which do not apply; what failed is tried again another time."""
        rows = [(key, "", json.dumps(list(map(as_json, notices))))]
        for metric in (m for m in metrics if m.name not in measures.missing):
            value = measures.values.get(metric.name)
            rows.append((key, _name(metric), json.dumps("" if value is None else float(value))))
        try:
            with self._lock, self._connection:  # commits
                self._connection.executemany("insert or replace into numbers values (?, ?, ?)", rows)
        except sqlite3.Error:
            log.exception("numbers are not kept")

    def close(self) -> None:
        with self._lock:
            self._connection.close()


@contextmanager
def opened() -> Iterator[Store | None]:
    """The user's store while it is used; None where nothing can be kept."""
    try:
        store = Store(paths.user_cache_dir() / "results.sqlite")
    except (OSError, sqlite3.Error):
        log.exception("numbers of results are not kept")
        yield None
        return
    try:
        yield store
    finally:
        store.close()


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, check_same_thread=False, timeout=10)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")  # numbers of the last second may go with a power cut
        connection.execute(
            "create table if not exists numbers (pair text, metric text, value text, primary key (pair, metric))"
        )
        connection.execute("select * from numbers limit 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _name(metric: Metric) -> str:
    """A metric's name with a digest of its protocol."""
    return f"{metric.name} {hashlib.blake2b(metric.protocol.encode(), digest_size=6).hexdigest()}"

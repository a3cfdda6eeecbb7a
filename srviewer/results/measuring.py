"""Results of many pictures measured against their truths, by threads on all cores; what was measured before is kept.

Definitions are those of `srviewer.evaluation`: a result from a file is rounded to 8 bits, and the border left out is
the scale unless said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from srviewer import system
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, SrviewerError
from srviewer.imaging import image_io
from srviewer.imaging.atomic import readable_name, reason
from srviewer.imaging.picture import Picture, as_levels
from srviewer.measures import Measures, measured_pairs
from srviewer.metrics import Metric
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import Plane, measured_plane
from srviewer.once import once
from srviewer.phrase import as_json, of_json, phrase
from srviewer.results.fitting import fitted, shift_words
from srviewer.results.folders import PictureRow
from srviewer.results.store import Store


@dataclass(frozen=True)
class How:
    """What is measured, and how.

    border : HR pixels left out on each side; None: the scale
    """

    scale: int
    metrics: tuple[Metric, ...]
    border: int | None = None
    max_pixels: int | None = image_io.DEFAULT_MAX_PIXELS

    @property
    def cropped(self) -> int:
        return self.scale if self.border is None else self.border


@dataclass(frozen=True)
class Scores:
    """The numbers of one result, and what is to be said of it; `error` in words where there are none."""

    measures: Measures = field(default_factory=Measures)
    notices: tuple[str, ...] = ()
    error: str = ""

    def as_json(self) -> dict[str, Any]:
        missing = {name: as_json(why) for name, why in self.measures.missing.items()}
        return {"values": dict(self.measures.values), "missing": missing,
                "notices": list(map(as_json, self.notices)), "error": as_json(self.error)}  # fmt: skip

    @classmethod
    def of_json(cls, found: Mapping[str, Any]) -> Scores:
        """What `as_json` told."""
        missing = {name: of_json(why) for name, why in found["missing"].items()}
        return cls(Measures(found["values"], missing), tuple(map(of_json, found["notices"])), of_json(found["error"]))


Cells = Mapping[str, Scores]  # of one picture, by column


def measured(
    rows: Sequence[PictureRow],
    how: How,
    store: Store | None = None,
    token: Token | None = None,
    threads: int | None = None,
) -> Iterator[tuple[PictureRow, Cells]]:
    """Each picture with the numbers of its results, as they are done.

    Cancelled, it ends with `CancelledError`; what is measured until then is in the store.
    """
    token, count = token or Token(), threads or system.cores()
    waiting = iter(rows)
    with ThreadPoolExecutor(count, "results") as pool:

        def submit(row: PictureRow) -> Future[tuple[PictureRow, Cells]]:
            return pool.submit(cells_of, row, how, store, token)

        under_way = {submit(row) for row in islice(waiting, 2 * count)}
        try:
            while under_way:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for future in done:
                    token.raise_if_cancelled()
                    under_way |= {submit(row) for row in islice(waiting, 1)}
                    yield future.result()
        finally:
            for future in under_way:
                future.cancel()


def cells_of(row: PictureRow, how: How, store: Store | None, token: Token) -> tuple[PictureRow, Cells]:
    """The numbers of all results of one picture; the truth is decoded once, and only if something is to be measured."""
    try:
        truth = _File(row.truth, how.max_pixels)
    except SrviewerError as error:
        return row, dict.fromkeys(row.results, Scores(error=str(error)))
    found = {}
    for column, path in row.results.items():
        token.raise_if_cancelled()
        try:
            found[column] = _cell(truth, _File(path, how.max_pixels), how, store, token)
        except CancelledError:
            raise
        except SrviewerError as error:
            found[column] = Scores(error=str(error))
        except MemoryError:
            found[column] = Scores(error=phrase("not enough memory to measure"))
    return row, found


class _File:
    """A picture's file: its bytes by digest, its pixels once they are needed, and the plane that it is measured on."""

    def __init__(self, path: Path, max_pixels: int | None) -> None:
        self._path, self._max_pixels = path, max_pixels
        try:
            self._data = path.read_bytes()
        except OSError as error:
            raise SrviewerError(
                phrase("{path} cannot be read: {reason}", path=readable_name(path), reason=reason(error))
            ) from None
        self.digest = hashlib.blake2b(self._data, digest_size=16).hexdigest()

    @once
    def picture(self) -> Picture:
        return image_io.read_picture(self._data, max_pixels=self._max_pixels, name=readable_name(self._path))

    @once
    def plane(self) -> Plane:
        return measured_plane(self.picture.samples)


def _cell(truth: _File, result: _File, how: How, store: Store | None, token: Token) -> Scores:
    key = f"{truth.digest} {result.digest} {how.scale} {how.cropped}"
    kept = store.get(key, how.metrics) if store is not None else None
    wanted = [m for m in how.metrics if kept is None or m.name not in {**kept[0].values, **kept[0].missing}]
    if kept is not None and not wanted:
        return Scores(*kept)
    new, notices = measure(truth.picture, result.picture, how, wanted, token, truth.plane)
    if store is not None:
        store.put(key, new, notices, wanted)
    return Scores(new if kept is None else kept[0].with_others(new), notices)


def measure(
    truth: Picture,
    result: Picture,
    how: How,
    wanted: Sequence[Metric],
    token: Token | None = None,
    plane: Plane | None = None,
) -> tuple[Measures, tuple[str, ...]]:
    """The numbers of a result against a truth, and what is to be said of it: how it was read, its size, a shift.

    `plane` is what the truth is measured on, where that is known already. `ParameterError` if the two do not belong
    together.
    """
    sr, hr, notices = fitted(result, truth, how.scale)
    levels = as_levels(sr.samples, sr.depth)
    check = token.raise_if_cancelled if token else None
    pair = Pair(levels, hr.samples, None, how.cropped, check, plane if hr is truth else None)
    shift = "" if pair.identical else shift_words(*pair.planes)
    said = (*result.notices, *notices, *((shift,) if shift else ()))
    return measured_pairs({"truth": pair}, wanted, token), said

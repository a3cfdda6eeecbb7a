"""Separable work on planes: a function of rows laid along one axis, some rows at a time, so that it can be cancelled
and its temporaries stay in the processor's cache."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.upsamplers.base import FloatArray

Tick = Callable[[float], None]  # told the share that is done, in [0, 1]; may raise to end the work
Rows = Callable[..., FloatArray]  # arrays (m, n) to one (m, length)

STRIP = 1 << 16  # samples handled between two ticks: some milliseconds, and temporaries stay in the cache
_NARROWEST = 16  # float32 columns in a cache line


class Buffers:
    """Temporaries that are used again for the next strip: memory that is new costs as much as arithmetic."""

    def __init__(self) -> None:
        self._arrays: dict[Hashable, npt.NDArray[Any]] = {}

    def array(self, name: Hashable, shape: tuple[int, ...], dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """An array to be filled, the same memory whenever the name is the same."""
        size = math.prod(shape)
        known = self._arrays.get(name)
        if known is None or known.size < size or known.dtype != dtype:
            known = self._arrays[name] = np.empty(size, dtype)
        return known[:size].reshape(shape)


def along_x(
    function: Rows,
    planes: tuple[FloatArray, ...],
    length: int,
    tick: Tick,
    strip: int = STRIP,
    out: FloatArray | None = None,
    add: bool = False,
) -> FloatArray:
    """`function` of the rows of planes (H, W): (H, length); written to `out` (or, with `add`, added to it), where there
    is one."""
    height = len(planes[0])
    if out is None:
        out = np.empty((height, length), np.float32)
    for rows in strips(height, length, tick, strip):
        made = function(*(plane[rows] for plane in planes))
        if add:
            out[rows] += made
        else:
            out[rows] = made
    return out


def along_y(function: Rows, planes: tuple[FloatArray, ...], length: int, tick: Tick, strip: int = STRIP) -> FloatArray:
    """`function` of the columns of planes (H, W): (length, W)."""
    return along_y_in_pieces(function, planes, length, length, tick, strip)[0]


def along_y_in_pieces(
    function: Rows, planes: tuple[FloatArray, ...], length: int, piece: int, tick: Tick, strip: int = STRIP
) -> list[FloatArray]:
    """`along_y` as arrays of `piece` rows (the last of fewer), so that each can be let go of by itself."""
    width = planes[0].shape[1]
    buffers = Buffers()
    count = -(-length // piece)
    touched = part(tick, 0, 0.05)
    out = [
        _touched(min(piece, length - i * piece), width, part(touched, i / count, (i + 1) / count)) for i in range(count)
    ]
    for columns in strips(width, length, part(tick, 0.05, 1), strip):
        made = function(*(_turned(plane[:, columns], buffers, index) for index, plane in enumerate(planes)))
        for index, target in enumerate(out):
            target[:, columns] = made[:, index * piece : (index + 1) * piece].T
    return out


def part(tick: Tick, start: float, stop: float) -> Tick:
    """What a part of the work is to tell, whose beginning and end are those shares of the whole."""
    return lambda done: tick(start + (stop - start) * done)


def _turned(columns: FloatArray, buffers: Buffers, index: int) -> FloatArray:
    turned = buffers.array(index, columns.T.shape, columns.dtype)
    turned[...] = columns.T
    return turned


def _touched(height: int, width: int, tick: Tick) -> FloatArray:
    """An array whose memory is there: the first strip of columns would have to wait for all of it."""
    out = np.empty((height, width), np.float32)
    for rows in strips(height, width, tick):
        out[rows] = 0
    return out


def strips(count: int, samples: int, tick: Tick, strip: int = STRIP) -> Iterator[slice]:
    """Slices of [0, count), each of about `strip` samples; ticks before every one."""
    step = max(_NARROWEST, strip // samples)
    for start in range(0, count, step):
        tick(start / count)
        yield slice(start, min(start + step, count))

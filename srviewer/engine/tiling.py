"""Tiles of a picture, each with the surroundings it needs, in the order in which they are wanted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

from srviewer.engine.job import Rect


@dataclass(frozen=True)
class Tile:
    """A tile in the pixels of one grid.

    core : what the tile is responsible for
    padded : `core` with the halo around it, cut at the picture's border
    """

    core: Rect
    padded: Rect

    def inner(self, numerator: int, denominator: int = 1) -> tuple[slice, slice]:
        """Rows and columns of `core` within the output that `padded` gives at this ratio."""
        x = (self.core.x - self.padded.x) * numerator // denominator
        y = (self.core.y - self.padded.y) * numerator // denominator
        height, width = (n * numerator // denominator for n in (self.core.height, self.core.width))
        return slice(y, y + height), slice(x, x + width)


def cover(area: Rect, side: int) -> tuple[Rect, ...]:
    """Tiles of about `side` x `side` pixels, as equal as they can be, row by row, that cover `area` exactly."""

    def cuts(start: int, length: int) -> list[int]:
        count = ceil(length / side)
        return [start + length * i // count for i in range(count + 1)]

    xs, ys = cuts(area.x, area.width), cuts(area.y, area.height)
    return tuple(Rect(x, y, x1 - x, y1 - y) for y, y1 in pairwise(ys) for x, x1 in pairwise(xs))


def pad(core: Rect, halo: int, width: int, height: int, grid: int = 1) -> Tile:
    """The tile of `core` with `halo` pixels around it, up to a multiple of `grid` on each side, within a picture of
    width x height."""
    x, y = (max(0, start - halo) // grid * grid for start in (core.x, core.y))
    right, bottom = (
        min(most, -(-(end + halo) // grid) * grid) for most, end in ((width, core.right), (height, core.bottom))
    )
    return Tile(core, Rect(x, y, right - x, bottom - y))


def nearest_first(tiles: tuple[Rect, ...], focus: Rect | None) -> Iterator[Rect]:
    """Tiles that touch `focus` first, then outwards from its centre; in reading order if there is no focus."""
    if focus is None:
        return iter(tiles)
    cx, cy = focus.x + focus.width / 2, focus.y + focus.height / 2

    def distance(tile: Rect) -> tuple[bool, float]:
        return not tile.intersects(focus), hypot(tile.x + tile.width / 2 - cx, tile.y + tile.height / 2 - cy)

    return iter(sorted(tiles, key=distance))


def split(rect: Rect) -> tuple[Rect, ...]:
    """Halves of a tile along its longer side; itself if it is one pixel."""
    if rect.width == rect.height == 1:
        return (rect,)
    if rect.width >= rect.height:
        half = rect.width // 2
        return (
            Rect(rect.x, rect.y, half, rect.height),
            Rect(rect.x + half, rect.y, rect.width - half, rect.height),
        )
    half = rect.height // 2
    return Rect(rect.x, rect.y, rect.width, half), Rect(rect.x, rect.y + half, rect.width, rect.height - half)

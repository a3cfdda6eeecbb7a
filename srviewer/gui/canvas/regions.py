"""Regions of interest: where one is taken hold of, and what a drag makes of it. Qt-free; picture coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from srviewer.engine.job import Rect

Point = tuple[float, float]
Size = tuple[int, int]

REACH = 7.0  # logical pixels about an edge or corner within which it is taken


@dataclass(frozen=True)
class Grip:
    """A hold on a region: which, where, and its sides as they were; of a new one, which has none yet, only where.

    left, top, right, bottom : which sides follow the pointer; all of them when it is moved
    """

    index: int | None
    start: Point
    rect: Rect | None = None
    left: bool = False
    top: bool = False
    right: bool = False
    bottom: bool = False

    @property
    def moves(self) -> bool:
        return self.left and self.right


def new_grip(at: Point) -> Grip:
    """The beginning of a new region at a point."""
    return Grip(None, at)


def grip_at(at: Point, regions: tuple[Rect, ...], reach: float) -> Grip | None:
    """What of the regions lies at a point: a corner or a part of an edge near it (resize), the rest of an edge (move).

    reach : in picture pixels. The last region drawn lies on top.
    """
    x, y = at
    for index in reversed(range(len(regions))):
        r = regions[index]
        if not (r.x - reach <= x <= r.right + reach and r.y - reach <= y <= r.bottom + reach):
            continue
        left, right = abs(x - r.x) <= reach, abs(x - r.right) <= reach
        top, bottom = abs(y - r.y) <= reach, abs(y - r.bottom) <= reach
        if (left or right) and (top or bottom):
            return Grip(index, at, r, left and not right, top and not bottom, right, bottom)
        if left or right or top or bottom:
            return Grip(index, at, r, True, True, True, True)
    return None


def region_at(at: Point, regions: tuple[Rect, ...]) -> int | None:
    """The region that a point lies in, the last one drawn if in several."""
    inside = (i for i, r in enumerate(regions) if r.x <= at[0] <= r.right and r.y <= at[1] <= r.bottom)
    return max(inside, default=None)


def dragged(grip: Grip, to: Point, picture: Size) -> Rect:
    """The region after a drag: whole pixels, inside the picture, a pixel at least."""
    r = grip.rect
    if r is None:
        return _between(grip.start, to, picture)
    width, height = picture
    dx, dy = round(to[0] - grip.start[0]), round(to[1] - grip.start[1])
    if grip.moves:
        x, y = min(max(r.x + dx, 0), width - r.width), min(max(r.y + dy, 0), height - r.height)
        return Rect(x, y, r.width, r.height)
    xs = sorted((r.x + dx * grip.left, r.right + dx * grip.right))
    ys = sorted((r.y + dy * grip.top, r.bottom + dy * grip.bottom))
    return bounded(Rect(xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0]), picture)


def _between(a: Point, b: Point, picture: Size) -> Rect:
    """The pixels touched by the rectangle between two points."""
    x0, x1 = sorted((a[0], b[0]))
    y0, y1 = sorted((a[1], b[1]))
    rect = Rect(floor(x0), floor(y0), max(ceil(x1) - floor(x0), 1), max(ceil(y1) - floor(y0), 1))
    return bounded(rect, picture)


def bounded(rect: Rect, picture: Size) -> Rect:
    """The part of a region that lies in the picture, a pixel at least."""
    width, height = picture
    x, y = min(max(rect.x, 0), width - 1), min(max(rect.y, 0), height - 1)
    right, bottom = min(max(rect.right, x + 1), width), min(max(rect.bottom, y + 1), height)
    return Rect(x, y, right - x, bottom - y)


def with_provisional(
    regions: tuple[Rect, ...], selected: int | None, provisional: tuple[int | None, Rect] | None
) -> tuple[tuple[Rect, ...], int | None]:
    """Regions and the selected one, with what is being dragged in its place (None, or what is gone: as a new one)."""
    if provisional is None:
        return regions, selected
    index, rect = provisional
    if index is None or index >= len(regions):
        return (*regions, rect), len(regions)
    return (*regions[:index], rect, *regions[index + 1 :]), index

"""Which part of a picture the networks do: of a large one what is looked at, some room to pan, never too much; and
what of it comes first."""

from __future__ import annotations

from srviewer.engine.job import Rect

MOST = 500_000  # LR pixels: more in view than this, and only the middle is done
ROOM = 0.25  # of the view, on each side
FIRST = 56 * 56  # LR pixels that a slider shows first: Perceptual does them, margin and all, in 0.2 s on two cores


def region_to_do(view: Rect, width: int, height: int) -> Rect:
    """The part to do for a view of a picture of this size: the view and some more, not over `MOST`."""
    grown = _around(view, 1 + 2 * ROOM, width, height)
    if grown.width * grown.height <= MOST:
        return grown
    area = view.width * view.height
    return view if area <= MOST else _around(view, (MOST / area) ** 0.5, width, height)


def part_to_see_first(view: Rect) -> Rect:
    """The middle of a view, not over `FIRST`."""
    area = view.width * view.height
    return view if area <= FIRST else _around(view, (FIRST / area) ** 0.5, view.right, view.bottom)


def contains(outer: Rect, inner: Rect) -> bool:
    """Whether `inner` lies in `outer`."""
    return outer.x <= inner.x and outer.y <= inner.y and inner.right <= outer.right and inner.bottom <= outer.bottom


def _around(view: Rect, factor: float, width: int, height: int) -> Rect:
    """`view` enlarged about its middle, cut at the picture's edges; at least a pixel."""
    wide, high = max(1, int(view.width * factor)), max(1, int(view.height * factor))
    x, y = view.x - (wide - view.width) // 2, view.y - (high - view.height) // 2
    left, top = max(0, x), max(0, y)
    return Rect(left, top, min(width, x + wide) - left, min(height, y + high) - top)

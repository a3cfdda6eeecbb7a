"""What the panes show, as pixels with their place on the output's grid: the one thing that maps and plots ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy.typing as npt

from srviewer.compared import LR, Pane
from srviewer.engine.job import Rect
from srviewer.imaging.picture import Picture
from srviewer.session import Session

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Placed:
    """Pixels (H, W) or (H, W, 3) of any dtype, and where they lie in the output. Frozen, so that a lane may have it."""

    array: Array = field(repr=False)
    place: Rect

    def cut(self, part: Rect) -> Array | None:
        """The pixels of a part of the output; None if they do not cover it."""
        x, y = part.x - self.place.x, part.y - self.place.y
        if x < 0 or y < 0 or part.right > self.place.right or part.bottom > self.place.bottom:
            return None
        found: Array = self.array[y : y + part.height, x : x + part.width]
        return found


def placed(session: Session, pane: Pane) -> Placed | None:
    """What a pane shows; None if that is not there (yet), or is not on the output's grid, as the LR is not."""
    found = None if pane.method == LR else session.shown(pane)
    if found is None:
        return None
    if isinstance(found, Picture):
        return _whole(found.samples)
    if found.region is None:
        return _whole(found.pixels)
    return Placed(found.pixels, found.region.scaled(found.scale))


def common(shown: Iterable[Placed]) -> Rect | None:
    """The part of the output that all have; None if there is none."""
    places = [p.place for p in shown]
    x, y = max(p.x for p in places), max(p.y for p in places)
    right, bottom = min(p.right for p in places), min(p.bottom for p in places)
    return Rect(x, y, right - x, bottom - y) if right > x and bottom > y else None


def _whole(array: Array) -> Placed:
    return Placed(array, Rect(0, 0, array.shape[1], array.shape[0]))

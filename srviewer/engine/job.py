"""A request to the engine, frozen before it leaves the thread that made it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from srviewer import upsamplers
from srviewer.errors import ParameterError
from srviewer.imaging.picture import Picture
from srviewer.phrase import phrase
from srviewer.upsamplers import Method

Params = tuple[tuple[str, str | float], ...]

_ids = itertools.count(1)


def new_id() -> int:
    """An id that no job of this process has."""
    return next(_ids)


class Rect(NamedTuple):
    """A rectangle of whole pixels: left, top, width, height."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def intersects(self, other: Rect) -> bool:
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def contains(self, other: Rect) -> bool:
        """Whether all of the other lies in it."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom

    def scaled(self, factor: int) -> Rect:
        return Rect(self.x * factor, self.y * factor, self.width * factor, self.height * factor)


def frozen_params(params: Mapping[str, str | float]) -> Params:
    """Parameters as a sorted tuple, so that equal ones compare and hash equal."""
    return tuple(sorted(params.items()))


@dataclass(frozen=True, eq=False)
class Job:
    """One method on one picture. Make it with `Job.make`, which checks what it is given.

    Attributes
    ----------
    picture : the LR picture
    method, scale, params : what to do; `params` complete and checked
    device : "auto", "cpu", "cuda", "mps", or a torch device string
    tile : side of a tile in LR pixels, or None for the engine's choice
    depth : 8 or 16: results are rounded and kept as uint8 or uint16; 32: kept as float32, clipped
    region : the part of the LR to do (LR pixels), or None for all of it
    focus : the part to do first (LR pixels), or None
    luma : whether the own Y of a method that works on it is kept beside the colours, to be measured against a truth
    id : unique in the process; events carry it
    """

    picture: Picture
    method: str
    scale: int
    params: Params
    device: str = "auto"
    tile: int | None = None
    depth: int = 8
    region: Rect | None = None
    focus: Rect | None = None
    luma: bool = True
    id: int = field(default_factory=new_id)

    @classmethod
    def make(
        cls,
        picture: Picture,
        method: str | Method,
        scale: int,
        params: Mapping[str, object] | None = None,
        *,
        device: str = "auto",
        tile: int | None = None,
        depth: int = 8,
        region: Rect | None = None,
        focus: Rect | None = None,
        luma: bool = True,
    ) -> Job:
        """A checked job; `ParameterError` says what cannot be used and what can."""
        known = upsamplers.get(method)
        if scale not in upsamplers.SCALES:
            allowed = ", ".join(map(str, upsamplers.scales()))
            raise ParameterError(
                phrase("scale {scale} is not supported (there are: {allowed})", scale=scale, allowed=allowed)
            )
        if (why := known.lacks(scale)) is not None:
            raise ParameterError(why)
        if tile is not None and tile < 8:
            raise ParameterError(phrase("a tile of {tile} pixels is too small (8 is the least)", tile=tile))
        if depth not in (8, 16, 32):
            raise ParameterError(phrase("depth is 8, 16 or 32 bits, not {depth}", depth=depth))
        if region is not None:
            inside = 0 <= region.x < region.right <= picture.width and 0 <= region.y < region.bottom <= picture.height
            if not inside:
                raise ParameterError(
                    phrase(
                        "region {region} is not inside {width} x {height}",
                        region=region,
                        width=picture.width,
                        height=picture.height,
                    )
                )
        complete = frozen_params(known.checked(params or {}))
        return cls(picture, known.name, scale, complete, device, tile, depth, region, focus, luma)

    @property
    def key(self) -> tuple[object, ...]:
        """What the result depends on: equal keys, equal planes."""
        digest = upsamplers.get(self.method).digest
        how = self.scale, self.params, self.depth, self.region, self.luma
        return (self.picture.content_key, self.method, digest, *how)

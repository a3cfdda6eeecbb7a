"""What the engine says while it runs a job. Plain frozen data, so that a process could send it as well."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine.job import Job, Params, Rect
from srviewer.imaging.metadata import NOTHING
from srviewer.imaging.picture import Picture, as_floats


@dataclass(frozen=True, eq=False)
class Result:
    """What a method made of a picture.

    Attributes
    ----------
    pixels : uint8, uint16 or float32, (H, W) or (H, W, 3): RGB or grey, clipped (and rounded)
    alpha : the same dtype, (H, W), or None
    luma : uint8 (H, W) or None: for methods that work on Y and a colour picture, their own Y plane, clipped and
        rounded to 8 bits, where the job asked for it; it is what they are measured on
    method, scale, params : what was asked
    steps : labels of the stages that were run, e.g. ("SRCNN ×4", "SRCNN ×2")
    weights : sha256 of the weight files used
    device, seconds : where it ran, and how long
    notices : what a user should know
    region : the part of the LR that was done, or None for all of it
    peak_bytes : how far memory rose meanwhile (`memory.Peak`), or None where the system does not tell
    """

    pixels: npt.NDArray[Any]
    alpha: npt.NDArray[Any] | None
    luma: npt.NDArray[np.uint8] | None
    method: str
    scale: int
    params: Params
    steps: tuple[str, ...]
    weights: tuple[str, ...]
    device: str
    seconds: float
    notices: tuple[str, ...] = ()
    region: Rect | None = None
    peak_bytes: int | None = None

    @property
    def nbytes(self) -> int:
        return sum(int(a.nbytes) for a in (self.pixels, self.alpha, self.luma) if a is not None)

    @property
    def place(self) -> Rect:
        """The part of the output that it is, in output pixels."""
        if self.region is not None:
            return self.region.scaled(self.scale)
        height, width = self.pixels.shape[:2]
        return Rect(0, 0, width, height)

    def picture(self, source: Picture | None = None) -> Picture:
        """The result as a picture, with the source's metadata if a source is given."""
        return Picture(
            self.pixels,
            None if self.alpha is None else as_floats(self.alpha),
            depth=8 if self.pixels.dtype == np.uint8 else 16,
            metadata=source.metadata if source else NOTHING,
        )


@dataclass(frozen=True)
class Event:
    """Base of all events; `job_id` says whose it is."""

    job_id: int


@dataclass(frozen=True)
class Started(Event):
    """Work has begun. `message` says with what, e.g. "starting the networks"."""

    message: str = ""


@dataclass(frozen=True)
class Progressed(Event):
    """A part is done; `fraction` in [0, 1]."""

    fraction: float
    message: str = ""


@dataclass(frozen=True, eq=False)
class TileFinished(Event):
    """A part of the result: `pixels` (as `Result.pixels`) belong at (x, y) of the whole picture enlarged, whose size is
    (width, height) also when the job does a region of it. A `preview` goes ahead of the job, which replaces it."""

    x: int
    y: int
    pixels: npt.NDArray[Any]
    width: int
    height: int
    preview: bool = False

    @property
    def place(self) -> Rect:
        """Where it lies, in pixels of the whole picture enlarged."""
        height, width = self.pixels.shape[:2]
        return Rect(self.x, self.y, width, height)

    def within(self, area: Rect) -> TileFinished:
        """What of it lies in an area that it meets (pixels of the whole picture enlarged)."""
        x, y = max(self.x, area.x), max(self.y, area.y)
        pixels = self.pixels[y - self.y : area.bottom - self.y, x - self.x : area.right - self.x]
        return replace(self, x=x, y=y, pixels=pixels)


@dataclass(frozen=True, eq=False)
class Finished(Event):
    """The job is done."""

    result: Result
    cached: bool = False


@dataclass(frozen=True)
class Failed(Event):
    """The job ended without a result; `message` says why, in words for a user; `detail` is for the log."""

    message: str
    detail: str = field(default="", repr=False)


@dataclass(frozen=True)
class Cancelled(Event):
    """The job was cancelled."""


__all__ = [
    "Cancelled",
    "Event",
    "Failed",
    "Finished",
    "Job",
    "Progressed",
    "Result",
    "Started",
    "TileFinished",
]

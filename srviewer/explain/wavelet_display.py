"""Subbands made visible: how values become grey, on one scale for all of them, and the nested square.

A display is one entry of `DISPLAYS`. All map to [0, 1]; `legend` says which values stand at its ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.explain.step import largest_magnitude
from srviewer.imaging.wavelet import DETAIL_BANDS, Subbands
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
FloatArray = npt.NDArray[np.float32]

GAINS = (1, 4, 16, 64)  # of the contrast
DECIBELS = 60.0  # from black to white on the logarithmic display


@dataclass(frozen=True)
class Display:
    """A way to show detail coefficients.

    to_grey : (values, peak / gain) to float32 in [0, 1] and beyond, which is clipped
    ends : what stands at 0 and at 1, in `unit`, for peak and gain
    """

    name: str
    title: str
    unit: str
    to_grey: Callable[[Array, float], Array]
    ends: Callable[[float, float], tuple[float, float]]

    def shown(self, values: Array, peak: float, gain: float = 1.0) -> FloatArray:
        """(H, W) coefficients to float32 in [0, 1].

        peak : the magnitude that fills the scale at gain 1 (`shared_peak`); gain : more than 0
        """
        grey: FloatArray = np.clip(self.to_grey(values, _top(peak, gain)), 0, 1).astype(np.float32, copy=False)
        return grey

    def legend(self, peak: float, gain: float = 1.0) -> tuple[float, float]:
        """The values at the dark and at the light end."""
        _top(peak, gain)
        return self.ends(peak, gain)


def _top(peak: float, gain: float) -> float:
    if not (peak > 0 and gain > 0):
        raise ParameterError(phrase("peak {peak:g} and gain {gain:g}: expected more than 0", peak=peak, gain=gain))
    return peak / gain


def _log_energy(values: Array, top: float) -> Array:
    with np.errstate(divide="ignore"):
        decibels: Array = 20 * np.log10(np.abs(values) / top)
    return 1 + decibels / DECIBELS


def _log_ends(peak: float, gain: float) -> tuple[float, float]:
    high = 20 * float(np.log10(1 / gain))
    return high - DECIBELS, high


DISPLAYS = (
    Display("signed", "signed", "", lambda v, top: 0.5 + v / (2 * top), lambda p, g: (-p / g, p / g)),
    Display("absolute", "absolute", "", lambda v, top: np.abs(v) / top, lambda p, g: (0.0, p / g)),
    Display("log", "log energy", "dB", _log_energy, _log_ends),
)


def display_of(name: str) -> Display:
    """The display called `name`."""
    for display in DISPLAYS:
        if display.name == name:
            return display
    raise ParameterError(
        phrase("unknown display {name!r} (there are: {known})", name=name, known=", ".join(d.name for d in DISPLAYS))
    )


def shared_peak(*sources: Sequence[Subbands]) -> float:
    """One scale for all: the largest magnitude of the detail bands of all levels of all sources; 1 if all are nil."""
    bands = [bands.band(b.key) for levels in sources for bands in levels for b in DETAIL_BANDS]
    return largest_magnitude(*bands)


def shown_smooth(values: Array, level: int) -> FloatArray:
    """LL of a level as the picture it is: divided by its gain, 2 a level, and clipped to [0, 1]."""
    grey: FloatArray = np.clip(values / 2.0**level, 0, 1).astype(np.float32, copy=False)
    return grey


def as_bytes(grey: FloatArray) -> npt.NDArray[np.uint8]:
    """Grey in [0, 1] as uint8."""
    return np.rint(grey * 255).astype(np.uint8)


# -- the nested square ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BandTile:
    """Where a subband stands in the nested square: its upper left corner and its size."""

    level: int
    band: str
    y: int
    x: int
    height: int
    width: int

    def holds(self, y: int, x: int) -> bool:
        return 0 <= y - self.y < self.height and 0 <= x - self.x < self.width


def nested_square(shapes: Sequence[tuple[int, int]]) -> tuple[BandTile, ...]:
    """The classical layout: HL right of LL, LH under it, HH across; the coarser levels in the place of LL.

    shapes : of the subbands by level, the finest first

    Modes other than "periodization" make subbands larger than half, so that a coarser square may be a little larger
    than the LL that it stands for; the place then grows, and gaps of some pixels stay empty.
    """
    tiles, size = _nested(shapes, 1)
    del size
    return tuple(tiles)


def _nested(shapes: Sequence[tuple[int, int]], level: int) -> tuple[list[BandTile], tuple[int, int]]:
    height, width = shapes[level - 1]
    if level == len(shapes):
        tiles, inner = [BandTile(level, "LL", 0, 0, height, width)], (height, width)
    else:
        tiles, inner = _nested(shapes, level + 1)
    bottom, right = max(height, inner[0]), max(width, inner[1])
    corners = {"LH": (bottom, 0), "HL": (0, right), "HH": (bottom, right)}
    tiles += [BandTile(level, name, y, x, height, width) for name, (y, x) in corners.items()]
    return tiles, (bottom + height, right + width)


def mosaic(tiles: Sequence[BandTile], images: Mapping[tuple[int, str], Array], background: float = 0.0) -> Array:
    """The images of all subbands, by (level, band), in one array; dtype of the images.

    `ParameterError` if an image has not the size of its tile: subbands of another picture's size.
    """
    if any(images[t.level, t.band].shape != (t.height, t.width) for t in tiles):
        raise ParameterError(phrase("subbands of different sizes or levels cannot be compared"))
    first = images[tiles[0].level, tiles[0].band]
    height, width = (max(ends) for ends in zip(*((t.y + t.height, t.x + t.width) for t in tiles), strict=True))
    out = np.full((height, width), background, first.dtype)
    for t in tiles:
        out[t.y : t.y + t.height, t.x : t.x + t.width] = images[t.level, t.band]
    return out


def tile_at(tiles: Sequence[BandTile], y: int, x: int) -> tuple[BandTile, int, int] | None:
    """The tile under a point of the mosaic, with the coefficient's row and column; None in a gap."""
    for tile in tiles:
        if tile.holds(y, x):
            return tile, y - tile.y, x - tile.x
    return None

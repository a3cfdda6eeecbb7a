"""Pictures made ready to be drawn: at full size and, as RGB32, at halves of it, wrapped for Qt without a copy.

`build_pyramid` runs in a worker's thread. It works in strips with numpy's arithmetic, which lets other
threads run (`QImage.copy`, `convertToFormat` and `ndarray.tobytes` would stop the window for tens of
milliseconds), and looks between strips whether it is still wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from srviewer.imaging.picture import Picture, quantise

Bgra = npt.NDArray[np.uint8]
Check = Callable[[], None]

STRIP_PIXELS = 1 << 18
COMPACT = 2  # levels of a compact pyramid that are RGB or grey: nearly all of its memory; a fitted picture is RGB32
SMALLEST = 64  # no level is made of one whose longer side is this short
CHECKER = 8  # side of a square of the checkerboard behind transparent pictures
CHECKER_LIGHT, CHECKER_DARK = 204, 153
_FORMATS = {1: QImage.Format.Format_Grayscale8, 3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGB32}


@dataclass(frozen=True, eq=False)
class Pyramid:
    """A picture at full size (level 0) and at halves of it.

    A pixel of level k is the area average of 2^k x 2^k pixels; where a side is odd the last ones reach over
    the edge. The images lie over the arrays, which the pyramid keeps alive. All are RGB32, but for the finest of a
    compact pyramid: those are RGB or grey, as the picture is.
    """

    levels: tuple[Bgra, ...] = field(repr=False)
    images: tuple[QImage, ...] = field(repr=False)

    @property
    def width(self) -> int:
        return self.images[0].width()

    @property
    def height(self) -> int:
        return self.images[0].height()

    def level_for(self, zoom: float) -> int:
        """The coarsest level that still has a pixel for every device pixel, at `zoom` of them per pixel."""
        level = 0
        while level + 1 < len(self.images) and zoom * 2 ** (level + 1) <= 1:
            level += 1
        return level

    def thumbnail(self, side: int) -> QImage:
        """A copy that is at most `side` pixels wide and high."""
        longer = max(self.width, self.height)
        level = self.images[self.level_for(side / longer)]
        if longer <= side:
            return level.copy()
        return level.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def build_pyramid(
    pixels: npt.NDArray[Any],
    alpha: npt.NDArray[Any] | None = None,
    check: Check | None = None,
    compact: bool = False,
) -> Pyramid:
    """A pyramid of uint8, uint16 or float32 ([0, 1]) pixels, (H, W) or (H, W, 3).

    Straight `alpha`, of the same dtypes, is laid over a checkerboard. `check` is
    called between strips and may raise to end the work. `compact` makes the finest levels of opaque pixels RGB or grey,
    which takes less memory and time; level 0 is contiguous uint8 pixels themselves, which must not change then.
    """
    check = check or (lambda: None)
    check()
    compact = compact and alpha is None
    levels = [_contiguous(pixels, check) if compact else to_bgra(pixels, alpha, check)]
    while max(levels[-1].shape[:2]) > SMALLEST:
        count = len(levels)
        levels.append(halved(levels[-1], check, round_up=count % 2 == 1, compact=compact and count < COMPACT))
    return Pyramid(tuple(levels), tuple(wrap(level) for level in levels))


def picture_pyramid(picture: Picture, check: Check | None = None) -> Pyramid:
    """The pyramid of a `Picture`."""
    return build_pyramid(picture.samples, picture.alpha, check, compact=True)


def wrap(level: npt.NDArray[np.uint8]) -> QImage:
    """A QImage over contiguous bytes, (h, w, 4) BGRA, (h, w, 3) RGB or (h, w) grey, not copied: whoever holds it holds
    the array too."""
    height, width, channels = (*level.shape, 1)[:3]
    return QImage(level.data, width, height, channels * width, _FORMATS[channels])


def to_bgra(pixels: npt.NDArray[Any], alpha: npt.NDArray[Any] | None, check: Check) -> Bgra:
    """(h, w, 4) uint8, contiguous, as RGB32 lies in memory on little-endian machines: B, G, R, 255."""
    height, width = pixels.shape[:2]
    out = np.empty((height, width, 4), np.uint8)
    out[..., 3] = 255
    for rows in _strips(height, width):
        check()
        colour = _eight_bit(pixels[rows])
        if alpha is not None:
            colour = _over_checkerboard(colour, alpha[rows], rows.start)
        for channel in range(3):
            out[rows, :, 2 - channel] = colour if colour.ndim == 2 else colour[..., channel]
    return out


def _contiguous(pixels: npt.NDArray[Any], check: Check) -> Bgra:
    """(h, w) or (h, w, 3) pixels as contiguous uint8; as they are where they are that."""
    if pixels.dtype == np.uint8 and pixels.flags.c_contiguous:
        return pixels
    out = np.empty(pixels.shape, np.uint8)
    for rows in _strips(*pixels.shape[:2]):
        check()
        out[rows] = _eight_bit(pixels[rows])
    return out


def halved(level: Bgra, check: Check, round_up: bool = True, compact: bool = False) -> Bgra:
    """Each pixel the average of 2 x 2; odd sides as if their last row or column stood there twice.

    Ties are rounded up or down: callers alternate, so that a tall pyramid grows no brighter. The level is BGRA, RGB or
    grey; what is made of it is BGRA, or, where `compact`, laid out as it is.
    """
    (height, width), channels = level.shape[:2], level.shape[2:]
    out = np.empty(((height + 1) // 2, (width + 1) // 2, *(channels if compact else (4,))), np.uint8)
    for rows in _strips(len(out), 2 * width):
        check()
        mean = _mean_of_pairs(level[2 * rows.start : 2 * rows.stop], round_up)
        out[rows] = mean if mean.shape[2:] == out.shape[2:] else to_bgra(mean, None, check)
    return out


def _mean_of_pairs(finer: Bgra, round_up: bool) -> Bgra:
    """2 x 2 means, a channel at a time, which takes numpy a fifth of the time of all at once."""
    upper, lower = finer[::2], finer[1::2]
    if len(lower) < len(upper):
        lower = np.concatenate([lower, upper[-1:]])
    sums = np.add(upper, lower, dtype=np.uint16).reshape(*upper.shape[:2], -1)
    if sums.shape[1] % 2:
        sums = np.concatenate([sums, sums[:, -1:]], axis=1)
    mean = np.empty((len(sums), sums.shape[1] // 2, *finer.shape[2:]), np.uint8)
    for channel in range(sums.shape[2]):
        four = sums[:, 0::2, channel] + sums[:, 1::2, channel]
        four += np.uint16(2 if round_up else 1)
        four >>= np.uint16(2)
        mean.reshape(*mean.shape[:2], -1)[..., channel] = four
    return mean


def _eight_bit(samples: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """uint8, uint16 or float samples as uint8."""
    if samples.dtype == np.uint8:
        return samples
    if samples.dtype == np.uint16:
        return ((samples.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)
    return np.asarray(quantise(samples), np.uint8)


def _over_checkerboard(colour: npt.NDArray[np.uint8], alpha: npt.NDArray[Any], first_row: int) -> npt.NDArray[np.uint8]:
    """Straight alpha laid over a checkerboard that is fixed to the picture."""
    opaque = _eight_bit(alpha).astype(np.uint16)
    rows = (np.arange(first_row, first_row + alpha.shape[0]) // CHECKER)[:, None]
    dark = (rows + np.arange(alpha.shape[1]) // CHECKER) % 2 == 1
    behind = np.where(dark, np.uint16(CHECKER_DARK), np.uint16(CHECKER_LIGHT))
    if colour.ndim == 3:
        opaque, behind = opaque[..., None], behind[..., None]
    mixed = (colour * opaque + behind * (255 - opaque) + 127) // 255
    return mixed.astype(np.uint8)


def _strips(height: int, width: int) -> Iterator[slice]:
    step = max(1, STRIP_PIXELS // width)
    for start in range(0, height, step):
        yield slice(start, min(start + step, height))

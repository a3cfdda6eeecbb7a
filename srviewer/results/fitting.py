"""A result brought to the place of its truth, and what had to be done for that.

Sizes that differ by what is usual in the field are cut to what both show; a shift is measured and said, and nothing is
moved.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.picture import Picture, in_channels
from srviewer.metrics.planes import Plane
from srviewer.phrase import phrase

Array = npt.NDArray[Any]

MOST_BORDER = 64
"""Pixels that a result may have lost on each side."""
LEAST_LIKE = 0.5
"""Correlation below which two pictures of different sizes are not of the same scene."""
LOOKED_AT = 320
"""Side of the middle part in which a shift is looked for."""
REACH = 3
"""Whole pixels by which a result is tried."""
LEAST_SHIFT, LEAST_GAIN = 0.25, 0.5
"""Pixels and dB: smaller shifts, and those that cost less, are not told."""


def fitted(result: Picture, truth: Picture, scale: int) -> tuple[Picture, Picture, tuple[str, ...]]:
    """Result and truth of one size and number of channels, and what was done, each a sentence.

    Raises
    ------
    ParameterError : the sizes do not belong together
    """
    notices = []
    if result.is_grey != truth.is_grey:
        result = in_channels(result, truth.is_grey)
        kind = phrase("grey") if truth.is_grey else phrase("colour")
        notices.append(phrase("brought to {kind}, as the truth is", kind=kind))
    if result.samples.shape == truth.samples.shape:
        return result, truth, tuple(notices)
    result, truth, words = _cut(result, truth, scale)
    return result, truth, (*notices, words)


def place_of(result: Picture, truth: Picture, scale: int) -> tuple[int, int, int, int]:
    """Top, left, height and width of what a result shows, in the truth; `ParameterError` if the sizes do not fit."""
    size, wanted = f"{result.width} × {result.height}", f"{truth.width} × {truth.height}"
    down, across = result.height - truth.height, result.width - truth.width
    places = _places(down, across, scale)
    height, width = min(result.height, truth.height), min(result.width, truth.width)
    a, b = (in_channels(picture, grey=True).pixels for picture in (result, truth))
    like = {place: _likeness(a, b, place, height, width) for place in places}
    best = max(like, key=lambda place: like[place], default=None)
    if best is None or like[best] < LEAST_LIKE:
        raise ParameterError(phrase("it has {size} pixels, the truth {wanted}", size=size, wanted=wanted))
    return *best, height, width


def _cut(result: Picture, truth: Picture, scale: int) -> tuple[Picture, Picture, str]:
    size, wanted = f"{result.width} × {result.height}", f"{truth.width} × {truth.height}"
    top, left, height, width = place_of(result, truth, scale)
    cut = part_of(result, 0, 0, height, width), part_of(truth, top, left, height, width)
    if top or left:
        words = phrase("it lacks borders of {left} and {top} pixels: measured on {width} × {height} pixels",
                       left=left, top=top, width=width, height=height)  # fmt: skip
    elif result.height > height or result.width > width:
        words = phrase("its size is rounded up ({size} instead of {wanted}): measured on {width} × {height} pixels",
                       size=size, wanted=wanted, width=width, height=height)  # fmt: skip
    else:
        words = phrase("the truth was cropped to a multiple of the scale, {width} × {height} pixels",
                       width=width, height=height)  # fmt: skip
    return *cut, words


def _places(down: int, across: int, scale: int) -> list[tuple[int, int]]:
    """Where in the truth (row, column) the result may begin."""
    found = [(0, 0)] if max(abs(down), abs(across)) < scale else []
    borders = down <= 0 >= across and down % 2 == 0 == across % 2 and max(-down, -across) <= 2 * MOST_BORDER
    return [*found, (-down // 2, -across // 2)] if borders else found


def _likeness(result: Array, truth: Array, place: tuple[int, int], height: int, width: int) -> float:
    """Correlation of a result's first `height` x `width` pixels with the truth's at a place, both (H, W); 1 where one
    is flat: nothing speaks against it."""
    a = result[:height, :width].astype(np.float64)
    b = truth[place[0] : place[0] + height, place[1] : place[1] + width].astype(np.float64)
    a, b = a - a.mean(), b - b.mean()
    energy = math.sqrt(float(np.sum(a * a)) * float(np.sum(b * b)))
    return float(np.sum(a * b)) / energy if energy else 1.0


def part_of(picture: Picture, top: int, left: int, height: int, width: int) -> Picture:
    """A part of a picture; the picture itself if that is all of it."""
    if (picture.height, picture.width) == (height, width):
        return picture
    return picture.cropped(slice(top, top + height), slice(left, left + width))


# -- shifts -----------------------------------------------------------------------------------------------------


def shift_words(result: Plane, truth: Plane) -> str:
    """What is to be said of a result that is shifted against its truth, both (H, W) on the 0 to 255 scale; "" if it is
    not."""
    a, b = _middle(result), _middle(truth)
    if min(a.shape) < 8 * REACH:
        return ""
    if max(map(abs, shift_of(a, b))) < LEAST_SHIFT:
        return ""
    plain = _moved_error(a, b, 0, 0)
    tried = {
        (y, x): _moved_error(a, b, y, x) for y in range(-REACH, REACH + 1) for x in range(-REACH, REACH + 1)
    }  # fmt: skip
    (y, x), least = min(tried.items(), key=lambda item: item[1])
    gain = 10 * math.log10(max(plain, 1e-9) / max(least, 1e-9))
    if (y or x) and gain >= LEAST_GAIN:
        return phrase(
            "it is shifted by {x} px across and {y} px down: moved back, its PSNR would be {gain:.1f} dB higher",
            x=x, y=y, gain=gain,
        )  # fmt: skip
    down, across = shift_of(a, b)
    return phrase("it is shifted by about {x:.1f} px across and {y:.1f} px down", x=across, y=down)


def shift_of(result: Plane, truth: Plane) -> tuple[float, float]:
    """By how much a result lies lower and further right than its truth, in pixels, by one step of least squares over
    the truth's gradients: right where it is less than a pixel, too small beyond.

    References
    ----------
    B. D. Lucas, T. Kanade, "An iterative image registration technique with an application to stereo vision", IJCAI
    1981, 674-679.
    """
    middle: Plane = (result + truth) / 2
    down, across = (np.asarray(each, np.float64) for each in np.gradient(middle))
    error = truth - result
    inside = slice(2, -2), slice(2, -2)
    down, across, error = down[inside], across[inside], error[inside]
    squares = np.array([[np.sum(down * down), np.sum(down * across)], [0.0, np.sum(across * across)]])
    squares[1, 0] = squares[0, 1]
    if np.linalg.det(squares) <= 1e-6 * max(np.trace(squares), 1e-9) ** 2:
        return 0.0, 0.0  # flat, or edges of one direction only
    found = np.linalg.solve(squares, np.array([np.sum(down * error), np.sum(across * error)]))
    return float(found[0]), float(found[1])


def _middle(image: Plane) -> Plane:
    top, left = (max(0, (size - LOOKED_AT) // 2) for size in image.shape[:2])
    return image[top : top + LOOKED_AT, left : left + LOOKED_AT]


def _moved_error(result: Plane, truth: Plane, y: int, x: int) -> float:
    """Mean squared difference of what lies `y` lower and `x` further right in the result, away from the rim."""
    height, width = result.shape
    moved = result[REACH + y : height - REACH + y, REACH + x : width - REACH + x]
    return float(np.mean(np.square(moved - truth[REACH:-REACH, REACH:-REACH])))

"""Peak signal-to-noise ratio."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import (
    ROUNDING,
    Check,
    Plane,
    cropped_pair,
    measured_plane,
    not_finite,
    on_255,
    strips,
)

Array = npt.NDArray[Any]


def psnr(sr: npt.NDArray[Any], hr: npt.NDArray[Any], *, crop_border: int = 0) -> float:
    """PSNR in dB of a super-resolved image against the truth, peak 255.

    Parameters
    ----------
    sr, hr : uint8, uint16 or float (in [0, 1]) arrays of one shape
        (H, W) is measured on its own values, (H, W, 3) on studio-range BT.601 luma without rounding; alpha is
        ignored.
    crop_border : pixels left out on each side, in HR pixels; benchmarks use the scale

    Returns
    -------
    10 log10(255^2 / MSE); `math.inf` for identical images, whose samples have the same levels

    Raises
    ------
    ParameterError : shapes differ, the border leaves nothing, or a sample is NaN or infinite

    Examples
    --------
    >>> import numpy as np
    >>> round(psnr(np.zeros((8, 8)), np.full((8, 8), 0.1)), 2)
    20.0
    """
    return psnr_of_planes(measured_plane(sr), measured_plane(hr), crop_border)


def psnr_y(pair: Pair) -> float:
    """PSNR of the planes that a pair is measured on."""
    return psnr_of_planes(*pair.planes, check=pair.check)


def psnr_rgb(pair: Pair) -> float | None:
    """PSNR over R, G and B together; None for grey pictures."""
    if pair.reference.ndim == 2:
        return None
    pictures = cropped_pair(pair.pixels, pair.reference, pair.border)
    return _psnr((on_255(a), on_255(b)) for a, b in _strips(*pictures, pair.check))


def psnr_of_strips(pictures: Iterable[tuple[Array, Array]]) -> float:
    """`psnr` without a border of two pictures that are given some rows at a time."""
    return _psnr((measured_plane(a), measured_plane(b)) for a, b in pictures)


def psnr_of_planes(a: Plane, b: Plane, crop_border: int = 0, check: Check | None = None) -> float:
    """PSNR of two planes (H, W) on the 0 to 255 scale; `math.inf` if they are equal.

    `check` is called between strips and may raise to end the work.
    """
    return _psnr(_strips(*cropped_pair(a, b, crop_border), check))


def _strips(a: Array, b: Array, check: Check | None) -> Iterator[tuple[Array, Array]]:
    for rows in strips(*a.shape[:2]):
        if check:
            check()
        yield a[rows], b[rows]


def _psnr(values: Iterable[tuple[Plane, Plane]]) -> float:
    """Of strips on the 0 to 255 scale; floats count as the level that they are rounded from."""
    total, count, same = 0.0, 0, True
    for a, b in values:
        difference = a - b
        total, count = total + float(np.sum(np.square(difference))), count + difference.size
        same = same and float(np.abs(difference).max()) <= ROUNDING
    if not math.isfinite(total):
        raise not_finite()
    return math.inf if same else 10 * math.log10(255.0**2 * count / total)

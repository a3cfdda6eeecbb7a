"""Peak signal-to-noise ratio."""

from __future__ import annotations

import math
from collections.abc import Callable
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
    same_levels,
    strips,
)


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
    return _psnr(*cropped_pair(pair.pixels, pair.reference, pair.border), on_255, pair.check)


def psnr_of_pictures(sr: npt.NDArray[Any], hr: npt.NDArray[Any], check: Check | None = None) -> float:
    """`psnr` without a border, in strips; `check` is called between them and may raise to end the work."""
    return _psnr(*cropped_pair(sr, hr, 0), measured_plane, check)


def psnr_of_planes(a: Plane, b: Plane, crop_border: int = 0, check: Check | None = None) -> float:
    """PSNR of two planes (H, W) on the 0 to 255 scale; `math.inf` if they are equal.

    `check` is called between strips and may raise to end the work.
    """
    return _psnr(*cropped_pair(a, b, crop_border), lambda values: values, check)


def _psnr(
    a: npt.NDArray[Any],
    b: npt.NDArray[Any],
    values: Callable[[npt.NDArray[Any]], npt.NDArray[np.float64]],
    check: Check | None,
) -> float:
    """`values` gives what is compared of a strip, on the 0 to 255 scale."""
    total, count = 0.0, 0
    for rows in strips(*a.shape[:2]):
        if check:
            check()
        difference = values(a[rows]) - values(b[rows])
        total, count = total + float(np.sum(np.square(difference))), count + difference.size
    if not math.isfinite(total):
        raise not_finite()
    if total <= ROUNDING**2 * count and same_levels(a, b, values, check):
        return math.inf
    return 10 * math.log10(255.0**2 * count / total)

"""Peak signal-to-noise ratio."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.metrics.planes import cropped_pair, measured_plane


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
    10 log10(255^2 / MSE); `math.inf` for identical images

    Raises
    ------
    ParameterError : shapes differ, or the border leaves nothing

    Examples
    --------
    >>> import numpy as np
    >>> round(psnr(np.zeros((8, 8)), np.full((8, 8), 0.1)), 2)
    20.0
    """
    return psnr_of_planes(measured_plane(sr), measured_plane(hr), crop_border)


def psnr_of_planes(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], crop_border: int) -> float:
    """PSNR of two arrays on the 0 to 255 scale, (H, W) or (H, W, C); `math.inf` if they are equal."""
    a, b = cropped_pair(a, b, crop_border)
    error = float(np.mean(np.square(a - b)))
    return 10 * math.log10(255.0**2 / error) if error > 0 else math.inf

"""Structural similarity."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.metrics.planes import Check, Plane, cropped_pair, measured_plane, strips
from srviewer.phrase import phrase

WINDOW = 11


def ssim(sr: npt.NDArray[Any], hr: npt.NDArray[Any], *, crop_border: int = 0) -> float:
    """Mean SSIM of a super-resolved image against the truth.

    Gaussian window 11 x 11 of sigma 1.5, K1 = 0.01, K2 = 0.03, range 255, population covariance, averaged over the
    positions where the window lies inside the (cropped) image.

    Parameters
    ----------
    sr, hr : as for `psnr`
    crop_border : pixels left out on each side, in HR pixels

    Raises
    ------
    ParameterError : shapes differ, or less than 11 x 11 pixels are left

    References
    ----------
    Z. Wang, A. C. Bovik, H. R. Sheikh, E. P. Simoncelli, "Image quality assessment: from error visibility to
    structural similarity", IEEE Transactions on Image Processing 13 (2004) 600-612. doi:10.1109/TIP.2003.819861
    """
    return ssim_of_planes(measured_plane(sr), measured_plane(hr), crop_border)


def ssim_of_planes(a: Plane, b: Plane, crop_border: int, check: Check | None = None) -> float:
    """SSIM of two (H, W) planes on the 0 to 255 scale.

    `check` is called between strips and may raise to end the work.
    """
    a, b = cropped_pair(a, b, crop_border)
    if min(a.shape) < WINDOW:
        raise ParameterError(
            phrase(
                "SSIM needs {window} × {window} pixels; {width} × {height} are left",
                window=WINDOW,
                width=a.shape[1],
                height=a.shape[0],
            )
        )
    total, reach = 0.0, WINDOW // 2
    height, width = a.shape[0] - 2 * reach, a.shape[1] - 2 * reach
    for rows in strips(height, width):
        if check:
            check()
        around = slice(rows.start, rows.stop + 2 * reach)
        total += float(ssim_map(a[around], b[around])[reach:-reach, reach:-reach].sum())
    return float(total / (height * width))


def ssim_map(a: Plane, b: Plane) -> Plane:
    """SSIM about every pixel of two (H, W) planes on the 0 to 255 scale; the outer 5 pixels depend on the mirrored
    rim and do not count."""
    from skimage.metrics import structural_similarity

    _mean, local = structural_similarity(  # type: ignore[no-untyped-call]
        a,
        b,
        data_range=255.0,
        gaussian_weights=True,
        sigma=1.5,
        use_sample_covariance=False,
        K1=0.01,
        K2=0.03,
        full=True,
    )
    found: Plane = local
    return found

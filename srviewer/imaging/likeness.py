"""Whether a small picture is the low-resolution picture of a large one."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter

from srviewer.imaging.colour import grey_of
from srviewer.imaging.resample import resize

Array = npt.NDArray[Any]
Plane = npt.NDArray[np.float64]

LEAST_PSNR = 14.0  # dB between the LR and the shrunk truth: other kernels, JPEG and noise stay above it
LEAST_CORRELATION = 0.5  # of what a Gaussian of `SIGMA` leaves of both
SIGMA = 2.0  # pixels
SMOOTH = 1.0  # levels of 255: pictures with less detail than this must agree within rounding
ROUNDING = 0.75  # levels of 255, root mean square: rounding of both, and a little dither


def is_lr_of(lr: Array, truth: Array, scale: int) -> bool:
    """Whether `lr` shows what `truth` shows, at the same place and the same way round.

    The truth is shrunk by bicubic; the two must agree in their levels and in their fine detail, and no mirrored or
    turned form of the LR may agree better. Smooth pictures, whose detail says nothing, must agree within rounding.

    Parameters
    ----------
    lr : float (h, w) or (h, w, 3) in [0, 1]
    truth : float (H, W) or (H, W, 3) in [0, 1] with h = H // scale and w = W // scale
    """
    if lr.ndim != truth.ndim:
        return False
    height, width = lr.shape[:2]
    shrunk = _levels(resize(truth[: height * scale, : width * scale], height, width))
    small = _levels(lr)
    error = _mean_square(shrunk, small)
    detail, own_detail = (plane - gaussian_filter(plane, SIGMA) for plane in (shrunk, small))
    if detail.std() < SMOOTH:
        return error <= ROUNDING**2
    if error > 255**2 / 10 ** (LEAST_PSNR / 10) or _correlation(detail, own_detail) < LEAST_CORRELATION:
        return False
    return all(error <= _mean_square(shrunk, other) for other in _other_ways_round(small))


def _levels(image: Array) -> Plane:
    grey = image if image.ndim == 2 else grey_of(image)
    levels: Plane = 255.0 * grey.astype(np.float64)
    return levels


def _mean_square(a: Plane, b: Plane) -> float:
    return float(np.square(a - b).mean())


def _correlation(a: Plane, b: Plane) -> float:
    """Pearson's correlation; 0 where one of them is constant."""
    a, b = a - a.mean(), b - b.mean()
    norm = float(np.sqrt(np.square(a).sum() * np.square(b).sum()))
    return float((a * b).sum()) / norm if norm else 0.0


def _other_ways_round(plane: Plane) -> list[Plane]:
    """The mirrored and turned forms of a plane that have its shape, itself left out."""
    turned = [np.rot90(plane, quarter) for quarter in range(4)]
    found = [form for t in turned for form in (t, t[:, ::-1])][1:]
    return [form for form in found if form.shape == plane.shape]

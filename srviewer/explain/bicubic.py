"""Interpolation opened: the kernel as a curve, and the pixels and weights that make one pixel of a resize.

For every kernel of `imaging.resample` (nearest, bilinear, bicubic by Keys with a = -1/2, Lanczos-3), and by its own
taps: what is shown is what the program computes. Beyond the edge the picture is continued by its mirror image, so a
pixel near it may be taken twice; shrinking stretches the kernel by the scale (antialiasing).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.resample import KERNELS, Kernel, mirrored, resize_centres, resize_positions
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
IndexArray = npt.NDArray[np.intp]
FloatArray = npt.NDArray[np.float64]

POINTS = 64  # of a kernel's curve, a pixel


@dataclass(frozen=True, eq=False)
class AxisTaps:
    """What makes one output sample along one axis; arrays of p taps, none of weight 0.

    centre : of the output sample, in input pixels (0 is the middle of the first pixel)
    stretch : of the kernel, in input pixels: 1 when enlarging, n_in / n_out when shrinking
    positions : of the taps, in input pixels; outside [0, n_in) they lie beyond the edge
    indices : the pixels in [0, n_in) that stand there
    weights : sum to 1
    """

    centre: float
    stretch: float
    positions: IndexArray
    indices: IndexArray
    weights: FloatArray

    @property
    def arguments(self) -> FloatArray:
        """Where on `kernel_curve`, unstretched, each tap lies: its distance from the centre, to the right positive."""
        arguments: FloatArray = np.divide(self.positions - self.centre, self.stretch, dtype=np.float64)
        return arguments


@dataclass(frozen=True, eq=False)
class Taps:
    """What makes one output pixel: the taps along y and along x; the weight of a pixel is the product."""

    y: AxisTaps
    x: AxisTaps

    @property
    def weights(self) -> FloatArray:
        """(p_y, p_x), the sum 1: of the pixels (y.indices[i], x.indices[j])."""
        weights: FloatArray = np.outer(self.y.weights, self.x.weights)
        return weights

    def pixels(self, image: Array) -> Array:
        """The input pixels, (p_y, p_x[, C]), of an image (H, W[, C])."""
        return image[np.ix_(self.y.indices, self.x.indices)]

    def value(self, image: Array) -> Array:
        """The output pixel in float64, () or (C,), not clipped: the weighted sum of `pixels`."""
        return np.tensordot(self.weights, self.pixels(image), 2)


def kernel_curve(name: str) -> tuple[FloatArray, FloatArray]:
    """The kernel as a curve, over its support and a quarter of a pixel more on each side.

    name : in `imaging.resample.KERNELS`

    Returns
    -------
    x, y : distance from the centre in input pixels, and the kernel there; y has an integral of 1
    """
    kernel = _kernel(name)
    reach = kernel.width / 2 + 0.25
    x = np.linspace(-reach, reach, round(2 * reach * POINTS) + 1)
    return x, kernel.function(x)


def taps(name: str, size_in: tuple[int, int], size_out: tuple[int, int], index: tuple[int, int]) -> Taps:
    """The taps that make output pixel `index` when `imaging.resample.resize` goes from one size to another.

    Parameters
    ----------
    name : of the kernel
    size_in, size_out : (height, width), 1 or more
    index : (row, column) of the output pixel

    Raises
    ------
    ParameterError : the kernel is unknown, a size is nil, or the pixel lies outside
    """
    _kernel(name)
    if min(*size_in, *size_out) < 1:
        raise ParameterError(
            phrase(
                "sizes {size_in} and {size_out}: expected 1 or more pixels along each side",
                size_in=size_in,
                size_out=size_out,
            )
        )
    if not all(0 <= i < n for i, n in zip(index, size_out, strict=True)):
        raise ParameterError(
            phrase("pixel {index} lies outside a picture of {size_out}", index=index, size_out=size_out)
        )
    y, x = (_along_axis(name, *sizes) for sizes in zip(size_in, size_out, index, strict=True))
    return Taps(y, x)


def _along_axis(name: str, n_in: int, n_out: int, i: int) -> AxisTaps:
    all_positions, all_weights = resize_positions(n_in, n_out, name)
    used = all_weights[i] != 0
    positions, weights = all_positions[i, used], all_weights[i, used]
    centre = float(resize_centres(n_in, n_out)[i])
    return AxisTaps(centre, max(n_in / n_out, 1.0), positions, mirrored(positions, n_in), weights)


def _kernel(name: str) -> Kernel:
    if name not in KERNELS:
        raise ParameterError(
            phrase("unknown kernel {name!r} (there are: {known})", name=name, known=", ".join(KERNELS))
        )
    return KERNELS[name]

"""MATLAB's imresize: separable, half-pixel centres, antialiased when shrinking, symmetric edges. numpy alone.

Weights and edges follow `imresize.m` of MATLAB R2007a and later, so that what the field calls "bicubic" is reached
to the last digit. Pillow's and torch's resize treat the edges otherwise, and torch's bicubic has another a (-0.75).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError

Array = npt.NDArray[Any]


def keys_cubic(x: Array, a: float = -0.5) -> Array:
    """Keys' cubic convolution kernel at x (in pixels); support [-2, 2].

    References
    ----------
    R. G. Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on Acoustics,
    Speech, and Signal Processing 29 (1981) 1153-1160, equation (15) for a = -1/2. doi:10.1109/TASSP.1981.1163711
    """
    x = np.abs(x)
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = a * (((x - 5) * x + 8) * x - 4)
    kernel: Array = np.where(x <= 1, near, np.where(x < 2, far, 0.0))
    return kernel


@lru_cache(maxsize=256)
def taps(
    n_in: int,
    n_out: int,
    kernel: Callable[[Array], Array] = keys_cubic,
    support: float = 4.0,
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Which samples make each output sample, and with what weight, along one axis.

    Returns
    -------
    indices, weights : (n_out, p) arrays; rows of `weights` sum to 1. Output sample i is
        sum_k weights[i, k] * x[indices[i, k]]. Shrinking stretches the kernel by n_in / n_out (antialiasing).
    """
    scale = n_out / n_in
    stretch = min(scale, 1.0)
    width = support / stretch
    # Centre of output sample i in input coordinates: half-pixel centres at both ends.
    centre = (np.arange(n_out) + 0.5) / scale - 0.5
    count = int(np.ceil(width)) + 2
    left = np.floor(centre - width / 2).astype(np.intp)
    position = left[:, None] + np.arange(count)
    weights = stretch * kernel(stretch * (centre[:, None] - position))
    weights /= weights.sum(axis=1, keepdims=True)
    used = np.any(weights != 0, axis=0)
    mirror = np.concatenate([np.arange(n_in), np.arange(n_in)[::-1]])  # symmetric: ... 1 0 | 0 1 ...
    indices = mirror[np.mod(position, 2 * n_in)][:, used]
    weights = weights[:, used]
    for array in (indices, weights):
        array.flags.writeable = False
    return indices, weights


def resize(image: Array, height: int, width: int, check: Callable[[], None] | None = None) -> Array:
    """Resize to (height, width) by bicubic interpolation as MATLAB's `imresize(..., "bicubic")`.

    Parameters
    ----------
    image : float array (H, W) or (H, W, C)
    height, width : size of the result
    check : called between strips; may raise to end the work

    Returns
    -------
    Array of the same dtype, (height, width[, C]), not clipped: the kernel overshoots at edges.
    """
    if image.ndim not in (2, 3) or 0 in image.shape or not np.issubdtype(image.dtype, np.floating):
        raise ParameterError(f"resize takes a float array (H, W[, C]), not {image.dtype} of shape {image.shape}")
    if height < 1 or width < 1:
        raise ParameterError(f"a picture of {width} x {height} pixels cannot be made")
    # The axis that shrinks more goes first, as in imresize.m: fewer operations.
    first_rows = height * image.shape[1] <= width * image.shape[0]
    for axis in (0, 1) if first_rows else (1, 0):
        image = _resize_axis(image, (height, width)[axis], axis, check)
    return image


_STRIP = 1 << 18  # samples of a strip: small enough to stay in the cache and to answer a cancel at once


def _resize_axis(image: Array, n_out: int, axis: int, check: Callable[[], None] | None) -> Array:
    n_in = image.shape[axis]
    if n_in == n_out:
        return image
    indices, weights = taps(n_in, n_out)
    weights = weights.astype(image.dtype)
    shape = list(image.shape)
    shape[axis] = n_out
    out = np.empty(shape, image.dtype)
    other = 1 - axis
    # Strips run along the other axis when columns are made, along the output rows when rows are made.
    if axis == 1:
        _columns(image, out, indices, weights, check)
    else:
        _rows(image, out, indices, weights, check)
    del other
    return out


def _rows(image: Array, out: Array, indices: Array, weights: Array, check: Callable[[], None] | None) -> None:
    step = max(1, _STRIP // max(1, out[0].size))
    tail = (1,) * (image.ndim - 1)
    for start in range(0, out.shape[0], step):
        if check:
            check()
        rows = slice(start, min(start + step, out.shape[0]))
        strip = out[rows]
        strip[...] = 0
        for k in range(indices.shape[1]):
            strip += weights[rows, k].reshape(-1, *tail) * image[indices[rows, k]]


def _columns(image: Array, out: Array, indices: Array, weights: Array, check: Callable[[], None] | None) -> None:
    step = max(1, _STRIP // max(1, out[0].size))
    tail = (1,) * (image.ndim - 2)
    for start in range(0, out.shape[0], step):
        if check:
            check()
        rows = slice(start, min(start + step, out.shape[0]))
        strip = out[rows]
        strip[...] = 0
        for k in range(indices.shape[1]):
            strip += weights[:, k].reshape(-1, *tail) * image[rows][:, indices[:, k]]

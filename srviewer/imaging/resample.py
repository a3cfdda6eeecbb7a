"""Resampling as MATLAB's imresize does it: half-pixel centres, antialiased when shrinking, symmetric edges.

Weights and edges follow `imresize.m` of MATLAB R2007a and later, so that what the field calls "bicubic" is
reached to the last digit. Pillow's and torch's resize treat the edges otherwise, and torch's bicubic has
another a (-0.75).

Along one axis a resampling is a banded matrix (few *taps* a row). It is applied as a chain of small dense
blocks by matrix multiplication, which is several times quicker in numpy than gathering and adding tap by tap.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
IndexArray = npt.NDArray[np.intp]
WeightArray = npt.NDArray[np.float64]
Check = Callable[[], None]


# -- kernels -------------------------------------------------------------------------------------------------


def box(x: Array) -> Array:
    """1 in [-1/2, 1/2): the nearest neighbour when enlarging, the mean over an area when shrinking."""
    kernel: Array = ((x >= -0.5) & (x < 0.5)).astype(np.float64)
    return kernel


def triangle(x: Array) -> Array:
    """Linear interpolation; support [-1, 1]."""
    kernel: Array = np.maximum(0.0, 1.0 - np.abs(x))
    return kernel


def keys_cubic(x: Array, a: float = -0.5) -> Array:
    """Keys' cubic convolution kernel at x (in pixels); support [-2, 2].

    References
    ----------
    R. G. Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on
    Acoustics, Speech, and Signal Processing 29 (1981) 1153-1160, equation (15) for a = -1/2.
    doi:10.1109/TASSP.1981.1163711
    """
    x = np.abs(x)
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = a * (((x - 5) * x + 8) * x - 4)
    kernel: Array = np.where(x <= 1, near, np.where(x < 2, far, 0.0))
    return kernel


def lanczos3(x: Array) -> Array:
    """Sinc windowed by the main lobe of a sinc three times as wide; support [-3, 3].

    References
    ----------
    C. E. Duchon, "Lanczos filtering in one and two dimensions", Journal of Applied Meteorology 18 (1979)
    1016-1022. doi:10.1175/1520-0450(1979)018<1016:LFIOAT>2.0.CO;2
    """
    kernel: Array = np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0.0)
    return kernel


@dataclass(frozen=True)
class Kernel:
    """An interpolation kernel with the width, in samples, outside which it is nil."""

    function: Callable[[Array], Array]
    width: float


KERNELS = {
    "nearest": Kernel(box, 1.0),
    "bilinear": Kernel(triangle, 2.0),
    "bicubic": Kernel(keys_cubic, 4.0),
    "lanczos3": Kernel(lanczos3, 6.0),
}


# -- taps: one axis as a sparse matrix -----------------------------------------------------------------------


def resize_taps(n_in: int, n_out: int, kernel: str = "bicubic") -> tuple[IndexArray, WeightArray]:
    """Which samples make each output sample of a resize, and with what weight, along one axis.

    Returns
    -------
    indices, weights : (n_out, p) arrays; rows of `weights` sum to 1. Output sample i is
        sum_k weights[i, k] * x[indices[i, k]]. Shrinking stretches the kernel by n_in / n_out (antialiasing).
    """
    positions, weights = resize_positions(n_in, n_out, kernel)
    return mirrored(positions, n_in), weights


def resize_positions(n_in: int, n_out: int, kernel: str = "bicubic") -> tuple[IndexArray, WeightArray]:
    """`resize_taps` before the edges are folded: positions outside [0, n_in) lie beyond the picture."""
    return _kernel_taps(resize_centres(n_in, n_out), KERNELS[kernel], min(n_out / n_in, 1.0))


def resize_centres(n_in: int, n_out: int) -> WeightArray:
    """Centre of every output sample in input coordinates: half-pixel centres at both ends."""
    centres: WeightArray = (np.arange(n_out, dtype=np.float64) + 0.5) / (n_out / n_in) - 0.5
    return centres


def periodic_taps(positions: WeightArray, n_in: int, kernel: str = "bicubic") -> tuple[IndexArray, WeightArray]:
    """Taps that interpolate a signal of period `n_in` at positions in samples (outside [0, n_in) too)."""
    neighbours, weights = _kernel_taps(positions, KERNELS[kernel], 1.0)
    return np.mod(neighbours, n_in), weights


def _kernel_taps(centres: WeightArray, kernel: Kernel, stretch: float) -> tuple[IndexArray, WeightArray]:
    width = kernel.width / stretch
    left = np.floor(centres - width / 2).astype(np.intp)
    positions = left[:, None] + np.arange(int(np.ceil(width)) + 2)
    weights = kernel.function(stretch * (centres[:, None] - positions))
    weights /= weights.sum(axis=1, keepdims=True)
    used = np.any(weights != 0, axis=0)
    return positions[:, used], weights[:, used]


def mirrored(positions: IndexArray, n: int) -> IndexArray:
    """Indices into [0, n) by half-sample symmetry: ... 1 0 | 0 1 ... n-1 | n-1 n-2 ..."""
    folded = np.mod(positions, 2 * n)
    indices: IndexArray = np.minimum(folded, 2 * n - 1 - folded)
    return indices


# -- blocks: the same as small dense matrices ----------------------------------------------------------------

_BLOCK = 32  # output samples of a block: long enough for BLAS, short enough that few zeros are multiplied
_STRIP = 1 << 18  # output samples between two checks: they stay in the cache, and a cancel is answered at once


@dataclass(frozen=True, eq=False)
class Block:
    """Output samples `target` of an axis are `matrix` @ input samples `source`."""

    target: slice
    source: slice | IndexArray
    matrix: Array


def blocks_of(indices: IndexArray, weights: WeightArray, dtype: npt.DTypeLike) -> tuple[Block, ...]:
    """The banded matrix of (n_out, p) taps, cut into dense blocks of `dtype`."""
    return tuple(
        _block(slice(start, min(start + _BLOCK, len(indices))), indices, weights, dtype)
        for start in range(0, len(indices), _BLOCK)
    )


def _block(target: slice, indices: IndexArray, weights: WeightArray, dtype: npt.DTypeLike) -> Block:
    samples, column = np.unique(indices[target], return_inverse=True)
    column = column.reshape(indices[target].shape)
    matrix = np.zeros((len(column), len(samples)))
    np.add.at(matrix, (np.arange(len(column))[:, None], column), weights[target])
    matrix = matrix.astype(dtype)
    matrix.flags.writeable = False
    first, last = int(samples[0]), int(samples[-1])
    contiguous = last - first + 1 == len(samples)
    return Block(target, slice(first, last + 1) if contiguous else samples, matrix)


@lru_cache(maxsize=64)
def _resize_blocks(n_in: int, n_out: int, kernel: str, dtype: str, channels: int) -> tuple[Block, ...]:
    blocks = blocks_of(*resize_taps(n_in, n_out, kernel), dtype)
    return blocks if channels == 1 else tuple(_interleaved(b, channels) for b in blocks)


def _interleaved(block: Block, channels: int) -> Block:
    """The block for an axis whose samples hold `channels` values, one after the other."""
    eye = np.eye(channels, dtype=block.matrix.dtype)
    source: slice | IndexArray
    if isinstance(block.source, slice):
        source = slice(block.source.start * channels, block.source.stop * channels)
    else:
        source = (block.source[:, None] * channels + np.arange(channels)).ravel()
    target = slice(block.target.start * channels, block.target.stop * channels)
    return Block(target, source, np.kron(block.matrix, eye))


def apply_to_rows(blocks: tuple[Block, ...], image: Array, out: Array, check: Check | None = None) -> None:
    """out = B image: a resampling along axis 0 of (n_in, m), written to (n_out, m)."""
    for block in blocks:
        if check:
            check()
        np.matmul(block.matrix, image[block.source], out=out[block.target])


def apply_to_columns(blocks: tuple[Block, ...], image: Array, out: Array, check: Check | None = None) -> None:
    """out = image B^T: a resampling along axis 1 of (m, n_in), written to (m, n_out)."""
    step = max(1, _STRIP // out.shape[1])
    for start in range(0, out.shape[0], step):
        if check:
            check()
        strip, target = image[start : start + step], out[start : start + step]
        for block in blocks:
            np.matmul(strip[:, block.source], block.matrix.T, out=target[:, block.target])


# -- resize --------------------------------------------------------------------------------------------------


def resize(image: Array, height: int, width: int, check: Check | None = None, kernel: str = "bicubic") -> Array:
    """Resize to (height, width) as MATLAB's `imresize` does, by default with its "bicubic".

    Parameters
    ----------
    image : float array (H, W) or (H, W, C)
    height, width : size of the result
    check : called between strips (every few milliseconds); may raise to end the work
    kernel : a name in `KERNELS`; all of them antialias when shrinking

    Returns
    -------
    Array of the same dtype, (height, width[, C]), not clipped: bicubic and Lanczos overshoot at edges. The
    image itself if it has the size already.

    Raises
    ------
    ParameterError : the image is not a float array of two or three axes, or a size or the kernel is unusable

    Examples
    --------
    >>> import numpy as np
    >>> resize(np.array([[0.0, 1.0]]), 1, 4).round(4)
    array([[-0.0938,  0.2031,  0.7969,  1.0938]])
    """
    if image.ndim not in (2, 3) or 0 in image.shape or not np.issubdtype(image.dtype, np.floating):
        raise ParameterError(
            phrase(
                "resize takes a float array (H, W[, C]), not {dtype} of shape {image}",
                dtype=image.dtype,
                image=image.shape,
            )
        )
    if height < 1 or width < 1:
        raise ParameterError(
            phrase("a picture of {width} × {height} pixels cannot be created", width=width, height=height)
        )
    if kernel not in KERNELS:
        raise ParameterError(
            phrase("unknown kernel {kernel!r} (there are: {known})", kernel=kernel, known=", ".join(KERNELS))
        )
    # The axis that shrinks more goes first, as in imresize.m: fewer operations.
    if height * image.shape[1] <= width * image.shape[0]:
        return _resize_width(_resize_height(image, height, kernel, check), width, kernel, check)
    return _resize_height(_resize_width(image, width, kernel, check), height, kernel, check)


def _resize_height(image: Array, height: int, kernel: str, check: Check | None) -> Array:
    if image.shape[0] == height:
        return image
    out = np.empty((height, *image.shape[1:]), image.dtype)
    blocks = _resize_blocks(image.shape[0], height, kernel, image.dtype.str, 1)
    apply_to_rows(blocks, image.reshape(len(image), -1), out.reshape(height, -1), check)
    return out


def _resize_width(image: Array, width: int, kernel: str, check: Check | None) -> Array:
    if image.shape[1] == width:
        return image
    height, n_in, *channels = image.shape
    out = np.empty((height, width, *channels), image.dtype)
    blocks = _resize_blocks(n_in, width, kernel, image.dtype.str, *(channels or [1]))
    apply_to_columns(blocks, image.reshape(height, -1), out.reshape(height, -1), check)
    return out

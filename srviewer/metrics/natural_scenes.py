"""How natural pictures look on the whole, without a truth: NIQE.

The statistics of locally normalised luma (36 features a block of 96 pixels: shapes and widths of its distribution and
of products of neighbours, at two scales) are compared with those of undistorted photographs, as distributions: the
distance between two Gaussians. It tells nothing about being true, and little of few blocks.

References
----------
A. Mittal, R. Soundararajan, A. C. Bovik, "Making a 'completely blind' image quality analyzer", IEEE Signal Processing
Letters 20 (2013) 209-212. doi:10.1109/LSP.2012.2227726. The photographs' mean and covariance are those of the authors'
release (`natural_scenes.json` has its notice).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.imaging.resample import resize
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import Check, eight_bit, measured_plane

Array = npt.NDArray[np.float64]

BLOCK = 96  # pixels a side
FEATURES = 36
FEWEST = FEATURES + 1  # blocks: fewer do not even span the features
SIGMA = 7 / 6  # of the local mean's Gaussian, 7 x 7 pixels
SEEN = 16  # rows that the filters see beyond a block, at both scales, or more; a multiple of 2
AT_ONCE = 12  # blocks: what is made on the way of more takes much memory in a wide picture, and is no sooner done
SHAPES = np.arange(0.2, 10.001, 0.001)
NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))
DRAWS = 200  # of the bootstrap
SURE = 0.95


@dataclass(frozen=True)
class Pooled:
    """NIQE of several pictures' blocks together.

    low, high : of 95 % of draws of as many pictures with replacement, moved to lie about the value (of fewer different
        blocks NIQE is larger); None of fewer than five pictures
    """

    value: float
    low: float | None
    high: float | None
    pictures: int
    blocks: int


def niqe(pair: Pair) -> float | None:
    """NIQE of a result's Y in 8 bits; None of a picture of fewer than `FEWEST` blocks."""
    height, width = pair.pixels.shape[:2]
    if (height // BLOCK) * (width // BLOCK) < FEWEST:
        return None
    found = gather(pair)
    return None if found is None else distance([found])


def gather(pair: Pair) -> Array | None:
    """The features of a result's blocks; None if it has none."""
    return features(pair.pixels, pair.check)


def features(picture: npt.NDArray[Any], check: Check | None = None) -> Array | None:
    """Of a picture's Y in 8 bits: (blocks, 36); None if it is smaller than a block.

    Some blocks of a row are done at a time, with what their filters see around them. `check` is called between them.
    """
    rows, columns = (n // BLOCK for n in picture.shape[:2])
    if not rows or not columns:
        return None
    found = []
    for top, left in product(range(rows), range(0, columns, AT_ONCE)):
        if check:
            check()
        count = min(AT_ONCE, columns - left)
        (first, last), (start, stop) = _seen(top, 1, rows), _seen(left, count, columns)
        image = np.rint(measured_plane(eight_bit(picture[first:last, start:stop])))
        half = resize(image, image.shape[0] // 2, image.shape[1] // 2)
        corner = top * BLOCK - first, left * BLOCK - start
        sizes = ((image, corner, BLOCK), (half, (corner[0] // 2, corner[1] // 2), BLOCK // 2))
        found.append(np.concatenate([_row_of_blocks(plane, at, count, side) for plane, at, side in sizes], 1))
    return np.concatenate(found)


def _seen(first: int, count: int, of: int) -> tuple[int, int]:
    """From where to where the filters of so many blocks see, of all in a row."""
    return max(0, first * BLOCK - SEEN), min(of * BLOCK, (first + count) * BLOCK + SEEN)


def _row_of_blocks(image: Array, corner: tuple[int, int], columns: int, side: int) -> Array:
    """The features (columns, 18) of the blocks in a row, whose first one has its upper left corner there."""
    top, left = corner
    normal = _normalised(image)[top : top + side, left : left + columns * side]
    return _block_features(normal.reshape(side, columns, side).transpose(1, 0, 2))


def distance(pictures: Sequence[Array]) -> float | None:
    """NIQE of the blocks (n, 36) of several pictures together; None of fewer than `FEWEST`."""
    blocks = np.concatenate(list(pictures)) if pictures else np.empty((0, FEATURES))
    whole = blocks[np.isfinite(blocks).all(1)]  # in flat blocks some features do not exist
    if len(whole) < FEWEST:
        return None
    mean, covariance = photographs()
    apart = mean - np.nanmean(blocks, 0)
    inverse = np.linalg.pinv((covariance + np.cov(whole, rowvar=False)) / 2)
    return float(np.sqrt(apart @ inverse @ apart))


def pooled(pictures: Sequence[Array]) -> Pooled | None:
    """NIQE of a folder's pictures, each with its blocks (n, 36); None of fewer than `FEWEST` blocks in all."""
    value = distance(pictures)
    if value is None:
        return None
    blocks = sum(map(len, pictures))
    rng, draws = np.random.default_rng(0), []
    for _ in range(DRAWS if len(pictures) >= 5 else 0):
        drawn = distance([pictures[index] for index in rng.integers(0, len(pictures), len(pictures))])
        draws += [] if drawn is None else [drawn]
    if not draws:
        return Pooled(value, None, None, len(pictures), blocks)
    middle = float(np.median(draws))
    low, high = (float(np.quantile(draws, q)) - middle + value for q in ((1 - SURE) / 2, (1 + SURE) / 2))
    return Pooled(value, low, high, len(pictures), blocks)


@lru_cache(maxsize=1)
def photographs() -> tuple[Array, Array]:
    """Mean (36,) and covariance (36, 36) of the features of undistorted photographs."""
    stored = json.loads((Path(__file__).parent / "natural_scenes.json").read_text(encoding="utf-8"))
    mean, upper = (np.frombuffer(base64.b64decode(stored[name]), "<f8") for name in ("mean", "covariance"))
    covariance = np.zeros((FEATURES, FEATURES))
    covariance[np.triu_indices(FEATURES)] = upper
    return mean, covariance + np.triu(covariance, 1).T


def _normalised(image: Array) -> Array:
    """(image - local mean) / (local deviation + 1)."""
    from scipy.ndimage import gaussian_filter

    mean = gaussian_filter(image, SIGMA, mode="nearest", radius=3)
    square = gaussian_filter(np.square(image), SIGMA, mode="nearest", radius=3)
    normal: Array = (image - mean) / (np.sqrt(np.abs(square - np.square(mean))) + 1)
    return normal


def _block_features(blocks: Array) -> Array:
    """Of blocks (n, side, side): (n, 18)."""
    shape, left, right = _fitted(blocks)
    found = [shape, (left + right) / 2]
    for shift in NEIGHBOURS:
        shape, left, right = _fitted(blocks * np.roll(blocks, shift, (1, 2)))
        found += [shape, (right - left) * _gamma(2 / shape) / _gamma(1 / shape), left, right]
    return np.stack(found, 1)


def _fitted(blocks: Array) -> tuple[Array, Array, Array]:
    """Shapes and both widths of asymmetric generalised Gaussians, by their moments; NaN where there are none."""
    values = blocks.reshape(len(blocks), -1)
    square = np.square(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        left, right = (np.sqrt(np.einsum("ij,ij->i", square, side) / side.sum(1)) for side in (values < 0, values > 0))
        ratio = left / right
        moment = np.abs(values).mean(1) ** 2 / square.mean(1)
        wanted = moment * (ratio**3 + 1) * (ratio + 1) / (ratio**2 + 1) ** 2
    there = np.isfinite(wanted)
    shape = SHAPES[_nearest(_moments(), np.where(there, wanted, 0))]
    width = np.sqrt(_gamma(1 / shape) / _gamma(3 / shape))
    shape, left, right = (np.where(there, each, np.nan) for each in (shape, left * width, right * width))
    return shape, left, right


def _nearest(ascending: Array, values: Array) -> npt.NDArray[np.intp]:
    """Where in `ascending` numbers the nearest stand."""
    above = np.clip(np.searchsorted(ascending, values), 1, len(ascending) - 1)
    nearer: npt.NDArray[np.intp] = above - (values - ascending[above - 1] <= ascending[above] - values)
    return nearer


@lru_cache(maxsize=1)
def _moments() -> Array:
    """E|x|^2 / E x^2 of a generalised Gaussian of each of `SHAPES`."""
    ratios: Array = _gamma(2 / SHAPES) ** 2 / (_gamma(1 / SHAPES) * _gamma(3 / SHAPES))
    return ratios


def _gamma(x: Any) -> Any:
    from scipy.special import gamma

    return gamma(x)

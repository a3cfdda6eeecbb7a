"""Training pairs: folders of pictures, degraded by our MATLAB-equal bicubic, cut into patches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from srviewer.errors import ImageReadError
from srviewer.imaging.colour import luma
from srviewer.imaging.image_io import DAMAGED
from srviewer.imaging.resample import resize
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
SUFFIXES = (".png", ".bmp", ".jpg", ".jpeg", ".tif", ".tiff")
FACTORS = (1.0, 0.8, 0.65, 0.5)
"""Factors by which training truths are taken shrunk: pictures from JPEG files are sharper and cleaner then, and details
come in more sizes. All together take 2.3 times the pictures' own memory."""


@dataclass(frozen=True, eq=False)
class TrainingPair:
    """What goes in, (h, w, C), and what should come out, (ratio h, ratio w, C); uint8, or float32 in [0, 1]."""

    source: Array
    truth: Array
    name: str = ""

    @property
    def ratio(self) -> int:
        return int(self.truth.shape[0] // self.source.shape[0])


@dataclass(frozen=True, eq=False)
class Batches:
    """Random batches by number: batch k comes from the random numbers of `default_rng([seed, k])` and nothing else, so
    that any process can make it, ahead of time.

    count, patch : patches of a batch, and the truths' side
    change : (source, truth, rng) to the tensors that the loss takes, if these are others
    """

    pairs: Sequence[TrainingPair]
    count: int
    patch: int
    seed: int = 0
    change: Callable[[torch.Tensor, torch.Tensor, np.random.Generator], tuple[torch.Tensor, ...]] | None = None

    def __getitem__(self, number: int) -> tuple[torch.Tensor, ...]:
        return self.draw(np.random.default_rng([self.seed, number]))

    def draw(self, rng: np.random.Generator) -> tuple[torch.Tensor, ...]:
        source, truth = sample(self.pairs, rng, self.count, self.patch)
        return self.change(source, truth, rng) if self.change else (source, truth)


def rgb_pairs(folder: Path, scale: int, factors: Sequence[float] = (1.0,)) -> list[TrainingPair]:
    """LR and HR of every picture below `folder`, uint8 RGB; the LR from `LR` beside a folder `HR` if there is one.

    factors : each gives every picture once, its truth first shrunk by MATLAB's bicubic (see `FACTORS`)
    """
    truths = folder / "HR" if (folder / "HR").is_dir() else folder
    pairs = []
    for path in _pictures(truths):
        truth = read(path)
        if 1.0 in factors:
            pairs.append(_rgb_pair(path, truth, folder / "LR" / path.name, scale))
        sizes = [[round(n * factor) for n in truth.shape[:2]] for factor in factors if factor != 1]
        pairs += [_degraded(_shrunk(truth, *size), scale, path.stem) for size in sizes if min(size) >= scale]
    return pairs


def luma_pair(pair: TrainingPair) -> TrainingPair:
    """The same as SRCNN sees it: Y of the LR enlarged by bicubic, and Y of the truth; float32 (H, W, 1)."""
    height, width = pair.truth.shape[:2]
    if pair.source.shape[0] * pair.ratio != height:
        raise ValueError("the truth's height is no multiple of the source's")
    enlarged = resize(luma(pair.source / 255.0), height, width)
    truth = luma(pair.truth / 255.0)
    return TrainingPair(enlarged.astype(np.float32)[..., None], truth.astype(np.float32)[..., None], pair.name)


def sample(
    pairs: Sequence[TrainingPair], rng: np.random.Generator, count: int, patch: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """`count` random patches, turned and mirrored at random; larger pictures are drawn more often.

    Returns
    -------
    source, truth : float32 (count, C, patch / ratio, patch / ratio) and (count, C, patch, patch) in [0, 1]
    """
    areas = np.array([pair.truth.size for pair in pairs], np.float64)
    drawn = rng.choice(len(pairs), count, p=areas / areas.sum())
    cut = [_cut(pairs[index], rng, patch) for index in drawn]
    source, truth = (np.stack(part) for part in zip(*cut, strict=True))
    return as_tensor(source), as_tensor(truth)


def as_tensor(images: Array) -> torch.Tensor:
    """(N, H, W, C), uint8 or float in [0, 1], to float32 (N, C, H, W) in [0, 1], channels last in memory."""
    tensor = torch.from_numpy(np.ascontiguousarray(images)).permute(0, 3, 1, 2)
    tensor = tensor.float() / 255 if images.dtype == np.uint8 else tensor.float()
    return tensor.contiguous(memory_format=torch.channels_last)


def large_enough(pairs: Sequence[TrainingPair], patch: int) -> list[TrainingPair]:
    """The pairs from which a patch can be cut; `ImageReadError` if there are none."""
    found = [pair for pair in pairs if min(pair.truth.shape[:2]) >= patch]
    if not found:
        raise ImageReadError(phrase("no training picture has a side of {patch} pixels or more", patch=patch))
    return found


def _cut(pair: TrainingPair, rng: np.random.Generator, patch: int) -> tuple[Array, Array]:
    ratio = pair.ratio
    side = patch // ratio
    row, column = (int(rng.integers(0, n - side + 1)) for n in pair.source.shape[:2])
    turns, mirror = int(rng.integers(4)), 1 - 2 * int(rng.integers(2))
    truth = pair.truth[row * ratio :, column * ratio :][:patch, :patch]
    source = pair.source[row:, column:][:side, :side]
    return np.rot90(source, turns)[:, ::mirror], np.rot90(truth, turns)[:, ::mirror]


def _pictures(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not found:
        raise ImageReadError(
            phrase("{folder}: no pictures ({kinds}) are in this folder", folder=folder, kinds=", ".join(SUFFIXES))
        )
    return found


def _rgb_pair(path: Path, truth: Array, low: Path, scale: int) -> TrainingPair:
    if min(truth.shape[:2]) < scale:
        raise ImageReadError(phrase("{path}: smaller than {scale} × {scale} pixels", path=path, scale=scale))
    if low.is_file() and scale > 1:
        return TrainingPair(read(low), _cropped(truth, scale), path.stem)
    return _degraded(truth, scale, path.stem)


def _degraded(truth: Array, scale: int, name: str) -> TrainingPair:
    truth = _cropped(truth, scale)
    return TrainingPair(_shrunk(truth, *(n // scale for n in truth.shape[:2])), truth, name)


def _cropped(truth: Array, scale: int) -> Array:
    """Without the last rows and columns, so that both sides are multiples of the scale."""
    height, width = (n // scale * scale for n in truth.shape[:2])
    return truth[:height, :width]


def _shrunk(image: Array, height: int, width: int) -> Array:
    """MATLAB's bicubic of uint8 RGB, rounded to uint8 again."""
    return np.clip(np.rint(resize(image.astype(np.float64), height, width)), 0, 255).astype(np.uint8)


def read(path: Path) -> Array:
    """A picture as uint8 RGB; `ImageReadError` if it is none."""
    try:
        with Image.open(path) as image:
            return np.array(image.convert("RGB"))
    except DAMAGED as error:
        raise ImageReadError(phrase("{path}: not readable as a picture ({error})", path=path, error=error)) from None

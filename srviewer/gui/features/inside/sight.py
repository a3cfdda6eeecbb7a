"""A step's images made ready to be looked at, in a lane: a few side by side, many as a sheet of small ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.explain.step import StepImage
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.look import theme
from srviewer.imaging import colour_maps

Colours = npt.NDArray[np.uint8]

FEW = 6  # images that stand side by side; more make a sheet
SMALL = 96  # pixels a side of an image on a sheet, at most
TALL = 1.6  # times as high as wide is a sheet, roughly, since it stands beside an image


@dataclass(frozen=True, eq=False)
class Sight:
    """What a step shows: `pyramids`, one an image; or, of many images, the `sheet` and the images' `places` on it, in
    its pixels."""

    images: tuple[StepImage, ...]
    pyramids: tuple[Pyramid, ...] = field(default=(), repr=False)
    sheet: Pyramid | None = None
    places: tuple[Rect, ...] = ()


def sight_of(images: tuple[StepImage, ...], token: Token, columns: int | None = None) -> Sight:
    """The images of a step, made visible; `columns` of a sheet."""
    if len(images) <= FEW:
        return Sight(images, tuple(_checked(image, token) for image in images))
    small = []
    for image in images:
        token.raise_if_cancelled()
        small.append(_reduced(colours_of(image)))
    height, width = (max(s.shape[axis] for s in small) for axis in (0, 1))
    columns = columns or max(1, round(sqrt(len(small) * height / width / TALL)))
    gap = 1 if max(height, width) < SMALL // 3 else 4
    rows = ceil(len(small) / columns)
    sheet = np.full(
        (rows * (height + gap) - gap, columns * (width + gap) - gap, 3), theme.current().canvas.red(), np.uint8
    )
    places = []
    for index, one in enumerate(small):
        y, x = index // columns * (height + gap), index % columns * (width + gap)
        sheet[y : y + one.shape[0], x : x + one.shape[1]] = one if one.ndim == 3 else one[..., None]
        places.append(Rect(x, y, one.shape[1], one.shape[0]))
    return Sight(images, (), build_pyramid(sheet), tuple(places))


def pyramid_of(image: StepImage) -> Pyramid:
    """An image at full size."""
    return build_pyramid(colours_of(image))


def colours_of(image: StepImage) -> Colours:
    """Pictures as they are; values in the colours of their scale, (H, W) or (H, W, 3)."""
    if image.kind == "picture":
        return image.shown()
    return colour_maps.coloured(np.asarray(image.values, np.float32), image.high, image.kind == "signed")


def _checked(image: StepImage, token: Token) -> Pyramid:
    token.raise_if_cancelled()
    return pyramid_of(image)


def _reduced(colours: Colours) -> Colours:
    """Means of n x n pixels, so that an image fits a sheet; what does not fill a block is left out."""
    n = -(-max(colours.shape[:2]) // SMALL)
    height, width = (side // n for side in colours.shape[:2])
    if n == 1 or not height or not width:
        return colours[:SMALL, :SMALL]
    blocks = colours[: height * n, : width * n].reshape(height, n, width, n, *colours.shape[2:])
    means: Colours = np.rint(blocks.mean((1, 3))).astype(np.uint8)
    return means

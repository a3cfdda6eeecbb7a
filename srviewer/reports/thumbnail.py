"""A small picture of a saved comparison, as file managers show one: the picture, its right half as coarse as an LR."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from srviewer.errors import ParameterError
from srviewer.imaging.atomic import atomic_write
from srviewer.imaging.picture import Picture, as_levels
from srviewer.phrase import phrase

LARGEST = 1024  # pixels a side, as freedesktop.org's largest thumbnails
SQUARES = 24  # a side of the coarse half's squares is the thumbnail's longer side over so many


def write(picture: Picture, target: Path, size: int) -> None:
    """Write a PNG whose longer side is `size` pixels; what stands at `target` is replaced.

    `ParameterError` for a size that is not 1 to 1024, `ImageWriteError` if the file cannot be written.
    """
    if not 1 <= size <= LARGEST:
        raise ParameterError(phrase("a thumbnail has 1 to {most} pixels a side, not {size}", most=LARGEST, size=size))
    drawn = _drawn(Image.fromarray(np.asarray(as_levels(picture.samples))).convert("RGB"), size)
    content = io.BytesIO()
    drawn.save(content, "PNG")
    with atomic_write(target, overwrite=True) as file:
        file.write(content.getvalue())


def _drawn(whole: Image.Image, size: int) -> Image.Image:
    longer = max(whole.size)
    width, height = (max(1, round(side * size / longer)) for side in whole.size)
    small = whole.resize((width, height), Image.Resampling.BOX, reducing_gap=3)
    square = max(1, size // SQUARES)
    coarse = small.resize((-(-width // square), -(-height // square)), Image.Resampling.BOX)
    coarse = coarse.resize((coarse.width * square, coarse.height * square), Image.Resampling.NEAREST)
    middle = width // 2
    small.paste(coarse.crop((middle, 0, width, height)), (middle, 0))
    ImageDraw.Draw(small).line((middle, 0, middle, height), "white", max(1, size // 128))
    return small

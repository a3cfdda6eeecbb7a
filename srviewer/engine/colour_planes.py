"""A picture taken apart into what a method enlarges and what bicubic takes along, and put together again.

Colour with alpha is premultiplied meanwhile, so that what hides under alpha 0 does not bleed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine import memory, tiling
from srviewer.engine.job import Job, Rect
from srviewer.errors import MemoryLimitError
from srviewer.imaging.colour import grey_of, grey_of_studio, luma, rgb_to_ycbcr, studio_of_grey, ycbcr_to_rgb
from srviewer.imaging.picture import Picture, Samples, as_floats, quantise
from srviewer.imaging.resample import resize
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space

STRIP = 64  # rows that are coloured and rounded at once: what is made on the way stays in the processor's cache
BICUBIC_REACH = 2  # pixels of the LR that bicubic looks at, for chroma and alpha


@dataclass(frozen=True)
class Planes:
    """A picture taken apart: what the method enlarges, and what bicubic takes along.

    main : (H, W) or (H, W, C), float32 or the picture's own levels, of which each tile is made float32; its last
        channel is alpha where `alpha_inside`, or `alpha_made` for want of one
    colours : RGB, as `main`, whose chroma is enlarged by bicubic, a part at a time; None where there is none, or `main`
        has it
    alpha : enlarged by bicubic; None likewise
    studio : whether `main` is grey values in studio range, the only one that networks on Y were trained in: fed with
        full range, SRCNN lifts black by 2.6 to 4.7 levels of 255
    has_luma : whether the result is measured on the luma of its unrounded colours
    """

    main: Samples
    grey: bool
    colours: Samples | None = None
    alpha: FloatArray | None = None
    alpha_inside: bool = False
    alpha_made: bool = False
    premultiplied: bool = False
    studio: bool = False
    has_luma: bool = False


def split(picture: Picture, space: Space, learned: bool, check: Callable[[], None] = lambda: None) -> Planes:
    pixels, alpha, grey = picture.samples, picture.alpha, picture.is_grey
    premultiplied = alpha is not None and space not in ("samples", "rgba")
    if alpha is not None:
        pixels = as_floats(pixels) * (alpha if grey else alpha[..., None]) if premultiplied else as_floats(pixels)
    if space == "rgb":
        main = np.repeat(pixels[..., None], 3, axis=2) if grey else pixels
        return Planes(main, grey, None, alpha, premultiplied=premultiplied)
    if space == "rgba":
        opaque = np.ones(pixels.shape[:2], np.float32) if alpha is None else alpha
        pixels = as_floats(pixels)
        main = np.dstack([pixels, pixels, pixels, opaque] if grey else [pixels, opaque])
        return Planes(main, grey, alpha_inside=alpha is not None, alpha_made=alpha is None)
    if space in ("luma", "grey"):
        if grey:
            studio = learned and space == "luma"
            main = studio_of_grey(as_floats(pixels)) if studio else pixels
            return Planes(main, grey, None, alpha, premultiplied=premultiplied, studio=studio)
        height, width = pixels.shape[:2]
        main = np.empty((height, width), np.float32)
        for start in range(0, height, STRIP):
            check()
            rows = slice(start, start + STRIP)
            main[rows] = luma(as_floats(pixels[rows]))
        return Planes(main, grey, pixels, alpha, premultiplied=premultiplied, has_luma=True)
    inside = alpha is not None
    main = pixels if alpha is None else np.dstack([pixels, alpha])
    return Planes(main, grey, alpha_inside=inside, premultiplied=premultiplied, has_luma=not grey)


def at_most(picture: Picture, space: Space, most: int) -> FloatArray:
    """What a network is given of the whole picture; of a larger one than `most` pixels the means of blocks."""
    main = as_floats(split(picture, space, learned=True).main)
    block = min(ceil((picture.width * picture.height / most) ** 0.5), picture.width, picture.height)
    if block == 1:
        return main
    from srviewer.imaging.degrade import box, crop_to_multiple  # which brings PyWavelets

    return box(crop_to_multiple(main, block), block, 0)


class Assembled:
    """The result as it is put together, part by part."""

    def __init__(self, job: Job, area: Rect, planes: Planes, context: Context | None = None) -> None:
        """`area` is what is asked for, in pixels of the planes. The enlarged chroma is kept in the context's memo: it
        is the same whatever the method and its sliders."""
        self._scale, self._depth, self._planes, self._area = job.scale, job.depth, planes, area
        self._context = context or Context()
        self.height, self.width = area.height * job.scale, area.width * job.scale
        dtype: Any = {8: np.uint8, 16: np.uint16, 32: np.float32}[job.depth]
        size = (self.height, self.width)
        has_alpha = planes.alpha_inside or planes.alpha is not None
        try:
            self.pixels = np.empty(size if planes.grey else (*size, 3), dtype)
            self.alpha = np.empty(size, dtype) if has_alpha else None
            self.luma = np.empty(size, np.uint8) if planes.has_luma and job.luma else None
        except MemoryError:
            samples = (1 if planes.grey else 3) + has_alpha
            size_in_words = memory.in_words(self.height * self.width * samples * np.dtype(dtype).itemsize)
            raise MemoryLimitError(
                phrase(
                    "the result, {width} × {height} pixels, needs {size} and does not fit",
                    width=self.width,
                    height=self.height,
                    size=size_in_words,
                )
            ) from None

    def place(self, part: Rect, values: FloatArray) -> npt.NDArray[Any]:
        """Put the method's values for `part` (pixels of the planes) in; returns what now stands there."""
        s = self._scale
        x, y = part.x - self._area.x, part.y - self._area.y
        rows, columns = slice(y * s, (y + part.height) * s), slice(x * s, (x + part.width) * s)
        alpha: FloatArray | None = None
        if self._planes.alpha_inside:
            values, alpha = values[..., 0] if values.shape[-1] == 2 else values[..., :-1], values[..., -1]
        elif self._planes.alpha_made:
            values = values[..., :-1]
        elif self._planes.alpha is not None:
            alpha = self._bicubic(self._planes.alpha, part)  # not clipped: colour overshoots where it does
        if alpha is not None and self.alpha is not None:
            self.alpha[rows, columns] = self._rounded(alpha)
        chroma = self._chroma(part)
        target = self.pixels[rows, columns]
        for start in range(0, len(target), STRIP):
            at = slice(start, start + STRIP)
            colour = self._colour(values[at], *(None if plane is None else plane[at] for plane in (chroma, alpha)))
            if self.luma is not None:
                own = values[at] if chroma is not None and alpha is None else luma(colour)
                self.luma[rows, columns][at] = quantise(own)
            target[at] = self._rounded(colour)
        return target

    def _colour(self, values: FloatArray, chroma: FloatArray | None, alpha: FloatArray | None) -> FloatArray:
        """Straight colours or grey values, neither clipped nor rounded."""
        if chroma is not None:
            values = ycbcr_to_rgb(values, chroma)
        elif self._planes.grey and values.ndim == 3:
            values = grey_of(np.clip(values, 0, 1))
        elif self._planes.studio:
            values = grey_of_studio(values)
        if alpha is None or not self._planes.premultiplied:
            return values
        alpha = alpha if values.ndim == 2 else alpha[..., None]
        straight: FloatArray = np.divide(values, alpha, out=np.zeros_like(values), where=alpha > 1 / 1024)
        return straight

    def _chroma(self, part: Rect) -> FloatArray | None:
        colours = self._planes.colours
        if colours is None:
            return None

        def made() -> FloatArray:
            return self._bicubic(colours, part, lambda rgb: rgb_to_ycbcr(rgb)[..., 1:])

        if not self._context.keeps(8 * self.height * self.width):
            return made()
        planes = self._context.kept(
            ("chroma", self._scale, part), lambda: np.ascontiguousarray(np.moveaxis(made(), -1, 0))
        )  # plane by plane they are put together a third sooner
        return np.moveaxis(planes, 0, -1)

    def _bicubic(
        self, plane: Samples, part: Rect, of: Callable[[FloatArray], FloatArray] = lambda crop: crop
    ) -> FloatArray:
        """The part of what is made `of` a plane, enlarged by bicubic."""
        tile = tiling.pad(part, BICUBIC_REACH, plane.shape[1], plane.shape[0])
        p = tile.padded
        crop = of(as_floats(plane[p.y : p.bottom, p.x : p.right]))
        enlarged: FloatArray = resize(crop, p.height * self._scale, p.width * self._scale)
        return enlarged[tile.inner(self._scale)]

    def _rounded(self, values: FloatArray) -> npt.NDArray[Any]:
        if self._depth == 32:
            return np.clip(values, 0, 1)
        return quantise(values, self._depth)

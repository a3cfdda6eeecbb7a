"""Bicubic enlargement as MATLAB's imresize does it: the field's baseline, and the carrier of chroma and alpha."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from srviewer.imaging.resample import resize
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler


@dataclass(frozen=True)
class BicubicStage:
    """Resize by `ratio`; enlargements look 2 pixels around (Keys' kernel), reductions run on the whole."""

    ratio: Fraction
    label: str

    @property
    def halo(self) -> int | None:
        return 2 if self.ratio > 1 and self.ratio.denominator == 1 else None

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        height, width = (ceil(n * self.ratio) for n in image.shape[:2])
        resized: FloatArray = resize(image, height, width, context.progress.raise_if_cancelled)
        return resized


def resized(rest: Fraction, scale: int) -> tuple[BicubicStage, ...]:
    """What is left to reach `scale` after the stages of a method; nothing if `rest` is 1."""
    if rest == 1:
        return ()
    reduced = phrase("reduced by bicubic to ×{scale}", scale=scale)
    enlarged = phrase("enlarged by bicubic to ×{scale}", scale=scale)
    return (BicubicStage(rest, reduced if rest < 1 else enlarged),)


class Bicubic(Upsampler):
    """MATLAB `imresize(..., "bicubic")` of R, G, B and alpha."""

    space: Space = "channels"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return (BicubicStage(Fraction(scale), phrase("{title} ×{scale}", title="Bicubic", scale=scale)),)

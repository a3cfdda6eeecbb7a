"""The input itself, at x1: what the methods that clean up are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler


@dataclass(frozen=True)
class Unchanged:
    """The samples as they are."""

    label: str

    @property
    def ratio(self) -> Fraction:
        return Fraction(1)

    @property
    def halo(self) -> int | None:
        return 0

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        return image


class Input(Upsampler):
    """The picture that the methods are given."""

    space: Space = "samples"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return (Unchanged(phrase("unchanged")),)

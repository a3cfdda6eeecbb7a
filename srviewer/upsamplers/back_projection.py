"""Iterative back-projection: a result is corrected until, shrunk back, it gives the LR picture again.

With D the shrinking that is assumed to have made the LR (MATLAB's bicubic) and U bicubic enlargement,

    x_0     = U LR
    x_(k+1) = x_k + U (LR - D x_k)                                                                         (1)

It knows nothing of natural pictures: what it gains over bicubic is what agreement with the LR alone can give, which
makes it the control for methods that claim more. Noise in the LR is believed, and so grows with the rounds.

References
----------
M. Irani, S. Peleg, "Improving resolution by image registration", CVGIP: Graphical Models and Image Processing 53
(1991) 231-239, equation (4), for a single picture. doi:10.1016/1049-9652(91)90045-L
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from srviewer.imaging.resample import resize
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler


@dataclass(frozen=True)
class BackProjectionStage:
    """Equation (1), `rounds` times, of a whole picture: float32 (H, W) to (H scale, W scale), not clipped."""

    scale: int
    rounds: int

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.scale)

    @property
    def halo(self) -> int | None:
        return None  # each round looks four LR pixels further: tiles would be mostly halo

    @property
    def label(self) -> str:
        title = phrase("{title} ×{scale}", title="Back-projection", scale=self.scale)
        if self.rounds == 1:
            return phrase("{title}, 1 round", title=title)
        return phrase("{title}, {rounds} rounds", title=title, rounds=self.rounds)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        height, width = image.shape[:2]
        larger = height * self.scale, width * self.scale
        check = context.progress.raise_if_cancelled
        x: FloatArray = resize(image, *larger, check)
        for done in range(self.rounds):
            context.progress.report((done + 1) / (self.rounds + 1))
            x += resize(image - resize(x, height, width, check), *larger, check)
        return x


class BackProjection(Upsampler):
    """Iterative back-projection of Y, starting from bicubic."""

    space: Space = "luma"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return (BackProjectionStage(scale, int(params["rounds"])),)

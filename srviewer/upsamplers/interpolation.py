"""The classical interpolations beside bicubic: a kernel laid over the nearest pixels, on bicubic's grid.

References
----------
P. Thevenaz, T. Blu, M. Unser, "Interpolation revisited", IEEE Transactions on Medical Imaging 19 (2000) 739-758.
doi:10.1109/42.875199
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from srviewer.imaging.resample import KERNELS, resize
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler


@dataclass(frozen=True)
class InterpolationStage:
    """Enlarge by `scale` with a kernel of `imaging.resample.KERNELS`, edges mirrored as bicubic's are."""

    scale: int
    kernel: str
    label: str

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.scale)

    @property
    def halo(self) -> int | None:
        return ceil(KERNELS[self.kernel].width / 2)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        height, width = (n * self.scale for n in image.shape[:2])
        check = context.progress.raise_if_cancelled
        resized: FloatArray = resize(image, height, width, check, self.kernel)
        return resized


class Interpolation(Upsampler):
    """An interpolation of R, G, B and alpha, each by the method's own kernel."""

    space: Space = "channels"
    _kernel, _title = "bicubic", "Bicubic"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return (InterpolationStage(scale, self._kernel, phrase("{title} ×{scale}", title=self._title, scale=scale)),)


class Nearest(Interpolation):
    """Each pixel becomes a square: samples are copied."""

    space: Space = "samples"
    _kernel, _title = "nearest", "Nearest"


class Bilinear(Interpolation):
    """Linear interpolation along both axes."""

    _kernel, _title = "bilinear", "Bilinear"


class Lanczos(Interpolation):
    """Lanczos' windowed sinc of six pixels (Duchon 1979), MATLAB's "lanczos3"."""

    _kernel, _title = "lanczos3", "Lanczos"

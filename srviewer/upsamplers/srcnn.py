"""SRCNN: three convolutions on the Y that bicubic enlarged.

C. Dong, C. C. Loy, K. He, X. Tang, "Image super-resolution using deep convolutional networks", IEEE Transactions on
Pattern Analysis and Machine Intelligence 38 (2016) 295-307. doi:10.1109/TPAMI.2015.2439281
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from srviewer import weights
from srviewer.imaging.resample import resize
from srviewer.networks import halo
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage

_BICUBIC_REACH = 2  # LR pixels that Keys' kernel looks to each side


def _run(entry: weights.Entry, image: FloatArray, context: Context) -> FloatArray:
    height, width = (n * entry.scale for n in image.shape)
    enlarged = resize(image, height, width, context.progress.raise_if_cancelled)
    return learned.run_network(entry, enlarged, context)


def _stage(entry: weights.Entry, label: str) -> learned.NetworkStage:
    reach = ceil(halo(entry.architecture) / entry.scale) + _BICUBIC_REACH
    return learned.NetworkStage(entry, label, reach, _run)


class Srcnn:
    """SRCNN 9-5-5 by the project's own weights; x8 is x2 after x4."""

    space: Space = "luma"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return learned.stages("srcnn", "SRCNN", scale, _stage)

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return learned.hashes("srcnn", scale)

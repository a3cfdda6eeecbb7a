"""Compact: plain 3 x 3 convolutions on the LR's luma, or, for photographs that were compressed, on its RGB.

X. Zhang, H. Zeng, L. Zhang, "Edge-oriented convolution block for real-time super resolution on mobile devices", ACM
International Conference on Multimedia 2021. doi:10.1145/3474085.3475291
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Literal

from srviewer import weights
from srviewer.networks import halo
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Stage


def _stage(entry: weights.Entry, label: str, strength: float = 1.0) -> learned.NetworkStage:
    run = partial(learned.run_network, strength=strength)
    return learned.NetworkStage(entry, label, halo(entry.architecture), run)


class CompactUpsampler:
    """Compact on Y; scales without a network of their own by cascade."""

    space: Literal["luma", "rgb"] = "luma"
    _name, _title = "compact", "Compact"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return learned.stages(self._name, self._title, scale, _stage)

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return learned.hashes(self._name, scale)


class CompactPhoto(CompactUpsampler):
    """Compact on RGB, trained on pictures that were blurred, noisy and compressed; also at x1, to clean up."""

    space: Literal["luma", "rgb"] = "rgb"
    _name, _title = "compact_photo", "Compact photo"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        make = partial(_stage, strength=float(params.get("strength", 1.0)))
        return learned.stages(self._name, self._title, scale, make)

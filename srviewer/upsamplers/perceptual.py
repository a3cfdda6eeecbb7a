"""The image transformation network f_W trained by perceptual losses, and its twin by a pixel loss.

A *strength* mixes the weights of the two (`weights.mixed`), at no cost when the network runs.

J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from srviewer import weights
from srviewer.errors import SrviewerError
from srviewer.networks import halo
from srviewer.phrase import phrase
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Space, Stage


def _stage(entry: weights.Entry, label: str, strength: float = 1.0) -> learned.NetworkStage:
    used = strength if entry.twin else 1.0
    return learned.NetworkStage(entry, label, halo(entry.architecture), partial(learned.run_network, strength=used))


def no_strength(scale: int) -> str | None:
    """Why the strength has no effect at a scale, in a sentence; None if it has one."""
    try:
        if any(entry.twin for entry in learned.plan("perceptual", scale)[0]):
            return None
    except SrviewerError:
        return None  # it does not run at all, and says so itself
    return phrase("Perceptual ×{scale} has no twin of the same start yet: its strength has no effect.", scale=scale)


class Perceptual:
    """f_W on RGB; scales without a network of their own by cascade (x8 = x2 after x4, x3 = x4 reduced)."""

    space: Space = "rgb"
    _name, _title = "perceptual", "Perceptual"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        strength = float(params.get("strength", 1.0))
        return learned.stages(self._name, self._title, scale, partial(_stage, strength=strength))

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return learned.hashes(self._name, scale)


class PixelTwin(Perceptual):
    """The same network, start, data and steps with the pixel loss: what the loss alone changes."""

    _name, _title = "pixel_twin", "Pixel-loss twin"


class Weave(Perceptual):
    """The weights of an earlier version, by the feature loss alone: kept for the weave that they draw."""

    _name, _title = "perceptual_weave", "Perceptual with a weave"

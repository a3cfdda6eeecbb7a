"""The image transformation network f_W trained with a feature reconstruction loss, and its twin with a pixel loss.

J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
"""

from __future__ import annotations

from collections.abc import Mapping

from srviewer import weights
from srviewer.networks import halo
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Space, Stage


def _stage(entry: weights.Entry, label: str) -> learned.NetworkStage:
    return learned.NetworkStage(entry, label, halo(entry.architecture), learned.run_network)


class Perceptual:
    """f_W on RGB; scales without a network of their own by cascade (x8 = x2 after x4, x3 = x4 reduced)."""

    space: Space = "rgb"
    _name, _title = "perceptual", "Perceptual"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return learned.stages(self._name, self._title, scale, _stage)

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return learned.hashes(self._name, scale)


class PixelTwin(Perceptual):
    """The same network, initialisation, data and steps with the pixel loss: what the loss alone changes."""

    _name, _title = "pixel_twin", "Pixel-loss twin"

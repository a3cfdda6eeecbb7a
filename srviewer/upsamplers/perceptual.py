"""The image transformation network f_W trained by perceptual losses, and its twin by a pixel loss.

A *strength* mixes the two: their weights (`weights.mixed`), at no cost when the network runs, or their results, pixel
by pixel. Between the results of least error and of perfect perception the straight line is the best there is in the
sense of squared error (Freirich et al. 2021); weights can be mixed because both networks began at one start (Wang et
al. 2018).

J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
D. Freirich, T. Michaeli, R. Meir, "A theory of the distortion-perception tradeoff in Wasserstein space", Neural
Information Processing Systems 2021. arXiv:2107.02555
X. Wang et al., "ESRGAN", European Conference on Computer Vision Workshops 2018. arXiv:1809.00219
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np

from srviewer import weights
from srviewer.networks import halo
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage


def _stage(entry: weights.Entry, label: str, strength: float = 1.0, mixing: str = "weights") -> learned.NetworkStage:
    run = _mixed_pixels if mixing == "pixels" else learned.run_network
    return learned.NetworkStage(entry, label, halo(entry.architecture), partial(run, strength=strength))


def _mixed_pixels(entry: weights.Entry, image: FloatArray, context: Context, strength: float) -> FloatArray:
    """The twin's result + strength (the network's - the twin's); neither end runs both."""
    if strength in (0, 1):
        return learned.run_network(entry, image, context, strength)
    least, looks = (learned.run_network(entry, image, context, end) for end in (0.0, 1.0))
    looks -= least
    looks *= np.float32(strength)
    looks += least
    return looks


class Perceptual:
    """f_W on RGB; scales without a network of their own by cascade (x8 = x2 after x4, x3 = x4 reduced)."""

    space: Space = "rgb"
    _name, _title = "perceptual", "Perceptual"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        strength = float(params.get("strength", 1.0))
        make = partial(_stage, strength=strength, mixing=str(params.get("mixing", "weights")))
        return learned.stages(self._name, self._title, scale, make)

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return learned.hashes(self._name, scale)


class PixelTwin(Perceptual):
    """The same network, start, data and steps with the pixel loss: what the loss alone changes."""

    _name, _title = "pixel_twin", "Pixel-loss twin"


class Adversarial(Perceptual):
    """Perceptual trained with a discriminator as well, which the paper has not."""

    _name, _title = "perceptual_adversarial", "Perceptual, adversarial"


class Weave(Perceptual):
    """The weights of an earlier version, by the feature loss alone: kept for the weave that they draw."""

    _name, _title = "perceptual_weave", "Perceptual with a weave"

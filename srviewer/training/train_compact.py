r"""Compact on Y, or on RGB of photographs: options, data, network, optimiser, loss, validation.

srviewer train compact --data ../shared/data/train --scale 4 --steps 80000 --output compact_x4.safetensors
srviewer train compact --photo --data ../shared/data/train --scale 2 --steps 80000 --output compact_photo_x2.safetensors
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from io import BytesIO
from math import isqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image
from torch import nn

from srviewer.imaging.colour import luma
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.networks.compact import Compact
from srviewer.training import data
from srviewer.training.loop import Task
from srviewer.training.task import placed, psnr_y, take_fitting

Tensor = torch.Tensor
Array = npt.NDArray[Any]
A_LEVEL = 1 / 255
SLACK = 16
"""LR pixels that photographs' patches are larger by before they are compressed: the 8 x 8 blocks of luma, and the
16 x 16 of halved chroma, then lie anywhere."""


@dataclass(frozen=True)
class CompactOptions:
    """photo : RGB and degraded LR in place of Y and clean LR
    side : of the LR's patches
    margin : outer LR pixels that the loss leaves out, where padding stands in for the picture
    squared : steps at the end by squared error in place of absolute: what PSNR measures
    rate : peak of Adam's
    bfloat16 : convolutions in bfloat16, where the processor has it
    """

    scale: int
    photo: bool = False
    channels: int = 32
    blocks: int = 10
    side: int = 48
    batch: int = 16
    margin: int = 4
    squared: int = 0
    steps: int | None = None
    rate: float = 5e-4
    bfloat16: bool = False

    @property
    def patch(self) -> int:
        """Side of the truths' patches as they are cut."""
        return self.scale * (self.side + (SLACK if self.photo else 0))


class CompactTask(Task):
    """Absolute error, then squared, between the network's result and the truth."""

    warm_up = 200
    clip = 1.0
    hold = 0.0

    def __init__(
        self,
        options: CompactOptions,
        pairs: Sequence[data.TrainingPair],
        validation: Sequence[data.TrainingPair] = (),
        init: Mapping[str, Tensor] | None = None,
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(seed)
        self.options, self.seed, self.device, self.validation = options, seed, device, validation
        self.memory = nn.Module()
        change = partial(degraded, side=options.side) if options.photo else None
        enough = data.large_enough(pairs if options.photo else [planes(pair) for pair in pairs], options.patch)
        self.batches = data.Batches(enough, options.batch, options.patch, seed, change)
        network = Compact(options.scale, options.channels, options.blocks, 3 if options.photo else 1)
        if init:
            take_fitting(network, init)
            if options.scale == 1:
                _begin_with_the_mean(network, init)
        self.network = placed(network, device)
        self.optimiser = torch.optim.Adam(network.parameters(), lr=options.rate)

    @property
    def config(self) -> Mapping[str, Any]:
        o = self.options
        architecture = {
            "name": "compact",
            "scale": o.scale,
            "channels": o.channels,
            "blocks": o.blocks,
            "colours": 3 if o.photo else 1,
        }
        return {"network": "compact", "seed": self.seed, "architecture": architecture, "options": asdict(o)}

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        o = self.options
        source, truth = (part.to(self.device, non_blocking=True) for part in batch)
        with torch.autocast(torch.device(self.device).type, torch.bfloat16, enabled=o.bfloat16):
            sr = self.network(source).float()
        rim = o.scale * o.margin
        error: Tensor = (sr - truth)[..., rim : sr.shape[2] - rim, rim : sr.shape[3] - rim]
        if o.scale == 1:
            return _relative(error, (source - truth)[..., rim:-rim, rim:-rim])
        if o.steps is not None and step >= o.steps - o.squared:
            return 10 * error.square().mean()
        return error.abs().mean()

    def validate(self, network: nn.Module) -> dict[str, float]:
        if self.options.photo:
            return self._photo(network)
        values = [psnr_y(network, planes(pair), self.options.scale, self.device) for pair in self.validation]
        return {"psnr_y": float(np.mean(values))} if values else {}

    def _photo(self, network: nn.Module) -> dict[str, float]:
        """PSNR-Y of LR files as they are and as JPEG files of quality 40, 80 and 95 with halved chroma."""
        found: dict[str, list[float]] = {}
        for pair in self.validation:
            sources = {"clean": pair.source, **{f"jpeg{q}": compressed(pair.source, q, True) for q in (40, 80, 95)}}
            for name, source in sources.items():
                sr = network(data.as_tensor(source[None]).to(self.device)).clamp(0, 1)
                image = (sr[0].permute(1, 2, 0).cpu().numpy() * 255).round().astype(np.float64) / 255
                value = psnr(image, pair.truth, crop_border=self.options.scale)
                found.setdefault(f"psnr_y_{name}", []).append(value)
        return {name: float(np.mean(values)) for name, values in found.items()}


@torch.no_grad()
def _begin_with_the_mean(network: Compact, enlarging: Mapping[str, Tensor]) -> None:
    """What a network that enlarges adds, at the input's size: its last layer is the mean of the other's phases."""
    scale = isqrt(len(enlarging["last.bias"]) // network.colours)
    other = Compact(scale, network.last.weight.shape[1], len(network.body) - 1, network.colours)
    other.load_state_dict(enlarging, strict=False)  # (without buffers)
    kernel, bias = (
        t.reshape(network.colours, -1, *t.shape[1:]).mean(1) for t in (other.last.kernel(), other.last.bias)
    )
    network.last.weight.add_(kernel - network.last.kernel())
    network.last.bias.copy_(bias)


def _relative(error: Tensor, found: Tensor) -> Tensor:
    """Squared error over that of the picture as it came, patch by patch: good pictures, whose errors are small, would
    else count for nothing, and be made worse. (Absolute errors hold the network at doing nothing.)"""
    after, before = (e.square().mean((1, 2, 3)) for e in (error, found))
    return (after / (before + A_LEVEL**2)).mean()


def planes(pair: data.TrainingPair) -> data.TrainingPair:
    """Y of the LR and of the truth, float32 (H, W, 1) in [0, 1]."""
    source, truth = (luma(image / 255.0).astype(np.float32)[..., None] for image in (pair.source, pair.truth))
    return data.TrainingPair(source, truth, pair.name)


def degraded(source: Tensor, truth: Tensor, rng: np.random.Generator, side: int) -> tuple[Tensor, Tensor]:
    """Each LR patch clean (one in four), compressed (one in two), or blurred, noisy and compressed (one in four), and
    then cut to `side`, anywhere, so that blocks of compression lie anywhere; truths are cut to fit.

    source, truth : (N, 3, side + SLACK, side + SLACK) and by the scale larger, in [0, 1]
    """
    scale = truth.shape[2] // source.shape[2]
    lows, highs = [], []
    for low, high in zip(source, truth, strict=True):
        image = (low.permute(1, 2, 0).numpy() * 255).round().astype(np.uint8)
        y, x = (int(n) for n in rng.integers(0, source.shape[2] - side + 1, 2))
        lows.append(_degraded(image, rng)[y : y + side, x : x + side])
        highs.append(high[:, scale * y : scale * (y + side), scale * x : scale * (x + side)])
    return data.as_tensor(np.stack(lows)), torch.stack(highs).contiguous(memory_format=torch.channels_last)


def _degraded(image: Array, rng: np.random.Generator) -> Array:
    kind, quality, halved = rng.random(), int(rng.integers(30, 96)), bool(rng.integers(2))
    if kind < 0.25:
        return image
    if kind < 0.5:
        image = noisy(blurred(image, rng.uniform(0.2, 1.0)), rng.uniform(0.5, 8.0), rng)
    return compressed(image, quality, halved)


def compressed(image: Array, quality: int, halved: bool) -> Array:
    """A uint8 RGB image out of a JPEG file; halved : its chroma at half the size (4:2:0), otherwise whole (4:4:4)."""
    file = BytesIO()
    Image.fromarray(image).save(file, "JPEG", quality=quality, subsampling=2 if halved else 0)
    with Image.open(file) as opened:
        return np.array(opened.convert("RGB"))


def blurred(image: Array, deviation: float) -> Array:
    """Gaussian blur of a uint8 image, float64, borders continued."""
    radius = max(1, round(3 * deviation))
    taps = np.exp(-0.5 * (np.arange(-radius, radius + 1) / deviation) ** 2)
    taps /= taps.sum()
    result = image.astype(np.float64)
    for axis in (0, 1):
        margins = [(radius, radius) if n == axis else (0, 0) for n in range(3)]
        padded = np.pad(result, margins, mode="edge")
        result = np.lib.stride_tricks.sliding_window_view(padded, len(taps), axis) @ taps
    return result


def noisy(image: Array, deviation: float, rng: np.random.Generator) -> Array:
    """Normal noise of a deviation in levels, the same for all colours in part, as a sensor's is; uint8."""
    grey = rng.normal(0, deviation, image.shape[:2])[..., None]
    colour = rng.normal(0, 0.5 * deviation, image.shape)
    return np.clip(np.rint(image + grey + colour), 0, 255).astype(np.uint8)

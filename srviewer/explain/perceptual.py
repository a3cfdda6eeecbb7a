"""f_W opened: its feature maps block by block; and what the feature network makes of a result and of its truth.

References
----------
J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError
from srviewer.explain import phi as loss_networks
from srviewer.explain.phi import LAYERS, NamedLossNetwork, rgb_of
from srviewer.explain.step import Step, StepImage, largest_magnitude, magnitude, picture, signed
from srviewer.phrase import phrase
from srviewer.upsamplers import learned

if TYPE_CHECKING:
    from torch import Tensor, nn

FloatArray = npt.NDArray[np.float32]

MAX_PIXELS = 1 << 19  # of the result: its feature maps take half a gigabyte
BLOCKS = 5  # residual blocks of the shipped networks
SHOWN_CHANNELS = 16  # of a layer of the loss network: those in which result and truth differ most


@dataclass(frozen=True, eq=False)
class PerceptualRun:
    """One run of f_W in its form for inference (batch normalisation folded: equal to 1e-5).

    lr : RGB in [0, 1], (h, w, 3)
    first : maps after the first convolution, (64, h, w), from 0 up
    blocks : after each residual block, (64, h, w), of both signs
    enlarged : after each enlargement, (64, 2 h, 2 w), (64, 4 h, 4 w), ..., from 0 up
    result : (H, W, 3) in [0, 1]
    seconds : that the forward pass took
    """

    lr: FloatArray
    first: FloatArray
    blocks: tuple[FloatArray, ...]
    enlarged: tuple[FloatArray, ...]
    result: FloatArray
    seconds: float


def run(lr_rgb: npt.NDArray[Any], scale: int, method: str = "perceptual", strength: float = 1.0) -> PerceptualRun:
    """The shipped network on an LR picture.

    lr_rgb : uint8, uint16 or float (in [0, 1]), (h, w) or (h, w, 3)
    scale : one with a network of its own, 2 or 4 (`WeightsError` otherwise; x8 is x2 after x4: open each)
    method : "perceptual" or "pixel_twin"
    strength : of "perceptual" against its twin
    """
    loss_networks.check_size((lr_rgb.shape[0] * scale, lr_rgb.shape[1] * scale), MAX_PIXELS)
    from srviewer.networks.strips import StripTransformation

    entry = weights.find(method, scale)
    (in_strips,) = learned.network(entry, "cpu", strength)
    assert isinstance(in_strips, StripTransformation)
    return run_network(in_strips.chain, lr_rgb)


def run_network(chain: nn.Sequential, lr_rgb: npt.NDArray[Any]) -> PerceptualRun:
    """Any f_W in its form for inference, a chain of layers as `srviewer.networks.for_inference` makes it."""
    import torch
    from torch import nn

    from srviewer.networks.image_transformation import FoldedResidualBlock

    x = loss_networks.tensor(lr_rgb)
    lr = rgb_of(x)
    x = x.contiguous(memory_format=torch.channels_last)
    rectified: list[Tensor] = []
    blocks: list[Tensor] = []
    begin = perf_counter()
    with torch.inference_mode():
        for layer in chain:
            x = layer(x)
            if isinstance(layer, FoldedResidualBlock):
                blocks.append(x)
            elif isinstance(layer, nn.ReLU):
                rectified.append(x)
    seconds = perf_counter() - begin
    first, *enlarged = (_maps(maps) for maps in rectified)
    return PerceptualRun(lr, first, tuple(_maps(maps) for maps in blocks), tuple(enlarged), rgb_of(x), seconds)


def _maps(activations: Tensor) -> FloatArray:
    """(1, C, H, W) as (C, H, W)."""
    maps: FloatArray = activations[0].contiguous().numpy()
    return maps


def _input_images(run: PerceptualRun) -> tuple[StepImage, ...]:
    return (picture("lr", "LR", run.lr),)


def _first_images(run: PerceptualRun) -> tuple[StepImage, ...]:
    return tuple(magnitude(f"map{n}", f"map {n}", values) for n, values in enumerate(run.first))


def _block_step(index: int) -> Step[PerceptualRun]:
    """The step of residual block `index`, from 0."""

    def images(run: PerceptualRun) -> tuple[StepImage, ...]:
        if index >= len(run.blocks):
            raise ParameterError(
                phrase(
                    "this network has {count} residual blocks, not {index}",
                    count=len(run.blocks),
                    index=index + 1,
                )
            )
        return tuple(signed(f"map{n}", f"map {n}", values) for n, values in enumerate(run.blocks[index]))

    line = "The maps before, and what two convolutions add to them."
    return Step(f"block{index + 1}", f"Residual block {index + 1}", line, images)


def _enlarged_images(run: PerceptualRun) -> tuple[StepImage, ...]:
    return tuple(
        magnitude(f"x{2**stage}_map{n}", f"×{2**stage}, map {n}", values)
        for stage, maps in enumerate(run.enlarged, 1)
        for n, values in enumerate(maps)
    )


def _result_images(run: PerceptualRun) -> tuple[StepImage, ...]:
    return (picture("result", "result", run.result),)


STEPS: tuple[Step[PerceptualRun], ...] = (
    Step("input", "LR", "The picture as it is; nothing is enlarged before the network.", _input_images),
    Step("first", "First convolution", "9 × 9 patterns of colour, at the LR's size.", _first_images),
    *(_block_step(index) for index in range(BLOCKS)),
    Step("enlargement", "Enlargement", "Each pixel four times, then refined by a convolution.", _enlarged_images),
    Step("result", "Result", "A 9 × 9 convolution to RGB, and tanh.", _result_images),
)


# -- the feature network -------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Activations:
    """What a loss network makes of a result and of its truth.

    network : its name
    sr, hr : by layer, (C, h, w) from 0 up
    """

    network: str
    sr: Mapping[str, FloatArray]
    hr: Mapping[str, FloatArray]

    def channel_losses(self, layer: str) -> FloatArray:
        """Mean squared difference of each channel, (C,); their mean is the feature loss."""
        losses: FloatArray = np.square(self.sr[layer] - self.hr[layer]).mean((1, 2))
        return losses


def activations(sr: npt.NDArray[Any], hr: npt.NDArray[Any], phi: NamedLossNetwork | None = None) -> Activations:
    """Activations of both pictures, uint8, uint16 or float in [0, 1], of one size, (H, W) or (H, W, 3).

    phi : by default the shipped feature network
    """
    import torch

    pair, network = loss_networks.pair(sr, hr, MAX_PIXELS), phi or loss_networks.load()
    with torch.inference_mode():
        both = [network(image) for image in pair]
    maps = [{layer: _maps(found[layer]) for layer in LAYERS} for found in both]
    return Activations(network.name, *maps)


def _layer_step(layer: str) -> Step[Activations]:
    def images(seen: Activations) -> tuple[StepImage, ...]:
        worst = np.argsort(-seen.channel_losses(layer), kind="stable")[:SHOWN_CHANNELS]
        return tuple(image for n in worst for image in _channel_images(seen, layer, int(n)))

    return Step(layer, layer, "The channels in which result and truth differ most.", images)


def _channel_images(seen: Activations, layer: str, n: int) -> tuple[StepImage, ...]:
    a, b = seen.sr[layer][n], seen.hr[layer][n]
    peak = largest_magnitude(a, b)
    return (
        magnitude(f"channel{n}_result", f"channel {n}, result", a, peak),
        magnitude(f"channel{n}_truth", f"channel {n}, truth", b, peak),
        signed(f"channel{n}_difference", f"channel {n}, result minus truth", a - b),
    )


ACTIVATION_STEPS: tuple[Step[Activations], ...] = tuple(_layer_step(layer) for layer in LAYERS)

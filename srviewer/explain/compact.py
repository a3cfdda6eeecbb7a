"""Compact opened: the branches that become one kernel, feature maps, phases, and what an output pixel depends on.

References
----------
X. Zhang, H. Zeng, L. Zhang, "Edge-oriented convolution block for real-time super resolution on mobile devices", ACM
International Conference on Multimedia 2021. doi:10.1145/3474085.3475291
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError
from srviewer.explain.phi import check_size
from srviewer.explain.srcnn import Gradient, Rectangle
from srviewer.explain.step import Step, StepImage, largest_magnitude, magnitude, picture, signed
from srviewer.phrase import phrase
from srviewer.upsamplers import learned

if TYPE_CHECKING:
    from torch import Tensor

    from srviewer.networks.compact import Compact, EdgeOrientedConv2d

Array = npt.NDArray[Any]

MAX_PIXELS = 1 << 19  # of the result: at x2 the 352 feature maps of its LR take 180 MB


@dataclass(frozen=True, eq=False)
class CompactRun:
    """One run of the network; arrays float32.

    lr : (h, w); interpolated : bicubic as the network's skip makes it, (H, W)
    maps : of each layer but the last after its PReLU, (channels, h, w)
    phases : what the last layer gives, a map for each pixel of a block, (scale^2, h, w)
    result : (H, W), not clipped
    layer : the one that is looked into, from 0
    """

    network: Compact
    lr: Array
    interpolated: Array
    maps: tuple[Array, ...]
    phases: Array
    result: Array
    layer: int = 0

    @property
    def scale(self) -> int:
        return self.network.scale

    @property
    def count(self) -> int:
        """How many layers there are."""
        return len(self.maps) + 1

    @property
    def convolution(self) -> EdgeOrientedConv2d:
        return _layers(self.network)[self.layer]


@dataclass(frozen=True)
class Fused:
    """What fusing a layer changes: its parameters with branches and after, and the largest difference of the kernels
    and of the maps that the layer makes of a picture."""

    before: int
    after: int
    of_kernels: float
    of_maps: float


def run(lr_luma: Array, scale: int) -> CompactRun:
    """The shipped network on an LR plane.

    lr_luma : (h, w) float Y in [0, 1]
    scale : one that there is a network for; `WeightsError` elsewhere
    """
    from srviewer.networks.compact import Compact

    network = learned.as_trained(weights.find("compact", scale)).requires_grad_(False)
    assert isinstance(network, Compact)
    return run_network(network, lr_luma)


def run_network(network: Compact, lr_luma: Array) -> CompactRun:
    """Any Compact of one colour on an LR plane (h, w)."""
    import torch
    import torch.nn.functional as F

    if lr_luma.ndim != 2:
        raise ParameterError(phrase("expected one plane (H, W), got shape {shape}", shape=lr_luma.shape))
    scale, reach = network.scale, network.reach
    check_size(tuple(n * scale for n in lr_luma.shape), MAX_PIXELS)
    lr = np.ascontiguousarray(lr_luma, np.float32)
    maps: list[Array] = []
    with torch.no_grad():
        plane = torch.from_numpy(lr)[None, None]
        x = F.pad(plane, (reach,) * 4, mode="replicate")
        for conv, activation in zip(network.body, network.activations, strict=True):
            x = activation(conv(x))
            rim = reach - len(maps) - 1
            maps.append(_numpy(x[0, :, rim : rim + lr.shape[0], rim : rim + lr.shape[1]]))
        phases, skip = network.last(x), network.enlarged(plane)
        result, interpolated = (F.pixel_shuffle(each, scale) for each in (phases + skip, skip))
    return CompactRun(network, lr, _numpy(interpolated[0, 0]), tuple(maps), _numpy(phases[0]), _numpy(result[0, 0]))


def fused(run: CompactRun) -> Fused:
    """What fusing the chosen layer changes, measured on noise through each branch as it was trained."""
    import torch
    import torch.nn.functional as F

    from srviewer.networks import compact

    conv = run.convolution
    one = compact.fused(conv)
    with torch.no_grad():
        noise = torch.from_numpy(np.random.default_rng(0).random((1, conv.weight.shape[1], 24, 24), np.float32))
        expanded = F.conv2d(F.conv2d(noise, conv.expand[:, :, None, None]), conv.squeeze)
        sums = F.conv2d(noise, conv.weight, conv.bias) + expanded
        for taps, mix in zip(conv.filters, conv.edges, strict=True):
            sums = sums + F.conv2d(
                F.conv2d(noise, mix[:, :, None, None]), taps.expand(len(mix), 1, 3, 3), groups=len(mix)
            )
        of_maps = (sums - one(noise)).abs().max().item()
        of_kernels = (_sum_of_branches(conv) - one.weight).abs().max().item()
    before, after = (sum(p.numel() for p in module.parameters()) for module in (conv, one))
    return Fused(before, after, of_kernels, of_maps)


# -- an output pixel -----------------------------------------------------------------------------------------


def receptive_field(run: CompactRun, y: int, x: int) -> Rectangle:
    """The LR pixels that the output at (y, x) can depend on: 25 x 25 by twelve layers, less what falls outside."""
    height, width = run.result.shape
    if not (0 <= y < height and 0 <= x < width):
        raise ParameterError(
            phrase("({y}, {x}) is outside of {width} × {height} pixels", y=y, x=x, width=width, height=height)
        )
    row, column, reach = y // run.scale, x // run.scale, run.network.reach
    top, left = max(0, row - reach), max(0, column - reach)
    bottom, right = (min(n, at + reach + 1) for n, at in zip(run.lr.shape, (row, column), strict=True))
    return Rectangle(top, left, bottom - top, right - left)


def gradient(run: CompactRun, y: int, x: int) -> Gradient:
    """The gradient of the output at (y, x) with respect to the LR; the network runs on the receptive field alone."""
    import torch

    field, scale = receptive_field(run, y, x), run.scale
    window = torch.from_numpy(run.lr[field.slices].copy())
    with torch.inference_mode(False), torch.enable_grad():
        window = window.clone().requires_grad_(True)
        output = run.network(window[None, None])[0, 0, y - scale * field.y, x - scale * field.x]
        (values,) = torch.autograd.grad(output, window)
    return Gradient(field, _numpy(values))


def pixel_images(run: CompactRun, y: int, x: int) -> tuple[StepImage, ...]:
    """Of an output pixel: its receptive field, and there the gradient as a heat map."""
    found = gradient(run, y, x)
    return (
        picture("field", "receptive field", run.lr[found.field.slices]),
        signed("gradient", "gradient of the output pixel", found.values),
    )


# -- steps ---------------------------------------------------------------------------------------------------


def _layers(network: Compact) -> tuple[EdgeOrientedConv2d, ...]:
    return (*network.body, network.last)


def _sum_of_branches(conv: EdgeOrientedConv2d) -> Tensor:
    """The branches' kernels, added one after the other in float64."""
    total = sum(kernel.double() for kernel in conv.branches().values())
    return total.float()  # type: ignore[union-attr]


def _mosaic(kernels: Array) -> Array:
    """Kernels (outputs, inputs, 3, 3) beside each other, a pixel apart: a row an output; of one input in rows of
    eight."""
    if kernels.shape[1] == 1:
        kernels = kernels.reshape(-1, min(8, len(kernels)), *kernels.shape[2:])
    apart = np.pad(kernels, ((0, 0), (0, 0), (0, 1), (0, 1)))
    whole: Array = apart.transpose(0, 2, 1, 3).reshape(4 * kernels.shape[0], -1)
    return whole[:-1, :-1]


def _input_images(run: CompactRun) -> tuple[StepImage, ...]:
    return picture("lr", "LR", run.lr), picture("bicubic", "bicubic", run.interpolated)


def _branch_images(run: CompactRun) -> tuple[StepImage, ...]:
    from srviewer.networks import compact

    conv = run.convolution
    total, remains = _sum_of_branches(conv), compact.fused(conv).weight
    kernels = {**conv.branches(), "sum": total, "kernel": remains, "difference": total - remains}
    arrays = {title: _mosaic(_numpy(kernel)) for title, kernel in kernels.items()}
    peak = largest_magnitude(*arrays.values())
    return tuple(signed(f"kernel{n}", title, values, peak) for n, (title, values) in enumerate(arrays.items()))


def _map_images(run: CompactRun) -> tuple[StepImage, ...]:
    if run.layer == len(run.maps):
        return _phase_images(run)
    peak = largest_magnitude(*run.maps[run.layer])
    return tuple(signed(f"map{n}", f"map {n}", values, peak) for n, values in enumerate(run.maps[run.layer]))


def _phase_images(run: CompactRun) -> tuple[StepImage, ...]:
    peak = largest_magnitude(*run.phases)
    return tuple(signed(f"phase{n}", f"phase {n}", values, peak) for n, values in enumerate(run.phases))


def _result_images(run: CompactRun) -> tuple[StepImage, ...]:
    added = run.result - run.interpolated
    return (
        picture("result", "result", run.result),
        signed("added", "result minus bicubic", added),
        magnitude("size", "its size", np.abs(added)),
    )


STEPS: tuple[Step[CompactRun], ...] = (
    Step("input", "The LR, untouched", "All layers work on the small picture; bicubic is only added.", _input_images),
    Step("branches", "Five branches, one kernel", "Trained as a sum; the sum is all that remains.", _branch_images),
    Step("maps", "Feature maps", "What the layer makes of the picture, after its PReLU.", _map_images),
    Step("phases", "Phases", "The last layer: a map for each pixel of a block.", _phase_images),
    Step("result", "Result", "The phases woven together and added to bicubic.", _result_images),
)


def _numpy(tensor: Tensor) -> Array:
    values: Array = tensor.detach().numpy()
    return values

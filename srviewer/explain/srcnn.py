"""SRCNN opened: its filters, feature maps, the sum that its result is, and what an output pixel depends on.

References
----------
C. Dong, C. C. Loy, K. He, X. Tang, "Image super-resolution using deep convolutional networks", IEEE Transactions on
Pattern Analysis and Machine Intelligence 38 (2016) 295-307. doi:10.1109/TPAMI.2015.2439281
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError
from srviewer.explain.phi import check_size
from srviewer.explain.step import Step, StepImage, largest_magnitude, magnitude, picture, signed
from srviewer.imaging.resample import resize
from srviewer.phrase import phrase
from srviewer.upsamplers import learned

if TYPE_CHECKING:
    from torch import Tensor

    from srviewer.networks.srcnn import SRCNN

Array = npt.NDArray[Any]

MAX_PIXELS = 1 << 20  # of the result: its 96 feature maps take 400 MB


@dataclass(frozen=True, eq=False)
class SrcnnRun:
    """One run of the network, all arrays as it made them (float32, or float64 if the network is).

    lr : (h, w); bicubic : the network's input, (H, W)
    filters : first layer, (64, 9, 9)
    extracted : F1, feature maps after patch extraction, (64, H, W), from 0 up
    mapped : F2, after non-linear mapping, (32, H, W), from 0 up
    weights, bias : of the last layer, (32, 5, 5) and a number
    result : (H, W), not clipped
    """

    network: SRCNN
    lr: Array
    bicubic: Array
    filters: Array
    extracted: Array
    mapped: Array
    weights: Array
    bias: float
    result: Array


@dataclass(frozen=True)
class Rectangle:
    """Pixels from (y, x), `height` down and `width` to the right."""

    y: int
    x: int
    height: int
    width: int

    @property
    def slices(self) -> tuple[slice, slice]:
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)


@dataclass(frozen=True, eq=False)
class Gradient:
    """How an output pixel changes with each input pixel; nil outside of `field`.

    values : (field.height, field.width)
    """

    field: Rectangle
    values: Array


def run(lr_luma: Array, scale: int) -> SrcnnRun:
    """The shipped network on an LR plane.

    lr_luma : (h, w) float Y in [0, 1]
    scale : 2, 3 or 4; `WeightsError` where there is no network of its own (x8 is x2 after x4: open each)
    """
    from srviewer.networks.srcnn import SRCNN

    network = learned.as_trained(weights.find("srcnn", scale)).requires_grad_(False)
    assert isinstance(network, SRCNN)
    return run_network(network, lr_luma, scale)


def run_network(network: SRCNN, lr_luma: Array, scale: int) -> SrcnnRun:
    """Any SRCNN on an LR plane (h, w), in the network's own precision."""
    import torch
    import torch.nn.functional as F

    if lr_luma.ndim != 2:
        raise ParameterError(phrase("expected one plane (H, W), got shape {shape}", shape=lr_luma.shape))
    height, width = (n * scale for n in lr_luma.shape)
    check_size((height, width), MAX_PIXELS)
    last = network.reconstruction
    assert last.bias is not None
    with torch.no_grad():
        lr = _numpy(torch.tensor(lr_luma, dtype=last.weight.dtype))
        bicubic = resize(lr, height, width)
        extracted = F.relu(network.extraction(torch.from_numpy(bicubic)[None, None]))
        mapped = F.relu(network.mapping(extracted))
        result = last(mapped)
    return SrcnnRun(
        network,
        lr,
        bicubic,
        _numpy(network.extraction.weight[:, 0]),
        _numpy(extracted[0]),
        _numpy(mapped[0]),
        _numpy(last.weight[0]),
        last.bias.item(),
        _numpy(result[0, 0]),
    )


def addend(run: SrcnnRun, index: int) -> Array:
    """What the mapped feature map `index` adds to the result: itself through its last-layer weights, (H, W).

    The result is the sum of all addends and the bias (equation (3)).
    """
    import torch
    import torch.nn.functional as F

    weight = torch.from_numpy(run.weights[index])[None, None]
    r = weight.shape[2] // 2
    with torch.no_grad():
        padded = F.pad(torch.from_numpy(run.mapped[index])[None, None], (r, r, r, r), mode="replicate")
        return _numpy(F.conv2d(padded, weight)[0, 0])


def _numpy(tensor: Tensor) -> Array:
    values: Array = tensor.detach().numpy()
    return values


# -- an output pixel -----------------------------------------------------------------------------------------


def patch(run: SrcnnRun, y: int, x: int) -> Rectangle:
    """The pixels of the bicubic input that patch extraction sees at (y, x): 9 x 9, less what falls outside."""
    return _around(run, y, x, run.filters.shape[1] // 2)


def receptive_field(run: SrcnnRun, y: int, x: int) -> Rectangle:
    """The pixels of the bicubic input that the output at (y, x) can depend on: 17 x 17 by 9-5-5."""
    layers = (run.network.extraction, run.network.mapping, run.network.reconstruction)
    return _around(run, y, x, sum(layer.kernel_size[0] // 2 for layer in layers))


def gradient(run: SrcnnRun, y: int, x: int) -> Gradient:
    """The gradient of the output at (y, x) with respect to the bicubic input.

    The network runs on the receptive field alone: what borders are made up there, the pixel does not see.
    """
    import torch

    field = receptive_field(run, y, x)
    window = torch.tensor(run.bicubic[field.slices])
    with torch.inference_mode(False), torch.enable_grad():
        window = window.clone().requires_grad_(True)
        output = run.network(window[None, None])[0, 0, y - field.y, x - field.x]
        (values,) = torch.autograd.grad(output, window)
    return Gradient(field, _numpy(values))


def addends_at(run: SrcnnRun, y: int, x: int) -> Array:
    """What each mapped feature map adds to the output at (y, x), (32,); their sum and the bias is the output."""
    _around(run, y, x, 0)
    r = run.weights.shape[1] // 2
    height, width = run.result.shape
    rows, columns = (np.clip(np.arange(at - r, at + r + 1), 0, n - 1) for at, n in ((y, height), (x, width)))
    values: Array = (run.mapped[:, rows[:, None], columns] * run.weights).sum((1, 2))
    return values


def pixel_images(run: SrcnnRun, y: int, x: int) -> tuple[StepImage, ...]:
    """Of an output pixel: its patch, its receptive field, and there the gradient as a heat map."""
    found = gradient(run, y, x)
    return (
        picture("patch", "patch", run.bicubic[patch(run, y, x).slices]),
        picture("field", "receptive field", run.bicubic[found.field.slices]),
        signed("gradient", "gradient of the output pixel", found.values),
    )


def _around(run: SrcnnRun, y: int, x: int, reach: int) -> Rectangle:
    height, width = run.result.shape
    if not (0 <= y < height and 0 <= x < width):
        raise ParameterError(
            phrase("({y}, {x}) is outside of {width} × {height} pixels", y=y, x=x, width=width, height=height)
        )
    top, left = max(0, y - reach), max(0, x - reach)
    return Rectangle(top, left, min(height, y + reach + 1) - top, min(width, x + reach + 1) - left)


# -- steps ---------------------------------------------------------------------------------------------------


def _input_images(run: SrcnnRun) -> tuple[StepImage, ...]:
    return picture("lr", "LR", run.lr), picture("bicubic", "bicubic", run.bicubic)


def _filter_images(run: SrcnnRun) -> tuple[StepImage, ...]:
    peak = largest_magnitude(run.filters)
    return tuple(signed(f"filter{n}", f"filter {n}", taps, peak) for n, taps in enumerate(run.filters))


def _extracted_images(run: SrcnnRun) -> tuple[StepImage, ...]:
    return tuple(magnitude(f"map{n}", f"map {n}", values) for n, values in enumerate(run.extracted))


def _mapped_images(run: SrcnnRun) -> tuple[StepImage, ...]:
    return tuple(magnitude(f"map{n}", f"map {n}", values) for n, values in enumerate(run.mapped))


def _sum_images(run: SrcnnRun) -> tuple[StepImage, ...]:
    addends = [addend(run, n) for n in range(len(run.mapped))]
    return tuple(signed(f"addend{n}", f"addend {n}", values) for n, values in enumerate(addends))


def _result_images(run: SrcnnRun) -> tuple[StepImage, ...]:
    return (
        picture("result", "result", run.result),
        signed("added", "result minus bicubic", run.result - run.bicubic),
    )


STEPS: tuple[Step[SrcnnRun], ...] = (
    Step("input", "Bicubic input", "The LR's Y, enlarged before the network sees it.", _input_images),
    Step("filters", "First-layer filters", "Each filter is one pattern searched for in every patch.", _filter_images),
    Step(
        "extraction", "Patch extraction", "How strongly each pixel's patch responds to each filter.", _extracted_images
    ),
    Step(
        "mapping", "Non-linear mapping", "Each patch's responses, mapped to those of a sharper patch.", _mapped_images
    ),
    Step("reconstruction", "Reconstruction", "Each map through its own weights: all these are added.", _sum_images),
    Step("result", "Result", "The sum, and what it adds to bicubic.", _result_images),
)

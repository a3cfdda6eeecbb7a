"""The image transformation network for style transfer (Johnson, Alahi, Fei-Fei 2016): RGB to RGB of the same size.

As in the paper: 9 x 9, two 3 x 3 of stride 2, five residual blocks, two enlargements, 9 x 9. Departures: half the
channels (16, 32, 64), so that a file stays under 2 MB; nearest x2 and a 3 x 3 convolution in place of fractionally
strided ones (no checkerboard: Odena et al.); instance normalisation in place of batch normalisation (Ulyanov et al.);
what the last layer gives is added to the picture, with no tanh, so that training starts near the picture itself, as an
optimiser does: of few steps all are spent on the style. The picture that it is added to is normalised as well, to
learned means and deviations: of the picture's own colours, which a style has to replace, the layers, normalised as they
are, know nothing. Replicate padding.

Instance normalisation takes mean and variance of each channel over the whole picture. For a picture in tiles they are
measured once and held (`settled`): then the network is a chain of convolutions that looks `REACH` pixels far.

References
----------
J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
D. Ulyanov, A. Vedaldi, V. Lempitsky, "Instance normalization: the missing ingredient for fast stylization", 2016.
arXiv:1607.08022
A. Odena, V. Dumoulin, C. Olah, "Deconvolution and checkerboard artifacts", Distill 2016. doi:10.23915/distill.00003
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks.image_transformation import FoldedResidualBlock, ResidualBlock
from srviewer.networks.layers import (
    EnlargingConv2d,
    FewOutputsConv2d,
    enlarging_conv2d,
    few_outputs_conv2d,
    folded,
    pad,
)

Tensor = torch.Tensor
GRID = 4  # pixels of the picture to one of the residual blocks
FLAT = 1e-12  # variance of a map in which nothing but rounding differs


class PictureNorm2d(nn.Module):
    """Instance normalisation; while `measuring`, the statistics of what comes are kept: (C,) each, of one picture."""

    measuring = False

    def __init__(self, channels: int, eps: float = 1e-5) -> None:
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.ones(channels)), nn.Parameter(torch.zeros(channels))
        self.eps = eps
        self.running_mean: Tensor | None = None  # as `layers.folded` expects of a normalisation
        self.running_var: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        if self.measuring:
            variance, self.running_mean = torch.var_mean(x[0], (1, 2), correction=0)
            # A flat map is nothing but the bias, also in parts: divided by its deviation, rounding would be a colour.
            self.running_var = variance.masked_fill(variance < FLAT, torch.inf)
        # Not F.instance_norm, which refuses maps of one pixel: there nothing but the bias is left.
        return torch.instance_norm(x, self.weight, self.bias, None, None, True, 0, self.eps, False)


class StridedConv(nn.Conv2d):
    """k x k convolution of a stride without bias, replicate padding."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1) -> None:
        super().__init__(inputs, outputs, kernel, stride, kernel // 2, padding_mode="replicate", bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(pad(x, (self.kernel_size[0] // 2,) * 4), self.weight, stride=self.stride)


class StyleNetwork(nn.Module):
    """(N, 3, H, W) in [0, 1] to (N, 3, H, W), to be clamped; H and W of any size, within it multiples of 4.

    channels : at the picture's size, at half and at a quarter of it
    """

    def __init__(self, channels: Sequence[int] = (16, 32, 64), blocks: int = 5) -> None:
        super().__init__()
        fine, middle, coarse = channels
        self.first = StridedConv(3, fine, 9)
        self.shrink = nn.ModuleList([StridedConv(fine, middle, 3, 2), StridedConv(middle, coarse, 3, 2)])
        self.blocks = nn.Sequential(*[ResidualBlock(coarse, PictureNorm2d) for _ in range(blocks)])
        self.enlarge = nn.ModuleList([StridedConv(coarse, middle, 3), StridedConv(middle, fine, 3)])
        self.norms = nn.ModuleList([PictureNorm2d(n) for n in (fine, middle, coarse, middle, fine)])
        self.last = nn.Conv2d(fine, 3, 9, padding=4, padding_mode="replicate")
        self.colours = PictureNorm2d(3, eps=0.01)  # which makes of a picture of little contrast none of much
        with torch.no_grad():  # begins near the picture: these are a photograph's mean and deviation
            self.last.weight.mul_(0.1)
            self.colours.bias.fill_(0.45)
            self.colours.weight.fill_(0.25)

    def forward(self, image: Tensor) -> Tensor:
        height, width = image.shape[2:]
        x = to_grid(image)
        for conv, norm in zip((self.first, *self.shrink), self.norms, strict=False):
            x = F.relu(norm(conv(x)))
        x = self.blocks(x)
        inner: Any = self
        for conv, norm in zip(inner.enlarge, inner.norms[3:], strict=True):
            x = F.relu(norm(enlarging_conv2d(x, conv.weight, 2)))
        assert self.last.bias is not None
        added = few_outputs_conv2d(x, self.last.weight, self.last.bias)[:, :, :height, :width]
        recoloured: Tensor = self.colours(image)
        return recoloured + added


def to_grid(image: Tensor) -> Tensor:
    """(N, C, H, W) continued to the right and below to multiples of `GRID`."""
    height, width = image.shape[2:]
    return F.pad(image, (0, -width % GRID, 0, -height % GRID), mode="replicate")


class Strided(nn.Module):
    """A folded convolution of stride 2: what comes is padded by one before each side."""

    def __init__(self, conv: StridedConv, norm: Any) -> None:
        super().__init__()
        self.conv = folded(conv, norm)
        self.conv.stride = conv.stride

    def forward(self, x: Tensor) -> Tensor:
        return F.relu_(self.conv(x))


class Settled(nn.Module):
    """A network with the statistics of one picture.

    layers : what is added, on parts of the picture that start and end at multiples of `GRID`
    factor, offset : of the picture itself, (3, 1, 1)
    """

    def __init__(self, layers: Sequence[nn.Module], factor: Tensor, offset: Tensor) -> None:
        super().__init__()
        self.layers = nn.ModuleList(layers).requires_grad_(False)
        self.factor, self.offset = factor, offset

    def forward(self, part: Tensor, check: Callable[[], None] = lambda: None) -> Tensor:
        """A part of the picture, (1, 3, H, W), as the network gives it; `check` is called before each layer."""
        x = to_grid(part)
        for layer in self.layers:
            check()
            x = layer(x)
        return part * self.factor + self.offset + x[:, :, : part.shape[2], : part.shape[3]]


@torch.no_grad()
def settled(network: StyleNetwork, image: Tensor) -> Settled:
    """The network with its statistics held at those of `image`, (1, 3, H, W)."""
    norms = [module for module in network.modules() if isinstance(module, PictureNorm2d)]
    for norm in norms:
        norm.measuring = True
    network(image)
    for norm in norms:
        norm.measuring = False
    inner: Any = network  # whose lists of modules are lists of what they were made of
    first, *shrinking, half, whole = inner.norms
    layers: list[nn.Module] = [folded(network.first, first), nn.ReLU(inplace=True)]
    layers += [Strided(*pair) for pair in zip(inner.shrink, shrinking, strict=True)]
    layers += [FoldedResidualBlock(block) for block in inner.blocks]
    for pair in zip(inner.enlarge, (half, whole), strict=True):
        layers += [EnlargingConv2d(folded(*pair)), nn.ReLU(inplace=True)]
    layers.append(FewOutputsConv2d(network.last))
    colours: Any = network.colours
    factor = colours.weight / torch.sqrt(colours.running_var + colours.eps)
    offset = colours.bias - factor * colours.running_mean
    return Settled(layers, factor[:, None, None], offset[:, None, None])

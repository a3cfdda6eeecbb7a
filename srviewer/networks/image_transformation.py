"""The image transformation network f_W (Johnson, Alahi, Fei-Fei 2016), RGB to enlarged RGB.

Departures from the paper, each measured to matter: nearest x2 and a 3x3 convolution in place of fractionally strided
ones (no checkerboard); batch normalisation by running statistics also while training (a batch's own would erase the
brightness that must be kept); a scaled tanh of 0.5 + 0.6 tanh(z), so that black and white are within reach; replicate
padding.

References
----------
J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks.layers import (
    EnlargingConv2d,
    FewOutputsConv2d,
    enlarging_conv2d,
    few_outputs_conv2d,
    folded,
    pad,
)

Tensor = torch.Tensor
ENLARGEMENTS: dict[int, tuple[int, ...]] = {1: (), 2: (2,), 3: (3,), 4: (2, 2), 8: (2, 2, 2)}
"""Factors of the enlarging stages, by scale."""


class RunningBatchNorm2d(nn.BatchNorm2d):
    """Batch normalisation by its running statistics, also while training; `frozen` stops these from moving."""

    frozen = False

    def forward(self, x: Tensor) -> Tensor:
        assert self.running_mean is not None
        assert self.running_var is not None
        if self.training and not self.frozen:
            self._update(x)
        return F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias, False, 0, self.eps)

    @torch.no_grad()
    def _update(self, x: Tensor) -> None:
        variance, mean = torch.var_mean(x.float(), (0, 2, 3), correction=0)
        assert self.num_batches_tracked is not None
        self.num_batches_tracked += 1
        rate = max(0.01, 1 / int(self.num_batches_tracked))
        self.running_mean.lerp_(mean, rate)  # type: ignore[union-attr]
        self.running_var.lerp_(variance, rate)  # type: ignore[union-attr]


class Conv3(nn.Conv2d):
    """3x3 convolution without bias, replicate padding in the picture's own type."""

    def __init__(self, channels: int) -> None:
        super().__init__(channels, channels, 3, padding=1, padding_mode="replicate", bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(pad(x, (1, 1, 1, 1)), self.weight)


class ResidualBlock(nn.Module):
    """x + norm2(conv2(relu(norm1(conv1(x))))), 3x3 convolutions; starts as the identity.

    norm : makes a normalisation of so many channels
    """

    def __init__(self, channels: int, norm: Callable[[int], Any] = RunningBatchNorm2d) -> None:
        super().__init__()
        self.conv1, self.norm1 = Conv3(channels), norm(channels)
        self.conv2, self.norm2 = Conv3(channels), norm(channels)
        nn.init.zeros_(self.norm2.weight)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))  # type: ignore[no-any-return]


class ImageTransformationNetwork(nn.Module):
    """f_W: (N, 3, H, W) in [0, 1] to (N, 3, scale H, scale W); clamp the result to [0, 1].

    9x9 convolution to `channels`; `blocks` residual blocks; per enlargement nearest x2 (or x3) and a 3x3 convolution;
    9x9 convolution to RGB; 0.5 + 0.6 tanh. Batch normalisation after every convolution but the last.
    """

    def __init__(self, scale: int = 4, channels: int = 64, blocks: int = 5) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, channels, 9, padding=4, padding_mode="replicate", bias=False)
        self.first_norm = RunningBatchNorm2d(channels)
        self.blocks = nn.Sequential(*[ResidualBlock(channels) for _ in range(blocks)])
        self.factors = ENLARGEMENTS[scale]
        self.enlarge = nn.ModuleList([Conv3(channels) for _ in self.factors])
        self.enlarge_norm = nn.ModuleList([RunningBatchNorm2d(channels) for _ in self.factors])
        self.last = nn.Conv2d(channels, 3, 9, padding=4, padding_mode="replicate")

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.first_norm(self.first(x)))
        x = self.blocks(x)
        for conv, norm, factor in zip(self.enlarge, self.enlarge_norm, self.factors, strict=True):
            x = F.relu(norm(self._enlarged(x, conv, factor)))
        return scaled_tanh(self._rgb(x).float())

    def _enlarged(self, x: Tensor, conv: nn.Module, factor: int) -> Tensor:
        if self.training:  # the same in half the time
            assert isinstance(conv, nn.Conv2d)
            return enlarging_conv2d(x, conv.weight, factor)
        return conv(F.interpolate(x, scale_factor=float(factor), mode="nearest"))  # type: ignore[no-any-return]

    def _rgb(self, x: Tensor) -> Tensor:
        if self.training:
            assert self.last.bias is not None
            return few_outputs_conv2d(x, self.last.weight, self.last.bias)
        return self.last(x)  # type: ignore[no-any-return]


def scaled_tanh(z: Tensor) -> Tensor:
    """0.5 + 0.6 tanh(z): [0, 1] lies inside its range, so that black and white are within reach."""
    return 0.5 + 0.6 * torch.tanh(z)


class FoldedResidualBlock(nn.Module):
    """`ResidualBlock` with its normalisations folded."""

    def __init__(self, block: ResidualBlock) -> None:
        super().__init__()
        self.conv1, self.conv2 = folded(block.conv1, block.norm1), folded(block.conv2, block.norm2)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv2(F.relu_(self.conv1(x)))  # type: ignore[no-any-return]


class ScaledTanh(nn.Module):
    """`scaled_tanh`, clamped to [0, 1]."""

    def forward(self, x: Tensor) -> Tensor:
        return scaled_tanh(x).clamp_(0, 1)


def for_inference(network: ImageTransformationNetwork, strips: bool = False) -> nn.Sequential:
    """The same function, clamped: normalisation folded, enlargements and last layer rearranged, layers in turn; with
    `strips` as one layer that runs in strips on the CPU."""
    layers: list[nn.Module] = [folded(network.first, network.first_norm), nn.ReLU(inplace=True)]
    layers += [FoldedResidualBlock(block) for block in network.blocks if isinstance(block, ResidualBlock)]
    for conv, norm, factor in zip(network.enlarge, network.enlarge_norm, network.factors, strict=True):
        assert isinstance(conv, nn.Conv2d)
        assert isinstance(norm, nn.BatchNorm2d)
        layers += [EnlargingConv2d(folded(conv, norm), factor), nn.ReLU(inplace=True)]
    layers += [FewOutputsConv2d(network.last), ScaledTanh()]
    chain = nn.Sequential(*layers).requires_grad_(False)
    if not strips:
        return chain
    from srviewer.networks.strips import StripTransformation

    return nn.Sequential(StripTransformation(chain))

"""f_W gone through in strips of rows, from the top of the picture down, all layers of a strip before the next.

Each layer keeps the last rows of its input, which the next strip looks back at, so nothing is computed twice and the
large maps are never whole: memory does not grow with the height, and stays in the processor's cache. The result is the
chain's own, to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks.image_transformation import FoldedResidualBlock
from srviewer.networks.layers import EnlargingConv2d, FewOutputsConv2d

Tensor = torch.Tensor
Strips = Iterator[tuple[Tensor, bool]]  # (N, C, rows, W) from the top down, and whether it is the last

ROWS = 16  # of the input in a strip: of 8 to 64 the quickest at 256 x 256


class StripTransformation(nn.Module):
    """A chain of `image_transformation.for_inference` in strips; (N, 3, H, W) on the CPU.

    chain : the same on the whole, for whoever wants the maps between its layers
    """

    def __init__(self, layers: nn.Sequential) -> None:
        super().__init__()
        self.chain = layers

    def forward(self, x: Tensor, check: Callable[[], None] = lambda: None) -> Tensor:
        """`check` is called before each layer of a strip and breaks off by raising."""
        *body, few, tanh = (layer for layer in self.chain if not isinstance(layer, nn.ReLU))  # it comes with the others
        parts = torch.split(x, ROWS, 2)
        strips: Strips = zip(parts, chain([False] * (len(parts) - 1), [True]), strict=True)
        height = x.shape[2]
        for layer in body:
            if isinstance(layer, FoldedResidualBlock):
                strips = _residual(layer, strips, check)
            elif isinstance(layer, EnlargingConv2d):
                strips, height = _enlarged(layer, strips, check), height * layer.factor
            else:
                assert isinstance(layer, nn.Conv2d)
                strips = map(_rectified, _convolved(layer, strips, check))
        assert isinstance(few, FewOutputsConv2d)
        made: Tensor = tanh(few.in_strips((strip for strip, _ in strips), height))
        return made


def _rectified(strip: tuple[Tensor, bool]) -> tuple[Tensor, bool]:
    return F.relu_(strip[0]), strip[1]


def _convolved(conv: nn.Conv2d, strips: Strips, check: Callable[[], None]) -> Strips:
    for padded, last in _padded(strips, conv.kernel_size[0] // 2):
        check()
        yield F.conv2d(padded, conv.weight, conv.bias), last


def _residual(block: FoldedResidualBlock, strips: Strips, check: Callable[[], None]) -> Strips:
    """x + conv2(relu(conv1(x))); x waits until the convolutions, which lag behind by two rows, come to it."""
    waiting: list[Tensor] = []

    def noted() -> Strips:
        for strip, last in strips:
            waiting.append(strip)
            yield strip, last

    inner = map(_rectified, _convolved(block.conv1, noted(), check))
    for strip, last in _convolved(block.conv2, inner, check):
        rows = strip.shape[2]
        x = torch.cat(waiting, 2) if len(waiting) > 1 else waiting[0]
        waiting[:] = [x[:, :, rows:]]
        yield strip.add_(x[:, :, :rows]), last


def _enlarged(layer: EnlargingConv2d, strips: Strips, check: Callable[[], None]) -> Strips:
    """`EnlargingConv2d` and the rectifier after it."""
    for padded, last in _padded(strips, 1):
        check()
        yield F.relu_(layer.of_padded(padded)), last


def _padded(strips: Strips, reach: int) -> Strips:
    """Each strip with the `reach` rows above it and, as far as they are there, below; columns replicated, and rows at
    the picture's top and bottom."""
    above = torch.empty(0)
    for index, (strip, last) in enumerate(strips):
        top = strip[:, :, :1].expand(-1, -1, reach, -1) if index == 0 else above
        parts = [top, strip, *([strip[:, :, -1:].expand(-1, -1, reach, -1)] if last else [])]
        height = sum(part.shape[2] for part in parts)
        if height <= 2 * reach:  # too few rows for one of the output
            above = torch.cat(parts, 2)
            continue
        n, channels, _, width = strip.shape
        shape = (n, channels, height, width + 2 * reach)
        padded = torch.empty(shape, dtype=strip.dtype, memory_format=torch.channels_last)
        inner = padded[:, :, :, reach : reach + width]
        torch.cat(parts, 2, out=inner)
        padded[:, :, :, :reach] = inner[:, :, :, :1]
        padded[:, :, :, reach + width :] = inner[:, :, :, -1:]
        above = inner[:, :, height - 2 * reach :].clone()
        yield padded, last

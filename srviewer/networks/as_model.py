"""A network of our own as models from files are run: from the LR to the result, clamped."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks import for_inference
from srviewer.networks.compact import SKIP_REACH, bicubic_kernels
from srviewer.networks.srcnn import SRCNN

Tensor = torch.Tensor


class AsModel(nn.Module):
    """(N, C, h, w) in [0, 1] to (N, C, scale h, scale w) in [0, 1]; bicubic comes before SRCNN."""

    kernels: Tensor

    def __init__(self, network: nn.Module, scale: int) -> None:
        super().__init__()
        self.scale, self.enlarges = scale, isinstance(network, SRCNN)
        self.network = for_inference(network.eval())
        if self.enlarges:
            self.register_buffer("kernels", bicubic_kernels(scale, 1))

    def forward(self, x: Tensor) -> Tensor:
        if self.enlarges:
            padded = F.pad(x, (SKIP_REACH,) * 4, mode="replicate")
            x = F.pixel_shuffle(F.conv2d(padded, self.kernels), self.scale)
        out: Tensor = self.network(x)
        return out.clamp(0, 1)

"""The feature network: our own small stand-in for the loss network, so that the program can look at pictures with it.

It is the loss network with each convolution but the first in two parts: 3 x 3 to few channels, then 1 x 1 to as many
as the loss network has (its responses lie near few dimensions: Zhang et al.), distilled so that *distances* between
activations at relu1_2, relu2_2 and relu3_1 come out alike (Hinton et al.).

References
----------
X. Zhang, J. Zou, K. He, J. Sun, "Accelerating very deep convolutional networks for classification and detection", IEEE
Transactions on Pattern Analysis and Machine Intelligence 38 (10), 2016. arXiv:1505.06798
G. Hinton, O. Vinyals, J. Dean, "Distilling the knowledge in a neural network", 2015. arXiv:1503.02531
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor

CHANNELS = {"conv1_1": 64, "conv1_2": 64, "conv2_1": 128, "conv2_2": 128, "conv3_1": 256}
"""Channels of the loss network's convolutions; so many have the layers behind them."""
LAYERS = ("relu1_2", "relu2_2", "relu3_1")
STRIDE = {"relu1_2": 1, "relu2_2": 2, "relu3_1": 4}
"""Pixels of the picture to one of the layer."""
REACH = 16
"""Pixels to each side that relu3_1 looks at, rounded up to a multiple of 4."""


class FeatureNetwork(nn.Module):
    """(N, 3, H, W) RGB in [0, 1] to activations by layer: (N, C, H // s, W // s), 1 x 1 at least, s by `STRIDE`.

    ranks : channels between the two parts of conv1_2, conv2_1, conv2_2 and conv3_1

    Edges are continued by their last row or column, where the loss network reflects or has zeros.
    """

    def __init__(self, ranks: Sequence[int] = (12, 32, 32, 64)) -> None:
        super().__init__()
        self.conv1_1 = _conv3(3, CHANNELS["conv1_1"])
        inputs = CHANNELS["conv1_1"]
        for (name, outputs), rank in zip(list(CHANNELS.items())[1:], ranks, strict=True):
            self.add_module(name, nn.Sequential(_conv3(inputs, rank), nn.Conv2d(rank, outputs, 1)))
            inputs = outputs

    def forward(self, image: Tensor, layers: Sequence[str] = LAYERS) -> dict[str, Tensor]:
        """Activations of `layers`, in the network's order; nothing behind the last of them is computed."""
        found: dict[str, Tensor] = {}
        height, width = image.shape[2:]
        x = F.pad(image, (0, max(0, 4 - width), 0, max(0, 4 - height)), mode="replicate")
        for name, module in self.named_children():
            x = F.relu(module(x))
            layer = name.replace("conv", "relu")
            if layer in layers:
                found[layer] = x[..., : max(1, height // STRIDE[layer]), : max(1, width // STRIDE[layer])]
            if len(found) == len(layers):
                break
            if name in ("conv1_2", "conv2_2"):
                x = F.max_pool2d(x, 2)
        return found


def _conv3(inputs: int, outputs: int) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, padding=1, padding_mode="replicate")

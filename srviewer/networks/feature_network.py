"""The feature network: our own small stand-in for the loss network, so that the program can look at pictures with it.

It was trained ("distilled") so that *distances* between the loss network's activations at relu1_2, relu2_2 and
relu3_1 come out alike. Activations of many channels lie near few dimensions, so the network gives *codes*: their
coordinates in an orthonormal basis of `DIMENSIONS` vectors per layer. Distances and Gram matrices of codes are those
of the activations that the codes stand for, at a fraction of the cost.

References
----------
G. Hinton, O. Vinyals, J. Dean, "Distilling the knowledge in a neural network", 2015. arXiv:1503.02531
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor

CHANNELS = {"relu1_2": 64, "relu2_2": 128, "relu3_1": 256}
"""Channels of the loss network's layers."""
STRIDE = {"relu1_2": 1, "relu2_2": 2, "relu3_1": 4}
"""Pixels of the picture to one of the layer."""
DIMENSIONS = {"relu1_2": 16, "relu2_2": 32, "relu3_1": 48}


def _conv3(inputs: int, outputs: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, stride, padding=1, padding_mode="replicate")


class FeatureNetwork(nn.Module):
    """(N, 3, H, W) RGB in [0, 1] to codes by layer: (N, k, H / s, W / s), k and s by `DIMENSIONS` and `STRIDE`.

    Works on 2 x 2 pixels at a time (as channels), where most of the cost of a VGG's first layers is saved. Sides that
    are no multiple of 4 are continued by their last row or column and cut off again, to whole pixels of each layer.

    width : channels of the two trunks' widest layers is 1 and 1.5 times this
    """

    def __init__(self, width: int = 64) -> None:
        super().__init__()
        deep = width * 3 // 2
        self.first = _conv3(12, width * 3 // 4)
        self.second = _conv3(width * 3 // 4, width)
        self.head1 = nn.Conv2d(width, 4 * DIMENSIONS["relu1_2"], 1)
        self.third = _conv3(width, width)
        self.head2 = nn.Conv2d(width, DIMENSIONS["relu2_2"], 1)
        self.fourth = _conv3(width, deep, stride=2)
        self.fifth = _conv3(deep, deep)
        self.head3 = nn.Conv2d(deep, DIMENSIONS["relu3_1"], 1)
        for layer, channels in CHANNELS.items():
            self.register_buffer(f"basis_{layer}", torch.eye(channels)[:, : DIMENSIONS[layer]].contiguous())

    def forward(self, image: Tensor) -> dict[str, Tensor]:
        height, width = image.shape[2:]
        x = F.pad(image, (0, -width % 4, 0, -height % 4), mode="replicate")
        x = F.relu(self.first(F.pixel_unshuffle(x - 0.5, 2)))
        x = F.relu(self.second(x))
        codes = {"relu1_2": F.pixel_shuffle(self.head1(x), 2)}
        x = F.relu(self.third(x))
        codes["relu2_2"] = self.head2(x)
        x = F.relu(self.fifth(F.relu(self.fourth(x))))
        codes["relu3_1"] = self.head3(x)
        return {
            layer: code[..., : max(1, height // STRIDE[layer]), : max(1, width // STRIDE[layer])]
            for layer, code in codes.items()
        }

    def basis(self, layer: str) -> Tensor:
        """(C, k), orthonormal columns: `basis @ code` is the activation that a code stands for."""
        found = getattr(self, f"basis_{layer}")
        assert isinstance(found, Tensor)
        return found


def distance_map(code: Tensor, other: Tensor, layer: str) -> Tensor:
    """(N, 1, h, w): mean over the layer's channels of the squared difference of activations, from their codes."""
    return (code - other).square().sum(1, keepdim=True) / CHANNELS[layer]


def gram_of_codes(code: Tensor, layer: str) -> Tensor:
    """(N, k, k): the Gram matrix psi psi^T / (C H W) of the layer's activations in the basis of the codes; its
    squared Frobenius norm, and that of a difference, is the same as in the activations' own."""
    n, k, h, w = code.shape
    psi = code.reshape(n, k, h * w)
    return psi @ psi.transpose(1, 2) / (CHANNELS[layer] * h * w)

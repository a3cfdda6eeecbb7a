"""SRCNN (Dong, Loy, He, Tang 2016): patch extraction, non-linear mapping, reconstruction.

References
----------
C. Dong, C. C. Loy, K. He, X. Tang, "Image super-resolution using deep convolutional networks", IEEE Transactions on
Pattern Analysis and Machine Intelligence 38 (2016) 295-307. doi:10.1109/TPAMI.2015.2439281
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks.layers import FewOutputsConv2d, channels_last
from srviewer.networks.srcnn_winograd import KERNELS, StripSRCNN

Tensor = torch.Tensor


class SRCNN(nn.Module):
    """Y enlarged by bicubic to a sharper Y, (N, 1, H, W) in [0, 1] to the same size; replicate padding.

    kernels : sides of the three convolutions, 9-5-5 in the paper's best table
    channels : 64 feature maps after patch extraction, 32 after non-linear mapping
    """

    def __init__(self, kernels: tuple[int, ...] = (9, 5, 5), channels: tuple[int, ...] = (64, 32)) -> None:
        super().__init__()
        (k1, k2, k3), (n1, n2) = kernels, channels
        self.extraction = nn.Conv2d(1, n1, k1, padding=k1 // 2, padding_mode="replicate")
        self.mapping = nn.Conv2d(n1, n2, k2, padding=k2 // 2, padding_mode="replicate")
        self.reconstruction = nn.Conv2d(n2, 1, k3, padding=k3 // 2, padding_mode="replicate")

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.extraction(x))  # F1(Y) = max(0, W1 * Y + B1)           equation (1)
        x = F.relu(self.mapping(x))  # F2(Y) = max(0, W2 * F1(Y) + B2)          equation (2)
        return self.reconstruction(x)  # type: ignore[no-any-return]  # F(Y) = W3 * F2(Y) + B3   equation (3)

    @torch.no_grad()
    def init_identity_(self) -> SRCNN:
        """Start as the identity: filter 0 of each layer passes the picture on; the others start at random, the last
        layer near nothing. Training then only has to learn what bicubic lacks."""
        for conv in (self.extraction, self.mapping):
            nn.init.kaiming_normal_(conv.weight)
        nn.init.normal_(self.reconstruction.weight, std=1e-3)
        for conv in (self.extraction, self.mapping, self.reconstruction):
            middle = conv.kernel_size[0] // 2
            conv.bias.zero_()  # type: ignore[union-attr]
            conv.weight[0].zero_()
            conv.weight[0, 0, middle, middle] = 1
        return self


def for_inference(network: SRCNN, strips: bool = False) -> nn.Sequential:
    """The same function with its last layer rearranged, as layers that run one after the other; with `strips`, and
    kernels of 9-5-5, as one layer that runs in strips on the CPU."""
    layers = (network.extraction, network.mapping, network.reconstruction)
    if strips and tuple(layer.kernel_size[0] for layer in layers) == KERNELS:
        return nn.Sequential(StripSRCNN(*layers))
    return nn.Sequential(
        channels_last(network.extraction),
        nn.ReLU(inplace=True),
        channels_last(network.mapping),
        nn.ReLU(inplace=True),
        FewOutputsConv2d(network.reconstruction),
    ).requires_grad_(False)

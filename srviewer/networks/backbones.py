"""The convolutional parts of torchvision's AlexNet, VGG-16 and SqueezeNet 1.1, as distances between pictures need them.

Parameters keep torchvision's names (`features.0.weight`, ...), so that its files can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import nn

Tensor = torch.Tensor

_VGG_16 = (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512)  # 0: pooling


class Fire(nn.Module):
    """Squeeze to few channels, expand by 1 x 1 and 3 x 3 convolutions.

    References
    ----------
    F. N. Iandola et al., "SqueezeNet", 2016. arXiv:1602.07360, section 3.2
    """

    def __init__(self, channels: int, squeezed: int, expanded: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(channels, squeezed, 1)
        self.expand1x1 = nn.Conv2d(squeezed, expanded, 1)
        self.expand3x3 = nn.Conv2d(squeezed, expanded, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        x = torch.relu(self.squeeze(x))
        return torch.cat((torch.relu(self.expand1x1(x)), torch.relu(self.expand3x3(x))), 1)


def _alexnet() -> list[nn.Module]:
    return [
        *(nn.Conv2d(3, 64, 11, stride=4, padding=2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(64, 192, 5, padding=2), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2)),
        *(nn.Conv2d(192, 384, 3, padding=1), nn.ReLU(inplace=True)),
        *(nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(inplace=True)),
        *(nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(inplace=True)),
    ]


def _vgg16() -> list[nn.Module]:
    layers: list[nn.Module] = []
    before = 3
    for channels in _VGG_16:
        layers += (
            [nn.Conv2d(before, channels, 3, padding=1), nn.ReLU(inplace=True)] if channels else [nn.MaxPool2d(2, 2)]
        )
        before = channels or before
    return layers


def _squeezenet() -> list[nn.Module]:
    def pool() -> nn.Module:
        return nn.MaxPool2d(3, 2, ceil_mode=True)

    return [
        *(nn.Conv2d(3, 64, 3, stride=2), nn.ReLU(inplace=True), pool()),
        *(Fire(64, 16, 64), Fire(128, 16, 64), pool()),
        *(Fire(128, 32, 128), Fire(256, 32, 128), pool()),
        *(Fire(256, 48, 192), Fire(384, 48, 192), Fire(384, 64, 256), Fire(512, 64, 256)),
    ]


_MAKERS = {"alex": _alexnet, "vgg": _vgg16, "squeeze": _squeezenet}
TAPS: Mapping[str, tuple[int, ...]] = {
    "alex": (1, 4, 7, 9, 11),
    "vgg": (3, 8, 15, 22, 29),
    "squeeze": (1, 4, 7, 9, 10, 11, 12),
}
"""The layers behind which activations are compared, by index."""


class Backbone(nn.Module):
    """The layers of one of the networks, in `features`, up to the last that is compared.

    kind : "alex", "vgg" or "squeeze"
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind
        self.features = nn.Sequential(*_MAKERS[kind]())

    @classmethod
    def of(cls, kind: str, tensors: Mapping[str, Tensor]) -> Backbone:
        """With the weights of a file; `KeyError` or `RuntimeError` if it is of another network."""
        with torch.device("meta"):
            made = cls(kind)
        wanted = {name: tensors[name] for name in made.state_dict()}
        made.load_state_dict(wanted, assign=True)
        return made.eval().requires_grad_(False)

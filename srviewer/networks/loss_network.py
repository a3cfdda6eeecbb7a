"""The loss network phi: the first layers of a VGG pretrained on ImageNet, held fixed.

Two files are understood: torchvision's VGG-16 (`features.0.weight`, ...), as in the paper, and a VGG-19 whose
activations were normalised to a mean of 1 (`conv1_1.weight`, ..., `preprocess.weight`), which distances and Gram
matrices then are not on the paper's scale of.

References
----------
K. Simonyan, A. Zisserman, "Very deep convolutional networks for large-scale image recognition", International
Conference on Learning Representations 2015. arXiv:1409.1556
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.errors import WeightsError
from srviewer.networks.layers import pad
from srviewer.phrase import phrase

Tensor = torch.Tensor

# Convolutions up to relu3_1 in order, with their index in torchvision's `features` of VGG-16.
_CONVOLUTIONS = {"conv1_1": 0, "conv1_2": 2, "conv2_1": 5, "conv2_2": 7, "conv3_1": 10}
_POOL_AFTER = ("conv1_2", "conv2_2")
LAYERS = tuple(name.replace("conv", "relu") for name in _CONVOLUTIONS)

# ImageNet statistics of RGB in [0, 1], which torchvision's weights expect to be taken off.
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class LossNetwork(nn.Module):
    """phi: (N, 3, H, W) RGB in [0, 1] to activations by name, e.g. relu2_2 (N, 128, H / 2, W / 2).

    tensors : what a VGG-16 or VGG-19 file holds (see the module's docstring)

    Preprocessing is inside. Borders as the file's network was made: zeros for VGG-16, reflection for VGG-19.
    """

    def __init__(self, tensors: Mapping[str, Tensor]) -> None:
        super().__init__()
        normalised = "preprocess.weight" in tensors
        self.padding_mode = "reflect" if normalised else "zeros"
        parameters = _normalised_vgg19(tensors) if normalised else _torchvision_vgg16(tensors)
        for name, tensor in parameters.items():
            self.register_buffer(name.replace(".", "_"), _channels_last(tensor))

    def forward(self, image: Tensor, layers: Sequence[str]) -> dict[str, Tensor]:
        """Activations of `layers`, such as relu2_2, or conv2_2 for the same before its ReLU; nothing behind the last of
        them is computed."""
        wanted = dict.fromkeys(layers)
        found: dict[str, Tensor] = {}
        for name, response in self.responses(image):
            layer = name.replace("conv", "relu")
            if name in wanted:
                found[name] = response
            if layer in wanted:
                found[layer] = F.relu(response)
            if len(found) == len(wanted):
                return found
        known = ", ".join((*LAYERS, *_CONVOLUTIONS))
        raise ValueError(f"unknown layers among {', '.join(layers)} (there are: {known})")

    def responses(self, image: Tensor) -> Iterator[tuple[str, Tensor]]:
        """Each convolution's name and its response, before the ReLU, from the first to the last."""
        x = F.conv2d(image, self.preprocess_weight, self.preprocess_bias)  # type: ignore[arg-type]
        for name in _CONVOLUTIONS:
            response = self._convolve(x, name)
            yield name, response
            x = F.relu(response)
            if name in _POOL_AFTER:
                x = F.max_pool2d(x, 2)

    def convolution(self, name: str) -> tuple[Tensor, Tensor]:
        """Weight (outputs, inputs, 3, 3) and bias (outputs,) of a convolution; those of conv1_1 with preprocessing."""
        weight, bias = getattr(self, f"{name}_weight"), getattr(self, f"{name}_bias")
        if name == "conv1_1":
            before, offset = self.preprocess_weight[:, :, 0, 0], self.preprocess_bias  # type: ignore[index]
            bias = bias + weight.sum((2, 3)) @ offset
            weight = torch.einsum("omhw,mi->oihw", weight, before)
        return weight, bias

    def _convolve(self, x: Tensor, name: str) -> Tensor:
        weight, bias = getattr(self, f"{name}_weight"), getattr(self, f"{name}_bias")
        if self.padding_mode == "zeros":
            return F.conv2d(x, weight, bias, padding=1)
        return F.conv2d(pad(x, (1, 1, 1, 1), "reflect"), weight, bias)


def _normalised_vgg19(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    names = [f"{name}.{part}" for name in ("preprocess", *_CONVOLUTIONS) for part in ("weight", "bias")]
    return {name: _taken(tensors, name) for name in names}


def _torchvision_vgg16(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    mean, std = torch.tensor(_MEAN), torch.tensor(_STD)
    found = {"preprocess.weight": torch.diag(1 / std)[:, :, None, None], "preprocess.bias": -mean / std}
    for name, index in _CONVOLUTIONS.items():
        for part in ("weight", "bias"):
            found[f"{name}.{part}"] = _taken(tensors, f"features.{index}.{part}")
    return found


def _taken(tensors: Mapping[str, Tensor], name: str) -> Tensor:
    try:
        return tensors[name]
    except KeyError:
        raise WeightsError(
            phrase(
                "the loss network's file lacks {name!r}: expected torchvision's VGG-16 or the normalised VGG-19",
                name=name,
            )
        ) from None


def _channels_last(tensor: Tensor) -> Tensor:
    layout = torch.channels_last if tensor.dim() == 4 else torch.contiguous_format
    return tensor.detach().contiguous(memory_format=layout)

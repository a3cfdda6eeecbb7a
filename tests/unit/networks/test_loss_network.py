"""The loss network: both files are understood, layers are what the plain chain gives, what is missing is said."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from srviewer.errors import WeightsError
from srviewer.networks.loss_network import LAYERS, LossNetwork

Tensor = torch.Tensor
_SHAPES = {"conv1_1": (4, 3), "conv1_2": (4, 4), "conv2_1": (6, 4), "conv2_2": (6, 6), "conv3_1": (8, 6)}
_VGG16 = dict(zip(_SHAPES, (0, 2, 5, 7, 10), strict=True))


def made_up(naming: dict[str, str]) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(3)
    tensors = {}
    for name, (outputs, inputs) in _SHAPES.items():
        tensors[f"{naming[name]}.weight"] = torch.randn(outputs, inputs, 3, 3, generator=generator) / 5
        tensors[f"{naming[name]}.bias"] = torch.randn(outputs, generator=generator) / 5
    return tensors


def test_torchvision_file_as_a_chain_of_its_own_layers() -> None:
    tensors = made_up({name: f"features.{index}" for name, index in _VGG16.items()})
    image = torch.rand(2, 3, 9, 12, generator=torch.Generator().manual_seed(4))
    mean, std = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    x = (image - mean[:, None, None]) / std[:, None, None]
    for index in (0, 2, 5, 7):
        if index == 5:
            x = nn.MaxPool2d(2)(x)
        weight, bias = tensors[f"features.{index}.weight"], tensors[f"features.{index}.bias"]
        x = F.relu(F.conv2d(x, weight, bias, padding=1))
    found = LossNetwork(tensors)(image, ["relu2_2"])
    assert list(found) == ["relu2_2"]
    assert torch.allclose(found["relu2_2"], x, atol=1e-5)


def test_normalised_file_gives_every_layer_at_its_size() -> None:
    tensors = made_up({name: name for name in _SHAPES})
    tensors |= {"preprocess.weight": torch.eye(3)[:, :, None, None], "preprocess.bias": torch.zeros(3)}
    found = LossNetwork(tensors)(torch.rand(1, 3, 8, 12), LAYERS)
    sizes = {name: tuple(t.shape[1:]) for name, t in found.items()}
    assert sizes["relu1_2"] == (4, 8, 12)
    assert sizes["relu2_2"] == (6, 4, 6)
    assert sizes["relu3_1"] == (8, 2, 3)
    assert all((t >= 0).all() for t in found.values())


def test_it_is_held_fixed_but_passes_gradients_to_the_image() -> None:
    network = LossNetwork(made_up({name: f"features.{index}" for name, index in _VGG16.items()}))
    assert not list(network.parameters())
    image = torch.rand(1, 3, 8, 8, requires_grad=True)
    network(image, ["relu1_1"])["relu1_1"].sum().backward()
    assert image.grad is not None


def test_what_is_missing_is_said() -> None:
    with pytest.raises(WeightsError, match=r"features\.0\.weight"):
        LossNetwork({})
    network = LossNetwork(made_up({name: f"features.{index}" for name, index in _VGG16.items()}))
    with pytest.raises(ValueError, match="relu9_9"):
        network(torch.rand(1, 3, 8, 8), ["relu9_9"])

"""Activations have the layers' sizes, flats are flat, and nothing beyond what was asked is computed."""

from __future__ import annotations

import pytest
import torch

from srviewer.networks.feature_network import CHANNELS, LAYERS, REACH, STRIDE, FeatureNetwork


@pytest.fixture
def network() -> FeatureNetwork:
    torch.manual_seed(0)
    return FeatureNetwork((4, 4, 4, 4)).eval().requires_grad_(False)


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (16, 24), (33, 47)])
def test_activations_are_as_large_as_the_layers(network: FeatureNetwork, size: tuple[int, int]) -> None:
    for layer, phi in network(torch.rand(2, 3, *size)).items():
        expected = tuple(max(1, n // STRIDE[layer]) for n in size)
        assert phi.shape == (2, CHANNELS[layer.replace("relu", "conv")], *expected)
        assert torch.isfinite(phi).all()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_by_itself_is_the_same(network: FeatureNetwork, layer: str) -> None:
    image = torch.rand(1, 3, 20, 28)
    alone = network(image, (layer,))
    assert list(alone) == [layer]
    assert torch.equal(alone[layer], network(image)[layer])


def test_a_flat_is_flat(network: FeatureNetwork) -> None:
    for phi in network(torch.full((1, 3, 32, 32), 0.7)).values():
        assert (phi.amax((2, 3)) - phi.amin((2, 3))).max() < 1e-5


def test_it_looks_no_further_than_it_says(network: FeatureNetwork) -> None:
    image = torch.rand(1, 3, 80, 80)
    other = image.clone()
    other[..., 40, 40] = 1 - other[..., 40, 40]
    for layer, phi in network(image).items():
        changed = (phi != network(other)[layer]).any(1).nonzero()[:, 1:]
        far = (changed * STRIDE[layer] - 40).abs().amax()
        assert 0 < far <= REACH

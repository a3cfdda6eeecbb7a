"""Codes stand for activations: their sizes are those of the layers, their distances and Gram matrices too."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional as F

from srviewer.networks.feature_network import (
    CHANNELS,
    DIMENSIONS,
    STRIDE,
    FeatureNetwork,
    distance_map,
    gram_of_codes,
)


@pytest.mark.parametrize("size", [(1, 1), (3, 5), (16, 24), (33, 47)])
def test_codes_are_as_large_as_the_layers(size: tuple[int, int]) -> None:
    codes = FeatureNetwork(8).eval()(torch.rand(1, 3, *size))
    for layer, code in codes.items():
        expected = tuple(max(1, n // STRIDE[layer]) for n in size)
        assert code.shape == (1, DIMENSIONS[layer], *expected)
        assert torch.isfinite(code).all()


@pytest.mark.parametrize("layer", CHANNELS)
def test_distances_and_gram_matrices_are_those_of_the_activations(layer: str) -> None:
    torch.manual_seed(0)
    basis = torch.linalg.qr(torch.randn(CHANNELS[layer], DIMENSIONS[layer])).Q
    a, b = torch.randn(2, 1, DIMENSIONS[layer], 6, 5)
    phi_a, phi_b = (F.conv2d(code, basis[:, :, None, None]) for code in (a, b))
    assert distance_map(a, b, layer).mean().item() == pytest.approx((phi_a - phi_b).square().mean().item(), rel=1e-4)
    psi = phi_a.reshape(CHANNELS[layer], -1)
    gram = psi @ psi.T / psi.numel()
    assert gram_of_codes(a, layer).square().sum().item() == pytest.approx(gram.square().sum().item(), rel=1e-4)


def test_a_flat_has_flat_codes() -> None:
    torch.manual_seed(0)
    for code in FeatureNetwork(8).eval()(torch.full((1, 3, 32, 32), 0.7)).values():
        flat = code.reshape(code.shape[1], -1)
        same_place = code if code.shape[2] < 32 else F.pixel_unshuffle(code, 2)
        flat = same_place.reshape(same_place.shape[1], -1)
        assert (flat.amax(1) - flat.amin(1)).max() < 1e-4

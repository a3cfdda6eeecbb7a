"""Flats come back to their level, by the last layer alone."""

from __future__ import annotations

import pytest
import torch

from srviewer import weights
from srviewer.networks.image_transformation import ImageTransformationNetwork
from srviewer.training.level_flats import STRENGTH, level_flats


def made(seed: int, scale: int) -> dict[str, torch.Tensor]:
    torch.manual_seed(seed)
    network = ImageTransformationNetwork(scale, 12, 1)
    with torch.no_grad():
        network.last.weight *= 0.3
    return network.state_dict()


def error_of_flats(tensors: dict[str, torch.Tensor], scale: int) -> float:
    """Mean squared error of random colours."""
    network = ImageTransformationNetwork(scale, 12, 1).eval()
    network.load_state_dict(tensors)
    colours = torch.rand(200, 3, generator=torch.Generator().manual_seed(3))[:, :, None, None].expand(-1, 3, 3, 3)
    with torch.inference_mode():
        return (network(colours.contiguous()) - colours[..., :1, :1]).square().mean().item()


@pytest.mark.parametrize("scale", [2, 3])
def test_flats_of_the_mixture_keep_their_level(scale: int) -> None:
    twin, own = made(0, scale), made(1, scale)
    photographs = torch.rand(4, 3, 16, 16, generator=torch.Generator().manual_seed(5))
    levelled = level_flats(twin, own, photographs, scale)
    before, after = (error_of_flats(weights.mixed(twin, tensors, STRENGTH), scale) for tensors in (own, levelled))
    assert after < before / 4
    changed = [name for name in own if not torch.equal(own[name], levelled[name])]
    assert changed == ["last.weight", "last.bias"]
    added = levelled["last.weight"] - own["last.weight"]
    assert torch.allclose(added, added[..., :1, :1].expand_as(added), atol=1e-6), "the same at every tap"

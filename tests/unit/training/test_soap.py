"""SOAP: it turns and turns back, and gets down a long valley that Adam takes much longer for."""

from __future__ import annotations

import pytest
import torch

from srviewer.training.soap import Soap, as_modes, rotated, second_moment


def test_bases_and_back() -> None:
    torch.manual_seed(0)
    tensor = torch.randn(2, 3, 4, 5)
    bases = [torch.linalg.qr(torch.randn(2, n, n)).Q for n in tensor.shape[1:]]
    there = rotated(tensor, bases)
    assert there.shape == tensor.shape
    assert torch.allclose(rotated(there, [basis.mT for basis in bases]), tensor, atol=1e-5)
    expected = torch.einsum("nabc,nai,nbj,nck->nijk", tensor, *bases)
    assert torch.allclose(there, expected, atol=1e-5)


def test_second_moments_are_of_each_mode() -> None:
    tensor = torch.randn(2, 3, 4, 5, generator=torch.Generator().manual_seed(1))
    assert torch.allclose(second_moment(tensor, 2), torch.einsum("nabc,nadc->nbd", tensor, tensor), atol=1e-5)


@pytest.mark.parametrize(
    ("shape", "expected"),
    [((64, 1, 9, 9), (64, 81)), ((32, 64, 5, 5), (32, 64, 25)), ((1, 32, 5, 5), (32, 25)), ((1,), (1,))],
)
def test_modes(shape: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert as_modes(torch.zeros(shape)).shape == expected


def test_tensors_of_one_shape_are_updated_as_if_each_was_alone() -> None:
    torch.manual_seed(2)
    starts, targets = torch.randn(3, 4, 5), torch.randn(3, 4, 5)
    together = [torch.nn.Parameter(start.clone()) for start in starts]
    alone = [torch.nn.Parameter(start.clone()) for start in starts]
    optimisers = [Soap(together), *[Soap([p]) for p in alone]]
    for _ in range(25):
        for weights in (together, alone):
            value = torch.stack([(p - t).pow(4).sum() for p, t in zip(weights, targets, strict=True)]).sum()
            value.backward()
        for optimiser in optimisers:
            optimiser.step()
            optimiser.zero_grad()
    for a, b, start in zip(together, alone, starts, strict=True):
        assert torch.allclose(a, b, atol=1e-5)
        assert (a - start).abs().max() > 0.03


def descend(make: type) -> float:
    """What is left of a badly conditioned quadratic, turned out of the axes, after 150 steps."""
    torch.manual_seed(3)
    turn = torch.linalg.qr(torch.randn(12, 12)).Q
    scales = torch.logspace(0, -3, 12)
    target, weights = torch.randn(12, 8), torch.nn.Parameter(torch.zeros(12, 8))
    optimiser = make([weights], lr=0.03)
    for step in range(150):
        for group in optimiser.param_groups:
            group["lr"] = 0.03 * (1 - step / 150)
        value = ((scales[:, None] ** 0.5 * (turn @ (weights - target))) ** 2).sum()
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
    return (weights.detach() - target).square().mean().item()


def test_a_valley_that_lies_across_the_axes() -> None:
    adam, soap = descend(torch.optim.Adam), descend(Soap)
    assert soap < 0.7 * adam, (adam, soap)

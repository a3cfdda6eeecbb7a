"""Losses against values computed by hand, and their gradients against finite differences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from srviewer import losses

Tensor = torch.Tensor
Y_HAT = torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]], [[[0.0, 0.0], [0.0, 2.0]]]])  # (2, 1, 2, 2)
Y = torch.tensor([[[[1.0, 0.0], [3.0, 3.0]]], [[[0.0, 0.0], [0.0, 0.0]]]])


@pytest.mark.parametrize("loss", [losses.mse, losses.pixel_loss, losses.feature_reconstruction_loss])
def test_squared_errors_by_hand(loss: Callable[[Tensor, Tensor], Tensor]) -> None:
    # ((0 + 4 + 0 + 1) / 4 + 4 / 4) / 2
    assert loss(Y_HAT, Y).item() == pytest.approx(1.125)


def test_gram_matrix_by_hand() -> None:
    phi = torch.tensor([[[[1.0, 2.0]], [[3.0, 4.0]]]])  # C = 2, H W = 2
    expected = torch.tensor([[[5.0, 11.0], [11.0, 25.0]]]) / 4
    assert torch.allclose(losses.gram_matrix(phi), expected)


def test_style_loss_sums_layers_and_averages_the_batch() -> None:
    one, two = torch.ones(2, 1, 1, 1), torch.ones(2, 1, 3, 5)
    zero = {"a": torch.zeros(2, 1, 1, 1), "b": torch.zeros(2, 1, 2, 2)}
    assert losses.style_reconstruction_loss({"a": one, "b": 2 * two}, zero).item() == pytest.approx(1 + 16)


def test_total_variation_by_hand() -> None:
    # horizontal: (1 + 1 + 0 + 2) / 4; vertical: (2 + 2 + 0 + 2) / 4
    assert losses.total_variation(Y_HAT).item() == pytest.approx(1.0 + 1.5)


def test_total_variation_of_one_pixel_is_nil() -> None:
    assert losses.total_variation(torch.ones(1, 3, 1, 1)).item() == 0


def test_weighted_sum_by_hand() -> None:
    terms = {"pixel": torch.tensor(2.0), "feature": torch.tensor(3.0)}
    assert losses.weighted_sum(terms, {"pixel": 10.0, "feature": 0.5}).item() == pytest.approx(21.5)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="one shape"):
        losses.mse(Y, Y[:1])
    with pytest.raises(ValueError, match="must be the same"):
        losses.weighted_sum({"a": Y.sum()}, {"b": 1.0})
    with pytest.raises(ValueError, match="layers"):
        losses.style_reconstruction_loss({"a": Y}, {"b": Y})


@pytest.mark.parametrize(
    "loss",
    [
        losses.pixel_loss,
        losses.feature_reconstruction_loss,
        lambda a, b: losses.style_reconstruction_loss({"x": a}, {"x": b}),
        lambda a, b: losses.total_variation(a) + 0 * b.sum(),
        lambda a, b: losses.weighted_sum(
            {"pixel": losses.pixel_loss(a, b), "tv": losses.total_variation(a)}, {"pixel": 3.0, "tv": 0.1}
        ),
    ],
)
def test_gradients_by_finite_differences(loss: Callable[[Tensor, Tensor], Tensor]) -> None:
    generator = torch.Generator().manual_seed(1)
    a, b = (torch.rand(2, 3, 4, 5, generator=generator, dtype=torch.float64) for _ in range(2))
    assert torch.autograd.gradcheck(loss, (a.requires_grad_(), b))

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


def texture(seed: int, size: int = 64, deviation: float = 0.05) -> Tensor:
    noise = torch.randn(2, 3, size, size, generator=torch.Generator().manual_seed(seed))
    return (0.5 + deviation * noise).clamp(0, 1)


def lines(size: int = 64) -> Tensor:
    return torch.tensor([0.1, -0.1]).repeat(size // 2).expand(2, 3, size, size)


def test_style_of_patches_is_the_style_loss_of_each() -> None:
    a, b = torch.rand(2, 1, 3, 8, 8, generator=torch.Generator().manual_seed(0))
    whole = losses.patch_style_loss(a, b, 8)
    assert whole.item() == pytest.approx(losses.style_reconstruction_loss({"a": a}, {"a": b}).item())
    quarters = [(..., slice(y, y + 4), slice(x, x + 4)) for y in (0, 4) for x in (0, 4)]
    expected = sum(losses.patch_style_loss(a[q], b[q], 4).item() for q in quarters) / 4
    assert losses.patch_style_loss(a, b, 4).item() == pytest.approx(expected)
    assert losses.patch_style_loss(a, a.flip(3), 8).item() == pytest.approx(0, abs=1e-9), "the place does not matter"
    far = losses.patch_style_loss(10 * a, b, 8, scale=0.01).item()
    squared = losses.style_reconstruction_loss({"a": 10 * a}, {"a": b}).item() / 0.01
    assert far == pytest.approx(2 * squared**0.5 - 1, rel=1e-4)


def test_luma_in_levels() -> None:
    rgb = torch.stack([torch.zeros(3), torch.ones(3), torch.tensor([1.0, 0, 0])])[..., None, None]
    assert losses.luma(rgb).ravel().tolist() == pytest.approx([16, 235, 81.481], rel=1e-6)


def test_haar_by_hand() -> None:
    mean, details = losses.haar_details(torch.tensor([[[[1.0, 2.0], [3.0, 6.0]]]]))
    assert mean.item() == 6
    assert details.ravel().tolist() == [-2.0, -3.0, 1.0]


def test_energies_of_details_are_met_by_other_texture_and_not_by_none() -> None:
    truth, other, flat = texture(0), texture(1), torch.full((2, 3, 64, 64), 0.5)
    assert losses.detail_energy_loss(truth, truth).item() == 0
    assert losses.detail_energy_loss(other, truth).item() < 0.5, "what windows differ in by chance"
    assert losses.detail_energy_loss(flat, truth).item() > 5
    assert losses.detail_energy_loss(truth, flat).item() > 5, "too much is punished as well"
    half = truth.clone()
    half[..., 32:] = 0.5
    assert losses.detail_energy_loss(half.flip(3), half).item() > 3, "and the wrong place"


def test_white_noise_has_a_flat_spectrum_of_its_variance() -> None:
    power = losses.power_spectra(torch.cat([texture(seed, 96, 0.02) for seed in range(40)]))
    weights = torch.tensor([65.481, 128.553, 24.966])
    expected = (0.02 * weights).square().sum().item()
    assert power.shape == (80, 64, 64)
    assert power[:, 2:-2, 2:-2].mean().item() == pytest.approx(expected, rel=0.02)
    spread = power.mean(0)[4:60, 4:60]
    assert spread.std().item() < 0.12 * expected


def test_ring_ratios_are_logs_of_energies() -> None:
    power = losses.power_spectra(texture(0))
    assert losses.log_ring_ratios(power, power).abs().max().item() == 0
    doubled = losses.log_ring_ratios(4 * power, power)
    assert doubled.shape == (2, 4)
    assert torch.allclose(doubled, torch.tensor(4.0).log(), atol=0.01)


def test_quantisation_is_what_rounding_leaves() -> None:
    image = texture(3)
    error = losses.luma((image * 255).round() / 255) - losses.luma(image)
    assert error.var().item() == pytest.approx(losses.QUANTISATION, rel=0.05)


def test_peaks_are_what_stays_at_a_frequency() -> None:
    peaks, seen = losses.SpectralPeaks(), []
    for seed in range(30):
        truth, own = texture(2 * seed), texture(2 * seed + 1)
        column = torch.arange(64) * (2 * torch.pi * 20 / 64)
        woven = (own + 0.02 * torch.cos(column)).requires_grad_()
        loss = peaks(losses.power_spectra(woven), losses.power_spectra(truth))
        (gradient,) = torch.autograd.grad(loss, woven)
        seen.append(gradient)
    excess = peaks.excess()
    assert excess[0, 20].item() == excess.max().item() > 1
    assert excess[16:48, 16:48].mean().item() < 0.02 * excess.max().item(), "texture is let alone"
    amplitude = (seen[-1].mean((0, 1, 2)) * torch.cos(column)).sum().item()
    assert amplitude > 0, "a step against the gradient takes the weave away"
    restored = losses.SpectralPeaks()
    restored.load_state_dict(peaks.state_dict())
    assert torch.equal(restored.excess(), excess)


def test_what_repeats_is_seen_and_texture_is_not() -> None:
    assert losses.periodic_error(lines()).item() == pytest.approx(0.01, rel=1e-5)
    assert losses.periodic_error(texture(0, deviation=0.1) - 0.5).item() < 0.0005
    assert losses.periodic_error(lines(), period=3).item() < 1e-4
    thirds = torch.zeros(1, 3, 100, 100)
    thirds[..., ::3] = 0.1
    assert losses.periodic_error(thirds, period=6).item() == pytest.approx(0.01 / 3, rel=1e-5)
    assert losses.periodic_error(thirds).item() < 0.5 * 0.01 / 3, "x3 has a grid of its own"
    cast = torch.full((1, 3, 8, 8), 0.1)
    assert losses.periodic_error(cast).item() == pytest.approx(0.01, rel=1e-5), "small patches, and casts"


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

"""Rings of energy by cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from srviewer import losses, metrics
from srviewer.metrics.pair import Pair
from srviewer.metrics.spectra import power_spectrum


def noise(height: int, width: int, deviation: float, seed: int = 0) -> np.ndarray:
    return 128 + np.random.default_rng(seed).normal(0, deviation, (height, width))


def test_white_noise_has_its_variance_everywhere() -> None:
    power = power_spectrum(noise(256, 300, 5))
    assert power is not None
    assert power[1:, 1:].mean() == pytest.approx(25, rel=0.05)


def test_strips_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    plane = noise(300, 90, 7).astype(np.float32)
    whole = losses.power_spectra_of_planes(torch.from_numpy(plane)[None])[0].numpy()
    monkeypatch.setattr("srviewer.metrics.spectra.ROWS", 128)
    np.testing.assert_allclose(power_spectrum(plane), whole, rtol=1e-3)


@pytest.mark.parametrize(("factor", "decibels"), [(1.0, 0.0), (2.0, 6.0), (0.5, 6.0)])
def test_energy_is_told_in_decibels_too_much_and_too_little(factor: float, decibels: float) -> None:
    truth = noise(128, 160, 12)
    result = 128 + factor * (truth - 128)
    pair = Pair(np.rint(result).clip(0, 255).astype(np.uint8), np.rint(truth).astype(np.uint8))
    assert metrics.get("ring_energies").measure(pair) == pytest.approx(decibels, abs=0.1)


def test_small_pictures_have_no_rings() -> None:
    small = np.zeros((63, 200), np.uint8)
    assert metrics.get("ring_energies").measure(Pair(small, small)) is None

"""The phase rule, for every discrete wavelet."""

from __future__ import annotations

import numpy as np
import pytest
import pywt

from srviewer.imaging.registration import (
    Response,
    analysis_correction,
    analysis_low_response,
    moved,
    registered_high_centroid,
    synthesis_correction,
    synthesis_responses,
)
from srviewer.imaging.wavelet import discrete_wavelets

LENGTH = 256
omega = 2 * np.pi * np.arange(LENGTH // 2 + 1) / LENGTH
STRONG = 1e-3  # of the largest magnitude: where a phase means something


@pytest.mark.parametrize("wavelet", discrete_wavelets())
def test_the_corrected_low_response_is_symmetric_about_half_a_pixel(wavelet: str) -> None:
    low, _ = synthesis_responses(wavelet)
    about_half = low.spectrum(LENGTH) * synthesis_correction(wavelet, LENGTH) * np.exp(0.5j * omega)
    strong = np.abs(about_half) > STRONG * np.abs(about_half[0])
    if wavelet == "dmey":  # an approximation whose stop band ripples by a thousandth, with changing sign
        strong &= omega < 0.6 * np.pi
    np.testing.assert_allclose(about_half[strong], np.abs(about_half[strong]), atol=1e-9)


@pytest.mark.parametrize("wavelet", discrete_wavelets())
def test_the_corrected_low_subband_looks_around_half_a_pixel(wavelet: str) -> None:
    low = analysis_low_response(wavelet)
    # What the sample sees after the correction is the adjoint of the correction, applied to its weights.
    seen = low.spectrum(LENGTH) * analysis_correction(wavelet, LENGTH).conj() * np.exp(0.5j * omega)
    strong = (np.abs(seen) > STRONG * np.abs(seen[0])) & (omega < 0.6 * np.pi)
    np.testing.assert_allclose(seen[strong], np.abs(seen[strong]), atol=1e-9)


@pytest.mark.parametrize("wavelet", discrete_wavelets())
def test_only_the_phase_changes(wavelet: str) -> None:
    for correction in (synthesis_correction(wavelet, LENGTH), analysis_correction(wavelet, LENGTH)):
        np.testing.assert_allclose(np.abs(correction), 1)
        assert correction[0] == pytest.approx(1)


def test_haar_is_where_it_should_be() -> None:
    for length in (2, 6, 64, 250):
        np.testing.assert_allclose(synthesis_correction("haar", length), 1, atol=1e-9)
        np.testing.assert_allclose(analysis_correction("haar", length), 1, atol=1e-9)


def test_odd_symmetric_filters_are_moved_by_exactly_half_a_pixel() -> None:
    for wavelet in ("bior4.4", "bior2.2", "rbio6.8", "dmey"):
        np.testing.assert_allclose(synthesis_correction(wavelet, LENGTH), np.exp(-0.5j * omega), atol=1e-6)
        np.testing.assert_allclose(analysis_correction(wavelet, LENGTH), np.exp(0.5j * omega), atol=1e-6)


@pytest.mark.parametrize(
    ("wavelet", "low", "high", "registered_high"),
    [
        ("haar", 0.5, 0.5, 0.5),
        ("bior4.4", 0.0, 1.0, 1.5),
        ("db2", (3 - 3**0.5) / 2 - 1, 1.1495, 1.5),
        ("sym4", 1.0145, -0.1536, -0.5),
        ("db38", -29.7073, 27.6070, 38.5),
    ],
)
def test_where_responses_lie(wavelet: str, low: float, high: float, registered_high: float) -> None:
    response = synthesis_responses(wavelet)
    assert response[0].centroid == pytest.approx(low, abs=1e-4)
    assert response[1].energy_centroid == pytest.approx(high, abs=1e-4)
    assert registered_high_centroid(wavelet) == pytest.approx(registered_high, abs=2e-3)


@pytest.mark.parametrize("wavelet", ["haar", "db2", "sym5", "bior4.4", "rbio3.3", "coif3"])
def test_responses_are_those_of_pywavelets(wavelet: str) -> None:
    low, high = synthesis_responses(wavelet)
    impulse = np.zeros(64)
    impulse[20] = 1
    for response, signal in (
        (low, pywt.idwt(impulse, None, wavelet, "periodization")),
        (high, pywt.idwt(None, impulse, wavelet, "periodization")),
    ):
        expected = np.zeros(128)
        expected[40 + response.positions] = response.taps
        np.testing.assert_allclose(signal, expected, atol=1e-15)
    weights = analysis_low_response(wavelet)
    x = np.random.default_rng(2).random(128)
    cA, _ = pywt.dwt(x, wavelet, "periodization")
    assert cA[20] == pytest.approx(weights.taps @ x[40 + weights.positions])


def test_a_period_shorter_than_the_response_is_folded() -> None:
    response = Response(np.arange(1.0, 8.0), -3)
    folded = [np.sum(response.taps[np.mod(response.positions, 4) == k]) for k in range(4)]
    np.testing.assert_allclose(response.spectrum(4), np.fft.rfft(folded))


def test_moving_shifts_a_smooth_signal_by_half_a_pixel() -> None:
    x = np.arange(64)
    signal = np.stack([np.cos(2 * np.pi * 3 * x / 64), np.ones(64)])
    result = moved(signal, synthesis_correction("bior4.4", 64))
    np.testing.assert_allclose(result[0], np.cos(2 * np.pi * 3 * (x - 0.5) / 64), atol=1e-12)
    np.testing.assert_allclose(result[1], 1)
    assert moved(signal.astype(np.float32), synthesis_correction("bior4.4", 64)).dtype == np.float32


def test_what_is_kept_for_the_next_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        synthesis_correction("db2", 32)[0] = 0

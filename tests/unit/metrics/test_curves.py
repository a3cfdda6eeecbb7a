"""Curves by cases whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.metrics.curves import (
    PLOTS,
    column_profile,
    curve,
    error_histogram,
    histogram,
    plot_of,
    radial_spectrum,
    row_profile,
)

PLANE = np.arange(12.0).reshape(3, 4)


def test_profiles() -> None:
    x, y = row_profile(PLANE)
    assert x.tolist() == [0, 1, 2, 3]
    assert y.tolist() == [4, 5, 6, 7]
    assert column_profile(PLANE)[1].tolist() == [2, 6, 10]


@pytest.mark.parametrize("frequency", [0.1, 0.25, 0.4])
def test_a_wave_stands_at_its_frequency(frequency: float) -> None:
    rows, columns = np.mgrid[:64, :96]
    x, y = radial_spectrum(100 + 50 * np.sin(2 * np.pi * frequency * columns) + 0 * rows)
    assert x[np.argmax(y)] == pytest.approx(frequency, abs=0.02)


def test_white_noise_is_flat_at_its_variance() -> None:
    _x, y = radial_spectrum(np.random.default_rng(0).normal(0, 7, (256, 256)))
    assert np.median(y) == pytest.approx(49, rel=0.1)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (5, 3)])
def test_tiny_planes(shape: tuple[int, int]) -> None:
    for plot in (plot for plot in PLOTS if plot.function is not None):
        x, y = plot.function(np.full(shape, 9.0), np.full(shape, 8.0))
        assert len(x) == len(y)
        assert np.isfinite(y).all()


def test_histograms_add_up_to_all_pixels() -> None:
    levels = np.random.default_rng(1).integers(0, 256, (20, 30)).astype(float)
    assert histogram(levels)[1].sum() == pytest.approx(100)
    x, y = error_histogram(levels, levels - 3)
    assert y[x == 3] == pytest.approx(100)
    assert error_histogram(levels, levels - 300)[1][-1] == pytest.approx(100), "beyond the ends at the ends"


def test_errors_need_a_truth() -> None:
    assert curve(plot_of("errors"), np.zeros((4, 4), np.uint8), None) is None
    assert plot_of("gone") is PLOTS[0]


def test_a_plot_against_a_truth_has_none_without_it() -> None:
    plane = np.random.default_rng(1).integers(0, 256, (16, 16)).astype(np.uint8)
    errors, row = (plot_of(name) for name in ("errors", "row"))
    assert curve(errors, plane, None) is None
    assert curve(errors, plane, plane) is not None
    assert curve(row, plane, None) is not None

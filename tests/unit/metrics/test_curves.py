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
from srviewer.reports.runs import RUNS

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
    assert plot_of("gone") is PLOTS.first


def test_a_plot_against_a_truth_has_none_without_it() -> None:
    plane = np.random.default_rng(1).integers(0, 256, (16, 16)).astype(np.uint8)
    errors, row = (plot_of(name) for name in ("errors", "row"))
    assert curve(errors, plane, None) is None
    assert curve(errors, plane, plane) is not None
    assert curve(row, plane, None) is not None


def test_rings_are_even_and_end_at_half_a_cycle() -> None:
    """As many as half of the shorter side has pixels, each told by its middle."""
    x, y = radial_spectrum(np.random.default_rng(0).normal(0, 1, (20, 31)))
    np.testing.assert_allclose(x, np.arange(0.025, 0.5, 0.05))
    assert y.shape == (10,)
    assert len(radial_spectrum(np.zeros((3, 30)))[0]) == 2, "never fewer"


def test_a_flat_plane_has_no_power() -> None:
    assert np.abs(radial_spectrum(np.full((16, 24), 200.0))[1]).max() < 1e-18


@pytest.mark.parametrize(
    ("rows", "columns", "radius"), [(0.2, 0, 0.2), (0, 0.2, 0.2), (0.12, 0.16, 0.2), (0.45, 0.45, None)]
)
def test_a_ring_takes_waves_of_every_direction_and_of_its_frequency_alone(
    rows: float, columns: float, radius: float | None
) -> None:
    y, x = np.mgrid[:100, :50]
    frequency, power = radial_spectrum(127 + 100 * np.sin(2 * np.pi * (rows * y + columns * x)))
    inside = np.abs(frequency - (radius or 0)) < 0.05
    if radius is None:  # beyond half a cycle a pixel, which only diagonals reach
        assert power.max() < 1
    else:
        assert power[inside].sum() > 0.999 * power.sum() > 1


def test_a_level_is_counted_at_its_own_place() -> None:
    x, y = histogram(np.array([[0.0, 16, 16.4, 255]]))
    assert x.tolist() == list(range(256))
    assert {int(at): share for at, share in zip(x, y, strict=True) if share} == {0: 25, 16: 50, 255: 25}
    x, y = error_histogram(np.array([[0.0, 100, 100, 100]]), np.array([[200.0, 100, 102, 20]]))
    assert {int(at): share for at, share in zip(x, y, strict=True) if share} == {-40: 25, -2: 25, 0: 25, 40: 25}


def test_profiles_of_an_even_side_take_the_line_after_the_middle() -> None:
    x, y = column_profile(np.arange(8.0).reshape(2, 4))
    assert (x.tolist(), y.tolist()) == ([0, 1], [2, 6])
    assert row_profile(np.arange(8.0).reshape(2, 4))[1].tolist() == [4, 5, 6, 7]


def test_every_plot_has_a_curve_or_two_metrics() -> None:
    from srviewer import metrics

    for plot in PLOTS:
        assert plot_of(plot.name) is plot
        assert (plot.function is not None) + (plot.measures is not None) + (plot.runs == "samples") == 1
        assert plot.runs in ("", *RUNS)
    plane = plot_of("plane")
    assert plane.against_truth
    assert curve(plane, np.zeros((4, 4), np.uint8), np.zeros((4, 4), np.uint8)) is None
    axes = [metrics.get(name) for name in plane.measures or ()]
    assert len(axes) == 2
    assert all(metric.needs == "truth" for metric in axes), "both are distances to the truth"
    assert "perception" not in " ".join((plane.title, plane.line, plane.x, plane.y)).lower()

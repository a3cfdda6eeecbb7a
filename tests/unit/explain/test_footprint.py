"""Footprints are the rows and columns of the transform's own matrices."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_synthesis import plain_synthesis

from srviewer.errors import ParameterError
from srviewer.explain import footprint
from srviewer.explain.filters import exactly_invertible, facts, filters, functions
from srviewer.explain.shift import moved_by_one, study
from srviewer.imaging.wavelet import (
    DETAIL_BANDS,
    MODES,
    BoundaryMode,
    Subbands,
    analyse_levels,
    discrete_wavelets,
)

few = settings(max_examples=60, deadline=None)


def spread(found: footprint.Footprint, shape: tuple[int, int]) -> np.ndarray:
    """The weights in an array of the whole shape."""
    full = np.zeros(shape)
    full[np.ix_(found.rows, found.columns)] = found.weights
    return full


@few
@given(
    st.tuples(st.integers(2, 19), st.integers(2, 23)),
    st.sampled_from(discrete_wavelets()),
    st.sampled_from(MODES),
    st.integers(1, 3),
    st.sampled_from(["LL", "LH", "HL", "HH"]),
    st.integers(0, 10**6),
)
def test_the_footprints_are_those_of_the_transform(
    shape: tuple[int, int], wavelet: str, mode: BoundaryMode, level: int, band: str, pick: int
) -> None:
    if mode.name in ("reflect", "antireflect"):
        level = 1  # the next one may be of length 1
    zeros = analyse_levels(np.zeros(shape), wavelet, mode.name, level)
    place = np.unravel_index(pick % zeros[-1].cA.size, zeros[-1].shape)
    basis = plain_synthesis(with_impulse(zeros, band, place), shape, wavelet, mode.name)
    where = wavelet, mode.name, level, band
    found = footprint.of_coefficient(shape, *where, *map(int, place))
    np.testing.assert_allclose(spread(found, shape), basis, atol=1e-9)

    y, x = map(int, np.unravel_index(pick % zeros[0].cA.size % (shape[0] * shape[1]), shape))
    reaching = spread(footprint.reaching(shape, *where, y, x), zeros[-1].shape)
    assert reaching[place] == pytest.approx(basis[y, x], abs=1e-9)


def with_impulse(levels: tuple[Subbands, ...], band: str, place: tuple[np.intp, ...]) -> tuple[Subbands, ...]:
    levels[-1].band(band)[place] = 1
    return levels


def test_a_pixel_of_haar_has_one_coefficient_a_band_and_that_touches_four_pixels() -> None:
    shape = (8, 12)
    for band in ("LL", "LH", "HL", "HH"):
        pixel = footprint.reaching(shape, "haar", "symmetric", 1, band, 5, 2)
        assert (pixel.rows.tolist(), pixel.columns.tolist()) == ([2], [1])
        touched = footprint.of_coefficient(shape, "haar", "symmetric", 1, band, 2, 1)
        assert (touched.rows.tolist(), touched.columns.tolist()) == ([4, 5], [2, 3])
        np.testing.assert_allclose(np.abs(touched.weights), 0.5)


def test_low_along_x_and_high_along_y_is_lh() -> None:
    lh = footprint.of_coefficient((8, 12), "haar", "symmetric", 1, "LH", 0, 0).weights
    assert lh[0].tolist() == pytest.approx((-lh[1]).tolist())
    assert lh[0, 0] == pytest.approx(lh[0, 1])


def test_places_outside_are_said() -> None:
    with pytest.raises(ParameterError, match="outside of 0 to 7"):
        footprint.reaching((8, 12), "haar", "symmetric", 1, "LL", 8, 0)
    with pytest.raises(ParameterError, match="no subband"):
        footprint.reaching((8, 12), "haar", "symmetric", 1, "XX", 0, 0)


# -- a wavelet's portrait ------------------------------------------------------------------------------------


def test_filters_let_through_what_they_say() -> None:
    for wavelet in ("haar", "db4", "bior4.4", "sym8"):
        for one in filters(wavelet):
            frequencies, magnitude = one.response(65)
            assert (frequencies[0], frequencies[-1], len(magnitude)) == (0, 0.5, 65)
            passed, stopped = (0, -1) if one.low else (-1, 0)
            assert magnitude[passed] == pytest.approx(2**0.5, abs=1e-6)
            assert magnitude[stopped] == pytest.approx(0, abs=1e-6)


def test_only_dmey_is_not_exactly_invertible() -> None:
    assert [w for w in discrete_wavelets() if not exactly_invertible(w)] == ["dmey"]
    assert not facts("dmey").exact
    assert (facts("bior4.4").lengths, facts("bior4.4").orthogonal) == ((9, 7), False)
    assert facts("db4").vanishing_moments == 4


def test_scaling_and_wavelet_functions() -> None:
    haar = functions("haar", 6)
    step = haar.x[1] - haar.x[0]
    assert haar.synthesis_scaling.sum() * step == pytest.approx(1, abs=0.05)
    assert abs(haar.synthesis_wavelet.sum() * step) < 0.05
    both = functions("bior4.4")
    assert both.x.shape == both.synthesis_scaling.shape == both.analysis_wavelet.shape
    assert np.abs(both.synthesis_scaling - both.analysis_scaling).max() > 0.1
    # the longer filters make the rougher function
    assert np.abs(np.diff(both.analysis_scaling)).max() > np.abs(np.diff(both.synthesis_scaling)).max()


# -- shift ---------------------------------------------------------------------------------------------------


def test_an_edge_between_two_pixels_of_a_pair_vanishes_from_the_dwt_by_a_move() -> None:
    plane = np.zeros((16, 24))
    plane[:, 13:] = 1  # within the pair (12, 13); after the move between two pairs
    changes = study(plane, "haar").energy_changes()
    assert changes["HL"][0] == pytest.approx(-1)
    assert changes["HL"][1] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("axis", [0, 1])
def test_the_stationary_transform_moves_with_the_picture(axis: int) -> None:
    plane = np.random.default_rng(0).random((40, 56))
    found = study(plane, "db2", axis=axis)  # type: ignore[arg-type]
    inside = slice(8, -8), slice(8, -8)
    for band in DETAIL_BANDS:
        back = np.roll(found.swt_moved.band(band.name), -1, axis)
        np.testing.assert_allclose(back[inside], found.swt.band(band.name)[inside], atol=1e-12)


def test_moved_by_one_is_to_the_right_and_down() -> None:
    plane = np.arange(6.0).reshape(2, 3)
    assert moved_by_one(plane).tolist() == [[0, 0, 1], [3, 3, 4]]
    assert moved_by_one(plane, 0).tolist() == [[0, 1, 2], [0, 1, 2]]

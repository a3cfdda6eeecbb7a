"""The wavelet layer: equal to PyWavelets, and under the names the screen shows."""

from __future__ import annotations

import doctest
import math
import sys

import numpy as np
import pytest
import pywt
from plain_synthesis import plain_synthesis

from srviewer.errors import ParameterError
from srviewer.imaging.wavelet import (
    BANDS,
    DETAIL_BANDS,
    MODES,
    BoundaryMode,
    Subbands,
    analyse,
    analyse_in_strips,
    analyse_levels,
    detail_energy_shares_by_level,
    discrete_wavelets,
    filter_bank,
    low_gain,
    mode_fits,
    stationary,
    subband_psnr,
    synthesise,
)


def noise(shape: tuple[int, int], dtype: type = np.float64) -> np.ndarray:
    return np.random.default_rng(4).random(shape).astype(dtype)


@pytest.mark.parametrize("wavelet", ["haar", "bior4.4", "db10"])
@pytest.mark.parametrize("shape", [(64, 20), (65, 21), (23, 24), (9, 30), (1, 40), (130, 17)])
@pytest.mark.parametrize("count", [1, 4, 16])
def test_strips_are_those_of_the_whole(wavelet: str, shape: tuple[int, int], count: int) -> None:
    plane = np.random.default_rng(0).random(shape)
    parts = list(analyse_in_strips(lambda rows: plane[rows], shape, wavelet, count))
    whole = analyse(plane, wavelet)
    assert [top for top, _ in parts] == list(range(0, whole.shape[0], count))
    for band in BANDS:
        together = np.concatenate([bands.band(band.name) for _, bands in parts])
        np.testing.assert_allclose(together, whole.band(band.name), rtol=0, atol=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("mode", [m.name for m in MODES])
@pytest.mark.parametrize("wavelet", ["haar", "db4", "bior4.4"])
def test_coarser_levels_are_those_of_pywavelets(wavelet: str, mode: str, dtype: type) -> None:
    plane = noise((61, 46), dtype)
    cA, *details = pywt.wavedec2(plane, wavelet, mode, level=2)
    for level, found in enumerate(analyse_levels(plane, wavelet, mode, 2), 1):
        np.testing.assert_allclose([found.cH, found.cV, found.cD], details[-level], rtol=0, atol=1e-5)
    np.testing.assert_allclose(found.cA, cA, rtol=0, atol=1e-5)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("mode", [m.name for m in MODES])
@pytest.mark.parametrize("wavelet", ["haar", "db4", "bior4.4"])
def test_a_level_is_pywavelets_dwt2(wavelet: str, mode: str, dtype: type) -> None:
    plane = noise((33, 46), dtype)
    bands = analyse(plane, wavelet, mode)
    cA, (cH, cV, cD) = pywt.dwt2(plane.astype(np.float64), wavelet, mode)
    for got, expected in zip((bands.cA, bands.cH, bands.cV, bands.cD), (cA, cH, cV, cD), strict=True):
        assert got.dtype == dtype
        np.testing.assert_allclose(got, expected, rtol=1e-6, atol=2e-6)


def test_levels_split_the_smooth_band_again() -> None:
    plane = noise((40, 52))
    first = analyse(plane, "db2")
    second = analyse(first.cA, "db2")
    np.testing.assert_array_equal(analyse(plane, "db2", level=2).cV, second.cV)
    np.testing.assert_array_equal(analyse_levels(plane, "db2", levels=3)[1].cA, second.cA)


@pytest.mark.parametrize("mode", [m.name for m in MODES])
@pytest.mark.parametrize("shape", [(33, 46), (33, 47), (2, 3), (5, 2)])
def test_every_wavelet_gives_the_plane_back(mode: str, shape: tuple[int, int]) -> None:
    plane = noise(shape)
    for wavelet in discrete_wavelets():
        back = synthesise(analyse(plane, wavelet, mode), shape, wavelet, mode)
        assert back.shape == shape
        # dmey is an approximation of an infinite filter
        np.testing.assert_allclose(back, plane, atol=4e-2 if wavelet == "dmey" else 1e-8)


@pytest.mark.parametrize("mode", MODES, ids=lambda m: m.name)
def test_which_modes_can_do_a_line_of_one_pixel(mode: BoundaryMode) -> None:
    for shape in ((1, 1), (1, 6), (6, 1)):
        plane = noise(shape)
        if mode.length_one:
            bands = analyse(plane, "bior4.4", mode.name)
            back = synthesise(bands, shape, "bior4.4", mode.name)
            np.testing.assert_allclose(back, plane, atol=1e-12)
        else:
            with pytest.raises(ParameterError, match="at least 2 pixels"):
                analyse(plane, "bior4.4", mode.name)


def test_all_of_pywavelets_modes_are_there() -> None:
    assert {m.name for m in MODES} == set(pywt.Modes.modes)


@pytest.mark.parametrize("shape", [(64, 64), (45, 71), (3, 9)])
def test_levels_give_the_plane_back(shape: tuple[int, int]) -> None:
    plane = noise(shape, np.float32)
    levels = analyse_levels(plane, "bior4.4", levels=3)
    back = plain_synthesis(levels, shape, "bior4.4")
    assert back.dtype == np.float32
    np.testing.assert_allclose(back, plane, atol=1e-5)


def test_bands_answer_to_the_edges_they_say() -> None:
    y, x = np.indices((32, 32)) % 2
    strongest = {
        "horizontal edges": y.astype(float),  # rows alternate
        "vertical edges": x.astype(float),
        "diagonal edges and corners": (x ^ y).astype(float),
    }
    for band in DETAIL_BANDS:
        shares = detail_energy_shares_by_level((analyse(strongest[band.answers_to], "haar"),))
        assert shares[1, band.name] == pytest.approx(1), band


def test_bands_go_by_both_names() -> None:
    bands = analyse(noise((6, 6)), "haar")
    for band in BANDS:
        assert bands.band(band.name) is bands.band(band.key) is getattr(bands, band.key)
    assert [b.name for b in BANDS] == ["LL", "LH", "HL", "HH"]
    with pytest.raises(ParameterError, match="LL, LH, HL, HH"):
        bands.band("XX")


@pytest.mark.parametrize("wavelet", discrete_wavelets())
def test_a_flat_plane_is_all_in_ll_with_a_gain_of_two(wavelet: str) -> None:
    bands = analyse(np.full((9, 10), 0.4), wavelet)
    np.testing.assert_allclose(bands.cA, 0.4 * low_gain(wavelet) ** 2, atol=1e-6)
    assert low_gain(wavelet) ** 2 == pytest.approx(2, abs=1e-6)
    for band in DETAIL_BANDS:
        # dmey's high filter lets through half a thousandth of what is flat
        np.testing.assert_allclose(bands.band(band.key), 0, atol=1e-3 if wavelet == "dmey" else 1e-6)


def test_shares_of_nothing_are_nil() -> None:
    zeros = np.zeros((3, 3))
    assert set(detail_energy_shares_by_level((Subbands(zeros + 1, zeros, zeros, zeros),)).values()) == {0}


def test_psnr_has_peak_one_in_every_band() -> None:
    zeros, tenth = np.zeros((3, 4)), np.full((3, 4), 0.1)
    values = subband_psnr(Subbands(zeros, tenth, zeros, zeros), Subbands(zeros, zeros, tenth * 10, zeros))
    assert values == {
        "LL": math.inf,
        "LH": pytest.approx(20),
        "HL": pytest.approx(0),
        "HH": math.inf,
    }


def test_different_shapes_are_not_compared() -> None:
    with pytest.raises(ParameterError, match="different shapes"):
        subband_psnr(analyse(noise((6, 6)), "haar"), analyse(noise((8, 6)), "haar"))


def test_bands_too_small_for_a_shape_are_said() -> None:
    with pytest.raises(ParameterError, match="not \\(9, 6\\)"):
        synthesise(analyse(noise((6, 6)), "haar"), (9, 6), "haar")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"wavelet": "morl"}, "unknown wavelet 'morl'"),
        ({"mode": "mirror"}, "unknown boundary mode 'mirror'"),
        ({"level": 0}, "level 0: expected 1 to"),
        ({"level": 99}, "level 99: expected 1 to"),
    ],
)
def test_what_cannot_be_analysed_is_said(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        analyse(noise((8, 8)), **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("plane", [np.zeros((4, 4, 3)), np.zeros((0, 4)), np.zeros((4, 4), np.uint8)])
def test_a_plane_of_floats_is_wanted(plane: np.ndarray) -> None:
    with pytest.raises(ParameterError, match="float \\(H, W\\) plane"):
        analyse(plane)


def test_the_paper_s_wavelet_has_nine_and_seven_taps() -> None:
    bank = filter_bank("bior4.4")
    assert np.count_nonzero(bank.dec_lo) == 9
    assert np.count_nonzero(bank.rec_lo) == 7


def test_the_examples_in_the_documentation() -> None:
    result = doctest.testmod(sys.modules[analyse.__module__])
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("mode", [m.name for m in MODES])
@pytest.mark.parametrize("shape", [(1, 7), (7, 1), (2, 9), (5, 6)])
@pytest.mark.parametrize("levels", [1, 3])
def test_a_mode_fits_where_the_transform_can_be_made(mode: str, shape: tuple[int, int], levels: int) -> None:
    plane = np.random.default_rng(0).random(shape)
    if mode_fits(mode, shape, "haar", levels):
        assert len(analyse_levels(plane, "haar", mode, levels)) == levels
    else:
        with pytest.raises(ParameterError):
            analyse_levels(plane, "haar", mode, levels)


def test_one_level_is_taken_unless_another_is_asked_for() -> None:
    plane = np.random.default_rng(5).random((12, 16))
    assert np.array_equal(stationary(plane, "haar").cD, stationary(plane, "haar", 1).cD)
    assert not np.array_equal(stationary(plane, "haar").cD, stationary(plane, "haar", 2).cD)

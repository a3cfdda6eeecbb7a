"""The workbench gives planes back, answers edits as a plain transform would, and says which band is which."""

from __future__ import annotations

import math

import numpy as np
import pytest
import pywt
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from plain_synthesis import plain_synthesis

from srviewer.errors import ParameterError
from srviewer.explain.wavelet import Edit, Workbench, difference, psnr_by_level
from srviewer.imaging.wavelet import (
    BANDS,
    DETAIL_BANDS,
    MODES,
    BoundaryMode,
    Subbands,
    analyse_levels,
    detail_energy_shares_by_level,
    discrete_wavelets,
    stationary,
    subband_length,
    thresholded,
)

EXACT = [w for w in discrete_wavelets() if w != "dmey"]  # dmey approximates an infinite filter
SIZES = st.tuples(st.integers(1, 33), st.integers(1, 47))
PLANES = SIZES.flatmap(lambda shape: arrays(np.float64, shape, elements=st.floats(0, 1)))
few = settings(max_examples=80, deadline=None)


def noise(shape: tuple[int, int], dtype: type = np.float64, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).random(shape).astype(dtype)


def possible(shape: tuple[int, ...], wavelet: str, mode: BoundaryMode, levels: int) -> bool:
    """Whether no level is asked of a line of one pixel by a mode that cannot do one."""
    lengths = [subband_length(n, wavelet, mode.name, k) for n in shape for k in range(levels)]
    return mode.length_one or min(lengths) > 1


@few
@given(PLANES, st.sampled_from(EXACT), st.sampled_from(MODES))
def test_untouched_subbands_give_the_plane_back(plane: np.ndarray, wavelet: str, mode: BoundaryMode) -> None:
    if not possible(plane.shape, wavelet, mode, 1):
        return
    bench = Workbench(plane, wavelet, mode.name)
    back = bench.reconstruction({place: Edit(gain=1.0) for place in bench.places})
    assert back.shape == plane.shape
    np.testing.assert_allclose(back, plane, atol=1e-5)


@few
@given(SIZES, st.sampled_from(EXACT), st.sampled_from(MODES), st.integers(2, 5))
def test_so_do_those_of_more_levels(shape: tuple[int, int], wavelet: str, mode: BoundaryMode, levels: int) -> None:
    if not possible(shape, wavelet, mode, levels):
        return
    plane = noise(shape)
    bench = Workbench(plane, wavelet, mode.name, levels)
    # "smooth" and "antireflect" carry slopes on over the filter's length, level after level, to huge values
    largest = max(1.0, *(float(np.abs(b.cA).max()) / 2**n for n, b in enumerate(bench.levels, 1)))
    np.testing.assert_allclose(bench.reconstruction({}), plane, atol=1e-5 * largest)
    np.testing.assert_allclose(plain_synthesis(bench.levels, shape, wavelet, mode.name), plane, atol=1e-5 * largest)


EDITS = st.builds(
    Edit, st.floats(0, 2), st.booleans(), st.sampled_from([0.0, 0.05, 0.3]), st.sampled_from(["soft", "hard"])
)


@few
@given(SIZES, st.sampled_from(["haar", "db3", "bior4.4"]), st.integers(1, 4), st.data())
def test_edits_in_any_order_are_a_plain_synthesis(
    shape: tuple[int, int], wavelet: str, levels: int, data: st.DataObject
) -> None:
    plane = noise(shape)
    bench = Workbench(plane, wavelet, "symmetric", levels)
    for _ in range(3):
        edits = data.draw(st.dictionaries(st.sampled_from(bench.places), EDITS))
        plain = []
        for level, bands in enumerate(analyse_levels(plane, wavelet, "symmetric", levels), 1):
            edited = (by_hand(bands.band(b.name), edits.get((level, b.name), Edit())) for b in BANDS)
            plain.append(Subbands(*edited))
        expected = plain_synthesis(tuple(plain), shape, wavelet)
        np.testing.assert_allclose(bench.reconstruction(edits), expected, atol=1e-10)
        np.testing.assert_allclose(bench.edited(edits)[0].cV, plain[0].cV, atol=1e-12)


def by_hand(band: np.ndarray, edit: Edit) -> np.ndarray:
    if edit.threshold:
        band = pywt.threshold(band, edit.threshold, edit.kind)
    return band * edit.gain if edit.on else band * 0


def test_an_edit_of_a_level_leaves_the_coarser_results_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Workbench(noise((40, 52)), levels=4)
    done = []
    from srviewer.explain import wavelet as module

    plain = module.synthesise
    monkeypatch.setattr(module, "synthesise", lambda *a: done.append(a[1]) or plain(*a))
    coarse = {(3, "HH"): Edit(gain=0.5)}
    bench.reconstruction(coarse)
    assert len(done) == 3  # level 4 is as it was
    done.clear()
    bench.reconstruction({**coarse, (1, "LH"): Edit(gain=0)})
    assert done == [(40, 52)]
    bench.reconstruction({**coarse, (1, "LH"): Edit(gain=0)})
    assert len(done) == 1


def test_the_edited_bands_are_those_of_the_edits() -> None:
    bench = Workbench(noise((20, 31), np.float32), levels=2)
    edits = {(1, "HL"): Edit(gain=2), (2, "LL"): Edit(on=False)}
    first, second = bench.edited(edits)
    np.testing.assert_array_equal(first.cV, 2 * bench.levels[0].cV)
    np.testing.assert_array_equal(first.cH, bench.levels[0].cH)
    assert not second.cA.any()
    assert np.abs(first.cA).max() < np.abs(bench.levels[0].cA).max()  # what the coarser level now gives
    assert bench.reconstruction(edits).dtype == np.float32


@pytest.mark.parametrize("kind", ["soft", "hard"])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_thresholds_are_pywavelets(kind: str, dtype: type) -> None:
    values = np.append(noise((9, 11), dtype) - dtype(0.5), [[dtype(0.25)] * 11], axis=0)
    expected = pywt.threshold(values, 0.25, kind)
    got = thresholded(values, 0.25, kind)
    assert got.dtype == dtype
    np.testing.assert_allclose(got, expected, atol=1e-7)


@pytest.mark.parametrize("wavelet", ["haar", "db2", "sym4", "bior2.2", "bior4.4"])
@pytest.mark.parametrize("shape", [(24, 40), (33, 18)])
def test_which_stripes_light_which_band(wavelet: str, shape: tuple[int, int]) -> None:
    y, x = np.indices(shape) % 2
    for pattern, name in ((y, "LH"), (x, "HL"), (x ^ y, "HH")):  # lines along x, lines along y, checkerboard
        bands = Workbench(pattern.astype(float), wavelet, "symmetric").levels[0]
        shares = detail_energy_shares_by_level((bands,))
        assert shares[1, name] == max(shares.values()) > 0.8


def test_shares_of_all_levels_add_up_to_one_and_keep_their_proportions() -> None:
    levels = Workbench(noise((64, 80)), levels=3).levels
    shares = detail_energy_shares_by_level(levels)
    assert set(shares) == {(level, b.name) for level in (1, 2, 3) for b in DETAIL_BANDS}
    assert sum(shares.values()) == pytest.approx(1)
    alone = detail_energy_shares_by_level(levels[1:2])
    assert shares[2, "LH"] / shares[2, "HH"] == pytest.approx(alone[1, "LH"] / alone[1, "HH"])


def test_psnr_and_difference_go_band_by_band() -> None:
    plane = noise((30, 44))
    levels, truth = Workbench(plane, "haar", levels=2).levels, Workbench(plane + 0.05, "haar", levels=2).levels
    values = psnr_by_level(levels, truth)
    assert values[1, "LL"] == pytest.approx(20)  # a constant of 0.05 is one of 0.1 in LL, and in no other band
    assert values[2, "LL"] == pytest.approx(20 * math.log10(5))
    assert values[1, "HH"] > 200
    np.testing.assert_allclose(difference(truth, levels)[1].cA, 0.2)
    with pytest.raises(ParameterError, match="different sizes or levels"):
        difference(levels, truth[:1])
    with pytest.raises(ParameterError, match="2 and 1 levels"):
        psnr_by_level(levels, truth[:1])


@pytest.mark.parametrize("wavelet", ["haar", "db2", "bior4.4"])
@pytest.mark.parametrize("level", [1, 2])
def test_the_stationary_transform_holds_the_thinned_out_one(wavelet: str, level: int) -> None:
    plane = noise((32, 48), np.float32)
    dwt, swt = analyse_levels(plane, wavelet, "periodization", level)[-1], stationary(plane, wavelet, level)
    assert swt.shape == plane.shape
    assert swt.cV.dtype == np.float32
    step = 2**level
    for band in BANDS:
        thinned, full = dwt.band(band.key), swt.band(band.key)
        found = [full[y::step, x::step] for y in range(step) for x in range(step)]
        assert min(float(np.abs(thinned - f).max()) for f in found) < 1e-5


def test_the_stationary_transform_takes_any_size() -> None:
    assert stationary(noise((1, 1))).shape == (1, 1)
    assert stationary(noise((7, 13)), "bior4.4", 3).shape == (7, 13)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Edit(gain=2.5), "expected 0 to 2"),
        (lambda: Edit(gain=math.nan), "expected 0 to 2"),
        (lambda: Edit(threshold=-1), "expected 0 or more"),
        (lambda: Edit(kind="firm"), "soft, hard"),
        (lambda: Workbench(noise((8, 8)), levels=6), "expected 1 to 5"),
        (lambda: Workbench(noise((8, 8))).reconstruction({(2, "LH"): Edit()}), "LH of level 2"),
        (lambda: Workbench(noise((8, 8)), levels=2).reconstruction({(1, "LL"): Edit()}), "LL of level 1"),
        (lambda: thresholded(noise((2, 2)), 0.1, "firm"), "unknown threshold"),
        (lambda: thresholded(noise((2, 2)), -0.1), "expected 0 or more"),
    ],
)
def test_what_cannot_be_done_is_said(make: object, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        make()  # type: ignore[operator]

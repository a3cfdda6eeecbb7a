"""What holds of the wavelet transform and of DASR for every picture."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from plain_synthesis import plain_synthesis

from srviewer.engine.cache import Cache
from srviewer.imaging.resample import resize
from srviewer.imaging.wavelet import (
    DETAIL_BANDS,
    MODES,
    BoundaryMode,
    analyse,
    analyse_levels,
    detail_energy_shares_by_level,
    discrete_wavelets,
    subband_psnr,
    synthesise,
)
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.dasr import BOUNDARIES, REGISTRATIONS, DasrSettings, DasrStage, base, details

SIDES = st.integers(1, 20)
VALUES = st.floats(0, 1, width=32)
PLANES = st.tuples(SIDES, SIDES).flatmap(lambda shape: arrays(np.float32, shape, elements=VALUES))
EXACT = [w for w in discrete_wavelets() if w != "dmey"]  # dmey approximates an infinite filter
WAVELETS = st.sampled_from(EXACT)
SETTINGS = st.builds(
    DasrSettings,
    st.integers(2, 8),
    st.sampled_from(discrete_wavelets()),
    st.sampled_from(BOUNDARIES),
    st.sampled_from(REGISTRATIONS),
)
few = settings(max_examples=60, deadline=None)


@few
@given(PLANES, WAVELETS, st.sampled_from(MODES))
def test_synthesis_undoes_analysis(plane: np.ndarray, wavelet: str, mode: BoundaryMode) -> None:
    if min(plane.shape) == 1 and not mode.length_one:
        return
    name = mode.name
    back = synthesise(analyse(plane, wavelet, name), plane.shape, wavelet, name)
    assert back.shape == plane.shape
    assert back.dtype == plane.dtype
    # "smooth" and "antireflect" carry slopes on over the filter's length, to large values
    np.testing.assert_allclose(back, plane, atol=5e-4 if name in ("smooth", "antireflect") else 5e-6)


@few
@given(PLANES, WAVELETS, st.integers(1, 4))
def test_levels_undo_each_other(plane: np.ndarray, wavelet: str, levels: int) -> None:
    split = analyse_levels(plane, wavelet, "symmetric", levels)
    assert len(split) == levels
    np.testing.assert_allclose(plain_synthesis(split, plane.shape, wavelet), plane, atol=2e-5)


@few
@given(PLANES, st.sampled_from([w for w in EXACT if w.startswith(("db", "sym", "haar"))]))
def test_orthogonal_transforms_keep_the_energy(plane: np.ndarray, wavelet: str) -> None:
    even = np.pad(plane, [(0, n % 2) for n in plane.shape]).astype(np.float64)
    bands = analyse(even, wavelet, "periodization")
    energy = sum(float(np.sum(b**2)) for b in (bands.cA, bands.cH, bands.cV, bands.cD))
    np.testing.assert_allclose(energy, np.sum(even**2), rtol=1e-6, atol=1e-12)


@few
@given(PLANES, WAVELETS)
def test_shares_and_psnr_are_sound(plane: np.ndarray, wavelet: str) -> None:
    bands = analyse(plane, wavelet)
    shares = detail_energy_shares_by_level((bands,))
    assert set(shares) == {(1, b.name) for b in DETAIL_BANDS}
    assert all(0 <= share <= 1 for share in shares.values())
    assert np.isclose(sum(shares.values()), 1) or not any(shares.values())
    assert all(value == np.inf for value in subband_psnr(bands, bands).values())


@few
@given(PLANES, SETTINGS, st.floats(0, 2))
def test_dasr_is_linear_in_the_gain(plane: np.ndarray, how: DasrSettings, gain: float) -> None:
    result = DasrStage(how, gain).run(plane, Context())
    assert result.shape == (plane.shape[0] * how.scale, plane.shape[1] * how.scale)
    assert result.dtype == np.float32
    expected = base(plane, how) + np.float32(gain) * details(plane, how)
    np.testing.assert_allclose(result, expected, atol=1e-5)


@few
@given(st.integers(1, 90), st.integers(1, 9), SETTINGS, st.floats(0, 2))
def test_dasr_in_pieces_is_dasr(height: int, width: int, how: DasrSettings, gain: float) -> None:
    plane = np.random.default_rng(height).random((height, width), np.float32)
    whole = DasrStage(how, gain).run(plane, Context(memo=Cache(), key="plane"))
    pieces = DasrStage(how, gain).in_pieces(plane, Context())
    assert pieces is not None
    assert np.array_equal(np.concatenate([values for _, values in pieces]), whole)


@few
@given(PLANES, SETTINGS, st.floats(0, 2))
def test_dasr_is_linear_in_the_picture(plane: np.ndarray, how: DasrSettings, gain: float) -> None:
    dasr = DasrStage(how, gain)
    white, positive, negative = (dasr.run(p, Context()) for p in (np.ones_like(plane), plane, 1 - plane))
    np.testing.assert_allclose(negative, white - positive, atol=5e-5)
    np.testing.assert_allclose(white, 1, atol=5e-3 if how.wavelet == "dmey" else 5e-5)


@few
@given(PLANES, st.integers(1, 40), st.integers(1, 40))
def test_resizing_keeps_to_the_picture_s_range_with_little_overshoot(
    plane: np.ndarray, height: int, width: int
) -> None:
    result = resize(plane, height, width)
    low, high = float(plane.min()), float(plane.max())
    # Keys' negative weights are at most 1/8 of the sum: an axis gives (1 + 2/8) of the range about the middle
    slack = 0.5 * (high - low) * (1.25**2 - 1) + 1e-6
    assert low - slack <= float(result.min())
    assert float(result.max()) <= high + slack

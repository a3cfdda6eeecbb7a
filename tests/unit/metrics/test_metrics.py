"""Metrics against hand-computed values and scikit-image."""

from __future__ import annotations

import math
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from srviewer import metrics
from srviewer.errors import ParameterError
from srviewer.metrics.consistency import consistency_psnr
from srviewer.metrics.maps import error_map
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_planes
from srviewer.metrics.planes import measured_plane
from srviewer.metrics.structural_similarity import ssim_of_planes

rng = np.random.default_rng(0)
A = rng.integers(0, 256, (40, 30), np.uint8)
B = rng.integers(0, 256, (40, 30), np.uint8)


def test_grey_is_grey_with_or_without_an_axis_for_it() -> None:
    grey = np.random.default_rng(4).integers(0, 256, (12, 13, 1)).astype(np.uint8)
    np.testing.assert_array_equal(measured_plane(grey), grey[..., 0])
    np.testing.assert_array_equal(measured_plane(grey[..., 0]), grey[..., 0])


def test_psnr_by_hand_and_against_scikit_image() -> None:
    assert metrics.psnr(np.zeros((4, 4), np.uint8), np.full((4, 4), 255, np.uint8)) == 0
    expected = peak_signal_noise_ratio(A[3:-3, 3:-3], B[3:-3, 3:-3], data_range=255)
    assert metrics.psnr(A, B, crop_border=3) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_floats_in_unit_range_give_the_same(dtype: type) -> None:
    assert metrics.psnr((A / 255).astype(dtype), (B / 255).astype(dtype)) == pytest.approx(metrics.psnr(A, B), abs=1e-4)


def test_sixteen_bits_give_the_same() -> None:
    assert metrics.psnr(A.astype(np.uint16) * 257, B.astype(np.uint16) * 257) == pytest.approx(metrics.psnr(A, B))


def test_colour_is_measured_on_studio_luma() -> None:
    grey = np.repeat(A[..., None], 3, 2), np.repeat(B[..., None], 3, 2)
    studio = 20 * math.log10(255 / 219)  # the same difference spans 219 levels, not 255
    assert metrics.psnr(*grey) == pytest.approx(metrics.psnr(A, B) + studio, abs=1e-6)


def test_identical_is_infinite() -> None:
    assert metrics.psnr(A, A) == math.inf
    assert metrics.ssim(A, A) == pytest.approx(1)


@pytest.mark.parametrize("measure", [metrics.psnr, metrics.ssim])
def test_what_cannot_be_compared(measure) -> None:
    with pytest.raises(ParameterError, match="different shapes"):
        measure(A, B[:-1])
    with pytest.raises(ParameterError, match="nothing of"):
        measure(A, B, crop_border=15)
    with pytest.raises(ParameterError, match="negative"):
        measure(A, B, crop_border=-1)


@pytest.mark.parametrize(("x", "y"), [(1, 3), (0, 5), (200, 210)])
def test_ssim_of_two_flats_is_its_first_factor(x: int, y: int) -> None:
    """Wang et al. 2004, equation 13 without variance: C1 = (0.01 x 255)^2."""
    flats = [np.full((24, 25), value, np.uint8) for value in (x, y)]
    c1 = 2.55**2
    assert metrics.ssim(*flats) == pytest.approx((2 * x * y + c1) / (x * x + y * y + c1), abs=1e-7)


@pytest.mark.parametrize(("size", "border"), [((40, 30), 0), ((40, 30), 3), ((11, 30), 0), ((13, 12), 0)])
def test_ssim_is_scikit_image_s_with_the_paper_s_settings(size: tuple[int, int], border: int) -> None:
    a, b = A[: size[0], : size[1]], np.rint(0.7 * A + 0.3 * B).astype(np.uint8)[: size[0], : size[1]]
    inside = slice(border, size[0] - border), slice(border, size[1] - border)
    settings = {"gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False, "data_range": 255}
    expected, whole = structural_similarity(a[inside], b[inside], full=True, **settings)
    assert whole[5:-5, 5:-5].mean() == pytest.approx(expected)
    assert metrics.ssim(a, b, crop_border=border) == pytest.approx(expected, abs=1e-9)


def test_numbers_are_told_to_the_digits_that_papers_print() -> None:
    digits = {metric.name: metric.digits for metric in metrics.known()}
    assert (digits["psnr_y"], digits["psnr_rgb"], digits["ssim_y"]) == (2, 2, 4)


@pytest.mark.parametrize("level", [0, 1, 77, 128, 200, 255])
def test_a_picture_against_itself_is_identical_however_its_levels_are_written(level: int) -> None:
    """In one grey and in one colour: its studio luma is no integer, and still the same."""
    for flat in (np.full((40, 40), level, np.uint8), np.full((40, 40, 3), (level, 200, 30), np.uint8)):
        unit = flat / 255
        ways = [unit, unit.astype(np.float32), flat / np.float32(255), unit.astype(np.float16), flat * np.uint16(257)]
        for other in (flat, *ways):
            assert metrics.psnr(flat, other, crop_border=2) == math.inf
            assert metrics.psnr(other, flat, crop_border=2) == math.inf


def test_one_level_of_sixteen_bits_is_a_difference() -> None:
    first = np.full((500, 500), 20_000, np.uint16)
    second = first.copy()
    second[250, 250] += 1
    assert 150 < metrics.psnr(first, second) < math.inf
    assert 150 < metrics.psnr(first / 65535, (second / 65535).astype(np.float32)) < math.inf


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("shape", [(24, 24), (24, 24, 3)])
def test_what_is_no_number_is_an_error_in_words(bad: float, shape: tuple[int, ...]) -> None:
    """Also in the border that is left out, and also in both pictures."""
    sound, broken = np.full(shape, 0.5, np.float32), np.full(shape, 0.5, np.float32)
    broken[0, 0] = bad
    small = sound[::2, ::2]
    for pair in ((broken, sound), (sound, broken), (broken, broken)):
        for measure in (metrics.psnr, metrics.ssim):
            with pytest.raises(ParameterError, match="NaN or infinity"):
                measure(*pair, crop_border=4)
    for pair in ((broken, small), (sound, broken[:12, :12])):
        with pytest.raises(ParameterError, match="NaN or infinity"):
            consistency_psnr(*pair)
    with pytest.raises(ParameterError, match="NaN or infinity"):
        error_map(broken, sound, "squared")


@pytest.mark.parametrize("measure", [psnr_of_planes, ssim_of_planes])
def test_planes_that_are_no_numbers_are_refused(measure: Callable[..., float]) -> None:
    with pytest.raises(ParameterError, match="NaN or infinity"):
        measure(np.full((24, 24), np.nan), np.zeros((24, 24)), 0)


def test_ssim_needs_its_window() -> None:
    with pytest.raises(ParameterError, match="SSIM needs 11 × 11 pixels; 30 × 10 are left"):
        metrics.ssim(A[:10], B[:10])
    assert -1 <= metrics.ssim(A[:11, :11], B[:11, :11]) <= 1


@pytest.mark.parametrize(("scale", "strip"), [(2, 1), (3, 400), (4, 1)])
def test_consistency_in_bands_is_that_of_the_whole(scale: int, strip: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(0)
    lr = rng.integers(0, 256, (31, 17, 3), np.uint8)
    sr = rng.integers(0, 256, (31 * scale, 17 * scale, 3), np.uint8)
    whole = consistency_psnr(sr, lr)
    monkeypatch.setattr("srviewer.metrics.consistency.STRIP_PIXELS", strip)
    assert consistency_psnr(sr, lr) == pytest.approx(whole, abs=1e-4)


def test_consistency_makes_nothing_as_large_as_the_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srviewer.metrics.consistency.STRIP_PIXELS", 1 << 12)
    lr, sr = (np.zeros((n, n, 3), np.uint8) for n in (600, 1200))
    tracemalloc.start()
    consistency_psnr(sr, lr)
    assert tracemalloc.get_traced_memory()[1] < lr.nbytes
    tracemalloc.stop()


def test_consistency_of_a_repeated_picture() -> None:
    flat = np.full((8, 8), 77, np.uint8)
    assert consistency_psnr(np.full((16, 16), 77, np.uint8), flat) == math.inf
    assert consistency_psnr(np.full((16, 16), 87, np.uint8), flat) == pytest.approx(20 * math.log10(25.5))
    for level in (0, 255):
        assert consistency_psnr(np.full((16, 16), level, np.uint8), np.full((8, 8), level, np.uint8)) == math.inf
    with pytest.raises(ParameterError, match="grey or both colour"):
        consistency_psnr(np.zeros((16, 16), np.uint8), np.zeros((8, 8, 3), np.uint8))

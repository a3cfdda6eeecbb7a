"""Sizes that differ by what is usual in the field, and shifts: cut, measured and said; others are refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter, shift

from srviewer.errors import ParameterError
from srviewer.imaging.picture import Picture
from srviewer.metrics.planes import measured_plane
from srviewer.results.fitting import fitted, shift_of, shift_words

SCENE = gaussian_filter(np.random.default_rng(4).random((121, 143, 3)), (1.2, 1.2, 0)).astype(np.float32)
SCENE = (SCENE - SCENE.min()) / (SCENE.max() - SCENE.min())
TRUTH = Picture(SCENE)


def words_of(result: np.ndarray) -> str:
    return shift_words(measured_plane(result), measured_plane(SCENE))


def cut(top: int, bottom: int, left: int, right: int, of: np.ndarray = SCENE) -> Picture:
    return Picture(np.ascontiguousarray(of[top:bottom, left:right]))


def test_the_same_size_is_left_alone() -> None:
    result, truth, notices = fitted(TRUTH, TRUTH, 4)
    assert result is truth is TRUTH
    assert notices == ()


def test_a_truth_that_is_no_multiple_of_the_scale_is_cropped() -> None:
    result, truth, notices = fitted(cut(0, 120, 0, 140), TRUTH, 4)
    np.testing.assert_array_equal(result.pixels, truth.pixels)
    assert notices == ("the truth was cropped to a multiple of the scale, 140 × 120 pixels",)


def test_rounded_up_as_matlab_does() -> None:
    wide = np.pad(SCENE, ((0, 3), (0, 1), (0, 0)), mode="edge")
    result, truth, notices = fitted(Picture(wide), TRUTH, 4)
    np.testing.assert_array_equal(result.pixels, truth.pixels)
    assert notices == ("its size is rounded up (144 × 124 instead of 143 × 121): measured on 143 × 121 pixels",)


@pytest.mark.parametrize("border", [1, 4, 6, 13])
def test_borders_that_were_cut_off(border: int) -> None:
    result, truth, notices = fitted(cut(border, 121 - border, border, 143 - border), TRUTH, 4)
    np.testing.assert_array_equal(result.pixels, truth.pixels)
    assert notices[0].startswith(f"it lacks borders of {border} and {border} pixels")


@pytest.mark.parametrize("picture", [cut(0, 60, 0, 70), Picture(SCENE[::-1, ::-1][:119, :141]), cut(0, 116, 0, 143)])
def test_other_sizes_are_refused(picture: Picture) -> None:
    with pytest.raises(ParameterError, match="the truth 143 × 121"):
        fitted(picture, TRUTH, 4)


def test_grey_and_colour_are_brought_together() -> None:
    grey = replace(TRUTH, samples=SCENE[..., 1])
    assert fitted(grey, TRUTH, 4)[0].pixels.shape == SCENE.shape
    assert fitted(TRUTH, grey, 4)[0].is_grey
    assert fitted(grey, TRUTH, 4)[2] == ("brought to colour, as the truth is",)


@pytest.mark.parametrize(("down", "across"), [(1, 0), (0, -1), (2, 1), (-1, -2)])
def test_a_shift_by_pixels_is_said(down: int, across: int) -> None:
    moved = np.roll(SCENE, (down, across), (0, 1))
    words = words_of(moved)
    assert words.startswith(f"it is shifted by {across} px across and {down} px down: moved back")


def test_a_shift_by_half_a_pixel_is_said() -> None:
    moved = shift(SCENE, (0.5, -0.4, 0), order=3, mode="nearest")
    found = shift_of(*(gaussian_filter(image.mean(2) * 255, 0.5) for image in (moved, SCENE)))
    assert found == (pytest.approx(0.5, abs=0.12), pytest.approx(-0.4, abs=0.12))
    assert "shifted by about -0." in words_of(moved)


@pytest.mark.parametrize("sigma", [0.0, 0.8, 2.0])
def test_blur_and_noise_are_no_shift(sigma: float) -> None:
    noise = np.random.default_rng(1).normal(0, 0.02, SCENE.shape)
    assert words_of(np.clip(gaussian_filter(SCENE, (sigma, sigma, 0)) + noise, 0, 1)) == ""
    assert words_of(np.full_like(SCENE, 0.5)) == ""

"""BT.601 by the values that the standard gives for the primaries, and grey as JPEG has it."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.imaging.colour import grey_of, grey_of_studio, luma, rgb_to_ycbcr, studio_of_grey, ycbcr_to_rgb

STUDIO = {  # 8-bit Y, Cb, Cr
    (0, 0, 0): (16, 128, 128),
    (1, 1, 1): (235, 128, 128),
    (1, 0, 0): (81.481, 90.203, 240),
    (0, 1, 0): (144.553, 53.797, 34.214),
    (0, 0, 1): (40.966, 240, 109.786),
}


@pytest.mark.parametrize(("rgb", "expected"), STUDIO.items())
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_primaries_are_where_the_standard_has_them(rgb: tuple, expected: tuple, dtype: type) -> None:
    pixels = np.full((2, 3, 3), rgb, dtype)
    ycbcr = rgb_to_ycbcr(pixels)
    assert ycbcr.dtype == luma(pixels).dtype == dtype
    np.testing.assert_allclose(ycbcr[1, 2] * 255, expected, atol=1e-4)
    np.testing.assert_allclose(luma(pixels) * 255, np.full((2, 3), expected[0]), atol=1e-4)


def test_there_and_back_also_beyond_the_gamut() -> None:
    rgb = np.random.default_rng(0).uniform(-0.5, 1.5, (7, 5, 3))
    ycbcr = rgb_to_ycbcr(rgb)
    np.testing.assert_allclose(ycbcr_to_rgb(ycbcr[..., 0], ycbcr[..., 1:]), rgb, atol=1e-12)


def test_grey_of_the_primaries_and_of_grey() -> None:
    np.testing.assert_allclose(grey_of(np.eye(3, dtype=np.float32)[None])[0], [0.299, 0.587, 0.114], atol=1e-7)
    grey = np.linspace(0, 1, 12, dtype=np.float32).reshape(3, 4)
    np.testing.assert_allclose(grey_of(np.repeat(grey[..., None], 3, axis=2)), grey, atol=1e-6)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_studio_range_of_grey_is_the_luma_of_its_colour_twin(dtype: type) -> None:
    grey = np.linspace(-0.1, 1.1, 24, dtype=dtype).reshape(4, 6)
    twin = np.repeat(grey[..., None], 3, axis=2)
    assert studio_of_grey(grey).dtype == grey_of_studio(grey).dtype == dtype
    np.testing.assert_allclose(studio_of_grey(grey), luma(twin), atol=1e-6)
    np.testing.assert_allclose(grey_of_studio(studio_of_grey(grey)), grey, atol=1e-6)

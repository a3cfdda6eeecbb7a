"""Where the picture lies in its subbands."""

from __future__ import annotations

import math

import numpy as np
import pytest

from srviewer.explain.footprint import corner, reaching


@pytest.mark.parametrize("wavelet", ["haar", "db2", "bior4.4", "sym8"])
@pytest.mark.parametrize("mode", ["symmetric", "periodization"])
@pytest.mark.parametrize("level", [1, 3])
def test_a_pixel_s_coefficients_lie_around_its_place(wavelet: str, mode: str, level: int) -> None:
    shape, row, column = (96, 160), 50, 111
    for band in ("LL", "LH", "HL", "HH"):
        x0, y0 = corner(shape, wavelet, mode, level, band)
        found = reaching(shape, wavelet, mode, level, band, row, column)
        strength = np.abs(found.weights)
        x = (strength.sum(0) * (found.columns + 0.5)).sum() / strength.sum()
        y = (strength.sum(1) * (found.rows + 0.5)).sum() / strength.sum()
        assert x0 + (column + 0.5) / 2**level == pytest.approx(x, abs=0.6)
        assert y0 + (row + 0.5) / 2**level == pytest.approx(y, abs=0.6)


def test_without_overlap_the_corners_meet() -> None:
    assert corner((32, 48), "haar", "symmetric", 2, "HH") == pytest.approx((0, 0), abs=0.4)
    assert all(math.isfinite(at) for at in corner((1, 1), "haar", "symmetric", 1, "LL"))

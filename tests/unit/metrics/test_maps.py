"""Maps of the difference: what they say, and where it is largest."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.errors import CancelledError, ParameterError
from srviewer.metrics import psnr, ssim
from srviewer.metrics.maps import available, error_map, kind_of, largest

rng = np.random.default_rng(2)
A, B = (rng.integers(0, 256, (30, 44, 3)).astype(np.uint8) for _ in range(2))


def test_squared_error_adds_up_to_psnr() -> None:
    error = error_map(A, B, "squared")
    assert 10 * np.log10(255**2 / error.mean(dtype=np.float64)) == pytest.approx(psnr(A, B), abs=1e-6)
    np.testing.assert_allclose(np.square(error_map(A, B, "absolute")), error, rtol=1e-5)


def test_signed_is_positive_where_the_first_is_brighter() -> None:
    brighter = np.clip(B.astype(int) + 20, 0, 255).astype(np.uint8)
    assert error_map(brighter, B, "signed").min() >= 0
    np.testing.assert_allclose(error_map(A, B, "signed"), -error_map(B, A, "signed"))


def test_channels() -> None:
    only_green = B.copy()
    only_green[..., 1] ^= 1
    assert not error_map(only_green, B, "absolute", "r").any()
    assert (error_map(only_green, B, "absolute", "g") == 1).all()
    grey = rng.random((20, 20), np.float32)
    np.testing.assert_array_equal(error_map(grey, grey * 0, "absolute", "b"), error_map(grey, grey * 0, "absolute"))


def test_the_ssim_map_averages_to_one_less_ssim() -> None:
    values = error_map(A, B, "ssim")
    assert 1 - values[5:-5, 5:-5].mean(dtype=np.float64) == pytest.approx(ssim(A, B), abs=1e-6)
    for part in (np.s_[:8], np.s_[:, :8], np.s_[:8, :8]):
        assert not error_map(A[part], B[part], "ssim").any(), "no window fits"


def test_strips_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = {k.name: error_map(A, B, k.name) for k in available()}
    monkeypatch.setattr("srviewer.metrics.planes.STRIP_PIXELS", 44 * 4)
    for name, values in whole.items():
        np.testing.assert_allclose(error_map(A, B, name), values, atol=1e-4)


def test_a_map_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def check() -> None:
        raise CancelledError("enough")

    with pytest.raises(CancelledError):
        error_map(A, B, "ssim", check=check)


def test_what_cannot_be_mapped() -> None:
    for words, call in (
        ("different sizes", lambda: error_map(A, B[:9], "signed")),
        ("unknown map", lambda: error_map(A, B, "odd")),
        ("unknown channel", lambda: error_map(A, B, "signed", "k")),
    ):
        with pytest.raises(ParameterError, match=words):
            call()


def test_gain_narrows_the_scale() -> None:
    assert kind_of("signed").range(1) == kind_of("absolute").range(1) == 255
    assert kind_of("ssim").range(1) == 1
    assert kind_of("absolute").range(4) == kind_of("signed").range(4) == 63.75
    assert kind_of("squared").range(4) == pytest.approx(63.75**2)


def test_the_largest_differences_come_first() -> None:
    values = np.zeros((100, 150), np.float32)
    values[70:80, 110:120] = 3
    values[10:20, 20:30] = 9
    (x0, y0), (x1, y1) = largest(values, 2, 50)
    assert (x0 // 50, y0 // 50) == (0, 0)
    assert (x1 // 50, y1 // 50) == (2, 1)
    assert largest(values[:7, :9], 5, 50) == [(8, 6)]


def test_a_place_is_the_middle_of_its_window() -> None:
    values = np.zeros((40, 60), np.float32)
    values[20:30, 30:40] = 1
    assert largest(values, 1, 10) == [(35, 25)]

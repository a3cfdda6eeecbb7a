"""The Python interface: its numbers are those of the metrics with the scale as border."""

from __future__ import annotations

import math

import numpy as np
import pytest

import srviewer
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.metrics.structural_similarity import ssim

A, B = (np.random.default_rng(n).integers(0, 256, (40, 48, 3), np.uint8) for n in (1, 2))


def test_numbers_leave_a_border_of_the_scale_out() -> None:
    assert srviewer.psnr(A, B, scale=3) == psnr(A, B, crop_border=3) != psnr(A, B, crop_border=0)
    assert srviewer.ssim(A, B, scale=3) == ssim(A, B, crop_border=3) != ssim(A, B, crop_border=0)
    assert srviewer.psnr(A, A, scale=2) == math.inf


def test_the_methods_of_the_catalogue() -> None:
    assert {"bicubic", "dasr", "srcnn", "perceptual"} <= set(srviewer.methods())
    assert {"upscale", "psnr", "ssim", "methods"} <= set(dir(srviewer))
    with pytest.raises(AttributeError, match="downscale"):
        _ = srviewer.downscale


@pytest.mark.parametrize("shape", [(6, 7), (6, 7, 4), (6, 7, 1)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.float32, np.float64])
def test_kind_and_dtype_come_back(shape: tuple[int, ...], dtype: type) -> None:
    top = 1 if np.issubdtype(dtype, np.floating) else np.iinfo(dtype).max
    result = srviewer.upscale(np.full(shape, top, dtype), "bicubic", 2)
    assert result.shape == (12, 14, *shape[2:])
    assert result.dtype == dtype
    np.testing.assert_allclose(result, top, rtol=1e-6)

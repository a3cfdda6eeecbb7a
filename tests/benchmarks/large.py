"""Wavelets and metrics of 12 megapixels against PyWavelets and scikit-image: python tests/benchmarks/large.py [ROUNDS]

Each of ours and the plain call that gives the same are run in turns, ROUNDS times (5 unless said); printed are medians
and their ratio, of the time on the clock and of the processor's time, which other programs disturb less. Ours work in
strips and answer a cancel meanwhile. Fails on nothing but a wrong result.

DASR makes 4000 x 3000 of 2000 x 1500. Of the published method the plain call is `pywt.dwt2`, Pillow's bicubic (the same
kernel) for the three details and `pywt.idwt2`. Ours is by default mirrored at the edges and moved onto the grid: its
plain call is `numpy.pad` to four times the samples, the two calls of PyWavelets with the details sampled in between,
and the phase rule by `numpy.fft`; what the default takes over the plain published method stands in a row of its own.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
import numpy.typing as npt
import pywt
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.evaluation import measure_part
from srviewer.imaging.picture import Picture
from srviewer.imaging.resample import resize
from srviewer.imaging.wavelet import analyse, synthesise
from srviewer.metrics.maps import error_map
from srviewer.metrics.pair import Pair
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_planes, psnr_rgb
from srviewer.metrics.structural_similarity import ssim_of_planes
from srviewer.upsamplers import dasr

Array = npt.NDArray[Any]
Call = Callable[[], Any]
HEIGHT, WIDTH = 3000, 4000
REGIONS = (64, 256, 512)
WAVELET = "bior4.4"
SSIM = {"data_range": 255.0, "gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False}


def picture(height: int, width: int) -> Array:
    """Smooth noise and a little sharp noise, uint8 (H, W, 3)."""
    rng = np.random.default_rng(0)
    smooth = resize(rng.random((height // 40, width // 40, 3)), height, width)
    return np.rint(np.clip(255 * smooth + rng.normal(0, 4, smooth.shape), 0, 255)).astype(np.uint8)


def timed(call: Call) -> tuple[float, float, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    made = call()
    return time.perf_counter() - wall, time.process_time() - cpu, made


def plain_dasr(plane: Array) -> Array:
    height, width = plane.shape
    details = (
        np.asarray(Image.fromarray(band).resize((width, height), Image.Resampling.BICUBIC))
        for band in pywt.dwt2(plane, WAVELET, "periodization")[1]
    )
    result: Array = pywt.idwt2((2 * plane, tuple(details)), WAVELET, "periodization")
    return result


def plain_registered(plane: Array) -> Array:
    """The default, step by step as it is defined."""
    height, width = plane.shape
    y, x = (dasr.axis_of(n, dasr.DasrSettings(2, WAVELET)) for n in plane.shape)
    extended = np.pad(plane, ((0, height), (0, width)), "symmetric")
    low_high, high_low, high_high = pywt.dwt2(extended, WAVELET, "periodization")[1]  # rows high, columns high, both
    details = (
        y.high_slot(x.low_slot(low_high).T).T,
        y.low_slot(x.high_slot(high_low).T).T,
        y.high_slot(x.high_slot(high_high).T).T,
    )
    made = pywt.idwt2((2 * extended, details), WAVELET, "periodization")
    moved = y.registered(x.registered(made).T).T
    result: Array = moved[: 2 * height, : 2 * width]
    return result


def our_dasr(plane: Array, registration: str) -> Array:
    settings = dasr.DasrSettings(2, WAVELET, registration=registration)
    return dasr.blend(dasr.base(plane, settings), dasr.details(plane, settings), 1.0)


def near(a: Any, b: Any, within: float) -> None:
    inside = tuple(slice(40, -40) for _ in range(np.ndim(a)))  # the edges are continued differently
    off = float(np.max(np.abs(np.asarray(a)[inside] - np.asarray(b)[inside])))
    if off > within:
        raise SystemExit(f"a wrong result: off by {off:g}, allowed are {within:g}")


def main(rounds: int = 5) -> None:
    truth = picture(HEIGHT, WIDTH)
    sr = np.clip(truth + np.random.default_rng(1).integers(-6, 7, truth.shape), 0, 255).astype(np.uint8)
    grey, grey_sr = (np.ascontiguousarray(p[..., 1]) for p in (truth, sr))
    a, b = grey_sr.astype(np.float64), grey.astype(np.float64)
    lr = resize(b / 255, HEIGHT // 2, WIDTH // 2).astype(np.float32)
    plane = (b / 255).astype(np.float32)
    bands = analyse(plane, WAVELET)
    split = (bands.cA, (bands.cH, bands.cV, bands.cD))
    rows: tuple[tuple[str, Call, Call, float], ...] = (
        ("DASR x2, published", lambda: our_dasr(lr, "published"), lambda: plain_dasr(lr), 2e-3),
        ("DASR x2, default", lambda: our_dasr(lr, "registered"), lambda: plain_registered(lr), 1e-4),
        ("default, published", lambda: our_dasr(lr, "registered"), lambda: plain_dasr(lr), np.inf),
        ("subbands", lambda: analyse(plane, WAVELET).cH, lambda: pywt.dwt2(plane, WAVELET)[1][0], 0),
        ("from subbands", lambda: synthesise(bands, plane.shape, WAVELET), lambda: pywt.idwt2(split, WAVELET), 0),
        ("PSNR", lambda: psnr_of_planes(a, b, 0), lambda: peak_signal_noise_ratio(b, a, data_range=255), 1e-9),
        (
            "PSNR-RGB",
            lambda: psnr_rgb(Pair(sr, truth)),
            lambda: peak_signal_noise_ratio(truth, sr, data_range=255),
            1e-9,
        ),
        ("SSIM", lambda: ssim_of_planes(a, b, 0), lambda: structural_similarity(a, b, **SSIM), 1e-9),
        (
            "difference",
            lambda: error_map(grey_sr, grey, "absolute"),
            lambda: np.abs(grey_sr.astype(np.float32) - grey),
            0,
        ),
        (
            "SSIM map",
            lambda: error_map(grey_sr, grey, "ssim"),
            lambda: 1 - structural_similarity(a, b, full=True, **SSIM)[1],
            1e-5,
        ),
    )
    print(f"{'12 megapixels':>20}    ours   plain   ratio   ratio of the processor's time")
    for name, ours, plain, within in rows:
        times: list[list[float]] = [[], [], [], []]
        first: Any = None
        for _ in range(rounds):
            for index, call in enumerate((ours, plain)):
                wall, cpu, made = timed(call)
                times[index].append(wall)
                times[2 + index].append(cpu)
                first = made if index == 0 else first
            near(first, made, within)
        w = [1000 * median(found) for found in times]
        print(f"{name:>20} {w[0]:7.0f} {w[1]:7.0f} ms {w[0] / w[1]:5.2f} {w[2] / w[3]:7.2f}", flush=True)
    luma = np.ascontiguousarray(sr[..., 1])
    result = Result(sr, None, luma, "srcnn", 2, (), (), (), "cpu", 1.0)
    low = Picture(resize(truth / np.float32(255), HEIGHT // 2, WIDTH // 2).astype(np.float32))
    high = Picture(truth / np.float32(255))
    for side in REGIONS:
        part = Rect(1001, 999, side, side)
        found = [timed(lambda part=part: measure_part(result, low, high, part))[:2] for _ in range(2 + 2 * rounds)][2:]
        wall, cpu = (1000 * median(values) for values in zip(*found, strict=True))
        print(f"numbers of a region of {side} x {side}: {wall:.1f} ms, processor {cpu:.1f} ms (goal 20)", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

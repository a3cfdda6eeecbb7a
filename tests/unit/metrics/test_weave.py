"""The detector of weaves: by made-up pictures, and by the networks that are shipped."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.evaluation import benchmark_pair
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture, quantise
from srviewer.metrics import weave
from srviewer.metrics.weave import by_frequency, gather, is_weave, largest, peaks


def textures(count: int, weave_at: float = 0.0) -> list[np.ndarray]:
    """Noise of other kinds, with the same faint wave in all of them if asked for."""
    found = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        spectrum = np.fft.rfft2(rng.normal(0, 1, (128, 160)))
        y, x = np.fft.fftfreq(128)[:, None], np.fft.rfftfreq(160)[None]
        plane = np.fft.irfft2(spectrum / (0.02 + np.hypot(x, y)) ** (1 + 0.2 * seed), (128, 160))
        plane = 128 + 25 * plane / plane.std()
        rows, columns = np.mgrid[:128, :160]
        plane += 4 * np.cos(2 * np.pi * weave_at * (rows + columns)) * (weave_at > 0)
        found.append(np.rint(plane).clip(0, 255).astype(np.uint8))
    return found


def value(results: list[np.ndarray], truths: list[np.ndarray] | None = None) -> float:
    pairs = zip(results, truths or [None] * len(results), strict=True)
    found = peaks([g for result, truth in pairs if (g := gather(result, truth)) is not None])
    assert found is not None
    return largest(found)[0]


def test_a_wave_in_every_picture_is_a_weave_and_its_place_is_told() -> None:
    truths, woven = textures(6), textures(6, 0.3)
    assert value(truths, truths) == 1
    assert not is_weave(value(truths))
    for results in ((woven, truths), (woven, None)):
        assert is_weave(value(*results))
    found = peaks([gather(result, truth) for result, truth in zip(woven, truths, strict=True)])
    assert found is not None
    _, x, y = largest(found)
    assert (abs(x), abs(y)) == pytest.approx((0.3, 0.3), abs=0.02)
    frequency, power = by_frequency(found)
    assert frequency[power.argmax()] == pytest.approx(0.3 * 2**0.5, abs=0.02)
    assert frequency[-1] == 0.5


def test_a_texture_of_one_picture_is_none() -> None:
    truths = textures(8)
    results = [*textures(1, 0.3), *truths[1:]]
    assert not is_weave(value(results, truths))


def test_few_and_small_pictures_tell_nothing() -> None:
    small = np.zeros((40, 200), np.uint8)
    assert gather(small, small) is None
    assert peaks([np.zeros((64, 64))] * (weave.FEWEST - 1)) is None


def charts() -> list[Picture]:
    """Noiseless flats and ramps, as LR."""
    y, x = np.mgrid[:26, :28]
    values = [np.full((26, 28), level) for level in (60, 128, 200)] + [60 + 3 * x, 60 + 3 * y, 50 + 2 * x + 2 * y]
    return [Picture(np.repeat((v / np.float32(255)).astype(np.float32)[..., None], 3, 2)) for v in values]


def photographs() -> list[tuple[Picture, Picture]]:
    found = []
    for name, top, left in (("astronaut", 60, 160), ("cat", 60, 100), ("coffee", 100, 200), ("camera", 60, 190)):
        pixels = samples.load(name).pixels[top : top + 128, left : left + 128]
        found.append(benchmark_pair(Picture(np.ascontiguousarray(pixels)), 4))
    return found


def test_the_earlier_network_weaves_and_the_others_do_not() -> None:
    pairs = photographs()
    truths = [quantise(truth.pixels) for truth, _ in pairs]
    assert not is_weave(value(truths))
    found = {}
    for method in ("bicubic", "perceptual", "perceptual_weave"):
        results = [result_of(Job.make(lr, method, 4)).pixels for _, lr in pairs]
        found[method] = is_weave(value(results, truths))
    assert found == {"bicubic": False, "perceptual": False, "perceptual_weave": True}


def test_flats_and_ramps_have_none() -> None:
    results = [result_of(Job.make(lr, "perceptual", 4)).pixels for lr in charts()]
    truths = [result_of(Job.make(lr, "bicubic", 4)).pixels for lr in charts()]
    assert not is_weave(value(results, truths))

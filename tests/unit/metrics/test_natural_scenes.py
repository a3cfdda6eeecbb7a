"""NIQE: by values of a reference implementation, and by what a distance of distributions must do."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from srviewer import metrics
from srviewer.imaging import samples
from srviewer.imaging.picture import quantise
from srviewer.metrics import natural_scenes
from srviewer.metrics.natural_scenes import BLOCK, FEWEST, Pooled, distance, features, photographs, pooled
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import measured_plane


def plane(name: str) -> np.ndarray:
    return measured_plane(quantise(samples.load(name).pixels))


@pytest.mark.parametrize(("name", "blocks", "expected"), [("coffee", 24, 4.115329), ("camera", 25, 3.096220)])
def test_values_are_those_of_the_reference(
    monkeypatch: pytest.MonkeyPatch, name: str, blocks: int, expected: float
) -> None:
    """Of BasicSR 1.4.2 (`basicsr/metrics/niqe.py`) in double precision, which agrees with the authors' MATLAB."""
    monkeypatch.setattr(natural_scenes, "FEWEST", 2)
    found = features(quantise(samples.load(name).pixels))
    assert found is not None
    assert found.shape == (blocks, 36)
    assert distance([found]) == pytest.approx(expected, abs=2e-3)


def test_the_photographs_are_a_distribution() -> None:
    mean, covariance = photographs()
    assert mean[:2] == pytest.approx([2.6013, 0.9057], abs=1e-4)
    assert np.array_equal(covariance, covariance.T)
    assert np.linalg.eigvalsh(covariance).min() > 0


def test_a_wide_picture_takes_no_more_memory_than_a_narrow_one() -> None:
    peaks = []
    for columns in (25, 125):
        picture = np.random.default_rng(0).integers(0, 256, (BLOCK, columns * BLOCK), np.uint8)
        tracemalloc.start()
        assert len(features(picture)) == columns
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_blocks_by_themselves_are_those_of_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = quantise(samples.load("coffee").pixels)
    alone = features(picture)
    monkeypatch.setattr(natural_scenes, "SEEN", 4000)  # every block sees all of the picture
    np.testing.assert_allclose(features(picture), alone, atol=1e-9)


def test_pictures_of_few_blocks_have_none() -> None:
    small = quantise(samples.load("camera").pixels)
    assert metrics.get("niqe").measure(Pair(small, small)) is None, f"25 blocks are fewer than {FEWEST}"
    assert features(np.zeros((95, 400), np.uint8)) is None
    assert pooled([]) is None


def test_pooled_with_its_interval() -> None:
    rng = np.random.default_rng(0)
    mean, covariance = photographs()
    alike = [rng.multivariate_normal(mean, covariance, 20) for _ in range(8)]
    other = [rng.multivariate_normal(mean + 3 * np.sqrt(np.diag(covariance)), covariance, 20) for _ in range(8)]
    near, far = pooled(alike), pooled(other)
    assert near is not None
    assert far is not None
    assert near.low is not None
    assert near.high is not None
    assert near.low < near.value < near.high < (far.low or 0)
    assert (near.pictures, near.blocks) == (8, 160)
    assert pooled(alike[:3]) == Pooled(distance(alike[:3]) or 0, None, None, 3, 60), "too few for an interval"


def test_blur_and_noise_are_less_natural() -> None:
    from scipy.ndimage import gaussian_filter

    photograph = np.tile(plane("camera"), (2, 2))[:700, :700]
    noisy = np.clip(photograph + np.random.default_rng(0).normal(0, 15, photograph.shape), 0, 255)
    pictures = (np.rint(p).astype(np.uint8) for p in (photograph, gaussian_filter(photograph, 2.0), noisy))
    own, *harmed = (distance([features(p)]) for p in pictures)
    assert own is not None
    assert all(value is not None and value > own + 1 for value in harmed)

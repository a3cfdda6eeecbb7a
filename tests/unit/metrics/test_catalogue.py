"""The catalogue of metrics: what each says of itself, and that it is open."""

from __future__ import annotations

import math

import numpy as np
import pytest

from srviewer import metrics
from srviewer.errors import ParameterError
from srviewer.metrics import Metric
from srviewer.metrics.maps import KINDS
from srviewer.metrics.pair import Pair

FLAT = np.full((20, 24, 3), (10, 200, 30), np.uint8)


def test_each_says_what_it_is() -> None:
    names = [metric.name for metric in metrics.known()]
    learned = {"feature_distance", "lpips_alex", "lpips_vgg", "lpips_squeeze", "dists"}
    looks = {"style_distance", "ring_energies", "niqe"}
    assert names[:2] == ["psnr_y", "psnr_rgb"]
    assert {"ssim_y", *learned, *looks, "consistency"} <= set(names)
    assert {metric.map for metric in metrics.known()} <= {"", *(kind.name for kind in KINDS)}
    assert metrics.get("ssim_y").title == "SSIM-Y"
    with pytest.raises(ParameterError, match="unknown metric 'vmaf' \\(there are: psnr_y, psnr_rgb"):
        metrics.get("vmaf")
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        metrics.nothing  # noqa: B018


def test_it_is_added_to_and_taken_from_at_run_time() -> None:
    before = metrics.known()
    mean = Metric("mean", "Mean", "levels", 1, "mean of all samples", lambda pair: float(pair.pixels.mean()))
    metrics.register(mean)
    assert metrics.known() == (*before, mean)
    assert metrics.get("mean").measure(Pair(FLAT, FLAT)) == 80
    with pytest.raises(ParameterError, match="a metric 'mean' exists already"):
        metrics.register(mean)
    metrics.remove("mean")
    assert metrics.known() == before
    with pytest.raises(ParameterError, match="unknown metric 'mean'"):
        metrics.remove("mean")


def test_one_that_cannot_be_computed_here_is_known_but_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srviewer.metrics.feature_distance.available", lambda: False)
    assert metrics.get("feature_distance") in metrics.known()
    assert metrics.get("feature_distance") not in metrics.available()


def test_a_result_is_identical_by_its_levels_also_if_its_own_luma_was_rounded() -> None:
    """The Y of this colour is no integer: the rounded plane of a method on Y lies a third of a level beside it."""
    psnr = metrics.get("psnr_y")
    luma = np.full(FLAT.shape[:2], 122, np.uint8)
    assert psnr.measure(Pair(FLAT, FLAT / np.float32(255), luma, border=2)) == math.inf
    other = FLAT.copy()
    other[10, 10] += 1
    found = psnr.measure(Pair(other, FLAT, luma, border=2))
    assert found is not None
    assert 50 < found < 70
    other = FLAT.copy()
    other[0, 0] += 1
    assert psnr.measure(Pair(other, FLAT, luma, border=2)) == math.inf, "the border does not count"


def test_psnr_of_colours_is_of_colours() -> None:
    assert metrics.get("psnr_rgb").measure(Pair(FLAT[..., 0], FLAT[..., 0])) is None
    assert metrics.get("psnr_rgb").measure(Pair(FLAT, FLAT)) == math.inf

"""Numbers of a part of a result, and of results that someone else made."""

from __future__ import annotations

import json

import numpy as np
import pytest

from srviewer import metrics
from srviewer.__main__ import main
from srviewer.engine.events import Failed, Finished, Started
from srviewer.engine.job import Job, Rect
from srviewer.engine.run import result_of
from srviewer.evaluation import (
    Measured,
    OwnTask,
    PrepareTask,
    benchmark_pair,
    compare_own,
    measure,
    measure_part,
    prepare,
)
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.metrics.consistency import consistency_psnr

TRUTH, LR = benchmark_pair(Picture(np.random.default_rng(5).random((48, 64, 3), np.float32)), 2, "bicubic")


def test_a_part_is_measured_as_if_it_were_all() -> None:
    result = result_of(Job.make(LR, "bicubic", 2))
    whole = measure_part(result, LR, TRUTH, Rect(0, 0, 64, 48))
    part = measure_part(result, LR, TRUTH, Rect(8, 8, 20, 16))
    quick = {metric.name for metric in metrics.available() if not metric.slow}
    assert set(whole.values) == quick >= {"psnr_y", "psnr_rgb", "ssim_y", "consistency"}
    assert part.values["psnr_y"] != whole.values["psnr_y"]
    assert "consistency" in part.values
    assert "consistency" not in measure_part(result, None, TRUTH, Rect(8, 8, 20, 16)).values
    assert measure_part(result, LR, TRUTH, Rect(50, 40, 20, 16)) is None, "it reaches beyond the result"


def test_the_consistency_of_an_odd_part_is_that_of_the_lr_it_touches() -> None:
    result = result_of(Job.make(LR, "bicubic", 2))
    found = measure_part(result, LR, TRUTH, Rect(5, 3, 9, 7))
    expected = consistency_psnr(result.pixels[2:10, 4:14], LR.samples[1:5, 2:7])
    assert found.values["consistency"] == pytest.approx(expected, abs=1e-9)


def test_of_a_picture_twice_the_border_nothing_is_left() -> None:
    truth, lr = benchmark_pair(Picture(np.random.default_rng(6).random((8, 20, 3), np.float32)), 2, "bicubic")
    result = result_of(Job.make(lr, "bicubic", 2))
    assert "nothing of 20 × 8" in measure(result, lr, truth, crop_border=4).missing["psnr_y"]
    assert np.isfinite(measure(result, lr, truth, crop_border=3).values["psnr_y"])


def test_somebody_s_own_result_is_measured_or_refused() -> None:
    events = list(compare_own(OwnTask(1, TRUTH, 2, LR, TRUTH)))
    assert [type(e) for e in events[:3]] == [Started, Finished, Measured]
    assert events[2].measures.values["psnr_y"] > 60, "the truth itself, rounded"
    wrong = list(compare_own(OwnTask(1, LR, 2, LR, TRUTH)))
    assert isinstance(wrong[-1], Failed)
    assert "it has 32 × 24 pixels; a result here has 64 × 48" in str(wrong[-1])


def test_a_part_of_a_region_is_that_of_the_whole() -> None:
    whole = result_of(Job.make(LR, "nearest", 2))
    some = result_of(Job.make(LR, "nearest", 2, region=Rect(3, 5, 20, 16)))
    part = Rect(10, 14, 16, 12)
    assert measure_part(some, LR, TRUTH, part).values == measure_part(whole, LR, TRUTH, part).values


def test_an_own_result_in_grey_is_measured_against_colours() -> None:
    events = list(compare_own(OwnTask(1, Picture(TRUTH.pixels.mean(2)), 2, LR, TRUTH)))
    assert events[1].result.pixels.shape == (48, 64, 3)
    assert events[2].measures.values["psnr_y"] > events[2].measures.values["psnr_rgb"]


def test_an_lr_of_another_scale_is_not_taken_for_the_benchmark_s() -> None:
    [fits] = prepare(PrepareTask(1, TRUTH, Mode.BENCHMARK, 2, "bicubic", LR))
    [made] = prepare(PrepareTask(1, TRUTH, Mode.BENCHMARK, 4, "bicubic", LR))
    assert fits.lr is LR
    assert (made.lr.height, made.lr.width) == (12, 16)


def test_the_list_of_methods(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["methods", "--json"]) == 0
    names = [method["name"] for method in json.loads(capsys.readouterr().out)["methods"]]
    assert main(["methods"]) == 0
    text = capsys.readouterr().out
    assert all(f"{name} " in text for name in names)

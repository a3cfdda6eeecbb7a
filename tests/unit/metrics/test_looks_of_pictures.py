"""What lessons 4, 6 and 7 say of how the shipped networks look, by the metrics: no window, no teacher."""

from __future__ import annotations

import pytest

from srviewer import metrics
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.evaluation import benchmark_pair, measure
from srviewer.imaging import samples
from srviewer.measures import Measures

METHODS = ("bicubic", "srcnn", "pixel_twin", "perceptual", "perceptual_weave")
NUMBERS = [metrics.get(name) for name in ("psnr_y", "feature_distance", "style_distance", "ring_energies")]


@pytest.fixture(scope="module", params=["cat", pytest.param("camera", marks=pytest.mark.long)])
def found(request: pytest.FixtureRequest) -> dict[str, Measures]:
    truth, lr = benchmark_pair(samples.load(request.param), 4)
    return {name: measure(result_of(Job.make(lr, name, 4)), lr, truth, wanted=NUMBERS) for name in METHODS}


def order(found: dict[str, Measures], number: str) -> list[str]:
    return sorted(found, key=lambda name: found[name].values[number])


def test_the_numbers_of_lessons_four_and_six(found: dict[str, Measures]) -> None:
    assert order(found, "psnr_y")[-1] == "pixel_twin"
    assert found["perceptual_weave"].values["psnr_y"] > found["perceptual"].values["psnr_y"]
    assert found["srcnn"].values["psnr_y"] > found["perceptual_weave"].values["psnr_y"]
    assert order(found, "feature_distance")[0] == "perceptual_weave", "the number that was fooled"
    assert order(found, "style_distance")[0] == "perceptual"
    assert found["perceptual"].values["style_distance"] < found["pixel_twin"].values["style_distance"] / 5
    assert order(found, "style_distance")[-1] == "bicubic"
    assert order(found, "ring_energies")[0] == "perceptual"
    assert order(found, "ring_energies")[-1] == "bicubic"

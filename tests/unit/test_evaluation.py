"""Measuring: what fails or is broken off leaves the result, and the other numbers."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from srviewer import evaluation, metrics
from srviewer.engine.events import Failed, Finished
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import ParameterError
from srviewer.evaluation import CompareTask, Measured, compare, measure
from srviewer.imaging.picture import Picture
from srviewer.measures import Measures
from srviewer.metrics import Metric
from srviewer.metrics.pair import Pair


@pytest.mark.parametrize("stop_at", ["measure", "measured_pairs"])
def test_cancelled_while_it_is_measured_the_result_stays(monkeypatch: pytest.MonkeyPatch, stop_at: str) -> None:
    token, plain = Token(), getattr(evaluation, stop_at)

    def stopped(*arguments: object, **options: object) -> object:
        token.cancel()
        token.raise_if_cancelled()
        return plain(*arguments, **options)

    monkeypatch.setattr(evaluation, stop_at, stopped)
    picture = Picture(np.random.default_rng(0).random((12, 9), np.float32))
    events = list(compare(CompareTask(Job.make(picture, "bicubic", 2), None), token))
    assert any(isinstance(event, Finished) for event in events)
    assert not any(isinstance(event, Failed) for event in events)
    assert isinstance(events[-1], Measured)


def broken(pair: Pair) -> float:
    raise ZeroDivisionError("a fault in the metric")


def measured(picture: Picture, *, token: Token | None = None) -> list[Measures]:
    task = CompareTask(Job.make(picture, "bicubic", 2), Picture(np.zeros((24, 18), np.float32)))
    return [event.measures for event in compare(task, token) if isinstance(event, Measured)]


@pytest.mark.parametrize(
    ("function", "why"),
    [
        (broken, "failed unexpectedly; the log has the details"),
        (lambda pair: math.nan, "Odd is not a finite number here"),
        (lambda pair: -math.inf, "Odd is not a finite number here"),
    ],
)
def test_a_metric_that_fails_leaves_the_others(
    function: Callable[[Pair], float], why: str, caplog: pytest.LogCaptureFixture
) -> None:
    metrics.register(Metric("odd", "Odd", "", 1, "made up", function))
    try:
        quick, *_slow = measured(Picture(np.full((12, 9), 0.5, np.float32)))
    finally:
        metrics.remove("odd")
    assert quick.missing["odd"] == why
    assert {"psnr_y", "ssim_y", "consistency"} <= set(quick.values)
    assert bool(caplog.records) is (function is broken)


def test_slow_metrics_are_announced_and_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    metrics.register(Metric("late", "Late", "", 1, "made up", lambda pair: 7.0, slow=True))
    monkeypatch.setattr("srviewer.metrics.feature_distance.available", lambda: False)
    try:
        quick, whole = measured(Picture(np.full((12, 9), 0.5, np.float32)))
    finally:
        metrics.remove("late")
    assert (quick.pending, "late" in quick.values) == ({"late", "ring_energies", "niqe"}, False)
    assert (whole.pending, whole.values) == (frozenset(), {**quick.values, "late": 7.0})


def test_cancelled_before_the_slow_ones_the_quick_ones_stay() -> None:
    token = Token()

    def late(pair: Pair) -> float:
        token.cancel()
        token.raise_if_cancelled()
        return 7.0

    metrics.register(Metric("late", "Late", "", 1, "made up", late, slow=True))
    try:
        quick, last = measured(Picture(np.full((12, 9), 0.5, np.float32)), token=token)
    finally:
        metrics.remove("late")
    assert last.values == quick.values
    assert last.missing["late"] == "measuring was cancelled"
    assert not last.pending


def test_shapes_that_do_not_fit_are_refused() -> None:
    result = result_of(Job.make(Picture(np.zeros((12, 9), np.float32)), "bicubic", 2))
    with pytest.raises(ParameterError, match="of one shape: \\(24, 18\\) and \\(24, 18, 3\\)"):
        measure(result, None, Picture(np.zeros((24, 18, 3), np.float32)))

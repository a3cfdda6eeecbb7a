"""Measuring that is broken off leaves the result."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer import evaluation
from srviewer.engine.events import Failed, Finished
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.evaluation import CompareTask, Measured, compare
from srviewer.imaging.picture import Picture


@pytest.mark.parametrize("stop_at", ["measure", "_measures"])
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

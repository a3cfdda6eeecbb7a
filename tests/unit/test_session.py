"""The session's life: open, prepare, compare; late events are ignored; edits forget what they must."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from srviewer.engine.cache import Cache
from srviewer.engine.events import Finished, Started
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.evaluation import CompareTask, Measured, PrepareTask, compare, prepare
from srviewer.imaging.picture import Picture
from srviewer.session import Comparison, Pane, Session, Source, State, start_of


def source(name: str = "a.png", height: int = 24, width: int = 36, seed: int = 0) -> Source:
    pixels = np.random.default_rng(seed).random((height, width, 3), np.float32)
    return Source(Picture(pixels), name)


def work(session: Session, cache: Cache | None = None) -> None:
    """Do all tasks as the window would, here and now."""
    while tasks := session.take_tasks():
        for task in tasks:
            events = prepare(task) if isinstance(task, PrepareTask) else compare(task, cache=cache)
            for event in events:
                session.receive(event)


def quick(mode: str = "benchmark", **more) -> Comparison:
    return Comparison(mode=mode, panes=(Pane.of("bicubic"), Pane.of("dasr")), **more)


def test_a_benchmark_from_open_to_numbers() -> None:
    session = Session(quick())
    heard: list[frozenset[str]] = []
    session.subscribe(heard.append)
    session.open(source())
    assert not session.done
    work(session)
    assert session.done
    assert session.truth is not None
    assert session.lr is not None
    assert (session.lr.height, session.lr.width) == (12, 18)
    for pane in session.comparison.panes:
        outcome = session.outcome(pane)
        assert outcome is not None
        assert outcome.state is State.DONE
        assert outcome.result.pixels.shape == (24, 36, 3)
        assert outcome.measures.values["psnr_y"] > 5
        assert outcome.measures.values["psnr_rgb"] > 5
    assert any("outcomes" in names for names in heard)


def test_upscale_has_consistency_and_no_psnr() -> None:
    session = Session(quick("upscale"))
    session.open(source())
    work(session)
    measures = session.outcome(Pane.of("bicubic")).measures
    assert list(measures.values) == ["consistency"]
    assert measures.values["consistency"] > 10


def test_it_is_not_done_while_numbers_are_still_to_come() -> None:
    session = Session(quick())
    session.open(source())
    work(session)
    pane = session.comparison.panes[0]
    outcome = session.outcome(pane)
    waiting = replace(outcome.measures, pending=frozenset({"feature_distance"}))
    session.receive(Measured(outcome.job_id, waiting))
    assert not session.done
    assert not session.outcome(pane).measured
    session.receive(Measured(outcome.job_id, outcome.measures))
    assert session.done
    session.receive(Measured(outcome.job_id, waiting))
    session.release()
    assert session.outcome(pane) is None, "whoever takes the session over measures it"


def test_a_late_result_does_not_land_in_the_next_image() -> None:
    session = Session(quick())
    session.open(source("a.png", 24, 36))
    (preparing,) = session.take_tasks()
    session.receive(next(prepare(preparing)))
    late = [t for t in session.take_tasks() if isinstance(t, CompareTask)]
    session.open(source("b.png", 48, 20))
    assert not session.receive(next(prepare(preparing)))
    for task in late:
        assert not any(session.receive(event) for event in compare(task))
    assert session.outcomes == {}
    work(session)
    assert session.outcome(Pane.of("bicubic")).result.pixels.shape == (48, 20, 3)


def test_a_parameter_change_redoes_that_pane_alone() -> None:
    session = Session(quick(selected=1))
    session.open(source())
    work(session)
    before = session.outcome(Pane.of("bicubic"))
    session.set_param("gain", 1.0)
    (task,) = session.take_tasks()
    assert task.job.method == "dasr"
    assert dict(task.job.params)["gain"] == 1.0
    assert session.outcome(Pane.of("bicubic")) is before


def test_scale_and_mode_redo_everything_and_undo_comes_from_the_cache() -> None:
    cache = Cache()
    session = Session(quick())
    session.open(source())
    work(session, cache)
    before = session.comparison
    session.edit(scale=3)
    work(session, cache)
    assert session.outcome(Pane.of("bicubic")).result.scale == 3
    session.restore(before)
    (preparing,) = session.take_tasks()
    session.receive(next(prepare(preparing)))
    events = [e for t in session.take_tasks() for e in compare(t, cache=cache)]
    assert [e.cached for e in events if isinstance(e, Finished)] == [True, True]
    assert not any(isinstance(e, Started) for e in events)


def test_a_bad_edit_changes_nothing() -> None:
    session = Session(quick())
    before = session.comparison
    for bad in ({"scale": 5}, {"mode": "x"}, {"selected": 9}):
        with pytest.raises(ParameterError):
            session.edit(**bad)
    assert session.comparison is before


def test_too_small_for_a_benchmark_is_said() -> None:
    session = Session(quick(scale=4))
    session.open(source(height=3, width=9))
    work(session)
    assert "at least 4 × 4" in session.error
    assert session.done
    session.edit(mode="upscale")
    work(session)
    assert session.error == ""
    assert session.outcome(Pane.of("bicubic")).state is State.DONE


def test_retry_does_it_again() -> None:
    session = Session(quick())
    session.open(source())
    work(session)
    session.retry(Pane.of("bicubic"))
    assert [t.job.method for t in session.take_tasks()] == ["bicubic"]


def test_networks_do_the_region_in_view_of_a_large_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 100)
    session = Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("srcnn"))))
    session.set_view(Rect(3, 2, 8, 6))
    session.open(source())
    session.receive(next(prepare(session.take_tasks()[0])))
    regions = {t.job.method: t.job.region for t in session.take_tasks()}
    assert regions == {"bicubic": None, "srcnn": Rect(3, 2, 8, 6)}
    session.edit(whole=True)
    assert {t.job.region for t in session.take_tasks()} == {None}


def test_an_unsubscribed_listener_hears_nothing() -> None:
    session = Session()
    heard = []
    leave = session.subscribe(heard.append)
    leave()
    session.open(source())
    assert heard == []


def test_a_photograph_starts_at_the_scale_its_size_asks_for() -> None:
    assert start_of(source(height=100, width=100).picture) == ("upscale", 4)
    assert start_of(source(height=800, width=800).picture) == ("upscale", 2)

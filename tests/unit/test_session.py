"""The session's life: open, prepare, compare; late events are ignored; edits forget what they must."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from session_work import work

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.cache import Cache
from srviewer.engine.events import Finished, Started, TileFinished
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.evaluation import (
    CompareTask,
    Measured,
    Prepared,
    compare,
    prepare,
)
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.measures import Measures
from srviewer.session import Change, Field, Outcome, Session, State


def source(name: str = "a.png", height: int = 24, width: int = 36, seed: int = 0) -> Source:
    pixels = np.random.default_rng(seed).random((height, width, 3), np.float32)
    return Source(Picture(pixels), name)


def quick(mode: str = "benchmark", **more) -> Comparison:
    return Comparison(mode=mode, panes=(Pane.of("bicubic"), Pane.of("dasr")), **more)


def test_a_benchmark_from_open_to_numbers() -> None:
    session = Session(quick())
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.open(source())
    anew = (Field.SOURCE, Field.PREPARED, Field.OUTCOMES, Field.NOTICES)
    assert heard == [Change.of(*anew, panes=session.comparison.panes)]
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
    assert all(change.touches(Field.OUTCOMES) for change in heard if change.panes)
    assert heard[-1] == Change.of(Field.OUTCOMES, panes=(session.comparison.panes[-1],))


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


def test_a_region_keeps_its_place_in_the_picture() -> None:
    session = Session(quick())
    session.open(source("a.png", 26, 38), mode="benchmark", scale=2)
    session.edit(regions=(Rect(4, 6, 12, 10), Rect(30, 20, 8, 6)), region=0)
    session.choose_mode("upscale")
    assert session.comparison.regions == (Rect(8, 12, 24, 20), Rect(60, 40, 16, 12)), "twice as many pixels"
    session.edit(scale=4)
    assert session.comparison.regions[0] == Rect(16, 24, 48, 40)
    session.choose_mode("benchmark")
    assert session.comparison.regions[0] == Rect(4, 6, 12, 10)
    assert session.comparison.regions[1] == Rect(30, 20, 6, 4), "the truth is 36 × 24 at ×4"
    session.edit(scale=2)
    assert session.comparison.regions[0] == Rect(4, 6, 12, 10), "the truth is no larger at another scale"


def test_a_region_beyond_a_smaller_truth_is_its_last_pixel() -> None:
    session = Session(quick())
    session.open(source("a.png", 26, 38), mode="benchmark", scale=2)
    session.edit(regions=(Rect(36, 24, 2, 2), Rect(30, 25, 8, 1)), region=0)
    session.edit(scale=8)
    assert session.comparison.regions == (Rect(31, 23, 1, 1), Rect(30, 23, 2, 1)), "the truth is 32 × 24 at ×8"


def test_a_region_of_a_picture_smaller_than_the_scale_stays_within_it() -> None:
    session = Session(quick("upscale", scale=8))
    session.open(source(height=5, width=5))
    session.edit(regions=(Rect(0, 0, 2, 2),), region=0)
    session.choose_mode(Mode.BENCHMARK)
    assert session.comparison.regions == (Rect(0, 0, 1, 1),)


def test_a_region_of_a_pair_stays_where_its_lr_is_enlarged() -> None:
    session = Session(quick())
    truth = source("a.png", 24, 36)
    session.open(replace(truth, lr=source("b.png", 12, 18).picture, lr_name="b.png"), mode="benchmark", scale=2)
    session.edit(regions=(Rect(4, 6, 12, 10),), region=0)
    session.choose_mode("upscale")
    assert session.comparison.regions == (Rect(4, 6, 12, 10),)
    session.edit(scale=4)
    assert session.comparison.regions == (Rect(8, 12, 24, 20),)


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


def test_a_part_of_a_result_is_no_change_of_the_session() -> None:
    session = Session(quick())
    session.open(source())
    session.receive(next(prepare(session.take_tasks()[0])))
    job = session.take_tasks()[0].id
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.receive(Started(job))
    assert session.receive(TileFinished(job, 0, 0, np.zeros((4, 4, 3), np.uint8), 36, 24)), "whoever shows it wants it"
    assert len(heard) == 1


def test_a_parameter_change_redoes_that_pane_alone() -> None:
    session = Session(quick(selected=1))
    session.open(source())
    work(session)
    before = session.outcome(Pane.of("bicubic"))
    session.set_params({"gain": 1.0})
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


def test_the_own_y_of_a_large_result_is_kept_only_to_be_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(Comparison(panes=(Pane.of("dasr"),)))
    session.open(source())
    kept = []
    for limit, mode in ((100, Mode.UPSCALE), (10**6, Mode.UPSCALE), (4, Mode.BENCHMARK)):
        monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", limit)
        session.choose_mode(mode)
        session.open(source())
        session.receive(next(prepare(session.take_tasks()[0])))
        kept += [task.job.luma for task in session.take_tasks()]
    assert kept == [False, True, True]


def test_an_unsubscribed_listener_hears_nothing() -> None:
    session = Session()
    heard = []
    leave = session.subscribe(heard.append)
    leave()
    session.open(source())
    assert heard == []


def test_what_someone_else_made_is_told_with_its_pane() -> None:
    session = Session(quick())
    session.open(source())
    work(session)
    heard: list[Change] = []
    session.subscribe(heard.append)
    mine = Pane.of("own", name="mine.png")
    session.add_own(source("mine.png"))
    assert mine in heard[-1].panes
    assert heard[-1].touches(Field.OUTCOMES)
    work(session)
    heard.clear()
    session.add_own(source("mine.png", seed=1))
    assert heard == [Change.of(Field.OUTCOMES, panes=(mine,))], "the same pane shows another picture"


def test_results_of_one_name_from_several_folders_stand_beside_each_other() -> None:
    """As results of methods do: a folder each, and in it a file of the picture's name."""
    session = Session(quick())
    session.open(source())
    paths = [Path(folder, "mine.png") for folder in ("/a", "/b", "/x/b", "/a")]
    for path in paths:
        session.add_own(replace(source("mine.png"), path=path))
    assert {name: found.path for name, found in session.own_sources.items()} == {
        "mine.png": paths[0], "b/mine.png": paths[1], "x/b/mine.png": paths[2],
    }  # fmt: skip
    assert [pane.param("name") for pane in session.comparison.panes if pane.is_own] == [
        "mine.png", "b/mine.png", "x/b/mine.png",
    ]  # fmt: skip
    session.add_own(source("mine.png"))
    assert len(session.own_sources) == 3, "what has no file takes the place of its namesake"


def test_a_change_of_device_touches_every_pane() -> None:
    session = Session(quick())
    session.open(source())
    work(session)
    heard: list[Change] = []
    session.subscribe(heard.append)
    session.edit(device="cpu")
    assert heard == [Change.of(Field.DEVICE, Field.OUTCOMES, panes=session.comparison.panes)]
    session.edit(selected=1)
    assert heard[-1] == Change.of(Field.SELECTED)


def test_a_degradation_that_does_not_exist_at_a_scale_gives_way() -> None:
    session = Session(quick(scale=2, degradation="ll"))
    session.edit(scale=3)
    assert session.comparison.degradation == "bicubic"
    with pytest.raises(ParameterError, match="unknown degradation 'fog'"):
        session.edit(degradation="fog")
    opened = Session(quick(scale=2, degradation="ll"))
    opened.open(source(), scale=3)
    assert opened.comparison.degradation == "bicubic", "also where a picture is opened at that scale"


def test_what_is_done_is_told_to_whoever_takes_the_session_over() -> None:
    session = Session(quick())
    assert session.release() == ()
    session.open(source())
    (preparing,) = session.take_tasks()
    assert session.release() == (), "nothing is there yet"
    assert not session.receive(next(prepare(preparing))), "and what is under way is let go of"
    work(session)
    told = session.release()
    assert [type(event) for event in told] == [Prepared, Finished, Finished]
    assert told[0].lr is session.lr


def test_numbers_are_there_once_none_is_waited_for() -> None:
    assert not Outcome(1).measured
    assert Outcome(1, measures=Measures({"psnr_y": 30.0})).measured
    assert not Outcome(1, measures=Measures({}, pending=frozenset({"psnr_y"}))).measured

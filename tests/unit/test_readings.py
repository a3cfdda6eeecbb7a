"""Readings: how a number reads, which may be called best, and what JSON says of it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import numpy as np
import pytest

from srviewer import metrics, readings
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Cancelled, Failed, Finished, Result, Started
from srviewer.engine.job import Rect
from srviewer.evaluation import CompareTask, Measured, Prepared, PrepareTask
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.measures import Measures
from srviewer.readings import Place, Readings
from srviewer.session import Session

PANES = tuple(Pane.of(name) for name in ("bicubic", "dasr", "nearest", "lanczos"))
PART = Rect(2, 3, 10, 8)  # of the LR, 20 x 24
PSNR = metrics.get("psnr_y")
KNOWN = ("psnr_y", "psnr_rgb", "ssim_y", "feature_distance", "style_distance", "ring_energies", "niqe", "consistency")


def session_of(*panes: Pane, mode: Mode = "benchmark") -> tuple[Session, dict[Pane, int]]:
    """A session whose work has begun, and the number of each pane's job."""
    lr = Picture(np.zeros((20, 24, 3), np.float32))
    session = Session(Comparison(mode=mode, scale=2, panes=panes))
    session.open(Source(lr, "made-up.png"))
    (prepare,) = session.take_tasks()
    assert isinstance(prepare, PrepareTask)
    truth = Picture(np.zeros((40, 48, 3), np.float32))
    session.receive(Prepared(prepare.id, lr, truth if mode == "benchmark" else None))
    jobs = {}
    for task in session.take_tasks():
        assert isinstance(task, CompareTask)
        jobs[next(p for p in panes if p.method == task.job.method)] = task.id
    return session, jobs


def done(session: Session, job: int, measures: Measures | None, region: Rect | None = None) -> None:
    pixels = np.zeros((40, 48, 3) if region is None else (region.height * 2, region.width * 2, 3), np.uint8)
    session.receive(Started(job))
    session.receive(Finished(job, Result(pixels, None, None, "x", 2, (), ("x",), (), "cpu", 0.1, region=region)))
    if measures is not None:
        session.receive(Measured(job, measures))


def of(*values: float | None, name: str = "psnr_y") -> list[Readings]:
    found = [Measures({} if value is None else {name: value}) for value in values]
    return readings.compared([readings.of(each, metrics.known()) for each in found])


def best(rows: list[Readings], name: str = "psnr_y") -> list[bool]:
    return [row[name].best for row in rows]


def test_what_was_made_of_another_lr_is_never_best() -> None:
    session = Session(Comparison(mode="benchmark", panes=(Pane.of("bicubic"),)))
    rng = np.random.default_rng(0)
    truth = Picture(rng.uniform(0, 1, (24, 32)).astype(np.float32))
    session.open(Source(truth, "a.png"))
    session.add_own(Source(truth, "rebuilt", made_of=session.lr_made))
    mine = Pane.of("own", name="rebuilt")
    found = readings.of(Measures({"psnr_y": 40.0}), readings.shown(session))
    other = readings.of(Measures({"psnr_y": 30.0}), readings.shown(session))
    rows = {mine: found, Pane.of("bicubic"): other}
    assert readings._compared_in(session, rows)[mine]["psnr_y"].best
    session.edit(degradation="box")
    assert session.is_of_another_lr(mine)
    assert not any(row["psnr_y"].best for row in readings._compared_in(session, rows).values())
    session.edit(degradation="bicubic")
    assert readings._compared_in(session, rows)[mine]["psnr_y"].best


def test_how_a_number_reads() -> None:
    (row,) = of(28.4267)
    psnr, ssim = row["psnr_y"], row["ssim_y"]
    assert (psnr.text, psnr.quantity, psnr.labelled) == ("28.43", "28.43 dB", "PSNR-Y 28.43 dB")
    assert (ssim.text, ssim.labelled) == ("–", "SSIM-Y –")
    assert psnr.note.startswith("PSNR-Y: peak 255")
    assert psnr.note.endswith("Measured on the whole picture.")
    (same,) = of(math.inf)
    assert same["psnr_y"].labelled == "PSNR-Y identical"
    assert Place(Rect(4, 6, 20, 16), 2).words == "20 × 16 pixels at 4, 6 without 2 pixels along the border"


@pytest.mark.parametrize(
    ("name", "values", "marked"),
    [
        ("psnr_y", (30.0, 31.0), (False, True)),
        ("psnr_y", (30.0, math.inf), (False, True)),
        ("psnr_y", (math.inf, 40.0, math.inf), (True, False, True)),
        ("psnr_y", (31.001, 31.004, 30.99), (True, True, False)),
        ("psnr_y", (31.001, 31.004), (False, False)),
        ("psnr_y", (31.0, None), (False, False)),
        ("psnr_y", (None, 31.0, 30.0), (False, True, False)),
        ("feature_distance", (0.2, 0.1, None), (False, True, False)),
        ("consistency", (40.0, 50.0), (False, False)),
    ],
)
def test_which_is_the_best(name: str, values: tuple[float | None, ...], marked: tuple[bool, ...]) -> None:
    assert tuple(best(of(*values, name=name), name)) == marked


def test_a_part_is_compared_with_parts_and_a_whole_with_wholes() -> None:
    session, jobs = session_of(*PANES)
    for pane, psnr in zip(PANES, (30.0, 31.0, 35.0, 34.0), strict=True):
        done(session, jobs[pane], Measures({"psnr_y": psnr}), PART if psnr > 33 else None)
    found = readings.of_session(session)
    assert [found[pane]["psnr_y"].best for pane in PANES] == [False, True, True, False]
    assert found[PANES[2]]["psnr_y"].place == Place(PART.scaled(2), 2)
    assert found[PANES[2]]["feature_distance"].place == Place(PART.scaled(2), 0), "it leaves no border out"


def test_nothing_is_best_before_all_have_ended() -> None:
    session, jobs = session_of(*PANES[:3])
    first, second, third = PANES[:3]

    def marked(name: str = "psnr_y") -> list[bool]:
        return best([*readings.of_session(session).values()], name)

    slow = frozenset({"feature_distance"})
    done(session, jobs[first], Measures({"psnr_y": 30.0, "ssim_y": 0.8}, pending=slow))
    done(session, jobs[second], Measures({"psnr_y": 31.0, "ssim_y": 0.7, "feature_distance": 0.5}))
    assert readings.of_session(session)[third]["psnr_y"].text == "…"
    assert not any(marked())
    done(session, jobs[third], None)
    assert not any(marked()), "it has its pixels, not its numbers"
    session.receive(Measured(jobs[third], Measures({"feature_distance": 0.4}, {"psnr_y": "no memory"})))
    assert marked() == [False, True, False]
    assert marked("ssim_y") == [True, False, False]
    assert readings.of_session(session)[third]["psnr_y"].note == "no memory"
    assert not any(marked("feature_distance")), "one is still to come"
    session.receive(Measured(jobs[first], Measures({"psnr_y": 30.0, "feature_distance": 0.6})))
    assert marked("feature_distance") == [False, False, True]


@pytest.mark.parametrize("end", [Failed, Cancelled])
def test_what_failed_or_was_cancelled_holds_up_nothing(end: type) -> None:
    session, jobs = session_of(*PANES[:3])
    for pane, psnr in zip(PANES[:2], (30.0, 31.0), strict=True):
        done(session, jobs[pane], Measures({"psnr_y": psnr}))
    session.receive(end(jobs[PANES[2]], "no such device") if end is Failed else end(jobs[PANES[2]]))
    found = readings.of_session(session)
    assert best([*found.values()]) == [False, True, False]
    reading = found[PANES[2]]["psnr_y"]
    assert (reading.text, reading.note) == ("–", "no such device" if end is Failed else "cancelled")


def test_upscaling_has_no_number_against_a_truth() -> None:
    session, _jobs = session_of(*PANES[:2], mode="upscale")
    assert {tuple(row) for row in readings.of_session(session).values()} == {("niqe", "consistency")}


def test_a_region_waits_for_all_results_that_hold_it() -> None:
    session, jobs = session_of(*PANES[:3])
    first, second, third = PANES[:3]
    region = Rect(6, 8, 10, 10)
    measured = {first: Measures({"psnr_y": 30.0}), second: Measures({"psnr_y": 31.0})}
    for pane in (first, second):
        done(session, jobs[pane], Measures({"psnr_y": 25.0}))
    assert best([*readings.of_region(session, region, measured).values()]) == [False, False]
    done(session, jobs[third], Measures({"psnr_y": 40.0}))
    found = readings.of_region(session, region, measured)
    assert list(found) == [first, second]
    assert best([*found.values()]) == [False, False], "the third's region has not been measured"
    outside = Rect(0, 0, 10, 10)
    session.retry(third)
    session.take_tasks()
    job = session.outcomes[third].job_id
    done(session, job, Measures({"psnr_y": 40.0}), PART)
    found = readings.of_region(session, outside, measured)
    assert best([*found.values()]) == [False, True], "the third's part does not hold it"
    assert found[first]["psnr_y"].place == Place(outside, 0)


def test_means_leave_identical_pictures_out_and_count_them() -> None:
    mean = readings.mean(PSNR, of(30.0, 31.0, math.inf, None))
    assert (mean.value, mean.count, mean.identical, mean.text) == (30.5, 2, 1, "30.500")
    assert readings.mean(PSNR, of(math.inf, math.inf)).text == "identical"
    assert readings.mean(PSNR, of(None)).text == "–"


def test_json_is_what_the_contract_says() -> None:
    found = Measures({"psnr_y": math.inf, "ssim_y": 1.0}, {"feature_distance": "no memory", "consistency": "no memory"})
    text = json.dumps(readings.as_json(readings.of(found, metrics.known())), allow_nan=False)
    numbers = dict.fromkeys(metric.name for metric in metrics.known())
    assert json.loads(text) == {**numbers, "ssim_y": 1.0, "identical": True, "why": "no memory"}
    assert readings.as_json(of(None)[0]) == numbers


@pytest.fixture
def added() -> Iterator[metrics.Metric]:
    metric = metrics.Metric("spread", "Spread", "%", 1, "made up", lambda pair: 12.34, lower=True)
    metrics.register(metric)
    yield metric
    metrics.remove("spread")


def test_a_metric_that_came_later_is_not_waited_for(added: metrics.Metric) -> None:
    session, jobs = session_of(*PANES[:2])
    for pane in PANES[:2]:
        done(session, jobs[pane], Measures({"psnr_y": 30.0}))
    assert [row["spread"].text for row in readings.of_session(session).values()] == ["–", "–"]
    session.retry(PANES[0])
    session.take_tasks()
    done(session, session.outcomes[PANES[0]].job_id, Measures({"spread": 12.34}))
    assert readings.of_session(session)[PANES[0]]["spread"].labelled == "Spread 12.3 %"


def test_a_column_is_headed_by_title_and_unit() -> None:
    assert readings.heading(metrics.get("psnr_y")) == "PSNR-Y (dB)"
    assert readings.heading(metrics.get("ssim_y")) == "SSIM-Y"

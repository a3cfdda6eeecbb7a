"""From an opened picture to results, and what happens to work that is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject

from srviewer import metrics
from srviewer.compared import Pane, Source
from srviewer.engine.events import Event, Finished, Started
from srviewer.engine.job import Rect
from srviewer.engine.schedule import INFERENCE, INTERACTIVE, Schedule
from srviewer.evaluation import Measured
from srviewer.gui.features.comparing.comparing import Comparing
from srviewer.gui.services.lanes import carry_out, do
from srviewer.imaging.picture import Picture
from srviewer.session import Session, State

Off = Callable[..., None]


@pytest.fixture
def comparing(session: Session, schedule: Schedule, qapp: object) -> Comparing:
    return Comparing(session, schedule, lambda: Rect(0, 0, 4, 4))


def states(session: Session) -> list[State | None]:
    outcomes = [session.outcome(pane) for pane in session.comparison.panes]
    return [outcome.state if outcome else None for outcome in outcomes]


def test_a_picture_becomes_results(session: Session, comparing: Comparing, picture: Picture, work_off: Off) -> None:
    taken: list[object] = []
    comparing.taken.connect(lambda event, _display: taken.append(event))
    session.open(Source(picture, "a"), mode="benchmark", scale=2)
    work_off(comparing.arrived)
    assert states(session) == [State.DONE, State.DONE]
    assert session.done
    assert all(session.outcome(p).measures is not None for p in session.comparison.panes)
    assert [e.result.method for e in taken if isinstance(e, Finished)] == ["bicubic", "dasr"]


def test_a_late_result_never_lands_in_the_next_picture(
    session: Session, comparing: Comparing, picture: Picture, schedule: Schedule, work_off: Off
) -> None:
    session.open(Source(picture, "a"), mode="upscale", scale=2)
    held: list[tuple[object, object]] = []
    work_off(comparing.arrived, rounds=2)
    session.edit(scale=3)
    work_off(
        lambda event, display: (
            held.append((event, display)) if isinstance(event, Finished) else comparing.arrived(event, display)
        )
    )
    other = Picture(np.zeros((6, 5, 3), np.float32))
    session.open(Source(other, "b"))
    work_off(comparing.arrived)
    assert held
    for event, display in held:
        comparing.arrived(event, display)
    for pane in session.comparison.panes:
        outcome = session.outcome(pane)
        assert outcome is not None
        assert outcome.result is not None
        assert outcome.result.pixels.shape == (18, 15, 3)


def test_stale_jobs_are_cancelled(
    session: Session, comparing: Comparing, picture: Picture, schedule: Schedule, work_off: Off
) -> None:
    session.open(Source(picture, "a"), scale=2)
    turn_round(schedule, comparing)
    running = schedule.take(INTERACTIVE, timeout=0)
    assert running.slot[0] == "job"
    session.edit(device="cpu")
    QCoreApplication.processEvents()
    assert running.token.cancelled
    carry_out(running, comparing.arrived)
    work_off(comparing.arrived)
    assert states(session) == [State.DONE, State.DONE]


@pytest.mark.parametrize("changed", ["method", "scale", "degradation", "slider", "picture"])
@pytest.mark.parametrize("lane", [INFERENCE, INTERACTIVE])
def test_whatever_changes_ends_what_runs_and_the_new_comes_next(
    session: Session, comparing: Comparing, picture: Picture, schedule: Schedule, changed: str, lane: str
) -> None:
    session.edit(panes=tuple(map(Pane.of, ("perceptual", "dasr"))), selected=lane == INTERACTIVE)
    session.open(Source(picture, "a"), mode="benchmark", scale=2)
    turn_round(schedule, comparing)
    running = schedule.take(lane, timeout=0)
    assert running is not None
    slider = {"strength": 0.1} if lane == INFERENCE else {"gain": 0.1}
    other = Pane.of("srcnn" if lane == INFERENCE else "lanczos")
    change: dict[str, Callable[[], object]] = {
        "method": lambda: session.edit(panes=(other,), selected=0),
        "scale": lambda: session.edit(scale=3),
        "degradation": lambda: session.edit(degradation="box"),
        "slider": lambda: session.set_params(slider),
        "picture": lambda: session.open(Source(Picture(np.zeros((6, 9, 3), np.float32)), "b")),
    }
    change[changed]()
    QCoreApplication.processEvents()
    assert running.token.cancelled
    if changed not in ("method", "slider"):  # the LR is another one
        carry_out(schedule.take(INTERACTIVE, timeout=0), comparing.arrived)
        QCoreApplication.processEvents()
    following = schedule.take(lane, timeout=0)
    assert following is not None
    assert session.pane_of(following.slot[1]) == session.comparison.pane


def test_cancel_of_waiting_work_is_told_at_once(
    session: Session, comparing: Comparing, picture: Picture, work_off: Off
) -> None:
    session.open(Source(picture, "a"), scale=2)
    stopped = False

    def hear(event: object, display: object) -> None:
        nonlocal stopped
        comparing.arrived(event, display)
        if isinstance(event, Started) and not stopped:
            stopped = True
            assert comparing.busy
            comparing.cancel_all()

    work_off(hear)
    assert states(session) == [State.CANCELLED, State.CANCELLED]
    assert not comparing.busy
    comparing.retry(session.comparison.panes[1])
    work_off(comparing.arrived)
    assert states(session) == [State.CANCELLED, State.DONE]


def test_twenty_moves_of_a_slider_cost_few_runs(
    session: Session, comparing: Comparing, picture: Picture, work_off: Off
) -> None:
    session.open(Source(picture, "a"), scale=2)
    work_off(comparing.arrived)
    session.edit(selected=1)
    finished: list[object] = []
    for step in range(20):
        session.set_params({"gain": step / 20})
    work_off(
        lambda event, display: (
            finished.append(event) if isinstance(event, Finished) else None,
            comparing.arrived(event, display),
        )
    )
    assert len(finished) == 1
    assert session.outcome(session.comparison.panes[1]).state is State.DONE


def test_a_new_view_of_a_small_picture_changes_nothing(
    session: Session,
    comparing: Comparing,
    picture: Picture,
    work_off: Off,
    settle: Callable[[QObject], None],
) -> None:
    session.open(Source(picture, "a"), scale=2)
    work_off(comparing.arrived)
    before = dict(session.outcomes)
    comparing.view_changed()
    settle(comparing)
    work_off(comparing.arrived)
    assert session.outcomes == before


def test_numbers_that_take_long_come_after_all_networks(
    session: Session, comparing: Comparing, picture: Picture, schedule: Schedule, work_off: Off
) -> None:
    session.edit(panes=tuple(map(Pane.of, ("bicubic", "srcnn"))))
    session.open(Source(picture, "a"), mode="benchmark", scale=2)
    turn_round(schedule, comparing)
    carry_out(schedule.take(INTERACTIVE, timeout=0), comparing.arrived)
    bicubic = session.outcome(session.comparison.panes[0])
    assert bicubic is not None
    assert bicubic.measures is not None
    assert bicubic.measures.values
    assert bicubic.measures.pending == {m.name for m in metrics.available() if m.slow}
    assert [work.slot[0] for work in schedule.waiting(INFERENCE)] == ["job", "numbers"]
    work_off(comparing.arrived)
    assert session.done


def waiting(schedule: Schedule, session: Session, lane: str) -> list[str]:
    """Methods of the jobs that wait for a lane, in the order in which they will be taken."""
    panes = [session.pane_of(work.slot[1]) for work in schedule.waiting(lane) if work.slot[0] == "job"]
    return [pane.method for pane in panes if pane is not None]


def turn_round(schedule: Schedule, comparing: Comparing) -> None:
    """Prepare the picture, so that its jobs wait."""
    QCoreApplication.processEvents()
    carry_out(schedule.take(INTERACTIVE, timeout=0), comparing.arrived)
    QCoreApplication.processEvents()


def test_methods_in_numpy_wait_for_no_network(
    session: Session, comparing: Comparing, picture: Picture, schedule: Schedule
) -> None:
    session.edit(panes=tuple(map(Pane.of, ("bicubic", "srcnn", "perceptual", "dasr"))), selected=3)
    session.open(Source(picture, "a"), scale=2)
    turn_round(schedule, comparing)
    assert waiting(schedule, session, INFERENCE) == ["srcnn", "perceptual"]
    assert waiting(schedule, session, INTERACTIVE) == ["bicubic", "dasr"]
    schedule.take(INFERENCE, timeout=0)  # a network runs
    before = session.comparison.pane
    session.set_params({"gain": 0.5})
    QCoreApplication.processEvents()
    assert waiting(schedule, session, INTERACTIVE) == ["bicubic", "dasr"]
    assert session.outcome(session.comparison.pane) is not None
    assert session.outcome(before) is None, "the old gain's work is gone"


def test_what_is_shown_goes_first(session: Session, picture: Picture, schedule: Schedule, qapp: object) -> None:
    session.edit(panes=tuple(map(Pane.of, ("srcnn", "dasr", "perceptual", "wzp"))))
    shown = [Pane.of("perceptual"), Pane.of("wzp")]
    comparing = Comparing(session, schedule, lambda: Rect(0, 0, 4, 4), shown=lambda: shown)
    session.open(Source(picture, "a"), scale=2)
    turn_round(schedule, comparing)
    assert waiting(schedule, session, INFERENCE) == ["perceptual", "srcnn"]
    assert waiting(schedule, session, INTERACTIVE) == ["wzp", "dasr"]
    shown[:] = [Pane.of("srcnn"), Pane.of("dasr")]
    comparing.rank()
    assert waiting(schedule, session, INFERENCE) == ["srcnn", "perceptual"]
    assert waiting(schedule, session, INTERACTIVE) == ["dasr", "wzp"]


def test_numbers_of_a_large_picture_wait_for_the_other_methods(
    session: Session, comparing: Comparing, picture: Picture, schedule: Schedule, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 100)
    session.edit(panes=tuple(map(Pane.of, ("bicubic", "dasr"))))
    session.open(Source(picture, "a"), scale=2)
    turn_round(schedule, comparing)
    told: list[tuple[str, type]] = []

    def hear(event: object, display: object) -> None:
        pane = session.pane_of(event.job_id) if isinstance(event, Event) else None
        told.append((pane.method if pane else "", type(event)))
        comparing.arrived(event, display)
        QCoreApplication.processEvents()

    for lane in (INTERACTIVE, INFERENCE):
        while (work := schedule.take(lane, timeout=0)) is not None:
            do(work, schedule, lane, hear)
    assert told.index(("dasr", Finished)) < told.index(("bicubic", Measured))
    assert states(session) == [State.DONE, State.DONE]
    assert all(outcome.measured for outcome in session.outcomes.values())


@pytest.mark.parametrize("limit", [100, 1000])
def test_memory_is_given_back_when_a_picture_goes_and_when_a_large_one_is_done(
    limit: int, session: Session, comparing: Comparing, picture: Picture, work_off: Off, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr("srviewer.system.give_back", lambda: heard.append("given back"))
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", limit)
    session.open(Source(picture, "a"), scale=2)
    work_off(lambda event, display: (heard.append(type(event)), comparing.arrived(event, display)))
    assert heard.count("given back") == (2 if limit < picture.width * picture.height else 1)
    assert heard.index("given back") < heard.index(Finished)
    heard.clear()
    session.close()
    work_off(comparing.arrived)
    assert heard == ["given back"]

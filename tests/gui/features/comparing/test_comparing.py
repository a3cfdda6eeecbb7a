"""From an opened picture to results, and what happens to work that is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication

from srviewer.engine.events import Finished, Started
from srviewer.engine.job import Rect
from srviewer.engine.schedule import INFERENCE, Schedule
from srviewer.gui.features.comparing.comparing import Comparing
from srviewer.imaging.picture import Picture
from srviewer.session import Session, Source, State

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
    tokens = []

    def hear(event: object, display: object) -> None:
        comparing.arrived(event, display)
        if isinstance(event, Started) and not tokens:
            running = schedule._running[INFERENCE]
            assert running is not None
            tokens.append(running.token)
            session.edit(device="cpu")
            QCoreApplication.processEvents()
            assert tokens[0].cancelled

    work_off(hear)
    assert tokens
    assert states(session) == [State.DONE, State.DONE]


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
        session.set_param("gain", step / 20)
    work_off(
        lambda event, display: (
            finished.append(event) if isinstance(event, Finished) else None,
            comparing.arrived(event, display),
        )
    )
    assert len(finished) == 1
    assert session.outcome(session.comparison.panes[1]).state is State.DONE


def test_a_new_view_of_a_small_picture_changes_nothing(
    session: Session, comparing: Comparing, picture: Picture, work_off: Off, qtbot: object
) -> None:
    session.open(Source(picture, "a"), scale=2)
    work_off(comparing.arrived)
    before = dict(session.outcomes)
    comparing.view_changed()
    qtbot.wait(350)
    work_off(comparing.arrived)
    assert session.outcomes == before

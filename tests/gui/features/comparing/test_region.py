"""Which part of a large picture is done, and what all of it would cost."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QObject

from srviewer.compared import Pane, Source
from srviewer.engine.events import Finished, TileFinished
from srviewer.engine.job import Job, Rect
from srviewer.engine.run import run
from srviewer.engine.schedule import INFERENCE, INTERACTIVE, Schedule, Work
from srviewer.gui.features.comparing import region
from srviewer.gui.features.comparing.comparing import QUICK, Comparing, shown_events
from srviewer.gui.features.comparing.estimate import whole_estimate
from srviewer.gui.features.comparing.region import MOST, contains, region_to_do
from srviewer.gui.services.lanes import carry_out
from srviewer.imaging.picture import Picture
from srviewer.session import Session, State

VIEWS = [
    Rect(0, 0, 1, 1),
    Rect(3999, 2999, 1, 1),
    Rect(100, 50, 300, 200),
    Rect(0, 0, 4000, 3000),
    Rect(0, 0, 4000, 1),
]


@pytest.mark.parametrize("view", VIEWS)
def test_the_region_is_inside_shows_the_view_and_is_not_too_large(view: Rect) -> None:
    done = region_to_do(view, 4000, 3000)
    assert contains(Rect(0, 0, 4000, 3000), done)
    assert done.width * done.height <= MOST
    if view.width * view.height <= MOST:
        assert contains(done, view)
    else:
        assert contains(view, done)


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of 140 pixels counts as large, and bicubic as a network."""
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 100)
    from srviewer import upsamplers

    get = upsamplers.get
    from dataclasses import replace

    monkeypatch.setattr(upsamplers, "get", lambda name: replace(get(name), learned=name == "dasr"))
    monkeypatch.setattr(upsamplers, "unavailable_reason", lambda name: None)


@pytest.mark.usefixtures("small_limits")
def test_a_large_picture_is_done_where_one_looks(
    session: Session,
    schedule: Schedule,
    picture: Picture,
    work_off: Callable[..., None],
    settle: Callable[[QObject], None],
) -> None:
    view = Rect(0, 0, 4, 4)
    comparing = Comparing(session, schedule, lambda: view)
    session.open(Source(picture, "a"), mode="upscale", scale=2)
    work_off(comparing.arrived)
    bicubic, dasr = session.comparison.panes
    first = session.outcome(dasr).result
    assert session.outcome(bicubic).result.region is None
    assert contains(first.region, view)
    assert first.pixels.shape[:2] == (2 * first.region.height, 2 * first.region.width)
    assert "MB" in whole_estimate(session) or "GB" in whole_estimate(session)

    view = Rect(0, 0, 3, 3)  # inside what is done: nothing happens
    comparing.view_changed()
    settle(comparing)
    work_off(comparing.arrived)
    assert session.outcome(dasr).result is first

    view = Rect(9, 5, 4, 4)
    comparing.view_changed()
    settle(comparing)
    work_off(comparing.arrived)
    assert contains(session.outcome(dasr).result.region, view)

    comparing.run_whole()
    work_off(comparing.arrived)
    assert session.outcome(dasr).result.region is None
    assert whole_estimate(session) == ""


def test_a_small_picture_has_no_estimate(session: Session) -> None:
    assert whole_estimate(session) == ""
    session.open(Source(Picture(np.zeros((4, 4), np.float32)), "a"))
    assert whole_estimate(session) == ""


def test_what_is_in_view_goes_ahead_of_the_whole(
    session: Session,
    schedule: Schedule,
    picture: Picture,
    work_off: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    settle: Callable[[QObject], None],
) -> None:
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 100)
    view, told = Rect(2, 2, 4, 4), []
    comparing = Comparing(session, schedule, lambda: view)
    comparing.taken.connect(lambda event, _display: told.append(event))
    session.open(Source(picture, "a"), mode="upscale", scale=2)
    work_off(comparing.arrived, rounds=1)  # prepared
    QCoreApplication.processEvents()
    whole = Work(QUICK, 0, None, iter)
    while (work := schedule.take_ahead(INTERACTIVE, whole)) is not None:
        carry_out(work, comparing.arrived)
    looks = [e for e in told if isinstance(e, TileFinished)]
    assert [session.pane_of(e.job_id) for e in looks] == list(session.comparison.panes)
    assert all(e.preview and (e.x, e.y, *e.pixels.shape[:2]) == (4, 4, 8, 8) for e in looks)
    assert all(session.outcome(p).state is State.WAITING for p in session.comparison.panes)

    view = Rect(3, 3, 3, 3)  # seen already
    comparing.view_changed()
    settle(comparing)
    assert schedule.take_ahead(INTERACTIVE, whole) is None
    view = Rect(9, 5, 4, 4)
    comparing.view_changed()
    settle(comparing)
    works = [schedule.take_ahead(INTERACTIVE, whole) for _ in range(2)]
    assert [e.x for work in works for e in work.events()] == [18, 18]

    work_off(comparing.arrived)
    assert session.done
    assert all(session.outcome(p).result.region is None for p in session.comparison.panes)


def test_of_a_large_picture_only_the_tiles_in_view_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The others, ready to be drawn, would take more memory than the result; they are in it."""
    picture = Picture(np.random.default_rng(0).random((30, 40, 3), np.float32))
    jobs = [
        Job.make(picture, "bicubic", 2, tile=10, focus=focus, region=region)
        for focus, region in ((Rect(12, 11, 9, 3), None), (None, None), (Rect(0, 0, 2, 2), Rect(0, 0, 30, 30)))
    ]
    for limit, tiles in ((10**6, (12, 12, 9)), (100, (2, 12, 9))):
        monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", limit)
        told = [list(shown_events(job, run(job))) for job in jobs]
        assert tuple(sum(isinstance(event, TileFinished) for event in events) for events in told) == tiles
        assert all(isinstance(events[-1], Finished) for events in told)
        if limit == 100:  # and of those what is in view
            places = [event.place for event in told[0] if isinstance(event, TileFinished)]
            assert places == [Rect(24, 22, 16, 6), Rect(40, 22, 2, 6)]
            pixels = told[0][-1].result.pixels
            assert all(np.array_equal(e.pixels, pixels[22:28, e.x : e.x + e.pixels.shape[1]])
                       for e in told[0] if isinstance(e, TileFinished))  # fmt: skip


@pytest.mark.parametrize(
    ("method", "side", "most", "ahead"),
    [("perceptual", 4, 99, True), ("perceptual", 14, 16, True), ("perceptual", 14, 99, False), ("srcnn", 4, 99, False)],
)
def test_a_slider_of_a_network_shows_what_is_in_view_first(
    session: Session,
    schedule: Schedule,
    picture: Picture,
    work_off: Callable[..., None],
    method: str,
    side: int,
    most: int,
    ahead: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its middle, unless that is most of the picture anyway; what comes first is what the whole will have there."""
    monkeypatch.setattr(region, "FIRST", most)
    comparing = Comparing(session, schedule, lambda: Rect(2, 2, side, min(side, 8)))
    session.edit(panes=(Pane.of(method),))
    session.open(Source(picture, "a"), mode="upscale", scale=4)
    work_off(comparing.arrived, rounds=1)  # prepared
    QCoreApplication.processEvents()
    first = schedule.take(INFERENCE, 0)
    assert first is not None
    tiles = [event for event in first.events() if isinstance(event, TileFinished)]
    assert all(tile.preview for tile in tiles) is ahead
    if ahead:
        whole = schedule.take(INFERENCE, 0)
        assert whole is not None
        result = next(event.result for event in whole.events() if isinstance(event, Finished))
        (tile,) = tiles
        height, width = tile.pixels.shape[:2]
        assert height * width <= 16 * most
        there = result.pixels[tile.y : tile.y + height, tile.x : tile.x + width]
        assert np.abs(there.astype(int) - tile.pixels).max() <= 1

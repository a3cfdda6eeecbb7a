"""What the session holds, in words: durations, captions of what somebody made, why there is no map."""

from __future__ import annotations

import pytest
from made_up import finish, picture, prepare, session_of
from pytestqt.qtbot import QtBot

from srviewer.compared import LR, TRUTH, Comparison, MadeOf, Pane, Source
from srviewer.evaluation import OwnTask, Prepared, compare_own
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.content import Phase
from srviewer.gui.canvas.describe import Describer, duration
from srviewer.kinds import Mode
from srviewer.session import Session
from srviewer.upsamplers import INPUT

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.0, "1 ms"),
        (0.0414, "41 ms"),
        (0.9994, "999 ms"),
        (0.9995, "1.0 s"),
        (59.94, "59.9 s"),
        (59.95, "1 min 0 s"),
        (119.6, "2 min 0 s"),
        (185.2, "3 min 5 s"),
    ],
)
def test_durations_are_read_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """Bicubic and DASR of a picture of 30 x 20 at x2, prepared."""
    canvas = Canvas(session_of(picture(), (BICUBIC, DASR)))
    qtbot.addWidget(canvas)
    for task in prepare(canvas.session, canvas):
        finish(canvas.session, canvas, task)
    return canvas


def own(session: Session, made: MadeOf | None) -> Pane:
    """A result of somebody's that is among the panes."""
    session.add_own(Source(picture(60, 40), "mine.png", made_of=made))
    (task,) = session.take_tasks()
    assert isinstance(task, OwnTask)
    for event in compare_own(task, slow=False):
        session.receive(event)
    return next(pane for pane in session.comparison.panes if pane.is_own)


def test_a_result_from_a_file_says_so(canvas: Canvas) -> None:
    session, describer = canvas.session, Describer(canvas.session)
    pane = own(session, None)
    caption = describer.caption(pane)
    assert (caption.title, caption.detail) == ("My result", "mine.png")
    assert "opened from a file: mine.png" in caption.tooltip
    last = describer.numbers(pane)[-1]
    assert (last.text, last.loud) == ("from a file", False)


def test_a_result_that_was_made_here_says_of_what(canvas: Canvas) -> None:
    session, describer = canvas.session, Describer(canvas.session)
    for made, detail in (
        (MadeOf(Mode.UPSCALE, 2), "mine.png"),
        (MadeOf(Mode.BENCHMARK, 3, "bicubic"), "mine.png, from another LR"),
    ):
        pane = own(session, made)
        caption = describer.caption(pane)
        assert (caption.title, caption.detail) == ("Made here", detail)
        assert f"made here from the LR at ×{made.scale}" in caption.tooltip
        assert describer.numbers(pane)[-1].text == "made here"
        session.edit(panes=(BICUBIC, DASR), selected=0)


def test_the_input_and_the_truth_say_what_they_are(canvas: Canvas) -> None:
    describer = Describer(canvas.session)
    assert describer.caption(Pane(TRUTH)).tooltip == "the picture before it was shrunk"
    assert describer.caption(Pane(LR)).detail == describer.caption(Pane.of(INPUT)).detail == "30 × 20"
    assert Describer(Session()).caption(Pane(LR)).detail == ""
    degraded = Session(Comparison(mode=Mode.BENCHMARK, scale=1, degradation="noise:10", panes=(Pane.of(INPUT),)))
    degraded.open(Source(picture(), "made-up.png"))
    at_one = Describer(degraded)
    assert at_one.caption(Pane(TRUTH)).tooltip == "the picture before it was degraded"
    assert "Input by " in at_one.caption(Pane.of(INPUT)).tooltip


def test_why_there_is_no_map(canvas: Canvas) -> None:
    describer = Describer(canvas.session)
    assert describer.no_map(DASR, BICUBIC)[1] == "", "it is only not there yet"
    assert "differs in size" in describer.no_map(Pane(LR), BICUBIC)[1]
    assert "nothing to compare" in describer.no_map(DASR, None)[1]


def test_a_pane_without_a_result_has_no_numbers_and_is_waited_for(canvas: Canvas) -> None:
    session, describer = canvas.session, Describer(canvas.session)
    session.edit(panes=(BICUBIC, DASR, Pane.of("srcnn")))
    assert describer.numbers(Pane.of("srcnn")) == ()
    assert describer.state(Pane.of("srcnn")) == (Phase.BUSY, "queued", "")
    text = describer.numbers(BICUBIC)[-1]
    assert text.tooltip.startswith("60 × 40 pixels, by bicubic")


def test_before_the_picture_is_prepared_all_wait_for_it() -> None:
    session = session_of(picture(), (BICUBIC, Pane(LR)))
    describer = Describer(session)
    for pane in (BICUBIC, Pane(LR)):
        assert describer.state(pane) == (Phase.BUSY, "preparing the picture", "")
    (task,) = session.take_tasks()
    session.receive(Prepared(task.id, picture()))
    assert describer.state(Pane(LR)) == (Phase.BUSY, "preparing the picture", "")
    assert describer.state(Pane(TRUTH))[0] is Phase.UNAVAILABLE

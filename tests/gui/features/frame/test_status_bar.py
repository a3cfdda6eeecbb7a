"""The status bar counts what is shown, and says why the rest is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from pytestqt.qtbot import QtBot

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Cancelled, Failed, Finished, Result
from srviewer.engine.job import Rect
from srviewer.evaluation import Prepared
from srviewer.gui.features.frame.status_bar import StatusBar
from srviewer.imaging.picture import Picture
from srviewer.session import Session

METHODS = ("bicubic", "dasr", "nearest", "bilinear")


def test_done_is_what_is_shown(qtbot: QtBot) -> None:
    picture = Picture(np.zeros((6, 8), np.float32))
    session = Session(Comparison(panes=tuple(map(Pane.of, METHODS))))
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    session.open(Source(picture, "a.png"))
    (task,) = session.take_tasks()
    session.receive(Prepared(task.id, picture))
    jobs = [compare.job.id for compare in session.take_tasks()]
    assert bar.progress.text() == "0 of 4 done"
    whole = Result(np.zeros((12, 16), np.uint8), None, None, "bicubic", 2, (), ("Bicubic ×2",), (), "cpu", 0.1)
    session.receive(Finished(jobs[0], whole))
    session.receive(Failed(jobs[1], "no"))
    session.receive(Cancelled(jobs[2]))
    assert bar.progress.text() == "1 of 4 done, 1 failed, 1 cancelled"
    session.receive(Finished(jobs[3], replace(whole, region=Rect(0, 0, 8, 6))))
    assert bar.progress.text() == "2 of 4 done, 1 in part, 1 failed, 1 cancelled"
    bar.set_maps(2)
    assert bar.progress.text().endswith("1 cancelled, 2 being compared")
    bar.set_maps(0)
    session.retry(Pane.of("dasr"))
    session.retry(Pane.of("nearest"))
    assert bar.progress.text() == "2 of 4 done, 1 in part"


def test_what_was_said_stays_while_work_goes_on(qtbot: QtBot) -> None:
    bar = StatusBar(Session())
    qtbot.addWidget(bar)
    bar.say("Saved")
    bar.set_busy("1 of 9")
    assert bar.said.full == "1 of 9", "work that begins is said at once"
    bar.say("Copied")
    for text in ("2 of 9", ""):
        bar.set_busy(text)
        assert bar.said.full == "Copied"


def test_a_result_that_ran_nowhere_leaves_no_comma(qtbot: QtBot) -> None:
    picture = Picture(np.zeros((6, 8), np.float32))
    session = Session(Comparison(panes=(Pane.of("bicubic"),)))
    bar = StatusBar(session)
    qtbot.addWidget(bar)
    session.open(Source(picture, "a.png"))
    (task,) = session.take_tasks()
    session.receive(Prepared(task.id, picture))
    (compare,) = session.take_tasks()
    made = Result(np.zeros((12, 16), np.uint8), None, None, "bicubic", 2, (), ("Bicubic ×2",), (), "cpu", 0.1)
    session.receive(Finished(compare.job.id, made))
    session.add_own(Source(Picture(np.zeros((12, 16), np.float32)), "mine.png"))
    for own in session.take_tasks():
        session.receive(Finished(own.id, replace(made, method="own", device="")))
    assert bar.device.text().startswith("CPU · ")

"""What the panes show, with its place: parts that are cut out of it, and what all have."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up import deliver, picture, prepare, result, session_of
from pytestqt.qtbot import QtBot

from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.events import Finished
from srviewer.engine.job import Rect
from srviewer.evaluation import Prepared
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.placed import Placed, common, placed

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")
PART = Placed(np.arange(12 * 20).reshape(12, 20), Rect(10, 6, 20, 12))


@pytest.mark.parametrize("part", [Rect(10, 6, 20, 12), Rect(10, 6, 1, 1), Rect(29, 17, 1, 1), Rect(15, 8, 7, 3)])
def test_a_part_that_is_covered_is_cut_out(part: Rect) -> None:
    found = PART.cut(part)
    assert found is not None
    assert found.shape == (part.height, part.width)
    assert found[0, 0] == (part.y - 6) * 20 + part.x - 10


@pytest.mark.parametrize("part", [Rect(9, 6, 5, 5), Rect(10, 5, 5, 5), Rect(26, 6, 5, 5), Rect(10, 14, 5, 5)])
def test_one_that_is_not_covered_is_none(part: Rect) -> None:
    assert PART.cut(part) is None


def test_common_is_what_all_have() -> None:
    def at(*rect: int) -> Placed:
        return Placed(np.zeros(1), Rect(*rect))

    assert common([at(0, 0, 60, 40), at(10, 6, 20, 12)]) == Rect(10, 6, 20, 12)
    assert common([at(0, 0, 20, 30), at(10, 6, 60, 40)]) == Rect(10, 6, 10, 24)
    assert common([at(0, 0, 20, 30), at(19, 29, 60, 40)]) == Rect(19, 29, 1, 1)
    assert common([at(0, 0, 20, 30), at(20, 0, 60, 40)]) is None
    assert common([at(0, 0, 20, 30), at(0, 30, 60, 40)]) is None


def test_every_pane_on_the_outputs_grid_has_its_place(qtbot: QtBot) -> None:
    session = session_of(picture(), (BICUBIC, DASR))
    canvas = Canvas(session)
    qtbot.addWidget(canvas)
    first, second = prepare(session, canvas)
    assert placed(session, BICUBIC) is None, "not there yet"
    deliver(session, canvas, Finished(first.job.id, result(first.job)))
    part = replace(second.job, region=Rect(5, 3, 10, 8))
    deliver(session, canvas, Finished(second.job.id, result(part)))
    places = {pane: found.place for pane in (BICUBIC, DASR) if (found := placed(session, pane)) is not None}
    assert places == {BICUBIC: Rect(0, 0, 60, 40), DASR: Rect(10, 6, 20, 16)}
    assert placed(session, Pane(LR)) is None
    assert placed(session, Pane(TRUTH)) is None
    session.edit(mode="benchmark")
    (task,) = session.take_tasks()
    deliver(session, canvas, Prepared(task.id, picture(), picture(60, 41)))
    truth = placed(session, Pane(TRUTH))
    assert truth is not None
    assert truth.place == Rect(0, 0, 60, 41)

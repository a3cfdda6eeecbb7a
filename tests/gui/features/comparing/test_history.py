"""Undo and redo: what changes the comparison is taken back, a slider in one go, looking about not at all."""

from __future__ import annotations

from srviewer.compared import Pane, Source
from srviewer.gui.features.comparing.history import History
from srviewer.imaging.picture import Picture
from srviewer.session import Session

DASR = Pane.of("dasr")


def test_back_and_forth(session: Session, qapp: object) -> None:
    history = History(session)
    before = session.comparison
    session.edit(scale=4)
    session.edit(panes=(DASR,), selected=0)
    history.stack.undo()
    assert session.comparison.scale == 4
    assert session.comparison.panes == before.panes
    history.stack.undo()
    assert session.comparison == before
    assert not history.stack.canUndo()
    history.stack.redo()
    history.stack.redo()
    assert (session.comparison.scale, session.comparison.panes) == (4, (DASR,))
    assert not history.stack.canRedo()


def test_a_slider_is_one_step_and_another_parameter_the_next(session: Session, qapp: object) -> None:
    history = History(session)
    session.edit(panes=(DASR,), selected=0)
    count = history.stack.count()
    for gain in (0.3, 0.4, 0.5):
        session.edit(panes=(session.comparison.panes[0].with_params({"gain": gain}),))
    session.edit(panes=(session.comparison.panes[0].with_params({"wavelet": "haar"}),))
    assert history.stack.count() == count + 2
    history.stack.undo()
    assert session.comparison.panes[0].param("gain") == 0.5
    history.stack.undo()
    assert session.comparison.panes == (DASR,)


def test_looking_about_is_no_change(session: Session, qapp: object) -> None:
    history = History(session)
    session.edit(selected=1)
    assert not history.stack.canUndo()


def test_another_picture_starts_anew(session: Session, picture: Picture, qapp: object) -> None:
    history = History(session)
    session.edit(scale=4)
    session.open(Source(picture, "b"))
    assert not history.stack.canUndo()
    session.edit(scale=2)
    history.stack.undo()
    assert session.comparison.scale == 4


def test_another_history_goes_on_where_the_first_one_is(session: Session, qapp: object) -> None:
    first = History(session)
    session.edit(scale=4)
    session.edit(panes=(DASR,), selected=0)
    session.edit(panes=(DASR.with_params({"gain": 0.5}),))
    first.stack.undo()
    session.leave()
    second = History(session)
    second.take_over(first)
    now = session.comparison
    assert now.panes == (DASR,), "nothing is taken back by it"
    second.stack.redo()
    assert session.comparison.panes[0].param("gain") == 0.5
    for _ in range(3):
        second.stack.undo()
    assert session.comparison.scale != 4
    assert not second.stack.canUndo()
    session.edit(scale=3)
    assert second.stack.count() == 1

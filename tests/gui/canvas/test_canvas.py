"""The canvas follows its session: panes, states, previews, regions, numbers, and what the user asks for."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from made_up import FOUR, deliver, finish, picture, prepare, result, session_of
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from srviewer.compared import LR, TRUTH, Comparison, Pane, Source
from srviewer.engine.events import Cancelled, Failed, Finished, Progressed, Started, TileFinished
from srviewer.engine.job import Rect
from srviewer.evaluation import CompareTask, Measured, Prepared
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.content import Phase
from srviewer.gui.canvas.pane import FRAME
from srviewer.gui.canvas.pane import PaneWidget as Widget
from srviewer.gui.canvas.view_state import Look
from srviewer.gui.look import motion, theme
from srviewer.gui.look.actions import Thing
from srviewer.measures import Measures
from srviewer.session import Session
from srviewer.session_file import SavedView

BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")
TWO = (BICUBIC, DASR)


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """A canvas of 800 x 500 whose session has a picture of 30 x 20, opened but not prepared, at x2."""
    canvas = Canvas(session_of(picture(), TWO))
    qtbot.addWidget(canvas)
    canvas.resize(800, 500)
    canvas.show()
    return canvas


@pytest.fixture
def session(canvas: Canvas) -> Session:
    return canvas.session


def widgets(canvas: Canvas) -> list[Widget]:
    return canvas.panes


def phases(canvas: Canvas) -> list[Phase]:
    return [widget.content.phase for widget in widgets(canvas)]


# -- following the session -----------------------------------------------------------------------------------


def test_from_nothing_to_results(canvas: Canvas, session: Session) -> None:
    assert phases(canvas) == [Phase.BUSY, Phase.BUSY]
    tasks = prepare(session, canvas)
    assert canvas.state.picture == (60, 40)
    assert widgets(canvas)[0].content.base[0].unit == 2
    for task in tasks:
        finish(session, canvas, task)
    assert phases(canvas) == [Phase.SHOWN, Phase.SHOWN]
    content = widgets(canvas)[1].content
    assert content.caption.title == "DASR ×2"
    assert [number.text for number in content.numbers] == ["Consistency 41.3 dB", "41 ms · CPU"]
    assert "not quality" in content.numbers[0].tooltip


def test_an_empty_session_says_what_to_do(qtbot: QtBot) -> None:
    canvas = Canvas(Session())
    qtbot.addWidget(canvas)
    assert phases(canvas) == [Phase.EMPTY]
    assert "Drop a picture" in widgets(canvas)[0].content.head
    assert canvas.view_rect_lr() is None


def test_closing_the_picture_empties_it(canvas: Canvas, session: Session) -> None:
    for task in prepare(session, canvas):
        finish(session, canvas, task)
    session.close()
    assert phases(canvas) == [Phase.EMPTY]


def test_against_a_truth_the_best_is_marked(canvas: Canvas, session: Session) -> None:
    session.edit(mode="benchmark", panes=(*TWO, Pane(TRUTH), Pane(LR)))
    (task,) = session.take_tasks()
    deliver(session, canvas, Prepared(task.id, picture(), picture(60, 40)))
    values = {"bicubic": (22.1, 0.80), "dasr": (22.5, 0.79)}
    for task in session.take_tasks():
        finish(session, canvas, task)
        psnr, ssim = values[task.job.method]
        deliver(session, canvas, Measured(task.job.id, Measures({"psnr_y": psnr, "psnr_rgb": 21.0, "ssim_y": ssim})))
    first, second, truth, lr = (widget.content for widget in widgets(canvas))
    assert [n.text for n in first.numbers] == ["PSNR-Y 22.10 dB", "SSIM-Y 0.8000", "41 ms · CPU"]
    assert [n.best for n in first.numbers] == [False, True, False]
    assert [n.best for n in second.numbers] == [True, False, False]
    assert "without 2 pixels along the border" in first.numbers[0].tooltip
    assert "PSNR-RGB 21.00 dB" in first.numbers[0].tooltip
    assert truth.phase is lr.phase is Phase.SHOWN
    assert (truth.base[0].unit, lr.base[0].unit) == (1, 2)
    assert lr.caption.detail == "30 × 20"


def test_where_all_are_equal_none_is_best(canvas: Canvas, session: Session) -> None:
    session.edit(mode="benchmark")
    (task,) = session.take_tasks()
    deliver(session, canvas, Prepared(task.id, picture(), picture(60, 40)))
    for task in session.take_tasks():
        finish(session, canvas, task)
        deliver(session, canvas, Measured(task.job.id, Measures({"psnr_y": 22.0, "psnr_rgb": 21.0, "ssim_y": 0.8})))
    assert not any(number.best for widget in widgets(canvas) for number in widget.content.numbers)


def test_identical_and_too_small_are_said_in_words(canvas: Canvas, session: Session) -> None:
    session.edit(mode="benchmark")
    (task,) = session.take_tasks()
    deliver(session, canvas, Prepared(task.id, picture(), picture(60, 40)))
    for task in session.take_tasks():
        finish(session, canvas, task)
        same = task.job.method == "bicubic"
        found = Measures({"psnr_y": math.inf}) if same else Measures(missing={"psnr_y": "under 11 pixels"})
        deliver(session, canvas, Measured(task.job.id, found))
    first, second = (widget.content.numbers[0] for widget in widgets(canvas))
    assert first.text == "PSNR-Y identical"
    assert (second.text, second.tooltip, second.loud) == ("PSNR-Y –", "under 11 pixels", False)


def test_there_is_no_truth_in_upscale_mode(canvas: Canvas, session: Session) -> None:
    session.edit(panes=(BICUBIC, Pane(TRUTH)))
    prepare(session, canvas)
    assert phases(canvas)[1] is Phase.UNAVAILABLE
    assert "Benchmark" in widgets(canvas)[1].content.text


def test_states_on_the_way(canvas: Canvas, session: Session) -> None:
    first, second = prepare(session, canvas)
    assert widgets(canvas)[0].content.head == "queued"
    deliver(session, canvas, Started(first.job.id, "starting the networks"))
    deliver(session, canvas, Progressed(first.job.id, 0.25))
    assert widgets(canvas)[0].content.fraction == 0.25
    deliver(session, canvas, Failed(first.job.id, "not enough memory"))
    deliver(session, canvas, Cancelled(second.job.id))
    assert phases(canvas) == [Phase.FAILED, Phase.CANCELLED]
    assert widgets(canvas)[0].content.text == "not enough memory"


def test_a_method_without_weights_says_why(canvas: Canvas, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srviewer.upsamplers.unavailable_reason", lambda name: f"no weights for {name}")
    prepare(session, canvas)
    assert phases(canvas) == [Phase.UNAVAILABLE] * 2
    assert widgets(canvas)[1].content.text == "no weights for dasr"


def test_a_picture_that_cannot_be_prepared_says_why(canvas: Canvas, session: Session) -> None:
    (task,) = session.take_tasks()
    deliver(session, canvas, Prepared(task.id, None, error="smaller than the scale"))
    assert phases(canvas) == [Phase.UNAVAILABLE] * 2
    assert widgets(canvas)[0].content.text == "smaller than the scale"


def test_a_cascade_is_said_in_the_caption(canvas: Canvas, session: Session) -> None:
    task, _ = prepare(session, canvas)
    finish(session, canvas, task, steps=("SRCNN ×4", "SRCNN ×2"), notices=("continued on the CPU",))
    caption = widgets(canvas)[0].content.caption
    assert caption.detail == "SRCNN ×4 → SRCNN ×2"
    assert "continued on the CPU" in caption.tooltip


def test_twins_are_told_apart_by_what_differs(canvas: Canvas, session: Session) -> None:
    session.edit(panes=(DASR, DASR.with_params({"gain": 1.0}), DASR.with_params({"wavelet": "haar"})))
    details = [widget.content.caption.detail for widget in widgets(canvas)]
    assert details == ["damped, bior4.4", "bior4.4, gain 1", "damped, haar"]


def test_what_departs_from_the_paper_says_so(canvas: Canvas, session: Session) -> None:
    published = DASR.with_params({"gain": 1.0, "registration": "published"})
    session.edit(panes=(DASR, DASR.with_params({"gain": 0.5}), published, Pane.of("dwt_swt"), Pane.of("wzp"), BICUBIC))
    captions = [widget.content.caption for widget in widgets(canvas)]
    details = [caption.detail for caption in captions]
    assert details == ["damped", "gain 0.5, registered", "as published", "damped", "registered", ""]
    otherwise = ["as published: gain 1, published", "as published: published"]
    said = [next((line for line in otherwise if line in c.tooltip.splitlines()), "") for c in captions]
    assert said == [otherwise[0], otherwise[0], "", otherwise[0], otherwise[1], ""]


def test_late_events_land_nowhere(canvas: Canvas, session: Session) -> None:
    late, _ = prepare(session, canvas)
    session.open(Source(picture(25, 40, seed=1), "next.png"))
    deliver(session, canvas, Finished(late.job.id, result(late.job)))
    canvas.receive(Finished(late.job.id, result(late.job)), None)
    prepare(session, canvas)
    assert phases(canvas) == [Phase.BUSY, Phase.BUSY]
    assert canvas.state.picture == (50, 80)


def test_panes_come_and_go_and_the_view_stays(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    canvas.state.look_at(22, 13, 12.0)
    look = canvas.state.look
    for panes in ((BICUBIC,), FOUR, (), TWO):
        session.edit(panes=panes, selected=0)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert canvas.state.look == look
        assert {widget.state.look for widget in widgets(canvas)} == {look}
        assert len(canvas.findChildren(Widget)) == max(len(panes), 1)


def test_only_one_of_several_panes_is_framed(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    session.edit(selected=1)
    assert [widget.selected for widget in widgets(canvas)] == [False, True]
    session.edit(panes=(BICUBIC,), selected=0)
    assert [widget.selected for widget in widgets(canvas)] == [False]


def test_another_scale_keeps_the_field_of_view(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    canvas.state.look_at(20, 25, 32.0)
    session.edit(scale=4)
    prepare(session, canvas)
    assert canvas.state.centre == (40, 50)
    assert canvas.zoom == 16


def test_another_picture_is_fitted(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    canvas.zoom_to(20)
    session.open(Source(picture(25, 40), "next.png"))
    prepare(session, canvas)
    assert canvas.state.look.fitted
    assert canvas.state.centre == (25, 40)


def test_a_session_outlives_its_canvas(qtbot: QtBot) -> None:
    session = session_of(picture(), TWO)
    canvas = Canvas(session)
    canvas.deleteLater()
    QApplication.sendPostedEvents(canvas, QEvent.Type.DeferredDelete)
    assert not isValid(canvas)
    session.edit(scale=4)


# -- pixels --------------------------------------------------------------------------------------------------


def test_tiles_lie_over_the_preview_until_the_result_is_there(canvas: Canvas, session: Session) -> None:
    task, _ = prepare(session, canvas)
    pixels = np.full((8, 12, 3), 200, np.uint8)
    deliver(session, canvas, TileFinished(task.job.id, 24, 16, pixels, 60, 40))
    (tile,) = widgets(canvas)[0].content.layers
    assert (tile.x, tile.y, tile.unit) == (24, 16, 1)
    finish(session, canvas, task)
    assert widgets(canvas)[0].content.layers == ()


def test_bicubic_is_the_preview_once_it_is_there(canvas: Canvas, session: Session) -> None:
    task, _ = prepare(session, canvas)
    assert widgets(canvas)[1].content.base[0].pyramid.width == 30
    finish(session, canvas, task)
    preview = widgets(canvas)[1].content
    assert preview.base[0].pyramid.width == 60
    assert preview.dimmed


def test_a_moved_slider_does_not_flicker(canvas: Canvas, session: Session) -> None:
    for task in prepare(session, canvas):
        finish(session, canvas, task)
    before = widgets(canvas)[1].content.base[0].pyramid
    session.edit(selected=1)
    for gain in (0.5, 0.75):
        session.set_params({"gain": gain})
        content = widgets(canvas)[1].content
        assert content.base[0].pyramid is before
        assert not content.dimmed
    (task,) = session.take_tasks()
    finish(session, canvas, task)
    assert widgets(canvas)[1].content.base[0].pyramid is not before


def test_a_region_lies_over_the_preview_and_offers_the_rest(canvas: Canvas, session: Session, qtbot) -> None:
    task, _ = prepare(session, canvas)
    part = CompareTask(replace(task.job, region=Rect(5, 3, 10, 8)), None)
    canvas.set_whole_estimate("about 40 s")
    deliver(session, canvas, TileFinished(task.job.id, 0, 0, np.zeros((16, 20, 3), np.uint8), 20, 16))
    assert widgets(canvas)[0].content.layers == ()
    finish(session, canvas, part)
    content = widgets(canvas)[0].content
    (layer,) = content.layers
    assert (layer.x, layer.y, layer.framed, content.partial) == (10, 6, True, True)
    assert content.base[0].unit == 2
    assert [number.text for number in content.numbers][1] == "part in view"
    whole = next(b for b in widgets(canvas)[0].findChildren(QPushButton) if b.isVisible())
    assert "about 40 s" in whole.toolTip()
    with qtbot.waitSignal(canvas.run_whole_requested):
        qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)


def test_looking_elsewhere_keeps_the_old_part_until_the_new_one_is_there(
    canvas: Canvas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 100)
    session.edit(panes=(Pane.of("srcnn"),))
    prepared = session.take_tasks()[0]
    deliver(session, canvas, Prepared(prepared.id, prepared.picture))
    session.set_view(Rect(5, 3, 10, 8))
    (task,) = session.take_tasks()
    finish(session, canvas, task)
    session.set_view(Rect(8, 3, 10, 8))
    session.look_elsewhere()
    (task,) = session.take_tasks()
    content = widgets(canvas)[0].content
    assert content.phase is Phase.BUSY
    assert not content.dimmed
    assert [layer.x for layer in content.layers] == [10]
    finish(session, canvas, task)
    assert [layer.x for layer in widgets(canvas)[0].content.layers] == [16]


def test_values_under_the_pointer(canvas: Canvas, session: Session) -> None:
    first, second = prepare(session, canvas)
    pixels = np.random.default_rng(5).integers(0, 256, (40, 60, 3), np.uint8)
    deliver(session, canvas, Finished(first.job.id, result(first.job, pixels)))
    part = replace(second.job, region=Rect(5, 3, 10, 8))
    deliver(session, canvas, Finished(second.job.id, result(part, pixels[:16, :20])))
    assert canvas.pixel_values(11, 7) == {
        BICUBIC: tuple(pixels[7, 11].tolist()),
        DASR: tuple(pixels[1, 1].tolist()),
    }
    assert canvas.pixel_values(9, 7).keys() == {BICUBIC}
    assert canvas.pixel_values(60, 7) == canvas.pixel_values(11, -1) == {}
    session.edit(panes=(Pane(LR),))
    expected = np.rint(session.lr.pixels[3, 5] * 255).astype(int).tolist()
    assert canvas.pixel_values(11, 7) == {Pane(LR): tuple(expected)}


# -- looking -------------------------------------------------------------------------------------------------


def test_zoom_is_told(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    with qtbot.waitSignals([canvas.zoom_changed, canvas.view_changed]):
        canvas.zoom_to(8.0)
    with qtbot.waitSignal(canvas.zoom_changed) as told:
        canvas.zoom_to(2.0)
    assert told.args == [2.0]
    canvas.zoom_to(32.0)
    with qtbot.assertNotEmitted(canvas.zoom_changed), qtbot.waitSignal(canvas.view_changed):
        canvas.look_at(20, 15)
    canvas.zoom_to(2.0)
    canvas.zoom_in()
    canvas.zoom_out()
    assert canvas.zoom == 2
    canvas.actual_size()
    assert canvas.zoom == 1
    canvas.fit()
    assert canvas.state.look.fitted


def test_of_a_large_picture_a_part_is_seen_at_100_per_cent(
    canvas: Canvas, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For what is looked at is what is done."""
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 30 * 20 - 1)
    prepare(session, canvas)
    assert canvas.zoom == 1
    canvas.zoom_to(8.0)
    canvas.stay()
    session.open(Source(picture(), "beside.png"))
    prepare(session, canvas)
    assert canvas.zoom == 8, "unless it is to be looked at as the one before"
    monkeypatch.setattr("srviewer.session.WHOLE_LIMIT", 30 * 20)
    session.open(Source(picture(), "next.png"))
    prepare(session, canvas)
    assert canvas.state.look.fitted


def test_a_pane_is_shown_alone_if_there_is_one_of_the_number(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    for number, cells in (
        (1, ((DASR,),)),
        (2, ((BICUBIC,), (DASR,))),
        (0, ((BICUBIC,),)),
        (None, ((BICUBIC,), (DASR,))),
    ):
        canvas.show_alone(number)
        assert canvas.cells == cells
    canvas.show_alone(2)
    session.edit(panes=FOUR)
    assert len(canvas.cells) == 4, "one that comes later is not taken for it"


def test_a_panned_pane_takes_the_others_along(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    canvas.zoom_to(20)
    with qtbot.waitSignal(canvas.view_changed):
        qtbot.keyClick(widgets(canvas)[1], Qt.Key.Key_Right)
    assert canvas.state.look == widgets(canvas)[0].state.look == widgets(canvas)[1].state.look


def test_a_hidden_pane_has_caught_up_when_it_is_shown(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    first, second = widgets(canvas)
    second.hide()
    first.state.look_at(22, 13, 16.0)
    second.show()
    assert second.state.look == first.state.look


def test_the_visible_part_in_lr_pixels(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    assert canvas.view_rect_lr() == Rect(0, 0, 30, 20)
    canvas.state.look_at(41, 12, 64.0)
    width, height = canvas.state.viewport
    left, right = (41 - width / 128) / 2, (41 + width / 128) / 2
    top, bottom = (12 - height / 128) / 2, (12 + height / 128) / 2
    rect = canvas.view_rect_lr()
    assert (rect.x, rect.y) == (int(left), int(top))
    assert right <= rect.right < right + 1.1
    assert bottom <= rect.bottom < bottom + 1.1


def test_the_pointer_is_told_in_output_pixels(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    widget = widgets(canvas)[1]
    heard: list[tuple[int, int] | None] = []
    canvas.cursor_moved.connect(heard.append)
    qtbot.mouseMove(widget, QPointF(*widget.state.to_device(37.5, 11.5)).toPoint())
    assert heard == [(37, 11)]
    last, beyond = (QPointF(*widget.state.to_device(x, 11.5)).toPoint() for x in (59.5, 60.0))
    low, below = (QPointF(*widget.state.to_device(37.5, y)).toPoint() for y in (39.5, 40.0))
    for at, pixel in ((last, (59, 11)), (beyond, None), (low, (37, 39)), (below, None), (QPoint(1, 1), None)):
        qtbot.mouseMove(widget, at)
        assert heard[-1] == pixel


def test_the_pixel_under_the_pointer_is_told_again_when_the_picture_moves_under_it(
    canvas: Canvas, session: Session, qtbot: QtBot
) -> None:
    prepare(session, canvas)
    widget = widgets(canvas)[1]
    at = QPointF(*widget.state.to_device(37.5, 11.5)).toPoint()
    qtbot.mouseMove(widget, at)
    with qtbot.waitSignal(canvas.cursor_moved) as told:
        canvas.look_at(30.5, 20.5, 32.0)
    ratio = widget.devicePixelRatioF()
    x, y = widget.state.to_picture(at.x() * ratio, at.y() * ratio)
    assert told.args == [(int(x), int(y))]
    assert told.args != [(37, 11)]


def test_a_shifted_pane_may_point_beside_the_picture(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    session.edit(selected=1)
    canvas.toggle_loose()
    widget = widgets(canvas)[1]
    widget.state.look_at(45.0, 20.0, 32.0)
    canvas.state.look_at(10.0, 20.0, 32.0)
    canvas.toggle_loose()
    for x, pixel in ((30.0, None), (35.0, (0, 20)), (34.5, None), (44.0, (9, 20))):
        with qtbot.waitSignal(canvas.cursor_moved) as told:
            widget.state.set_cursor((x, 20.0))
        assert canvas.state.cursor == (x - 35, 20)
        assert told.args == [pixel]
    canvas.toggle_loose()
    widget.state.look_at(30.0, 30.0, 32.0)
    canvas.state.look_at(30.0, 10.0, 32.0)
    canvas.toggle_loose()
    for y, pixel in ((10.0, None), (20.0, (7, 0)), (19.5, None)):
        with qtbot.waitSignal(canvas.cursor_moved) as told:
            widget.state.set_cursor((7.0, y))
        assert told.args == [pixel]


def test_a_splitter_dragged_fifty_times_leaves_the_view_where_it_was(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    canvas.state.look_at(22.25, 13.75, 12.0)
    look = canvas.state.look
    for step in range(50):
        canvas.resize(800 - 5 * step, 500)
        QApplication.processEvents()
    assert {widget.state.look for widget in widgets(canvas)} == {look}


def test_captions_smoothness_and_estimate_reach_new_panes(canvas: Canvas, session: Session) -> None:
    canvas.toggle_captions()
    canvas.set_smooth(True)
    session.edit(panes=FOUR)
    assert not any(widget.captions for widget in widgets(canvas))
    assert all(widget.smooth for widget in widgets(canvas))
    canvas.toggle_captions()
    assert all(widget.captions for widget in widgets(canvas))


def test_keys_that_are_held_are_the_canvass_while_there_is_a_picture_to_be_seen(
    canvas: Canvas, session: Session
) -> None:
    assert canvas.takes_keys
    canvas.hide()
    assert not canvas.takes_keys
    canvas.show()
    session.close()
    assert not canvas.takes_keys


def test_the_part_in_view_beside_the_picture_is_none(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    for x, y in ((-900.0, 20.0), (900.0, 20.0), (30.0, -900.0), (30.0, 900.0)):
        canvas.state.follow(Look(16.0, x, y, False))
        assert canvas.view_rect_lr() is None


def test_a_pane_on_its_own_is_moved_alone_until_all_are_aligned(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    canvas.zoom_to(12.0)
    session.edit(selected=1)
    first, second = (widget.state for widget in widgets(canvas))
    first.set_cursor((3.0, 4.0))
    assert canvas.toggle_loose()
    assert second.cursor is None
    second.look_at(50.0, 30.0)
    assert first.centre != second.centre
    assert not canvas.toggle_loose()
    assert (first.zoom, second.zoom) == (12.0, 12.0)
    assert second.offset != (0.0, 0.0)
    canvas.toggle_loose()
    canvas.align()
    assert first.look == second.look
    canvas.look_at(20.0, 15.0, 16.0)
    assert first.look == second.look == canvas.state.look


@pytest.mark.parametrize("panes", [(BICUBIC,), TWO])
def test_a_pane_without_others_beside_it_has_no_own_way(canvas: Canvas, session: Session, panes) -> None:  # type: ignore[no-untyped-def]
    prepare(session, canvas)
    session.edit(panes=panes, selected=0)
    canvas.set_way(view="wipe")
    assert not canvas.toggle_loose()
    canvas.zoom_to(16.0)
    assert widgets(canvas)[0].state.zoom == 16


def test_pairs_that_differences_are_looked_for_between(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    assert canvas.pair is None, "side by side with nothing chosen: all of them"
    for way in ({"view": "wipe"}, {"view": "side by side", "against": DASR}, {"view": "blink", "timed": False}):
        canvas.set_way(**way)
        assert canvas.pair == (BICUBIC, DASR)
        assert canvas.other == DASR
    canvas.set_way(view="difference", against=None)
    assert canvas.reference == BICUBIC
    assert canvas.pair is None, "what is selected is what the maps are against"
    session.edit(selected=1)
    assert canvas.pair == (DASR, BICUBIC)
    assert canvas.other == BICUBIC


def test_the_panes_that_have_a_place_on_the_screen(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    assert canvas.panes_in_view == {BICUBIC, DASR}
    canvas.show_alone(1)
    assert canvas.panes_in_view == {DASR}
    canvas.show_alone(None)
    session.edit(panes=FOUR)
    canvas.set_way(view="wipe")
    assert canvas.panes_in_view == {BICUBIC, DASR}


def test_a_way_is_told_once_and_only_if_it_is_another(canvas: Canvas, qtbot: QtBot) -> None:
    with qtbot.waitSignal(canvas.way_changed):
        canvas.set_way(view="onion")
    with qtbot.assertNotEmitted(canvas.way_changed):
        canvas.set_way(view="onion")


def test_where_motion_is_to_be_reduced_no_view_moves_unasked(canvas: Canvas) -> None:
    motion.choose("reduced")
    try:
        canvas.set_way(view="blink")
        assert not canvas.blinking
        canvas.set_way(timed=True)
        assert canvas.blinking, "asked for"
    finally:
        motion.choose("system")
    canvas.set_way(view="side by side")
    assert not canvas.blinking
    motion.choose("full")
    try:
        canvas.set_way(view="blink")
        assert canvas.blinking
    finally:
        motion.choose("system")


def test_a_small_picture_of_a_pane(canvas: Canvas, session: Session) -> None:
    assert canvas.image_of(BICUBIC, 30).isNull()
    first, _ = prepare(session, canvas)
    pixels = np.zeros((40, 60, 3), np.uint8)
    pixels[..., 0] = 200
    deliver(session, canvas, Finished(first.job.id, result(first.job, pixels)))
    image = canvas.image_of(BICUBIC, 30)
    assert image.size().toTuple() == (30, 20)
    assert image.pixelColor(15, 10).getRgb()[:3] == (200, 0, 0)


@pytest.mark.parametrize("other_way_round", [False, True])
def test_another_canvas_goes_on_where_one_was(canvas: Canvas, qtbot: QtBot, other_way_round: bool) -> None:
    after = Canvas(session_of(picture(), TWO))
    qtbot.addWidget(after)
    after.resize(800, 500)
    after.show()
    prepare(after.session, after)
    for each in (canvas, after) if other_way_round else (canvas,):
        each.set_smooth(True)
        each.toggle_captions()
        each.toggle_overview()
        each.toggle_magnifier()
    after.take_over(canvas)
    assert after.smooth
    assert all(pane.smooth and not pane.captions for pane in after.panes)
    assert not after.overview.wanted
    pane, none = widgets(after)[0], Qt.MouseButton.NoButton
    at = QPointF(pane.rect().center())
    moved = QMouseEvent(QEvent.Type.MouseMove, at, pane.mapToGlobal(at), none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pane, moved)
    assert after.magnifier.isVisible()


# -- a blind test --------------------------------------------------------------------------------------------


@pytest.fixture
def blind(canvas: Canvas, session: Session) -> Canvas:
    """DASR and bicubic, finished, in a trial."""
    for task in prepare(session, canvas):
        finish(session, canvas, task)
    canvas.set_way(view="blind", pair=(DASR, BICUBIC), against=BICUBIC)
    return canvas


def test_nothing_of_it_says_what_is_shown(blind: Canvas, session: Session) -> None:
    assert blind.cells == ((DASR,), (BICUBIC,))
    assert [widget.content.caption for widget in widgets(blind)] == [None, None]
    assert [widget.content.numbers for widget in widgets(blind)] == [(), ()]
    assert not any(widget.selected or widget.compared for widget in widgets(blind))
    assert blind.pixel_values(11, 7) == {}
    assert blind.pair is None
    assert blind.saved_view().name == "side by side"
    blind.show_alone(1)
    blind.flip(True)
    assert blind.cells == ((DASR,), (BICUBIC,))
    blind.flip(False)
    blind.set_way(view="side by side", alone=None)
    assert blind.pixel_values(11, 7).keys() == {BICUBIC, DASR}


def test_nothing_in_it_can_be_selected_carried_or_asked_for(blind: Canvas, session: Session, qtbot: QtBot) -> None:
    told: list[object] = []
    for signal in (blind.pane_selected, blind.panes_swapped, blind.pane_taken, blind.menu_requested):
        signal.connect(lambda *what: told.append(what))
    first, second = widgets(blind)
    middle = first.rect().center()
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, first.mapToGlobal(middle))
    QApplication.sendEvent(first, asked)
    blind.carry(0, QPointF(second.mapToGlobal(second.rect().center())))
    assert blind.beside(QPointF(first.mapToGlobal(middle)), anywhere=True) is None
    assert told == []
    assert blind.way.against == BICUBIC


# -- what is carried -----------------------------------------------------------------------------------------


def carried_off(canvas: Canvas, pane: int, chip: int, qtbot: QtBot) -> list[int]:
    """Which panes are told to be taken when a caption is drawn away."""
    taken: list[int] = []
    canvas.pane_taken.connect(taken.append)
    widget = widgets(canvas)[pane]
    start = widget.chips[chip].rect.center().toPoint()
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(widget, start + QPoint(0, 60))
    canvas.let_go()
    swapped: list[object] = []
    canvas.panes_swapped.connect(lambda *places: swapped.append(places))
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=start + QPoint(0, 60))
    canvas.pane_taken.disconnect(taken.append)
    assert swapped == [], "let go of, it hangs on the pointer"
    return taken


def test_a_caption_that_is_drawn_away_names_its_pane(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    for task in prepare(session, canvas):
        finish(session, canvas, task)
    assert carried_off(canvas, 1, 0, qtbot) == [1]
    session.edit(selected=1)
    canvas.set_way(view="wipe")
    assert [carried_off(canvas, 0, chip, qtbot) for chip in (0, 1)] == [[1], [0]]


def test_in_views_with_one_cell_panes_change_no_places(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    swapped: list[object] = []
    canvas.panes_swapped.connect(lambda *places: swapped.append(places))
    canvas.set_way(view="wipe")
    canvas.carry(1, QPointF(canvas.mapToGlobal(canvas.rect().center())))
    assert swapped == []


def test_where_a_pane_comes_that_is_let_go_of(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    first, second = (widget.geometry() for widget in widgets(canvas))

    def place(at: QPoint, anywhere: bool = True) -> tuple[int, int] | None:
        found = canvas.beside(QPointF(canvas.mapToGlobal(at)), anywhere)
        return None if found is None else (found.place, found.pane)

    assert place(first.center() - QPoint(30, 0)) == (0, 0)
    assert place(second.center() + QPoint(30, 0)) == (2, 1)
    assert place(first.center() - QPoint(30, 0), anywhere=False) is None
    session.edit(selected=1)
    canvas.set_way(view="wipe")
    assert place(canvas.rect().center() - QPoint(30, 0)) == (1, 1), "beside the pane that is seen there"
    canvas.hide()
    assert place(first.center()) is None
    canvas.show()
    session.edit(panes=())
    assert place(first.center()) is None
    session.edit(panes=TWO)
    session.close()
    assert place(first.center()) is None


# -- what the user asks for ----------------------------------------------------------------------------------


def test_a_single_cell_is_no_place_to_select_in(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    canvas.set_way(view="wipe")
    with qtbot.assertNotEmitted(canvas.pane_selected):
        qtbot.mouseClick(widgets(canvas)[0], Qt.MouseButton.LeftButton)
        qtbot.mouseClick(widgets(canvas)[0], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert canvas.way.against is None


def test_the_selected_pane_becomes_what_others_are_compared_with(canvas: Canvas, session: Session) -> None:
    canvas.compare_with_selected()
    assert canvas.way.against == BICUBIC
    canvas.compare_with_selected()
    assert canvas.way.against is None
    session.edit(panes=())
    canvas.compare_with_selected()
    assert canvas.way.against is None


def test_the_menu_of_an_empty_canvas_is_of_nothing(qtbot: QtBot) -> None:
    canvas = Canvas(Session())
    qtbot.addWidget(canvas)
    canvas.show()
    with qtbot.waitSignal(canvas.menu_requested) as told:
        QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert told.args[0] == (Thing.EMPTY,)


def test_the_menu_key_in_a_single_cell_is_of_that_one(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    session.edit(selected=1)
    canvas.set_way(view="wipe")
    with qtbot.waitSignal(canvas.menu_requested) as told:
        QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert told.args[0] == (Thing.PANE,)


def test_a_region_that_is_still_drawn_has_no_menu(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    """It is none of the session's yet: whoever selects it selects what is not there."""
    prepare(session, canvas)
    menus: list[object] = []
    canvas.menu_requested.connect(lambda things, _at: menus.append(things))
    pane, shift = widgets(canvas)[0], Qt.KeyboardModifier.ShiftModifier
    key = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton, shift, pane.rect().center())
    qtbot.mouseMove(pane, pane.rect().center() + QPoint(20, 10))
    QApplication.sendEvent(pane, key)
    assert menus == []
    session.edit(panes=session.comparison.panes[:1], selected=0)  # and the release is told to nobody
    assert [pane.regions for pane in widgets(canvas)] == [()]
    QApplication.sendEvent(widgets(canvas)[0], key)
    assert menus == [(Thing.PANE,)]
    assert session.comparison.regions == ()


def test_the_gaps_between_panes_are_darker_than_the_surround(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    gap = widgets(canvas)[1].x() - 1
    image = canvas.grab().toImage()
    around = theme.current().canvas
    assert image.pixelColor(gap, 100).lightness() < 0.8 * around.lightness()
    assert image.pixelColor(gap + 1 + FRAME, 100).lightness() == around.lightness()


def test_a_click_selects(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    with qtbot.waitSignal(canvas.pane_selected) as told:
        qtbot.mouseClick(widgets(canvas)[1], Qt.MouseButton.LeftButton)
    assert told.args == [1]
    with qtbot.assertNotEmitted(canvas.pane_selected):
        session.edit(selected=1)


def test_left_and_right_go_through_the_files_one_press_one_file(canvas: Canvas, qtbot: QtBot) -> None:
    steps: list[int] = []
    canvas.step_requested.connect(steps.append)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(canvas, held)
    assert steps == [1, -1]


def test_a_pane_carried_onto_another_changes_places_with_it(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    swapped: list[tuple[int, int]] = []
    canvas.panes_swapped.connect(lambda *places: swapped.append(places))
    first, second = (QPointF(w.mapToGlobal(w.rect().center())) for w in widgets(canvas))
    for to in (first, QPointF(canvas.mapToGlobal(QPoint(-9, 20))), second):
        canvas.carry(0, to)
    assert swapped == [(0, 1)]


def test_the_menu_key_is_of_the_selected_pane(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    prepare(session, canvas)
    session.edit(selected=1)
    with qtbot.waitSignal(canvas.menu_requested) as told:
        QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    things, at = told.args
    assert things == (Thing.PANE,)
    assert widgets(canvas)[1].geometry().contains(canvas.mapFromGlobal(at))


def test_ctrl_and_a_click_make_a_pane_what_others_are_compared_with(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)

    def compared() -> list[bool]:
        return [widget.compared for widget in widgets(canvas)]

    def click() -> None:
        QTest.mouseClick(widgets(canvas)[1], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)

    click()
    assert canvas.way.against == DASR
    assert compared() == [False, True]
    canvas.flip(True)
    assert compared() == [False, False], "all cells show it now"
    canvas.flip(False)
    click()
    assert canvas.way.against is None
    assert compared() == [False, False]
    assert session.comparison.selected == 0


def test_cancel_and_retry_name_the_pane(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    _, second = prepare(session, canvas)

    def press() -> None:
        buttons = widgets(canvas)[1].findChildren(QPushButton)
        qtbot.waitUntil(lambda: any(b.isVisible() for b in buttons))
        qtbot.mouseClick(next(b for b in buttons if b.isVisible()), Qt.MouseButton.LeftButton)

    with qtbot.waitSignal(canvas.cancel_requested) as told:
        press()
    assert told.args == [DASR]
    deliver(session, canvas, Cancelled(second.job.id))
    with qtbot.waitSignal(canvas.retry_requested) as told:
        press()
    assert told.args == [DASR]


def test_a_comparison_can_be_restored(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    session.restore(Comparison(scale=3, panes=FOUR, selected=2))
    assert len(widgets(canvas)) == 4
    assert widgets(canvas)[2].selected


def test_a_view_is_saved_and_taken_up_again(canvas: Canvas, session: Session) -> None:
    prepare(session, canvas)
    canvas.set_way(view="wipe", against=DASR, line=0.25, columns=2)
    canvas.state.look_at(22.0, 13.0, 32.0)
    saved = canvas.saved_view()
    assert (saved.zoom, saved.x, saved.y, saved.fitted) == (32.0, 22.0, 13.0, False)
    assert (saved.name, saved.against, saved.line, saved.columns) == ("wipe", 1, 0.25, 2)
    for fitted in (False, True):
        canvas.set_way(view="blink", against=None, line=0.5, columns=None, timed=False)
        session.resume(Source(picture(), "made-up.png"), session.comparison, {})
        canvas.show_saved(replace(saved, fitted=fitted))
        prepare(session, canvas)
        assert (canvas.way.view, canvas.way.against, canvas.way.line, canvas.way.columns) == ("wipe", DASR, 0.25, 2)
        assert canvas.state.look.fitted == fitted
        assert fitted or (canvas.zoom, canvas.state.centre) == (32.0, (22.0, 13.0))


def test_a_saved_view_is_of_its_own_picture(canvas: Canvas, session: Session) -> None:
    """Another picture that is opened before that one is there is seen as it comes."""
    canvas.show_saved(SavedView(zoom=8.0, x=10.0, y=10.0, fitted=False))
    session.open(Source(picture(), "another.png"))
    prepare(session, canvas)
    assert canvas.state.look.fitted

"""Where a pane looks, and what keeps several looking at the same place. Non-square, x is not y."""

from __future__ import annotations

import gc

import pytest

from srviewer.gui.canvas.view_state import CURSOR, LOOK, MAX_ZOOM, Look, ViewState, ViewSync, percent

PICTURE, PANE = (1200, 700), (400, 300)


def view(picture: tuple[int, int] = PICTURE, pane: tuple[int, int] = PANE) -> ViewState:
    return ViewState(picture, pane)


def test_fit_shows_all_of_the_picture_in_the_middle() -> None:
    state = view()
    assert state.zoom == pytest.approx(400 / 1200)
    assert state.centre == (600, 350)
    assert state.visible() == pytest.approx((0, 0, 1200, 700))


def test_fit_enlarges_by_whole_factors_only() -> None:
    assert view(picture=(150, 40)).zoom == 2
    assert view(picture=(250, 40)).zoom == 1
    assert view(picture=(1, 1)).zoom == MAX_ZOOM


def test_mapping_there_and_back() -> None:
    state = view()
    state.look_at(500, 200, 3.0)
    assert state.to_device(500, 200) == pytest.approx((200, 150))
    assert state.to_device(510, 195) == pytest.approx((230, 135))
    assert state.to_picture(*state.to_device(431.5, 187.25)) == pytest.approx((431.5, 187.25))


def test_the_origin_is_a_whole_device_pixel() -> None:
    state = view(pane=(401, 303))
    state.look_at(500.3, 200.7, 1.0)
    assert state.origin == (round(200.5 - 500.3), round(151.5 - 200.7))


@pytest.mark.parametrize("anchor", [(200, 150), (31, 280), (399, 1)])
@pytest.mark.parametrize("zoom", [1.5, 4.0, 0.7])
def test_what_lies_under_the_anchor_stays_there(anchor: tuple[int, int], zoom: float) -> None:
    state = view()
    state.look_at(600, 350, 1.0)
    before = state.to_picture(*anchor)
    state.zoom_to(zoom, anchor)
    assert state.to_device(*before) == pytest.approx(anchor, abs=1)


def test_steps_stop_at_100_per_cent_and_return_the_same_way() -> None:
    state = view()
    state.look_at(600, 350, 0.9)
    state.zoom_steps(1)
    assert state.zoom == 1
    seen = []
    for _ in range(3):
        state.zoom_steps(1)
        seen.append(state.zoom)
    assert seen == [1.5, 2, 3]
    state.zoom_steps(-3)
    assert state.zoom == 1
    state.zoom_steps(100)
    assert state.zoom == MAX_ZOOM
    state.zoom_steps(-100)
    assert state.zoom == pytest.approx(view().zoom / 2)
    small = view(picture=(20, 10))
    small.zoom_steps(-100)
    assert small.zoom == 0.5


def test_pinching_never_skips_100_per_cent() -> None:
    state = view()
    state.look_at(600, 350, 0.93)
    state.zoom_by(1.2)
    assert state.zoom == 1
    state.zoom_by(1.2)
    assert state.zoom == 1.2
    state.zoom_by(0.5)
    assert state.zoom == 1


def test_panning_moves_the_picture_with_the_hand() -> None:
    state = view()
    state.look_at(600, 350, 2.0)
    state.pan(30, -8)
    assert state.centre == (585, 354)


def test_the_picture_stays_in_view_and_may_leave_a_quarter_empty() -> None:
    state = view()
    state.look_at(600, 350, 2.0)
    state.pan(100_000, 100_000)
    assert state.centre == (200 / 2 - 200 / 4, 150 / 2 - 150 / 4)
    state.pan(-100_000, -100_000)
    assert state.centre == (1200 - 50, 700 - 37.5)


def test_a_picture_that_fits_stays_in_the_middle() -> None:
    state = view(picture=(50, 2000))
    state.zoom_to(1.0)
    state.pan(40, 40)
    assert state.centre[0] == 25
    assert state.centre[1] != 1000


def test_resizing_back_and_forth_leaves_the_view_where_it_was() -> None:
    state = view()
    state.look_at(333.25, 222.75, 2.5)
    look = state.look
    for width in range(50):
        state.set_viewport((300 + 7 * width, 300 - width))
    assert state.look == look
    state.fit()
    state.set_viewport((800, 900))
    assert state.zoom == pytest.approx(800 / 1200)


def test_another_grid_of_the_same_picture_keeps_the_field_of_view() -> None:
    state = view()
    state.look_at(300, 500, 2.0)
    state.set_picture((2400, 1400))
    assert state.centre == (600, 1000)
    assert state.zoom == 1


def test_visible_is_cut_at_the_picture_and_empty_outside_it() -> None:
    state = view()
    state.look_at(0, 0, 2.0)
    left, top, right, bottom = state.visible()
    assert (left, top) == (0, 0)
    assert 0 < right <= 200
    assert 0 < bottom <= 150


def test_nothing_of_the_picture_in_view_is_an_empty_part() -> None:
    state = view()
    for x, y, empty in ((-500.0, 350.0, (0, 0)), (1700.0, 350.0, (1200, 1200))):
        state.follow(Look(2.0, x, y, False))
        left, _, right, _ = state.visible()
        assert (left, right) == empty
    for y, empty in ((-500.0, (0, 0)), (1200.0, (700, 700))):
        state.follow(Look(2.0, 600.0, y, False))
        _, top, _, bottom = state.visible()
        assert (top, bottom) == empty


def test_a_pane_without_room_keeps_its_viewport() -> None:
    state = view()
    for size in ((0, 300), (400, 0)):
        state.set_viewport(size)
        assert state.viewport == PANE
    state.set_viewport((1, 1))
    assert state.zoom == pytest.approx(1 / 1200)


def test_half_of_what_fits_is_the_least_and_half_of_100_per_cent_for_what_is_small() -> None:
    for state, least in ((view(), 400 / 1200 / 2), (view(picture=(20, 10)), 0.5)):
        state.zoom_to(0.001)
        assert state.zoom == pytest.approx(least)
    state = view()
    state.zoom_to(1000.0)
    assert state.zoom == MAX_ZOOM
    state.look_at(600, 350)
    assert state.zoom == MAX_ZOOM, "as it was unless asked for"


def test_listeners_are_told_once_and_only_of_changes() -> None:
    state, heard = view(), []
    state.subscribe(heard.append)
    state.fit()
    state.zoom_to(2.0)
    state.set_cursor((3, 4))
    state.set_cursor((3, 4))
    assert heard == [LOOK, CURSOR]


def test_bound_listeners_are_held_weakly() -> None:
    class Ear:
        def hear(self, what: str) -> None:
            raise AssertionError("it is gone")

    state, ear = view(), Ear()
    state.subscribe(ear.hear)
    del ear
    gc.collect()
    state.zoom_to(2.0)


# -- sync ----------------------------------------------------------------------------------------------------


def joined(count: int = 3) -> tuple[ViewSync, list[ViewState]]:
    sync, views = ViewSync(), [view() for _ in range(count)]
    for each in views:
        sync.join(each)
    return sync, views


@pytest.mark.parametrize("leader", [0, 1, 2])
def test_all_follow_whoever_is_moved(leader: int) -> None:
    _sync, views = joined()
    views[leader].look_at(333, 444, 2.0)
    views[leader].set_cursor((12.5, 7.25))
    assert {each.look for each in views} == {views[leader].look}
    assert {each.cursor for each in views} == {(12.5, 7.25)}


def test_joining_takes_over_where_the_others_look() -> None:
    sync, views = joined()
    views[1].look_at(333, 444, 2.0)
    late = view()
    sync.join(late)
    assert late.look == views[1].look


def test_a_destroyed_member_is_forgotten() -> None:
    sync, views = joined()
    del views[0]
    gc.collect()
    assert len(sync) == 2
    views[0].look_at(333, 444, 2.0)
    assert views[1].look == views[0].look


def test_leave_move_join_again() -> None:
    sync, (first, second, third) = joined()
    sync.leave(second)
    sync.leave(second)
    first.look_at(333, 444, 2.0)
    assert third.look == first.look != second.look
    second.look_at(100, 100, 8.0)
    assert first.zoom == 2
    sync.join(second)
    assert second.look == first.look
    second.look_at(200, 250, 3.0)
    assert first.look == second.look == third.look


def test_a_listener_that_raises_does_not_leave_it_stuck() -> None:
    _sync, (first, second, third) = joined()

    def fails(_what: str) -> None:
        raise RuntimeError("a broken pane")

    stop = second.subscribe(fails)
    with pytest.raises(RuntimeError):
        first.look_at(333, 444, 2.0)
    stop()
    first.look_at(300, 200, 4.0)
    assert first.look == second.look == third.look


def test_whoever_listens_to_the_sync_is_told_once_when_all_have_moved() -> None:
    sync, views = joined()
    heard = []
    sync.subscribe(lambda what: heard.append((what, {each.look for each in views})))
    views[0].look_at(333, 444, 2.0)
    assert heard == [(LOOK, {views[0].look})]


def test_picture_and_viewport_are_set_for_all_at_once() -> None:
    sync, views = joined()
    views[0].look_at(300, 500, 2.0)
    sync.set_picture((2400, 1400))
    sync.set_viewport((500, 300))
    assert {each.look for each in views} == {views[0].look}
    assert views[2].centre == (600, 1000)
    assert views[2].zoom == 1
    assert views[2].viewport == (500, 300)


def test_joining_takes_over_the_pointer_too_and_may_be_done_again() -> None:
    sync, views = joined()
    views[0].set_cursor((12.5, 7.25))
    late = view()
    sync.join(late)
    assert late.cursor == (12.5, 7.25)
    late.offset = (3.0, 4.0)
    sync.join(late)
    assert late.offset == (3.0, 4.0), "it was in already"
    assert late in sync


def test_only_who_is_in_it_points_for_the_others() -> None:
    sync, views = joined()
    apart = view()
    views[0].cursor = apart.cursor = (1.0, 2.0)
    heard: list[str] = []
    sync.subscribe(heard.append)
    sync.point_from(apart)
    assert heard == []
    sync.point_from(views[0])
    assert heard == [CURSOR]
    assert {each.cursor for each in views} == {(1.0, 2.0)}


def test_shifted_on_its_own_and_joined_again_it_keeps_its_offset() -> None:
    sync = ViewSync()
    a, b = (ViewState((400, 300), (200, 100)) for _ in range(2))
    for view in (a, b):
        sync.join(view)
    a.look_at(150, 100, 2.0)
    sync.leave(b)
    b.look_at(160, 96)
    assert a.centre == (150, 100)
    sync.join(b, shifted=True)
    assert b.centre == (160, 96)
    a.look_at(200, 150)
    assert b.centre == (210, 146)
    b.look_at(110, 96)
    assert a.centre == (100, 100)
    a.set_cursor((50.0, 60.0))
    assert b.cursor == (60.0, 56.0)
    sync.set_picture((800, 600))
    assert b.offset == (20, -8), "another grid of the same picture"
    assert (b.centre[0] - a.centre[0], b.centre[1] - a.centre[1]) == (20, -8)
    sync.align()
    assert b.look == a.look
    a.fit()
    assert b.look.fitted


@pytest.mark.parametrize("steps", [2, -2])
def test_two_steps_double_the_zoom_wherever_one_is(steps: int) -> None:
    state = view(picture=(40_000, 40_000))
    state.zoom_to(1 / 32 if steps > 0 else MAX_ZOOM)
    for octave in range(11):
        assert state.zoom == pytest.approx(2.0**octave / 32 if steps > 0 else MAX_ZOOM / 2**octave)
        state.zoom_steps(steps)
    assert state.zoom == pytest.approx(MAX_ZOOM if steps > 0 else 1 / 32)


def test_one_step_is_a_third_or_a_half_nearer_and_a_whole_factor_from_2_on() -> None:
    state = view(picture=(40_000, 40_000))
    state.zoom_to(1 / 32)
    while state.zoom < MAX_ZOOM:
        before = state.zoom
        state.zoom_steps(1)
        assert state.zoom / before == pytest.approx(4 / 3) or state.zoom / before == pytest.approx(3 / 2)
        assert state.zoom < 2 or state.zoom == int(state.zoom)


@pytest.mark.parametrize(
    ("zoom", "words"),
    [(1.0, "100 %"), (1 / 3, "33.3 %"), (2.5, "250 %"), (0.9996, "99.96 %"), (1.0004, "100.04 %"), (1.001, "100.1 %")],
)
def test_a_zoom_is_read_as_100_per_cent_only_if_it_is(zoom: float, words: str) -> None:
    assert percent(zoom) == words

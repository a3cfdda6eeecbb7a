from __future__ import annotations

import threading

from srviewer.engine.schedule import INFERENCE, INTERACTIVE, Schedule, Work


def nothing(token):
    return iter(())


def test_priority_then_order() -> None:
    schedule = Schedule()
    for slot, priority in (("a", 1), ("b", 0), ("c", 1), ("d", 0)):
        schedule.submit(INFERENCE, slot, nothing, priority)
    assert [schedule.take(INFERENCE).slot for _ in range(4)] == ["b", "d", "a", "c"]


def test_newer_work_in_a_slot_replaces_what_waits() -> None:
    schedule = Schedule()
    old = schedule.submit(INFERENCE, "gain", nothing)
    new = schedule.submit(INFERENCE, "gain", nothing)
    assert old.cancelled
    assert not new.cancelled
    assert schedule.take(INFERENCE).token is new
    assert schedule.take(INFERENCE, timeout=0) is None


def test_newer_work_cancels_what_runs() -> None:
    schedule = Schedule()
    schedule.submit(INFERENCE, "gain", nothing)
    running = schedule.take(INFERENCE)
    schedule.submit(INFERENCE, "gain", nothing)
    assert running.token.cancelled


def test_lanes_do_not_wait_for_each_other() -> None:
    schedule = Schedule()
    schedule.submit(INFERENCE, "long", nothing)
    schedule.take(INFERENCE)
    schedule.submit(INTERACTIVE, "short", nothing)
    assert schedule.take(INTERACTIVE, timeout=0).slot == "short"
    assert not schedule.idle()


def test_shutdown_wakes_whoever_waits_and_refuses_more() -> None:
    schedule = Schedule()
    got = []
    thread = threading.Thread(target=lambda: got.append(schedule.take(INFERENCE)))
    thread.start()
    schedule.shutdown()
    thread.join(2)
    assert got == [None]
    assert schedule.submit(INFERENCE, "late", nothing).cancelled


def test_cancel_all() -> None:
    schedule = Schedule()
    waiting = schedule.submit(INTERACTIVE, 1, nothing)
    schedule.submit(INFERENCE, 2, nothing)
    running = schedule.take(INFERENCE)
    schedule.cancel_all()
    assert waiting.cancelled
    assert running.token.cancelled
    assert schedule.take(INFERENCE, timeout=0) is None
    assert schedule.idle()


def test_work_compares_by_priority_and_number_alone() -> None:
    """Two pieces of equal rank are never compared by what they run, nor by their slots."""
    first, second = (Work(1, 1, slot, run) for slot, run in ((("a", 1), list), ("b", iter)))
    assert not first < second
    assert first == second
    assert Work(0, 2, None, iter) < first < Work(1, 2, None, iter)


def test_whether_work_waits_for_a_lane() -> None:
    schedule = Schedule()
    schedule.submit(INFERENCE, "first", nothing)
    assert schedule.waiting(INFERENCE)
    assert not schedule.waiting(INTERACTIVE)
    schedule.take(INFERENCE)
    assert not schedule.waiting(INFERENCE), "it runs"
    schedule.submit(INFERENCE, "second", nothing)
    assert schedule.waiting(INFERENCE)
    schedule.cancel("second")
    assert not schedule.waiting(INFERENCE)


def test_what_is_cancelled_goes_and_the_rest_keeps_its_order() -> None:
    schedule = Schedule()
    assert schedule.idle()
    tokens = {slot: schedule.submit(INFERENCE, slot, nothing, 9 - n) for n, slot in enumerate("abcdefg")}
    assert not schedule.idle()
    schedule.cancel("g")
    schedule.cancel("c")
    assert {slot for slot, token in tokens.items() if token.cancelled} == {"g", "c"}
    assert [schedule.take(INFERENCE).slot for _ in range(5)] == ["f", "e", "d", "b", "a"]
    assert not schedule.idle()
    assert schedule.take(INFERENCE, timeout=0) is None
    assert schedule.idle(), "what was taken before is done"


def test_work_tells_what_it_runs_and_runs_it_by_its_token() -> None:
    schedule = Schedule()
    token = schedule.submit(INFERENCE, "slot", lambda token: iter([token, "done"]))
    assert list(schedule.take(INFERENCE).events()) == [token, "done"]


def test_what_runs_lets_more_urgent_work_of_its_lane_go_first() -> None:
    schedule = Schedule()
    for slot, priority in (("whole", 2), ("other", 2), ("look", 0)):
        schedule.submit(INTERACTIVE, slot, nothing, priority)
    look = schedule.take(INTERACTIVE)
    assert look.slot == "look"
    assert schedule.take_ahead(INTERACTIVE, look) is None, "what waits is less urgent"
    whole = schedule.take(INTERACTIVE)
    assert schedule.take_ahead(INTERACTIVE, whole) is None, "what waits is as urgent"
    schedule.submit(INFERENCE, "network", nothing)
    assert schedule.take_ahead(INTERACTIVE, whole) is None, "of another lane"
    urgent = schedule.submit(INTERACTIVE, "urgent", nothing)
    inner = schedule.take_ahead(INTERACTIVE, whole)
    assert inner.token is urgent
    schedule.cancel("whole")
    assert whole.token.cancelled, "it stands still, and runs"
    assert not urgent.cancelled
    schedule.end(INTERACTIVE, inner)
    schedule.cancel("urgent")
    assert not urgent.cancelled, "it is done"


def test_another_rank_for_what_waits_and_for_what_runs() -> None:
    schedule = Schedule()
    for slot in "abc":
        schedule.submit(INFERENCE, slot, nothing, 3)
    schedule.rank("c", 1)
    running = schedule.take(INFERENCE)
    assert running.slot == "c"
    schedule.rank("c", 9)
    assert schedule.take_ahead(INFERENCE, running).slot == "a"

"""The lanes: events in order and in the GUI thread, cancel, crashes that kill no lane, a quick end."""

from __future__ import annotations

import gc
import itertools
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from srviewer.engine import preload
from srviewer.engine.events import Cancelled, Failed, Finished, Progressed, Result, Started, TileFinished
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.schedule import INFERENCE, INTERACTIVE, Schedule, Work
from srviewer.evaluation import CompareTask, Measured, Prepared, PrepareTask, compare, prepare
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.services import lanes as worker
from srviewer.gui.services.lanes import Crashed, Status, Workers, carry_out, display_of
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode

GREY = np.zeros((6, 8), np.uint8)


def result(pixels: np.ndarray = GREY) -> Result:
    return Result(pixels, None, None, "bicubic", 2, (), (), (), "cpu", 0.1)


class Ear(QObject):
    """Hears what arrives, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[object] = []
        self.displays: list[object] = []
        self.threads: set[QThread] = set()

    @Slot(object, object)
    def hear(self, event: object, display: object) -> None:
        self.events.append(event)
        self.displays.append(display)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def schedule() -> Schedule:
    return Schedule()


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def workers(qapp: QApplication, schedule: Schedule, ear: Ear) -> Iterator[Workers]:
    workers = Workers(schedule)
    workers.arrived.connect(ear.hear)
    workers.start()
    yield workers
    assert workers.stop()


def told(
    run: Callable[[Token], Iterator[object]],
    token: Token | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> list[tuple[object, object]]:
    """What a piece of work tells, here and now."""
    heard: list[tuple[object, object]] = []
    work = Work(0, 0, "slot", run, token or Token())
    carry_out(work, lambda event, display: heard.append((event, display)), clock)
    return heard


def slow() -> Callable[[], float]:
    """A clock by which every event takes a second."""
    return itertools.count().__next__


# -- what is told, without a thread --------------------------------------------------------------------------


def test_events_come_with_what_is_drawn() -> None:
    events = [Started(1), TileFinished(1, 2, 0, GREY[:, 2:], 8, 6), Finished(1, result())]
    heard = told(lambda _token: iter(events), clock=slow())
    assert [event for event, _ in heard] == events
    assert heard[0][1] is None
    assert isinstance(heard[1][1], Pyramid)
    assert (heard[1][1].width, heard[1][1].height) == (6, 6)
    assert (heard[2][1].width, heard[2][1].height) == (8, 6)


def test_prepared_comes_with_both_references() -> None:
    lr, truth = Picture(np.zeros((3, 4), np.float32)), Picture(np.zeros((6, 8), np.float32))
    assert display_of(Prepared(1, lr, truth), Token()).keys() == {"lr", "truth"}
    assert display_of(Prepared(1, lr), Token()).keys() == {"lr"}
    assert display_of(Prepared(1, None, error="too small"), Token()) == {}


def test_a_tile_is_ready_before_the_next_one_is_made() -> None:
    canvas = np.zeros((4, 4), np.uint8)

    def run(_token: Token) -> Iterator[object]:
        for value in (10, 20):
            canvas[:] = value
            yield TileFinished(1, 0, 0, canvas, 4, 4)

    displays = [display for _, display in told(run, clock=slow())]
    assert [int(display.levels[0][0, 0, 0]) for display in displays] == [10, 20]


def test_a_quick_result_is_shown_as_a_whole() -> None:
    part, ahead = (TileFinished(1, 2, 0, GREY[:, 2:], 8, 6, preview=preview) for preview in (False, True))
    end = Finished(1, result())
    assert [event for event, _ in told(lambda _token: iter((ahead, part, end)))] == [ahead, end]
    times = iter((0.0, 0.1, 0.15, 0.21, 0.22))  # of the beginning and of each event
    heard = told(lambda _token: iter((part, part, Progressed(1, 0.5), end)), clock=lambda: next(times))
    assert [event for event, _ in heard] == [part, part, Progressed(1, 0.5), end], "what takes longer shows its parts"


def test_progress_is_told_ten_times_a_second_and_at_its_end() -> None:
    events, milliseconds = [Progressed(1, n / 1000) for n in range(1001)], itertools.count()
    heard = told(lambda _token: iter(events), clock=lambda: next(milliseconds) / 1000)
    assert [event.fraction for event, _ in heard] == pytest.approx([n / 10 for n in range(2, 11)], abs=0.005)


def test_the_progress_of_what_is_done_at_once_is_not_told() -> None:
    end = Finished(1, result())
    assert [event for event, _ in told(lambda _token: iter((Progressed(1, 0.5), Progressed(1, 1.0), end)))] == [end]


def test_cancelled_while_the_result_is_made_ready() -> None:
    token = Token()

    def run(token: Token) -> Iterator[object]:
        token.cancel()
        yield Finished(7, result())

    assert told(run, token) == [(Cancelled(7), None)]


def test_no_memory_to_show_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, compact: bool) -> Pyramid:
        raise MemoryError

    monkeypatch.setattr(worker, "build_pyramid", fails)
    ((event, _),) = told(lambda _token: iter([Finished(7, result())]))
    assert isinstance(event, Failed)
    assert event.job_id == 7
    assert "memory" in event.message


def test_a_crash_is_told(caplog: pytest.LogCaptureFixture) -> None:
    def run(_token: Token) -> Iterator[object]:
        yield Started(1)
        raise ZeroDivisionError("a bug")

    _, (failed, _), (crash, _) = told(run)
    assert isinstance(failed, Failed)
    assert failed.job_id == 1
    assert isinstance(crash, Crashed)
    assert crash.slot == "slot"
    assert "a bug" in crash.detail
    assert "crashed" in caplog.text


def test_a_crash_after_the_result_leaves_the_result(caplog: pytest.LogCaptureFixture) -> None:
    def run(_token: Token) -> Iterator[object]:
        yield Finished(1, result())
        raise ZeroDivisionError("a bug in a metric")

    assert [type(event) for event, _ in told(run)] == [Finished, Crashed]


def test_starting_the_networks_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(preload, "loaded", lambda: False)
    monkeypatch.setattr(preload, "preload_torch", asked.append)
    closing = Token()
    assert list(worker.start_networks(closing)) == [Status("starting the networks"), Status("")]
    assert asked == [closing]
    monkeypatch.setattr(preload, "loaded", lambda: True)
    assert list(worker.start_networks(closing)) == []


def test_torch_that_cannot_be_loaded_is_the_networks_affair(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_token: Token) -> None:
        raise ImportError("no torch here")

    monkeypatch.setattr(preload, "loaded", lambda: False)
    monkeypatch.setattr(preload, "preload_torch", fails)
    assert list(worker.start_networks(Token()))[-1] == Status("")
    assert "no torch here" in caplog.text


# -- work that gives way, without a thread of its own --------------------------------------------------------


def numbered(job: int) -> Callable[[Token], Iterator[object]]:
    return lambda _token: iter([Started(job), Finished(job, result())])


def test_urgent_work_goes_between_two_strips_of_what_runs(schedule: Schedule) -> None:
    heard: list[object] = []

    def whole(token: Token) -> Iterator[object]:
        yield Started(1)
        schedule.submit(INTERACTIVE, "look", numbered(2))
        schedule.submit(INTERACTIVE, "later", numbered(3), 9)
        token.raise_if_cancelled()
        assert token.away > 0
        yield Finished(1, result())

    schedule.submit(INTERACTIVE, "whole", whole, 5)
    work = schedule.take(INTERACTIVE)
    worker.do(work, schedule, INTERACTIVE, lambda event, _display: heard.append(event))
    assert [(type(event), event.job_id) for event in heard] == [
        (Started, 1), (Started, 2), (Finished, 2), (Finished, 1)
    ]  # fmt: skip
    assert schedule.take(INTERACTIVE).slot == "later"


def test_work_that_was_cancelled_while_it_stood_still_ends_before_the_next_begins(schedule: Schedule) -> None:
    """It holds a picture that is gone."""
    ended: list[str] = []

    def following(_token: Token) -> Iterator[object]:
        ended.append("next")
        return iter(())

    def urgent(_token: Token) -> Iterator[object]:
        schedule.cancel("stale")
        schedule.submit(INTERACTIVE, "next", following)
        return iter(())

    def stale(token: Token) -> Iterator[object]:
        schedule.submit(INTERACTIVE, "urgent", urgent)
        try:
            token.raise_if_cancelled()
        finally:
            ended.append("stale")
        yield Started(1)

    schedule.submit(INTERACTIVE, "stale", stale, 5)
    for _ in range(2):
        worker.do(schedule.take(INTERACTIVE, timeout=0), schedule, INTERACTIVE, lambda _event, _display: None)
    assert ended == ["stale", "next"]


def test_work_that_goes_ahead_of_inference_makes_ordinary_tensors(schedule: Schedule) -> None:
    """A gradient may be asked for of what it makes."""
    torch, made = pytest.importorskip("torch"), []

    def urgent(_token: Token) -> Iterator[object]:
        made.append(torch.ones(1, requires_grad=True) * 2)
        return iter(())

    def network(token: Token) -> Iterator[object]:
        with torch.inference_mode():
            schedule.submit(INFERENCE, "urgent", urgent)
            token.raise_if_cancelled()
            made.append(torch.ones(1))
        return iter(())

    schedule.submit(INFERENCE, "network", network, 5)
    worker.do(schedule.take(INFERENCE), schedule, INFERENCE, lambda _event, _display: None)
    assert [tensor.is_inference() for tensor in made] == [False, True]
    assert made[0].requires_grad


def test_a_network_s_own_threads_do_no_other_work(schedule: Schedule) -> None:
    heard: list[object] = []

    def network(token: Token) -> Iterator[object]:
        schedule.submit(INFERENCE, "urgent", numbered(2))
        strip = threading.Thread(target=token.raise_if_cancelled)
        strip.start()
        strip.join()
        yield Started(1)

    schedule.submit(INFERENCE, "network", network, 5)
    worker.do(schedule.take(INFERENCE), schedule, INFERENCE, lambda event, _display: heard.append(event))
    assert heard[0] == Started(1)


@pytest.mark.parametrize("cancelled", ["whole", "look"])
def test_a_cancel_ends_the_one_it_is_for(schedule: Schedule, cancelled: str) -> None:
    heard: list[object] = []

    def look(token: Token) -> Iterator[object]:
        yield Started(2)
        schedule.cancel(cancelled)
        token.raise_if_cancelled()
        yield Finished(2, result())

    def whole(token: Token) -> Iterator[object]:
        yield Started(1)
        schedule.submit(INTERACTIVE, "look", look)
        token.raise_if_cancelled()
        yield Finished(1, result())

    schedule.submit(INTERACTIVE, "whole", whole, 5)
    worker.do(schedule.take(INTERACTIVE), schedule, INTERACTIVE, lambda event, _display: heard.append(event))
    ends = {event.job_id: type(event) for event in heard if not isinstance(event, Started)}
    assert ends == {"whole": {1: Cancelled, 2: Finished}, "look": {1: Finished, 2: Cancelled}}[cancelled]


def test_what_is_done_is_let_go_of(schedule: Schedule) -> None:
    """A lane that waits holds neither the work it has done nor its picture."""
    kept: list[weakref.ref[Token]] = []

    def run(token: Token) -> Iterator[object]:
        kept.append(weakref.ref(token))
        yield Started(1)

    schedule.submit(INTERACTIVE, "one", run)
    thread = threading.Thread(target=worker.pump, args=(schedule, INTERACTIVE, lambda *_: None))
    gc.disable()
    try:
        thread.start()
        end = time.monotonic() + 10
        while not (kept and schedule.idle() and kept[0]() is None):
            assert time.monotonic() < end, "the token is still there, and with it what it belongs to"
            time.sleep(0.001)
    finally:
        gc.enable()
        schedule.shutdown()
        thread.join()


# -- in threads ----------------------------------------------------------------------------------------------


def test_events_arrive_in_order_and_in_the_gui_thread(
    workers: Workers, schedule: Schedule, ear: Ear, qtbot: QtBot
) -> None:
    events = [Started(job, str(n)) for job in range(3) for n in range(50)]
    for job in range(3):
        schedule.submit(INFERENCE, job, lambda _token, job=job: iter(events[50 * job : 50 * job + 50]))
    qtbot.waitUntil(lambda: len(ear.events) == 150)
    assert ear.events == events
    assert ear.threads == {QApplication.instance().thread()}


def test_a_lane_that_computes_in_python_does_not_hold_the_window_up(workers: Workers) -> None:
    assert sys.getswitchinterval() <= 0.001


def test_a_picture_from_preparation_to_numbers(workers: Workers, schedule: Schedule, ear: Ear, qtbot: QtBot) -> None:
    picture = Picture(np.random.default_rng(0).random((24, 36, 3), np.float32))
    task = PrepareTask(1, picture, Mode.BENCHMARK, 2, "bicubic")
    schedule.submit(INFERENCE, "prepare", lambda token: prepare(task, token))
    qtbot.waitUntil(lambda: len(ear.events) == 1)
    (prepared,) = ear.events
    job = Job.make(prepared.lr, "bicubic", 2)
    schedule.submit(INFERENCE, "pane", lambda token: compare(CompareTask(job, prepared.truth), token))
    qtbot.waitUntil(lambda: isinstance(ear.events[-1], Measured))
    finished = next(n for n, event in enumerate(ear.events) if isinstance(event, Finished))
    assert (ear.displays[finished].width, ear.displays[finished].height) == (36, 24)


def test_the_interactive_lane_does_not_queue_behind_a_network(
    workers: Workers, schedule: Schedule, ear: Ear, qtbot: QtBot
) -> None:
    held = threading.Event()

    def network(_token: Token) -> Iterator[object]:
        held.wait(5)
        yield Started(1)

    schedule.submit(INFERENCE, "network", network)
    schedule.submit(INTERACTIVE, "slider", lambda _token: iter([Started(2)]))
    qtbot.waitUntil(lambda: bool(ear.events))
    assert ear.events == [Started(2)]
    held.set()
    qtbot.waitUntil(lambda: len(ear.events) == 2)


def until_cancelled(token: Token) -> Iterator[object]:
    """Work that goes on until it is cancelled, and says so."""
    yield Started(1)
    while not token.cancelled:
        time.sleep(0.002)
    yield Cancelled(1)


def test_cancel_is_answered_at_once(workers: Workers, schedule: Schedule, ear: Ear, qtbot: QtBot) -> None:
    schedule.submit(INFERENCE, "pane", until_cancelled)
    qtbot.waitUntil(lambda: ear.events == [Started(1)])
    started = time.monotonic()
    schedule.cancel("pane")
    qtbot.waitUntil(lambda: ear.events == [Started(1), Cancelled(1)])
    assert time.monotonic() - started < 0.2


def test_a_crash_kills_no_lane(workers: Workers, schedule: Schedule, ear: Ear, qtbot: QtBot) -> None:
    def broken(_token: Token) -> Iterator[object]:
        raise ZeroDivisionError("a bug")

    schedule.submit(INFERENCE, "broken", broken)
    schedule.submit(INFERENCE, "sound", lambda _token: iter([Started(2)]))
    qtbot.waitUntil(lambda: len(ear.events) == 2)
    assert isinstance(ear.events[0], Crashed)
    assert ear.events[1] == Started(2)


def test_stop_ends_both_threads_within_a_second_and_nothing_arrives_any_more(
    qapp: QApplication, schedule: Schedule, ear: Ear, qtbot: QtBot
) -> None:
    workers = Workers(schedule)
    workers.arrived.connect(ear.hear)
    workers.start()
    for lane in (INFERENCE, INTERACTIVE):
        schedule.submit(lane, lane, until_cancelled)
    qtbot.waitUntil(lambda: len(ear.events) == 2)
    started = time.monotonic()
    assert workers.stop()
    assert time.monotonic() - started < 1
    qapp.processEvents()
    assert ear.events == [Started(1), Started(1)]
    assert workers.stop()


def test_stop_before_start_and_at_once_after_it(qapp: QApplication) -> None:
    assert Workers(Schedule()).stop()
    workers = Workers(Schedule())
    workers.start()
    assert workers.stop()


def test_work_that_does_not_answer_is_reported(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "STOP_TIMEOUT", 0.05)
    schedule, held, begun = Schedule(), threading.Event(), threading.Event()

    def deaf(_token: Token) -> Iterator[object]:
        begun.set()
        held.wait(5)
        yield Started(1)

    workers = Workers(schedule)
    workers.start()
    schedule.submit(INFERENCE, "deaf", deaf)
    assert begun.wait(5)
    assert not workers.stop()
    held.set()
    monkeypatch.setattr(worker, "STOP_TIMEOUT", 1.0)
    assert workers.stop()


def test_preload_runs_in_the_inference_lane_and_is_said(
    workers: Workers, ear: Ear, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    monkeypatch.setattr(preload, "loaded", lambda: False)
    monkeypatch.setattr(preload, "preload_torch", lambda _token: threads.append(threading.current_thread()))
    workers.preload()
    qtbot.waitUntil(lambda: ear.events == [Status("starting the networks"), Status("")])
    assert threads[0] is not threading.main_thread()


def test_signals_count_references_right(qapp: QApplication) -> None:
    """PySide6 6.12.0 loses one reference to True with every emit on Python 3.10 and 3.11, until it dies."""

    class Sender(QObject):
        told = Signal(bool, object)

    class Receiver(QObject):
        @Slot(bool, object)
        def hear(self, _flag: bool, _thing: object) -> None:
            return None

    sender, receiver = Sender(), Receiver()
    sender.told.connect(receiver.hear)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(100):
        sender.told.emit(True, None)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert abs(after[0] - before[0]) < 10
    assert abs(after[1] - before[1]) < 10

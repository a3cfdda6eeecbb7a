"""The queue with several files in flight, in a lane with its threads: every file's state, pause, stop, retry."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from srviewer import batch
from srviewer.__main__ import main
from srviewer.engine import memory
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH, Schedule
from srviewer.gui.features.batch.queue import BatchQueue, FileState
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import Workers

FILES, WIDTH = 8, 6
LETTERS = dict(zip(FileState, "wretDsFS", strict=True))  # waiting, reading, being enlarged, being written, Done, ...


class Bench:
    """Eight files planned; each waits to be enlarged (by bicubic, whatever the method) until it is let through.

    The method "gpu" is a network as it runs on a GPU: one file at a time.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self.folder, self.out = folder / "in", folder / "out"
        self.folder.mkdir()
        for row in range(FILES):
            Image.fromarray(np.full((4, WIDTH + row, 3), 20 * row, np.uint8)).save(self.folder / f"{row}.png")
        self.schedule = Schedule()
        self.workers = Workers(self.schedule)
        self.errands = Errands(self.schedule)
        self.workers.arrived.connect(self.errands.arrived)
        self.queue = BatchQueue(self.errands)
        self._let = [threading.Event() for _ in range(FILES)]
        real = batch.files.result_of

        def result_of(job: Job, token: Token) -> Result:
            while not self._let[job.picture.width - WIDTH].wait(0.001):
                token.report(0.5)
            return real(Job.make(job.picture, "bicubic", job.scale), token)

        monkeypatch.setattr(batch.files, "result_of", result_of)

    def plan(self, method: str, qtbot: QtBot, resume: bool = True) -> None:
        self._monkeypatch.setattr(batch.pipeline, "_is_a_gpu", lambda _device: method == "gpu")
        settings = batch.BatchSettings.make("srcnn" if method == "gpu" else method, 2, resume=resume)
        with qtbot.waitSignal(self.queue.planned):
            self.queue.plan([self.folder], self.out, settings, batch.TEMPLATE)

    def let(self, *rows: int) -> None:
        for row in rows:
            self._let[row].set()

    @property
    def states(self) -> str:
        """A letter a file."""
        return "".join(LETTERS[file.state] for file in self.queue.files)

    @property
    def in_flight(self) -> int:
        """Files that are read, enlarged or written."""
        return sum(self.states.count(letter) for letter in "ret")

    def wait(self, qtbot: QtBot, *states: str) -> None:
        qtbot.waitUntil(lambda: self.states in states, timeout=20000)

    def wait_for_end(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.queue.running and self.schedule.idle(), timeout=20000)

    @property
    def written(self) -> str:
        """Which files have results; no half written one lies about."""
        return "".join(sorted(path.name[0] for path in self.out.iterdir()))


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> Iterator[Bench]:
    monkeypatch.setattr(batch.pipeline, "threads", lambda: 2)
    bench = Bench(tmp_path, monkeypatch)
    bench.workers.start()
    yield bench
    bench.let(*range(FILES))
    assert bench.workers.stop()


def test_every_file_is_told_of_as_it_is(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    queue = bench.queue
    queue.start()
    bench.wait(qtbot, "ewwwwwww")
    bench.let(0)
    bench.wait(qtbot, "Deewwwww")
    qtbot.waitUntil(lambda: queue.fraction_of(1) == queue.fraction_of(2) == 0.5, timeout=20000)
    assert queue.fraction == pytest.approx(2 / 8)
    assert queue.finished == 1
    bench.let(2)
    bench.wait(qtbot, "DeDewwww")  # done before its turn
    assert queue.finished == 2
    assert queue.seconds_left > 0
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"
    assert queue.fraction == 1
    other = bench.out.parent / "cli"
    assert main(["upscale", str(bench.folder), "--method", "bicubic", "--scale", "2", "--output-dir", str(other)]) == 0
    assert {p.name: p.read_bytes() for p in bench.out.iterdir()} == {p.name: p.read_bytes() for p in other.iterdir()}


def test_on_a_gpu_a_network_takes_one_file_and_the_next_is_read(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("gpu", qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, "Derwwwww", "Drewwwww")
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"


@pytest.mark.parametrize("method", ["bicubic", "srcnn", "gpu"])
def test_stop_at_the_second_file_with_others_in_flight(bench: Bench, qtbot: QtBot, method: str) -> None:
    bench.plan(method, qtbot)
    bench.let(0)
    bench.queue.start()
    qtbot.waitUntil(lambda: bench.states.startswith("D") and "e" in bench.states, timeout=20000)
    qtbot.waitUntil(lambda: bench.in_flight >= 2, timeout=20000)
    bench.queue.stop()
    assert bench.queue.stopping
    bench.wait_for_end(qtbot)
    assert not bench.queue.stopping
    assert bench.states[0] == "D"
    assert bench.states[1:].strip("Sw") == ""
    assert bench.states[1] == "S"
    assert bench.written == "0"
    bench.let(*range(FILES))
    bench.queue.start()
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"
    assert bench.written == "01234567"


@pytest.mark.parametrize(
    ("method", "before"),
    [("bicubic", ("Deewwwww",)), ("srcnn", ("Deewwwww",)), ("gpu", ("Derwwwww", "Drewwwww"))],
)
def test_pause_finishes_what_is_being_enlarged_and_no_more(
    bench: Bench, qtbot: QtBot, method: str, before: tuple[str, ...]
) -> None:
    bench.plan(method, qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, *before)
    after = bench.states.replace("e", "D").replace("r", "w")
    bench.queue.pause()
    assert bench.queue.running
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.queue.paused
    assert bench.states == after
    assert bench.written == "".join(str(row) for row, state in enumerate(after) if state == "D")
    bench.queue.start()
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"


def test_a_pause_that_is_taken_back(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, "Deewwwww")
    bench.queue.pause()
    bench.queue.start()
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"


def test_some_files_are_stopped_and_the_rest_go_on(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, "Deewwwww")
    bench.queue.stop([2, 3, 6])  # being enlarged, in the pool's queue, not taken yet
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDSSDDSD"
    assert bench.written == "01457"
    assert bench.queue.waits
    bench.queue.retry([2])
    bench.queue.start()
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD", "starting takes up what was stopped"


def test_one_that_failed_is_tried_again_while_the_rest_go_on(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    whole = (bench.folder / "1.png").read_bytes()
    (bench.folder / "1.png").write_bytes(whole[:50])
    bench.let(0, 1)
    bench.queue.start()
    bench.wait(qtbot, "DFeewwww")
    (bench.folder / "1.png").write_bytes(whole)
    bench.queue.retry([0, 1])
    bench.wait(qtbot, "Dweewwww")
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"
    assert bench.queue.finished == 8


def test_a_bug_in_one_file_stops_no_other(bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.plan("bicubic", qtbot)
    monkeypatch.setattr(batch.files, "provenance", lambda result: 1 / (result.pixels.shape[1] - 2 * (WIDTH + 3)) and {})
    bench.let(*range(FILES))
    bench.queue.start()
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDFDDDD"
    assert "ZeroDivisionError" in bench.queue.files[3].message


def test_what_is_there_is_skipped_with_others_in_flight(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.out.mkdir()
    for row in (1, 4):
        Image.new("RGB", (3, 3)).save(bench.queue.files[row].item.target)
    bench.let(*range(FILES))
    bench.queue.start()
    bench.wait_for_end(qtbot)
    assert bench.states == "DsDDsDDD"
    assert bench.queue.finished == 8


def test_the_memory_of_the_setting_bounds_what_is_in_flight(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.plan("bicubic", qtbot)
    monkeypatch.setattr(memory, "available", lambda: 8)  # a quarter of it holds no file
    monkeypatch.setattr("srviewer.engine.run._tile_that_fits", lambda *_arguments: None)
    most = 0

    def look() -> None:
        nonlocal most
        most = max(most, bench.in_flight)

    bench.queue.changed.connect(look)
    bench.let(*range(FILES))
    bench.queue.start()
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"
    assert most == 1


def test_other_work_of_the_lane_gets_its_turn(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, "Deewwwww")
    finished: list[int] = []
    bench.errands.send("other", lambda _token: None, lambda _v: finished.append(bench.queue.finished), print, BATCH)
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDDD"
    assert finished[0] < FILES, "it did not wait for the last file"


def test_stop_while_the_lane_does_other_work(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    over = threading.Event()
    bench.errands.send("other", lambda _token: over.wait(20), lambda _v: None, print, BATCH)
    bench.queue.start()
    bench.queue.stop()
    assert not bench.queue.running
    over.set()
    bench.wait_for_end(qtbot)
    assert bench.states == "wwwwwwww"
    assert not bench.out.exists()


def test_closing_leaves_whole_files_only(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, "Deewwwww")
    assert bench.workers.stop(), "within a second"
    assert bench.written == "0"


def test_files_are_taken_away_and_moved_while_others_are_at_work(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.let(0)
    bench.queue.start()
    bench.wait(qtbot, "Deewwwww")
    names = [file.item.source.name for file in bench.queue.files]
    bench.queue.remove([1, 5])  # the first is at work and stays
    assert [file.item.source.name for file in bench.queue.files] == [*names[:5], *names[6:]]
    bench.queue.move([5, 6], 2)  # the last two before those that wait, behind one that is at work
    assert [file.item.source.name for file in bench.queue.files] == [*names[:2], *names[6:], *names[2:5]]
    assert bench.states == "Dewwewwww"[:3] + "wewww"[:4]
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "DDDDDDD"
    assert bench.written == "0123467"


def test_the_new_order_is_the_order_of_work(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.queue.move([7], 0)
    bench.queue.move([1, 2], 8)
    names = [file.item.source.name for file in bench.queue.files]
    assert names == ["7.png", "2.png", "3.png", "4.png", "5.png", "6.png", "0.png", "1.png"]
    bench.let(7)
    bench.queue.start()
    bench.wait(qtbot, "Deewwwww")
    assert bench.written == "7"
    bench.queue.stop()
    bench.wait_for_end(qtbot)


def test_all_that_waits_is_taken_away(bench: Bench, qtbot: QtBot) -> None:
    bench.plan("bicubic", qtbot)
    bench.queue.start()
    bench.wait(qtbot, "ewwwwwww")
    bench.queue.remove(range(FILES))
    assert bench.states == "e"
    bench.let(*range(FILES))
    bench.wait_for_end(qtbot)
    assert bench.states == "D"
    bench.queue.remove([0])
    assert bench.queue.files == []
    assert bench.written == "0", "nothing on disk is touched"

"""What a batch tells while it runs: what is begun, how far it is, and what each file's own cancel does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from srviewer import batch
from srviewer.batch import Begun, FileOutcome, FileStage, pipeline
from srviewer.engine import memory
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError
from srviewer.networks import threads as torch_threads

PATIENCE = 20  # seconds after which a test that hangs says so


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> str:
    """A network as it runs on a GPU: one file at a time, in the thread that asks."""
    monkeypatch.setattr(pipeline, "_is_a_gpu", lambda _device: True)
    return "srcnn"


@pytest.fixture(params=["bicubic", "srcnn", "gpu"])
def method(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue("gpu") if request.param == "gpu" else request.param
    return found


@pytest.fixture
def items(tmp_path: Path) -> tuple[batch.Item, ...]:
    """Six files; file n is 6 + n pixels wide."""
    (tmp_path / "in").mkdir()
    for n in range(6):
        Image.fromarray(np.full((4, 6 + n, 3), 40 * n, np.uint8)).save(tmp_path / "in" / f"{n}.png")
    return batch.plan([tmp_path / "in"], tmp_path / "out", batch.BatchSettings.make("bicubic", 2))[0]


Work = Callable[[int, Token], None]


@pytest.fixture
def enlarge(monkeypatch: pytest.MonkeyPatch) -> Callable[[Work], None]:
    """Have `work(n, token)` done before file n is enlarged, which is by bicubic whatever the method."""
    real = batch.files.result_of

    def put(work: Work) -> None:
        def result_of(job: Job, token: Token) -> Result:
            work(job.picture.width - 6, token)
            return real(Job.make(job.picture, "bicubic", job.scale), token)

        monkeypatch.setattr(batch.files, "result_of", result_of)

    return put


def settings(method: str) -> batch.BatchSettings:
    return batch.BatchSettings.make(method, 2)


def written(tmp_path: Path) -> list[str]:
    return sorted(path.name[0] for path in (tmp_path / "out").iterdir())


def until_cancelled(token: Token) -> None:
    wait_for(lambda: token.cancelled)
    token.raise_if_cancelled()


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.parametrize("ahead", [1, 4])
def test_each_is_begun_before_it_ends_and_both_in_order(
    items: tuple[batch.Item, ...], enlarge: Callable[[Work], None], method: str, ahead: int
) -> None:
    enlarge(lambda n, token: None)
    told = list(batch.events(items, settings(method), ahead=ahead))
    begun, ended = ([e for e in told if isinstance(e, kind)] for kind in (Begun, FileOutcome))
    assert [e.item for e in begun] == [e.item for e in ended] == list(items)
    for start, end in zip(begun, ended, strict=True):
        assert told.index(start) < told.index(end)
        assert start.progress.outcome is end
        assert start.progress.stage is FileStage.WRITING
    assert [e.item for e in batch.run(items, batch.BatchSettings.make(method, 2, overwrite=True))] == list(items)


def test_several_are_under_way_and_no_more_than_asked_for(items: tuple[batch.Item, ...]) -> None:
    most = under_way = 0
    for event in batch.events(items, settings("bicubic"), ahead=3):
        under_way += 1 if isinstance(event, Begun) else -1
        most = max(most, under_way)
    assert most == 3
    assert under_way == 0


def test_memory_for_one_takes_one_at_a_time(items: tuple[batch.Item, ...]) -> None:
    told = list(batch.events(items, settings("bicubic"), limit=1))
    assert [type(event) for event in told] == [Begun, FileOutcome] * 6


def test_the_stages_of_a_file(items: tuple[batch.Item, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[FileStage] = []
    for place, name in ((batch.files.image_io, "read_picture"), (batch.files, "result_of")):
        real = getattr(place, name)
        monkeypatch.setattr(place, name, lambda *a, real=real, **k: (seen.append(progress.stage), real(*a, **k))[1])
    real_write = batch.files.image_io.write_picture
    monkeypatch.setattr(
        batch.files.image_io, "write_picture", lambda *a, **k: (seen.append(progress.stage), real_write(*a, **k))[1]
    )
    progress = batch.FileProgress()
    assert progress.stage is FileStage.WAITING
    batch.upscale_file(items[0], settings("bicubic"), progress)
    assert seen == [FileStage.READING, FileStage.RUNNING, FileStage.WRITING]
    assert progress.fraction == pytest.approx(1)


def test_one_file_can_be_cancelled_while_others_are_under_way(
    items: tuple[batch.Item, ...], enlarge: Callable[[Work], None], tmp_path: Path, method: str
) -> None:
    enlarge(lambda n, token: until_cancelled(token) if n == 2 else None)
    begun: dict[int, batch.FileProgress] = {}
    outcomes: list[FileOutcome] = []
    for event in batch.events(items, settings(method)):
        if isinstance(event, FileOutcome):
            outcomes.append(event)
            continue
        begun[items.index(event.item)] = event.progress
        if len(begun) == 4:  # 1, 2 and 3 are in flight
            begun[2].cancel()
    assert [outcome.item for outcome in outcomes] == list(items)
    assert [outcome.cancelled for outcome in outcomes] == [n == 2 for n in range(6)]
    assert not any(outcome.error for outcome in outcomes)
    assert written(tmp_path) == ["0", "1", "3", "4", "5"]


def test_cancel_at_the_second_file_with_three_in_flight(
    items: tuple[batch.Item, ...], enlarge: Callable[[Work], None], tmp_path: Path, method: str
) -> None:
    enlarge(lambda n, token: until_cancelled(token) if n else None)
    token, told = Token(), []

    def take() -> None:
        for event in batch.events(items, settings(method), token=token):
            told.append(event)
            if sum(isinstance(e, Begun) for e in told) == 4:
                token.cancel()

    with pytest.raises(CancelledError):
        take()
    assert [event.item for event in told if isinstance(event, FileOutcome)] == [items[0]]
    assert written(tmp_path) == ["0"]
    assert not [t for t in threading.enumerate() if t.name.startswith("batch")]


@pytest.mark.parametrize("ahead", [1, 4])
def test_a_bug_in_the_middle_stops_nothing(
    items: tuple[batch.Item, ...],
    enlarge: Callable[[Work], None],
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    method: str,
    ahead: int,
) -> None:
    def work(n: int, _token: Token) -> None:
        if n == 3:
            raise ZeroDivisionError("as a bug would")

    enlarge(work)
    outcomes = list(batch.run(items, settings(method), ahead=ahead))
    assert [bool(outcome.error) for outcome in outcomes] == [n == 3 for n in range(6)]
    assert outcomes[3].error.endswith("3.png: failed unexpectedly (ZeroDivisionError: as a bug would)")
    assert written(tmp_path) == ["0", "1", "2", "4", "5"]
    assert "as a bug would" in caplog.text


@pytest.mark.parametrize(("on_a_gpu", "expected"), [(True, set(range(6))), (False, {0})])
def test_on_a_gpu_networks_run_in_the_thread_that_takes_the_events(
    items: tuple[batch.Item, ...],
    enlarge: Callable[[Work], None],
    monkeypatch: pytest.MonkeyPatch,
    on_a_gpu: bool,
    expected: set[int],
) -> None:
    monkeypatch.setattr(pipeline, "_is_a_gpu", lambda _device: on_a_gpu)
    threads: dict[int, threading.Thread] = {}
    enlarge(lambda n, _token: threads.setdefault(n, threading.current_thread()) and None)
    list(batch.events(items, settings("srcnn")))
    assert {n for n, thread in threads.items() if thread is threading.current_thread()} == expected


@pytest.mark.parametrize(
    ("cores", "threads", "files", "expected"),
    [(2, 2, 4, [1, 1]), (6, 4, 4, [2, 2, 1, 1]), (1, 2, 2, [1, 1]), (16, 4, 1, [16]), (16, 4, 2, [8, 8])],
)
def test_torch_s_threads_are_dealt_out_among_the_files_under_way(
    monkeypatch: pytest.MonkeyPatch, cores: int, threads: int, files: int, expected: list[int]
) -> None:
    monkeypatch.setattr(torch_threads, "CORES", cores)
    usual, network = torch.get_num_threads(), pipeline._Network("cpu", threads)
    network.count(files)
    got: list[int] = []

    def call() -> Any:
        got.append(torch.get_num_threads())
        if len(got) < min(threads, files):
            network.answer(Token(), call)  # while this one is being done

    network.answer(Token(), call)
    assert got == expected
    network.count(1 - files)
    got.clear()
    monkeypatch.setattr(network, "_most", 1)
    network.answer(Token(), lambda: got.append(torch.get_num_threads()))  # type: ignore[arg-type, return-value]
    assert got == [cores], "the last one has them all"
    assert torch.get_num_threads() == usual


@pytest.mark.parametrize("error", [OSError("libcudart.so.12: cannot open"), ImportError("no torch")])
def test_a_torch_that_cannot_be_loaded_is_left_to_each_file(
    items: tuple[batch.Item, ...],
    enlarge: Callable[[Work], None],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    tmp_path: Path,
) -> None:
    def fail(_token: Token) -> None:
        raise error

    monkeypatch.setattr(pipeline.preload, "preload_torch", fail)
    enlarge(lambda _n, _token: None)  # by bicubic, which needs none
    assert [outcome.error for outcome in batch.run(items, settings("srcnn"))] == [""] * 6
    assert written(tmp_path) == list("012345")


def test_files_that_need_no_network_do_not_wait_for_torch(
    items: tuple[batch.Item, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not [o.error for o in batch.run(items, settings("bicubic")) if o.error]
    monkeypatch.setattr(pipeline.preload, "preload_torch", lambda _token: pytest.fail("asked for torch"))
    monkeypatch.setattr(pipeline, "_is_a_gpu", lambda _device: pytest.fail("asked for torch"))
    outcomes = list(batch.run(items, batch.BatchSettings.make("srcnn", 2, resume=True)))
    assert all(o.skipped for o in outcomes)


def test_a_network_takes_the_memory_of_its_tiles_with_each_file(items: tuple[batch.Item, ...]) -> None:
    plain = batch.size_of(items[0], settings("bicubic"))
    assert batch.size_of(items[0], settings("srcnn")) == plain + memory.FIXED["luma"]
    assert batch.size_of(items[0], settings("perceptual")) == plain + memory.FIXED["rgb"]


def test_what_waits_for_the_network_is_cancelled_at_once(
    items: tuple[batch.Item, ...], enlarge: Callable[[Work], None], gpu: str
) -> None:
    begun: dict[int, batch.FileProgress] = {}
    seen: list[FileOutcome | None] = []

    def work(n: int, _token: Token) -> None:
        if n == 0 or seen:
            return
        other = begun[3 - n]
        wait_for(lambda: other.stage is FileStage.READING)
        other.cancel()
        wait_for(lambda: other.outcome is not None)
        seen.append(other.outcome)

    enlarge(work)
    for event in batch.events(items[:3], settings(gpu)):
        if isinstance(event, Begun):
            begun[items.index(event.item)] = event.progress
    assert seen[0] is not None
    assert seen[0].cancelled


def test_an_interrupt_in_the_network_ends_the_batch(
    items: tuple[batch.Item, ...], enlarge: Callable[[Work], None], tmp_path: Path, gpu: str
) -> None:
    begun: list[str] = []  # in the order in which they were read, which need not be theirs

    def work(n: int, _token: Token) -> None:
        begun.append(str(n))
        if n == 2:
            raise KeyboardInterrupt

    enlarge(work)
    with pytest.raises(KeyboardInterrupt):
        list(batch.run(items, settings(gpu)))
    assert not [t for t in threading.enumerate() if t.name.startswith("batch")]
    assert begun[-1] == "2"
    assert set(written(tmp_path)) <= set(begun[:-1])


def test_a_batch_takes_only_what_it_has_room_for(items: tuple[batch.Item, ...]) -> None:
    taken = 0

    def supply() -> Iterator[batch.Item]:
        nonlocal taken
        for item in items:
            taken += 1
            yield item

    begun = 0
    for event in batch.events(supply(), settings("bicubic"), ahead=2):
        begun += isinstance(event, Begun)
        assert taken == begun


def test_what_a_supply_holds_back(items: tuple[batch.Item, ...]) -> None:
    supply = batch.Supply(items)
    taken = iter(supply)
    supply.leave_out(items[0])
    assert next(taken) == items[1]
    supply.leave_out(items[2])
    assert next(taken) == items[3]
    supply.close()
    assert list(taken) == []
    closed = batch.Supply(items)
    closed.close()
    assert list(closed) == [items[0]], "one is always given"
    assert list(batch.Supply(items, lambda: True)) == [items[0]]

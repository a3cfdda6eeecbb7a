"""SRCNN in strips: equal to the plain network at every size and cut, broken off when asked, threads as they were."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from srviewer import weights
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError
from srviewer.networks import build, for_inference
from srviewer.networks.srcnn import SRCNN
from srviewer.networks.srcnn_winograd import StripSRCNN, kernel_transform
from srviewer.networks.threads import begin, run_parts, share
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context

ROUNDING = 1e-5
SIZES = [(1, 1), (1, 50), (2, 9), (3, 3), (15, 6), (16, 16), (17, 5), (18, 40), (33, 70), (50, 1)]


@pytest.fixture(params=[1, 2])
def threads(request: pytest.FixtureRequest) -> Iterator[int]:
    before = torch.get_num_threads()
    torch.set_num_threads(request.param)
    yield request.param
    torch.set_num_threads(before)


def trained(scale: int = 3) -> tuple[weights.Entry, SRCNN]:
    entry = weights.find("srcnn", scale)
    network = build(entry.architecture)
    assert isinstance(network, SRCNN)
    network.load_state_dict(weights.read(entry))
    return entry, network.eval().requires_grad_(False)


def in_strips(network: SRCNN, rows: int, columns: int) -> StripSRCNN:
    return StripSRCNN(network.extraction, network.mapping, network.reconstruction, rows, columns)


def test_the_transform_convolves() -> None:
    """One convolution by the 8 products is the one by the definition."""
    image, kernel = torch.rand(1, 1, 8, 1), torch.rand(1, 1, 5, 1)
    network = SRCNN(channels=(1, 1))
    network.mapping.weight.data.zero_()[:, :, :, 2] = kernel[..., 0]
    network.mapping.bias.data.zero_()  # type: ignore[union-attr]
    h2 = torch.empty(4, 1, 1)
    h1 = F.pad(image[0, 0, :, :, None], (0, 0, 2, 2))
    with torch.inference_mode():
        in_strips(network, 4, 1)._mapping(h1, h2, torch.empty(4, 1, 5, 1))
    assert torch.allclose(h2[:, 0, 0], F.conv2d(image, kernel)[0, 0, :, 0], atol=1e-6)
    assert kernel_transform().shape == (8, 5)


@pytest.mark.parametrize("size", SIZES)
@torch.inference_mode()
def test_strips_equal_the_plain_network(size: tuple[int, int], threads: int) -> None:
    _, network = trained()
    image = torch.rand(1, 1, *size, generator=torch.Generator().manual_seed(1))
    expected = network(image)
    for rows, columns in ((4, 8), (8, 20), (16, 256)):
        assert (in_strips(network, rows, columns)(image) - expected).abs().max() < ROUNDING


@torch.inference_mode()
def test_black_white_and_flats_are_as_exact() -> None:
    _, network = trained(2)
    for level in (0.0, 0.5, 1.0):
        image = torch.full((1, 1, 37, 21), level)
        assert (in_strips(network, 8, 8)(image) - network(image)).abs().max() < ROUNDING


def test_only_9_5_5_on_the_cpu_is_rewritten() -> None:
    other = SRCNN((9, 1, 5), (8, 4))
    assert not any(isinstance(layer, StripSRCNN) for layer in for_inference(other, strips=True))
    assert not any(isinstance(layer, StripSRCNN) for layer in for_inference(SRCNN()))
    assert isinstance(for_inference(SRCNN(), strips=True)[0], StripSRCNN)


def test_the_method_runs_in_strips_and_equals_the_plain_network() -> None:
    entry, network = trained()
    image = np.random.default_rng(0).random((40, 57), np.float32)
    with torch.inference_mode():
        expected = network(torch.from_numpy(image)[None, None])[0, 0].numpy()
    assert isinstance(learned.network(entry, "cpu")[0], StripSRCNN)
    assert np.abs(learned.run_network(entry, image, Context()) - expected).max() < ROUNDING


def test_cancelling_breaks_off_between_strips(threads: int) -> None:
    entry, _ = trained()
    token = Token()
    before = threading.active_count()
    timer = threading.Timer(0.05, token.cancel)
    timer.start()
    start = time.perf_counter()
    with pytest.raises(CancelledError):
        learned.run_network(entry, np.zeros((20_000, 64), np.float32), Context(token))
    timer.join()
    assert time.perf_counter() - start < 5
    assert threading.active_count() == before
    assert torch.get_num_threads() == threads


def test_parts_run_with_one_thread_each_and_leave_the_count_as_it_was(threads: int) -> None:
    counts: list[int] = []
    run_parts([lambda: counts.append(torch.get_num_threads())] * 5)
    assert counts == [1] * 5
    assert torch.get_num_threads() == threads
    assert _count_in_a_new_thread() == threads


def test_a_thread_has_its_share_and_all_others_what_they_had(threads: int) -> None:
    def nested() -> tuple[int, int, int]:
        with share(3):
            run_parts([lambda: None] * 2)
            return torch.get_num_threads(), _count_in_a_new_thread(), count_here.result()

    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(1) as other:
        count_here = other.submit(torch.get_num_threads)
        assert pool.submit(nested).result() == (3, threads, threads)
        assert pool.submit(torch.get_num_threads).result() == threads
        with pytest.raises(MemoryError), share(5):
            raise MemoryError
    assert torch.get_num_threads() == threads
    assert _count_in_a_new_thread() == threads


def test_the_result_is_the_same_with_any_number_of_threads() -> None:
    entry, _network = trained()
    image, found = np.random.default_rng(0).random((64, 64), np.float32), []  # of some sizes it is by itself
    for count in (1, 2, 3):
        with share(count):
            found.append(learned.run_network(entry, image, Context()))
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])


def test_threads_that_begin_while_another_takes_its_share_have_what_they_had(threads: int) -> None:
    """In a thread that comes to torch unannounced, one in thirty had another's count for good."""
    stop, counts = threading.Event(), list[int]()

    def shares() -> None:
        while not stop.is_set():
            with share(5):
                pass

    def newcomer() -> None:
        begin()
        counts.append(torch.get_num_threads())

    sharing = threading.Thread(target=shares)
    sharing.start()
    for _ in range(60):
        each = threading.Thread(target=newcomer)
        each.start()
        each.join()
    stop.set()
    sharing.join()
    assert counts == [threads] * 60


def test_a_part_that_cannot_be_started_leaves_the_count_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    usual, set_count = torch.get_num_threads(), torch.set_num_threads

    def late(count: int) -> None:
        if threading.current_thread().name.startswith("srviewer-torch") and count == 1:
            time.sleep(0.05)
        set_count(count)

    def submit(pool: ThreadPoolExecutor, *arguments: Any) -> Any:
        if pool._threads and isinstance(arguments[-1], list):  # the second lane
            raise RuntimeError("can't start new thread")
        return real(pool, *arguments)

    real = ThreadPoolExecutor.submit
    monkeypatch.setattr(torch, "set_num_threads", late)
    monkeypatch.setattr(ThreadPoolExecutor, "submit", submit)
    with share(2), pytest.raises(RuntimeError):
        run_parts([lambda: None] * 2)
    monkeypatch.undo()
    assert _count_in_a_new_thread() == usual


def test_an_error_comes_through_and_leaves_the_count_as_it_was(threads: int) -> None:
    def fail() -> None:
        raise MemoryError

    done: list[int] = []
    with pytest.raises(MemoryError):
        run_parts([fail, lambda: done.append(1)])
    assert torch.get_num_threads() == threads
    assert _count_in_a_new_thread() == threads


def test_many_callers_at_once_end(threads: int) -> None:
    ran: list[int] = []
    callers = [threading.Thread(target=run_parts, args=([lambda: ran.append(1)] * 3,)) for _ in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join(20)
    assert len(ran) == 24
    assert torch.get_num_threads() == threads


def _count_in_a_new_thread() -> int:
    counts: list[int] = []
    thread = threading.Thread(target=lambda: counts.append(torch.get_num_threads()))
    thread.start()
    thread.join()
    return counts[0]


def test_the_maps_of_the_first_layer_lie_beside_each_other() -> None:
    """Else its convolution takes five times as long, and the rectifier after it turns them round."""
    strips = in_strips(SRCNN(), 4, 8)
    assert F.conv2d(torch.rand(1, 1, 20, 30), strips._first).stride(1) == 1

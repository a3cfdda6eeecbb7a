"""The one owner of torch's thread count: work split into coarse parts, one torch thread each, and threads with a share.

`torch.set_num_threads` sets the calling thread's own count, and the one that threads take over which come to torch
later. Here only the first is wanted: the other is put back at once, by a thread that ends then.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import torch

CORES = torch.get_num_threads()  # of torch when this is first imported, which is before inference sets any count

_changing = threading.Lock()  # held while the count that new threads take over is another's
_of_thread = threading.local()


def begin() -> None:
    """To be called in a thread before it asks anything of torch: the count that it then takes over is nobody else's."""
    if not getattr(_of_thread, "begun", False):
        with _changing:
            torch.get_num_threads()
        _of_thread.begun = True


@contextmanager
def share(count: int) -> Iterator[None]:
    """Within the block torch has `count` threads for what the calling thread asks of it; all others keep theirs."""
    with _kept_from_others():
        before = torch.get_num_threads()
        torch.set_num_threads(count)
    try:
        yield
    finally:
        with _kept_from_others():
            torch.set_num_threads(before)


@contextmanager
def _kept_from_others() -> Iterator[None]:
    """Counts that are set within the block hold for the threads that set them alone (and for those that come to torch
    meanwhile without `begin`)."""
    with _changing, ThreadPoolExecutor(1, "srviewer-torch") as fresh:
        of_new_threads = fresh.submit(torch.get_num_threads).result()
        try:
            yield
        finally:
            fresh.submit(torch.set_num_threads, of_new_threads).result()


def run_parts(parts: Sequence[Callable[[], None]]) -> None:
    """Run all parts, as many at a time as the calling thread has torch threads, each in inference mode with one torch
    thread (a part that is alone keeps them all). Raises what the first of them raised, after all have ended."""
    begin()
    count = torch.get_num_threads()
    if count == 1 or len(parts) == 1:
        with torch.inference_mode():
            for part in parts:
                part()
        return
    ready = threading.Semaphore(0)
    lanes = [parts[n::count] for n in range(min(count, len(parts)))]

    def work(lane: Sequence[Callable[[], None]]) -> None:
        try:
            torch.set_num_threads(1)
        finally:
            ready.release()
        with torch.inference_mode():
            for part in lane:
                part()

    done: list[Future[None]] = []
    with ThreadPoolExecutor(len(lanes), "srviewer-torch") as pool, _kept_from_others():
        try:
            for lane in lanes:
                done.append(pool.submit(work, lane))
        finally:  # also then each has set its count before that of the others is put back
            for _ in done:
                ready.acquire()
    for each in done:
        each.result()

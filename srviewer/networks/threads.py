"""The one owner of torch's thread count: work split into coarse parts, one torch thread each.

`torch.set_num_threads` sets the calling thread's own count, and the one that threads take over which come to torch
later. So a worker says 1, and the caller puts its own count back as soon as all workers have said so; no error, and no
cancelling, leaves another count behind. Workers end with the call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import torch


def run_parts(parts: Sequence[Callable[[], None]]) -> None:
    """Run all parts, as many at a time as the calling thread has torch threads, each in inference mode with one torch
    thread (a part that is alone keeps them all). Raises what the first of them raised, after all have ended."""
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

    try:
        with ThreadPoolExecutor(len(lanes), "srviewer-torch") as pool:
            done = [pool.submit(work, lane) for lane in lanes]
            for _ in done:
                ready.acquire()
            torch.set_num_threads(count)
    finally:
        torch.set_num_threads(count)
    for each in done:
        each.result()

"""What is run next: lanes, priorities, and work that gives way. Thread-safe; starts no thread.

A worker calls `take` in a loop; whoever wants work done calls `submit`. Work has a *slot*: newer work in a slot
cancels what stands or runs there, so that a slider moved twenty times costs one run, not twenty. Work that runs lets
more urgent work of its lane go first (`take_ahead`) between strips and tiles, and goes on after that.

The lanes: networks, and after them numbers that take long; numpy (methods, maps, other numbers, wavelets), which never
waits for a network; reading and writing; and what takes minutes beside all of these (many files, claims).
"""

from __future__ import annotations

import heapq
import itertools
import threading
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from srviewer.engine.progress import Token

INFERENCE = "inference"
INTERACTIVE = "interactive"
FILES = "files"
BATCH = "batch"
LANES = (INFERENCE, INTERACTIVE, FILES, BATCH)


@dataclass(order=True)
class Work:
    """One thing to do: `events(token)` does it and yields what is to be told."""

    priority: int
    number: int
    slot: Hashable = field(compare=False)
    run: Callable[[Token], Iterator[object]] = field(compare=False, repr=False)
    token: Token = field(compare=False, default_factory=Token)

    def events(self) -> Iterator[object]:
        return self.run(self.token)


class Schedule:
    """Queues of work for the lanes. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._queues: dict[str, list[Work]] = {lane: [] for lane in LANES}
        self._running: dict[str, list[Work]] = {lane: [] for lane in LANES}  # the last ahead of the others
        self._numbers = itertools.count()
        self._closed = False

    def submit(
        self,
        lane: str,
        slot: Hashable,
        run: Callable[[Token], Iterator[object]],
        priority: int = 0,
    ) -> Token:
        """Queue work (lower `priority` first, then in order); what was in the slot is cancelled.

        Work that was taken out of the queue unrun is simply gone: no event tells of it. Returns the token by which
        the new work can be followed and cancelled. After `shutdown` the token comes back cancelled.
        """
        with self._condition:
            work = Work(priority, next(self._numbers), slot, run)
            if self._closed:
                work.token.cancel()
                return work.token
            self._drop(lambda other: other.slot == slot)
            heapq.heappush(self._queues[lane], work)
            self._condition.notify_all()
            return work.token

    def take(self, lane: str, timeout: float | None = None) -> Work | None:
        """The next work of a lane, waiting for it; None after `shutdown` or when the time is over."""
        with self._condition:
            self._running[lane].clear()
            self._condition.notify_all()
            self._condition.wait_for(lambda: self._closed or bool(self._queues[lane]), timeout)
            if self._closed or not self._queues[lane]:
                return None
            return self._begin(lane)

    def take_ahead(self, lane: str, of: Work) -> Work | None:
        """Work of a lane that is more urgent than `of`, which runs there and stands still until `end` is called."""
        queue = self._queues[lane]
        if not queue:  # the usual case, for which no lock is needed: what comes now is found the next time
            return None
        with self._condition:
            return self._begin(lane) if queue and queue[0].priority < of.priority else None

    def end(self, lane: str, work: Work) -> None:
        """Work that was taken ahead is done."""
        with self._condition:
            self._running[lane].remove(work)

    def _begin(self, lane: str) -> Work:
        work = heapq.heappop(self._queues[lane])
        self._running[lane].append(work)
        return work

    def rank(self, slot: Hashable, priority: int) -> None:
        """Give what waits or runs in a slot another priority."""
        with self._condition:
            for lane, queue in self._queues.items():
                for work in (*queue, *self._running[lane]):
                    if work.slot == slot:
                        work.priority = priority
                heapq.heapify(queue)

    def waiting(self, lane: str) -> list[Work]:
        """What waits for a lane, as it will be taken."""
        with self._condition:
            return sorted(self._queues[lane])

    def cancel(self, slot: Hashable) -> None:
        """Cancel what waits or runs in a slot."""
        with self._condition:
            self._drop(lambda work: work.slot == slot)

    def cancel_all(self) -> None:
        """Cancel everything that waits or runs."""
        with self._condition:
            self._drop(lambda _work: True)

    def idle(self) -> bool:
        """Whether nothing waits and nothing runs."""
        with self._condition:
            return not any(self._queues.values()) and not any(self._running.values())

    @property
    def closed(self) -> bool:
        """Whether it was shut down: what is submitted is cancelled at once."""
        return self._closed

    def shutdown(self) -> None:
        """Cancel everything and let every `take` return None."""
        with self._condition:
            self._closed = True
            self._drop(lambda _work: True)
            self._condition.notify_all()

    def _drop(self, stale: Callable[[Work], bool]) -> None:
        for queue in self._queues.values():
            for work in filter(stale, queue):
                work.token.cancel()
            queue[:] = [work for work in queue if not stale(work)]
            heapq.heapify(queue)
        for running in self._running.values():
            for work in filter(stale, running):
                work.token.cancel()

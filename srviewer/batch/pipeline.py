"""The files of a batch: one by one, several at once in threads of this process, or by another executor.

Why it is built so: `resources/decisions/0002-jobs-events-and-lanes.md`.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from math import ceil
from queue import SimpleQueue

from srviewer import system, upsamplers
from srviewer.batch.files import BatchSettings, Done, FileOutcome, FileProgress, Item, Linked, size_of, upscale_file
from srviewer.batch.ordered import AHEAD, begun_and_done
from srviewer.engine import device as devices
from srviewer.engine import preload
from srviewer.engine.events import Result
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError
from srviewer.phrase import phrase

log = logging.getLogger(__name__)

MOST_THREADS = 8
_LOOK_SECONDS = 0.05  # how often a thread that waits for the network's thread looks whether it still should


@dataclass(frozen=True, eq=False)
class Begun:
    """An item is under way; `progress` tells how far it is, and cancels it alone."""

    item: Item
    progress: FileProgress = field(repr=False)


Event = Begun | FileOutcome


class Supply:
    """Items for a batch, to be iterated over once. Those that it has not taken can be held back, from any thread; one
    it is always given, so that no batch ends where it began.

    `enough`, asked before each item, holds back the rest likewise.
    """

    def __init__(self, items: Iterable[Item], enough: Callable[[], bool] = lambda: False) -> None:
        self._items, self._enough = items, enough
        self._left_out: set[Item] = set()
        self._closed = threading.Event()

    def close(self) -> None:
        """Hold back the rest."""
        self._closed.set()

    def leave_out(self, item: Item) -> None:
        """Pass this item over."""
        self._left_out.add(item)

    def __iter__(self) -> Iterator[Item]:
        given = False
        for item in self._items:
            if given and (self._closed.is_set() or self._enough()):
                return
            if item not in self._left_out:
                given = True
                yield item


def run(
    items: Iterable[Item],
    settings: BatchSettings,
    executor: Executor | None = None,
    token: Token | None = None,
    ahead: int = AHEAD,
    limit: int | None = None,
) -> Iterator[FileOutcome]:
    """Do the items and tell what became of each, in order.

    Parameters
    ----------
    items, settings : what is done
    executor : what does it, given paths (its workers must see the same files); None for threads of this process
    token : cancels within a tile where threads of this process do it, within a file elsewhere
    ahead : so many items are under way at most; 1 does them one after the other
    limit : bytes that the files under way may take together; None for a quarter of what is available. A file that
        needs more goes alone

    Whoever stops taking outcomes pauses the work after the files that are under way. Raises `CancelledError` when the
    token asks for it, after the outcomes of the files that were written; files that are written are whole.
    """
    with contextlib.closing(events(items, settings, executor, token, ahead, limit)) as told:
        for event in told:
            if isinstance(event, FileOutcome):
                yield event


def events(
    items: Iterable[Item],
    settings: BatchSettings,
    executor: Executor | None = None,
    token: Token | None = None,
    ahead: int = AHEAD,
    limit: int | None = None,
) -> Generator[Event, None, None]:
    """As `run`; each item is told of also when it is begun, in the same order.

    Items are asked for one at a time, in the thread that takes the events, when there is room for one more. Of what
    another executor does only the beginning and the end are known, and no item is cancelled alone.
    """
    token = token or Token()
    if executor is not None:
        return _elsewhere(items, settings, executor, token, ahead, limit)
    if ahead > 1:
        return _in_threads(items, settings, token, ahead, limit)
    return _one_by_one(items, settings, token)


def _one_by_one(items: Iterable[Item], settings: BatchSettings, token: Token) -> Generator[Event, None, None]:
    for item in items:
        token.raise_if_cancelled()
        progress = FileProgress(token)
        yield Begun(item, progress)
        yield _outcome(item, settings, token, progress)


def _in_threads(
    items: Iterable[Item], settings: BatchSettings, token: Token, ahead: int, limit: int | None
) -> Generator[Event, None, None]:
    """The first file alone, which loads what all of them need; then several at once."""
    items = iter(items)
    yield from _one_by_one(islice(items, 1), settings, token)
    inner = Linked(token)
    most = min(threads(), ahead)
    method = upsamplers.get(settings.method)
    network = _Network(settings.device, most, bool(method.checksum)) if method.learned else None
    with ThreadPoolExecutor(most, thread_name_prefix="batch") as pool:

        def submit(begun: Begun) -> Future[FileOutcome]:
            if network is not None:
                network.count(1)
            future = pool.submit(_outcome, begun.item, settings, inner, begun.progress, network)
            if network is not None:
                future.add_done_callback(lambda _future: network.count(-1))
            return future

        tasks = (Begun(item, FileProgress(inner)) for item in items)
        serve = None if network is None else network.serve_until
        try:
            yield from _told(begun_and_done(tasks, submit, _size(settings), limit, ahead, token, serve))
        finally:
            inner.cancel()


def _elsewhere(
    items: Iterable[Item], settings: BatchSettings, executor: Executor, token: Token, ahead: int, limit: int | None
) -> Generator[Event, None, None]:
    def submit(begun: Begun) -> Future[FileOutcome]:
        return executor.submit(upscale_file, begun.item, settings)

    tasks = (Begun(item, FileProgress(token)) for item in items)
    yield from _told(begun_and_done(tasks, submit, _size(settings), limit, ahead, token))


def _size(settings: BatchSettings) -> Callable[[Begun], int]:
    return lambda begun: size_of(begun.item, settings)


def _told(steps: Iterator[tuple[Begun, Future[FileOutcome], bool]]) -> Generator[Event, None, None]:
    for begun, future, done in steps:
        yield future.result() if done else begun


def _outcome(
    item: Item, settings: BatchSettings, token: Token, progress: FileProgress, network: _Network | None = None
) -> FileOutcome:
    """What becomes of a file; `CancelledError` only if `token` says so for all of them."""
    through = None if network is None else partial(network.answer, progress)
    try:
        progress.raise_if_cancelled()
        progress.outcome = upscale_file(item, settings, progress, through)
    except CancelledError:
        token.raise_if_cancelled()
        progress.outcome = FileOutcome(item, cancelled=True)
    except Exception as error:
        log.exception("%s failed", item.source)
        words = (str(error).splitlines() or [""])[0]
        why = phrase(
            "{source}: failed unexpectedly ({kind}: {words})",
            source=item.source,
            kind=type(error).__name__,
            words=words,
        )
        progress.outcome = FileOutcome(item, error=why)
    return progress.outcome


class _Network:
    """Does a network's part of the files, asked by the threads that do the rest.

    On the CPU each thread does it itself with its share of torch's threads: two pictures in a thread each are done
    sooner than one after the other in two threads, which wait for each other at every layer. On a GPU one thread does
    it for all. Which it is is found out by the first file that comes so far: torch is not imported where none does.

    device : what the files are to be done on, as in `engine.device`
    alone : whether it does one picture at a time, with all threads: as models from files do
    most : so many threads do files
    """

    def __init__(self, device: str, most: int, alone: bool = False) -> None:
        self._device, self._most, self._alone = device, most, alone
        self._owner = _Owner()
        self.serve_until = self._owner.serve_until
        self._lock = threading.Lock()
        self._under_way = self._running = self._taken = 0

    def count(self, number: int) -> None:
        """So many files more are under way (less, if negative)."""
        with self._lock:
            self._under_way += number

    def answer(self, progress: Token, call: Done) -> Result:
        """What a call gives; `CancelledError` if the token says so before it is begun."""
        preload.wait(progress)
        try:
            preload.preload_torch(Token())
            one_at_a_time = self._alone or _is_a_gpu(self._device)
        except Exception:  # no torch, or no such device: the call will say it in words
            return call()
        if one_at_a_time:
            return self._owner.answer(progress, call)
        progress.raise_if_cancelled()
        from srviewer.networks.threads import CORES, share

        with self._share_of(CORES) as count, share(count):
            return call()

    @contextlib.contextmanager
    def _share_of(self, cores: int) -> Iterator[int]:
        """How many of the cores a call gets: those that are free, dealt out among the files that wait for some."""
        with self._lock:
            waiting = max(1, min(self._most, self._under_way) - self._running)
            count = max(1, ceil((cores - self._taken) / waiting))
            self._running += 1
            self._taken += count
        try:
            yield count
        finally:
            with self._lock:
                self._running -= 1
                self._taken -= count


def _is_a_gpu(device: str) -> bool:
    return devices.resolve(device) != "cpu"


class _Owner:
    """Calls that threads leave to one: the thread that serves does them, one at a time, in the order they came."""

    def __init__(self) -> None:
        self._asked: SimpleQueue[tuple[Done, Future[Result]] | None] = SimpleQueue()

    def answer(self, token: Token, call: Done) -> Result:
        """What a call gives, once the serving thread has done it; `CancelledError` if the token says so before that."""
        answer: Future[Result] = Future()
        self._asked.put((call, answer))
        while not wait_for((answer,), _LOOK_SECONDS).done:
            if token.cancelled and answer.cancel():
                token.raise_if_cancelled()
        return answer.result()

    def serve_until(self, end: Future[FileOutcome]) -> None:
        """Do what is asked until `end` is done."""
        end.add_done_callback(lambda _end: self._asked.put(None))
        while not end.done():
            asked = self._asked.get()
            if asked is not None and asked[1].set_running_or_notify_cancel():
                self._do(*asked)

    @staticmethod
    def _do(call: Done, answer: Future[Result]) -> None:
        try:
            answer.set_result(call())
        except BaseException as error:
            answer.set_exception(error)
            if not isinstance(error, Exception):
                raise


def threads() -> int:
    """Threads that do the files of a batch: as many as this process has processors, two at least."""
    return max(2, min(system.cores(), MOST_THREADS))

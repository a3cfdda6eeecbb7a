"""Tasks that are done elsewhere, kept in order and within a limit of memory."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import CancelledError as FutureCancelledError
from concurrent.futures import Future
from typing import TypeVar

from srviewer.engine import memory
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError

AHEAD = 4

T = TypeVar("T")
R = TypeVar("R")


def in_order(
    tasks: Iterable[T],
    submit: Callable[[T], Future[R]],
    size: Callable[[T], int],
    limit: int | None = None,
    ahead: int = AHEAD,
    token: Token | None = None,
) -> Iterator[tuple[T, Future[R]]]:
    """Every task with its future, which is done, in the order of the tasks.

    At most `ahead` are under way, and tasks whose sizes come to `limit` bytes; one that is larger goes alone. What
    waits is cancelled when the token says so (then `CancelledError`, after what was done) or the iterator is closed.
    """
    steps = begun_and_done(tasks, submit, size, limit, ahead, token)
    with contextlib.closing(steps):
        for task, future, done in steps:
            if done:
                yield task, future


def begun_and_done(
    tasks: Iterable[T],
    submit: Callable[[T], Future[R]],
    size: Callable[[T], int],
    limit: int | None = None,
    ahead: int = AHEAD,
    token: Token | None = None,
    wait: Callable[[Future[R]], object] | None = None,
) -> Generator[tuple[T, Future[R], bool], None, None]:
    """As `in_order`, and each task also when it is submitted: (task, future, whether it is done).

    `wait` is called before a future is waited for: it may do part of the work meanwhile.
    """
    token = token or Token()
    limit = memory.available() // 4 if limit is None else limit
    under_way: deque[tuple[T, int, Future[R]]] = deque()
    taken = 0

    def first() -> tuple[T, Future[R], bool]:
        nonlocal taken
        task, freed, future = under_way.popleft()
        taken -= freed
        if wait is not None:
            wait(future)
        _wait(future, token)
        return task, future, True

    try:
        for task in tasks:
            token.raise_if_cancelled()
            bytes_needed = size(task)
            while under_way and taken + bytes_needed > limit:
                yield first()
            token.raise_if_cancelled()
            future = submit(task)
            under_way.append((task, bytes_needed, future))
            taken += bytes_needed
            yield task, future, False
            while len(under_way) >= ahead:  # before the next is asked for: it might not be wanted by then
                yield first()
        while under_way:
            yield first()
    except CancelledError:
        for _task, _size, future in under_way:
            future.cancel()
        for task, _size, future in under_way:
            if _was_done(future):
                yield task, future, True
        raise
    finally:
        for _task, _size, future in under_way:
            future.cancel()


def _wait(future: Future[R], token: Token) -> None:
    """Until a future is done; raises `CancelledError` if the work itself was."""
    with contextlib.suppress(FutureCancelledError):
        if isinstance(future.exception(), CancelledError):
            token.raise_if_cancelled()


def _was_done(future: Future[R]) -> bool:
    """Whether a future that may have been cancelled has a result after all."""
    try:
        return future.exception() is None
    except FutureCancelledError:
        return False

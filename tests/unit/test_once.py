"""What is worked out once for an object does not hold up another's."""

from __future__ import annotations

import threading

from srviewer.once import Latest, once


class Sum:
    def __init__(self, *parts: int, until: threading.Event | None = None) -> None:
        self.parts, self.until, self.times = parts, until, 0

    @once
    def whole(self) -> int:
        """All parts."""
        self.times += 1
        assert self.until is None or self.until.wait(10), "the other had to wait"
        return sum(self.parts)


def test_it_is_called_when_first_asked_for_and_then_kept() -> None:
    pair = Sum(1, 2)
    assert pair.times == 0
    assert (pair.whole, pair.whole, pair.times) == (3, 3, 1)


def test_two_objects_are_worked_on_at_once() -> None:
    """The one waits in the midst of it until the other is done."""
    there = threading.Event()
    waiting = Sum(1, until=there)
    thread = threading.Thread(target=lambda: waiting.whole)
    thread.start()
    assert Sum(4, 5).whole == 9
    there.set()
    thread.join(timeout=20)
    assert vars(waiting)["whole"] == 1


def test_the_latest_are_kept_and_made_once() -> None:
    made: list[int] = []
    kept: Latest[int] = Latest(2)

    def get(key: int) -> int:
        return kept.get(key, lambda: made.append(key) or -key)  # type: ignore[func-returns-value]

    assert [get(key) for key in (1, 2, 1, 3, 1, 2)] == [-1, -2, -1, -3, -1, -2]
    assert made == [1, 2, 3, 2], "2 was the one that nobody had asked for the longest"

"""What metrics share of a pair is worked out once, and does not hold up another pair's."""

from __future__ import annotations

import threading

import numpy as np

from srviewer.metrics.pair import Pair

FLAT = np.full((12, 12), 7, np.uint8)


def test_planes_are_made_once() -> None:
    pair = Pair(FLAT, FLAT)
    assert pair.planes is pair.planes


def test_two_pairs_are_worked_on_at_once() -> None:
    """The one waits in the midst of its planes until the other's are there."""
    there = threading.Event()
    waiting = Pair(FLAT, FLAT, check=lambda: assert_set(there))
    thread = threading.Thread(target=lambda: waiting.planes)
    thread.start()
    assert Pair(FLAT, FLAT).planes[0].shape == (12, 12)
    there.set()
    thread.join(timeout=20)
    assert "planes" in vars(waiting)


def assert_set(event: threading.Event) -> None:
    assert event.wait(10), "the other had to wait"

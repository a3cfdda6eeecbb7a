"""The blind test is fair, counts right, and knows how little a few votes say."""

from __future__ import annotations

import csv
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from srviewer.reports.blind_test import Trial, Vote, as_csv, scores, trials, wilson


@given(st.integers(2, 6), st.integers(1, 5), st.integers(0, 99))
def test_every_pair_as_often_and_on_both_sides(contenders: int, rounds: int, seed: int) -> None:
    found = trials(contenders, rounds, seed)
    assert len(found) == rounds * contenders * (contenders - 1) // 2
    pairs = Counter(frozenset((t.left, t.right)) for t in found)
    assert set(pairs.values()) == {rounds}
    sides = Counter((t.left, t.right) for t in found)
    assert all(abs(sides[a, b] - sides[b, a]) <= 1 for a, b in sides)


def test_the_order_is_random_and_repeatable() -> None:
    assert trials(4, 3, 1) == trials(4, 3, 1)
    assert trials(4, 3, 1) != trials(4, 3, 2)


def test_scores() -> None:
    votes = [Vote(Trial(0, 1), "left"), Vote(Trial(1, 0), "right"), Vote(Trial(0, 2), "right"), Vote(Trial(2, 1), "")]
    first, second, third = scores(votes, 3)
    assert (first.wins, first.trials) == (2, 3)
    assert (second.wins, second.trials) == (0.5, 3)
    assert (third.wins, third.trials) == (1.5, 2)
    assert first.low < first.share < first.high


@given(st.integers(1, 200), st.data())
def test_the_interval_holds_the_share(count: int, data: st.DataObject) -> None:
    wins = data.draw(st.integers(0, count))
    low, high = wilson(wins, count)
    assert 0 <= low <= wins / count + 1e-12
    assert wins / count - 1e-12 <= high <= 1
    assert wilson(count - wins, count) == pytest.approx((1 - high, 1 - low))


def test_of_nothing_nothing_is_known() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


def test_csv() -> None:
    text = as_csv([Vote(Trial(0, 1), "right"), Vote(Trial(1, 0), "")], ("Bicubic", "DASR, gain 1"), "a.png")
    assert list(csv.reader(io.StringIO(text))) == [
        ["picture", "left", "right", "picked"],
        ["a.png", "Bicubic", "DASR, gain 1", "DASR, gain 1"],
        ["a.png", "DASR, gain 1", "Bicubic", ""],
    ]

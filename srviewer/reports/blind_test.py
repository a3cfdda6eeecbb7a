"""A blind test: which of two results people pick when they do not know what is what.

References
----------
E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927) 209-212. doi:10.1080/01621459.1927.10502953
"""

from __future__ import annotations

import csv
import io
import itertools
import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

Z95 = 1.959963984540054  # two-sided 95 % of the normal distribution


@dataclass(frozen=True)
class Trial:
    """Two contenders, by their index, on the two sides."""

    left: int
    right: int


@dataclass(frozen=True)
class Vote:
    """What was picked in a trial: "left", "right", or "" where no difference was seen."""

    trial: Trial
    picked: str = ""

    @property
    def winner(self) -> int | None:
        return {"left": self.trial.left, "right": self.trial.right}.get(self.picked)


@dataclass(frozen=True)
class Score:
    """Of one contender: in how many trials it was picked, of how many; the 95 % interval of its share.

    A trial in which no difference was seen counts half. The interval takes trials for independent, though a pair is
    shown several times; it covers neither other pictures nor other viewers.
    """

    wins: float
    trials: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.wins / self.trials if self.trials else 0.0


def trials(contenders: int, rounds: int = 2, seed: int | None = None) -> tuple[Trial, ...]:
    """Every pair `rounds` times in random order, each contender as often on the left as on the right (or one more)."""
    chance = random.Random(seed)
    found = []
    for pair in itertools.combinations(range(contenders), 2):
        first = chance.random() < 0.5
        for turn in range(rounds):
            left, right = pair if first == (turn % 2 == 0) else pair[::-1]
            found.append(Trial(left, right))
    chance.shuffle(found)
    return tuple(found)


def scores(votes: Sequence[Vote], contenders: int) -> tuple[Score, ...]:
    """The score of every contender."""
    found = []
    for index in range(contenders):
        mine = [v for v in votes if index in (v.trial.left, v.trial.right)]
        wins = sum(1.0 if v.winner == index else 0.5 if v.winner is None else 0.0 for v in mine)
        low, high = wilson(wins, len(mine))
        found.append(Score(wins, len(mine), low, high))
    return tuple(found)


def wilson(wins: float, count: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval for a share of `wins` in `count`; (0, 1) of nothing.

    Examples
    --------
    >>> tuple(round(x, 4) for x in wilson(8, 10))
    (0.4902, 0.9433)
    """
    if count == 0:
        return 0.0, 1.0
    share = wins / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)


def as_csv(votes: Sequence[Vote], names: Sequence[str], picture: str) -> str:
    """A row a trial: picture, left, right, picked (the name; empty where no difference was seen)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("picture", "left", "right", "picked"))
    for vote in votes:
        picked = "" if vote.winner is None else names[vote.winner]
        writer.writerow((picture, names[vote.trial.left], names[vote.trial.right], picked))
    return text.getvalue()

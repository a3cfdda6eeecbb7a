"""What is known of folders of results that are compared: numbers by picture and column, and what to say of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from srviewer import readings
from srviewer.metrics import Metric
from srviewer.phrase import commas, headed, phrase, typed
from srviewer.results.differences import differences
from srviewer.results.folders import Plan
from srviewer.results.measuring import Cells, Scores


@dataclass
class Board:
    """Numbers as they come in; single-threaded.

    foreign : numbers from elsewhere, by column and picture
    """

    plan: Plan
    cells: dict[str, Cells] = field(default_factory=dict)
    foreign: dict[str, Mapping[str, float]] = field(default_factory=dict)

    def cell(self, picture: str, column: str) -> Scores | None:
        return self.cells.get(picture, {}).get(column)

    def value(self, picture: str, column: str, metric: Metric) -> float | None:
        """As measured; None where there is none, or none yet."""
        cell = self.cell(picture, column)
        return None if cell is None else cell.measures.values.get(metric.name)

    def gap(self, picture: str, first: str, second: str, metric: Metric) -> float | None:
        """By how much the first is better than the second."""
        a, b = (self.value(picture, column, metric) for column in (first, second))
        if a is None or b is None or math.isinf(a) or math.isinf(b):
            return None
        return b - a if metric.lower else a - b

    def values(self, column: str, metric: Metric) -> dict[str, float]:
        """The numbers of a column that there are, by picture."""
        found = ((picture, self.value(picture, column, metric)) for picture in self.cells)
        return {picture: value for picture, value in found if value is not None}

    def summary(self, metric: Metric) -> list[str]:
        """Means with intervals, and the differences of every two columns, each a sentence."""
        values = {column: self.values(column, metric) for column in self.plan.columns}
        means = [_mean_words(column, metric, list(found.values())) for column, found in values.items()]
        return means + [each.words for each in differences(values, metric) if metric.ranked]

    def problems(self, most: int) -> tuple[list[str], int]:
        """What could not be matched or measured, and what was noticed in measuring: the first of it, and how much more
        there is."""
        noticed = [
            (column, picture, words)
            for picture, cells in self.cells.items()
            for column, cell in cells.items()
            for words in (cell.error, *cell.notices)
            if words
        ]
        told = self.plan.problems[:most]
        named = (headed(commas(list(map(typed, place))), words) for *place, words in noticed[: most - len(told)])
        return [*told, *named], len(self.plan.problems) + len(noticed) - most


def _mean_words(column: str, metric: Metric, values: Sequence[float]) -> str:
    mean = readings.mean_of(metric, values)
    sure = phrase("too few for an interval")
    if mean.interval is not None:
        low, high = (readings.written(metric, end, more=1) for end in mean.interval)
        sure = phrase("{low} to {high}", low=low, high=high)
    words = phrase("{column}: {mean} ({sure}), {count} pictures",
                   column=typed(column), mean=mean.text, sure=sure, count=len(values))  # fmt: skip
    return (
        words if not mean.identical else phrase("{mean}, {count} of them identical", mean=words, count=mean.identical)
    )

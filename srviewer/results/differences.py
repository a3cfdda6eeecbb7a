"""Two methods over the same pictures: by how much the one is better, how sure that is, and on how many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from srviewer.metrics import Metric
from srviewer.metrics.intervals import PairedDifference, paired
from srviewer.phrase import phrase, typed
from srviewer.readings import Readings


@dataclass(frozen=True)
class Over:
    """`first` is at least as good as `second` on the mean."""

    metric: Metric
    first: str
    second: str
    found: PairedDifference

    @property
    def words(self) -> str:
        """Like "A over B by 0.12 dB, 0.05 to 0.19, on 14 of 14"."""
        found, digits = self.found, self.metric.digits
        first, second = typed(self.first), typed(self.second)
        if found.mean is None:
            return phrase("{first} and {second}: no picture in common", first=first, second=second)
        by = f"{found.mean:.{digits}f}"
        by = phrase("{number} {unit}", number=by, unit=self.metric.unit) if self.metric.unit else by
        sure = phrase("too few for an interval")
        if found.interval is not None:
            low, high = (f"{end:.{digits}f}" for end in found.interval)
            sure = phrase("{low} to {high}", low=low, high=high)
        return phrase(
            "{first} over {second} by {by}, {sure}, on {wins} of {count}",
            first=first, second=second, by=by, sure=sure, wins=found.wins, count=found.count,
        )  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        found = self.found
        return {"metric": self.metric.name, "first": self.first, "second": self.second, "mean": found.mean,
                "interval": found.interval, "better_on": found.wins, "images": found.count}  # fmt: skip


def differences(values: Mapping[str, Mapping[str, float]], metric: Metric) -> list[Over]:
    """Every two columns (numbers by picture), the better of the two first."""
    return [_over(metric, a, b, values) for a, b in combinations(values, 2)]


def values_of(rows: Mapping[str, Readings], metric: Metric) -> dict[str, float]:
    """The numbers of a column that there are, by picture."""
    found = {name: row[metric.name].value for name, row in rows.items() if metric.name in row}
    return {name: value for name, value in found.items() if value is not None}


def _over(metric: Metric, first: str, second: str, values: Mapping[str, Mapping[str, float]]) -> Over:
    found = paired(values[first], values[second], metric.lower)
    if found.mean is not None and found.mean < 0:
        first, second = second, first
        found = paired(values[first], values[second], metric.lower)
    return Over(metric, first, second, found)


def worth_telling(metrics: Sequence[Metric]) -> list[Metric]:
    """The metrics whose differences are told: those that tell quality."""
    return [metric for metric in metrics if metric.ranked and metric.needs == "truth"]

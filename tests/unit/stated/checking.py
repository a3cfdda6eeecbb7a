"""What a text says, and what is found: the figures of a snippet beside values that are computed for them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from figures import Figure, english

Expected = float | Callable[[float], bool]


@dataclass(frozen=True)
class Says:
    """What a text says, and a call that gives what each of its figures must be: a number, to which the figure must
    round, or a test of the figure.

    snippet : a piece of the text as it stands, or a pattern of it
    long : it takes too long for every run
    """

    snippet: str | re.Pattern[str]
    found: Callable[..., Iterable[Expected]]
    long: bool = False

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where the text says it."""
        pattern = re.escape(self.snippet) if isinstance(self.snippet, str) else self.snippet
        return [match.span() for match in re.finditer(pattern, text)]


def says(snippet: str | re.Pattern[str], found: Callable[..., Iterable[Expected]], long: bool = False) -> Says:
    return Says(snippet, found, long)


def nearly(value: float) -> Expected:
    """As in "nearly 4 dB": a little less than that."""
    return lambda stated: 0.9 * stated <= value < stated


def about(value: float, within: float = 0.1) -> Expected:
    return lambda stated: abs(value - stated) <= within * stated


def at_most(value: float) -> Expected:
    return lambda stated: value <= stated


def more_than(value: float) -> Expected:
    """As in "more than 1 dB" of something that has `value`."""
    return lambda stated: value > stated


def at_least(value: float) -> Expected:
    return lambda stated: value >= stated


def less_than(value: float) -> Expected:
    return lambda stated: value < stated


def wrong(entry: Says, text: str, *arguments: Any) -> list[str]:
    """What of the figures of a text is not so, each in words."""
    told, expected = [], list(entry.found(*arguments))
    for start, end in entry.places(text):
        snippet = text[start:end]
        figures = english(snippet)
        if len(figures) != len(expected):
            told.append(f"{snippet!r}: {len(figures)} figures, {len(expected)} values for them")
            continue
        pairs = zip(figures, expected, strict=True)
        told += [f"{snippet!r}: {f.text} is not so, found {_shown(v)}" for f, v in pairs if not _fits(f, v)]
    return told


def _fits(figure: Figure, expected: Expected) -> bool:
    if callable(expected):
        return expected(figure.value)
    return (
        abs(figure.value - expected) <= 0.5 * 10.0**-figure.places + 1e-9 if figure.places else expected == figure.value
    )


def _shown(expected: Expected) -> str:
    cells = getattr(expected, "__closure__", None) or ()
    return ", ".join(str(cell.cell_contents) for cell in cells) if callable(expected) else str(expected)


def uncovered(text: str, entries: Iterable[Says], granted: Iterable[Figure] = ()) -> list[str]:
    """The figures of a text that no snippet has, and snippets that the text does not have (any more), in words.

    granted : figures that need none
    """
    granted = list(granted)
    spans: list[tuple[int, int]] = []
    told = []
    for entry in entries:
        spans += (places := entry.places(text))
        if not places:
            told.append(f"the text does not say {entry.snippet!r}")
    for figure in english(text):
        if figure not in granted and not any(start <= figure.start and figure.end <= end for start, end in spans):
            near = " ".join(text[max(0, figure.start - 30) : figure.end + 20].split())
            told.append(f"nothing computes {figure.text} in {near!r}")
    return told

"""Where everything goes on a contact sheet, for all ways of drawing it. Text is never cut: what is long is wrapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from srviewer import __version__
from srviewer.engine.job import Rect
from srviewer.metrics import Metric
from srviewer.phrase import Say, phrase
from srviewer.readings import Reading, have_any
from srviewer.reports.arrangement import GAP
from srviewer.reports.lettering import Letters

if TYPE_CHECKING:
    from srviewer.reports.contact_sheet import Sheet, SheetColumn

LINE = 18
INK, DIM = "#1d2126", "#667080"
TITLE, LABEL, SMALL, FOOT = 18, 15, 12, 11  # sizes of letters, units
DOT = 18  # the room of a dot before a label


@dataclass(frozen=True, eq=False)
class PlacedPicture:
    """A picture at a place, `width` wide; `marks` are drawn over it, in its pixels."""

    x: float
    y: float
    width: float
    height: float
    pixels: npt.NDArray[np.uint8]
    marks: tuple[Rect, ...] = ()


@dataclass(frozen=True)
class Text:
    """A line on its base line, which begins at (x, y)."""

    x: float
    y: float
    text: str
    size: int
    colour: str
    dot: str = ""


@dataclass(frozen=True, eq=False)
class Layout:
    """All lengths are in units of 1/96 inch."""

    width: float
    height: float
    pictures: tuple[PlacedPicture, ...]
    texts: tuple[Text, ...]
    letters: Letters


def letters_for(sheet: Sheet, say: Say) -> Letters:
    """A face that has all that is written on a sheet."""
    metrics = have_any(column.readings for column in sheet.columns)
    words = [sheet.title]
    for column in sheet.columns:
        words += [say(column.title), *map(say, column.made), *(text for text, _ in _numbers(column, metrics, say))]
    return Letters("".join(words))


def laid_out(sheet: Sheet, say: Say, letters: Letters, room: float = 1.0) -> Layout:
    """The layout of a sheet; lines take at most `room` of the width of their column."""
    how, count = sheet.arrangement, len(sheet.columns)
    row, cell = how.in_a_row(count), how.cell(count)
    width = GAP + row * (cell + GAP)
    pictures: list[PlacedPicture] = []
    texts: list[Text] = []
    y = float(GAP)
    for line in wrapped(sheet.title, letters, TITLE, (width - 2 * GAP) * room):
        texts.append(Text(GAP, y + TITLE, line, TITLE, INK))
        y += TITLE + 6
    y += GAP / 2
    metrics = have_any(column.readings for column in sheet.columns) if how.numbers else []
    for start in range(0, count, row):
        below = y
        columns = sheet.columns[start : start + row]
        titles = [wrapped(say(c.title), letters, LABEL, (cell - DOT) * room) if how.labels else [] for c in columns]
        head = max(map(len, titles)) * (LINE + 2)
        for index, (column, title) in enumerate(zip(columns, titles, strict=True)):
            x = GAP + index * (cell + GAP)
            for place, line in enumerate(title):
                dot = column.colour if place == 0 else ""
                texts.append(Text(x + DOT, y + place * (LINE + 2) + 14, line, LABEL, INK, dot))
            bottom = y + head
            for picture in _pictures(column, sheet, x, bottom, cell):
                pictures.append(picture)
                bottom = picture.y + picture.height + GAP
            for line, colour in _lines(column, metrics, say, letters, cell * room, how.labels):
                texts.append(Text(x, bottom + 12, line, SMALL, colour))
                bottom += LINE
            below = max(below, bottom)
        y = below + GAP
    texts.append(Text(GAP, y + 4, f"srviewer {__version__}", FOOT, DIM))
    return Layout(width, y + GAP, tuple(pictures), tuple(texts), letters)


def _pictures(column: SheetColumn, sheet: Sheet, x: float, y: float, cell: float) -> Iterator[PlacedPicture]:
    """A column's picture with its regions marked, and these below each other."""
    height, width = column.pixels.shape[:2]
    crops = sheet.crops if sheet.arrangement.insets else ()
    placed = PlacedPicture(x, y, cell, max(1.0, cell * height / width), column.pixels, crops)
    yield placed
    for crop in crops:
        part = column.pixels[crop.y : crop.bottom, crop.x : crop.right]
        y = placed.y + placed.height + GAP
        placed = PlacedPicture(x, y, cell, max(1.0, cell * crop.height / crop.width), part)
        yield placed


def _lines(
    column: SheetColumn, metrics: Sequence[Metric], say: Say, letters: Letters, width: float, labels: bool
) -> Iterator[tuple[str, str]]:
    """What stands under a column, with its colours."""
    if labels:
        for line in wrapped(" · ".join(map(say, column.made)), letters, SMALL, width):
            yield line, DIM
    for text, colour in _numbers(column, metrics, say):
        for line in wrapped(text, letters, SMALL, width):
            yield line, colour


def _numbers(column: SheetColumn, metrics: Sequence[Metric], say: Say) -> Iterator[tuple[str, str]]:
    for metric in metrics:
        reading = column.readings.get(metric.name)
        if reading is not None:
            yield _number(reading, say)


def _number(reading: Reading, say: Say) -> tuple[str, str]:
    """A number's line and its colour; the best is said to be it."""
    if reading.best:
        return say(phrase("{number} (best)", number=reading.labelled)), INK
    return say(reading.labelled), DIM


def wrapped(text: str, letters: Letters, size: int, width: float) -> list[str]:
    """A text in lines of at most `width`, broken at spaces, within a word only where that alone is too long."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if letters.width(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while letters.width(line, size) > width and len(line) > 1:
            fits = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or letters.width(line[:n], size) <= width)
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line] if line else lines

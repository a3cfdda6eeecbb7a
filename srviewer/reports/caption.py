"""The caption of a contact sheet as a paragraph: what is shown, how it was made, and how it was measured."""

from __future__ import annotations

from collections.abc import Sequence

from srviewer import __version__
from srviewer.engine.job import Rect
from srviewer.metrics import Metric
from srviewer.phrase import Say, commas, phrase, semicolons
from srviewer.readings import have_any, protocol
from srviewer.reports.contact_sheet import Sheet, SheetColumn


def caption(sheet: Sheet, say: Say = str) -> str:
    """All that a reader of the figure must know, in the language of `say`."""
    metrics = have_any(column.readings for column in sheet.columns) if sheet.arrangement.numbers else []
    columns = semicolons([_column(column, metrics) for column in sheet.columns])
    rows = sheet.arrangement.in_a_row(len(sheet.columns)) < len(sheet.columns)
    order = phrase("From left to right, row by row: {columns}", columns=columns)
    parts = [sheet.title, say(order if rows else phrase("From left to right: {columns}", columns=columns))]
    parts += [say(protocol(metric)) for metric in metrics]
    if sheet.arrangement.insets:
        places = semicolons([_place(crop) for crop in sheet.crops])
        parts.append(say(phrase("Enlarged regions, pixel by pixel: {places}", places=places)))
    parts.append(say(phrase("Made with srviewer {version}", version=__version__)))
    return " ".join(part.rstrip(".。") + "." for part in parts)


def _column(column: SheetColumn, metrics: Sequence[Metric]) -> str:
    """A column's title, parameters and numbers."""
    numbers = [column.readings[m.name].labelled for m in metrics if m.name in column.readings]
    details = commas([*column.made, *numbers])
    return phrase("{title} ({details})", title=column.title, details=details) if details else column.title


def _place(crop: Rect) -> str:
    x, y, width, height = crop
    return phrase("{width} × {height} at {x}, {y}", width=width, height=height, x=x, y=y)

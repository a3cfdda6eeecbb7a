"""Numbers as a table, in the forms that spreadsheets, READMEs and papers take."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from srviewer import readings
from srviewer.engine.events import Result
from srviewer.phrase import phrase
from srviewer.readings import Readings


@dataclass(frozen=True)
class Table:
    """Headings and rows of text, "" where there is nothing.

    best : (row, column) of what is best of what it is compared with
    notes : what a column's numbers are, by the column's index
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    best: frozenset[tuple[int, int]] = frozenset()
    notes: Mapping[int, str] = field(default_factory=dict)


def numbers_table(entries: Sequence[tuple[str, Result | None, Readings]], first: str = "") -> Table:
    """A row for each (title, result, readings): every metric that any has, then what each result took.

    first : heading of the titles, "Method" unless given
    """
    metrics = readings.have_any(row for _, _, row in entries)
    timed = any(result is not None and result.seconds for _, result, _ in entries)
    columns = list(enumerate(metrics, 1))
    best = {(y, x) for y, (_, _, row) in enumerate(entries) for x, m in columns if m.name in row and row[m.name].best}
    return Table(
        (first or phrase("Method"), *map(readings.heading, metrics), *(_SPEED if timed else ())),
        tuple(
            (title, *(_text(row, m.name) for m in metrics), *(_speed(result) if timed else ()))
            for title, result, row in entries
        ),
        frozenset(best),
        {x: readings.protocol(metric) for x, metric in columns},
    )


def _text(row: Readings, name: str) -> str:
    return row[name].text if name in row and row[name].value is not None else ""


_SPEED = (phrase("Time (s)"), phrase("Speed (MP/s)"), phrase("Device"), phrase("Memory (MB)"))


def _speed(result: Result | None) -> list[str]:
    if result is None or not result.seconds:
        return ["", "", "", ""]
    height, width = result.pixels.shape[:2]
    memory = "" if result.peak_bytes is None else f"{result.peak_bytes / 1e6:.0f}"
    return [f"{result.seconds:.3f}", f"{height * width / 1e6 / result.seconds:.2f}", result.device, memory]


def as_tsv(table: Table) -> str:
    """Tab-separated, as spreadsheets take it from the clipboard."""
    return "\n".join("\t".join(_plain(cell) for cell in row) for row in (table.headings, *table.rows))


def as_csv(table: Table) -> str:
    """Comma-separated (RFC 4180, but for line ends of one character)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows((table.headings, *table.rows))
    return text.getvalue()


def as_markdown(table: Table) -> str:
    """A Markdown table, numbers to the right, the best in bold."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_plain(cell).replace("|", "\\|") for cell in cells) + " |"

    rule = "|---" + "|--:" * (len(table.headings) - 1) + "|"
    rows = [line(_marked(table, row, cells, lambda t: f"**{t}**")) for row, cells in enumerate(table.rows)]
    return "\n".join((line(table.headings), rule, *rows))


def as_latex(table: Table) -> str:
    """A LaTeX tabular (package booktabs), the best in bold."""
    lines = [rf"\begin{{tabular}}{{l{'r' * (len(table.headings) - 1)}}}", r"\toprule"]
    lines += [" & ".join(map(_escaped, table.headings)) + r" \\", r"\midrule"]
    for row, cells in enumerate(table.rows):
        escaped = tuple(map(_escaped, cells))
        lines.append(" & ".join(_marked(table, row, escaped, lambda t: rf"\textbf{{{t}}}")) + r" \\")
    return "\n".join((*lines, r"\bottomrule", r"\end{tabular}"))


def _marked(table: Table, row: int, cells: Sequence[str], mark: Callable[[str], str]) -> list[str]:
    return [mark(text) if (row, column) in table.best else text for column, text in enumerate(cells)]


def _plain(text: str) -> str:
    """Without characters that would end a cell."""
    return " ".join(text.split())


_LATEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "×": r"$\times$"}
_LATEX.update({c: f"\\{c}" for c in "&%$#_{}"})


def _escaped(text: str) -> str:
    return "".join(_LATEX.get(character, character) for character in _plain(text))

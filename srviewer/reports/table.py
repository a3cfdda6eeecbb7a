"""Numbers as a table, in the forms that spreadsheets, READMEs and papers take."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from srviewer.engine.events import Result
from srviewer.evaluation import Measures
from srviewer.metrics import METRICS, Metric
from srviewer.phrase import Say


@dataclass(frozen=True)
class Table:
    """Headings and rows of text; `best` holds (row, column) of what is best in its column."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    best: frozenset[tuple[int, int]] = frozenset()


SPEED_HEADINGS = ("Time (s)", "Speed (MP/s)", "Device", "Memory (MB)")
TABLE_TEXTS = ("Method", "Numbers", *SPEED_HEADINGS, "identical")  # besides the metrics' titles


def heading_of(metric: Metric) -> str:
    """A metric's heading, with its unit."""
    return f"{metric.title} ({metric.unit})" if metric.unit else metric.title


def table_text(heading: str, say: Say) -> str:
    """A heading of a table of numbers in the language of `say`."""
    for metric in METRICS:
        if heading == heading_of(metric):
            return heading.replace(metric.title, say(metric.title), 1)
    return say(heading)


def numbers_table(entries: Sequence[tuple[str, Result | None, Measures]], first: str = "Method") -> Table:
    """A row for each (title, result, measures): every metric that any has, then what each result took.

    first : heading of the titles
    """
    metrics = [m for m in METRICS if any(_value(m.name, measures) is not None for _, _, measures in entries)]
    headings = [first, *(heading_of(m) for m in metrics)]
    timed = any(result is not None and result.seconds for _, result, _ in entries)
    if timed:
        headings += SPEED_HEADINGS
    rows, best = [], set()
    for row, (title, result, measures) in enumerate(entries):
        cells = [title]
        for column, metric in enumerate(metrics, 1):
            value = getattr(measures, metric.name)
            cells.append(_text(value, metric.digits, measures.identical and metric.name.startswith("psnr")))
            if value is not None and value == metric.best(getattr(m, metric.name) for _, _, m in entries):
                best.add((row, column))
        if timed:
            cells += _speed(result)
        rows.append(tuple(cells))
    return Table(tuple(headings), tuple(rows), frozenset(best))


def _value(name: str, measures: Measures) -> float | bool | None:
    value: float | None = getattr(measures, name)
    return True if value is None and measures.identical and name.startswith("psnr") else value


def _text(value: float | None, digits: int, identical: bool) -> str:
    return "identical" if value is None and identical else "" if value is None else f"{value:.{digits}f}"


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

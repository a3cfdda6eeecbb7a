"""Numbers that others measured: a CSV with a picture a row joins the table by the pictures' names."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from srviewer.errors import ParameterError
from srviewer.imaging.atomic import readable_name, reason
from srviewer.phrase import phrase
from srviewer.results.matching import matched

MOST_BYTES = 64 << 20


def read_numbers(path: Path, truths: Sequence[str]) -> dict[str, dict[str, float]]:
    """Columns of numbers, by heading and picture.

    truths : the pictures' names without endings. The column of which most entries match one of them names the pictures;
        of the others those that hold a number are taken, a heading that occurs again with its column's number. Commas,
        semicolons and tabs part columns.

    Raises
    ------
    ParameterError : the file cannot be read, is no table, or names none of the pictures
    """
    rows = _rows(path)
    if len(rows) < 2:
        raise ParameterError(phrase("{path}: no table with a heading and a row a picture", path=readable_name(path)))
    heading, body = rows[0], rows[1:]
    named_by, names, pictures = _pictures(body, truths)
    if not pictures:
        raise ParameterError(phrase("{path}: it names none of these pictures", path=readable_name(path)))
    found: dict[str, dict[str, float]] = {}
    for column, title in enumerate(heading):
        numbers = {pictures[stem]: v for stem, row in names.items() if stem in pictures
                   and column < len(row) and (v := _number(row[column])) is not None}  # fmt: skip
        if numbers and column != named_by:
            name = title.strip() or str(column + 1)
            found[f"{name} ({column + 1})" if name in found else name] = numbers
    return found


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES).decode("utf-8-sig", "replace")
        dialect = csv.Sniffer().sniff(text[:8192], ",;\t")
        return [row for row in csv.reader(io.StringIO(text), dialect) if any(cell.strip() for cell in row)]
    except OSError as error:
        raise ParameterError(
            phrase("{path} cannot be read: {reason}", path=readable_name(path), reason=reason(error))
        ) from None
    except csv.Error:
        raise ParameterError(
            phrase("{path}: no table with a heading and a row a picture", path=readable_name(path))
        ) from None


def _pictures(
    body: Sequence[Sequence[str]], truths: Sequence[str]
) -> tuple[int, Mapping[str, Sequence[str]], dict[str, str]]:
    """The column that names most pictures, the rows by the name in it, and the truth of each name."""
    best: tuple[int, Mapping[str, Sequence[str]], dict[str, str]] = (0, {}, {})
    for column in range(max(map(len, body))):
        names = {_stem(row[column]): row for row in body if column < len(row) and row[column].strip()}
        results = matched(truths, tuple(names)).results
        if len(results) > len(best[2]):
            best = column, names, {stem: truth for truth, stem in results.items()}
    return best


def _stem(cell: str) -> str:
    """A name without folders and ending; a number such as 0801.5 keeps its point."""
    name = PurePath(cell.strip().replace("\\", "/")).name
    ending = PurePath(name).suffix
    return name.removesuffix(ending) if ending[1:].isalpha() or ending.lower() == ".jp2" else name


def _number(cell: str) -> float | None:
    try:
        value = float(cell.strip().replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None

"""`srviewer evaluate --results NAME=DIR`: results that others made, as columns beside the methods."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer.cli.options import max_pixels
from srviewer.errors import ParameterError

if TYPE_CHECKING:
    from srviewer.measures import Measures
    from srviewer.metrics import Metric
    from srviewer.readings import Readings
    from srviewer.results.differences import Over

NEAREST = 8  # protocols that are told
OF_FILES = (
    "Results are measured on the Y of their rounded RGB; methods on Y that are run here on their own Y: a little apart."
)


def add_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--results",
        action="append",
        default=[],
        type=_name_and_folder,
        metavar="NAME=DIR",
        help="measure the pictures of a folder as a column of this name; may be given several times. Methods are run "
        "too only if --methods names them",
    )

    parser.add_argument(
        "--printed",
        metavar="NUMBER",
        help="with --results: by which protocols a column comes nearest to what a paper prints, e.g. 28.42",
    )


def _name_and_folder(text: str) -> tuple[str, Path]:
    name, equals, folder = text.partition("=")
    if not (name and equals and folder):
        raise argparse.ArgumentTypeError(f"{text!r}: expected NAME=DIR")
    return name, Path(folder)


def check(args: argparse.Namespace, methods: Sequence[str]) -> None:
    """`ParameterError` for names that are given twice, and for what results cannot be measured with."""
    names = [*methods, *(name for name, _ in args.results)]
    for name in names:
        if names.count(name) > 1:
            raise ParameterError(f"--results {name}: this name is given twice")
    if args.printed is not None:
        from srviewer.results import protocols

        protocols.parsed(args.printed)
        if not args.results:
            raise ParameterError("--printed needs --results: it is measured on files")
    if args.results and "," in (args.degradation or ""):
        raise ParameterError("--results: they were made of one LR; name one --degradation")


def measured(args: argparse.Namespace, metrics: Sequence[Metric]) -> Iterator[tuple[Path, str, Measures | str]]:
    """(the truth, column, its measures or an error in words) of every result, on all cores."""
    if not args.results:
        return
    from tqdm import tqdm

    from srviewer.imaging.atomic import readable_name
    from srviewer.results import folders, measuring, store

    plan = folders.plan(args.hr, dict(args.results), args.scale)
    for problem in plan.problems:
        print(f"srviewer: {problem}", file=sys.stderr)
    wanted = tuple(metric for metric in metrics if metric.needs != "lr")
    how = measuring.How(args.scale, wanted, args.crop_border, max_pixels(args))
    with store.opened() as kept:
        found = tqdm(measuring.measured(plan.rows, how, kept), total=len(plan.rows), unit="picture", disable=None)
        rows = {row.name: cells for row, cells in found}
    for row in plan.rows:
        for column, cell in rows[row.name].items():
            path = readable_name(row.results[column])
            for notice in cell.notices:
                print(f"srviewer: {path}: {notice}", file=sys.stderr)
            yield row.truth, column, f"{path}: {cell.error}" if cell.error else cell.measures


def differences(table: Mapping[str, Mapping[str, Readings]], metrics: Sequence[Metric]) -> list[Over]:
    """Every two columns of a table, by every metric that tells quality."""
    from srviewer.results.differences import differences, values_of, worth_telling

    def values(metric: Metric) -> dict[str, dict[str, float]]:
        return {column: values_of(rows, metric) for column, rows in table.items()}

    return [each for metric in worth_telling(metrics) for each in differences(values(metric), metric)]


def protocols_text(args: argparse.Namespace) -> str:
    """Which protocols come nearest to what `--printed` says, for each column."""
    from srviewer.results import folders, protocols

    plan = folders.plan(args.hr, dict(args.results), args.scale)
    lines = []
    for column in plan.columns:
        pairs = protocols.read_pairs(plan.rows, column, args.scale)
        values = protocols.values_of(pairs, protocols.is_structural(args.printed), args.scale)
        lines.append(f"\n{column}: {args.printed} is nearest to")
        found = protocols.nearest(values, args.printed, args.scale)[:NEAREST]
        lines += [f"  {each.value:.4f}  {each.protocol.words}" for each in found]
    return "\n".join(lines)

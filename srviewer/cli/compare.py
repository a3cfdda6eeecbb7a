"""`srviewer compare`: a labelled contact sheet of all methods, with zoomed crops, or a page with a slider."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer.cli.options import (
    Verbs,
    add_methods,
    add_params,
    add_reading,
    add_running,
    add_scale,
    chosen_methods,
    params_for,
    read_input,
)
from srviewer.errors import ParameterError
from srviewer.imaging.degradations import at, written
from srviewer.kinds import Mode
from srviewer.reports.formats import FIGURES, figure_format

if TYPE_CHECKING:
    from srviewer.reports import contact_sheet, table


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "compare",
        help="draw a figure that compares the methods",
        description="Draw a labelled contact sheet: every method, whole and zoomed. The suffix says the format; .html "
        "gives a page instead, one file for any browser, that compares any two on the two sides of a line.",
    )
    parser.add_argument("image", type=Path, metavar="IMAGE")
    add_scale(parser)
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.BENCHMARK.value)
    add_methods(parser)
    add_params(parser)
    parser.add_argument(
        "--degradation",
        metavar="HOW",
        help=f"how a benchmark makes the LR: {', '.join(written())} (default: bicubic; at x1, where nothing is shrunk, "
        f"{at(1, 'bicubic')})",
    )
    parser.add_argument(
        "--crop",
        action="append",
        type=_crop,
        default=[],
        metavar="X,Y,W,H",
        help="a region to zoom, in pixels of the result; may be given several times (default: the busiest place)",
    )
    parser.add_argument("--output", type=Path, required=True, metavar=f"FIGURE{'|'.join(f.suffix for f in FIGURES)}")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing file")
    add_running(parser)
    add_reading(parser)
    parser.set_defaults(run=run)


def _crop(text: str) -> tuple[int, int, int, int]:
    parts = text.split(",")
    if len(parts) != 4 or not all(p.strip().isdecimal() for p in parts):
        raise argparse.ArgumentTypeError(f"{text!r}: expected X,Y,W,H in pixels")
    x, y, width, height = (int(p) for p in parts)
    return x, y, width, height


def run(args: argparse.Namespace) -> int:
    from srviewer.imaging.atomic import readable_name
    from srviewer.reports.contact_sheet import Tongue

    form, name = figure_format(args.output), readable_name(args.output)
    if args.output.exists() and not args.overwrite:
        raise ParameterError(f"{name}: exists already (--overwrite replaces it)")
    sheet, table = _compared(args)
    form.write(sheet, args.output, table, args.overwrite, Tongue())
    print(name)
    return 0


def _compared(args: argparse.Namespace) -> tuple[contact_sheet.Sheet, table.Table]:
    """Run and measure every method: the sheet of their pictures, and their numbers as a table in the same order."""
    from srviewer import upsamplers
    from srviewer.engine.job import Job, Rect
    from srviewer.engine.run import result_of
    from srviewer.evaluation import benchmark_pair, measure
    from srviewer.imaging.atomic import readable_name
    from srviewer.readings import of_results
    from srviewer.reports import contact_sheet
    from srviewer.reports.table import numbers_table

    picture = read_input(args)
    args.degradation = args.degradation or at(args.scale, "bicubic")
    truth, lr = None, picture
    if args.mode == Mode.BENCHMARK:
        truth, lr = benchmark_pair(picture, args.scale, args.degradation)
    methods = chosen_methods(args.methods, args.scale)
    measured = []
    for name in methods:
        params = params_for(name, args.param, methods)
        job = Job.make(lr, name, args.scale, params, device=args.device, tile=args.tile)
        result = result_of(job)
        measured.append((result, measure(result, lr, truth)))
    results = [result for result, _measures in measured]
    columns = [
        contact_sheet.column_of(upsamplers.get(name), result, readings)
        for name, result, readings in zip(methods, results, of_results(measured, truth is not None), strict=True)
    ]
    numbers = numbers_table([(c.title, r, c.readings) for c, r in zip(columns, results, strict=True)])
    if truth is not None:
        columns.append(contact_sheet.truth_column(truth, args.scale))
    sheet = contact_sheet.Sheet.make(
        title=f"{readable_name(args.image.name)} ×{args.scale}, {_what(args)}",
        columns=tuple(columns),
        crops=tuple(Rect(*crop) for crop in args.crop),
    )
    return sheet, numbers


def _what(args: argparse.Namespace) -> str:
    """What was done to the picture, in words."""
    if args.mode == Mode.UPSCALE:
        return "cleaned up" if args.scale == 1 else "enlarged"
    return f"against the truth, {'input' if args.scale == 1 else 'LR'} by {args.degradation}"

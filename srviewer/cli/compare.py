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
    from srviewer.reports.comparison import Comparison


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
    comparison = _compared(args)
    form.write(comparison.sheet, args.output, comparison.table, args.overwrite, Tongue())
    print(name)
    return 0


def _compared(args: argparse.Namespace) -> Comparison:
    """Run and measure every method."""
    from srviewer.engine.job import Rect
    from srviewer.evaluation import benchmark_pair
    from srviewer.imaging.atomic import readable_name
    from srviewer.reports.comparison import compared

    args.degradation = args.degradation or at(args.scale, "bicubic")
    truth, lr = None, read_input(args)
    if args.mode == Mode.BENCHMARK:
        truth, lr = benchmark_pair(lr, args.scale, args.degradation)
    methods = chosen_methods(args.methods, args.scale)
    return compared(
        lr,
        truth,
        args.scale,
        methods,
        {},
        {name: params_for(name, args.param, methods) for name in methods},
        f"{readable_name(args.image.name)} ×{args.scale}, {_what(args)}",
        tuple(Rect(*crop) for crop in args.crop),
        args.device,
        args.tile,
    )


def _what(args: argparse.Namespace) -> str:
    """What was done to the picture, in words."""
    if args.mode == Mode.UPSCALE:
        return "cleaned up" if args.scale == 1 else "enlarged"
    return f"against the truth, {'input' if args.scale == 1 else 'LR'} by {args.degradation}"

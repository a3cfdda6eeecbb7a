"""`srviewer compare`: a labelled contact sheet of all methods, with zoomed crops."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer.cli.options import (
    Verbs,
    add_limit,
    add_methods,
    add_params,
    add_running,
    add_scale,
    chosen_methods,
    max_pixels,
    params_for,
)
from srviewer.errors import ParameterError

if TYPE_CHECKING:
    from srviewer.reports import contact_sheet


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "compare",
        help="draw a figure that compares the methods",
        description="Draw a labelled contact sheet: every method, whole and zoomed. The suffix says the format.",
    )
    parser.add_argument("image", type=Path, metavar="IMAGE")
    add_scale(parser)
    parser.add_argument("--mode", choices=("upscale", "benchmark"), default="benchmark")
    add_methods(parser)
    add_params(parser)
    parser.add_argument("--degradation", default="bicubic", metavar="HOW")
    parser.add_argument(
        "--crop",
        action="append",
        type=_crop,
        default=[],
        metavar="X,Y,W,H",
        help="a zoomed region in pixels of the result; may be given several times (default: the busiest place)",
    )
    parser.add_argument("--output", type=Path, required=True, metavar="FIGURE.png|.svg|.pdf")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing file")
    add_running(parser)
    add_limit(parser)
    parser.set_defaults(run=run)


def _crop(text: str) -> tuple[int, int, int, int]:
    parts = text.split(",")
    if len(parts) != 4 or not all(p.strip().isdecimal() for p in parts):
        raise argparse.ArgumentTypeError(f"{text!r}: expected X,Y,W,H in pixels")
    x, y, width, height = (int(p) for p in parts)
    return x, y, width, height


def run(args: argparse.Namespace) -> int:
    from srviewer.reports import contact_sheet

    suffix = args.output.suffix.lower()
    if suffix == ".html":
        raise ParameterError(f"{args.output}: the slider page comes with a later version; use .png, .svg or .pdf")
    if suffix not in contact_sheet.FORMATS:
        raise ParameterError(f"{args.output}: expected a name that ends in {', '.join(contact_sheet.FORMATS)}")
    if args.output.exists() and not args.overwrite:
        raise ParameterError(f"{args.output}: exists already (--overwrite replaces it)")
    sheet = _sheet(args)
    contact_sheet.write(sheet, args.output, overwrite=args.overwrite)
    print(args.output)
    return 0


def _sheet(args: argparse.Namespace) -> contact_sheet.Sheet:
    from srviewer import upsamplers
    from srviewer.engine.job import Job, Rect
    from srviewer.engine.run import result_of
    from srviewer.evaluation import benchmark_pair, measure
    from srviewer.imaging.image_io import read_picture
    from srviewer.reports import contact_sheet

    picture = read_picture(args.image, max_pixels=max_pixels(args))
    truth, lr = None, picture
    if args.mode == "benchmark":
        truth, lr = benchmark_pair(picture, args.scale, args.degradation)
    methods = chosen_methods(args.methods)
    columns = []
    for name in methods:
        params = params_for(name, args.param, methods)
        job = Job.make(lr, name, args.scale, params, device=args.device, tile=args.tile)
        result = result_of(job)
        measures = measure(result, lr, truth)
        columns.append(contact_sheet.column_of(upsamplers.get(name), result, measures))
    if truth is not None:
        columns.append(contact_sheet.truth_column(truth))
    return contact_sheet.Sheet.make(
        title=f"{args.image.name} ×{args.scale}, {_what(args)}",
        columns=tuple(columns),
        crops=tuple(Rect(*crop) for crop in args.crop),
    )


def _what(args: argparse.Namespace) -> str:
    return "enlarged" if args.mode == "upscale" else f"against the truth, LR by {args.degradation}"

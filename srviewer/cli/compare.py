"""`srviewer compare`: a labelled contact sheet of all methods, with zoomed crops, a page with a slider, or a moving
picture."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer import upsamplers
from srviewer.cli.options import (
    Verbs,
    add_methods,
    add_models,
    add_params,
    add_reading,
    add_running,
    add_scale,
    check_target,
    chosen_methods,
    params_for,
    read_input,
)
from srviewer.errors import ParameterError
from srviewer.imaging.degradations import at, written
from srviewer.kinds import Mode
from srviewer.reports.formats import ANIMATIONS, FIGURES, MOVEMENTS, animation_format, figure_format

if TYPE_CHECKING:
    from srviewer.reports.comparison import ComparisonReport

STRENGTHS = 10  # steps from 0 to 1 that an animation shows


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "compare",
        help="draw a figure that compares the methods",
        description="Draw a labelled contact sheet: every method, whole and zoomed. The suffix says the format; .html "
        "gives a page instead, one file for any browser, that compares any two on the two sides of a line; "
        f"{', '.join(form.suffix for form in ANIMATIONS)} give a moving picture.",
    )
    parser.add_argument("image", type=Path, metavar="IMAGE")
    add_scale(parser)
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], default=Mode.BENCHMARK.value)
    add_methods(parser)
    add_models(parser)
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
    parser.add_argument(
        "--animate",
        choices=MOVEMENTS.names,
        help="how a moving picture moves: the methods in turn (flicker, the usual one), a line between the first and "
        "the last (wipe), into the first region (zoom), or one method's strength from 0 to 1 and back (strength)",
    )
    parser.add_argument(
        "--max-megabytes", type=float, metavar="M", help="make a moving picture smaller until its file fits"
    )
    suffixes = "|".join([*(form.suffix for form in FIGURES), *(form.suffix for form in ANIMATIONS)])
    parser.add_argument("--output", type=Path, required=True, metavar=f"FIGURE{suffixes}")
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

    name = readable_name(args.output)
    check_target(args.output, args.overwrite)
    if _moves(args):
        _write_animation(args)
    else:
        form, comparison = figure_format(args.output), _compared(args)
        form.write(comparison.sheet, args.output, comparison.table, args.overwrite, Tongue())
    print(name)
    return 0


def _moves(args: argparse.Namespace) -> bool:
    """Whether the output is a moving picture; an error if only an option asks for one."""
    if args.output.suffix.lower() in [form.suffix for form in ANIMATIONS]:
        return True
    if args.animate or args.max_megabytes is not None:
        option = "--animate" if args.animate else "--max-megabytes"
        endings = ", ".join(form.suffix for form in ANIMATIONS)
        raise ParameterError(f"{option} needs an output that ends in {endings}")
    return False


def _write_animation(args: argparse.Namespace) -> None:
    from srviewer.imaging.atomic import readable_name
    from srviewer.reports.animation import animate
    from srviewer.reports.animation_files import write

    if args.max_megabytes is not None and not args.max_megabytes > 0:
        raise ParameterError("--max-megabytes must be more than 0")
    if (why := animation_format(args.output).lacks) is not None:
        raise ParameterError(why)
    most = None if args.max_megabytes is None else int(args.max_megabytes * 1e6)
    comparison, movement = _compared(args), args.animate or "flicker"
    sheet = comparison.sheet
    if movement == "strength":  # a truth is no step of it
        sheet = replace(sheet, columns=sheet.columns[: len(comparison.records)])
    written = write(animate(sheet, movement), args.output, args.overwrite, most=most)
    for notice in written.notices:
        print(f"srviewer: {readable_name(args.output)}: {notice}", file=sys.stderr)


def _compared(args: argparse.Namespace) -> ComparisonReport:
    """Run and measure every method."""
    from srviewer.engine.job import Rect
    from srviewer.evaluation import benchmark_pair
    from srviewer.imaging.atomic import readable_name
    from srviewer.reports.comparison import compared

    args.degradation = args.degradation or at(args.scale, "bicubic")
    runs, truth, lr = _runs(args), None, read_input(args)
    if args.mode == Mode.BENCHMARK:
        truth, lr = benchmark_pair(lr, args.scale, args.degradation)
    return compared(
        lr,
        truth,
        args.scale,
        runs,
        {},
        f"{readable_name(args.image.name)} ×{args.scale}, {_what(args)}",
        tuple(Rect(*crop) for crop in args.crop),
        args.device,
        args.tile,
    )


def _runs(args: argparse.Namespace) -> list[tuple[str, dict[str, object]]]:
    """The methods with their parameters; for the animation of a strength, one method at all its strengths."""
    if args.animate != "strength":
        methods = chosen_methods(args.methods, args.scale, args.model)
        return [(name, params_for(name, args.param, methods)) for name in methods]
    have = [m.name for m in upsamplers.known() if any(p.name == "strength" for p in m.parameters)]
    able = [name for name in chosen_methods(args.methods or tuple(have), args.scale) if name in have]
    if len(able) != 1 or (args.methods and len(args.methods) != 1):
        raise ParameterError(
            f"--animate strength shows one method that has a strength ({', '.join(have) or 'none has'})"
        )
    params = params_for(able[0], args.param, tuple(able))
    return [(able[0], {**params, "strength": round(step / STRENGTHS, 2)}) for step in range(STRENGTHS + 1)]


def _what(args: argparse.Namespace) -> str:
    """What was done to the picture, in words."""
    if args.mode == Mode.UPSCALE:
        return "cleaned up" if args.scale == 1 else "enlarged"
    return f"against the truth, {'input' if args.scale == 1 else 'LR'} by {args.degradation}"

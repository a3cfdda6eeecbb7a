"""`srviewer looks`: how methods look over a folder of truths, as distributions, and the plane of both aims."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer.cli.options import (
    Verbs,
    add_limit,
    add_methods,
    add_params,
    add_running,
    add_scale,
    check_target,
    chosen_methods,
    existing_folder,
    params_for,
    write_text,
)
from srviewer.errors import SrviewerError

if TYPE_CHECKING:
    from srviewer.metrics.natural_scenes import Pooled
    from srviewer.reports.looks import LooksRow


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "looks",
        help="how methods look over a folder",
        description="How methods look over a folder of truths: NIQE of all pictures together with its interval, style "
        "and ring energies against the truths, and whether a weave stands in all of them.",
    )
    parser.add_argument("--hr", type=Path, required=True, metavar="DIR", help="the truths")
    parser.add_argument("--lr", type=Path, metavar="DIR", help="their LR images, by the same names (default: made)")
    add_scale(parser)
    add_methods(parser)
    add_params(parser)
    parser.add_argument("--paths", action="store_true", help="also both paths from Perceptual's twin to Perceptual")
    parser.add_argument("--plot", type=Path, metavar="FILE.png|.svg", help="draw the plane (needs matplotlib)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--overwrite", action="store_true", help="replace existing files")
    add_running(parser)
    add_limit(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from tqdm import tqdm

    from srviewer.cli.evaluate import _load, _pairs
    from srviewer.reports import looks, sweep_curves

    existing_folder(args.hr, "--hr")
    for path in filter(None, (args.json, args.plot)):
        check_target(path, args.overwrite)
    if args.plot is not None:
        sweep_curves.check_target(args.plot)
    methods = chosen_methods(args.methods, args.scale)
    params = {name: params_for(name, args.param, methods) for name in methods}
    gallery = looks.Gallery(looks.columns_of(methods, params, args.paths), args.scale, args.device)
    failed = 0
    for _name, truth, small in tqdm(_pairs(args), unit="picture", disable=None):
        try:
            hr, lr, _notices = _load(truth, small, "bicubic", args)
            gallery.add(hr, lr)
        except SrviewerError as error:
            failed += 1
            print(f"srviewer: {truth}: {error}", file=sys.stderr)
    found, truths = gallery.looks(), gallery.truths
    print(_table(found, truths))
    if args.json is not None:
        document = {"scale": args.scale, "truth": {"niqe": truths and truths.value}}
        document["columns"] = {look.column.name: look.as_json() for look in found}
        write_text(args.json, json.dumps(document, indent=1) + "\n", args.overwrite)
    if args.plot is not None:
        looks.draw(args.plot, found, truths, args.scale, args.overwrite)
    return 1 if failed else 0


def _table(looks: Sequence[LooksRow], truths: Pooled | None) -> str:
    lines = [f"{'':<18} {'PSNR-Y':>7} {'style':>8} {'rings':>6} {'NIQE':>6} {'95 %':>13} {'peak':>6}  weave"]
    for look in looks:
        peak = "" if look.weave is None else f"{look.weave[0]:.2f}"
        numbers = f"{_number(look.psnr_y, 2):>7} {_number(look.style, 3):>8} {_number(look.rings, 1):>6}"
        lines.append(f"{look.column.name:<18} {numbers} {_niqe(look.niqe)} {peak:>6}  {look.verdict}")
    lines.append(f"{'truth':<18} {'':>7} {'':>8} {'':>6} {_niqe(truths)}")
    return "\n".join(lines)


def _niqe(found: Pooled | None) -> str:
    """The value with its interval, in columns; too few blocks have none."""
    if found is None:
        return f"{'–':>6} {'':>13}"
    between = "" if found.low is None or found.high is None else f"{found.low:.2f} to {found.high:.2f}"
    return f"{found.value:>6.2f} {between:>13}"


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"

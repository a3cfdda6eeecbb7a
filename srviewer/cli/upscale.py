"""`srviewer upscale`: files in, larger files out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer import upsamplers
from srviewer.cli.options import (
    Verbs,
    add_memory,
    add_params,
    add_reading,
    add_running,
    add_scale,
    max_pixels,
    memory_bytes,
    models_of,
    params_for,
)
from srviewer.errors import ParameterError

if TYPE_CHECKING:
    from srviewer import batch


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "upscale",
        help="enlarge pictures",
        description="Enlarge pictures. A file that fails does not stop the rest; nothing is overwritten unless asked.",
    )
    parser.add_argument("inputs", nargs="+", type=Path, metavar="IMAGE|DIR")
    names = ", ".join(m.name for m in upsamplers.known())
    parser.add_argument("--method", metavar="M", help=f"{names} (default: the best that is there for the scale)")
    parser.add_argument("--model", type=Path, metavar="FILE", help="a model from a file, in place of --method")
    parser.add_argument(
        "--preset", type=Path, metavar="FILE", help="method, scale, parameters, names and quality from a preset's file"
    )
    add_scale(parser, required=False)
    out = parser.add_mutually_exclusive_group(required=True)
    out.add_argument("--output", type=Path, metavar="FILE", help="where the one result goes")
    out.add_argument("--output-dir", type=Path, metavar="DIR", help="where the results go; made if it is missing")
    add_params(parser)
    add_running(parser)
    parser.add_argument("--template", metavar="T", help="names in --output-dir (default: {stem}_{method}_x{scale}.png)")
    parser.add_argument("--overwrite", action="store_true", help="replace existing files")
    parser.add_argument("--resume", action="store_true", help="skip outputs that are already whole")
    add_reading(parser)
    add_memory(parser)
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="do it on a Dask cluster, e.g. tcp://host:8786 (needs srviewer[cluster])"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    quality = _follow_preset(args)
    method = _method(args)
    method.checked(params_for(method.name, args.param, (method.name,)))
    if args.output is not None and args.template is not None:
        raise ParameterError("--template is for names in --output-dir")
    limit = memory_bytes(args)

    from srviewer import batch

    settings = batch.BatchSettings.make(
        method.name,
        args.scale,
        dict(args.param),
        device=args.device,
        tile=args.tile,
        overwrite=args.overwrite,
        resume=args.resume,
        max_pixels=max_pixels(args),
        page=args.page,
        quality=quality,
    )
    if args.output is not None:
        items = batch.single(args.inputs, args.output)
        left_out: tuple[batch.LeftOut, ...] = ()
    else:
        items, left_out = batch.plan(args.inputs, args.output_dir, settings, args.template or batch.TEMPLATE)
    for found in left_out:
        if found.why != batch.RESULT:
            print(f"srviewer: {found.path}: {found.why}, left out", file=sys.stderr)
    if results := sum(found.why == batch.RESULT for found in left_out):
        print(f"srviewer: results of earlier runs, left out: {results}", file=sys.stderr)
    if not items:
        raise ParameterError(f"no pictures in {', '.join(map(str, args.inputs))}")
    if args.scheduler is None:
        return _report(items, batch.run(items, settings, limit=limit))
    from srviewer import cluster

    with cluster.connected(args.scheduler, (settings.method,), settings.scale) as workers:
        return _report(items, cluster.run(items, settings, workers, limit=limit))


def _follow_preset(args: argparse.Namespace) -> int:
    """Fill in from the preset what was not given; the quality of JPEG."""
    from srviewer.batch import presets
    from srviewer.imaging.image_write import QUALITY

    if args.preset is None:
        if args.scale is None:
            raise ParameterError("--scale N is needed, or --preset FILE that has one")
        return QUALITY
    preset = presets.read(args.preset)
    args.scale = args.scale or preset.scale
    if args.model is None and args.method in (None, preset.method):
        args.method = preset.method
        given = {name for name, _value in args.param}
        args.param = [*((name, str(value)) for name, value in preset.params if name not in given), *args.param]
    if args.output is None:
        args.template = args.template or preset.template
    return preset.quality


def _method(args: argparse.Namespace) -> upsamplers.Method:
    """What was named, else the best, which is said, with the reason where it is not Compact."""
    if args.model is not None:
        if args.method is not None:
            raise ParameterError("--model is what takes the place of --method: give one of them")
        return upsamplers.get(models_of([args.model])[0])
    if args.method is not None:
        return upsamplers.get(args.method)
    chosen, usual = upsamplers.best(args.scale), upsamplers.find("compact_photo" if args.scale == 1 else "compact")
    if chosen is None:
        raise ParameterError(f"no method that is here does x{args.scale}; name one, or add a model")
    others = (
        () if usual is None or usual is chosen else (usual.lacks(args.scale), upsamplers.unavailable_reason(usual.name))
    )
    print("; ".join((f"srviewer: by {chosen.name} ({chosen.title})", *filter(None, others))), file=sys.stderr)
    return chosen


def _report(items: tuple[batch.Item, ...], outcomes: Iterator[batch.FileOutcome]) -> int:
    from tqdm import tqdm

    failed = 0
    with tqdm(total=len(items), unit="file", disable=None if len(items) > 1 else True) as bar:
        for outcome in outcomes:
            bar.update()
            for notice in outcome.notices:
                bar.write(f"srviewer: {outcome.item.source}: {notice}", file=sys.stderr)
            if outcome.error:
                failed += 1
                bar.write(f"srviewer: {' '.join(outcome.error.split())}", file=sys.stderr)
            elif not outcome.skipped:
                bar.write(str(outcome.item.target), file=sys.stdout)
    if failed and len(items) > 1:
        print(f"srviewer: {failed} of {len(items)} failed", file=sys.stderr)
    return 0 if not failed else 1 if len(items) > 1 else 2

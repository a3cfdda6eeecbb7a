"""`srviewer evaluate`: a folder of truths, every method, the numbers."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srviewer.cli import results_columns
from srviewer.cli.options import (
    Verbs,
    add_limit,
    add_memory,
    add_methods,
    add_models,
    add_params,
    add_running,
    add_scale,
    check_target,
    chosen_methods,
    existing_folder,
    max_pixels,
    memory_bytes,
    models_of,
    params_for,
    write_text,
)
from srviewer.errors import ParameterError, SrviewerError
from srviewer.imaging.degradations import at, written

if TYPE_CHECKING:
    from srviewer.imaging.picture import Picture
    from srviewer.measures import Measures
    from srviewer.metrics import Metric
    from srviewer.readings import Readings

Pair = tuple[str, Path, "Path | None"]  # what a truth is called, where it is, and where its LR is if that is given
Table = dict[str, dict[str, "Readings"]]  # by method and image


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "evaluate",
        help="measure methods against truths",
        description="Measure methods against truths: PSNR and SSIM on Y, border of the scale left out unless said.",
    )
    parser.add_argument("--hr", type=Path, required=True, metavar="DIR", help="the truths")
    parser.add_argument("--lr", type=Path, metavar="DIR", help="their LR images, by the same names (default: made)")
    add_scale(parser)
    add_methods(parser)
    add_models(parser)
    results_columns.add_argument(parser)
    add_params(parser)
    parser.add_argument(
        "--degradation",
        default=None,
        metavar="HOW",
        help=f"how LR images are made: {', '.join(written())} (default: bicubic; at x1, where nothing is shrunk, "
        f"{at(1, 'bicubic')}); several, separated by "
        "commas, are a sweep: its JSON has 'degradations' beside the 'methods' of the first",
    )
    parser.add_argument(
        "--plot",
        type=Path,
        metavar="FILE.png|.svg",
        help="draw PSNR-Y against the strength of a sweep's degradations, a curve a method (needs matplotlib)",
    )
    parser.add_argument("--metrics", metavar="A,B", help="what is measured (default: all metrics)")
    parser.add_argument("--crop-border", type=int, metavar="N", help="HR pixels left out (default: the scale)")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--csv", type=Path, metavar="FILE")
    parser.add_argument(
        "--save-dir",
        type=Path,
        metavar="DIR",
        help="writes DIR/METHOD/IMAGE.png (in a sweep DIR/DEGRADATION/METHOD/IMAGE.png)",
    )
    parser.add_argument("--overwrite", action="store_true", help="replace existing files")
    add_running(parser)
    add_limit(parser)
    add_memory(parser)
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="do it on a Dask cluster, e.g. tcp://host:8786 (needs srviewer[cluster])"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from srviewer import readings

    if args.lr is not None and args.degradation is not None:
        raise ParameterError("--degradation says how LR images are made; with --lr they are given")
    if args.crop_border is not None and args.crop_border < 0:
        raise ParameterError(f"--crop-border {args.crop_border}: it cannot be negative")
    if memory_bytes(args) is not None and args.scheduler is None:
        raise ParameterError("--memory bounds what is under way with --scheduler; without it one picture is at a time")
    existing_folder(args.hr, "--hr")
    for _name, folder in args.results:
        existing_folder(folder, "--results")
    if args.lr is not None:
        existing_folder(args.lr, "--lr")
    for path in filter(None, (args.json, args.csv, args.plot)):
        check_target(path, args.overwrite)
    degradations = _degradations(args)
    named = args.methods or not args.results  # beside given results the usual methods are only what was asked for
    methods = chosen_methods(args.methods, args.scale, args.model) if named else models_of(args.model)
    results_columns.check(args, methods)
    _check_methods(methods, args)
    asked = methods or args.metrics  # of results alone nothing is known of the input
    metrics = tuple(metric for metric in _metrics(args) if asked or metric.needs != "lr")
    border = args.scale if args.crop_border is None else args.crop_border

    pairs = _pairs(args)
    columns = tuple(dict(args.results))
    tables: dict[str, Table] = {how: {name: {} for name in (*methods, *columns)} for how in degradations}
    shown = _shown_names([name for name, _truth, _lr in pairs])
    failed = 0
    measured = _measured if args.scheduler is None else _measured_elsewhere
    names = {truth: name for name, truth, _lr in pairs}
    given = ((degradations[0], names[t], column, found) for t, column, found in results_columns.measured(args, metrics))
    for how, name, column, outcome in chain(measured(pairs, methods, degradations, args), given):
        if isinstance(outcome, str):
            failed += 1
            print(f"srviewer: {' '.join(outcome.split())}", file=sys.stderr)
        else:
            tables[how][column][shown[name]] = readings.of(outcome, metrics, border=border)
    document = _document(args.scale, tables, metrics)
    print(_text(args.scale, tables, metrics))
    if args.results:
        differences = results_columns.differences(tables[degradations[0]], metrics)
        document["differences"] = [each.as_json() for each in differences]
        print(results_columns.OF_FILES)
        print("\n".join(("", *(f"{each.metric.title}: {each.words}" for each in differences))).rstrip())
    if args.printed is not None:
        print(results_columns.protocols_text(args))
    if args.json is not None:
        write_text(args.json, json.dumps(document, indent=1) + "\n", args.overwrite)
    if args.csv is not None:
        write_text(args.csv, tables_as_csv(tables, metrics), args.overwrite)
    if args.plot is not None:
        _plot(document, args)
    return 1 if failed else 0


def _degradations(args: argparse.Namespace) -> tuple[str, ...]:
    """The degradations of a sweep, or the only one; `ParameterError` for one that is unknown, or given twice."""
    from srviewer.imaging.degradations import parse_degradation

    given = (args.degradation or at(args.scale, "bicubic")).split(",")
    read = tuple(str(parse_degradation(text)) for text in given)
    for how in read:
        if read.count(how) > 1:
            raise ParameterError(f"--degradation {args.degradation}: {how} is given twice")
    if args.plot is not None:
        from srviewer.reports import sweep_curves

        sweep_curves.check_target(args.plot)
        sweep_curves.panels({how: {} for how in read})
    return read


def _check_methods(methods: tuple[str, ...], args: argparse.Namespace) -> None:
    from srviewer import upsamplers
    from srviewer.errors import MethodUnavailableError

    for name in methods:
        upsamplers.get(name).checked(params_for(name, args.param, methods))
        reason = upsamplers.unavailable_reason(name)
        if reason is not None:
            raise MethodUnavailableError(f"{name} is not available: {reason}")


def _metrics(args: argparse.Namespace) -> tuple[Metric, ...]:
    """What is measured: what was asked for, or all that can be measured here."""
    from srviewer import metrics
    from srviewer.readings import meaningful

    known = meaningful(True, args.scale)
    wanted = None if args.metrics is None else {metrics.get(name.strip()) for name in args.metrics.split(",")}
    if args.scale == 1 and wanted is not None and any(metric.needs == "lr" for metric in wanted):
        raise ParameterError("--metrics: at x1 nothing was enlarged, and so there is no consistency")
    for metric in wanted or ():
        if metric not in known:
            raise ParameterError(f"--metrics {metric.name}: missing is {metrics.missing(metric)}")
    chosen = known if wanted is None else tuple(metric for metric in known if metric in wanted)
    if args.plot is not None and "psnr_y" not in (metric.name for metric in chosen):
        raise ParameterError("--plot draws PSNR-Y: --metrics has to name psnr_y")
    return chosen


def _pairs(args: argparse.Namespace) -> tuple[Pair, ...]:
    from srviewer.batch.names import stems
    from srviewer.imaging import image_io

    truths = [p for p in sorted(args.hr.iterdir()) if p.name[0] != "." and image_io.is_probably_image(p)]
    if not truths:
        raise ParameterError(f"{args.hr}: no pictures in it")
    small = [] if args.lr is None else [p for p in sorted(args.lr.iterdir()) if p.is_file()]
    lrs = (None if args.lr is None else _lr_of(truth, small, args) for truth in truths)
    return tuple(zip(stems(truths), truths, lrs, strict=True))


def _lr_of(truth: Path, small: Sequence[Path], args: argparse.Namespace) -> Path:
    """The LR image of a truth: the one of its name, else of its stem, which the scale may follow."""
    stems = (truth.stem, f"{truth.stem}x{args.scale}", f"{truth.stem}_x{args.scale}")
    found = next((there for stem in stems if (there := [path for path in small if path.stem == stem])), None)
    if found is None:
        raise ParameterError(f"{args.lr}: no LR image for {truth.name}")
    found = [path for path in found if path.suffix == truth.suffix] or found
    if len(found) > 1:
        several = " and ".join(path.name for path in found)
        raise ParameterError(f"{args.lr}: {several} may both be the LR image of {truth.name}")
    return found[0]


def _shown_names(names: Sequence[str]) -> dict[str, str]:
    """What the images are called in tables, by their names: readable, and none like another."""
    from srviewer.imaging.atomic import readable_name

    times = Counter(map(readable_name, names))
    return {name: n if times[n := readable_name(name)] == 1 else ascii(name)[1:-1] for name in names}


def _measured(
    pairs: tuple[Pair, ...],
    methods: tuple[str, ...],
    degradations: tuple[str, ...],
    args: argparse.Namespace,
) -> Iterator[tuple[str, str, str, Measures | str]]:
    """(degradation, image, method, its measures or an error in words) for every one of them."""
    from tqdm import tqdm

    told: set[str] = set()
    with tqdm(total=len(degradations) * len(pairs) * len(methods), unit="result", disable=None) as bar:
        for how, (name, truth_path, lr_path) in product(degradations, pairs):
            folder = _save_folder(args.save_dir, how, len(degradations))
            try:
                truth, lr, notices = _load(truth_path, lr_path, how, args)
                _tell(notices, told)
            except SrviewerError as error:
                words = str(error) if str(truth_path) in str(error) else f"{truth_path}: {error}"
                yield how, name, "", words
                bar.update(len(methods))
                continue
            for method in methods:
                try:
                    yield how, name, method, _measure_one(truth, lr, method, name, methods, folder, args)
                except SrviewerError as error:
                    yield how, name, method, f"{truth_path}: {error}"
                bar.update()


def _tell(notices: Sequence[str], told: set[str]) -> None:
    """What is to be said of how files were read, once: a sweep reads them several times."""
    for notice in notices:
        if notice not in told:
            told.add(notice)
            print(f"srviewer: {notice}", file=sys.stderr)


def _measured_elsewhere(
    pairs: tuple[Pair, ...],
    methods: tuple[str, ...],
    degradations: tuple[str, ...],
    args: argparse.Namespace,
) -> Iterator[tuple[str, str, str, Measures | str]]:
    """As `_measured`, by a cluster: a task is a truth with its degradation, for all methods."""
    from tqdm import tqdm

    from srviewer import cluster

    tasks, told = list(product(degradations, pairs)), set[str]()

    def arguments(task: tuple[str, Pair]) -> tuple[Any, ...]:
        how, (_name, *paths) = task
        files = tuple(None if p is None else cluster.bytes_of(p) for p in paths)
        return _measured_there, files, tuple(paths), how, methods, args

    with (
        tqdm(total=len(tasks) * len(methods), unit="result", disable=None) as bar,
        cluster.connected(args.scheduler, methods, args.scale) as workers,
    ):
        found_in_order = cluster.in_order(workers, tasks, arguments, lambda task: task[1][1], memory_bytes(args))
        for (how, (name, truth, _lr)), future in found_in_order:
            try:
                found = cluster.value_of(future, truth)
            except cluster.ClusterError:
                raise
            except SrviewerError as error:
                found = str(error)
            bar.update(len(methods))
            if isinstance(found, str):
                yield how, name, "", found
                continue
            folder = _save_folder(args.save_dir, how, len(degradations))
            notices, found = found
            _tell(notices, told)
            for method, outcome, data in found:
                target = None if folder is None else _result_file(folder, method, name)
                yield how, name, method, _saved(outcome, data, target, truth, args)


def _measured_there(
    files: tuple[bytes, bytes | None],
    paths: tuple[Path, Path | None],
    how: str,
    methods: tuple[str, ...],
    args: argparse.Namespace,
) -> tuple[tuple[str, ...], list[tuple[str, Measures | str, bytes]]] | str:
    """On a worker: notices of a truth, and (method, measures or an error in words, the result's file if it is to be
    saved); or why there are none."""
    import tempfile

    from srviewer import cluster

    try:
        truth, lr, notices = _load(*paths, how, args, *files)
    except SrviewerError as error:
        return str(error) if str(paths[0]) in str(error) else f"{paths[0]}: {error}"
    found: list[tuple[str, Measures | str, bytes]] = []
    with tempfile.TemporaryDirectory() as place:
        folder = None if args.save_dir is None else Path(place)
        for method in methods:
            try:
                with cluster.gate(method):
                    measures = _measure_one(truth, lr, method, paths[0].stem, methods, folder, args)
            except SrviewerError as error:
                found.append((method, f"{paths[0]}: {error}", b""))
                continue
            saved = b"" if folder is None else _result_file(folder, method, paths[0].stem).read_bytes()
            found.append((method, measures, saved))
    return notices, found


def _saved(
    outcome: Measures | str, data: bytes, target: Path | None, truth: Path, args: argparse.Namespace
) -> Measures | str:
    """The outcome, once the result that came with it is written; or why it could not be."""
    from srviewer.imaging.atomic import atomic_write, make_folder

    if target is None or not data:
        return outcome
    try:
        make_folder(target.parent)
        with atomic_write(target, overwrite=args.overwrite) as file:
            file.write(data)
    except SrviewerError as error:
        return f"{truth}: {error}"
    return outcome


def _result_file(folder: Path, method: str, name: str) -> Path:
    from srviewer import upsamplers

    return folder / upsamplers.slug_of(method) / f"{name}.png"


def _save_folder(folder: Path | None, how: str, count: int) -> Path | None:
    """Where results of one degradation are saved: in a sweep each has a folder of its own."""
    return folder if folder is None or count == 1 else folder / how.replace(":", "-")


def _load(
    truth_path: Path,
    lr_path: Path | None,
    how: str,
    args: argparse.Namespace,
    truth_file: bytes | None = None,
    lr_file: bytes | None = None,
) -> tuple[Picture, Picture, tuple[str, ...]]:
    """Truth, LR, and what is to be said of how they were read; from the bytes of their files where these are given."""
    from dataclasses import replace

    from srviewer.evaluation import benchmark_pair
    from srviewer.imaging.atomic import readable_name
    from srviewer.imaging.image_io import read_picture

    truth = read_picture(truth_file or truth_path, name=readable_name(truth_path), max_pixels=max_pixels(args))
    notices = tuple(f"{readable_name(truth_path)}: {notice}" for notice in truth.notices)
    if lr_path is None:
        return *benchmark_pair(truth, args.scale, how), notices
    lr = read_picture(lr_file or lr_path, name=readable_name(lr_path), max_pixels=max_pixels(args))
    height, width = lr.height * args.scale, lr.width * args.scale
    if not (0 <= truth.height - height < args.scale and 0 <= truth.width - width < args.scale):
        raise ParameterError(
            f"{lr_path}: {lr.width} × {lr.height} is not {truth.width} × {truth.height} divided by {args.scale}"
        )
    notices += tuple(f"{readable_name(lr_path)}: {notice}" for notice in lr.notices)
    return replace(truth, samples=truth.samples[:height, :width], alpha=None), replace(lr, alpha=None), notices


def _measure_one(
    truth: Picture,
    lr: Picture,
    method: str,
    name: str,
    methods: tuple[str, ...],
    folder: Path | None,
    args: argparse.Namespace,
) -> Measures:
    from srviewer.batch import provenance
    from srviewer.engine.job import Job
    from srviewer.engine.run import result_of
    from srviewer.evaluation import measure
    from srviewer.imaging.atomic import make_folder
    from srviewer.imaging.image_io import write_picture

    params = params_for(method, args.param, methods)
    job = Job.make(lr, method, args.scale, params, device=args.device, tile=args.tile)
    result = result_of(job)
    if folder is not None:
        target = _result_file(folder, method, name)
        make_folder(target.parent)
        write_picture(result.picture(), target, provenance=provenance(result), overwrite=args.overwrite)
    return measure(result, lr, truth, args.crop_border, wanted=_metrics(args))


def _document(scale: int, tables: dict[str, Table], metrics: Sequence[Metric]) -> dict[str, Any]:
    """The JSON of DESIGN: means and images of every method; of a sweep also by degradation."""
    by_degradation = {how: {"methods": methods_as_json(table, metrics)} for how, table in tables.items()}
    document: dict[str, Any] = {"scale": scale, **next(iter(by_degradation.values()))}
    if len(tables) > 1:
        document["degradations"] = by_degradation
    return document


def methods_as_json(table: Table, metrics: Sequence[Metric]) -> dict[str, Any]:
    """Means, of the pictures that have the number: identical ones have no PSNR, and are counted."""
    from srviewer import readings

    found = {}
    for method, images in table.items():
        rows = images.values()
        means = [readings.mean(metric, rows) for metric in metrics]
        numbers: dict[str, Any] = {mean.metric.name: mean.value for mean in means}
        numbers |= {f"{mean.metric.name}_interval": mean.interval for mean in means}
        identical = sum(map(readings.is_identical, rows))
        if identical:
            numbers |= {"identical": identical == len(rows), "identical_images": identical}
        found[method] = {**numbers, "images": {stem: readings.as_json(row) for stem, row in images.items()}}
    return found


def _text(scale: int, tables: dict[str, Table], metrics: Sequence[Metric]) -> str:
    titles = {how: f"×{scale}, {how}" if len(tables) > 1 else f"×{scale}" for how in tables}
    return "\n\n".join(_table_text(titles[how], table, metrics) for how, table in tables.items())


def _table_text(title: str, table: Table, metrics: Sequence[Metric]) -> str:
    """Means in columns, each as wide as its head; and how many identical pictures they leave out."""
    from srviewer import readings

    heads = [f"{metric.title:>9}" for metric in metrics]
    lines = [" ".join((f"{title:<16}", *heads, f"{'images':>7}"))]
    notes = []
    for method, images in table.items():
        means = [readings.mean(metric, images.values()) for metric in metrics]
        cells = (f"{mean.text:>{len(head)}}" for mean, head in zip(means, heads, strict=True))
        lines.append(" ".join((f"{method:<16}", *cells, f"{len(images):>7}")))
        if identical := sum(map(readings.is_identical, images.values())):
            notes.append(f"{method}: {identical} of {len(images)} identical with the truth, left out of mean PSNRs")
    return "\n".join(lines + notes)


def tables_as_csv(tables: dict[str, Table], metrics: Sequence[Metric]) -> str:
    """A row a result; of a sweep with the degradation in front."""
    from srviewer.readings import is_identical

    sweep = len(tables) > 1
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(["degradation"] * sweep), "image", "method", *(m.name for m in metrics), "identical"])
    for how, table in tables.items():
        for method, images in table.items():
            for stem, row in images.items():
                values = ("" if r.value is None or r.identical else f"{r.value:.6f}" for r in row.values())
                identical = "yes" if is_identical(row) else ""
                writer.writerow([*([how] * sweep), stem, method, *values, identical])
    return out.getvalue()


def _plot(document: dict[str, Any], args: argparse.Namespace) -> None:
    from srviewer.reports import sweep_curves

    means = {
        how: {method: numbers["psnr_y"] for method, numbers in part["methods"].items()}
        for how, part in document["degradations"].items()
    }
    sweep_curves.draw(args.plot, sweep_curves.panels(means), args.scale, args.overwrite)

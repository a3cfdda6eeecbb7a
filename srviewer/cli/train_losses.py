"""`srviewer train NETWORK --loss NAME=WEIGHT`: by losses of one's own choice, to the end of a schedule or watched."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from srviewer import system
from srviewer.errors import ParameterError, SrviewerError
from srviewer.explain.recipe import LOSSES, OPTIMISERS, STARTS, Recipe

if TYPE_CHECKING:
    from srviewer.training.train_losses import LossesTask
    from srviewer.training.watched import Crop


def add_options(parser: argparse.ArgumentParser) -> None:
    """What is said beside the options of `train`; each loss is a name and a weight, as `--weight` takes them."""
    parser.add_argument(
        "--start", choices=STARTS, default="shipped", help="with --loss: weights to start from (default: shipped)"
    )
    parser.add_argument(
        "--events", action="store_true", help="with --loss: tell events as lines of JSON, take commands, never end"
    )
    parser.add_argument("--crop", type=Path, metavar="DIR", help="events: lr.png, maybe truth.png, to preview")
    parser.add_argument("--against", choices=OPTIMISERS, help="events: another optimiser, beside the first")


def task_of(args: argparse.Namespace, optimiser: str | None = None) -> LossesTask:
    """The task that the command line asks for; or the same with another optimiser."""
    from srviewer.explain import phi
    from srviewer.training import data
    from srviewer.training.train_losses import LossesOptions, LossesTask

    if args.network in ("features", "style"):
        raise ParameterError(f"--loss trains srcnn, perceptual and compact ({', '.join(LOSSES)}), not {args.network}")
    layer = args.layer[0] if args.layer else "relu2_2"
    recipe = Recipe(args.network, args.scale, dict(args.loss), args.start, layer, args.optimiser, args.rate)
    given = {name: getattr(args, name) for name in ("patch", "batch", "patchwise") if getattr(args, name) is not None}
    validation = data.rgb_pairs(args.validation, args.scale) if args.validation else []
    pairs = data.rgb_pairs(args.data, args.scale)
    network = phi.load(args.loss_network)
    return LossesTask(recipe, LossesOptions(**given), pairs, network, validation, args.seed, args.device, optimiser)


def watch(args: argparse.Namespace) -> int:
    """Train until the input ends or says so; what goes wrong is an event too."""
    from srviewer.phrase import as_json
    from srviewer.training.watched import Watched
    from srviewer.wire import Wire

    system.give_way()  # to who watches
    wire = Wire(sys.stdin, sys.stdout)
    try:
        optimisers = [args.optimiser, *([args.against] if args.against not in (None, args.optimiser) else [])]
        tasks = [task_of(args, optimiser) for optimiser in optimisers]
        Watched(tasks, args.output, wire, _crop(args.crop), args.resume).run()
        gc.freeze()  # the process ends now, and a closing window waits for it: torch is not searched for cycles
    except SrviewerError as error:
        wire.say("error", message=as_json(str(error)))
        return 2
    return 0


def _crop(folder: Path | None) -> Crop | None:
    from srviewer.training import data
    from srviewer.training.watched import Crop

    if folder is None:
        return None
    truth = folder / "truth.png"
    return Crop(data.read(folder / "lr.png"), data.read(truth) if truth.exists() else None, folder / "preview.png")

"""`srviewer train`: a network from a folder of pictures; resumable, logged, its weights in one safetensors file."""

from __future__ import annotations

import argparse
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srviewer.cli import train_losses
from srviewer.cli.options import Verbs
from srviewer.errors import ParameterError
from srviewer.explain.recipe import LOSSES
from srviewer.upsamplers import unavailable_reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from srviewer.training.data import TrainingPair
    from srviewer.training.loop import Task


_WEIGHT_HELP = (
    "perceptual: of feature, style, detail, rings, peaks, means or periodic; "
    "style: of feature, style or total_variation; repeatable"
)
_LOSS_HELP = f"losses in place of the network's own: {', '.join(LOSSES)}; repeatable"
_PHI_HELP = "VGG-16 or VGG-19, .safetensors (style, and with --loss, by default: the program's own, distilled)"
_LAYER_HELP = "perceptual, style: of the feature loss, relu2_2 or conv2_2 for before its ReLU; perceptual: repeatable"


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "train",
        help="train a network",
        description="Train a network. Beside OUTPUT stand a checkpoint (.ckpt, for --resume) and a log (.csv).",
    )
    parser.add_argument("network", choices=("srcnn", "compact", "perceptual", "style", "features"))
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="pictures, also in folders below")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="weights, .safetensors")
    parser.add_argument("--scale", type=int, choices=(1, 2, 3, 4, 8), metavar="N", help="default: 4; style: 1")
    parser.add_argument("--minutes", type=float, metavar="M", help="length of the schedule (default: 30)")
    parser.add_argument("--steps", type=int, metavar="N", help="the same in steps: repeatable to the last digit")
    parser.add_argument("--resume", type=Path, metavar="CKPT", help="go on where this checkpoint was written")
    parser.add_argument("--init", type=Path, metavar="FILE", help="start from other weights")
    parser.add_argument("--validation", type=Path, metavar="DIR", help="pictures, or HR with LR beside it")
    parser.add_argument("--photo", action="store_true", help="compact: RGB, from compressed and noisy pictures")
    parser.add_argument("--twin", action="store_true", help="perceptual: the pixel loss, with all else equal")
    parser.add_argument(
        "--adversarial", action="store_true", help="perceptual: a discriminator beside its losses (outside the paper)"
    )
    parser.add_argument("--weight", type=_weight, action="append", metavar="NAME=VALUE", help=_WEIGHT_HELP)
    parser.add_argument("--loss", type=_weight, action="append", metavar="NAME=WEIGHT", help=_LOSS_HELP)
    parser.add_argument("--layer", action="append", metavar="L", help=_LAYER_HELP)
    parser.add_argument("--patchwise", type=int, metavar="N", help="perceptual: side of the style's patches, pixels")
    parser.add_argument("--loss-network", type=Path, metavar="FILE", help=_PHI_HELP)
    parser.add_argument("--style", type=Path, metavar="IMAGE", help="style: the picture whose style is learned")
    parser.add_argument("--settle", type=int, metavar="N", help="perceptual: first steps, by pixel loss (default: 300)")
    parser.add_argument("--rate", type=float, metavar="R", help="peak of the learning rate (default: the network's)")
    parser.add_argument(
        "--optimiser",
        choices=("adam", "soap", "sgd"),
        default="adam",
        help="default: adam",
    )
    parser.add_argument("--patch", type=int, metavar="N", help="side of the truths' patches (default: the network's)")
    parser.add_argument("--batch", type=int, metavar="N", help="patches of a step (default: the network's)")
    parser.add_argument("--bfloat16", action="store_true", help="faster on processors that have it")
    parser.add_argument("--device", default="cpu", metavar="D", help="cpu, cuda or mps (default: cpu)")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes that make batches, for a GPU")
    parser.add_argument("--every", type=int, default=500, metavar="N", help="steps between checkpoints (default: 500)")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--threads", type=int, metavar="N", help="processor threads (default: torch's choice)")
    parser.add_argument("--plot", type=Path, metavar="PNG", help="draw the curves at the end")
    train_losses.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    written = [args.output, *(args.output.with_suffix(suffix) for suffix in (".ckpt", ".csv"))]
    written += [args.plot] if args.plot else []
    of_another = args.resume is None or args.resume.resolve() != args.output.with_suffix(".ckpt").resolve()
    for path in written if of_another else ():
        if path.exists():
            raise ParameterError(f"{path} exists: choose another name, or go on with its own --resume CKPT")
    if args.scale is None:
        args.scale = 1 if args.network == "style" else 4
    if args.threads is not None and args.threads < 1:
        raise ParameterError("--threads must be at least 1")
    if min(args.patch or 48, args.batch or 1) < 1 or (args.patch or 48) % args.scale:
        raise ParameterError("--patch must be a multiple of --scale, --batch at least 1")
    import torch

    from srviewer.engine import device
    from srviewer.training import loop

    args.device = device.resolve(args.device)
    if args.threads:
        torch.set_num_threads(args.threads)
    torch.backends.cudnn.benchmark = True  # a GPU's patches are all of one size
    if args.events:
        if not args.loss:
            raise ParameterError("--events needs --loss NAME=WEIGHT")
        return train_losses.watch(args)
    minutes = args.minutes if args.minutes or args.steps else 30.0
    options = loop.Options(args.output, args.steps, minutes, every=args.every, workers=args.workers, resume=args.resume)
    state = loop.train(_task(args), options)
    if args.plot and state.rows:
        loop.plot(args.plot, state.rows)
    print(f"{args.output}: {state.step} steps, {state.seconds / 60:.1f} minutes")
    return 0


def _weight(text: str) -> tuple[str, float]:
    """NAME=VALUE as name and value."""
    name, _, value = text.partition("=")
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not name or not 0 <= number < inf:
        raise argparse.ArgumentTypeError(f"{text!r}: expected NAME=VALUE, a value of 0 or more")
    return name, number


def _task(args: argparse.Namespace) -> Task:
    from srviewer import weights
    from srviewer.training import data

    if args.loss:
        return train_losses.task_of(args)
    if args.optimiser == "sgd":
        raise ParameterError("--optimiser sgd needs --loss NAME=WEIGHT")
    if args.network == "features":
        return _features_task(args)
    if args.network == "style":
        return _style_task(args)
    if args.scale == 1 and not (args.network == "compact" and args.photo):
        raise ParameterError("at x1 there is nothing to learn but to clean photographs: compact --photo")
    # At x1 the pictures themselves would teach the traces of their own compression.
    pairs = data.rgb_pairs(args.data, args.scale, data.FACTORS if args.scale > 1 else data.FACTORS[1:])
    validation = data.rgb_pairs(args.validation, args.scale) if args.validation else []
    init = weights.read_file(args.init) if args.init else None
    if args.network == "srcnn":
        from srviewer.training.train_srcnn import SrcnnOptions, SrcnnTask

        rate = args.rate or (3e-3 if args.optimiser == "soap" else None)
        srcnn = SrcnnOptions(args.scale, **_given(args, "patch", "batch", "optimiser", "bfloat16", rate=rate))
        return SrcnnTask(srcnn, pairs, validation, init, args.seed, args.device)
    if args.network == "compact":
        return _compact_task(args, pairs, validation, init)
    if not args.twin and not args.loss_network:
        raise ParameterError("perceptual losses need --loss-network FILE (VGG-16 or VGG-19, .safetensors)")
    from srviewer.networks.loss_network import LossNetwork
    from srviewer.training.train_perceptual import PerceptualOptions, PerceptualTask

    phi = LossNetwork(weights.read_file(args.loss_network)) if args.loss_network else None
    given = _given(args, "patch", "batch", "settle", "rate", "optimiser", "bfloat16", "patchwise")
    given["adversarial"] = args.adversarial
    if args.layer:
        given["layers"] = tuple(args.layer)
    options = PerceptualOptions(args.scale, args.twin, dict(args.weight or ()), **given)
    return PerceptualTask(options, pairs, phi, validation, init, args.seed, args.device)


def _compact_task(
    args: argparse.Namespace,
    pairs: list[TrainingPair],
    validation: list[TrainingPair],
    init: Mapping[str, Tensor] | None,
) -> Task:
    from srviewer.training.train_compact import CompactOptions, CompactTask

    if args.scale == 8:
        raise ParameterError("compact is trained at x2, x3 and x4, and at x1 with --photo")
    given = _given(args, "batch", "rate", "bfloat16", "steps")
    if args.patch:
        given["side"] = args.patch // args.scale
    if args.steps:
        given["squared"] = args.steps // 10
    return CompactTask(CompactOptions(args.scale, args.photo, **given), pairs, validation, init, args.seed, args.device)


def _style_task(args: argparse.Namespace) -> Task:
    from srviewer import weights
    from srviewer.metrics import feature_distance
    from srviewer.networks.loss_network import LossNetwork
    from srviewer.training import data
    from srviewer.training.train_style import StyleOptions, StyleTask

    if not args.style:
        raise ParameterError("a style is learned of a picture: --style IMAGE")
    if args.scale != 1 or len(args.layer or ()) > 1:
        raise ParameterError("a style has a --scale of 1, and one --layer")
    given = _given(args, "patch", "batch", "rate", "optimiser", layer=args.layer[0] if args.layer else None)
    return StyleTask(
        StyleOptions(dict(args.weight or ()), **given),
        data.rgb_pairs(args.data, 1, data.FACTORS[1:]),
        data.read(args.style),
        LossNetwork(weights.read_file(args.loss_network)) if args.loss_network else feature_distance.network(),
        data.rgb_pairs(args.validation, 1) if args.validation else [],
        weights.read_file(args.init) if args.init else None,
        args.seed,
        args.device,
    )


def _given(args: argparse.Namespace, *names: str, **others: Any) -> dict[str, Any]:
    """What was said on the command line, and no more: the rest is as the network's options say."""
    options = {name: getattr(args, name) for name in names} | others
    return {name: value for name, value in options.items() if value is not None}


def _features_task(args: argparse.Namespace) -> Task:
    from srviewer import weights
    from srviewer.training import data

    if not args.loss_network:
        raise ParameterError("features are learned from --loss-network FILE (VGG-16 or VGG-19, .safetensors)")
    from srviewer.networks.loss_network import LossNetwork
    from srviewer.training.train_features import METHODS, FeaturesOptions, FeaturesTask, results_of

    validation = []
    for scale in (2, 4):
        for pair in data.rgb_pairs(args.validation, scale) if args.validation else ():
            validation += [results_of(pair, method) for method in METHODS if unavailable_reason(method) is None]
    return FeaturesTask(
        FeaturesOptions(**_given(args, "patch", "batch", "rate", "bfloat16")),
        {scale: data.rgb_pairs(args.data, scale) for scale in (2, 3, 4)},
        LossNetwork(weights.read_file(args.loss_network)),
        validation,
        weights.read_file(args.init) if args.init else None,
        args.seed,
        args.device,
    )

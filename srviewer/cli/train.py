"""`srviewer train`: the training of the networks. Part of the contract; comes with a later version."""

from __future__ import annotations

import argparse
from pathlib import Path

from srviewer.cli.options import Verbs, add_scale
from srviewer.errors import SrviewerError


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser("train", help="train a network (comes with a later version)")
    parser.add_argument("network", choices=("srcnn", "perceptual", "features"))
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--output", type=Path, metavar="FILE")
    add_scale(parser, required=False)
    parser.add_argument("--minutes", type=float, metavar="M")
    parser.add_argument("--resume", type=Path, metavar="CKPT")
    parser.add_argument("--validation", type=Path, metavar="DIR")
    parser.add_argument("--plot", type=Path, metavar="PNG")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    raise SrviewerError("train comes with a later version of srviewer; weights/MODEL_CARD.md says how ours were made")

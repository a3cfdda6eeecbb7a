"""`srviewer claims`: the sources' claims recomputed. Part of the contract; comes with a later version."""

from __future__ import annotations

import argparse
from pathlib import Path

from srviewer.cli.options import Verbs
from srviewer.errors import SrviewerError


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser("claims", help="recompute what the papers claim (comes with a later version)")
    parser.add_argument("--data", type=Path, metavar="DIR")
    parser.add_argument("--output", type=Path, metavar="REPORT.md")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    raise SrviewerError("claims comes with a later version of srviewer; `srviewer evaluate` measures single tables")

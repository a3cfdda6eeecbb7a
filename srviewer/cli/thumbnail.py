"""`srviewer thumbnail`: a small picture of a saved comparison, for file managers."""

from __future__ import annotations

import argparse
from pathlib import Path

from srviewer.cli.options import Verbs


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "thumbnail",
        help="write a small picture of a saved comparison",
        description="Write a small picture of a comparison as PNG; what stands at OUT is replaced, as file managers "
        "expect of a thumbnailer.",
    )
    parser.add_argument("comparison", type=Path, metavar="FILE.srview")
    parser.add_argument("output", type=Path, metavar="OUT.png")
    parser.add_argument("size", type=int, metavar="SIZE", help="of the longer side, 1 to 1024 pixels")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from srviewer import session_file
    from srviewer.reports import thumbnail

    kept = session_file.read(args.comparison).source
    thumbnail.write(session_file.find_picture(kept, args.comparison.absolute().parent).picture, args.output, args.size)
    return 0

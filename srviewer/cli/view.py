"""`srviewer view`: the window. What is parsed here is opened by the entry point, since cli knows no gui."""

from __future__ import annotations

from pathlib import Path

from srviewer.cli.options import Verbs, add_methods, add_scale
from srviewer.kinds import Mode


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser("view", help="open the window (the default)", description="Open the window.")
    parser.add_argument("images", nargs="*", metavar="IMAGE", help="pictures, or one .srview file")
    parser.add_argument("--mode", choices=[mode.value for mode in Mode], help="what the picture is taken for")
    add_scale(parser, required=False)
    add_methods(parser)
    parser.add_argument("--device", default="auto", metavar="D", help="auto, cpu, cuda or mps (default: auto)")
    parser.add_argument(
        "--screenshot",
        type=Path,
        metavar="OUT.png",
        help="save what the window shows when all is done, and exit",
    )
    parser.add_argument("--demo", action="store_true", help="open a sample picture with all methods")

"""`srviewer subbands`: LL, LH, HL, HH of a picture's Y as images and as arrays."""

from __future__ import annotations

import argparse
from pathlib import Path

from srviewer.cli.options import Verbs, add_reading, read_input


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "subbands",
        help="write the wavelet subbands of a picture",
        description="Write LL, LH, HL, HH of a picture's Y (grey: its values) as PNG and as .npy (float32).",
    )
    parser.add_argument("image", type=Path, metavar="IMAGE")
    parser.add_argument("--wavelet", default="bior4.4", metavar="W", help="a discrete wavelet (default: bior4.4)")
    parser.add_argument("--level", type=int, default=1, metavar="L", help="1 to 5 (default: 1)")
    add_reading(parser)
    parser.add_argument("--output-dir", type=Path, required=True, metavar="DIR")
    parser.add_argument("--overwrite", action="store_true", help="replace existing files")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from srviewer.reports.subbands import write_subbands

    for path in write_subbands(
        read_input(args),
        args.image.stem,
        args.output_dir,
        args.wavelet,
        args.level,
        args.overwrite,
    ):
        print(path)
    return 0

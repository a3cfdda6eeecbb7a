"""`srviewer claims`: the sources' claims recomputed on a folder of test images."""

from __future__ import annotations

import argparse
from pathlib import Path

from srviewer.cli.options import Verbs, check_target, write_text
from srviewer.reports import claim_images


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "claims",
        help="recompute what the papers claim",
        description="Recompute what the papers claim and say what holds: as Markdown, with the published figures,\n"
        "ours, the protocol, and the commands that give the same numbers. It takes about a minute.",
        epilog=claim_images.described(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="the test images, see below")
    parser.add_argument("--output", type=Path, metavar="REPORT.md", help="write there (default: to the terminal)")
    parser.add_argument("--overwrite", action="store_true", help="replace an existing file")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    folder = claim_images.checked_folder(args.data)
    if args.output is None:
        print(_report(folder), end="")
        return 0
    check_target(args.output, args.overwrite)
    write_text(args.output, _report(folder), args.overwrite)
    return 0


def _report(folder: Path) -> str:
    from tqdm import tqdm

    from srviewer.reports.claim_bench import Bench
    from srviewer.reports.claims import CLAIMS, as_report, findings

    with tqdm(total=len(CLAIMS), unit="claim", disable=None) as bar:
        bench = Bench(folder, told=bar.set_postfix_str)
        found = []
        for finding in findings(bench):
            found.append(finding)
            bar.update()
    return as_report(found, bench)

"""`srviewer measure`: measures results for the window, which names them in lines of JSON (`srviewer.wire`).

The command is `measure`, with "rows" (a picture's name, its truth, its results by column), "scale", "metrics" by name
and "backbones", the folder that LPIPS and DISTS need, or null. The events: `row`, with the picture's "name" and its
"cells", `end`, and `error`. What the window measures so never holds its own interpreter's lock.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from srviewer.cli.options import Verbs
    from srviewer.wire import Wire


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "measure",
        help="measure results that are named by lines of JSON (for the window)",
        description="Measure results that the standard input names in lines of JSON, and tell their numbers so.",
    )
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    from srviewer import system
    from srviewer.wire import Wire

    system.give_way()  # the window, which shows the numbers, stays fluid
    serve(Wire(sys.stdin, sys.stdout))
    return 0


def serve(wire: Wire) -> None:
    """Measure what is asked for, until a stop."""
    from srviewer.errors import CancelledError, SrviewerError
    from srviewer.phrase import as_json

    while (command := wire.next(wait=True)) is not None and command.get("do") != "stop":
        try:
            if command.get("do") == "measure":
                _measure(command, wire)
                wire.say("end")
        except CancelledError:
            break
        except SrviewerError as error:
            wire.say("error", message=as_json(str(error)))


def _measure(command: Mapping[str, Any], wire: Wire) -> None:
    """`CancelledError` if a stop is asked for meanwhile."""
    from srviewer import metrics
    from srviewer.engine.progress import Token
    from srviewer.metrics import learned_distance
    from srviewer.results import measuring, store
    from srviewer.results.folders import PictureRow

    folder, token = command["backbones"], Token()
    learned_distance.use_folder(Path(folder) if folder else None)
    token.meanwhile = wire.check
    how = measuring.How(command["scale"], tuple(map(metrics.get, command["metrics"])))
    rows = [PictureRow(name, Path(truth), {column: Path(path) for column, path in results.items()})
            for name, truth, results in command["rows"]]  # fmt: skip
    with store.opened() as kept:
        for row, cells in measuring.measured(rows, how, kept, token):
            wire.say("row", name=row.name, cells={column: scores.as_json() for column, scores in cells.items()})

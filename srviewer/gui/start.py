"""The window's entry: looks whether a window can be opened at all before anything of Qt is imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from srviewer.errors import DisplayError
from srviewer.gui import WindowOptions
from srviewer.gui.services import display

DEMO_PICTURE = "srviewer-demo.png"


def main(options: WindowOptions) -> int:
    """Open the window and stay until it is closed; returns the exit status.

    `DisplayError` where no window can be opened. The demo is then drawn into a file instead.
    """
    problem = display.problem()
    if problem is not None:
        if not options.demo:
            raise DisplayError(problem)
        print(f"srviewer: {problem}\nDrawing the demo into a file instead.", file=sys.stderr)
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        options = options._replace(screenshot=options.screenshot or _free_name(Path(DEMO_PICTURE)))
    try:
        from srviewer.gui import program
    except ImportError as error:
        raise DisplayError(display.missing_library(error)) from None
    return program.run(options)


def _free_name(path: Path) -> Path:
    """`path`, or the same with a number where that exists already: nothing is overwritten."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free

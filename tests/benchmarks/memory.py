"""Memory of a large comparison in the window: python tests/benchmarks/memory.py [SIDE]

In a process of its own a canvas gets the LR and five results of SIDE x SIDE (8192 unless said) at x2, each with pixels
of its own, the way the window keeps them: uint8 pixels, and what the panes draw. Printed is what the
process holds over what it held with an empty canvas, and the most that it held meanwhile. The goal is 2.2 GB at 8192.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Finished, Result, Started
from srviewer.engine.progress import Token
from srviewer.evaluation import CompareTask, Prepared, PrepareTask
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.look import theme
from srviewer.gui.services.lanes import display_of
from srviewer.imaging.picture import Picture
from srviewer.session import Session

METHODS = ("bicubic", "dasr", "srcnn", "perceptual", "lanczos")


def resident(name: str) -> float:
    """GB that this process holds ("VmRSS") or at most held ("VmHWM"); Linux only."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024 / 1e9


def child(side: int) -> None:
    app = QApplication([])
    theme.install(app, "dark")
    session = Session(Comparison(scale=2, panes=tuple(map(Pane.of, METHODS)), whole=True))
    canvas = Canvas(session)
    canvas.resize(1600, 1000)
    canvas.show()
    QCoreApplication.processEvents()
    before, token = resident("VmRSS"), Token()
    noise = np.random.default_rng(0).integers(0, 256, (side, side, 3), np.uint8)
    lr = Picture(noise[::2, ::2])
    session.open(Source(lr, "benchmark"))
    (prepare,) = session.take_tasks()
    assert isinstance(prepare, PrepareTask)
    prepared = Prepared(prepare.id, prepare.picture)
    pyramids = display_of(prepared, token)
    session.receive(prepared)
    assert isinstance(pyramids, dict)
    for name, pyramid in pyramids.items():
        canvas.set_reference(name, pyramid)
    del pyramids
    for index, task in enumerate(session.take_tasks()):
        assert isinstance(task, CompareTask)
        pixels = noise + np.uint8(index)
        result = Result(pixels, None, None, task.job.method, 2, task.job.params, (), (), "cpu", 1.0)
        for event in (Started(task.job.id), Finished(task.job.id, result)):
            display = display_of(event, token)
            session.receive(event)
            canvas.receive(event, display)
    del noise, pixels, result, event, display
    canvas.zoom_to(1.0)
    canvas.repaint()
    print(resident("VmRSS") - before, resident("VmHWM") - before, flush=True)
    os._exit(0)


def main(side: int = 8192) -> None:
    command = [sys.executable, __file__, "--child", str(side)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    held, most = map(float, out.split())
    print(f"LR and five results of {side} x {side}: {held:.2f} GB, at most {most:.2f} GB meanwhile (goal 2.2 at 8192)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:2]))

"""The window while a network runs: python tests/benchmarks/busy.py [SIDE]

A picture of SIDE x SIDE (1000 unless said) at x2 in a window of 1600 x 1000 with DASR and Perceptual. Printed are, in
milliseconds, medians and the longest of 10 changes of DASR's gain, one at rest and one while Perceptual runs in turns:
until all of the pane that is in view shows the new gain, and until its first numbers are there (those that take long
wait for the network); then how long Perceptual took without a change, with one, and with one every second, at another
strength each time; and how long stale work of Perceptual went on after the picture was closed.
"""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GOMP_SPINCOUNT", "2000")  # as the program does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine import preload
from srviewer.engine.schedule import INFERENCE
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.imaging.resample import resize
from srviewer.session import Outcome, Session, State

ROUNDS = 10
GAINS, STRENGTHS = ((round(n * 0.618 % 1, 4) for n in itertools.count(1)) for _ in range(2))  # none twice


def wait(window: MainWindow, done: Callable[[], bool]) -> None:
    """Until it is done; looked at whenever a lane tells something."""
    loop, timer = QEventLoop(), QTimer()

    def look(*_arguments: object) -> None:
        if done():
            loop.quit()

    window.workers.arrived.connect(look)
    timer.timeout.connect(look)
    timer.start(20)
    if not done():
        loop.exec()
    window.workers.arrived.disconnect(look)


def outcome(window: MainWindow, method: str) -> Outcome | None:
    pane = next(p for p in window.session.comparison.panes if p.method == method)
    return window.session.outcome(pane)


def is_done(window: MainWindow, method: str) -> bool:
    found = outcome(window, method)
    return found is not None and found.state is State.DONE


def measured(window: MainWindow, method: str) -> bool:
    found = outcome(window, method)
    return found is not None and found.measures is not None


def change(window: MainWindow, gain: float) -> tuple[float, float]:
    """Milliseconds until the new gain is seen, and until it is measured."""
    start = time.perf_counter()
    window.session.set_params({"gain": gain})
    wait(window, lambda: is_done(window, "dasr"))
    window.canvas.repaint()
    seen = time.perf_counter()
    wait(window, lambda: measured(window, "dasr"))
    return 1000 * (seen - start), 1000 * (time.perf_counter() - start)


def run_perceptual(window: MainWindow) -> None:
    """At a strength that it was not run at before."""
    panes = window.session.comparison.panes
    new = {"strength": next(STRENGTHS)}
    window.session.edit(panes=tuple(p.with_params(new) if p.method == "perceptual" else p for p in panes))
    wait(window, lambda: (o := outcome(window, "perceptual")) is not None and o.state is State.RUNNING)


def main(side: int = 1000) -> None:
    app = QApplication([])
    theme.install(app, "dark")
    window = MainWindow(Session(Comparison(panes=(Pane.of("dasr"), Pane.of("perceptual")))))
    window.resize(1600, 1000)
    window.show()
    wait(window, preload.loaded)
    noise = np.random.default_rng(0).random((side // 8, side // 8, 3))
    picture = Picture(np.clip(resize(noise, side, side), 0, 1).astype(np.float32))
    window.session.open(Source(picture, "noise"), mode="upscale", scale=2)
    wait(window, lambda: window.idle)
    found: dict[str, list[tuple[float, float]]] = {"at rest": [], "network runs": []}
    times: dict[str, list[float]] = {"alone": [], "one change": [], "a change a second": []}
    while len(found["network runs"]) < ROUNDS:
        found["at rest"].append(change(window, next(GAINS)))
        wait(window, lambda: window.idle)
        for name in times:
            run_perceptual(window)
            changes = {"alone": 0, "one change": 1}.get(name, ROUNDS)
            while not is_done(window, "perceptual"):
                pause = time.perf_counter() + 1
                if changes:
                    changes -= 1
                    found["network runs"].append(change(window, next(GAINS)))
                wait(window, lambda pause=pause: is_done(window, "perceptual") or time.perf_counter() > pause)
            last = outcome(window, "perceptual")
            assert last is not None
            assert last.result is not None
            times[name].append(last.result.seconds)
            wait(window, lambda: window.idle)
    for name, each in found.items():
        seen, numbers = np.array(each).T
        print(
            f"{name:>14}: seen {np.median(seen):4.0f} ms, longest {seen.max():4.0f}; numbers {np.median(numbers):4.0f}"
        )
    seconds = {name: float(np.median(each)) for name, each in times.items()}
    words = (f"{name} {each:.2f} s ({each / seconds['alone']:.2f})" for name, each in seconds.items())
    print(f"    Perceptual: {', '.join(words)}")
    run_perceptual(window)
    start = time.perf_counter()
    window.session.close()
    wait(window, lambda: not window.schedule._running[INFERENCE])
    print(f"    stale work: {1000 * (time.perf_counter() - start):.0f} ms")
    window.close()
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

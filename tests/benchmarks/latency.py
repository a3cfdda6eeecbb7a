"""From a change to the whole result painted: python tests/benchmarks/latency.py

A 512 x 512 LR at x2 in a window of 1280 x 800 with bicubic and DASR; base and details of DASR are kept. Prints medians
and the longest, in milliseconds, for a change of DASR's gain, of its wavelet (all anew), and of the tiles (both anew).
Then the four methods make x4 of 256 x 256, seen at 100 %: from a change of Perceptual's strength to its first pixels,
those of the middle of what is in view, and to the whole.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane, Source
from srviewer.gui.canvas.content import Phase
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.imaging.resample import resize
from srviewer.session import Session, State


def wait(window: MainWindow, done: Callable[[], bool]) -> None:
    """Until it is done; sleeps in between, so that the lanes have the processor."""
    loop, timer = QEventLoop(), QTimer()

    def look(*_arguments: object) -> None:
        if done():
            loop.quit()

    window.workers.arrived.connect(look)
    timer.timeout.connect(look)
    timer.start(50)
    if not done():
        loop.exec()
    window.workers.arrived.disconnect(look)


def milliseconds(window: MainWindow, change: Callable[[], None]) -> float:
    session = window.session

    def painted() -> bool:
        outcomes = [session.outcome(pane) for pane in session.comparison.panes]
        return all(o is not None and o.state is State.DONE for o in outcomes)

    start = time.perf_counter()
    change()
    wait(window, painted)
    window.canvas.repaint()
    taken = 1000 * (time.perf_counter() - start)
    wait(window, lambda: window.idle)
    return taken


def first_and_whole(window: MainWindow, change: Callable[[], None]) -> tuple[float, float]:
    """Milliseconds from a change of the selected pane to its first own pixels, painted, and to all of them."""
    cell = window.canvas.panes[window.session.comparison.selected]
    start = time.perf_counter()
    change()
    wait(window, lambda: cell.content.phase is Phase.BUSY and bool(cell.content.layers))
    cell.repaint()
    first = time.perf_counter()
    wait(window, lambda: cell.content.phase is Phase.SHOWN and not cell.content.partial)
    cell.repaint()
    whole = time.perf_counter()
    wait(window, lambda: window.idle)
    return 1000 * (first - start), 1000 * (whole - start)


def report(what: str, taken: Sequence[float]) -> None:
    print(f"{what:>22}: median {np.median(taken):4.0f} ms, longest {max(taken):4.0f} ms", flush=True)


def main() -> None:
    app = QApplication([])
    theme.install(app, "dark")
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")), selected=1)))
    window.show()
    noise = np.random.default_rng(0).random((64, 64, 3))
    picture = Picture(np.clip(resize(noise, 512, 512), 0, 1).astype(np.float32))
    session = window.session
    session.open(Source(picture, "noise"), mode="upscale", scale=2)
    wait(window, lambda: window.idle)
    changes: dict[str, list[Callable[[], None]]] = {
        "DASR's gain": [lambda g=g: session.set_params({"gain": float(g)}) for g in np.linspace(0, 1, 21)],
        "its wavelet": [
            lambda w=w: session.set_params({"wavelet": w}) for w in ("haar", "db2", "sym4", "bior2.2", "db4")
        ],
        "the tiles, both anew": [lambda t=t: session.edit(tile=t) for t in (256, None, 128, 256, None)],
    }
    for name, each in changes.items():
        taken = [milliseconds(window, change) for change in each]
        report(name, taken)
    four = tuple(map(Pane.of, ("bicubic", "dasr", "srcnn", "perceptual")))
    smaller = Source(Picture(picture.pixels[:256, :256].copy()), "noise")
    session.resume(smaller, Comparison(scale=4, panes=four, selected=3), {})
    wait(window, lambda: window.idle)
    window.canvas.actual_size()
    wait(window, lambda: window.idle)
    strengths = [lambda s=s: session.set_params({"strength": float(s)}) for s in np.linspace(0, 1, 11)]
    first, whole = zip(*(first_and_whole(window, change) for change in strengths), strict=True)
    report("Perceptual's strength", first)
    report("its whole", whole)
    window.close()
    os._exit(0)


if __name__ == "__main__":
    main()

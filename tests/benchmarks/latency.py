"""From a change to the whole result painted: python tests/benchmarks/latency.py

A 512 x 512 LR at x2 in a window of 1280 x 800 with bicubic and DASR; base and details of DASR are kept. Prints medians
and the longest, in milliseconds, for a change of DASR's gain, of its wavelet (all anew), and of the tiles (both anew).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane, Source
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
        print(f"{name:>22}: median {np.median(taken):4.0f} ms, longest {max(taken):4.0f} ms")
    window.close()
    os._exit(0)


if __name__ == "__main__":
    main()

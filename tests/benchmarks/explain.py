"""Look inside, from a slider to the painted picture: python tests/benchmarks/explain.py

An edit of a subband (level 1, Y) at 512 x 512 and 1024 x 1024, and DASR's gain at x2 of 512 x 512, in a window of
1280 x 800. Prints medians and the longest, in milliseconds; then how long optimising 256 x 256 pixels takes.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane, Source
from srviewer.explain.optimise import RECIPES, optimise
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.features.inside.dasr_page import DasrPage
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.imaging.resample import resize
from srviewer.session import Session

MOVES = 25


def wait(window: MainWindow, done: Callable[[], bool]) -> None:
    """Until it is done; sleeps in between, so that the lanes have the processor."""
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: done() and loop.quit())
    timer.start(2)
    loop.exec()


def milliseconds(window: MainWindow, plate: Plate, move: Callable[[], None]) -> float:
    """From a move of a slider until the plate has another picture, and has painted it."""
    before = plate.layer
    start = time.perf_counter()
    move()
    loop = QEventLoop()
    show = plate.show_picture

    def shown(*arguments: object) -> None:
        show(*arguments)
        if plate.layer is not before:
            plate.repaint()
            loop.quit()

    plate.show_picture = shown  # type: ignore[method-assign, assignment]
    loop.exec()
    taken = 1000 * (time.perf_counter() - start)
    plate.show_picture = show  # type: ignore[method-assign]
    wait(window, lambda: window.idle)
    return taken


def smooth_noise(side: int) -> Picture:
    noise = np.random.default_rng(0).random((side // 8, side // 8, 3))
    return Picture(np.clip(resize(noise, side, side), 0, 1).astype(np.float32))


def opened(side: int, scale: int) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    window.resize(1280, 800)
    window.show()
    window.session.open(Source(smooth_noise(side * scale), "noise"), mode="benchmark", scale=scale)
    wait(window, lambda: window.idle)
    window.centre.look_inside()
    wait(window, lambda: window.idle)
    return window


def report(what: str, taken: list[float]) -> None:
    print(f"{what:<44} median {statistics.median(taken):6.1f} ms   longest {max(taken):6.1f} ms")


def edit_a_subband(side: int) -> None:
    window = opened(side // 2, 2)
    page = window.inside.page("subbands")
    page.editor.list.selectRow(1)
    wait(window, lambda: window.idle)
    moves = [lambda n=n: page.editor.amount.setValue(40 + 4 * n) for n in range(MOVES)]
    report(f"gain of a subband, {side} x {side}", [milliseconds(window, page.picture, m) for m in moves])
    window.close()


def move_the_gain() -> None:
    window = opened(512, 2)
    window.inside.open("dasr")
    wait(window, lambda: window.idle)
    dasr = window.inside.page("dasr")
    assert isinstance(dasr, DasrPage)
    for step in ("dwt", "result"):
        dasr.choose_step(step)
        wait(window, lambda: window.idle)
        moves = [lambda n=n: dasr.gain.setValue(30 + 4 * n) for n in range(MOVES)]
        report(f"gain of DASR, x2 of 512 x 512, at {step!r}", [milliseconds(window, dasr.result, m) for m in moves])
    window.close()


def main() -> None:
    app = QApplication([])
    theme.install(app, "dark")
    for side in (512, 1024):
        edit_a_subband(side)
    move_the_gain()
    target = smooth_noise(256).pixels
    for name, recipe in RECIPES.items():
        progress = tuple(optimise(recipe, target, style=target))[-1]
        print(f"{progress.total} steps of {name!r} at 256 x 256: {progress.seconds:.1f} s")


if __name__ == "__main__":
    main()

"""From the drop of a 12-megapixel JPEG to what is seen first: python tests/benchmarks/first_pixels.py [N]

A window of 1280 x 800 with the four methods at x2; torch and the weights are loaded, nothing else is known of the
picture. Printed are medians of N drops (7 unless said), in milliseconds from the drop to the end of the paint that
shows it: the picture (in every pane, if only as a preview), and of each method its own pixels, in all of the part in
view. Perceptual, which comes last, is not waited for. The first drop is not counted. Beside it stands the time that the
processor worked for this process meanwhile, in all threads, which other programs disturb less.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GOMP_SPINCOUNT", "2000")  # as the program does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from PIL import Image
from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from srviewer.compared import Comparison, Pane
from srviewer.engine import preload
from srviewer.gui.canvas.content import Content, Layer, Phase
from srviewer.gui.canvas.pane import PaneWidget as Cell
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.imaging.resample import resize
from srviewer.session import Session

HEIGHT, WIDTH = 3000, 4000
METHODS = ("bicubic", "dasr", "srcnn", "perceptual")
GOALS = {"picture": 150, "bicubic": 150, "dasr": 400, "srcnn": 1000}
PATIENCE_MS = 120_000  # on a busy machine


def photograph(path: Path, seed: int) -> None:
    """Smooth noise and a little sharp noise, another for every seed."""
    rng = np.random.default_rng(seed)
    smooth = resize(rng.random((HEIGHT // 40, WIDTH // 40, 3)), HEIGHT, WIDTH)
    pixels = np.rint(np.clip(255 * smooth + rng.normal(0, 4, smooth.shape), 0, 255)).astype(np.uint8)
    Image.fromarray(pixels).save(path, quality=92)


def seen_in(layers: tuple[Layer, ...], view: tuple[float, float, float, float]) -> bool:
    """Whether layers cover what a view (left, top, right, bottom) shows."""
    left, top, right, bottom = (int(v) for v in view)
    there = np.zeros((max(0, bottom - top), max(0, right - left)), bool)
    for layer in layers:
        y, x = layer.y - top, layer.x - left
        height, width = layer.pyramid.height * layer.unit, layer.pyramid.width * layer.unit
        there[max(0, y) : max(0, y + height), max(0, x) : max(0, x + width)] = True
    return there.size > 0 and bool(there.all())


class Watch(QObject):
    """Notes when a paint first showed what is waited for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window, self.found, self.old = window, dict[str, tuple[float, float]](), frozenset[int]()
        self.start = (0.0, 0.0)
        self.looks = QTimer(self, singleShot=True, interval=0)
        self.looks.timeout.connect(self.look)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, Cell):
            self.looks.start()
        return False

    def look(self) -> None:
        """After a paint: what stood there."""
        window = self.window
        now = 1000 * (time.perf_counter() - self.start[0]), 1000 * (time.process_time() - self.start[1])
        if window.centre.currentWidget() is not window.comparison:
            return
        cells = window.canvas.panes
        contents = [cell.content for cell in cells]
        if len(cells) == len(METHODS) and all(self._new(c.base) or self._new(c.layers) for c in contents):
            self.found.setdefault("picture", now)
            for name, cell in zip(METHODS, cells, strict=True):
                if seen_in(self._own(cell.content), cell.state.visible()):
                    self.found.setdefault(name, now)

    def _own(self, content: Content) -> tuple[Layer, ...]:
        """A method's own pixels, whatever stands under them."""
        shown = content.phase is Phase.SHOWN and not content.partial
        return self._new(content.layers + (content.base if shown else ()))

    def _new(self, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
        return tuple(layer for layer in layers if id(layer.pyramid) not in self.old)


def wait(window: MainWindow, done: Callable[[], bool]) -> None:
    """Until it is done; sleeps in between, so that the lanes have the processor."""
    loop, timer, quiet = QEventLoop(), QTimer(), 0

    def look() -> None:
        nonlocal quiet
        quiet = quiet + 1 if done() else 0
        if quiet > 2:
            loop.quit()

    timer.timeout.connect(look)
    timer.start(50)
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()


def drop(window: MainWindow, watch: Watch, path: Path) -> dict[str, tuple[float, float]]:
    contents = [cell.content for cell in window.canvas.panes]
    kept = [layer.pyramid for c in contents for layer in c.base + c.layers]  # alive, so that no id comes twice
    watch.old, watch.found = frozenset(map(id, kept)), {}
    watch.start = time.perf_counter(), time.process_time()
    window.opening.files((path,))
    wait(window, lambda: GOALS.keys() <= watch.found.keys())
    window.comparing.cancel_all()
    wait(window, lambda: window.idle)
    del kept
    return watch.found


def main(rounds: int = 7) -> None:
    app = QApplication([])
    theme.install(app, "dark")
    window = MainWindow(Session(Comparison(panes=tuple(map(Pane.of, METHODS)))))
    window.show()
    wait(window, lambda: window.idle and preload.loaded())
    watch = Watch(window)
    found: list[dict[str, tuple[float, float]]] = []
    with tempfile.TemporaryDirectory() as name:
        for index in range(rounds + 1):
            path = Path(name) / f"{index}.jpg"
            photograph(path, index)
            found.append(drop(window, watch, path))
    for what in GOALS:
        times = [times[what] for times in found[1:] if what in times]
        if len(times) < rounds:
            raise SystemExit(f"{what}: not seen in {rounds - len(times)} of {rounds} drops")
        wall, cpu = np.median(times, axis=0)
        print(f"{what:>12}: {wall:5.0f} ms (goal {GOALS[what]}), least {min(times)[0]:5.0f}; processor {cpu:5.0f} ms")
    window.close()
    os._exit(0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))

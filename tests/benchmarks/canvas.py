"""Frame time while four panes of 4096 x 4096 pan, against four linked pyqtgraph views:

    python tests/benchmarks/canvas.py

At 1600 x 1000, offscreen; both in one run, in turn, median and mean of the frames. A frame is a pan by a few pixels and
the painting of everything that changed; the panes go to and fro, 140 pixels each way. Also panes of 1024 and 16384
pixels, whose frames should take the same time.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Finished, Result, Started
from srviewer.evaluation import CompareTask, Prepared, PrepareTask
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.look import theme
from srviewer.imaging.picture import Picture
from srviewer.session import Session

SIZE = (1600, 1000)
FRAMES, ROUNDS = 40, 5
PANES = tuple(Pane.of(m) for m in ("bicubic", "dasr", "srcnn", "perceptual"))


def picture(side: int) -> npt.NDArray[np.uint8]:
    tile = np.random.default_rng(0).integers(0, 256, (256, 256, 3)).astype(np.uint8)
    return np.tile(tile, (side // 256, side // 256, 1))


def our_canvas(side: int) -> tuple[QWidget, Callable[[int], None]]:
    """A canvas whose four panes hold results of side x side; and what moves it by a step."""
    session = Session(Comparison(scale=2, panes=PANES))
    session.open(Source(Picture(np.zeros((side // 2, side // 2), np.float32)), "benchmark"))
    canvas = Canvas(session)
    canvas.resize(*SIZE)
    canvas.show()
    (prepare,) = session.take_tasks()
    assert isinstance(prepare, PrepareTask)
    session.receive(Prepared(prepare.id, prepare.picture))
    pixels = picture(side)
    pyramid = build_pyramid(pixels, compact=True)  # as the program does with a result
    for task in session.take_tasks():
        assert isinstance(task, CompareTask)
        result = Result(pixels, None, None, task.job.method, 2, task.job.params, (), (), "cpu", 1.0)
        for event in (Started(task.job.id), Finished(task.job.id, result)):
            session.receive(event)
            canvas.receive(event, pyramid)
    canvas.zoom_to(1.0)
    return canvas, lambda step: canvas.state.pan(*way_of(step))


def pyqtgraph_views(side: int) -> tuple[QWidget, Callable[[int], None]]:
    """Four linked `ImageItem` views; and what moves them by a step."""
    import pyqtgraph

    pyqtgraph.setConfigOptions(imageAxisOrder="row-major", antialias=False)
    widget = pyqtgraph.GraphicsLayoutWidget()
    widget.resize(*SIZE)
    views, pixels = [], picture(side)
    for index in range(4):
        view = widget.addViewBox(index // 2, index % 2, lockAspect=True, invertY=True, enableMenu=False)
        view.addItem(pyqtgraph.ImageItem(pixels))
        if views:
            view.setXLink(views[0])
            view.setYLink(views[0])
        views.append(view)
    views[0].setRange(xRange=(1000, 1800), yRange=(1000, 1500), padding=0)
    widget.show()
    return widget, lambda step: views[0].translateBy(*way_of(step))


def way_of(step: int) -> tuple[int, int]:
    """By how many pixels a frame moves: half of them there, half of them back."""
    return (7, 5) if step < FRAMES // 2 else (-7, -5)


def frame_times(widget: QWidget, move: Callable[[int], None]) -> list[float]:
    """Milliseconds of each frame."""
    times = []
    for step in range(FRAMES):
        start = time.perf_counter()
        move(step)
        QCoreApplication.processEvents()
        times.append((time.perf_counter() - start) * 1000)
    return times


def main() -> None:
    app = QApplication([])
    theme.install(app, "dark")
    subjects = {
        "srviewer 4096": our_canvas(4096),
        "pyqtgraph 4096": pyqtgraph_views(4096),
        "srviewer 1024": our_canvas(1024),
        "srviewer 16384": our_canvas(16384),
    }
    for widget, _move in subjects.values():
        widget.hide()
    found: dict[str, list[float]] = {name: [] for name in subjects}
    for _ in range(ROUNDS):
        for name, (widget, move) in subjects.items():
            widget.show()
            QCoreApplication.processEvents()
            found[name] += frame_times(widget, move)
            widget.hide()
    medians = {name: float(np.median(times)) for name, times in found.items()}
    means = {name: float(np.mean(times)) for name, times in found.items()}
    for name, times in found.items():
        late = np.percentile(times, 95)
        print(f"{name:>16}: median {medians[name]:6.2f} ms, mean {means[name]:6.2f} ms, 95th percentile {late:6.2f} ms")
    for word, of in (("median", medians), ("mean", means)):
        print(f"srviewer / pyqtgraph at 4096, {word}: {of['srviewer 4096'] / of['pyqtgraph 4096']:.3f}")
    print(f"srviewer 16384 / 1024: {medians['srviewer 16384'] / medians['srviewer 1024']:.2f}")


if __name__ == "__main__":
    main()

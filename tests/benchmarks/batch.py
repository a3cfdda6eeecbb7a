"""A batch against a plain loop over the same files: python tests/benchmarks/batch.py [METHOD ...] [--rounds N]

40 files, PNG and JPEG, colour and grey, 60 x 60 to 240 x 320 (a tenth of that in pixels for networks), at x2: by a
plain loop, by the batch as the command line runs it, and as the window's queue does in its lane; in one run, in turn,
and the written bytes compared. Prints the medians, of the processor's time too, and how many times as quick as the loop
the others are on the clock: the median, least and most of the rounds.
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, SignalInstance
from PySide6.QtWidgets import QApplication

from srviewer import batch, upsamplers
from srviewer.engine.schedule import Schedule
from srviewer.gui.features.batch.queue import BatchQueue, State
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import Workers
from srviewer.imaging.resample import resize

FILES = 40
METHODS = ("bicubic", "dasr", "srcnn", "perceptual")


def make_files(folder: Path, shrink: float) -> None:
    """Pictures like photographs: smooth noise with some grain."""
    rng = np.random.default_rng(0)
    folder.mkdir()
    for number in range(FILES):
        height, width = (max(8, round(side * shrink)) for side in ((240, 320), (160, 120), (60, 60))[number % 3])
        values = resize(rng.random((height // 8 + 2, width // 8 + 2, 3)), height, width)
        values += 0.02 * rng.standard_normal(values.shape)
        pixels = np.rint(255 * np.clip(values, 0, 1)).astype(np.uint8)
        image = Image.fromarray(pixels[..., 0] if number % 5 == 4 else pixels)
        image.save(folder / f"{number:02}.{'jpg' if number % 2 else 'png'}")


Way = Callable[[Path, Path, batch.Settings], tuple[float, float]]


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def by_core(ahead: int) -> Way:
    def way(folder: Path, out: Path, settings: batch.Settings) -> tuple[float, float]:
        items, _ = batch.plan([folder], out, settings)
        failed: list[str] = []
        taken = timed(lambda: failed.extend(o.error for o in batch.run(items, settings, ahead=ahead) if o.error))
        if failed:
            raise SystemExit(failed[0])
        return taken

    return way


class Window:
    """The queue of *Upscale to folder* with its lanes."""

    def __init__(self) -> None:
        schedule = Schedule()
        self.workers, self._errands = Workers(schedule), Errands(schedule)
        self.workers.arrived.connect(self._errands.arrived)
        self.workers.start()

    def __call__(self, folder: Path, out: Path, settings: batch.Settings) -> tuple[float, float]:
        queue = BatchQueue(self._errands)
        until(queue.planned, lambda: queue.plan([folder], out, settings, batch.TEMPLATE))
        taken = timed(lambda: until(queue.ended, queue.start))
        if queue.count(State.DONE) != len(queue.files):
            raise SystemExit(next(file.message for file in queue.files if file.state is not State.DONE))
        return taken


def until(told: SignalInstance, work: Callable[[], None]) -> None:
    """Do something and wait until a signal tells of its end."""
    loop = QEventLoop()
    told.connect(loop.quit)
    work()
    loop.exec()
    told.disconnect(loop.quit)


def compared(ways: dict[str, Way], folder: Path, place: Path, settings: batch.Settings, rounds: int) -> None:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(rounds + 1):  # the first, when things are loaded, is not counted
        for name in list(ways)[:: 1 if number % 2 else -1]:
            shutil.rmtree(place / name, ignore_errors=True)
            taken = ways[name](folder, place / name, settings)
            found[name] += [taken] if number else []
    for path in (place / "loop").iterdir():
        if any(path.read_bytes() != (place / name / path.name).read_bytes() for name in ways):
            raise SystemExit(f"{path.name}: not the same bytes")
    clock, processor = ({n: np.array([t[k] for t in found[n]]) for n in ways} for k in (0, 1))
    print(f"{settings.method:>12}", end="")
    for name in ways:
        print(f"  {np.median(clock[name]):5.2f} s ({np.median(processor[name]):5.2f})", end="")
    for name in list(ways)[1:]:
        ratios = clock["loop"] / clock[name]
        print(f"  {np.median(ratios):.2f} ({ratios.min():.2f}, {ratios.max():.2f})", end="")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("methods", nargs="*", default=METHODS)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    application = QApplication([])
    window = Window()
    ways: dict[str, Way] = {"loop": by_core(1), "batch": by_core(batch.AHEAD), "window": window}
    print(f"{batch.threads()} threads; {FILES} files at x2; seconds on the clock (of the processor)")
    titles = "".join(f"  {name:>15}" for name in ways)
    print(f"{'method':>12}{titles}  {'loop / batch':<17} {'loop / window':<17}")
    with tempfile.TemporaryDirectory() as place:
        for method in args.methods:
            learned = upsamplers.get(method).learned
            folder = Path(place, "small" if learned else "large")
            if not folder.exists():
                make_files(folder, 0.1**0.5 if learned else 1)
            compared(ways, folder, Path(place), batch.Settings.make(method, 2), args.rounds)
    window.workers.stop()
    del application


if __name__ == "__main__":
    main()

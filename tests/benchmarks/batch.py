"""A batch against a plain loop over the same files: python tests/benchmarks/batch.py [METHOD ...] [--rounds N]

40 files, PNG and JPEG, colour and grey, 60 x 60 to 240 x 320 (a tenth of that in pixels for Perceptual), at x2: by a
plain loop, by the batch as the command line runs it, and as the window's queue does in its lane; in one run, in turn,
and the written bytes compared. In the same turns stand the two parts of the work, one file after the other: reading and
writing, and enlarging; the longer of them is the bound for who does both at once. Prints the medians, of the
processor's time too; how many times as quick as the loop the others are on the clock (median, least and most of the
rounds); and their time over the bound.
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

from srviewer import batch
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.engine.schedule import Schedule
from srviewer.gui.features.batch.queue import BatchQueue, FileState
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.lanes import Workers
from srviewer.imaging import image_io
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


Way = Callable[[Path, Path, batch.BatchSettings], tuple[float, float]]


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def by_core(ahead: int) -> Way:
    def way(folder: Path, out: Path, settings: batch.BatchSettings) -> tuple[float, float]:
        items, _ = batch.plan([folder], out, settings)
        failed: list[str] = []
        taken = timed(lambda: failed.extend(o.error for o in batch.run(items, settings, ahead=ahead) if o.error))
        if failed:
            raise SystemExit(failed[0])
        return taken

    return way


def reading_and_writing(folder: Path, out: Path, settings: batch.BatchSettings) -> tuple[float, float]:
    """Without enlarging: what is written are the loop's results, which must be there."""
    results = [(path, image_io.read_picture(path)) for path in sorted((out.parent / "loop").iterdir())]
    out.mkdir()

    def work() -> None:
        for path in sorted(folder.iterdir()):
            image_io.read_picture(path)
        for path, picture in results:
            image_io.write_picture(picture, out / path.name)

    return timed(work)


def enlarging(folder: Path, _out: Path, settings: batch.BatchSettings) -> tuple[float, float]:
    pictures = [image_io.read_picture(path) for path in sorted(folder.iterdir())]
    jobs = [Job.make(picture, settings.method, settings.scale, dict(settings.params)) for picture in pictures]

    def work() -> None:
        for job in jobs:
            result_of(job)

    return timed(work)


PARTS: dict[str, Way] = {"reading and writing": reading_and_writing, "enlarging": enlarging}


class Window:
    """The queue of *Upscale to folder* with its lanes."""

    def __init__(self) -> None:
        schedule = Schedule()
        self.workers, self._errands = Workers(schedule), Errands(schedule)
        self.workers.arrived.connect(self._errands.arrived)
        self.workers.start()

    def __call__(self, folder: Path, out: Path, settings: batch.BatchSettings) -> tuple[float, float]:
        queue = BatchQueue(self._errands)
        until(queue.planned, lambda: queue.plan([folder], out, settings, batch.TEMPLATE))
        taken = timed(lambda: until(queue.ended, queue.start))
        if queue.count(FileState.DONE) != len(queue.files):
            raise SystemExit(next(file.message for file in queue.files if file.state is not FileState.DONE))
        return taken


def until(told: SignalInstance, work: Callable[[], None]) -> None:
    """Do something and wait until a signal tells of its end."""
    loop = QEventLoop()
    told.connect(loop.quit)
    work()
    loop.exec()
    told.disconnect(loop.quit)


def compared(ways: dict[str, Way], folder: Path, place: Path, settings: batch.BatchSettings, rounds: int) -> None:
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for number in range(rounds + 1):  # the first, when things are loaded, is not counted
        for name in ways if number % 2 == 0 else reversed(ways):
            out = place / f"{name} again" if name == "loop" and number else place / name
            shutil.rmtree(out, ignore_errors=True)
            taken = ways[name](folder, out, settings)
            found[name] += [taken] if number else []
    whole = [name for name in ways if name not in PARTS]
    for path in (place / "loop").iterdir():
        if any(path.read_bytes() != (place / name / path.name).read_bytes() for name in whole):
            raise SystemExit(f"{path.name}: not the same bytes")
    clock, processor = ({n: np.array([t[k] for t in found[n]]) for n in ways} for k in (0, 1))
    times = "  ".join(f"{n} {np.median(clock[n]):.2f} s ({np.median(processor[n]):.2f})" for n in ways)
    print(f"{settings.method} {times}", flush=True)
    for name in whole[1:]:
        ratios = clock["loop"] / clock[name]
        bound = np.max([np.median(clock[part]) for part in PARTS])
        over = np.median(clock[name]) / bound
        print(f"{settings.method:>12} loop / {name} {np.median(ratios):.2f} ({ratios.min():.2f}, {ratios.max():.2f}), "
              f"over the bound {over:.2f}", flush=True)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("methods", nargs="*", default=METHODS)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    application = QApplication([])
    window = Window()
    ways: dict[str, Way] = {"loop": by_core(1), "batch": by_core(batch.AHEAD), "window": window}
    ways |= PARTS
    print(f"{batch.threads()} threads; {FILES} files at x2; seconds on the clock (of the processor)")
    with tempfile.TemporaryDirectory() as place:
        for method in args.methods:
            small = method == "perceptual"
            folder = Path(place, "small" if small else "large")
            if not folder.exists():
                make_files(folder, 0.1**0.5 if small else 1)
            compared(ways, folder, Path(place), batch.BatchSettings.make(method, 2), args.rounds)
    window.workers.stop()
    del application


if __name__ == "__main__":
    main()

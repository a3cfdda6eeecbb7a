"""How time and memory grow: python tests/benchmarks/scaling.py [--max-megapixels M] [--output FILE.png] [--repeat N]
        [--patience S]

Against the size of the input (0.25 megapixels, times four up to M, default 64; x2), the scale (an input of 0.25
megapixels), the panes that pan (1 to 4, and four of larger sides), and the files of a batch. Prints a table with the
fitted exponents b of time ~ n^b and memory ~ n^b (medians of the repetitions) and draws both on log axes (matplotlib,
srviewer[train]). Every point of a method is measured in a process of its own, after a first small picture: memory is
how far the resident set rises, the input apart, results included. A curve of sizes ends before a point that by the last
one would take more than S seconds (default 600).
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GOMP_SPINCOUNT", "2000")  # as the program does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import canvas
import numpy as np
from matplotlib.figure import Figure
from PIL import Image
from PySide6.QtWidgets import QApplication

from srviewer import batch
from srviewer.engine import memory
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.gui.look import theme
from srviewer.imaging.picture import Picture

METHODS = ("bicubic", "dasr", "srcnn", "perceptual")
SMALLEST = 0.25  # megapixels
SCALES = (2, 3, 4, 8)
LENGTHS = (5, 10, 20, 40)
SIDES = (1024, 4096, 16384)


@dataclass
class Curve:
    """Points of one curve: what was varied, seconds, bytes (empty where memory was not measured)."""

    name: str
    n: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    peak: list[float] = field(default_factory=list)

    def add(self, n: float, seconds: float, peak: float | None) -> None:
        self.n.append(n)
        self.seconds.append(seconds)
        if peak is not None:
            self.peak.append(max(peak, 1.0))
        print(
            f"{self.name:>24} {n:9.4g} {seconds:10.4f} s" + ("" if peak is None else f" {peak / 1e6:8.0f} MB"),
            flush=True,
        )


def exponent(n: list[float], values: list[float]) -> float:
    """Slope of the values on log axes, by least squares."""
    return float(np.polyfit(np.log(n), np.log(values), 1)[0]) if len(n) == len(values) > 1 else float("nan")


def measured(work: Callable[[], object], repeat: int) -> tuple[float, float | None]:
    """Median seconds and bytes of some runs."""
    times, peaks = [], []
    for _ in range(repeat):
        peak, start = memory.Peak(), time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
        peaks.append(peak.bytes())
    there = [p for p in peaks if p is not None]
    return float(np.median(times)), float(np.median(there)) if there else None


def picture(megapixels: float) -> Picture:
    side = round((1e6 * megapixels) ** 0.5)
    tile = np.random.default_rng(0).random((256, 256, 3), np.float32)
    times = -(-side // 256)
    return Picture(np.tile(tile, (times, times, 1))[:side, :side])


def point(method: str, megapixels: float, scale: int, repeat: int) -> tuple[float, float | None]:
    """In this process: what `measured` says of a method, all that is loaded once apart."""
    result_of(Job.make(picture(0.01), method, scale))
    job = Job.make(picture(megapixels), method, scale)
    return measured(lambda: result_of(job), repeat)


def alone(method: str, megapixels: float, scale: int, repeat: int) -> tuple[float, float | None]:
    """`point` in a fresh process, whose allocator keeps nothing from earlier work."""
    with ProcessPoolExecutor(1, get_context("spawn")) as one:
        return one.submit(point, method, megapixels, scale, repeat).result()


def sizes(most: float, repeat: int, patience: float) -> list[Curve]:
    steps = [SMALLEST * 4**k for k in range(8) if SMALLEST * 4**k <= most]
    curves = [Curve(name) for name in METHODS]
    for curve in curves:
        for megapixels in steps:
            if not curve.seconds or 4 * curve.seconds[-1] <= patience:
                curve.add(megapixels, *alone(curve.name, megapixels, 2, repeat))
    return curves


def scales(repeat: int) -> list[Curve]:
    curves = [Curve(name) for name in METHODS]
    for curve in curves:
        for scale in SCALES:
            curve.add(scale, *alone(curve.name, SMALLEST, scale, repeat))
    return curves


def panes(repeat: int, most: float) -> tuple[list[Curve], list[Curve]]:
    """Seconds a frame against the number of panes of 2048 x 2048, and against the megapixels of four panes."""
    number, size = Curve("pan, panes"), Curve("pan, size of four panes")
    known = canvas.PANES

    def frame(side: int) -> float:
        widget, move = canvas.our_canvas(side)
        seconds = float(np.median([t for _ in range(repeat) for t in canvas.frame_times(widget, move)])) / 1000
        widget.hide()
        widget.deleteLater()
        return seconds

    for count in range(1, len(known) + 1):
        canvas.PANES = known[:count]
        number.add(count, frame(2048), None)
    for side in SIDES:
        if side**2 / 1e6 <= 4.3 * most:  # results at x2 of the largest input
            size.add(side**2 / 1e6, frame(side), None)
    return [number], [size]


def lengths(repeat: int) -> list[Curve]:
    curve, settings = Curve("bicubic"), batch.BatchSettings.make("bicubic", 2, overwrite=True)
    with tempfile.TemporaryDirectory() as place:
        pixels = np.rint(255 * picture(0.02).pixels).astype(np.uint8)
        for number in range(max(LENGTHS)):
            Image.fromarray(pixels).save(Path(place, f"{number}.png"))
        items, _ = batch.plan([Path(place)], Path(place, "out"), settings)
        list(batch.run(items[:4], settings))
        for length in LENGTHS:
            some = items[:length]
            curve.add(length, *measured(lambda some=some: list(batch.run(some, settings)), repeat))
    return [curve]


def draw(groups: dict[str, list[Curve]], path: Path) -> None:
    figure = Figure(figsize=(4 * len(groups), 7), layout="constrained")
    axes = figure.subplots(2, len(groups), squeeze=False)
    for column, (title, curves) in enumerate(groups.items()):
        for curve in curves:
            label = f"{curve.name}: {exponent(curve.n, curve.seconds):.2f}"
            axes[0, column].loglog(curve.n, curve.seconds, "o-", label=label)
            if curve.peak:
                label = f"{curve.name}: {exponent(curve.n, curve.peak):.2f}"
                axes[1, column].loglog(curve.n, np.array(curve.peak) / 1e6, "o-", label=label)
        for row, what in enumerate(("seconds", "peak, MB")):
            if axes[row, column].lines:
                axes[row, column].set(xlabel=title, ylabel=what)
                axes[row, column].legend(fontsize="small", title="exponent", title_fontsize="small")
            else:
                axes[row, column].set_axis_off()
    figure.savefig(path, dpi=110)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--max-megapixels", type=float, default=64)
    parser.add_argument("--output", type=Path, default=Path("runs/scaling.png"))
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--patience", type=float, default=600)
    args = parser.parse_args()
    app = QApplication([])
    theme.install(app, "dark")
    groups = {
        "megapixels of the input, x2": sizes(args.max_megapixels, args.repeat, args.patience),
        f"scale, input of {SMALLEST:g} megapixels": scales(args.repeat),
        "files of a batch": lengths(args.repeat),
    }
    groups["panes of 2048 x 2048"], groups["megapixels of each of four panes"] = panes(args.repeat, args.max_megapixels)
    print(f"\n{'exponents':>48} {'time':>6} {'memory':>7}")
    for title, curves in groups.items():
        for curve in curves:
            time_, memory_ = exponent(curve.n, curve.seconds), exponent(curve.n, curve.peak)
            print(f"{title + ': ' + curve.name:>48} {time_:6.2f} {memory_:7.2f}")
    args.output.parent.mkdir(parents=True, exist_ok=True)
    draw(groups, args.output)
    print(args.output)
    os._exit(0)


if __name__ == "__main__":
    main()

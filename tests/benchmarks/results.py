"""Folders of results against a bare loop: python tests/benchmarks/results.py [PICTURES] [ROUNDS]

PICTURES (100 unless said) made-up truths of 512 x 512 with four results each, as PNG files, measured anew each time, in
turns: by a bare loop of Pillow and the same metrics on all cores, by what `evaluate --results` runs, and in the window
of folders. Printed are the seconds of each, what they are over the loop's (at most 1.1), and of the window the seconds
until its first row has numbers (at most 2), and its longest gap between two turns (at most 33 ms; what it waited for a
processor that another process, or another machine of the same host, had is taken off, where the system tells). Ends
with status 1 if one fails. Offscreen.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))  # this checkout, also where another is installed
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import numpy as np
from PIL import Image

SIDE, SCALE, COLUMNS = 512, 4, ("A", "B", "C", "D")
MOST, FIRST, GAP, TICK = 1.1, 2.0, 33.0, 4


def make(folder: Path, count: int) -> None:
    """Smooth pictures with some noise, and four worse ones of each."""
    rng = np.random.default_rng(0)
    for number in range(count):
        coarse = rng.integers(0, 256, (16, 16, 3), np.uint8)
        smooth = Image.fromarray(coarse).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
        truth = np.asarray(smooth, np.float32) + rng.normal(0, 6, (SIDE, SIDE, 3))
        for place, name in enumerate(("HR", *COLUMNS)):
            noisy = truth + (rng.normal(0, 2 * place, truth.shape) if place else 0)
            (folder / name).mkdir(exist_ok=True)
            shown = np.clip(np.rint(noisy), 0, 255).astype(np.uint8)
            Image.fromarray(shown).save(folder / name / f"{number:04d}.png", compress_level=1)


def bare(folder: Path, cores: int) -> float:
    from srviewer import metrics
    from srviewer.metrics.pair import Pair

    wanted = [m for m in metrics.available() if m.needs == "truth" and not m.slow]

    def one(truth: Path) -> list[float]:
        hr = np.asarray(Image.open(truth))
        pairs = [Pair(np.asarray(Image.open(folder / c / truth.name)), hr, None, SCALE) for c in COLUMNS]
        return [metric.measure(pair) for pair in pairs for metric in wanted]

    begun = time.perf_counter()
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(one, sorted((folder / "HR").iterdir())))
    return time.perf_counter() - begun


def engine(folder: Path) -> float:
    from srviewer import metrics
    from srviewer.results import folders, measuring

    begun = time.perf_counter()
    plan = folders.plan(folder / "HR", {c: folder / c for c in COLUMNS}, SCALE)
    wanted = tuple(m for m in metrics.available() if m.needs == "truth" and not m.slow)
    found = list(measuring.measured(plan.rows, measuring.How(SCALE, wanted)))
    assert not any(cell.error for _row, cells in found for cell in cells.values())
    return time.perf_counter() - begun


def waited() -> float:
    """Seconds that this process's first thread has waited for a processor, and that the machine as a whole has waited
    for its host; 0 where nobody tells."""
    try:
        own = int(Path(f"/proc/self/task/{os.getpid()}/schedstat").read_text().split()[1]) / 1e9
        return own + int(Path("/proc/stat").read_text().split()[8]) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return 0.0


def in_window(folder: Path, app: object) -> tuple[float, float, float, float]:
    """Seconds to the first numbers and in all; the longest gap without waits, and with them."""
    from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer

    from srviewer import paths
    from srviewer.compared import Comparison, Pane
    from srviewer.gui.window import MainWindow
    from srviewer.session import Session

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    (paths.user_cache_dir() / "results.sqlite").unlink(missing_ok=True)
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"),))))
    window.show()
    loop, gaps, first = QEventLoop(), [], 0.0
    QTimer.singleShot(3000, loop.quit)  # torch is loaded meanwhile
    loop.exec()
    window.results.open_with()
    begun, last = time.perf_counter(), (time.perf_counter(), waited())
    work = window.results.work

    def tick() -> None:
        nonlocal last, first
        now = time.perf_counter(), waited()
        gaps.append((1000 * (now[0] - last[0] - now[1] + last[1]), 1000 * (now[0] - last[0])))
        last = now
        if not first and work.board.cells and not work.fresh:
            first = now[0] - begun
        if work.board.plan.rows and not work.running:
            loop.quit()

    timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    window.results.open_with([folder / name for name in ("HR", *COLUMNS)])
    loop.exec()
    timer.stop()
    seconds = time.perf_counter() - begun
    assert len(work.board.cells) == len(work.board.plan.rows)
    window.results.window.close()
    window.close()
    window.deleteLater()
    own, whole = (max(each) for each in zip(*gaps, strict=True))
    return first, seconds, own, whole


def main(count: int = 100, rounds: int = 2) -> int:
    from PySide6.QtWidgets import QApplication

    from srviewer import system
    from srviewer.gui.look import theme

    app = QApplication([])
    theme.install(app, "dark")
    times: dict[str, list[float]] = {"bare": [], "evaluate": [], "window": []}
    looks = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        make(folder, count)
        if hasattr(os, "sync"):  # what was written does not go to the disk while the window is measured
            os.sync()
        bare(folder, system.cores())  # files and modules are read once
        for _ in range(rounds):
            times["bare"].append(bare(folder, system.cores()))
            times["evaluate"].append(engine(folder))
            first, seconds, *gaps = in_window(folder, app)
            times["window"].append(seconds)
            looks.append((first, *gaps))
            print({name: round(found[-1], 2) for name, found in times.items()}, [round(n, 2) for n in looks[-1]])
    ratios = {name: min(found) / min(times["bare"]) for name, found in times.items()}
    first, own, whole = (max(each) for each in zip(*looks, strict=True))
    print(f"{count} x {len(COLUMNS)}: " + ", ".join(f"{n} {min(t):.1f} s ({ratios[n]:.2f})" for n, t in times.items()))
    print(f"first row {first:.2f} s; longest gap {own:.0f} ms, with waits for a processor {whole:.0f} ms", flush=True)
    os._exit(not (max(ratios.values()) <= MOST and first <= FIRST and own <= GAP))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "HOME"):
            os.environ[name] = home
        sys.exit(main(*map(int, sys.argv[1:])))

"""Large photographs in the window: python tests/benchmarks/photographs.py [WHAT ...]

WHAT is some of these (all of them unless said):

 bicubic     24 megapixels to the whole of bicubic at x2, shown, with the four methods in a window; and by the command
             line to a file; in turns, and the ratio of medians
 regions     81 megapixels dropped: until the part in view of all four panes shows the method's own pixels, over what
             the two networks took for it
 pictures    pictures of 24 megapixels one after another, 3 of them or as many as PICTURES in the environment says, at
             x2, each as soon as the four panes of the one before are done: the process's peak, what it holds after the
             first, after the last, and after closing each of these two
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("GOMP_SPINCOUNT", "2000")  # as the program does
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import first_pixels
import numpy as np
from first_pixels import METHODS, Watch, wait
from memory import resident
from PySide6.QtWidgets import QApplication

from srviewer import system
from srviewer.compared import Comparison, Pane
from srviewer.engine import preload
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.session import Outcome, Session, State

first_pixels.PATIENCE_MS = 3_600_000  # on a busy machine
ROUNDS = 2
PICTURES = int(os.environ.get("PICTURES", "3"))


def photograph(path: Path, height: int, width: int, seed: int) -> None:
    """Made by another process: it takes more memory than the window may."""
    script = f"import first_pixels as f; f.HEIGHT, f.WIDTH = {height}, {width}; f.photograph({str(path)!r}, {seed})"
    words = [sys.executable, "-c", script]
    subprocess.run(words, check=True, cwd=Path(__file__).parent)


def four_panes() -> MainWindow:
    window = MainWindow(Session(Comparison(panes=tuple(map(Pane.of, METHODS)))))
    window.show()
    wait(window, lambda: window.idle and preload.loaded())
    return window


def outcome(window: MainWindow, method: str) -> Outcome | None:
    return window.session.outcome(Pane.of(method))


def is_done(window: MainWindow, method: str) -> bool:
    found = outcome(window, method)
    return found is not None and found.state is State.DONE


def bicubic(folder: Path) -> None:
    window, path = four_panes(), folder / "24.jpg"
    photograph(path, 4000, 6000, 0)
    command = [sys.executable, "-m", "srviewer", "upscale", str(path), "--method", "bicubic", "--scale", "2"]
    times: dict[str, list[float]] = {"window": [], "command line": []}
    for _ in range(ROUNDS):
        start = time.perf_counter()
        window.opening.files((path,))
        wait(window, lambda: is_done(window, "bicubic"))
        times["window"].append(time.perf_counter() - start)
        window.session.close()
        window.comparing.cache.clear()
        wait(window, lambda: window.idle)
        start = time.perf_counter()
        subprocess.run([*command, "--output", str(folder / "24.png"), "--overwrite"], check=True, capture_output=True)
        times["command line"].append(time.perf_counter() - start)
    window.close()
    a, b = (float(np.median(each)) for each in times.values())
    print(f"bicubic of 24 megapixels: window {a:.1f} s, command line {b:.1f} s: {a / b:.2f} (goal 1.15)", flush=True)


def regions(folder: Path) -> None:
    window, path = four_panes(), folder / "81.jpg"
    watch = Watch(window)
    photograph(path, 9000, 9000, 0)
    watch.start = time.perf_counter(), time.process_time()
    window.opening.files((path,))
    wait(window, lambda: watch.found.keys() >= set(METHODS))
    seconds = []
    for method in ("srcnn", "perceptual"):
        wait(window, lambda method=method: is_done(window, method))
        found = outcome(window, method)
        assert found is not None
        assert found.result is not None
        seconds.append(found.result.seconds)
    last = max(watch.found[method][0] for method in METHODS) / 1000
    each = ", ".join(f"{what} {watch.found[what][0] / 1000:.1f}" for what in ("picture", *METHODS))
    print(
        f"81 megapixels dropped: {each} s; networks {sum(seconds):.1f} s: {last / sum(seconds):.2f} (goal 3)",
        flush=True,
    )
    window.comparing.cancel_all()
    window.close()


class Peak:
    """The most memory that the process is seen to hold; what Linux notes is begun anew by every job."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, resident("VmRSS"))

    def end(self) -> float:
        self._over.set()
        return self.most


def held_closed(window: MainWindow) -> float:
    """GB that the process holds once the picture is closed."""
    window.session.close()
    wait(window, lambda: window.idle)
    return resident("VmRSS")


def pictures(folder: Path) -> None:
    window = four_panes()
    held, peak = {}, Peak()
    for number in range(PICTURES):
        path = folder / f"{number}.jpg"
        photograph(path, 4000, 6000, number)
        window.opening.files((path,))
        wait(window, lambda path=path: (s := window.session.source) is not None and s.path == path)
        wait(window, lambda: all(is_done(window, method) for method in METHODS))
        held["first" if number == 0 else "last"] = resident("VmRSS")
        if number == 0:
            closed = held_closed(window)
        print(f"{number:4} {resident('VmRSS'):.2f} GB, peak {peak.most:.2f}", end="\r", flush=True)
    print(f"{PICTURES} pictures: peak {peak.end():.2f} GB (goal 1.6); first {held['first']:.2f}, last "
          f"{held['last']:.2f}, closed {held_closed(window):.2f} (goal: 0.15 over {closed:.2f}, after the first)",
          flush=True)  # fmt: skip
    window.close()


def main(what: list[str]) -> None:
    known = {"bicubic": bicubic, "regions": regions, "pictures": pictures}
    system.little_memory()  # as the program does
    app = QApplication([])
    theme.install(app, "dark")
    for name in what or known:
        with tempfile.TemporaryDirectory() as folder:
            known[name](Path(folder))
    del app
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])

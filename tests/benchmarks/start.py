"""From the process's start to the whole window, and on to a first result of SRCNN: python tests/benchmarks/start.py [N]

Every start is a process of its own, and the kinds take turns; printed are medians of N rounds (9 unless said). What is
not needed inside such a process is imported outside it alone. None is the program's first on its machine: files are in
memory, modules are compiled (as an installation leaves them), and the settings are those that an earlier start left.

window : from the start of the process to the end of the first paint, of an empty PySide6 window of the same size and of
    srviewer's. The thread of the window may take 0.55 s of the processor's time more than the empty one's; beside it
    another thread opens torch's libraries
SRCNN : from the start of the process to the first finished result of SRCNN, of a picture of 256 x 256 named on the
    command line; `import torch`, which it needs, is timed inside a process of its own

Settings, logs and what was left by other windows are kept away by empty folders. Offscreen, unless QT_QPA_PLATFORM says
otherwise.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SIDE = 256


def first_paint(then: Callable[[object], None]) -> None:
    """Call `then(window)` once the first main window that is shown has been painted, and all that lies in it.

    Only that window is watched: a filter for the whole application, written in Python, takes 15 ms by itself.
    """
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QMainWindow, QWidget

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: then(watched))
            return False

    def watched_show(window: QWidget) -> None:
        if isinstance(window, QMainWindow):
            QWidget.show = show  # type: ignore[method-assign]
            window.installEventFilter(Watch(window))
        show(window)

    show = QWidget.show
    QWidget.show = watched_show  # type: ignore[method-assign]


def tell(start: float = 0.0) -> None:
    """End the child: when it began to be timed, if that was inside it, now, and the processor's time that the thread
    of the window and all threads have taken."""
    print(start, time.monotonic(), time.thread_time(), time.process_time(), flush=True)
    os._exit(0)


def child_empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    first_paint(lambda _window: tell())
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()


def child_window() -> None:
    from srviewer.__main__ import main

    first_paint(lambda _window: tell())
    main([])


def child_srcnn(picture: str) -> None:
    from srviewer.__main__ import main

    def painted(window: object) -> None:
        from srviewer.compared import Pane
        from srviewer.session import State

        session, pane = window.session, Pane.of("srcnn")  # type: ignore[attr-defined]

        def changed(_change: object) -> None:
            outcome = session.outcome(pane)
            if outcome is not None and outcome.state is State.DONE:
                tell()

        session.subscribe(changed)

    first_paint(painted)
    main(["view", "--scale", "2", "--mode", "upscale", picture])


def child_torch() -> None:
    start = time.monotonic()
    import torch  # noqa: F401

    tell(start)


def seconds_of(kind: str, folder: Path, picture: Path) -> tuple[float, float, float]:
    """One start: the time that it took, and the processor's, of the window's thread and in all."""
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHONPATH": str(ROOT),
        **{f"XDG_{name}_HOME": str(folder) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        "XDG_RUNTIME_DIR": str(folder),
    }
    import subprocess

    command = [sys.executable, __file__, "--child", kind, str(picture)]
    start = time.monotonic()
    out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=folder).stdout
    began, ended, thread, process = map(float, out.split())
    return ended - (began or start), thread, process


def main(rounds: int = 9) -> None:
    import tempfile
    from statistics import median

    import numpy as np
    from PIL import Image

    kinds = ("empty", "window", "torch", "srcnn")
    found: dict[str, list[tuple[float, float, float]]] = {kind: [] for kind in kinds}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o700)
        picture = folder / "noise.png"
        Image.fromarray(np.random.default_rng(0).integers(0, 256, (SIDE, SIDE, 3)).astype(np.uint8)).save(picture)
        for kind in kinds:  # files into the page cache, bytecode written
            seconds_of(kind, folder, picture)
        for _ in range(rounds):
            for kind in kinds:
                found[kind].append(seconds_of(kind, folder, picture))
    medians = {kind: [median(times) for times in zip(*rows, strict=True)] for kind, rows in found.items()}
    print(f"{'ms':>36}  median   least   processor: window's thread     all")
    for kind, words in (
        ("empty", "empty PySide6 window, first paint"),
        ("window", "srviewer, first paint"),
        ("torch", "import torch alone"),
        ("srcnn", "srviewer, SRCNN's first result"),
    ):
        wall, thread, process = (1000 * seconds for seconds in medians[kind])
        least = 1000 * min(row[0] for row in found[kind])
        print(f"{words:>36} {wall:7.0f} {least:7.0f} {thread:26.0f} {process:7.0f}")
    more = medians["window"][1] - medians["empty"][1]
    print(f"{'window - empty, the thread':>36} {more:.2f} s (goal 0.55)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        kind, picture = sys.argv[2:4]
        {
            "empty": child_empty,
            "window": child_window,
            "torch": child_torch,
            "srcnn": lambda: child_srcnn(picture),
        }[kind]()
    else:
        main(*map(int, sys.argv[1:2]))

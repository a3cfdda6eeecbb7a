"""From the process's start to the window, and on to a first result of SRCNN: python tests/benchmarks/start.py [N]

Every start is a process of its own, and the kinds take turns; printed are medians of N rounds (9 unless said). What is
not needed inside such a process is imported outside it alone. None is the program's first on its machine: files are in
memory, modules are compiled (as an installation leaves them), and the settings are those that an earlier start left.

window : from the start of the process to the end of the first paint, of an empty PySide6 window of the same size and of
    srviewer's; their ratio is to be 1.3 at most
SRCNN : from the first paint to the first finished result of SRCNN, of a picture of 256 x 256 named on the command line;
    it is to be 0.5 s at most above `import torch`, which is timed inside a process of its own

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


def tell(*seconds: float) -> None:
    """End the child: its times on the clock, and the processor's time that it has taken so far."""
    print(*seconds, time.process_time(), flush=True)
    os._exit(0)


def child_empty() -> None:
    from PySide6.QtWidgets import QApplication, QMainWindow

    first_paint(lambda _window: tell(time.monotonic()))
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()


def child_window() -> None:
    from srviewer.__main__ import main

    first_paint(lambda _window: tell(time.monotonic()))
    main([])


def child_srcnn(picture: str) -> None:
    from srviewer.__main__ import main

    def painted(window: object) -> None:
        from PySide6.QtCore import QObject, QTimer

        start = time.monotonic()
        assert isinstance(window, QObject)
        look = QTimer(window, interval=5)
        look.timeout.connect(lambda: hasattr(window, "canvas") and (look.stop(), completed(window, start)))
        look.start()

    def completed(window: object, start: float) -> None:
        from srviewer.session import Pane, State

        session, pane = window.session, Pane.of("srcnn")  # type: ignore[attr-defined]

        def changed(_change: object) -> None:
            outcome = session.outcome(pane)
            if outcome is not None and outcome.state is State.DONE:
                tell(start, time.monotonic())

        session.subscribe(changed)

    first_paint(painted)
    main(["view", "--scale", "2", "--mode", "upscale", picture])


def child_torch() -> None:
    start = time.monotonic()
    import torch  # noqa: F401

    tell(start, time.monotonic())


def seconds_of(kind: str, folder: Path, picture: Path) -> tuple[float, float]:
    """One start: the time to the first paint, or of what the kind times inside, and the processor's time in all."""
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
    *times, cpu = map(float, out.split())
    return times[-1] - (start if len(times) == 1 else times[0]), cpu


def main(rounds: int = 9) -> None:
    import tempfile
    from statistics import median

    import numpy as np
    from PIL import Image

    kinds = ("empty", "window", "torch", "srcnn")
    found: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
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
    m = {kind: median(wall for wall, _cpu in times) for kind, times in found.items()}
    c = {kind: median(cpu for _wall, cpu in times) for kind, times in found.items()}
    print(f"{'':>34}  median   least   processor's time of the process until then")
    for kind, words in (
        ("empty", "empty PySide6 window, first paint"),
        ("window", "srviewer, first paint"),
        ("torch", "import torch alone"),
        ("srcnn", "first paint to SRCNN's result"),
    ):
        print(f"{words:>34} {1000 * m[kind]:7.0f} {1000 * min(found[kind])[0]:7.0f} ms {1000 * c[kind]:7.0f} ms")
    ratio, of_cpu = m["window"] / m["empty"], c["window"] / c["empty"]
    print(f"{'window / empty':>34} {ratio:7.2f} (goal 1.3); by the processor's time {of_cpu:.2f}")
    print(f"{'SRCNN - import torch':>34} {1000 * (m['srcnn'] - m['torch']):7.0f} ms (goal 500)")


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

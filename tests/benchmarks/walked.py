"""Memory after everything was looked at: python tests/benchmarks/walked.py FOLDER

In a process of its own the window opens a picture of 512 x 512 with all methods; then every lesson is walked, step by
step, every page of Look inside is opened, and the claims are recomputed on FOLDER (with Set5 and DASR4; those that
nothing is there for are told as such). What the process holds with all of it closed, over what it held with the picture
alone, is printed, and ends the run with status 1 above 150 MB. Offscreen.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
import srviewer.__main__  # noqa: E402, F401 - the program's environment, before torch is imported

MOST = 150e6  # bytes


def walk(folder: Path) -> float:
    """In a process of its own: bytes that are held afterwards and were not before."""
    import psutil
    from PySide6.QtCore import QEventLoop, QSettings, QTimer
    from PySide6.QtWidgets import QApplication

    from srviewer import system, upsamplers
    from srviewer.compared import Comparison, Pane
    from srviewer.gui.look import theme
    from srviewer.gui.window import MainWindow
    from srviewer.lessons import parse
    from srviewer.session import Session

    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    system.little_memory()  # as the program does
    app = QApplication([])
    theme.install(app, "dark")
    names = [m.name for m in upsamplers.known() if 4 in m.scales and upsamplers.unavailable_reason(m.name) is None]
    window = MainWindow(Session(Comparison(scale=4, panes=tuple(map(Pane.of, names)))))
    window.resize(1280, 800)
    window.show()
    process = psutil.Process()

    def settle() -> None:
        quiet, loop = 0, QEventLoop()
        while quiet < 5:
            QTimer.singleShot(30, loop.quit)
            loop.exec()  # not QTest.qWait, which keeps Python's lock, so that no lane gets on
            quiet = quiet + 1 if window.idle and window.lessons.idle else 0

    def held(what: str) -> float:
        settle()
        system.give_back()
        size = float(process.memory_info().rss)
        print(f"{size / 1e6:8.0f} MB  {time.monotonic() - began:6.0f} s  {what}", flush=True)
        return size

    began = time.monotonic()
    held("empty window")
    window.opening.start_with("benchmark", 4)
    window.opening.sample("astronaut")
    before = held(f"a picture with {len(names)} methods")
    for path in parse.files("en"):
        window.lessons.open(path)
        assert window.lessons.lesson is not None
        for _step in window.lessons.lesson.steps:
            settle()
            window.lessons.panel.next.click()
        held(path.stem)
    window.lessons.panel.close_button.click()
    held("lessons closed")
    window.centre.look_inside()
    for index in range(window.inside.tabs.count()):
        window.inside.tabs.setCurrentIndex(index)
        settle()
    window.centre.look_inside()
    held("every page of Look inside")
    window.claims.show()
    claims = window.claims.window
    assert claims is not None
    claims.use_folder(folder)
    claims.go.click()
    settle()
    claims.close()
    return held("claims") - before


def main() -> int:
    if "--child" in sys.argv:
        more = walk(Path(sys.argv[1]))
        print(f"{more / 1e6:.0f} MB more than the picture alone (at most {MOST / 1e6:.0f})", flush=True)
        os._exit(more > MOST)
    with tempfile.TemporaryDirectory() as place:
        homes = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"), place)
        environment = {**os.environ, **homes, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        return subprocess.run([sys.executable, __file__, *sys.argv[1:], "--child"], env=environment).returncode


if __name__ == "__main__":
    sys.exit(main())

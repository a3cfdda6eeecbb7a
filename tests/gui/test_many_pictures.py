"""A hundred pictures opened one after another take little more memory than the first ten."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

MORE = 1.2  # times the peak of the first ten

# Opens the files given, one after the other, waits for each until all methods are done and shown, and prints the
# process's peak in bytes after ten and after all.
CODE = """
import resource, sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from srviewer.gui.look import theme
from srviewer.gui.window import MainWindow
from srviewer.compared import Comparison, Pane
from srviewer.session import Session

app = QApplication([])
theme.install(app, "dark")
window = MainWindow(Session(Comparison(panes=tuple(Pane.of(m) for m in ("bicubic", "dasr", "srcnn", "perceptual")))))
window.show()
window.opening.start_with("upscale", int(sys.argv[1]))
for n, path in enumerate(sys.argv[2:], 1):
    window.opening.files((Path(path),))
    end = time.monotonic() + 60
    while (window.session.source is None or window.session.source.name != Path(path).name or not window.idle):
        app.processEvents()
        time.sleep(0.001)
        assert time.monotonic() < end, path
    assert all(o.result is not None for o in window.session.outcomes.values())
    if n in (10, len(sys.argv) - 2):
        print(1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, flush=True)
window.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is in other units elsewhere")
@pytest.mark.first
@pytest.mark.timeout(1500)
@pytest.mark.parametrize(
    ("count", "size", "scale"),
    [
        (20, (40, 30), 2),
        pytest.param(100, (240, 180), 4, marks=pytest.mark.long),
        pytest.param(100, (400, 300), 2, marks=pytest.mark.long),
    ],
)
def test_memory_stays(tmp_path: Path, count: int, size: tuple[int, int], scale: int) -> None:
    rng = np.random.default_rng(count)
    for n in range(count):
        Image.fromarray(rng.integers(0, 256, (size[1], size[0], 3), np.uint8)).save(tmp_path / f"{n}.png")
    files = [str(tmp_path / f"{n}.png") for n in range(count)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", CODE, str(scale), *files]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    ten, every = map(int, done.stdout.split())
    assert every <= MORE * ten, f"{ten / 1e6:.0f} MB after ten, {every / 1e6:.0f} MB after {count}"
    print(f"{ten / 1e6:.0f} MB after ten, {every / 1e6:.0f} MB after {count}")

"""The window starts in every locale: PySide6 makes capitals of keywords by its rules, and Turkish has "İ" for "i"."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import srviewer.gui

LOCALES = (  # capitals, commas, digits and directions that differ
    "tr_TR",
    pytest.param("az_AZ", marks=pytest.mark.long),  # its capitals are those of Turkish
    pytest.param(
        "de_DE", marks=pytest.mark.long
    ),  # its comma and digits are no further from English than those of Arabic
    "ar_EG",
    "zh_CN",
)
# Starts the window, opens and closes a picture and every dialog of its own, and says in which locale that was.
CODE = """
import locale
import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from srviewer.gui.services import settings
from srviewer.gui.window import MainWindow
from srviewer.gui import WindowOptions, program
from srviewer.imaging.picture import Picture
from srviewer.compared import Source

def act(window):
    window.session.open(Source(Picture(np.zeros((16, 24, 3), np.float32)), "a.png"))
    window.batch.open_with()
    for key in ("Ctrl+,", "F1", "Shift+F1", "I"):
        next(a for a in window.findChildren(QAction) if a.shortcut().toString() == key).trigger()
    print(locale.setlocale(locale.LC_CTYPE), "İ".lower() != "i", window.isVisible(), flush=True)
    QTimer.singleShot(0, window.close)

shown = MainWindow.showEvent

def show(window, event):
    shown(window, event)
    QTimer.singleShot(50, lambda: act(window))

MainWindow.showEvent = show
raise SystemExit(program.run(WindowOptions()))
"""


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[str], Path]:
    """(locale) to a folder with it compiled, for the variable LOCPATH; the system stays as it is."""
    compiler = shutil.which("localedef")
    if compiler is None or not Path("/usr/share/i18n/locales/tr_TR").exists():
        pytest.skip("needs the sources of locales (Debian: apt-get install locales)")

    def make(name: str) -> Path:
        subprocess.run([compiler, "-c", "-i", name, "-f", "UTF-8", tmp_path / f"{name}.UTF-8"], capture_output=True)
        return tmp_path

    return make


@pytest.mark.parametrize("name", LOCALES)
def test_the_window_starts_in(name: str, compiled: Callable[[str], Path], tmp_path: Path) -> None:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "LANG"))}
    there = {
        "LOCPATH": str(compiled(name)),
        "LC_ALL": f"{name}.UTF-8",
        "HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, text=True, env={**kept, **there}, timeout=90
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split()[0] == f"{name}.UTF-8", "the locale did not take"
    assert done.stdout.split()[-1] == "True"


def test_no_keyword_of_qt_begins_with_an_i() -> None:
    """The kind of call that fails: a keyword property whose setter has an "I"."""
    found = [
        f"{path.name}:{call.lineno}"
        for path in Path(srviewer.gui.__path__[0]).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.startswith("Q")
        if any((word.arg or "").startswith("i") for word in call.keywords)
    ]
    assert found == []

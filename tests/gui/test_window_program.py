"""The program around the window: screenshot, exit status, no display, Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from srviewer.cli.parser import parse
from srviewer.errors import DisplayError
from srviewer.gui import WindowOptions, start
from srviewer.gui.services import display, second_start

CODE = """
import sys
from pathlib import Path
from srviewer.errors import SrviewerError
from srviewer.gui import WindowOptions
from srviewer.gui.start import main
try:
    sys.exit(main(WindowOptions({options})))
except SrviewerError as error:
    print(error, file=sys.stderr)
    sys.exit(2)
"""


def program(options: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CODE.format(options=options)],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _out, err = process.communicate(timeout=100)
    return process.returncode, err


def photo(path: Path) -> Path:
    image = QImage(48, 32, QImage.Format.Format_RGB32)
    image.fill(0xFF8040)
    assert image.save(str(path))
    return path


def test_a_screenshot_is_written_and_the_program_ends(tmp_path: Path) -> None:
    photo(tmp_path / "a.png")
    options = "images=('a.png',), methods=('bicubic', 'dasr'), screenshot=Path('shot.png')"
    status, err = ended(program(options, tmp_path, XDG_CONFIG_HOME=str(tmp_path)))
    assert (status, "Traceback" in err) == (0, False), err
    shot = QImage(str(tmp_path / "shot.png"))
    assert (shot.width(), shot.height()) == (1280, 800)
    kept = [path.read_text() for path in tmp_path.rglob("*.conf")]
    assert kept
    assert not any("theme" in text for text in kept), "offscreen there is no scheme that would tell of the desktop's"
    assert "propagate" not in err


def test_the_demo_without_a_display_is_drawn_into_a_file(tmp_path: Path) -> None:
    options = "demo=True, methods=('bicubic', 'dasr')"
    environment = {"QT_QPA_PLATFORM": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    status, err = ended(program(options, tmp_path, **environment))
    assert status == 0, err
    assert (tmp_path / "srviewer-demo.png").exists()
    assert "no display" in err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ("images=('missing.png',), screenshot=Path('shot.png')", "missing.png"),
        ("screenshot=Path('nowhere/shot.png')", "nowhere"),
        ("screenshot=Path('there.png')", "exists"),
        ("device='abacus'", "abacus"),
    ],
)
def test_hostile_calls_end_with_a_sentence(tmp_path: Path, options: str, says: str) -> None:
    (tmp_path / "there.png").write_text("mine")
    status, err = ended(program(options, tmp_path))
    assert status == 2
    assert says in err
    assert "Traceback" not in err
    assert not (tmp_path / "shot.png").exists()
    assert (tmp_path / "there.png").read_text() == "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are otherwise there")
def test_ctrl_c_ends_the_program(tmp_path: Path, qtbot: QtBot) -> None:
    process = program("methods=('bicubic',)", tmp_path)
    qtbot.waitUntil(lambda: second_start.hand_over((tmp_path / "none.png",)), timeout=60000)  # its event loop answers
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    status, err = ended(process)
    assert (status, "Traceback" in err) == (130, False), err
    assert time.monotonic() - started < 5


# -- no display -------------------------------------------------------------------------------------------


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("no_display")
def test_without_a_display_one_sentence_names_the_way_out() -> None:
    with pytest.raises(DisplayError, match="QT_QPA_PLATFORM=offscreen"):
        start.main(WindowOptions())


@pytest.mark.usefixtures("no_display")
def test_a_server_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    assert ":4711" in (display.problem() or "") or "missing" in (display.problem() or "")


def test_a_missing_library_is_named() -> None:
    words = display.missing_library(ImportError("libEGL.so.1: cannot open shared object file: No such file"))
    assert "libEGL.so.1" in words
    assert "PySide6" in display.missing_library(ModuleNotFoundError("No module named 'PySide6'"))


def test_offscreen_needs_no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display.problem() is None


def test_a_start_without_words_asks_for_what_the_parser_would() -> None:
    read = {name: value for name, value in vars(parse(["view"])).items() if name != "verb"}
    assert WindowOptions(**read)._replace(images=()) == WindowOptions()
    assert list(read["images"]) == []


def test_without_a_word_about_methods_it_starts_with_the_four() -> None:
    from srviewer.gui import program

    assert [pane.method for pane in program.first_comparison(WindowOptions()).panes] == [
        "bicubic",
        "dasr",
        "srcnn",
        "perceptual",
    ]
    named = program.first_comparison(WindowOptions(methods=("nearest",)))
    assert [pane.method for pane in named.panes] == ["nearest"]

"""The program starts on odd machines, says what it did, and keeps what it can; a bug is told with details to copy."""

from __future__ import annotations

import faulthandler
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from srviewer import paths
from srviewer.gui.services import crash, settings
from srviewer.gui.services.lanes import Crashed
from srviewer.gui.window import MainWindow

# Starts the window, prints what its message bar says and what each pane came to, and ends.
CODE = """
import sys, time
from pathlib import Path
{before}
from PySide6.QtCore import QTimer
from srviewer.gui import WindowOptions, program, start

class Ending(program.Program):
    def __init__(self, *arguments, **named):
        super().__init__(*arguments, **named)
        self.waiting = QTimer(self, interval=50)
        self.waiting.timeout.connect(self.look)
        self.waiting.start()

    def look(self):
        window = self.window
        if {images} and (window.session.source is None or not window.idle):  # else torch alone would be waited for
            return
        self.waiting.stop()
        print(window.messages.text.text() if window.messages.isVisible() else "", flush=True)
        for pane in window.session.comparison.panes:
            outcome = window.session.outcome(pane)
            print(pane.method, outcome and (outcome.state, outcome.message), flush=True)
        try:
            {then}
        finally:
            window.close()

program.Program = Ending
sys.exit(start.main(WindowOptions(images={images}, methods={methods})))
"""


def start(
    home: Path, before: str = "", images: str = "()", methods: str = "None", then: str = "pass", **environment: str
) -> subprocess.CompletedProcess[str]:
    names = ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(
        [sys.executable, "-c", CODE.format(before=before, images=images, methods=methods, then=then)],
        env={**inherited, "HOME": str(home), "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=100,
    )


def config(home: Path) -> Path:
    path = home / ".config" / "srviewer" / "srviewer.conf"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="where things lie is otherwise there")


def test_damaged_settings_are_put_aside_and_it_is_said(tmp_path: Path) -> None:
    damage = b"\x00\xffnoise\x80" * 90
    config(tmp_path).write_bytes(damage)
    done = start(tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert done.stdout.startswith("The settings file was damaged and moved to ")
    aside = config(tmp_path).with_name("srviewer.conf.damaged")
    assert aside.read_bytes() == damage
    assert str(aside) in (tmp_path / ".local/state/srviewer/log/srviewer.log").read_text()
    assert config(tmp_path).read_text().startswith("[")


@pytest.mark.parametrize("text", ["[window\ntheme=dark\n", "no settings at all\n", "[a]\nb=1\0\n", "=1\n"])
def test_what_is_no_file_of_settings(text: str) -> None:
    path = Path(settings.store().fileName())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    assert settings.put_aside_if_damaged() == path.with_name(f"{path.name}.damaged")
    assert not path.exists()
    settings.put(settings.THEME, "light")
    settings.store().sync()
    assert settings.put_aside_if_damaged() is None
    assert settings.text(settings.THEME) == "light"


def test_settings_that_are_a_fifo_are_put_aside_unread() -> None:
    path = Path(settings.store().fileName())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    assert settings.put_aside_if_damaged() == path.with_name(f"{path.name}.damaged")
    assert not path.exists()


def test_values_that_make_no_sense_count_as_none_and_the_clock_may_run_backwards(tmp_path: Path) -> None:
    lines = (
        "[files]",
        "recent=3",
        "[window]",
        "geometry=@ByteArray(\\xff)",
        "left=perhaps",
        "tab=-7",
        "theme=@Invalid()",
    )
    config(tmp_path).write_text("\n".join((*lines, "[work]", "device=abacus", "memory=-9e99", "scale=five", "")))
    done = start(tmp_path, before="time.time = lambda: 1e3", TZ="Mars/Phobos")
    assert (done.returncode, done.stderr, done.stdout.splitlines()[0]) == (0, "", "")
    assert start(tmp_path, TZ="XXX-99:99").returncode == 0


def test_a_home_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = start(tmp_path / "file" / "home")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    assert "Settings cannot be saved" in done.stdout
    assert "No log is written" in done.stdout


def test_weights_with_a_flipped_bit_disable_their_method_with_the_reason(tmp_path: Path) -> None:
    shutil.copytree(paths.weights(), tmp_path / "weights")
    weights = tmp_path / "weights" / "srcnn_x4.safetensors"
    data = bytearray(weights.read_bytes())
    data[-100] ^= 1
    weights.write_bytes(data)
    Image.new("RGB", (30, 20)).save(tmp_path / "a.png")
    before = f"from srviewer import paths; paths.weights = lambda: Path({str(tmp_path / 'weights')!r})"
    done = start(tmp_path, before, images=f"({str(tmp_path / 'a.png')!r},)", methods="('bicubic', 'srcnn')")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
    lines = {line.split(" ")[0]: line for line in done.stdout.splitlines()[1:]}
    assert "DONE" in lines["bicubic"]
    assert "FAILED" in lines["srcnn"]
    assert "srcnn_x4.safetensors" in lines["srcnn"]


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}]
)
def test_the_command_line_in_plain_ascii(tmp_path: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "srviewer", "methods"]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"--param gain=0.25" in done.stdout
    assert done.stdout.isascii()


# -- what nobody foresaw -----------------------------------------------------------------------------------------


def test_a_slot_that_raises_is_logged_and_its_details_can_be_copied(tmp_path: Path) -> None:
    then = """
            failing = QTimer(window, singleShot=True, interval=0)
            failing.timeout.connect(lambda: 1 / 0)
            failing.start()
            program.QCoreApplication.processEvents()
            print(window.messages.text.text(), "|", window.messages.button.text())
            window.messages.button.click()
            print(program.QApplication.clipboard().text())"""
    done = start(tmp_path, then=then)
    assert done.returncode == 0, done.stderr
    assert "Something failed unexpectedly (ZeroDivisionError)" in done.stdout
    assert "| Copy details" in done.stdout
    assert "ZeroDivisionError: division by zero" in done.stdout
    log = (tmp_path / ".local/state/srviewer/log/srviewer.log").read_text()
    assert "ZeroDivisionError" in log


BUFFER = 8192  # bytes of which Python tells the disk late


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 40 KB, which only root may make."""
    place = tmp_path / "disk"
    place.mkdir()
    made = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=40k", "none", place], capture_output=True, check=False
    )
    if not made or made.returncode != 0:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", place], check=True)


def fill(disk: Path) -> Path:
    """A file that takes what is left."""
    path = disk / "fill"
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass
    return path


def test_a_failure_on_a_full_disk_is_told_and_the_window_stays(small_disk: Path, tmp_path: Path) -> None:
    log = small_disk / "srviewer/log/srviewer.log"
    log.parent.mkdir(parents=True)
    log.write_text("what stood there\n")
    fill(small_disk)
    then = """
            failing = QTimer(window, interval=0)
            failing.timeout.connect(lambda: 1 / 0)
            failing.start()
            for _ in range(100):
                program.QCoreApplication.processEvents()
            failing.stop()
            print(window.messages.text.text(), "|", window.messages.button.text())"""
    done = start(tmp_path, then=then, XDG_STATE_HOME=str(small_disk))
    assert done.returncode == 0, done.stderr
    assert "Something failed unexpectedly (ZeroDivisionError)" in done.stdout
    assert "| Copy details" in done.stdout
    assert "No space left" in done.stderr
    assert log.read_text().startswith("what stood there\n")


def test_the_log_goes_on_once_the_disk_has_room_again(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Full at every point of the log's turn from one file to the next: it neither raises nor grows."""
    monkeypatch.setenv("XDG_STATE_HOME", str(small_disk))
    monkeypatch.setattr(crash, "MOST_BYTES", 5000)
    monkeypatch.setattr(faulthandler, "enable", lambda file: file.close())  # pytest has its own
    root, line = logging.getLogger(), "x" * 700
    before = root.handlers[:]
    try:
        assert crash.write_log()
        for full in range(30):
            logging.getLogger("srviewer").warning("%s", line)
            filled = fill(small_disk)
            for _ in range(full % 5):
                logging.getLogger("srviewer").warning("%s", line)
            filled.unlink()
        assert "No space left" in capsys.readouterr().err
        logging.getLogger("srviewer").warning("the last")
        assert crash.log_file().read_text().endswith("the last\n")
        assert max(p.stat().st_size for p in crash.log_file().parent.iterdir()) <= crash.MOST_BYTES + BUFFER
        assert {p.name for p in crash.log_file().parent.iterdir()} == {"srviewer.log", "srviewer.log.1", "faults.log"}
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()


def test_a_fault_of_the_interpreter_is_written_down(tmp_path: Path) -> None:
    done = start(tmp_path, then="import faulthandler; faulthandler._sigsegv()")
    assert done.returncode != 0
    assert "Segmentation fault" in (tmp_path / ".local/state/srviewer/log/faults.log").read_text()


def test_work_that_crashed_offers_its_details(qtbot: QtBot) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.workers.arrived.emit(Crashed("Traceback: the detail"), None)
    assert window.messages.button.isVisible()
    window.messages.button.click()
    text = QGuiApplication.clipboard().text()
    assert text == crash.report("Traceback: the detail")
    assert "the detail" in text
    assert "srviewer 0." in text
    window.close()

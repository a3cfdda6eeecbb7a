"""A second start hands its files to the window that is open; what is no list of files is not taken."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from srviewer.gui.services import second_start


@pytest.fixture
def listener(qapp: object) -> Iterator[second_start.Listener]:
    made = second_start.Listener()
    assert made.listen()
    yield made
    made.close()


def hand_over(qtbot: QtBot, files: list[Path]) -> bool:
    """As another program does: one that waits for an answer holds Python's lock."""
    code = "import sys; from pathlib import Path; from srviewer.gui.services import second_start as s\n"
    code += "sys.exit(not s.hand_over([Path(name) for name in sys.argv[1:]]))"
    started = subprocess.Popen([sys.executable, "-c", code, *map(str, files)])
    qtbot.waitUntil(lambda: started.poll() is not None, timeout=20000)
    return started.returncode == 0


def test_files_arrive_with_odd_names(listener: second_start.Listener, qtbot: QtBot, tmp_path: Path) -> None:
    arrived: list[tuple[Path, ...]] = []
    listener.arrived.connect(arrived.append)
    files = [tmp_path / "a #1%?.png", tmp_path / "照片\n😀.png"]
    assert hand_over(qtbot, files)
    assert arrived == [tuple(files)]
    assert hand_over(qtbot, files[:1]), "and again"


def test_without_a_window_nobody_takes_them(qtbot: QtBot, tmp_path: Path) -> None:
    assert not hand_over(qtbot, [tmp_path / "a.png"])


def test_there_is_one_listener_and_the_next_takes_over(listener: second_start.Listener, qtbot: QtBot) -> None:
    other = second_start.Listener()
    assert not other.listen()
    listener.close()
    assert other.listen()
    other.close()


@pytest.mark.parametrize("data", [b"[]x\n", b'["relative.png"]\n', b'{"a": 1}\n', b"[1]\n", b'["/a\\u0000b"]\n'])
def test_what_is_no_list_of_files_is_not_taken(listener: second_start.Listener, qtbot: QtBot, data: bytes) -> None:
    arrived: list[object] = []
    listener.arrived.connect(arrived.append)
    socket = QLocalSocket()
    socket.connectToServer(second_start.server_name())
    socket.write(data)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=5000)
    assert not arrived

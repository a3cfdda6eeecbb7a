"""A second start: its files go to the window that is open, over a socket that only this user's programs reach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from srviewer import paths

WAIT_MS = 400
MOST_BYTES = 1 << 20
ANSWER = b"taken\n"


def server_name() -> str:
    """The socket lies in the user's own folder of states; on Windows its name is made of that."""
    return str(paths.user_state_dir() / "window")


def hand_over(files: Sequence[Path]) -> bool:
    """Give files to a program that already runs; whether one took them."""
    socket = QLocalSocket()
    socket.connectToServer(server_name())
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(json.dumps([str(path.absolute()) for path in files]).encode() + b"\n")
    socket.flush()
    answer = socket.readAll().data() if socket.waitForReadyRead(5 * WAIT_MS) else b""
    socket.disconnectFromServer()
    return answer == ANSWER


class Listener(QObject):
    """Takes what a second start hands over. Lives in the GUI thread."""

    arrived = Signal(object)  # paths

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._connected)

    def listen(self) -> bool:
        """Begin, unless another program of this user already does."""
        try:
            Path(server_name()).parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        probe = QLocalSocket()
        probe.connectToServer(server_name())  # listening itself would push another program's socket aside
        if probe.waitForConnected(WAIT_MS):
            probe.disconnectFromServer()
            return False
        QLocalServer.removeServer(server_name())  # left by a crash: nobody answers
        return self._server.listen(server_name())

    def close(self) -> None:
        self._server.close()

    @Slot()
    def _connected(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.readyRead.connect(self._ready)
            socket.disconnected.connect(socket.deleteLater)

    @Slot()
    def _ready(self) -> None:
        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        if socket.bytesAvailable() > MOST_BYTES:
            socket.abort()
            return
        if not socket.canReadLine():
            return
        found = _files_in(bytes(socket.readAll().data()))
        if found is None:
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        self.arrived.emit(found)


def _files_in(data: bytes) -> tuple[Path, ...] | None:
    """The absolute paths that a second start sent; None for anything else."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, list) or not all(isinstance(name, str) and "\0" not in name for name in content):
        return None
    found = tuple(Path(name) for name in content)
    return found if found and all(path.is_absolute() for path in found) else None

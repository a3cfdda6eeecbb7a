"""Out by hand: a pane that is drawn by its caption out of the window is the file that *Save* would write.

The file is written in a lane as soon as the caption leaves its place, and hangs on the pointer when it is whole, so
that no other program ever waits for it. Whoever takes it may read it later: it stays for a day.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDrag, QGuiApplication, QImage

from srviewer import paths
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.features.saving.save import PaneContent, shown, write
from srviewer.gui.services import incoming
from srviewer.gui.services.dragged import drag_pixmap
from srviewer.gui.services.errands import Errands, words
from srviewer.imaging.atomic import make_folder
from srviewer.session import Session

SLOT = "drag out"
SIDE = 144  # logical pixels of the small picture that hangs on the pointer
KEPT_SECONDS = 86_400


class Outgoing(QObject):
    """Lives in the GUI thread."""

    failed = Signal(str)

    def __init__(self, session: Session, errands: Errands, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands, self._canvas = session, errands, canvas
        canvas.pane_taken.connect(self.take)

    @Slot(int)
    def take(self, index: int) -> None:
        """A pane was taken by its caption: write its file, which then hangs on the pointer."""
        pane = self._session.comparison.panes[index]
        found = shown(self._session, pane)
        if found is None:
            return
        image = self._canvas.image_of(pane, 2 * SIDE)
        self._errands.send(
            SLOT,
            lambda token: written(found, token),
            lambda path: self.drag(index, path, image),
            lambda error: self.failed.emit(words(error)),
            FILES,
        )

    def drag(self, index: int, path: Path, image: QImage) -> None:
        """Hang a file on the pointer, if the caption is still held; returns when it has been let go of."""
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        self._canvas.let_go()
        drag = QDrag(self._canvas)
        drag.setMimeData(mime_of(index, path))
        pixmap = drag_pixmap(image, path.name, SIDE, self._canvas.devicePixelRatioF())
        drag.setPixmap(pixmap)
        drag.setHotSpot(QPoint(-12, -12))
        drag.exec(Qt.DropAction.CopyAction)


def mime_of(index: int, path: Path) -> QMimeData:
    """What other programs are given: the file; and our own, which of the panes it is of."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    mime.setData(incoming.PANE, str(index).encode())
    return mime


def written(found: PaneContent, token: Token) -> Path:
    """In a lane's thread: the pane's whole file, under the name that *Save* would give it, in a folder of its own."""
    here = paths.user_cache_dir() / "dragged"
    for old in here.glob("*"):
        with suppress(OSError):
            if time.time() - old.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(old)
    path = here / str(time.time_ns()) / f"{found.stem}.png"
    make_folder(path.parent)
    write(found, path, token)
    return path

"""Drops on the window: what they will do is said while they hover, and done when they are let go of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.beside import Beside
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.features.opening.drop_target import DropTarget
from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.look.titles import pane_title
from srviewer.gui.services import incoming
from srviewer.kinds import Mode
from srviewer.session import Session


class Drops(QObject):
    """Filters a window's drag events. Everything may be dropped; what cannot be opened is answered in words.

    area : what the places to drop on cover; queue : takes files that are let go of over the second place; folders :
    takes several folders of results, or that of a training run; canvas : says where a drop, with Ctrl or on a pane's
    edge, becomes a result of the user's own, and takes panes that are moved
    """

    def __init__(
        self,
        window: QWidget,
        area: QWidget,
        session: Session,
        opening: Opening,
        queue: Callable[[Sequence[Path]], None],
        folders: Callable[[Sequence[Path]], None],
        canvas: Canvas,
    ) -> None:
        super().__init__(window)
        self._window, self._area, self._session, self._opening, self._queue = window, area, session, opening, queue
        self._canvas, self._folders = canvas, folders
        self._beside: Beside | None = None
        self.target = DropTarget(area)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if isinstance(event, QDropEvent):  # QDragMoveEvent and QDragEnterEvent are such, too
            event.acceptProposedAction()
            place = self._area.mapFrom(self._window, event.position().toPoint())
            pane = incoming.pane_of(event.mimeData())
            if isinstance(event, QDragEnterEvent):
                self._offer(event, pane)
            elif isinstance(event, QDragMoveEvent):
                self._hover(event, place)
            elif pane is None:
                self._dropped(event, self.target.hover(place))
            else:
                self._canvas.carry(pane, self._window.mapToGlobal(event.position()))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.target.offer(())
        return False

    def _offer(self, event: QDropEvent, pane: int | None) -> None:
        """What a drop would do; a pane of this window is seen to move without words."""
        opened = self._session.source is not None
        benchmark = self._session.comparison.mode is Mode.BENCHMARK and opened
        texts = incoming.promises(event.mimeData(), benchmark) if pane is None else ()
        hint = self.tr("With Ctrl, or on a pane's edge: my result beside that pane") if opened else ""
        self.target.offer(texts, hint if texts and incoming.promise_of_own(event.mimeData(), "-") else "")

    def _hover(self, event: QDropEvent, place: QPoint) -> None:
        self.target.hover(place)
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        self._beside = self._canvas.beside(self._window.mapToGlobal(event.position()), ctrl)
        title = pane_title(self._session.comparison.panes[self._beside.pane]) if self._beside else ""
        words = incoming.promise_of_own(event.mimeData(), title) if title and self.target.texts else ""
        if self._beside is None or not words:
            self._beside = None
            self.target.offer_beside("", None)
        else:
            corner = self._area.mapFromGlobal(self._canvas.mapToGlobal(self._beside.area.topLeft()))
            self.target.offer_beside(words, QRect(corner, self._beside.area.size()))

    def _dropped(self, event: QDropEvent, place: int) -> None:
        queued = place == 1 and len(self.target.texts) == 2
        beside, self._beside = self._beside, None
        self.target.offer(())
        if beside is not None:
            self._opening.own_mime(event.mimeData(), beside.place)
            return
        found = incoming.of(event.mimeData())
        if queued and isinstance(found, incoming.Files):
            self._queue(found.paths)
        elif isinstance(found, incoming.Files) and (incoming.are_folders(found.paths) or incoming.is_run(found.paths)):
            self._folders(found.paths)
        else:
            self._opening.mime(event.mimeData())

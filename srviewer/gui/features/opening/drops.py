"""Drops on the window: what they will do is said while they hover, and done when they are let go of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.features.opening.drop_target import DropTarget
from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.services import incoming
from srviewer.session import Session


class Drops(QObject):
    """Filters a window's drag events. Everything may be dropped; what cannot be opened is answered in words.

    area : what the places to drop on cover; queue : takes files that are let go of over the second place
    """

    def __init__(
        self,
        window: QWidget,
        area: QWidget,
        session: Session,
        opening: Opening,
        queue: Callable[[Sequence[Path]], None],
    ) -> None:
        super().__init__(window)
        self._window, self._area, self._session, self._opening, self._queue = window, area, session, opening, queue
        self.target = DropTarget(area)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's hook."""
        if isinstance(event, QDropEvent):  # QDragMoveEvent and QDragEnterEvent are such, too
            event.acceptProposedAction()
            place = self._area.mapFrom(self._window, event.position().toPoint())
            if isinstance(event, QDragEnterEvent):
                benchmark = self._session.comparison.mode == "benchmark" and self._session.source is not None
                self.target.offer(incoming.promises(event.mimeData(), benchmark))
            elif isinstance(event, QDragMoveEvent):
                self.target.hover(place)
            else:
                self._dropped(event, self.target.hover(place))
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.target.offer(())
        return False

    def _dropped(self, event: QDropEvent, place: int) -> None:
        queued = place == 1 and len(self.target.texts) == 2
        self.target.offer(())
        found = incoming.of(event.mimeData())
        if queued and isinstance(found, incoming.Files):
            self._queue(found.paths)
        else:
            self._opening.mime(event.mimeData())

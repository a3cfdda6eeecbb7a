"""The files of *Upscale to folder* as a table: a row a file, its name, and what has become of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QDrag, QImage, QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from srviewer.gui.features.batch.queue import BatchQueue, File, FileState
from srviewer.gui.look import controls, theme
from srviewer.gui.services.dragged import drag_pixmap
from srviewer.imaging.atomic import readable_name

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FILE, STATE = 0, 1
FILE_WIDTH = 220
ROWS = f"application/x-srviewer-rows-{os.getpid()}"  # of a drag that began in this list, and in no other program's
DRAG_SIDE = 144


class FilesModel(QAbstractTableModel):
    """A row a file: its name, and what has become of it in words."""

    def __init__(self, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue
        queue.planned.connect(self._reset)
        queue.rearranged.connect(self._reset)
        queue.changed.connect(lambda row: self.dataChanged.emit(self.index(row, 0), self.index(row, 1)))

    def _reset(self) -> None:
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._queue.files)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return (self.tr("File"), self.tr("State"))[section]
        if orientation == Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        file = self._queue.files[index.row()]
        if role == Role.DisplayRole:
            return readable_name(file.item.source.name) if index.column() == FILE else self._state(index.row(), file)
        if role == Role.ToolTipRole:
            return (
                readable_name(file.item.source)
                if index.column() == FILE
                else file.message or readable_name(file.item.target)
            )
        if role == Role.ForegroundRole and index.column() == STATE:
            c = theme.current()
            return {FileState.FAILED: c.error, FileState.DONE: c.text}.get(file.state, c.dim)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Of the rows that are drawn away: the results that are there, for other programs, and the rows, for us."""
        rows = sorted({index.row() for index in indexes})
        files = [self._queue.files[row] for row in rows]
        mime = mime_of([file.item.target for file in files if file.state in (FileState.DONE, FileState.SKIPPED)])
        mime.setData(ROWS, ",".join(map(str, rows)).encode())
        return mime

    def _state(self, row: int, file: File) -> str:
        return {
            FileState.WAITING: self.tr("Queued"),
            FileState.READING: self.tr("Reading"),
            FileState.RUNNING: self.tr("Upscaling, {} %").format(round(100 * self._queue.fraction_of(row))),
            FileState.WRITING: self.tr("Writing"),
            FileState.DONE: readable_name(file.item.target.name),
            FileState.SKIPPED: self.tr("Skipped: exists already"),
            FileState.FAILED: file.message.replace(str(file.item.source), file.item.source.name),
            FileState.STOPPED: self.tr("Stopped"),
        }[file.state]


def mime_of(paths: Sequence[Path]) -> QMimeData:
    """Files, as file managers, mails and slides take them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def rows_of(mime: QMimeData) -> list[int]:
    """The rows of this list that a drag is of."""
    return [int(row) for row in bytes(mime.data(ROWS).data()).decode().split(",") if row]


class FilesTable(QTableView):
    """Shows the files; rows are drawn to another place, or as files to another program."""

    menu_requested = Signal(QPoint)  # where on the screen
    rows_dropped = Signal(object, int)  # the rows, and before which one

    def __init__(self, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue
        self.setModel(FilesModel(queue, parent))
        self.setItemDelegateForColumn(STATE, StateDelegate(queue, parent))
        self.setAccessibleName(self.tr("Files"))
        controls.whole_rows(self, 28)
        self.setDragEnabled(True)
        self.setAcceptDrops(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.horizontalHeader()
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(FILE, FILE_WIDTH)

    def mark(self, rows: Iterable[int]) -> None:
        """Mark these rows and no others."""
        selection = QItemSelection()
        for row in rows:
            selection.select(self.model().index(row, FILE), self.model().index(row, STATE))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def drop(self, mime: QMimeData, at: QPoint) -> bool:
        """Rows of this list that are let go of at a point (of the viewport) come there; whether there were any."""
        if not (rows := rows_of(mime)):
            return False
        over = self.indexAt(at)
        below = over.isValid() and at.y() > self.visualRect(over).center().y()
        self.rows_dropped.emit(rows, over.row() + below if over.isValid() else len(self._queue.files))
        return True

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Qt's hook: what hangs on the pointer says which files it is."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        files = [self._queue.files[row].item for row in rows]
        if not files:
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData(self.selectedIndexes()))
        done = self._queue.files[rows[0]].state in (FileState.DONE, FileState.SKIPPED)
        name = (files[0].target if done else files[0].source).name
        words = readable_name(name) if len(files) == 1 else self.tr("%n file(s)", "", len(files))
        drag.setPixmap(drag_pixmap(QImage(), words, DRAG_SIDE, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(-12, -12))
        drag.exec(Qt.DropAction.CopyAction)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's hook: by the key, under the row that has the focus."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            if not self.selectionModel().isRowSelected(index.row()):
                self.selectRow(index.row())
            at = self.visualRect(index).bottomLeft() + QPoint(24, 0) if by_key else event.pos()
            self.menu_requested.emit(self.viewport().mapToGlobal(at))


class StateDelegate(QStyledItemDelegate):
    """Draws how far a file that is being enlarged is under its words."""

    def __init__(self, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's hook: of words that are too long the beginning is shown, of a name both ends."""
        super().initStyleOption(option, index)
        if self._queue.files[index.row()].state is FileState.FAILED:
            option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if self._queue.files[index.row()].state is FileState.RUNNING:
            area, c = option.rect, theme.current()
            bar = QRect(area.left() + 3, area.bottom() - 4, area.width() - 6, 3)
            painter.fillRect(bar, c.line)
            bar.setWidth(round(bar.width() * self._queue.fraction_of(index.row())))
            painter.fillRect(bar, c.accent)

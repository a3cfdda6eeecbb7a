"""The files of *Upscale to folder* as a table: a row a file, its name, and what has become of it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from srviewer.gui.features.batch.queue import BatchQueue, File, State
from srviewer.gui.look import theme
from srviewer.imaging.atomic import readable_name

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
FILE, STATE = 0, 1


class FilesModel(QAbstractTableModel):
    """A row a file: its name, and what has become of it in words."""

    def __init__(self, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue
        queue.planned.connect(self._reset)
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
            return {State.FAILED: c.error, State.DONE: c.text}.get(file.state, c.dim)
        return None

    def _state(self, row: int, file: File) -> str:
        return {
            State.WAITING: self.tr("Queued"),
            State.READING: self.tr("Reading"),
            State.RUNNING: self.tr("Upscaling, {} %").format(round(100 * self._queue.fraction_of(row))),
            State.WRITING: self.tr("Writing"),
            State.DONE: readable_name(file.item.target.name),
            State.SKIPPED: self.tr("Skipped: exists already"),
            State.FAILED: file.message.replace(str(file.item.source), file.item.source.name),
            State.STOPPED: self.tr("Stopped"),
        }[file.state]


class StateDelegate(QStyledItemDelegate):
    """Draws how far a file that is being enlarged is under its words."""

    def __init__(self, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._queue = queue

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Qt's hook: of words that are too long the beginning is shown, of a name both ends."""
        super().initStyleOption(option, index)
        if self._queue.files[index.row()].state is State.FAILED:
            option.textElideMode = Qt.TextElideMode.ElideRight

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if self._queue.files[index.row()].state is State.RUNNING:
            area, c = option.rect, theme.current()
            bar = QRect(area.left() + 3, area.bottom() - 4, area.width() - 6, 3)
            painter.fillRect(bar, c.line)
            bar.setWidth(round(bar.width() * self._queue.fraction_of(index.row())))
            painter.fillRect(bar, c.accent)

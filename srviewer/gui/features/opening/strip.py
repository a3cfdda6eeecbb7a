"""The strip of thumbnails: the files that were opened together, one of them shown; made as they come into view."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QWidget

from srviewer.engine.schedule import FILES
from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.look import theme
from srviewer.gui.services.errands import Errands
from srviewer.gui.services.reading import thumbnail

SLOT = "thumbnail"
SIDE = 56
BATCH = 500  # items laid out at a time
KEPT = 400  # thumbnails; those of a folder of 50,000 are made anew when one comes back to them

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class StripModel(QAbstractListModel):
    """The files; their thumbnails are asked for when somebody looks at them, the last looked at first."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(parent)
        self._errands = errands
        self._paths: tuple[Path, ...] = ()
        self._made: OrderedDict[Path, QPixmap] = OrderedDict()
        self._wanted: OrderedDict[Path, int] = OrderedDict()
        self._out: Path | None = None

    def set_paths(self, paths: tuple[Path, ...]) -> None:
        """Other files."""
        if paths == self._paths:
            return
        self.beginResetModel()
        self._paths = paths
        self._wanted.clear()
        self._made.clear()
        self._out = None
        self._errands.drop(SLOT)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._paths)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        path = self._paths[index.row()]
        if role == Role.DecorationRole:
            if path in self._made:
                self._made.move_to_end(path)
                return self._made[path]
            self._want(path, index.row())
            return _blank()
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return path.name
        if role == Role.SizeHintRole:
            return QSize(SIDE + 12, SIDE + 12)
        return None

    def _want(self, path: Path, row: int) -> None:
        self._wanted[path] = row
        self._wanted.move_to_end(path)
        if len(self._wanted) > KEPT:
            self._wanted.popitem(last=False)
        self._next()

    def _next(self) -> None:
        if self._out is not None or not self._wanted:
            return
        path, row = self._wanted.popitem()
        self._out = path
        self._errands.send(
            SLOT,
            lambda _token: thumbnail(path, 2 * SIDE),
            lambda image: self._take(path, row, image),
            lambda _error: self._take(path, row, None),
            FILES,
        )

    def _take(self, path: Path, row: int, image: QImage | None) -> None:
        self._out = None
        pixmap = _blank() if image is None else QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(max(1.0, max(pixmap.width(), pixmap.height()) / SIDE))
        self._made[path] = pixmap
        if len(self._made) > KEPT:
            self._made.popitem(last=False)
        if row < len(self._paths) and self._paths[row] == path:
            self.dataChanged.emit(self.index(row), self.index(row), [Role.DecorationRole])
        self._next()


class Strip(QListView):
    """Shown while several files are open; a click or an arrow key shows another at the same view."""

    def __init__(self, opening: Opening, errands: Errands) -> None:
        super().__init__()
        self._opening = opening
        self._model = StripModel(errands, self)
        self.setModel(self._model)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # of 50,000 names too the window does not wait
        self.setBatchSize(BATCH)
        self.setIconSize(QSize(SIDE, SIDE))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedHeight(theme.scaled(SIDE + 30))
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Files opened together"))
        self.setProperty("role", "strip")
        self.selectionModel().currentChanged.connect(lambda now, _before: opening.turn_to(now.row()))
        opening.album_changed.connect(self._follow)
        self.hide()

    def _follow(self) -> None:
        """Other files, or another one of them: selecting it here opens nothing."""
        self._model.set_paths(self._opening.album)
        self.setVisible(len(self._opening.album) > 1)
        index = self._model.index(self._opening.page)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)


def _blank() -> QPixmap:
    pixmap = QPixmap(SIDE, SIDE)
    pixmap.fill(theme.current().field)
    return pixmap

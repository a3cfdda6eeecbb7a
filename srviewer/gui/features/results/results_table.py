"""The table picture × method: a metric's numbers, the gap between two columns, and numbers from elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from srviewer import readings
from srviewer.gui.features.results.comparing_folders import ComparingFolders
from srviewer.gui.look import language, theme
from srviewer.readings import NONE, PENDING
from srviewer.reports.table import Table
from srviewer.results.folders import PictureRow

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class _Shown:
    """A row as it is shown: the texts and notes of its cells, and the columns that are best."""

    texts: tuple[str, ...]
    notes: tuple[str, ...]
    best: frozenset[int]


class ResultsModel(QAbstractTableModel):
    """Rows are pictures; the columns: their name, one for each folder, the gap, and each foreign one. It sorts itself:
    a proxy asks for two values a comparison, which takes thousands of pictures half a second.

    between : the two columns whose gap is told
    """

    def __init__(self, work: ComparingFolders) -> None:
        super().__init__()
        self._work = work
        self.between: tuple[str, str] | None = None
        self._rows: list[str] = []
        self._plan: dict[str, PictureRow] = {}
        self._shown: dict[str, _Shown] = {}  # by picture: a view asks for each cell seven times
        self._sorted = 0, Qt.SortOrder.AscendingOrder
        self._columns: tuple[str, ...] = ()
        self._foreign: tuple[str, ...] = ()

    def reset(self) -> None:
        """Other pictures or columns."""
        board = self._work.board
        self.beginResetModel()
        self._rows = [row.name for row in board.plan.rows]
        self._plan = {row.name: row for row in board.plan.rows}
        self._columns = board.plan.columns
        self._foreign = tuple(board.foreign)
        self._shown.clear()
        if self.between is None or not set(self.between) <= set(self._columns):
            self.between = (self._columns[0], self._columns[1]) if len(self._columns) > 1 else None
        self._put_in_order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Qt's hook: by the numbers as they are; what is missing comes last. Later ones do not move a row."""
        self._sorted = column, order
        self.layoutAboutToBeChanged.emit()
        held = [(index, self._rows[index.row()]) for index in self.persistentIndexList()]
        self._put_in_order()
        row_of = {picture: row for row, picture in enumerate(self._rows)}
        moved = [self.index(row_of[picture], index.column()) for index, picture in held]
        self.changePersistentIndexList([index for index, _picture in held], moved)
        self.layoutChanged.emit()

    def sort_again(self) -> None:
        """As before, by other numbers."""
        self._shown.clear()
        self.sort(*self._sorted)

    def _put_in_order(self) -> None:
        column, order = self._sorted
        down = order is Qt.SortOrder.DescendingOrder
        if not 0 < column < self.columnCount():
            self._rows.sort(key=str.casefold, reverse=down)
            return
        values = {picture: self.value(row, column) for row, picture in enumerate(self._rows)}
        self._rows.sort(key=lambda picture: ((values[picture] is None) is not down, values[picture] or 0), reverse=down)

    def refresh(self, pictures: Collection[str]) -> None:
        """More numbers of these pictures."""
        for picture in pictures:
            self._shown.pop(picture, None)
        changed = [row for row, picture in enumerate(self._rows) if picture in pictures]
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], self.columnCount() - 1))

    def refresh_all(self) -> None:
        """Another metric or gap."""
        self._shown.clear()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def picture(self, row: int) -> str:
        return self._rows[row]

    @property
    def gap_column(self) -> int | None:
        return None if self.between is None else 1 + len(self._columns)

    def value(self, row: int, column: int) -> float | None:
        """What a cell is sorted by."""
        picture, board, metric = self._rows[row], self._work.board, self._work.metric
        if 1 <= column <= len(self._columns):
            return board.value(picture, self._columns[column - 1], metric)
        if self.between is not None and column == self.gap_column:
            return board.gap(picture, *self.between, metric)
        return board.foreign[self._foreign[column - self._before_foreign]].get(picture)

    @property
    def _before_foreign(self) -> int:
        return 1 + len(self._columns) + (self.between is not None)

    def text(self, row: int, column: int) -> str:
        """What stands in a cell."""
        if column == 0:
            return self._rows[row]
        value = self.value(row, column)
        if value is None:
            missing = 1 <= column <= len(self._columns) and self._is_to_come(row, column)
            return PENDING if missing else NONE
        if column == self.gap_column:
            return f"{value:+.{self._work.metric.digits}f}"
        return readings.written(self._work.metric, value) if column <= len(self._columns) else f"{value:g}"

    def _is_to_come(self, row: int, column: int) -> bool:
        picture, name = self._rows[row], self._columns[column - 1]
        there = name in self._plan[picture].results
        return there and self._work.running and self._work.board.cell(picture, name) is None

    def heading(self, column: int) -> str:
        if column == 0:
            return self.tr("Picture")
        if column <= len(self._columns):
            return self._columns[column - 1]
        if self.between is not None and column == self.gap_column:
            return self.tr("{} over {}").format(*self.between)
        return self._foreign[column - self._before_foreign]

    def table(self) -> Table:
        """What is shown."""
        order = range(len(self._rows))
        columns = range(self.columnCount())
        metric = self._work.metric
        heads = (self.heading(0), *(self._unit_heading(c) for c in columns if c))
        rows = tuple(tuple(language.said(self.text(row, c)) for c in columns) for row in order)
        best = {(y, x) for y, row in enumerate(order) for x in self._best(row)}
        return Table(
            heads, rows, frozenset(best), dict.fromkeys(range(1, 1 + len(self._columns)), readings.protocol(metric))
        )

    def _unit_heading(self, column: int) -> str:
        own = column <= len(self._columns)
        return f"{self.heading(column)} {readings.heading(self._work.metric)}" if own else self.heading(column)

    def _best(self, row: int) -> set[int]:
        """The columns that are best on a picture, once all are measured."""
        values = [self.value(row, column) for column in range(1, 1 + len(self._columns))]
        marks = readings.best_of(self._work.metric, values) if None not in values else []
        return {column for column, best in enumerate(marks, 1) if best}

    # -- Qt's questions -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.isValid():
            return 0
        return self._before_foreign + len(self._foreign)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Role.DisplayRole:
            return self.heading(section)
        if role == Role.TextAlignmentRole:
            return int(_side(section))
        if role == Role.ToolTipRole and 1 <= section <= len(self._columns):
            folder = self._work.columns.get(self._columns[section - 1], "")
            return f"{folder}\n{language.said(readings.protocol(self._work.metric))}"
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self._shown_row(index.row()), index.column()
        if role == Role.DisplayRole:
            return row.texts[column]
        if role == Role.ToolTipRole:
            return row.notes[column] or None
        if role == Role.TextAlignmentRole:
            return int(_side(column))
        if role == Role.FontRole and column in row.best:
            return theme.font(theme.SMALL_SIZE, QFont.Weight.Bold)
        if role == Role.ForegroundRole and row.notes[column]:
            return theme.current().warning
        return None

    def _shown_row(self, row: int) -> _Shown:
        picture = self._rows[row]
        if picture not in self._shown:
            columns = range(self.columnCount())
            self._shown[picture] = _Shown(
                tuple(language.said(self.text(row, column)) for column in columns),
                tuple(self._words(row, column) for column in columns),
                frozenset(self._best(row)),
            )
        return self._shown[picture]

    def _words(self, row: int, column: int) -> str:
        """What is to be said of a result."""
        if not 1 <= column <= len(self._columns):
            return ""
        cell = self._work.board.cell(self._rows[row], self._columns[column - 1])
        if cell is None:
            return ""
        missing = cell.measures.missing.get(self._work.metric.name, "")
        return "\n".join(map(language.said, filter(None, (cell.error, missing, *cell.notices))))


def _side(column: int) -> Qt.AlignmentFlag:
    return (Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter

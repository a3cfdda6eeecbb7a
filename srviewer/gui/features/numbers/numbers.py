"""Numbers: one row a method; a table of the catalogue's metrics, and one of what each took (time, speed, memory)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QTableView,
    QWidget,
)

from srviewer import readings
from srviewer.compared import Pane
from srviewer.engine.events import Result
from srviewer.engine.memory import in_words
from srviewer.gui.canvas.describe import duration
from srviewer.gui.features.numbers.bars import Bar, Bars
from srviewer.gui.look import boxes, controls, icons, language, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import colour_key, pane_title, title_among
from srviewer.kinds import Mode
from srviewer.metrics import Metric
from srviewer.metrics.maps import kind_of
from srviewer.readings import NONE, PENDING
from srviewer.session import Change, Field, Outcome, Session, State

LESSON_ON_DASR = 2
ROW = 32  # height of a row
NAME_MARGIN = 14  # around a name and between it and its dot
HEADING_GAP = 10  # pixels between two headings, at the least
MOST_AIR = 10  # pixels that a column may be wider than it needs to be
SORT = Qt.ItemDataRole.UserRole  # what a cell is sorted by

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class TableCell:
    """What stands in a cell, and why."""

    text: str
    tooltip: str = ""
    best: bool = False


@dataclass(frozen=True)
class TableColumn:
    """A column behind the titles.

    heading, tip : of the column
    cell : what stands there for a pane; value : by what that is sorted, None where there is nothing
    metric : whose numbers they are; "" if they are no metric's
    """

    heading: str
    tip: str
    cell: Callable[[Pane], TableCell]
    value: Callable[[Pane], float | None]
    metric: str = ""


class PanesModel(QAbstractTableModel):
    """A table with a row for each pane that holds a result: its title, and what the columns say.

    columns : asked anew at each refresh, since they may depend on the mode
    """

    def __init__(self, session: Session, columns: Callable[[Session], tuple[TableColumn, ...]]) -> None:
        super().__init__()
        self._session, self._make_columns = session, columns
        self.panes: tuple[Pane, ...] = ()
        self.columns: tuple[TableColumn, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Take over what the session says; cells are worked out when they are first asked for."""
        self._cells: dict[tuple[int, int], TableCell] = {}
        panes = tuple(p for p in dict.fromkeys(self._session.comparison.panes) if not p.is_reference)
        columns = self._make_columns(self._session)
        same = panes == self.panes and [c.heading for c in columns] == [c.heading for c in self.columns]
        if not same:
            self.beginResetModel()
        self.panes, self.columns = panes, columns
        if not same:
            self.endResetModel()
        elif panes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(panes) - 1, self.columnCount() - 1))

    def cell(self, row: int, column: int) -> TableCell:
        """What stands in a cell."""
        if (row, column) not in self._cells:
            self._cells[row, column] = self._cell(row, column)
        return self._cells[row, column]

    def _cell(self, row: int, column: int) -> TableCell:
        pane = self.panes[row]
        if column == 0:
            params = () if pane.is_own else (language.parameter(*each) for each in pane.params)
            return TableCell(title_among(pane, self.panes), language.joined((pane_title(pane), *params)))
        return self.columns[column - 1].cell(pane)

    def _sorted_by(self, row: int, column: int) -> float:
        """The first column by the order of the panes, the others by their value; what has none comes last."""
        if column == 0:
            return float(row)
        value = self.columns[column - 1].value(self.panes[row])
        return -math.inf if value is None else float(value)

    # -- Qt's questions -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.panes)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignBottom)
        column = self.columns[section - 1] if 1 <= section <= len(self.columns) else None
        if role == Role.DisplayRole:
            return column.heading if column is not None else self.tr("Method")
        if role == Role.ToolTipRole:
            how = self.tr("Click to sort by this column, click again to reverse; the bars follow.")
            return f"{column.tip}\n{how}" if column is not None else how
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        cell = self.cell(index.row(), index.column())
        if role == Role.DisplayRole:
            return cell.text
        if role == Role.ToolTipRole:
            return cell.tooltip or None
        if role == SORT:
            return self._sorted_by(index.row(), index.column())
        if role == Role.FontRole:
            return theme.font(theme.SMALL_SIZE, QFont.Weight.Bold if cell.best else QFont.Weight.Normal)
        if role == Role.ForegroundRole and cell.text in (NONE, PENDING):
            return theme.current().dim
        if role == Role.DecorationRole and index.column() == 0:
            return icons.dot(theme.method_colour(colour_key(self.panes[index.row()])))
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def metric_columns(session: Session) -> tuple[TableColumn, ...]:
    """The columns of the metrics that mean something in the session's mode."""
    found, shown = readings.of_session(session), readings.shown(session)

    def column(metric: Metric) -> TableColumn:
        def cell(pane: Pane) -> TableCell:
            reading = found[pane][metric.name]
            return TableCell(language.said(reading.text), language.said(reading.note), reading.best)

        tip = "\n".join((language.said(readings.protocol(metric)), *_where(metric)))
        heading = _heading(metric, narrow=len(shown) > 1)
        return TableColumn(heading, tip, cell, lambda pane: found[pane][metric.name].value, metric.name)

    return tuple(map(column, shown))


def _where(metric: Metric) -> tuple[str, ...]:
    """Which difference map shows where a metric's number comes from, if one does."""
    return (_tr("Its difference map: {0}").format(language.core(kind_of(metric.map).line)),) if metric.map else ()


def cost_columns(session: Session) -> tuple[TableColumn, ...]:
    """What each method took: time, speed, memory and where."""
    elsewhere, untold = _tr("Made with another program."), _tr("Not reported by this system.")

    def column(
        heading: str, tip: str, text: Callable[[Any], str], fact: Callable[[Result], float | str | None]
    ) -> TableColumn:
        def cell(pane: Pane) -> TableCell:
            outcome = session.outcome(pane)
            if outcome is None or outcome.result is None:
                return _waiting(outcome)
            found = None if pane.is_own else fact(outcome.result)
            return TableCell(NONE, elsewhere if pane.is_own else untold) if found is None else TableCell(text(found))

        def value(pane: Pane) -> float | None:
            outcome = session.outcome(pane)
            found = fact(outcome.result) if outcome and outcome.result else None
            return found if isinstance(found, float | int) else None

        return TableColumn(heading, tip, cell, value)

    took = _tr("Time from start to end, including loading the network")
    rose = _tr("How much the program's memory grew during the run, including the result")
    return (
        column(_tr("Time"), took, duration, lambda result: result.seconds),
        column(_tr("MP/s"), _tr("Megapixels of the result per second"), "{:.2f}".format, _speed),
        column(_tr("Memory"), rose, in_words, lambda result: result.peak_bytes),
        column(_tr("Device"), _tr("Device it ran on"), str.upper, lambda result: result.device),
    )


def _speed(result: Result) -> float | None:
    megapixels = result.pixels.shape[0] * result.pixels.shape[1] / 1e6
    return megapixels / result.seconds if result.seconds else None


def _heading(metric: Metric, narrow: bool) -> str:
    """A metric's title and unit on two short lines: a side panel is narrow."""
    title, _, of = language.core(metric.title).partition("-")
    if len(title) > 9 and narrow:
        title = f"{title[:7]}."
    return f"{title}\n{', '.join(part for part in (of, metric.unit) if part)}"


class PanesTable(QTableView):
    """A model's rows, sorted by a click on a heading; just as high as they are."""

    chosen = Signal(object)  # the pane of the row that was clicked

    def __init__(self, model: PanesModel) -> None:
        super().__init__()
        self.rows = model
        model.setParent(self)
        self.order = QSortFilterProxyModel(self)
        self.order.setSourceModel(model)
        self.order.setSortRole(SORT)
        self.setModel(self.order)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        controls.whole_rows(self, ROW)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        header.setMinimumSectionSize(34)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(lambda index: self.chosen.emit(model.panes[self.order.mapToSource(index).row()]))

    def refresh(self) -> None:
        """Rows, widths and height anew."""
        self.rows.refresh()
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: a scroll bar beside the table may have come or gone."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """To each column what it needs and a part of what is left; the titles need theirs too. Where there is not room
        enough the table is scrolled."""
        needed = [self._width(column) for column in range(1, self.rows.columnCount())]
        dot = self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
        names = width_for((self.rows.cell(row, 0).text for row in range(self.rows.rowCount())), dot)
        spare = self.viewport().width() - names - sum(needed)
        air = min(MOST_AIR, max(0, spare // max(1, len(needed))))
        if self.rows.columnCount():
            modes = QHeaderView.ResizeMode
            self.horizontalHeader().setSectionResizeMode(0, modes.Stretch if spare >= 0 else modes.Fixed)
            if spare < 0:
                self.setColumnWidth(0, names)
        for column, width in enumerate(needed, 1):
            self.setColumnWidth(column, width + air)
        rows = self.rows.rowCount() * theme.scaled(ROW)
        bar = self.horizontalScrollBar().sizeHint().height() if spare < 0 else 0
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + bar + 2)

    def _width(self, column: int) -> int:
        """What a column needs: its heading and its longest cell."""
        head = QFontMetrics(theme.font(theme.HEAD_SIZE, QFont.Weight.DemiBold))
        cell = QFontMetrics(theme.font(theme.SMALL_SIZE, QFont.Weight.Bold))
        heading = str(self.rows.headerData(column, Qt.Orientation.Horizontal)).splitlines()
        texts = [self.rows.cell(row, column).text for row in range(self.rows.rowCount())]
        return max(
            *(HEADING_GAP + head.horizontalAdvance(line) for line in heading),
            *(8 + cell.horizontalAdvance(text) for text in ("0.00", *texts)),
        )


def width_for(names: Iterable[str], dot: int) -> int:
    """What a column needs so that every one of these names is in one line, its dot before it."""
    metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
    return max(map(metrics.horizontalAdvance, names), default=0) + dot + NAME_MARGIN


class NumbersPanel(QWidget):
    """The tab: the table, what ran where, and how to read it."""

    lesson_requested = Signal(int)

    def __init__(self, session: Session, below: QWidget | None = None) -> None:
        """below : what stands below the first table"""
        super().__init__()
        self._session = session
        self.table = PanesTable(PanesModel(session, metric_columns))
        self.cost = PanesTable(PanesModel(session, cost_columns))
        self.table.setAccessibleName(self.tr("Numbers of every method"))
        self.cost.setAccessibleName(self.tr("Time and memory of every method"))
        self.bars = Bars()
        self.why = controls.label("", "value")
        self.learn = controls.button(
            self.tr("Lesson 2 shows why"), lambda _down: self.lesson_requested.emit(LESSON_ON_DASR), role="link"
        )
        self.how_to_read = controls.label("", "small")
        for text in (self.why, self.how_to_read):
            text.setWordWrap(True)
            text.setContentsMargins(8, 0, 8, 0)
        bars = boxes.row(self.bars, margins=(8, 0, 8, 0))
        link = boxes.row(self.learn, None, margins=(3, 0, 0, 0))  # aligned with the sentences
        between = () if below is None else (below, controls.line())
        below_bars = (self.why, link, self.how_to_read, controls.line(), self.cost, None)
        boxes.column(self.table, *between, bars, *below_bars, of=self, margins=(8, 8, 8, 12), gap=12)
        for table in (self.table, self.cost):
            table.chosen.connect(self._select)
        self.table.horizontalHeader().sortIndicatorChanged.connect(lambda *_order: self.bars.show_bars(self._barred()))
        session.subscribe(self._session_changed)
        self._refresh()

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.PANES, Field.MODE, Field.SCALE, Field.PREPARED, Field.OUTCOMES) and self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the tab was hidden is caught up with."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        for table in (self.table, self.cost):
            table.refresh()
        self.bars.show_bars(self._barred())
        self.why.setText(self._why_dasr_is_below())
        for widget in (self.why, self.learn):
            widget.setVisible(bool(self.why.text()))
        self.how_to_read.setText(self._reading())

    def _select(self, pane: Pane) -> None:
        self._session.edit(selected=self._session.comparison.panes.index(pane))

    def _barred(self) -> tuple[Bar, ...]:
        """The metric by which the table is sorted as bars, the first one unless it is sorted by one."""
        rows = self.table.rows
        if not rows.columns:
            return ()
        sorted_by = self.table.horizontalHeader().sortIndicatorSection() - 1  # which may have gone with the mode
        metric = rows.columns[sorted_by if 0 <= sorted_by < len(rows.columns) else 0].metric
        found = readings.of_session(self._session)
        known = [(pane, found[pane][metric]) for pane in rows.panes if found[pane][metric].value is not None]
        return tuple(Bar(title_among(pane, rows.panes), colour_key(pane), reading) for pane, reading in known)

    def _why_dasr_is_below(self) -> str:
        """A sentence where DASR stands below bicubic, which people do not expect; "" where it does not."""
        values: dict[str, list[tuple[float, Pane]]] = {}
        for pane, row in readings.of_session(self._session).items():
            if "psnr_y" in row and (value := row["psnr_y"].value) is not None:
                values.setdefault(pane.method, []).append((value, pane))
        if "dasr" not in values or "bicubic" not in values:
            return ""
        least, pane = min(values["dasr"], key=lambda entry: entry[0])
        below = values["bicubic"][0][0] - least
        if not 0.005 <= below < math.inf:
            return ""
        if pane.param("registration") == "published":
            return self.tr(
                "DASR is {0} dB below bicubic: as published, it is shifted against the truth's pixel grid; "
                "registered, it is aligned."
            ).format(f"{below:.2f}")
        words = self.tr(
            "DASR is {0} dB below bicubic: the details it takes from the enlarged subbands have about the right "
            "strength but often the wrong sign."
        ).format(f"{below:.2f}")
        if float(pane.param("gain")) > 0.25:
            return language.in_a_row((words, self.tr("A smaller gain (0.25 or 0) uses less of them.")))
        return words

    def _reading(self) -> str:
        if self._session.comparison.scale == 1:
            return self._reading_at_1()
        if self._session.comparison.mode is Mode.BENCHMARK:
            return self.tr(
                "PSNR and SSIM compare luma with the truth, ignoring {} pixels along the border; the best is "
                "bold. Consistency measures how well a result shrinks back to the input: it is not quality, so "
                "no best is marked."
            ).format(self._session.comparison.scale)
        return self.tr(
            "There is no larger original of this picture, so nothing here says which result is best. "
            "Consistency measures how well a result shrinks back to the input. Benchmark shrinks the picture "
            "first and compares with the original."
        )

    def _reading_at_1(self) -> str:
        if self._session.comparison.mode is Mode.BENCHMARK:
            return self.tr(
                "PSNR and SSIM are on luma, against the truth, with 1 pixel left out along the border; the best is "
                "bold. What is not above the input has made it worse."
            )
        return self.tr(
            "Nobody knows what this picture looked like before, so there are no numbers. "
            "Benchmark degrades the picture first and measures against it."
        )


def _waiting(outcome: Outcome | None) -> TableCell:
    """A cell of a method without a result."""
    failed = outcome is not None and outcome.state in (State.FAILED, State.CANCELLED)
    return TableCell(NONE if failed else PENDING, language.said(outcome.message) if outcome else "")

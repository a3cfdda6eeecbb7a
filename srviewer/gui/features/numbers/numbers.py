"""Numbers: one row a method; a table of the catalogue's metrics, and one of what each took (time, speed, memory)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QPushButton, QTableView, QVBoxLayout, QWidget

from srviewer.engine.events import Result
from srviewer.engine.memory import in_words
from srviewer.gui.canvas.describe import duration
from srviewer.gui.features.numbers.bars import Bar, Bars
from srviewer.gui.look import controls, icons, language, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import pane_title, title_among
from srviewer.metrics import METRICS, Metric, feature_distance
from srviewer.session import Outcome, Pane, Session, State

LESSON_ON_DASR = 2
ROW = 32
MOST_AIR = 10  # pixels that a column may be wider than it needs to be
SORT = Qt.ItemDataRole.UserRole  # what a cell is sorted by

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and why."""

    text: str
    tooltip: str = ""
    best: bool = False


@dataclass(frozen=True)
class Column:
    """A column behind the titles.

    heading, tip : of the column
    cell : what stands there for a pane with a result; value : by what that is sorted, None where there is nothing
    """

    heading: str
    tip: str
    cell: Callable[[Pane, Outcome, Result], Cell]
    value: Callable[[Outcome, Result], float | None]


class PanesModel(QAbstractTableModel):
    """A table with a row for each pane that holds a result: its title, and what the columns say.

    columns : asked anew at each refresh, since they may depend on the mode
    """

    def __init__(self, session: Session, columns: Callable[[], tuple[Column, ...]]) -> None:
        super().__init__()
        self._session, self._make_columns = session, columns
        self.panes: tuple[Pane, ...] = ()
        self.columns: tuple[Column, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Take over what the session says."""
        panes = tuple(p for p in dict.fromkeys(self._session.comparison.panes) if not p.is_reference)
        columns = self._make_columns()
        same = panes == self.panes and [c.heading for c in columns] == [c.heading for c in self.columns]
        if not same:
            self.beginResetModel()
        self.panes, self.columns = panes, columns
        if not same:
            self.endResetModel()
        elif panes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(panes) - 1, self.columnCount() - 1))

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        pane = self.panes[row]
        outcome = self._session.outcome(pane)
        if column == 0:
            params = () if pane.is_own else (language.parameter(*each) for each in pane.params)
            return Cell(title_among(pane, self.panes), language.joined((pane_title(pane), *params)))
        if outcome is None or outcome.result is None:
            return Cell(_waiting(outcome), language.said(outcome.message) if outcome else "")
        return self.columns[column - 1].cell(pane, outcome, outcome.result)

    def _sorted_by(self, row: int, column: int) -> float:
        """The first column by the order of the panes, the others by their value; what has none comes last."""
        outcome = self._session.outcome(self.panes[row])
        if column == 0:
            return float(row)
        if outcome is None or outcome.result is None:
            return -math.inf
        value = self.columns[column - 1].value(outcome, outcome.result)
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
            how = self.tr("A click sorts by this column, another the other way round.")
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
        if role == Role.ForegroundRole and cell.text in ("–", "…"):
            return theme.current().dim
        if role == Role.DecorationRole and index.column() == 0:
            return icons.dot(theme.method_colour(self.panes[index.row()].method))
        if role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if index.column() == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class MetricColumns:
    """The columns of the metrics that mean something in the session's mode."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def metrics(self) -> tuple[Metric, ...]:
        """Against the truth in a benchmark, else only those against the input."""
        truth = self._session.comparison.mode == "benchmark"
        known = METRICS if feature_distance.available() else tuple(m for m in METRICS if m.name != "feature_distance")
        return tuple(m for m in known if truth or m.needs == "lr")

    def __call__(self) -> tuple[Column, ...]:
        metrics = self.metrics()
        return tuple(
            Column(
                _heading(metric, narrow=len(metrics) > 1),
                _protocol(metric),
                partial(self._cell, metric),
                partial(_measured, metric),
            )
            for metric in metrics
        )

    def _cell(self, metric: Metric, _pane: Pane, outcome: Outcome, result: Result) -> Cell:
        if outcome.measures is None:
            return Cell("…")
        value = getattr(outcome.measures, metric.name)
        if value is None:
            identical = outcome.measures.identical and metric.name.startswith("psnr")
            text = _tr("identical") if identical else "–"
            return Cell(text, language.said(outcome.measures.why) or _protocol(metric))
        return Cell(f"{value:.{metric.digits}f}", _protocol(metric), best=value == self._best(metric))

    def _best(self, metric: Metric) -> float | None:
        """The best value of a metric, if several methods have one."""
        outcomes = [self._session.outcome(p) for p in dict.fromkeys(self._session.comparison.panes)]
        return metric.best(
            getattr(o.measures, metric.name) for o in outcomes if o is not None and o.measures is not None
        )


def cost_columns() -> tuple[Column, ...]:
    """What each method took: time, speed, memory and where."""
    elsewhere, untold = _tr("It was made elsewhere."), _tr("This system does not tell it.")

    def column(
        heading: str, tip: str, text: Callable[[float], str], value: Callable[[Outcome, Result], float | None]
    ) -> Column:
        def cell(pane: Pane, outcome: Outcome, result: Result) -> Cell:
            found = value(outcome, result)
            if pane.is_own:
                return Cell("–", elsewhere)
            return Cell("–", untold) if found is None else Cell(text(found))

        return Column(heading, tip, cell, value)

    def device(pane: Pane, _outcome: Outcome, result: Result) -> Cell:
        return Cell("–", elsewhere) if pane.is_own else Cell(result.device.upper())

    took = _tr("From the start of the work to its end, loading of the network included")
    rose = _tr("How far the program's memory rose meanwhile, the result included")
    return (
        column(_tr("Time"), took, duration, lambda _outcome, result: result.seconds),
        column(_tr("MP/s"), _tr("Megapixels of the result a second"), "{:.2f}".format, _speed),
        column(_tr("Memory"), rose, in_words, lambda _outcome, result: result.peak_bytes),
        Column(_tr("Device"), _tr("Where it ran"), device, lambda _outcome, _result: 0.0),
    )


def _speed(_outcome: Outcome, result: Result) -> float | None:
    megapixels = result.pixels.shape[0] * result.pixels.shape[1] / 1e6
    return megapixels / result.seconds if result.seconds else None


def _measured(metric: Metric, outcome: Outcome, _result: Result) -> float | None:
    """A metric's value as it is sorted: identical pictures come first."""
    if outcome.measures is None:
        return None
    value: float | None = getattr(outcome.measures, metric.name)
    if value is None and outcome.measures.identical and metric.name.startswith("psnr"):
        return math.inf
    return value


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
        self.setShowGrid(False)
        self.setIconSize(self.iconSize() * 0.6)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(34)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(lambda index: self.chosen.emit(model.panes[self.order.mapToSource(index).row()]))

    def refresh(self) -> None:
        """Rows, widths and height anew."""
        self.rows.refresh()
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._share_room()
        self.setFixedHeight(header.sizeHint().height() + ROW * self.rows.rowCount() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook: a scroll bar beside the table may have come or gone."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """To each column what it needs and a part of what is left; the titles need theirs too."""
        needed = [self._width(column) for column in range(1, self.rows.columnCount())]
        spare = self.viewport().width() - self.sizeHintForColumn(0) - sum(needed)
        air = min(MOST_AIR, max(0, spare // max(1, len(needed))))
        for column, width in enumerate(needed, 1):
            self.setColumnWidth(column, width + air)

    def _width(self, column: int) -> int:
        """What a column needs: its heading and its longest cell."""
        head = QFontMetrics(theme.font(theme.HEAD_SIZE, QFont.Weight.DemiBold))
        cell = QFontMetrics(theme.font(theme.SMALL_SIZE, QFont.Weight.Bold))
        heading = str(self.rows.headerData(column, Qt.Orientation.Horizontal)).splitlines()
        texts = [self.rows.cell(row, column).text for row in range(self.rows.rowCount())]
        return max(
            *(4 + head.horizontalAdvance(line) for line in heading),
            *(8 + cell.horizontalAdvance(text) for text in ("0.00", *texts)),
        )


class NumbersPanel(QWidget):
    """The tab: the table, what ran where, and how to read it."""

    lesson_requested = Signal(int)

    def __init__(self, session: Session, below: QWidget | None = None) -> None:
        super().__init__()
        self._session = session
        self._metrics = MetricColumns(session)
        self.table = PanesTable(PanesModel(session, self._metrics))
        self.cost = PanesTable(PanesModel(session, cost_columns))
        self.table.setAccessibleName(self.tr("Numbers of every method"))
        self.cost.setAccessibleName(self.tr("What every method took"))
        self.bars = Bars()
        self.why = controls.label("", "value")
        self.learn = QPushButton(self.tr("Lesson 2 shows why"))
        self.learn.setProperty("role", "link")
        self.learn.clicked.connect(lambda _down: self.lesson_requested.emit(LESSON_ON_DASR))
        self.how_to_read = controls.label("", "small")
        for text in (self.why, self.how_to_read):
            text.setWordWrap(True)
            text.setContentsMargins(8, 0, 8, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 12)
        column.setSpacing(12)
        column.addWidget(self.table)
        indented = QHBoxLayout()
        indented.setContentsMargins(8, 0, 8, 0)
        indented.addWidget(self.bars)
        column.addLayout(indented)
        column.addWidget(self.why)
        link = QHBoxLayout()
        link.setContentsMargins(3, 0, 0, 0)  # its letters begin where those of the sentences do
        link.addWidget(self.learn, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(link)
        column.addWidget(self.how_to_read)
        column.addWidget(controls.line())
        column.addWidget(self.cost)
        if below is not None:
            column.addWidget(controls.line())
            column.addWidget(below)
        column.addStretch()
        for table in (self.table, self.cost):
            table.chosen.connect(self._select)
        session.subscribe(self._session_changed)
        self._refresh()

    def _session_changed(self, names: frozenset[str]) -> None:
        if names & {"panes", "mode", "scale", "prepared", "outcomes"} and self.isVisible():
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the tab was hidden is caught up with."""
        super().showEvent(event)
        self._refresh()

    def _refresh(self) -> None:
        for table in (self.table, self.cost):
            table.refresh()
        self.bars.show_bars(*self._barred())
        self.why.setText(self._why_dasr_is_below())
        for widget in (self.why, self.learn):
            widget.setVisible(bool(self.why.text()))
        self.how_to_read.setText(self._reading())

    def _select(self, pane: Pane) -> None:
        self._session.edit(selected=self._session.comparison.panes.index(pane))

    def _barred(self) -> tuple[tuple[Bar, ...], Metric | None]:
        """The first metric of the table as bars."""
        metric = next(iter(self._metrics.metrics()), None)
        bars = []
        for pane in self.table.rows.panes if metric is not None else ():
            outcome = self._session.outcome(pane)
            value = getattr(outcome.measures, metric.name) if metric and outcome and outcome.measures else None
            if value is not None:
                bars.append(Bar(title_among(pane, self.table.rows.panes), pane.method, float(value)))
        return tuple(bars), metric

    def _why_dasr_is_below(self) -> str:
        """A sentence where DASR stands below bicubic, which people do not expect; "" where it does not."""
        values: dict[str, list[tuple[float, Pane]]] = {}
        for pane in self.table.rows.panes:
            outcome = self._session.outcome(pane)
            if outcome is not None and outcome.measures is not None and outcome.measures.psnr_y is not None:
                values.setdefault(pane.method, []).append((outcome.measures.psnr_y, pane))
        if "dasr" not in values or "bicubic" not in values:
            return ""
        least, pane = min(values["dasr"], key=lambda entry: entry[0])
        below = values["bicubic"][0][0] - least
        if below < 0.005:
            return ""
        if pane.param("registration") == "published":
            return self.tr(
                "DASR is {0} dB below bicubic: as published it lies off the grid that the truth uses. "
                "Registered, it lies on it."
            ).format(f"{below:.2f}")
        words = self.tr(
            "DASR is {0} dB below bicubic: the details it takes from the enlarged subbands have about the right "
            "strength but often the wrong sign."
        ).format(f"{below:.2f}")
        if float(pane.param("gain")) > 0.25:
            return language.in_a_row((words, self.tr("A smaller gain (0.25 or 0) takes fewer of them.")))
        return words

    def _reading(self) -> str:
        if self._session.comparison.mode == "benchmark":
            return self.tr(
                "PSNR and SSIM are on luma, against the truth, with {} pixels left out along the border; "
                "the best is bold. Consistency says how well a result shrinks back to the input: "
                "that is not quality, and no best is marked."
            ).format(self._session.comparison.scale)
        return self.tr(
            "Nobody knows what this picture looked like larger, so nothing here says which is best. "
            "Consistency says how well a result shrinks back to the input. "
            "Benchmark shrinks the picture first and measures against it."
        )


def _protocol(metric: Metric) -> str:
    """A metric's name and how it is measured."""
    return f"{language.core(metric.title)}: {language.core(metric.protocol)}"


def _waiting(outcome: Outcome | None) -> str:
    """A cell of a method without a result."""
    return "–" if outcome is not None and outcome.state in (State.FAILED, State.CANCELLED) else "…"

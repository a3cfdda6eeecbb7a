"""Numbers: one row a method; a table of the catalogue's metrics, and one of what each took (time, speed, memory)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from srviewer.engine.events import Result
from srviewer.engine.memory import in_words
from srviewer.gui import controls, icons, language, theme
from srviewer.gui.canvas.describe import duration
from srviewer.gui.panels.bars import Bar, Bars
from srviewer.gui.panels.titles import pane_title
from srviewer.metrics import METRICS, Metric, feature_distance
from srviewer.session import Outcome, Pane, Session, State

ROW = 32
SORT = Qt.ItemDataRole.UserRole  # what a cell is sorted by

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, and why."""

    text: str
    tooltip: str = ""
    best: bool = False


class PanesModel(QAbstractTableModel):
    """A table with a row for each pane that holds a result: its title, and what a subclass says."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.panes: tuple[Pane, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Take over what the session says."""
        panes = tuple(p for p in dict.fromkeys(self._session.comparison.panes) if not p.is_reference)
        if self._take_columns() or panes != self.panes:
            self.beginResetModel()
            self.panes = panes
            self.endResetModel()
        elif panes:
            self.dataChanged.emit(self.index(0, 0), self.index(len(panes) - 1, self.columnCount() - 1))

    def cell(self, row: int, column: int) -> Cell:
        """What stands in a cell."""
        pane = self.panes[row]
        outcome = self._session.outcome(pane)
        if column == 0:
            return Cell(pane_title(pane), ", ".join(f"{name} {value}" for name, value in pane.params))
        if outcome is None or outcome.result is None:
            return Cell(_waiting(outcome), outcome.message if outcome else "")
        return self._cell(pane, outcome, outcome.result, column - 1)

    def _sorted_by(self, row: int, column: int) -> float:
        """The first column by the order of the panes, the others by their value; what has none comes last."""
        outcome = self._session.outcome(self.panes[row])
        if column == 0:
            return float(row)
        if outcome is None or outcome.result is None:
            return -math.inf
        value = self._value(outcome, outcome.result, column - 1)
        return -math.inf if value is None else float(value)

    # -- a subclass's ------------------------------------------------------------------------------------

    def _take_columns(self) -> bool:
        """Bring the columns up to date; whether they have changed."""
        return False

    def _cell(self, pane: Pane, outcome: Outcome, result: Result, column: int) -> Cell:
        """What stands in one of the columns behind the titles."""
        raise NotImplementedError

    def _value(self, outcome: Outcome, result: Result, column: int) -> float | None:
        """By what such a column is sorted."""
        raise NotImplementedError

    # -- Qt's questions -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.panes)

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

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return int(side | Qt.AlignmentFlag.AlignBottom)
        if orientation == Qt.Orientation.Horizontal and section == 0 and role == Role.DisplayRole:
            return self.tr("Method")
        return None


class CostModel(PanesModel):
    """What each method took: time, speed, memory and where."""

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 5

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and 1 <= section <= 4:
            title, tip = (
                (self.tr("Time"), self.tr("From the start of the work to its end, loading of the network included")),
                (self.tr("MP/s"), self.tr("Megapixels of the result a second")),
                (self.tr("Memory"), self.tr("How far the program's memory rose meanwhile, the result included")),
                (self.tr("Device"), self.tr("Where it ran")),
            )[section - 1]
            if role in (Role.DisplayRole, Role.ToolTipRole):
                return title if role == Role.DisplayRole else tip
        return super().headerData(section, orientation, role)

    def _cell(self, pane: Pane, outcome: Outcome, result: Result, column: int) -> Cell:
        if pane.is_own:
            return Cell("–", self.tr("It was made elsewhere."))
        if column == 3:
            return Cell(result.device.upper())
        value = self._value(outcome, result, column)
        if value is None:
            return Cell("–", self.tr("This system does not tell it."))
        return Cell((duration(value), f"{value:.2f}", in_words(value))[column])

    def _value(self, outcome: Outcome, result: Result, column: int) -> float | None:
        megapixels = result.pixels.shape[0] * result.pixels.shape[1] / 1e6
        speed = megapixels / result.seconds if result.seconds else None
        return (result.seconds, speed, result.peak_bytes, 0.0)[column]


class NumbersModel(PanesModel):
    """The session's measures as a table."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self.metrics: tuple[Metric, ...] = ()
        super().__init__(session, parent)

    def _take_columns(self) -> bool:
        """The columns are those that mean something in this mode."""
        truth = self._session.comparison.mode == "benchmark"
        known = METRICS if feature_distance.available() else tuple(m for m in METRICS if m.name != "feature_distance")
        before, self.metrics = self.metrics, tuple(m for m in known if truth or m.needs == "lr")
        return before != self.metrics

    def _cell(self, pane: Pane, outcome: Outcome, result: Result, column: int) -> Cell:
        return self._measured(self.metrics[column], outcome)

    def _measured(self, metric: Metric, outcome: Outcome) -> Cell:
        if outcome.measures is None:
            return Cell("…")
        value = getattr(outcome.measures, metric.name)
        tip = _protocol(metric)
        if value is None:
            identical = outcome.measures.identical and metric.name.startswith("psnr")
            return Cell(self.tr("identical") if identical else "–", outcome.measures.why or tip)
        text = f"{value:.{metric.digits}f}"
        return Cell(text, tip, best=value == self._best(metric))

    def _value(self, outcome: Outcome, result: Result, column: int) -> float | None:
        metric = self.metrics[column]
        value: float | None = getattr(outcome.measures, metric.name) if outcome.measures is not None else None
        if value is None and outcome.measures is not None and outcome.measures.identical:
            return math.inf if metric.name.startswith("psnr") else None
        return value

    def _heading(self, metric: Metric) -> str:
        """A metric's title and unit on two short lines: a side panel is narrow."""
        title, _, of = language.core(metric.title).partition("-")
        if len(title) > 9 and len(self.metrics) > 1:
            title = f"{title[:7]}."
        return f"{title}\n{', '.join(part for part in (of, metric.unit) if part)}"

    def _best(self, metric: Metric) -> float | None:
        """The best value of a metric, if several methods have one."""
        outcomes = [self._session.outcome(p) for p in self.panes]
        return metric.best(
            getattr(o.measures, metric.name) for o in outcomes if o is not None and o.measures is not None
        )

    # -- Qt's questions -----------------------------------------------------------------------------------

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.metrics) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal:
            metric = self.metrics[section - 1] if 1 <= section <= len(self.metrics) else None
            how = self.tr("A click sorts by this column, another the other way round.")
            if role == Role.ToolTipRole:
                return how if metric is None else f"{_protocol(metric)}\n{how}"
            if role == Role.DisplayRole and metric is not None:
                return self._heading(metric)
        return super().headerData(section, orientation, role)


class PanesTable(QTableView):
    """A model's rows, sorted by a click on a heading; just as high as they are."""

    chosen = Signal(object)  # the pane of the row that was clicked

    def __init__(self, model: PanesModel) -> None:
        super().__init__()
        self.rows = model
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
        for column in range(1, self.rows.columnCount()):
            self.setColumnWidth(column, self._width(column))
        self.setFixedHeight(header.sizeHint().height() + ROW * self.rows.rowCount() + 2)

    def _width(self, column: int) -> int:
        """What a column needs: its heading and its longest cell."""
        head = QFontMetrics(theme.font(theme.HEAD_SIZE, QFont.Weight.DemiBold))
        cell = QFontMetrics(theme.font(theme.SMALL_SIZE, QFont.Weight.Bold))
        heading = str(self.rows.headerData(column, Qt.Orientation.Horizontal)).splitlines()
        texts = [self.rows.cell(row, column).text for row in range(self.rows.rowCount())]
        return 8 + max(*map(head.horizontalAdvance, heading), *map(cell.horizontalAdvance, ["0.00", *texts]))


class NumbersPanel(QWidget):
    """The tab: the table, what ran where, and how to read it."""

    def __init__(self, session: Session, below: QWidget | None = None) -> None:
        super().__init__()
        self._session = session
        self.model = NumbersModel(session, self)
        self.table, self.cost = PanesTable(self.model), PanesTable(CostModel(session, self))
        self.table.setAccessibleName(self.tr("Numbers of every method"))
        self.cost.setAccessibleName(self.tr("What every method took"))
        self.bars = Bars()
        self.why = controls.label("", "value")
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
        self.why.setVisible(bool(self.why.text()))
        self.how_to_read.setText(self._reading())

    def _select(self, pane: Pane) -> None:
        self._session.edit(selected=self._session.comparison.panes.index(pane))

    def _barred(self) -> tuple[tuple[Bar, ...], Metric | None]:
        """The first metric of the table as bars."""
        metric = next(iter(self.model.metrics), None)
        bars = []
        for pane in self.model.panes if metric is not None else ():
            outcome = self._session.outcome(pane)
            value = getattr(outcome.measures, metric.name) if metric and outcome and outcome.measures else None
            if value is not None:
                bars.append(Bar(pane_title(pane), pane.method, float(value)))
        return tuple(bars), metric

    def _why_dasr_is_below(self) -> str:
        """A sentence where DASR stands below bicubic, which people do not expect; "" where it does not."""
        values: dict[str, list[tuple[float, Pane]]] = {}
        for pane in self.model.panes:
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
            words += " " + self.tr("A smaller gain (0.25 or 0) takes fewer of them.")
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

"""Folders of results in a table: their numbers, sorted by any column; a click shows that picture with all columns."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTableView,
    QTextBrowser,
    QWidget,
)

from srviewer import metrics, upsamplers
from srviewer.gui.features.results.comparing_folders import ComparingFolders
from srviewer.gui.features.results.results_table import ResultsModel
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services import asking, settings
from srviewer.reports.table import as_csv, as_tsv
from srviewer.results import folders
from srviewer.results.protocols import Candidate

SIZE = QSize(1080, 760)
FOLDER = "folders/results"
NEAREST = 8  # protocols that are told
TEXT_SECONDS = 1.0


class ResultsWindow(controls.Dialog):
    """What is compared above, the table, and what can be said of it below."""

    def __init__(self, work: ComparingFolders, parent: QWidget) -> None:
        super().__init__(parent)
        self._work, self._folders = work, dict[str, Path]()
        self._protocols: list[str] = []
        self._told: list[str] = []  # means and differences, and what was noticed
        self._due = 0.0  # when the text is to be made anew
        self.setWindowTitle(self.tr("Folders of results"))
        self.resize(SIZE)
        self._make_choices()
        self._make_table()
        self._make_rest()
        self._lay_out()
        work.planned.connect(self._show_plan)
        work.changed.connect(self._show)
        work.told.connect(self._show_told)
        work.failed.connect(lambda why: self.said.setText(controls.sentence(why)))
        work.recovered.connect(self._show_protocols)
        self._list_folders()
        self._show()

    def _make_choices(self) -> None:
        self.add = controls.button(self.tr("Add folders…"), self._ask_folder)
        self.numbers = controls.button(
            self.tr("Add numbers…"),
            self._ask_numbers,
            tip=self.tr("A CSV with a picture a row: its columns join by the pictures' names"),
        )
        self.truth = controls.Choice(self.tr("Folder of the truths"))
        self.truth.activated.connect(self._start)
        self.scale = controls.Choice(self.tr("Scale"), ((f"×{n}", n) for n in upsamplers.scales()), self._work.scale)
        self.scale.activated.connect(self._start)
        known = ((language.core(m.title), m.name) for m in metrics.known() if m.needs != "lr")
        self.by = controls.Choice(self.tr("Metric"), known, self._work.metric.name)
        self.by.activated.connect(self._choose_metric)
        self.first, self.second = (controls.Choice(self.tr("Column of the gap")) for _ in range(2))
        for choice in (self.first, self.second):
            choice.activated.connect(self._choose_gap)

    def _make_table(self) -> None:
        self.model = ResultsModel(self._work)
        self.model.setParent(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Numbers by picture and column"))
        controls.whole_rows(self.table, 28)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.setWordWrap(False)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setToolTip(self.tr("A click shows this picture with all columns, where they differ most"))
        self.table.clicked.connect(self._open)
        self.table.activated.connect(self._open)

    def _make_rest(self) -> None:
        self.worst = controls.button(self.tr("Worst first"), self.sort_worst_first)
        self.by_gap = controls.button(self.tr("By gap"), self.sort_by_gap)
        self.copy = controls.button(
            self.tr("Copy table"), lambda: QGuiApplication.clipboard().setText(as_tsv(self.model.table()))
        )
        self.save = controls.button(self.tr("Save as CSV…"), self._ask_file)
        self.bar = controls.progress_bar(self.tr("Progress"))
        self.bar.setFixedHeight(6)
        self.said = controls.label("", "small", wrap=True)
        self.text = QTextBrowser()
        self.text.setAccessibleName(self.tr("Means, differences, and what was noticed"))
        self.text.setMaximumHeight(200)
        self.column = controls.Choice(self.tr("Column whose protocol is looked for"))
        self.printed = QLineEdit()
        self.printed.setFixedWidth(theme.scaled(90))
        self.printed.setPlaceholderText("28.42")
        self.printed.setAccessibleName(self.tr("Number as the paper prints it"))
        self.printed.setAcceptDrops(False)
        self.printed.returnPressed.connect(self._recover)
        self.which = controls.button(self.tr("Which protocol gives it?"), self._recover)

    def _lay_out(self) -> None:
        def dim(text: str) -> QWidget:
            return controls.label(text, "dim")

        what = boxes.row(self.add, self.numbers, 12, dim(self.tr("Truths")), (self.truth, 1), self.scale, gap=8)
        gap = (dim(self.tr("Gap of")), self.first, dim(self.tr("over")), self.second)
        how = boxes.row(dim(self.tr("Metric")), self.by, 12, *gap, None, self.worst, self.by_gap, gap=8)
        paper = boxes.row(
            dim(self.tr("A paper prints")), self.printed, dim(self.tr("for")), self.column, self.which, None,
            self.copy, self.save, gap=8,
        )  # fmt: skip
        boxes.column(
            what, how, (self.table, 1), self.bar, self.text, paper, self.said,
            of=self, margins=(20, 16, 20, 14), gap=10,
        )  # fmt: skip

    # -- choices --------------------------------------------------------------------------------------------

    @property
    def folders(self) -> tuple[Path, ...]:
        return tuple(self._folders.values())

    def open_with(self, paths: Sequence[Path], truth: Path | None = None) -> None:
        """Take folders in, and compare if it is told which of them holds the truths, or their names tell."""
        known = [*self._folders.values(), *(path for path in paths if path.is_dir())]
        self._folders = folders.columns_of(list(dict.fromkeys(known)))
        truth = truth or folders.truth_among(self.folders)
        told = folders.scale_of([part for path in paths for part in path.parts])
        found = self.scale.findData(told)
        self.scale.setCurrentIndex(self.scale.findData(self._work.scale) if found < 0 else found)
        self._list_folders(truth)
        if truth is not None and len(self._folders) > 1:
            self._start()
        elif self._folders:
            self.said.setText(self.tr("Choose which folder holds the truths."))
        controls.come_forward(self)

    def take_over(self, other: ResultsWindow) -> None:
        """Go on where another window was, whose work this one's has taken over."""
        self._folders = dict(other._folders)
        self._list_folders(other.truth.currentData())
        self.scale.set_current(other.scale.currentData())
        self.by.set_current(other.by.currentData())
        self.model.between = other.model.between
        self._show_plan()
        header = other.table.horizontalHeader()
        self.table.sortByColumn(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self.column.setCurrentText(other.column.currentText())
        self.printed.setText(other.printed.text())
        controls.put_in_place_of(self, other)

    def _list_folders(self, truth: Path | None = None) -> None:
        before = truth or self.truth.currentData()
        known = before if before in self._folders.values() else None
        self.truth.set_items([(self.tr("choose…"), None), *self._folders.items()], known)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A folder of results, or of truths"),
                                                settings.text(FOLDER))  # fmt: skip
        if name:
            settings.put(FOLDER, str(Path(name).parent))
            self.open_with((Path(name),))

    def _ask_numbers(self) -> None:
        kinds = self.tr("Tables (*.csv *.tsv *.txt)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Numbers by picture"), settings.text(FOLDER), kinds)
        if name:
            self._work.add_numbers(Path(name))

    def _ask_file(self) -> None:
        if found := asking.where_to_save(self, self.tr("Save the table"), "results.csv", "CSV (*.csv)"):
            self.write(found[0])

    def write(self, path: Path) -> None:
        """Write the table as it is shown; it replaces a file, since the dialog asked."""
        self.said.setText(asking.written(path, as_csv(self.model.table())))

    def _start(self) -> None:
        """Compare what is chosen."""
        truth = self.truth.currentData()
        columns = {name: path for name, path in self._folders.items() if path != truth}
        if truth is None or not columns:
            self.said.setText(self.tr("Choose which folder holds the truths."))
            return
        self.said.setText("")
        self._protocols = []
        self._work.compare(truth, columns, self.scale.currentData())

    def _choose_metric(self) -> None:
        metric = metrics.get(self.by.currentData())
        if lacking := metrics.missing(metric):
            self.by.set_current(self._work.metric.name)
            words = self.tr("{0} cannot be measured. Missing: {1}")
            self.said.setText(words.format(language.core(metric.title), language.said(lacking)))
            return
        self.said.setText("")
        turned = metric.lower != self._work.metric.lower
        self._work.choose(metric)
        self.model.refresh_all()
        self._sort_again(turned)
        self._work.tell()

    def _choose_gap(self) -> None:
        first, second = self.first.currentText(), self.second.currentText()
        if first and second:
            self.model.between = first, second
            self.model.refresh_all()
            self._sort_again()

    def _sort_again(self, turned: bool = False) -> None:
        """By the same column; `turned` if the metric's best end is the other one now: worst first stays so."""
        header = self.table.horizontalHeader()
        column, order = header.sortIndicatorSection(), header.sortIndicatorOrder()
        if turned and 1 <= column <= len(self._work.board.plan.columns):
            order = Qt.SortOrder(1 - order.value)
        self.table.sortByColumn(column, order)

    def _recover(self) -> None:
        if self.printed.text().strip() and self.column.currentText():
            self.said.setText(self.tr("Measuring by every protocol…"))
            self._work.recover(self.column.currentText(), self.printed.text())

    def sort_worst_first(self) -> None:
        """By the first column, its worst pictures first."""
        lower = self._work.metric.lower
        self.table.sortByColumn(1, Qt.SortOrder.DescendingOrder if lower else Qt.SortOrder.AscendingOrder)

    def sort_by_gap(self) -> None:
        """Where the first of the two is furthest behind first."""
        if self.model.gap_column is not None:
            self.table.sortByColumn(self.model.gap_column, Qt.SortOrder.AscendingOrder)

    def _open(self, index: QModelIndex) -> None:
        self._work.show(self.model.picture(index.row()))

    # -- what is shown ----------------------------------------------------------------------------------------

    def _show_plan(self) -> None:
        """Other columns: the gap keeps its two where they are still there."""
        self.model.reset()
        columns, between = self._work.board.plan.columns, self.model.between or ("", "")
        for choice, chosen in ((self.first, between[0]), (self.second, between[1]), (self.column, "")):
            before = chosen or choice.currentText()
            choice.set_items(((name, name) for name in columns), before)
            choice.setCurrentIndex(max(0, choice.currentIndex()))
        self._show()

    def _show(self) -> None:
        """More numbers; the text, which goes over all pictures, follows once a second."""
        board, work = self._work.board, self._work
        self.model.refresh(work.fresh)
        work.fresh.clear()
        self.bar.setVisible(work.running)
        now = time.monotonic()
        if work.running and now < self._due:
            return
        self._due = now + TEXT_SECONDS
        self.bar.setRange(0, max(1, len(board.plan.rows)))
        self.bar.setValue(len(board.cells))
        if not self._work.running:
            self.model.sort_again()
        several = len(board.plan.columns) > 1
        for widget in (self.first, self.second, self.by_gap):
            widget.setEnabled(several)
        for widget in (self.copy, self.save, self.worst, self.which, self.numbers):
            widget.setEnabled(bool(board.plan.rows))
        work.tell()

    def _show_told(self, summary: Sequence[str], problems: Sequence[str], more: int) -> None:
        self._told = list(map(language.said, (*summary, *problems)))
        if more > 0:
            self._told.append(self.tr("{} more").format(more))
        self._show_text()

    def _show_text(self) -> None:
        shown = "\n".join((*self._protocols, *self._told))
        if shown != self.text.toPlainText():
            self.text.setPlainText(shown)

    def _show_protocols(self, column: str, printed: str, found: Sequence[Candidate]) -> None:
        title = self.tr("{0} for {1} is nearest to:").format(printed.strip(), column)
        lines = [f"  {each.value:.4f}   {language.said(each.protocol.words)}" for each in found[:NEAREST]]
        self._protocols = [title, *(lines or [self.tr("nothing that can be measured")]), ""]
        self.said.setText("")
        self._show_text()

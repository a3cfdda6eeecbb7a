"""The table of numbers: columns by mode, the best in bold, no best for consistency."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyle
from pytestqt.qtbot import QtBot

from srviewer import metrics
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Finished, Result, Started
from srviewer.evaluation import CompareTask, Measured, Prepared, PrepareTask
from srviewer.gui.features.numbers.numbers import NumbersPanel, PanesModel, PanesTable, cost_columns, metric_columns
from srviewer.gui.look.titles import title_among
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode
from srviewer.measures import Measures
from srviewer.session import Outcome, Session, State

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks

Role = Qt.ItemDataRole
MEASURES = (
    Measures({"psnr_y": 30.0, "psnr_rgb": 28.0, "ssim_y": 0.9, "consistency": 40.0}),
    Measures({"psnr_y": 31.0, "psnr_rgb": 27.0, "consistency": 50.0}, {"ssim_y": "too small for SSIM"}),
)


def measured(mode: Mode, *measures: Measures) -> Session:
    """A session whose methods have ended with these numbers."""
    session = Session(Comparison(mode=mode, scale=2, panes=(Pane.of("bicubic"), Pane.of("dasr"))))
    picture = Picture(np.zeros((8, 8, 3), np.float32))
    session.open(Source(picture, "a"))
    (prepare,) = session.take_tasks()
    assert isinstance(prepare, PrepareTask)
    session.receive(Prepared(prepare.id, picture, picture if mode == "benchmark" else None))
    for task, numbers in zip(session.take_tasks(), measures, strict=True):
        assert isinstance(task, CompareTask)
        job = task.job
        pixels = np.zeros((16, 16, 3), np.uint8)
        result = Result(pixels, None, None, job.method, 2, job.params, ("x",), (), "cpu", 0.012)
        for event in (Started(job.id), Finished(job.id, result), Measured(job.id, numbers)):
            session.receive(event)
    return session


def numbers(session: Session) -> PanesModel:
    return PanesModel(session, metric_columns)


def column(model: PanesModel, name: str) -> int:
    """Of a metric's column."""
    return [c.metric for c in model.columns].index(name) + 1


def bold(model: PanesModel, name: str) -> list[bool]:
    index = column(model, name)
    return [model.cell(row, index).best for row in range(model.rowCount())]


def test_a_benchmark_marks_the_best_but_never_of_consistency(qapp: object) -> None:
    model = numbers(measured("benchmark", *MEASURES))
    assert bold(model, "psnr_y") == [False, True]
    assert bold(model, "psnr_rgb") == [True, False]
    assert bold(model, "consistency") == [False, False]
    assert model.index(1, column(model, "psnr_y")).data() == "31.00"
    assert model.index(1, column(model, "psnr_y")).data(Role.FontRole).bold()


def test_upscaling_shows_no_psnr(qapp: object) -> None:
    model = numbers(measured("upscale", *MEASURES))
    assert [each.metric for each in model.columns] == ["niqe", "consistency"]  # what needs no truth


def test_what_is_missing_says_why(qapp: object) -> None:
    model = numbers(measured("benchmark", *MEASURES))
    index = model.index(1, column(model, "ssim_y"))
    assert index.data() == "–"
    assert "too small" in index.data(Role.ToolTipRole)


def test_identical_is_a_word(qapp: object) -> None:
    model = numbers(measured("benchmark", Measures({"psnr_y": math.inf, "ssim_y": 1.0}), MEASURES[0]))
    assert model.index(0, column(model, "psnr_y")).data() == "identical"
    assert bold(model, "psnr_y") == [True, False], "and the best"


def test_numbers_carry_their_protocol(qapp: object) -> None:
    model = numbers(measured("benchmark", *MEASURES))
    for section in range(1, model.columnCount()):
        tip = model.headerData(section, Qt.Orientation.Horizontal, Role.ToolTipRole)
        assert len(tip) > 30
        assert ("difference map" in tip) is bool(metrics.get(model.columns[section - 1].metric).map)
        heading = model.headerData(section, Qt.Orientation.Horizontal)
        assert tip.split("-")[0].split(":")[0][:7] in heading


def test_titles_keep_their_room_when_a_scroll_bar_comes(qtbot: QtBot) -> None:
    table = PanesTable(numbers(measured("benchmark", *MEASURES)))
    qtbot.addWidget(table)
    table.resize(900, 200)
    table.show()
    table.refresh()
    table.resize(330, 200)
    table.refresh()
    wanted = table.columnWidth(0)
    table.resize(900, 200)
    table.refresh()
    table.resize(330, 200)
    assert table.columnWidth(0) == wanted
    assert wanted >= table.fontMetrics().horizontalAdvance("SRCNN")
    least = sum(table.columnWidth(column) for column in range(1, table.rows.columnCount())) + table.sizeHintForColumn(0)
    for width in range(least, least + 12):
        table.resize(width, 200)
        assert table.columnWidth(0) >= table.sizeHintForColumn(0), width


@pytest.mark.parametrize("mode", ["benchmark", "upscale"])
def test_the_panel_shows_every_method_and_selects(qtbot: QtBot, mode: Mode) -> None:
    session = measured(mode, *MEASURES)
    panel = NumbersPanel(session)
    qtbot.addWidget(panel)
    panel.resize(360, 500)
    panel.show()
    for table in (panel.table, panel.cost):
        room = table.viewport().width() + table.horizontalScrollBar().maximum()  # what does not fit is scrolled to
        assert table.horizontalHeader().length() <= room
        name = table.fontMetrics().horizontalAdvance("Bicubic")
        assert table.columnWidth(0) >= name + table.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize)
    panel.table.clicked.emit(panel.table.order.index(1, 0))
    assert session.comparison.selected == 1
    panel.cost.clicked.emit(panel.cost.order.index(0, 0))
    assert session.comparison.selected == 0


def test_what_it_took(qapp: object) -> None:
    model = PanesModel(measured("benchmark", *MEASURES), cost_columns)
    cells = [model.cell(0, column).text for column in range(model.columnCount())]
    assert cells == ["Bicubic", "12 ms", "0.02", "–", "CPU"], "memory is not told by every system"
    headings = [model.headerData(c, Qt.Orientation.Horizontal) for c in range(5)]
    assert headings == ["Method", "Time", "MP/s", "Memory", "Device"]


def test_it_says_why_dasr_lies_below_bicubic(qtbot: QtBot) -> None:
    panes = (Pane.of("bicubic"), Pane.of("dasr", gain=1.0))
    session = Session(Comparison(mode="benchmark", panes=panes))
    said = []
    for of_dasr in (29.5, 30.2):
        for pane, psnr in zip(panes, (30.0, of_dasr), strict=True):
            session.outcomes[pane] = Outcome(1, State.DONE, measures=Measures({"psnr_y": psnr}))
        panel = NumbersPanel(session)
        qtbot.addWidget(panel)
        said.append(panel.why.text())
    assert "0.50 dB below bicubic" in said[0]
    assert "gain" in said[0]
    assert said[1] == ""


def test_rows_are_sorted_by_a_column_and_back(qtbot: QtBot) -> None:
    panes = tuple(Pane.of(m) for m in ("bicubic", "dasr", "srcnn"))
    session = Session(Comparison(mode="benchmark", panes=panes))
    blank = np.zeros((2, 2), np.uint8)
    for pane, psnr in zip(panes, (30.0, None, 31.0), strict=True):
        result = Result(blank, None, None, pane.method, 2, (), (), (), "cpu", 1.0)
        measures = Measures({} if psnr is None else {"psnr_y": psnr})
        session.outcomes[pane] = Outcome(1, State.DONE, result=result, measures=measures)
    panel = NumbersPanel(session)
    qtbot.addWidget(panel)

    def titles() -> list[str]:
        return [panel.table.order.index(row, 0).data() for row in range(3)]

    panel.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert titles() == ["SRCNN", "Bicubic", "DASR"]
    panel.table.clicked.emit(panel.table.order.index(0, 1))
    assert session.comparison.pane == panes[2], "the row that was clicked, not the one of that number"
    panel.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert titles() == ["Bicubic", "DASR", "SRCNN"]
    panel.show()
    last = panel.table.rows.columnCount() - 1
    panel.table.sortByColumn(last, Qt.SortOrder.DescendingOrder)
    session.choose_mode(Mode.UPSCALE)
    assert panel.table.rows.columnCount() <= last, "the column that it was sorted by is gone"


def test_two_panes_of_a_method_are_told_apart() -> None:
    panes = (Pane.of("bicubic"), Pane.of("dasr"), Pane.of("dasr", gain=1.0), Pane.of("srcnn"))
    assert [title_among(pane, panes) for pane in panes] == ["Bicubic", "DASR, damped", "DASR, gain 1", "SRCNN"]
    assert title_among(panes[1], panes[:2]) == "DASR"

"""The curves of a training: each loss of its start, the sum as it is, one line a loss and optimiser."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.explain.recipe import LOSSES
from srviewer.gui.features.inside.train_curves import TrainCurves
from srviewer.gui.look.chart import Chart


def lines(chart: Chart) -> list[list[float]]:
    """The values of the lines that have any."""
    items = chart.plot.listDataItems()
    return [list(item.getOriginalDataset()[1]) for item in items if item.getOriginalDataset()[0] is not None]


def test_lines_follow_what_is_noted_and_begin_anew(qtbot: QtBot) -> None:
    host, curves = QWidget(), TrainCurves()
    qtbot.addWidget(host)
    curves.setParent(host)
    host.show()
    qtbot.waitUntil(lambda: curves.chart.plot is not None and curves.sums.plot is not None)
    curves.begin("adam", "sgd")
    assert "Adam" in curves.who.text()
    assert curves.who.text().endswith("SGD, dashed")
    for step, value in ((1, 4.0), (2, 1.0)):
        losses = dict.fromkeys(LOSSES, value)
        curves.note(step, {"adam": {**losses, "sum": value}, "sgd": {**losses, "sum": 2 * value}})
    curves.show_new()
    qtbot.waitUntil(lambda: sorted(line for line in lines(curves.sums) if line) == [[4, 1], [8, 2]])
    assert [line for line in lines(curves.chart) if line] == [[1, 0.25]] * 2 * len(LOSSES), "of its start"
    assert curves.points("sum") == [(1, 4.0), (2, pytest.approx(1.0))]
    curves.begin("adam")
    assert not any(lines(curves.chart))
    assert curves.points("sum") == []
    curves.shut_down()

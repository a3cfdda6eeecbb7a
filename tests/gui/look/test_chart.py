"""A chart's axes say what the curves are in, legibly, whatever was drawn before."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from srviewer.gui.look.chart import Chart


@pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks
def test_axes_are_never_scaled_by_a_prefix(qtbot: QtBot) -> None:
    scales, size = [], [0.01]
    chart = Chart("name", "x", "y", lambda plot: plot.plot(np.arange(5) * size[0], np.arange(5) * size[0]))
    outer = QWidget()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(chart)
    outer.resize(400, 300)
    outer.show()
    for size[0] in (1e3, 1e-2, 1e9):
        chart.redraw()
        QCoreApplication.processEvents()
        chart.redraw()
        scales += [chart.plot.getAxis(side).autoSIPrefixScale for side in ("left", "bottom")]
    assert set(scales) == {1.0}
    chart.shut_down()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_logarithmic_axis_has_room_for_its_labels(qtbot: QtBot) -> None:
    chart = Chart("name", "x", "y", lambda plot: plot.plot(np.arange(3), np.array([0.07, 1, 9])), logarithmic=True)
    outer = QWidget()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(chart)
    outer.show()
    values = [*np.log10(np.arange(1, 11) / 10), np.log10(2)]
    labels = chart.plot.getAxis("left").tickStrings(values, 1, 1)
    assert [bool(label) for label in labels] == [n in (1, 2, 5, 10) for n in [*range(1, 11), 2]]
    chart.shut_down()

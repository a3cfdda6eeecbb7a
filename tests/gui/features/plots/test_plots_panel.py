"""Plots: made when they are looked at, of the region, a curve a pane."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from srviewer.compared import TRUTH, Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.gui.features.plots.plots import labels_above
from srviewer.gui.features.regions.region_numbers import put
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.measures import Measures
from srviewer.metrics.curves import PLOTS, Curve
from srviewer.reports import runs
from srviewer.session import Session

LINE = (np.array([0.1, 0.2, 0.3]), np.array([1.0, 4.0, 2.0]))
BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(BICUBIC, DASR))))
    qtbot.addWidget(window)
    window.show()
    pixels = np.random.default_rng(3).random((48, 72)).astype(np.float32)
    window.session.open(Source(Picture(pixels), "noise"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    yield window
    window.close()


def choose(window: MainWindow, name: str) -> None:
    index = [plot.name for plot in PLOTS].index(name)
    window.plots.kind.setCurrentIndex(index)
    window.plots.kind.activated.emit(index)


def test_curves_of_the_region(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.plots.curves, "nothing is made for a tab that is not open"
    window.right.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: len(window.plots.curves) == 3, timeout=20000)
    assert "pyqtgraph" in sys.modules
    put(window.session, None, Rect(10, 6, 20, 9))
    qtbot.waitUntil(lambda: window.idle and len(window.plots.curves[BICUBIC][0]) == 20, timeout=20000)
    expected = window.session.outcome(BICUBIC).result.pixels[10, 10:30]
    np.testing.assert_array_equal(window.plots.curves[BICUBIC][1], expected)
    choose(window, "errors")
    qtbot.waitUntil(lambda: window.idle and Pane(TRUTH) not in window.plots.curves, timeout=20000)
    assert set(window.plots.curves) == {BICUBIC, DASR}


def test_every_plot_is_drawn_and_says_what_it_shows(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up = {"strengths": lambda _asked, _token: iter([("weights", LINE), ("pixels", LINE)])}
    made_up["samples"] = lambda asked, _token: ((pane, LINE) for pane in asked.panes)
    monkeypatch.setattr(runs, "RUNS", made_up)
    window.right.tabs.setCurrentIndex(2)
    for plot in PLOTS:
        window.session.edit(scale=4 if plot.name == "paths" else 2)
        choose(window, plot.name)
        qtbot.waitUntil(lambda: window.idle and len(window.plots.curves) >= 2, timeout=20000)
        qtbot.waitUntil(lambda plot=plot: len(window.plots.paths) == 2 * (plot.name == "paths"), timeout=20000)
        assert window.plots.line.text() == plot.line
        drawn = window.plots.chart.plot.getPlotItem().listDataItems()
        assert len(drawn) == len(window.plots.curves) + len(window.plots.paths), plot.name


def test_methods_are_run_once_for_what_a_plot_asks(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def run(what: runs.Asked, _token: object) -> Iterator[tuple[Pane, Curve]]:
        asked.append(what)
        return ((pane, LINE) for pane in what.panes)

    monkeypatch.setattr(runs, "RUNS", {"samples": run})
    window.right.tabs.setCurrentIndex(2)
    choose(window, "weave")
    qtbot.waitUntil(lambda: window.idle and len(window.plots.curves) == 2, timeout=20000)
    choose(window, "row")
    choose(window, "weave")
    put(window.session, None, Rect(10, 6, 20, 9))
    qtbot.waitUntil(lambda: window.idle and len(window.plots.curves) == 2, timeout=20000)
    assert len(asked) == 1
    window.session.edit(panes=(BICUBIC, Pane.of("nearest")))
    qtbot.waitUntil(lambda: window.idle and Pane.of("nearest") in window.plots.curves, timeout=20000)
    assert [what.panes for what in asked] == [(BICUBIC, DASR), (BICUBIC, Pane.of("nearest"))]
    assert DASR not in window.plots.curves


def test_the_paths_of_the_strength(window: MainWindow, qtbot: QtBot) -> None:
    window.right.tabs.setCurrentIndex(2)
    choose(window, "paths")
    qtbot.waitUntil(lambda: window.idle, timeout=60000)
    assert window.plots.where.text().startswith("Solid: weights mixed")
    assert window.plots.paths


def test_a_point_of_two_numbers(window: MainWindow, qtbot: QtBot) -> None:
    for pane, numbers in ((BICUBIC, (30.0, 0.5)), (DASR, (31.0,))):
        measures = Measures(dict(zip(("psnr_y", "style_distance"), numbers, strict=False)))
        window.session.outcomes[pane] = replace(window.session.outcomes[pane], measures=measures)
    window.right.tabs.setCurrentIndex(2)
    choose(window, "plane")
    assert {pane: (*x, *y) for pane, (x, y) in window.plots.curves.items()} == {BICUBIC: (30.0, 0.5)}


def test_without_a_truth_the_errors_say_so(window: MainWindow, qtbot: QtBot) -> None:
    window.session.edit(mode="upscale")
    window.right.tabs.setCurrentIndex(2)
    choose(window, "errors")
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert "Benchmark" in window.plots.where.text()
    assert not window.plots.curves


def test_names_stand_on_the_side_away_from_the_nearest_point() -> None:
    bicubic, dasr, srcnn, perceptual = (26.17, 1.67), (26.13, 1.64), (27.79, 1.22), (27.59, 1.01)
    assert labels_above([bicubic, dasr, srcnn, perceptual]) == [False, True, False, True]
    assert labels_above([(1.0, 1.0)]) == [True]
    assert labels_above([(1.0, 1.0), (1.0, 1.0)]) == [True, False]
    assert labels_above([]) == []


def test_whose_curves_they_are_and_where_the_row_lies(window: MainWindow, qtbot: QtBot) -> None:
    window.right.open("plots")
    put(window.session, None, Rect(10, 6, 20, 9))
    marked = []
    window.plots.marked.connect(marked.append)
    choose(window, "row")
    qtbot.waitUntil(lambda: window.idle and len(window.plots.curves) == 3, timeout=20000)
    assert marked[-1] == Rect(10, 10, 20, 1)
    assert {pane.mark for pane in window.canvas.panes} == {Rect(10, 10, 20, 1)}
    for title in ("Bicubic", "DASR", "Truth"):
        assert title in window.plots.names.text()
    choose(window, "column")
    assert marked[-1] == Rect(20, 6, 1, 9)
    choose(window, "histogram")
    assert marked[-1] is None
    choose(window, "row")
    window.right.open("numbers")
    assert marked[-1] is None, "what is not plotted is not marked"

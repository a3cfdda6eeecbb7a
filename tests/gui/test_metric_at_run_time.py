"""A metric that is registered while the program runs is found in every place that shows numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from srviewer import metrics
from srviewer.__main__ import main
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.gui.features.inside.sweep_page import SweepPage
from srviewer.gui.features.regions.region_numbers import put
from srviewer.gui.window import MainWindow
from srviewer.imaging.picture import Picture
from srviewer.metrics import Metric
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import on_255
from srviewer.reports.claim_bench import Bench
from srviewer.session import Session

BICUBIC, NEAREST = Pane.of("bicubic"), Pane.of("nearest")


def mean_error(pair: Pair) -> float:
    """Mean absolute error of grey pictures, their borders as well, in levels."""
    mine, true = on_255(pair.pixels), on_255(pair.reference)
    if min(mine.shape) < 8:
        raise ParameterError("it needs 8 × 8 pixels")
    return float(np.abs(mine - true).mean())


QUICK = Metric("mean_error", "Err-Y", "levels", 3, "mean absolute error of Y", mean_error, lower=True, cropped=False)
SLOW = Metric(
    "slow_error", "Slow", "", 1, "as the other, in its own time", mean_error, lower=True, cropped=False, slow=True
)


@pytest.fixture(autouse=True)
def added() -> Iterator[None]:
    for metric in (QUICK, SLOW):
        metrics.register(metric)
    yield
    for metric in (QUICK, SLOW):
        metrics.remove(metric.name)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow(Session(Comparison(panes=(BICUBIC, NEAREST))))
    qtbot.addWidget(window)
    window.show()
    window.right.tabs.setCurrentIndex(1)
    y, x = np.mgrid[:48, :72]
    pixels = (0.5 + 0.4 * np.sin(x / 3 + y / 5)).astype(np.float32)
    window.session.open(Source(Picture(pixels), "waves"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle and window.session.done, timeout=20000)
    yield window
    window.close()


def value(window: MainWindow, pane: Pane) -> float:
    """Computed here: grey, so Y is the picture itself."""
    outcome, truth = window.session.outcome(pane), window.session.truth
    assert outcome is not None
    assert truth is not None
    return float(np.abs(outcome.result.pixels - 255.0 * truth.pixels).mean())


def test_in_the_window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    error = value(window, BICUBIC)
    text, better = f"{error:.3f}", error < value(window, NEAREST)
    assert better

    rows = window.numbers.table.rows
    place = [column.metric for column in rows.columns].index("mean_error") + 1
    cell = rows.cell(0, place)
    assert (cell.text, cell.best, rows.cell(1, place).best) == (text, True, False)
    assert cell.tooltip == "Err-Y: mean absolute error of Y. Measured on the whole picture."
    assert "levels" in rows.headerData(place, Qt.Orientation.Horizontal)
    window.numbers.table.sortByColumn(place, Qt.SortOrder.AscendingOrder)
    assert next(bar.reading.text for bar in window.numbers.bars.shown) == text

    slow = [column.metric for column in rows.columns].index("slow_error") + 1
    assert rows.cell(0, slow).text == f"{error:.1f}"
    tooltips = [widget.content.numbers[0].tooltip for widget in window.canvas.panes]
    assert f"Err-Y {text} levels" in tooltips[0]

    window.exporting.copy_numbers("CSV")
    head, first, _second = QGuiApplication.clipboard().text().splitlines()
    assert first.split(",")[head.split(",").index("Err-Y (levels)")] == text
    for name, words in (("sheet.svg", f"Err-Y {text} levels (best)"), ("page.html", f"<strong>{text}</strong>")):
        with qtbot.waitSignal(window.exporting.saved, timeout=20000):
            window.exporting.sheet_to(tmp_path / name)
        assert words in (tmp_path / name).read_text(encoding="utf-8")


def test_in_a_region(window: MainWindow, qtbot: QtBot) -> None:
    put(window.session, None, Rect(12, 8, 33, 21))
    qtbot.waitUntil(lambda: window.idle and len(window.region_numbers.readings) == 2, timeout=20000)
    truth, result = window.session.truth.pixels, window.session.outcome(BICUBIC).result.pixels
    inside = slice(8, 29), slice(12, 45)
    text = f"{np.abs(result[inside] - 255.0 * truth[inside]).mean():.3f}"
    assert text in [label.text() for label in window.region.findChildren(QLabel)]
    window.region_numbers.copy()
    assert text in QGuiApplication.clipboard().text()
    put(window.session, 0, Rect(12, 8, 7, 7))
    qtbot.waitUntil(lambda: window.idle and window.region_numbers.region == Rect(12, 8, 7, 7), timeout=20000)
    reading = window.region_numbers.readings[BICUBIC]["mean_error"]
    assert (reading.text, reading.why) == ("–", "it needs 8 × 8 pixels")
    assert window.region_numbers.readings[BICUBIC]["psnr_y"].value, "the others have not gone with it"


def test_over_the_strength_of_a_degradation(window: MainWindow) -> None:
    page = SweepPage(window.session, window.errands)
    offered = [page.number.itemData(index) for index in range(page.number.count())]
    page.shut_down()
    page.deleteLater()
    assert {"psnr_y", "feature_distance", "mean_error", "slow_error"} <= set(offered)
    assert {metrics.get(name).needs for name in offered} == {"truth"}


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pixels = np.random.default_rng(5).integers(0, 256, (40, 52), np.uint8)
    (tmp_path / "hr").mkdir()
    Image.fromarray(pixels).save(tmp_path / "hr/a.png")
    argv = ["evaluate", "--hr", f"{tmp_path}/hr", "--scale", "2", "--methods", "bicubic", "--save-dir", f"{tmp_path}/s"]
    assert main([*argv, "--json", f"{tmp_path}/n.json", "--csv", f"{tmp_path}/n.csv"]) == 0
    saved = np.asarray(Image.open(tmp_path / "s/bicubic/a.png"), float)
    error = np.abs(saved - pixels).mean()
    numbers = json.loads((tmp_path / "n.json").read_text())["methods"]["bicubic"]
    for name in ("mean_error", "slow_error"):
        assert numbers[name] == numbers["images"]["a"][name] == pytest.approx(error, abs=2e-6)
    assert {"psnr_y", "ssim_y", "feature_distance"} <= set(numbers)
    head, row = ((tmp_path / "n.csv").read_text()).splitlines()
    assert float(dict(zip(head.split(","), row.split(","), strict=True))["mean_error"]) == pytest.approx(
        error, abs=2e-6
    )
    head, row = capsys.readouterr().out.splitlines()
    assert f"{error:.4f}" == dict(zip(head.split()[1:], row.split()[1:], strict=True))["Err-Y"]
    assert main([*argv[:-2], "--metrics", "mean_error,psnr_y"]) == 0
    head, _row = capsys.readouterr().out.splitlines()
    assert head.split() == ["×2", "PSNR-Y", "Err-Y", "images"]
    assert main([*argv[:-2], "--metrics", "lpips"]) == 2
    assert "unknown metric 'lpips' (there are: psnr_y," in capsys.readouterr().err


def test_in_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("srviewer.reports.claim_bench.SET5", ("baby",))
    pixels = np.random.default_rng(7).integers(0, 256, (40, 52), np.uint8)
    for kind, values in (("HR", pixels), ("LR", pixels[::2, ::2])):
        (tmp_path / f"Set5/x2/{kind}").mkdir(parents=True)
        Image.fromarray(np.ascontiguousarray(values)).save(tmp_path / f"Set5/x2/{kind}/baby.png")
    assert 0 < Bench(tmp_path).set5_mean("bicubic", 2, "mean_error") < 255

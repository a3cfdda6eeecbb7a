"""Folders of results in the window: matched, measured, sorted; a click shows the picture with all columns."""

from __future__ import annotations

import math
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scipy.ndimage import gaussian_filter

from srviewer import metrics
from srviewer.compared import OWN, TRUTH
from srviewer.gui.features.results.comparing_folders import ComparingFolders
from srviewer.gui.features.results.results_table import ResultsModel
from srviewer.gui.features.results.results_window import ResultsWindow
from srviewer.gui.look import language
from srviewer.gui.services.child import Child
from srviewer.gui.services.errands import Errands
from srviewer.gui.window import MainWindow
from srviewer.kinds import Mode
from srviewer.measures import Measures
from srviewer.phrase import phrase
from srviewer.readings import PENDING
from srviewer.results.board import Board
from srviewer.results.folders import PictureRow, Plan
from srviewer.results.measuring import Scores

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks
COUNT = 6


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root, chance = tmp_path_factory.mktemp("x2", numbered=False), np.random.default_rng(5)
    for name in ("GT", "A", "B"):
        (root / name).mkdir()
    for number in range(COUNT):
        scene = gaussian_filter(chance.random((40, 60)), 1)
        truth = 255 * (scene - scene.min()) / np.ptp(scene)
        for name, spread in (("GT", 0), ("A", 3 + number), ("B", 6)):
            noisy = np.clip(truth + chance.normal(0, 1, truth.shape) * spread, 0, 255).astype(np.uint8)
            Image.fromarray(noisy).save(root / name / f"p{number}{'' if name == 'GT' else '_x2_SR'}.png")
    return root


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()


def column(results: ResultsWindow, index: int) -> list[str]:
    return [results.model.index(row, index).data() for row in range(results.model.rowCount())]


def test_from_a_drop_to_a_picture(window: MainWindow, qtbot: QtBot, folders: Path, tmp_path: Path) -> None:
    window.opening.files(sorted((folders / "A").iterdir()))
    qtbot.waitUntil(lambda: len(window.opening.album) == COUNT and window.idle, timeout=20000)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folders / name)) for name in ("A", "GT", "B")])
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(300, 300), *how))
    assert window.drops.target.texts[0] == "Compare the results in 3 folders, picture by picture"
    QApplication.sendEvent(window, QDropEvent(QPointF(300, 300), *how))
    results, work = window.results.window, window.results.work
    qtbot.waitUntil(lambda: len(work.board.cells) == COUNT and not work.running, timeout=20000)
    assert results.truth.currentText() == "GT"
    assert work.scale == 2, "as the folder's name says"
    assert [results.model.heading(c) for c in range(results.model.columnCount())] == ["Picture", "A", "B", "A over B"]

    results.sort_worst_first()
    shown = [float(text) for text in column(results, 1)]
    assert shown == sorted(shown)
    results.table.selectRow(0)
    worst = results.model.picture(0)
    results.sort_by_gap()
    (row,) = results.table.selectionModel().selectedRows()
    assert results.model.picture(row.row()) == worst, "what is selected goes with its row"
    gaps = [float(text) for text in column(results, 3)]
    assert gaps == sorted(gaps)
    assert gaps[0] < 0 < gaps[-1]
    qtbot.waitUntil(lambda: f"on {sum(g > 0 for g in gaps)} of 6" in results.text.toPlainText()
                    or f"on {sum(g < 0 for g in gaps)} of 6" in results.text.toPlainText(), timeout=5000)  # fmt: skip

    results.by.setCurrentIndex(results.by.findData("ssim_y"))
    results.by.activated.emit(results.by.currentIndex())
    assert all(0 < float(text) < 1 for text in column(results, 1))
    gaps = [float(text) for text in column(results, 3)]
    assert gaps == sorted(gaps), "the order by the gap is that of the new metric"

    results.sort_worst_first()
    results.by.setCurrentIndex(results.by.findData("feature_distance"))  # of which less is better
    results.by.activated.emit(results.by.currentIndex())
    qtbot.waitUntil(lambda: PENDING not in column(results, 1) and not work.running, timeout=30000)
    distances = [float(text) for text in column(results, 1)]
    assert distances == sorted(distances, reverse=True), "worst first stays so"
    results.by.setCurrentIndex(results.by.findData("ssim_y"))
    results.by.activated.emit(results.by.currentIndex())
    assert column(results, 1) == sorted(column(results, 1))

    results.by.setCurrentIndex(results.by.findData("lpips_alex"))
    results.by.activated.emit(results.by.currentIndex())
    assert "LPIPS alex cannot be measured. Missing: a folder of torchvision's files" in results.said.text()
    assert results.by.currentData() == work.metric.name == "ssim_y"

    worst = column(results, 0)[0]
    results.table.clicked.emit(results.model.index(0, 0))
    session = window.session
    qtbot.waitUntil(lambda: session.source is not None and window.idle, timeout=20000)
    assert (session.source.name, session.comparison.mode, session.comparison.scale) == (worst, Mode.BENCHMARK, 2)
    assert [(p.method, dict(p.params).get("name")) for p in session.comparison.panes] == [
        (TRUTH, None), (OWN, "A"), (OWN, "B"),
    ]  # fmt: skip
    assert window.canvas.state.look.zoom == 4.0
    assert window.opening.album == (), "it is none of the files that were open before"
    pane = session.comparison.panes[1]
    told = session.outcome(pane).measures.values["psnr_y"]
    assert told == pytest.approx(work.board.cell(worst, "A").measures.values["psnr_y"])

    (tmp_path / "numbers.csv").write_text("name,MOS\n" + "".join(f"p{n},{n + 0.5}\n" for n in range(COUNT)))
    work.add_numbers(tmp_path / "numbers.csv")
    qtbot.waitUntil(lambda: results.model.columnCount() == 5, timeout=5000)
    assert sorted(column(results, 4)) == [f"{n + 0.5}" for n in range(COUNT)]
    results.write(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text().startswith("Picture,A SSIM-Y,B SSIM-Y,A over B,MOS\n")

    results.printed.setText("28.42")
    results.printed.returnPressed.emit()
    results.printed.setText("28.4")  # typed on while it is looked for
    qtbot.waitUntil(lambda: "28.42 for A is nearest to:" in results.text.toPlainText(), timeout=20000)
    results.printed.setText("no number")
    results.which.click()
    qtbot.waitUntil(lambda: "is no PSNR or SSIM" in results.said.text(), timeout=5000)


def test_what_was_chosen_and_added_holds_for_the_next_comparison(
    errands: Errands, work_off: Callable[..., None], folders: Path, tmp_path: Path
) -> None:
    work, truths = ComparingFolders(errands), folders / "GT"
    work.compare(truths, {"A": folders / "A"}, 2)
    work_off(errands.arrived)
    (tmp_path / "numbers.csv").write_text("name,MOS\np0,1\np1,2\n")
    work.add_numbers(tmp_path / "numbers.csv")
    work_off(errands.arrived)
    work.compare(truths, {"A": folders / "A", "B": folders / "B"}, 2)
    work.choose(replace(metrics.get("ssim_y"), slow=True))  # while the folders are looked through
    work_off(errands.arrived)
    assert (work.board.plan.columns, work.board.foreign) == (("A", "B"), {"MOS": {"p0": 1.0, "p1": 2.0}})
    work.shut_down()


def test_names_of_folders_are_nobody_s_to_translate(qapp: QApplication) -> None:
    language.install(qapp, "zh_CN")
    rows = (PictureRow("Lena", Path("Lena.png")),)
    board = Board(Plan(rows, ("bicubic", "srcnn"), ()), {"Lena": {"bicubic": Scores(error=phrase("cancelled"))}})
    lines = [*board.summary(metrics.get("psnr_y")), *board.problems(9)[0]]
    assert all("bicubic" in language.said(line) for line in lines if "bicubic" in line)
    assert not any("双三次" in language.said(line) for line in lines)
    assert language.said(lines[-1]) == "bicubic、Lena：已取消"
    language.install(qapp, "en")


def test_what_is_missing_is_last_in_either_order(errands: Errands) -> None:
    work, psnr = ComparingFolders(errands), {"a": 30.0, "b": None, "c": math.inf, "d": 20.0}
    rows = tuple(PictureRow(name, Path(name), {"A": Path(name)}) for name in psnr)
    values = {name: {} if value is None else {"psnr_y": value} for name, value in psnr.items()}
    work.board = Board(Plan(rows, ("A",), ()), {name: {"A": Scores(Measures(values[name]))} for name in psnr})
    model = ResultsModel(work)
    model.reset()
    for order, expected in ((Qt.SortOrder.AscendingOrder, "dacb"), (Qt.SortOrder.DescendingOrder, "cadb")):
        model.sort(1, order)
        assert "".join(model.picture(row) for row in range(4)) == expected


def test_a_child_that_is_gone_is_said(window: MainWindow, qtbot: QtBot, folders: Path) -> None:
    window.results.open_with([folders / name for name in ("A", "GT", "B")])
    results, work = window.results.window, window.results.work
    child = next(each for each in work.findChildren(Child) if each.runs)
    qtbot.waitUntil(lambda: child.number > 0, timeout=20000)
    os.kill(child.number, signal.SIGTERM)
    qtbot.waitUntil(lambda: "Measuring ended unexpectedly: its process is gone" in results.said.text(), timeout=20000)
    assert not work.running
    results.truth.activated.emit(results.truth.currentIndex())
    qtbot.waitUntil(lambda: len(work.board.cells) == COUNT and not work.running, timeout=20000)
    qtbot.waitUntil(lambda: not any(each.runs for each in work.findChildren(Child)), timeout=20000)


def test_which_folder_holds_the_truths_is_asked(window: MainWindow, qtbot: QtBot, folders: Path) -> None:
    window.results.open_with([folders / "A", folders / "B"])
    results, work = window.results.window, window.results.work
    assert "Choose which folder" in results.said.text()
    results.truth.setCurrentIndex(results.truth.findText("B"))
    results.truth.activated.emit(results.truth.currentIndex())
    qtbot.waitUntil(lambda: len(work.board.cells) == COUNT and not work.running, timeout=20000)
    assert work.board.plan.columns == ("A",)
    assert not results.by_gap.isEnabled()
    (folders / "A/p0_x2_SR.png").rename(folders / "A/other.png")
    results.truth.activated.emit(results.truth.currentIndex())
    qtbot.waitUntil(lambda: "A: no truth: other" in results.text.toPlainText() and not work.running, timeout=20000)
    (folders / "A/other.png").rename(folders / "A/p0_x2_SR.png")
    work.compare(folders / "none", {"A": folders / "A"}, 2)
    qtbot.waitUntil(lambda: "cannot be listed" in results.said.text(), timeout=20000)

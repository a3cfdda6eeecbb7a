"""What is added to a catalogue while the program runs is found everywhere in the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import catalogue_entries as entries
import pytest
from PySide6.QtGui import QAction, QColor, QGuiApplication, QPainter
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from srviewer import upsamplers
from srviewer.compared import Pane
from srviewer.gui.canvas.paint import Frame
from srviewer.gui.canvas.views import VIEWS
from srviewer.gui.canvas.views.side_by_side import SideBySide
from srviewer.gui.canvas.way import Way, WayField
from srviewer.gui.features.comparing.methods import LINE
from srviewer.gui.features.finding.keys import KeysDialog
from srviewer.gui.features.finding.palette import Palette
from srviewer.gui.look import theme
from srviewer.gui.look.controls import Choice
from srviewer.gui.window import MainWindow
from srviewer.imaging import degradations
from srviewer.metrics import curves
from srviewer.reports.formats import FIGURES, TABLES
from srviewer.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", "raise")  # what the offscreen platform lacks

Add = Callable[[Any, Any], Any]
Noise = Callable[..., MainWindow]
NAME = "model:Dark 2x"
BICUBIC, DASR = Pane.of("bicubic"), Pane.of("dasr")


def action(window: MainWindow, text: str) -> QAction | None:
    return next((known for known in window.actions() if known.text() == text), None)


def menu_of(window: MainWindow, title: str) -> QMenu:
    return next(menu for menu in window.menuBar().findChildren(QMenu) if menu.title().replace("&", "") == title)


def found(window: MainWindow, typed: str) -> list[str]:
    """What the palette lists of what was typed."""
    palette = Palette(window.actions(), window)
    palette.line.setText(typed)
    names = [palette.list.item(row).text().split("    ")[0] for row in range(palette.list.count())]
    palette.close()
    return names


def items(box: Any) -> list[Any]:
    return [box.itemData(index) for index in range(box.count())]


def choose(box: Any, data: object) -> None:
    box.setCurrentIndex(items(box).index(data))
    box.activated.emit(box.currentIndex())


def lesson_of(window: MainWindow, folder: Path, line: str) -> None:
    path = folder / "lesson.md"
    path.write_text(f"---\ntitle: T\nnumber: 1\nminutes: 10\npicture: slanted_edge\n---\n# One\n{line}\n\nText.")
    window.lessons.open(path)
    assert window.lessons.lesson is not None, window.messages.text.text()
    window.lessons.close()


def asked(monkeypatch: pytest.MonkeyPatch, path: Path) -> list[str]:
    """What file dialogs offer, once they are asked; they answer with `path`."""
    offered: list[str] = []

    def answer(*arguments: Any, **_more: Any) -> tuple[str, str]:
        offered.extend(arguments[3].split(";;"))
        return str(path), offered[-1]

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return offered


# -- a method, while the window is open ---------------------------------------------------------------------------


def test_a_method_comes_and_goes(measured_noise: Noise, qtbot: QtBot, added: Add, tmp_path: Path) -> None:
    window = measured_noise((BICUBIC, DASR), 24, 32)
    window.batch.open_with()
    batch = window.batch.window.form
    added(upsamplers, entries.method(more=True))
    assert [row.method for row in window.left.methods.model.rows].count(NAME) == 1  # a model is always listed
    assert NAME in items(batch.method)
    entry = action(window, "Dark")
    assert entry in menu_of(window, "Methods").actions()
    assert entry.shortcut().toString() == f"Ctrl+Alt+Shift+{len(upsamplers.known()) % 10}"
    assert "Dark" in found(window, "dark")
    entry.trigger()
    mine = window.session.comparison.pane
    assert mine.method == NAME
    assert entry.isChecked()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert "Dark ×2" in [pane.content.caption.title for pane in window.canvas.panes]
    assert theme.method_colour(NAME) == QColor("#123456")
    assert "Dark" in [row[0] for row in window.exporting.numbers().rows]
    lesson_of(window, tmp_path, f"panes: {NAME}")
    window.session.edit(scale=3)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    index = window.session.comparison.panes.index(mine)
    assert window.canvas.panes[index].content.text == "Dark supports ×2, not ×3"
    row = [row.method for row in window.left.methods.model.rows].index(NAME)
    assert window.left.methods.model.index(row).data(LINE) == "Dark supports ×2, not ×3"
    upsamplers.remove(NAME)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert window.session.comparison.panes == (BICUBIC, DASR)
    assert action(window, "Dark") is None
    assert NAME not in items(batch.method)
    assert NAME not in [row.method for row in window.left.methods.model.rows]
    while window.history.stack.canUndo():
        window.history.stack.undo()
    assert not any(pane.method == NAME for pane in window.session.comparison.panes)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


@pytest.fixture
def only_the_input() -> Iterator[None]:
    with entries.only_the_input_at_1():
        yield


def test_scale_1_comes_with_a_method_that_does_it(
    only_the_input: None, measured_noise: Noise, qtbot: QtBot, added: Add
) -> None:
    window = measured_noise((BICUBIC, DASR), 24, 32)
    assert 1 not in window.toolbar.scale.values
    added(upsamplers, entries.method("clean", (1,)))
    assert window.toolbar.scale.values == (1, 2, 3, 4, 8)
    assert window.toolbar.scale.value == 2
    assert action(window, "×1").shortcut().toString() == "Alt+1"
    menu = [known.text() for known in menu_of(window, "Compare").actions()]
    assert menu.index("×1") + 1 == menu.index("×2")
    methods = window.left.methods.model
    assert "input" not in [row.method for row in methods.rows]
    window.toolbar.scale.button(1).click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert window.session.comparison.panes == (Pane.of("input"), Pane.of("clean"))
    assert window.session.outcome(Pane.of("clean")).result.pixels.shape == (24, 32, 3)
    assert {"input", "truth"} < {row.method for row in methods.rows}
    assert "lr" not in [row.method for row in methods.rows], "which would be the input again"
    assert items(window.left.degradation.box) == [kind.name for kind in degradations.KINDS if 1 in kind.scales]
    assert window.left.degradation.title.text() == "DEGRADED BY"
    assert window.status.where.full.endswith("Input by JPEG (JPEG quality: 75)")
    titles = [pane.content.caption.title for pane in window.canvas.panes]
    assert titles == ["Input", "Dark ×1"]
    assert not any("onsistency" in number.text for pane in window.canvas.panes for number in pane.content.numbers)
    assert window.exporting.numbers().rows[0][0] == "Input"
    methods.set_ticked("bicubic", True)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert window.canvas.panes[0].content.text == "Bicubic supports ×2, ×3, ×4 and ×8, not ×1"
    page = window.inside.page("sweep")
    window.centre.look_inside()
    window.inside.open("sweep")
    page.kind.set_value("noise")
    page.kind.chosen.emit("noise")
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert [x for x, _y in page.curves[Pane.of("input")]] == [5, 10, 15, 20, 30]
    window.inside.closed.emit()
    upsamplers.remove("clean")
    assert window.toolbar.scale.values == (2, 3, 4, 8)
    assert action(window, "×1") is None
    window.toolbar.scale.button(2).click()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert window.session.comparison.panes == (BICUBIC, DASR)


# -- a degradation --------------------------------------------------------------------------------------------------


def test_a_degradation_is_offered_with_its_amount(
    measured_noise: Noise, qtbot: QtBot, added: Add, tmp_path: Path
) -> None:
    window = measured_noise((BICUBIC, DASR), 24, 32)
    sweep = window.inside.page("sweep")
    added(degradations.KINDS, entries.FADE)
    assert "fade" in sweep.kind.values
    choose(window.left.degradation.box, "fade")
    assert window.session.comparison.degradation == "fade:50"
    assert (window.left.degradation.number.maximum(), window.left.degradation.number.decimals()) == (90, 0)
    assert window.left.degradation.number.accessibleName() == "Fading, in per cent"
    window.left.degradation.number.setValue(20)
    assert window.session.comparison.degradation == "fade:20"
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    assert "LR by faded (Fading, in per cent: 20)" in window.exporting.sheet_title()
    lesson_of(window, tmp_path, "degradation: fade:10")
    window.session.edit(scale=3)
    assert "fade" not in items(window.left.degradation.box)
    window.session.edit(scale=2, degradation="fade:20")
    degradations.KINDS.remove("fade")
    assert window.left.degradation.box.currentData() == window.session.comparison.degradation == "bicubic"
    assert "fade" not in sweep.kind.values
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


# -- a view, a plot, export formats: in the windows that are opened from then on ------------------------------------


class Halves(SideBySide):
    """Every second pane, under a green veil that is as opaque as one likes."""

    name = "halves"
    title = "Halves"
    about = "Every second pane"
    settings = frozenset({WayField.OPACITY})

    def cells(self, panes: Any, mine: Pane, other: Pane | None, way: Way) -> Any:
        return super().cells(panes, mine, other, way)[::2]

    def paint(self, painter: QPainter, frame: Frame, contents: Any, way: Way) -> None:
        super().paint(painter, frame, contents, way)
        painter.setOpacity(way.opacity)
        painter.fillRect(frame.area, QColor("#00ff00"))


def test_a_view_is_reached_from_everywhere(measured_noise: Noise, qtbot: QtBot, added: Add, tmp_path: Path) -> None:
    added(VIEWS, Halves())
    window = measured_noise((BICUBIC, DASR), 24, 32)
    button, entry = window.toolbar.view.button("halves"), action(window, "Halves")
    assert (button.text(), button.toolTip(), entry.toolTip()) == ("Halves", "Every second pane", "Every second pane")
    assert "halves" in [item for choice in window.toolbar.findChildren(Choice) for item in items(choice)]
    assert entry.shortcut().toString() == "Alt+Shift+6"
    assert ("Halves", "Alt+Shift+6") in window.menus.shortcuts()
    dialog = KeysDialog(window.menus.shortcuts(), window)
    qtbot.addWidget(dialog)
    assert "Halves" in found(window, "halv")
    button.click()
    assert entry.isChecked()
    assert window.canvas.cells == ((BICUBIC,),)
    assert window.view_bar.opacity.isVisible()
    assert not window.view_bar.against.isVisible()
    window.view_bar.opacity.setValue(100)
    cell = window.canvas.panes[0]
    assert cell.grab().toImage().pixelColor(cell.rect().center()) == QColor("#00ff00")
    saved = window.canvas.saved_view()
    window.canvas.set_way(view="wipe")
    entry.trigger()
    assert window.toolbar.view.value == saved.name == "halves"
    lesson_of(window, tmp_path, "compare: halves")


def test_a_plot_is_offered_and_drawn(measured_noise: Noise, qtbot: QtBot, added: Add, tmp_path: Path) -> None:
    window = measured_noise((BICUBIC, DASR), 24, 32)
    added(curves.PLOTS, entries.PLOT)
    window.right.tabs.setCurrentIndex(2)
    choose(window.plots.kind, "sums")
    qtbot.waitUntil(lambda: window.idle and len(window.plots.curves) == 3, timeout=20000)
    assert window.plots.line.text() == "Y summed up."
    assert window.plots.kind.currentText() == "Sums of rows"
    lesson_of(window, tmp_path, "plot: sums")
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


def test_a_figure_format_is_found_by_its_ending_and_written(
    measured_noise: Noise, qtbot: QtBot, added: Add, tmp_path: Path
) -> None:
    window = measured_noise((BICUBIC, DASR), 24, 32)
    added(FIGURES, entries.FIGURE)
    with qtbot.waitSignal(window.exporting.saved) as said:
        window.exporting.sheet_to(tmp_path / "it.lst")
    assert said.args == ["Saved the list as it.lst"]
    assert (tmp_path / "it.lst").read_text() == "Bicubic\nDASR\nTruth"


def test_a_table_format_is_offered_copied_and_written(
    measured_noise: Noise, qtbot: QtBot, added: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added(TABLES, entries.TABLE)
    window = measured_noise((BICUBIC, DASR), 24, 32)
    entry = action(window, "Copy numbers as Org")
    assert entry.shortcut().toString() == "Ctrl+G, O"
    entry.trigger()
    assert QGuiApplication.clipboard().text().startswith("Method|PSNR-Y")
    offered = asked(monkeypatch, tmp_path / "n.org")
    with qtbot.waitSignal(window.exporting.saved):
        window.exporting.ask_where_numbers(window)
    assert offered[0] == "CSV (*.csv)"
    assert offered[-1] == "Org (*.org)"
    assert (tmp_path / "n.org").read_text().startswith("Method|PSNR-Y")


def test_a_session_that_is_let_go_of_is_not_told(qtbot: QtBot, added: Add) -> None:
    session, heard = Session(), []
    session.subscribe(heard.append)
    session.release()
    added(upsamplers, entries.method())
    assert heard == []

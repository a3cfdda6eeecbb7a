"""A training run in a window of its own: a picture, a slider over its iterations, the curve beside it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer.gui.features.series.following import Following
from srviewer.gui.look import boxes, controls, theme, timers
from srviewer.gui.look.chart import Chart
from srviewer.gui.services import settings

SIZE = QSize(760, 520)
FOLDER = "folders/runs"
PICTURE, NETWORK = "p", "n"  # before the names of what there is to choose
SETTLE_MS = 120  # after the slider's last step, before its picture is read


class SeriesWindow(controls.Dialog):
    """What is shown of it is shown in the main window."""

    show_requested = Signal(int, int)  # two iterations of the chosen picture
    pick_requested = Signal(int, int)

    def __init__(self, work: Following, parent: QWidget) -> None:
        super().__init__(parent)
        self._work = work
        self.setWindowTitle(self.tr("Training run"))
        self.resize(SIZE)
        self.open_run = controls.button(self.tr("Folder of the run…"), self._ask_run)
        self.open_truths = controls.button(self.tr("Truths…"), self._ask_truths)
        self.where = controls.label("", "small")
        self.picture = controls.Choice(self.tr("Picture"))
        self.picture.activated.connect(self._choose)
        self.slider = controls.Slider(self.tr("Iteration"))
        self.slider.valueChanged.connect(self._moved)
        self.iteration = controls.label("", "value")
        self.other = controls.Choice(self.tr("Iteration that is compared with"))
        self.other.activated.connect(lambda _index: self.soon())
        self.pick = controls.button(
            self.tr("Blind pick"),
            lambda: self.pick_requested.emit(*self.pair),
            tip=self.tr("Which of the two looks better, without knowing which is which"),
        )
        self.chart = Chart(self.tr("PSNR-Y by iteration"), self.tr("iteration"), "dB", self._draw)
        self.said = controls.label("", "small", wrap=True)
        self._settled = timers.single(self, SETTLE_MS, lambda: self.show_requested.emit(*self.pair))
        self._lay_out()
        work.changed.connect(self._show)
        work.measured.connect(self._show_measured)
        work.failed.connect(lambda why: self.said.setText(controls.sentence(why)))
        self.finished.connect(work.rest)  # closed, or left by Escape
        self._show()

    def _lay_out(self) -> None:
        top = boxes.row(self.open_run, self.open_truths, (self.where, 1), gap=8)
        which = boxes.row(controls.label(self.tr("Picture"), "dim"), self.picture, None, gap=8)
        slide = boxes.row(controls.label(self.tr("Iteration"), "dim"), (self.slider, 1), self.iteration, gap=8)
        against = boxes.row(controls.label(self.tr("Against"), "dim"), self.other, None, self.pick, gap=8)
        boxes.column(
            top, which, (self.chart, 1), slide, against, self.said, of=self, margins=(20, 16, 20, 14), gap=10
        )  # fmt: skip

    def _choose(self, index: int) -> None:
        kind, name = self.picture.itemData(index)[:1], self.picture.itemData(index)[1:]
        self._work.choose(**{"network" if kind == NETWORK else "picture": name})
        self._show()

    # -- choices --------------------------------------------------------------------------------------------

    @property
    def pair(self) -> tuple[int, int]:
        """The iteration of the slider, and that which it is compared with."""
        snapshots = self._work.snapshots
        at = min(self.slider.value(), len(snapshots) - 1)
        other = self.other.currentData()
        return (snapshots[at].iteration if snapshots else 0), (other if other is not None else 0)

    def open_with(self, root: Path | None = None) -> None:
        """Show the window; follow a run, if one is given."""
        if root is not None:
            self.said.setText("")
            self._work.follow(root)
        self._work.wake()
        controls.come_forward(self)

    def take_over(self, other: SeriesWindow) -> None:
        """Go on where another window was, whose work this one's has taken over: what it shows is shown already."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(other.slider.value())
        self.other.set_current(other.other.currentData())
        self._settled.stop()
        self._show_iteration()
        controls.put_in_place_of(self, other)
        if self.isVisible():
            self._work.wake()

    def _ask_run(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of the run"), settings.text(FOLDER))
        if name:
            settings.put(FOLDER, str(Path(name).parent))
            self.open_with(Path(name))

    def _ask_truths(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder of the truths"), settings.text(FOLDER))
        if name and self._work.root is not None:
            self._work.use_truths(Path(name))

    def soon(self) -> None:
        """Show the two iterations, once the slider has come to rest."""
        self._settled.start()

    def _moved(self) -> None:
        self._show_iteration()
        self.chart.redraw()
        self._settled.start()

    # -- what is shown ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Pictures came or went: the slider stays at its iteration, or at the newest if it was there."""
        work = self._work
        last = self.slider.value() == self.slider.maximum()
        snapshots = work.snapshots
        self.where.setText("  ·  ".join(str(path) for path in (work.root, work.truths) if path is not None))
        pictures = [(name, f"{PICTURE}{name}") for name in work.series.pictures]
        networks = [(self.tr("the open picture, by {}").format(n), f"{NETWORK}{n}") for n in work.series.networks]
        chosen = f"{NETWORK}{work.network}" if work.network else f"{PICTURE}{work.picture}"
        self.picture.set_items([*pictures, *networks], chosen)
        self.picture.hold()
        before = self.other.currentData()
        iterations = [s.iteration for s in snapshots]
        now = before if before in iterations else iterations[0] if iterations else None
        self.other.set_items([(f"{n:,}", n) for n in iterations], now)
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(snapshots) - 1))
            if last:
                self.slider.setValue(self.slider.maximum())
        for widget in (self.slider, self.other, self.pick):
            widget.setEnabled(len(snapshots) > 1)
        self.said.setText(self._words())
        self._show_iteration()
        self.chart.redraw()
        if snapshots:
            self._settled.start()

    def _show_measured(self) -> None:
        self.said.setText(self._words())
        self.chart.redraw()

    def _words(self) -> str:
        """What is missing, if something is."""
        work = self._work
        if work.root is not None and not work.snapshots:
            return self.tr("There are no validation pictures and no networks by iteration in it yet.")
        if waiting := len(work.series.waiting):
            return self.tr("%n file(s) still being written", "", waiting)
        if work.network and work.bench is None:
            return self.tr("The networks enlarge the picture that is open; in Benchmark they are measured too.")
        return ""

    def _show_iteration(self) -> None:
        count = len(self._work.snapshots)
        text = self.tr("{iteration} ({place} of {count})")
        place = min(self.slider.value(), count - 1) + 1
        self.iteration.setText(text.format(iteration=f"{self.pair[0]:,}", place=place, count=count) if count else "")

    def _draw(self, plot: Any) -> None:
        import pyqtgraph

        points = [(x, y) for x, y in self._work.curve if math.isfinite(y)]
        colour = theme.current().accent
        plot.plot([x for x, _ in points], [y for _, y in points], pen=colour, symbol="o", symbolSize=5,
                  symbolBrush=colour, symbolPen=None)  # fmt: skip
        if self._work.snapshots:
            plot.addItem(pyqtgraph.InfiniteLine(self.pair[0], pen=theme.current().dim))

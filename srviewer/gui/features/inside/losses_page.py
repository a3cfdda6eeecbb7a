"""The loss microscope: what each loss sees of every pane beside the truth, as numbers and as maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy.typing as npt
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from srviewer import upsamplers, weights
from srviewer.compared import Pane
from srviewer.engine.progress import Token
from srviewer.engine.schedule import INFERENCE
from srviewer.explain import microscope, perceptual
from srviewer.explain.microscope import STEPS, MicroscopeReading
from srviewer.explain.phi import LAYERS
from srviewer.explain.step import step_of
from srviewer.gui.canvas.placed import placed
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import MethodPage, Work
from srviewer.gui.features.inside.sight import Sight, sight_of
from srviewer.gui.look import controls, language, theme
from srviewer.gui.look.titles import full_title
from srviewer.gui.services.errands import Errands
from srviewer.imaging.picture import quantise
from srviewer.once import Latest
from srviewer.session import Field, Session

KEPT = 8  # readings
TWIN = "pixel_twin"
ROW_HEIGHT = 26


@dataclass(frozen=True, eq=False)
class _Candidate:
    """What is looked at: a pane's pixels, or (None) the twin's, which is run for it."""

    title: str
    pane: Pane | None
    pixels: npt.NDArray[Any] | None


@dataclass(frozen=True, eq=False)
class _Answer:
    candidates: tuple[_Candidate, ...]
    readings: tuple[MicroscopeReading, ...]
    sight: Sight


class _Microscope:
    """Keeps readings, by what was looked at. Used by one lane only."""

    def __init__(self) -> None:
        self._kept: Latest[tuple[Any, MicroscopeReading]] = Latest(KEPT)

    def reading(self, candidate: _Candidate, part: Excerpt, token: Token) -> MicroscopeReading:
        base = candidate.pixels.base if candidate.pixels is not None else None
        key = (part, candidate.pane, id(base if base is not None else candidate.pixels))

        def made() -> tuple[Any, MicroscopeReading]:
            """The reading, and the pixels, whose identity is in the key."""
            token.raise_if_cancelled()
            pixels = candidate.pixels
            if pixels is None:
                pixels = quantise(perceptual.run(part.lr_pixels(), part.scale, TWIN).result)
            truth = part.truth_pixels()
            assert truth is not None
            return candidate.pixels, microscope.measure(pixels, quantise(truth), check=token.raise_if_cancelled)

        return self._kept.get(key, made)[1]


class LossesPage(MethodPage):
    """A table of losses, a row a pane and the pixel-loss twin; the steps show the chosen row's maps."""

    slot = "loss microscope"
    most = 1 << 18
    lane = INFERENCE  # where torch is
    told = (Field.SOURCE, Field.PREPARED, Field.OUTCOMES, Field.PANES)

    def __init__(self, session: Session, errands: Errands) -> None:
        self._microscope = _Microscope()
        self._row = 0
        super().__init__(session, errands, STEPS)
        heads = [self.tr("Of"), self.tr("Pixel")]
        heads += [self.tr("Feature {}").format(layer) for layer in LAYERS]
        heads += [self.tr("Style"), self.tr("Total variation")]
        self.table = QTableWidget(0, len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setAccessibleName(self.tr("Losses of every pane against the truth"))
        controls.whole_rows(self.table, ROW_HEIGHT)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        first = QTableWidgetItem(heads[0])
        first.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setHorizontalHeaderItem(0, first)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.itemSelectionChanged.connect(self._row_chosen)
        self.top.addWidget(self.table)
        self.clear()

    @property
    def shown(self) -> str:
        """Whose maps are shown, as its row says."""
        item = self.table.item(self._row, 0)
        return item.text() if item is not None else ""

    def wanting(self) -> str:
        if self.session.source is not None and self.session.truth is None:
            return self.tr("This needs the truth, which only Benchmark has.")
        return self.tr("Losses come with results.")

    def working(self) -> str:
        return self.tr("Measuring the losses of every result…")

    def forget(self) -> None:
        self._microscope = _Microscope()

    def clear(self) -> None:
        self._fill((), ())

    def work(self, part: Excerpt, step: str) -> Work | None:
        candidates = () if part.truth is None else self._candidates(part)
        if not candidates:
            return None
        row, scope = min(self._row, len(candidates) - 1), self._microscope

        def look(token: Token) -> _Answer:
            readings = tuple(scope.reading(candidate, part, token) for candidate in candidates)
            return _Answer(candidates, readings, sight_of(step_of(STEPS, step).make(readings[row]), token, 3))

        return look

    def take(self, answer: _Answer) -> None:
        self._row = min(self._row, len(answer.candidates) - 1)
        self._fill(answer.candidates, answer.readings)
        self.view.show_sight(answer.sight)

    def _candidates(self, part: Excerpt) -> tuple[_Candidate, ...]:
        session, found = self.session, []
        for pane in dict.fromkeys(session.comparison.panes):
            shown = None if pane.is_reference else placed(session, pane)
            pixels = None if shown is None else shown.cut(part.out)
            if pixels is not None:
                found.append(_Candidate(full_title(pane), pane, pixels))
        twin = any(entry.scale == part.scale for entry in weights.entries(TWIN))
        if found and twin and not any(c.pane is not None and c.pane.method == TWIN for c in found):
            found.append(_Candidate(language.core(upsamplers.get(TWIN).title), None, None))
        return tuple(found)

    # -- the table ------------------------------------------------------------------------------------------

    def _fill(self, candidates: tuple[_Candidate, ...], readings: tuple[MicroscopeReading, ...]) -> None:
        with QSignalBlocker(self.table):
            self.table.setRowCount(len(candidates))
            for row, (candidate, reading) in enumerate(zip(candidates, readings, strict=True)):
                for column, text in enumerate((candidate.title, *_numbers(reading))):
                    item = QTableWidgetItem(text)
                    if column:
                        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                    self.table.setItem(row, column, item)
            if candidates:
                self.table.selectRow(self._row)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + theme.scaled(ROW_HEIGHT) * max(1, len(candidates)) + 4)

    def _row_chosen(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        if rows and rows[0].row() != self._row:
            self._row = rows[0].row()
            self.refresh()


def _numbers(reading: MicroscopeReading) -> tuple[str, ...]:
    names = ("pixel", *(f"feature_{layer}" for layer in LAYERS), "style", "total_variation")
    return tuple(f"{reading.numbers[name]:#.4g}" for name in names)

"""What becomes of subbands when the picture moves by one pixel: the DWT's change, the stationary transform's move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.progress import Token
from srviewer.explain.shift import ShiftStudy, study
from srviewer.explain.step import largest_magnitude
from srviewer.explain.wavelet_display import as_bytes, display_of
from srviewer.gui.canvas.plate import Plate
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.seen_page import SeenPage
from srviewer.gui.look import boxes, controls
from srviewer.gui.look.titles import full_title, wavelet_choice
from srviewer.gui.services.errands import Errands, words
from srviewer.gui.services.subbands import luma_of
from srviewer.imaging.wavelet import DETAIL_BANDS
from srviewer.session import Field, Session

SLOT = "shift study"
GAIN = 4.0
MOST = 1024  # pixels a side of what is studied: the middle of larger pictures


@dataclass(frozen=True, eq=False)
class _Answer:
    plates: tuple[Pyramid, ...]
    changes: dict[str, tuple[float, float]]


class ShiftPage(SeenPage):
    """Four plates of one subband: both transforms, of the picture and of it moved."""

    told = (Field.SELECTED, Field.SOURCE, Field.PREPARED, Field.OUTCOMES)

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__(session, errands)
        self.wavelet = wavelet_choice("haar")
        self.band = controls.Segments(((b.name, b.name) for b in DETAIL_BANDS), self.tr("Subband"), "HL", tight=True)
        self.axis = controls.Segments(
            ((self.tr("to the right"), 1), (self.tr("down"), 0)), self.tr("Shifted by one pixel"), 1
        )
        self.wavelet.activated.connect(self.refresh)
        self.band.chosen.connect(self.refresh)
        self.axis.chosen.connect(self.refresh)
        self.of = controls.label("", "strong")
        self.changes = controls.label("", "value", wrap=True)
        titles = (
            self.tr("DWT of the picture"),
            self.tr("DWT of the shifted picture"),
            self.tr("Stationary transform of the picture"),
            self.tr("Stationary transform of the shifted picture"),
        )
        self.plates = [Plate(title) for title in titles]
        choices = controls.named(
            (self.tr("Wavelet"), self.wavelet),
            (self.tr("Subband"), self.band),
            (self.tr("Shifted by one pixel"), self.axis),
        )
        row = boxes.row(*choices, (self.of, 1), gap=8)
        grid = boxes.grid(8, 4)
        for index, (title, plate) in enumerate(zip(titles, self.plates, strict=True)):
            grid.addWidget(controls.label(title, "dim"), 2 * (index // 2), index % 2)
            grid.addWidget(plate, 2 * (index // 2) + 1, index % 2)
        for line in (1, 3):
            grid.setRowStretch(line, 1)
        boxes.column(row, (grid, 1), self.changes, of=self, margins=(16, 12, 16, 12), gap=8)

    def let_go(self) -> None:
        """Keep nothing that was computed."""
        self.errands.drop(SLOT)
        self._show(None)

    def refresh(self, _value: object = None) -> None:
        session, pane = self.session, self.session.comparison.pane
        outcome = session.outcome(pane) if pane is not None else None
        result = outcome.result if outcome is not None else None
        shown = result or session.truth or session.lr
        if shown is None:
            self.errands.drop(SLOT)
            self._show(None)
            return
        reference = Pane(TRUTH if session.truth is not None else LR)
        self.of.setText(full_title(pane if result is not None and pane is not None else reference))
        wavelet, band = str(self.wavelet.currentData()), str(self.band.value)
        axis: Literal[0, 1] = 1 if self.axis.value == 1 else 0

        def work(token: Token) -> _Answer:
            plane = _middle(luma_of(shown))
            token.raise_if_cancelled()
            return _made_visible(study(plane, wavelet, axis), band)

        self.errands.send(SLOT, work, self._show, lambda error: self.changes.setText(words(error)))

    def _show(self, answer: _Answer | None) -> None:
        for index, plate in enumerate(self.plates):
            plate.show_picture(None if answer is None else answer.plates[index])
        if answer is None:
            self.changes.setText("")
            return
        dwt, swt = answer.changes[str(self.band.value)]
        said = self.tr(
            "The energy of this subband changes by {dwt} in the DWT, which keeps every other coefficient, and by {swt} "
            "in the stationary transform, which keeps all: there the subband only moves along."
        )
        self.changes.setText(said.format(dwt=_signed(dwt), swt=_signed(swt)))


def _middle(plane: np.ndarray) -> np.ndarray:
    top, left = ((n - min(n, MOST)) // 2 for n in plane.shape)
    return np.ascontiguousarray(plane[top : top + MOST, left : left + MOST])


def _made_visible(found: ShiftStudy, band: str) -> _Answer:
    bands = [part.band(band) for part in (found.dwt, found.dwt_moved, found.swt, found.swt_moved)]
    display, peak = display_of("signed"), largest_magnitude(*bands)
    plates = tuple(build_pyramid(as_bytes(display.shown(values, peak, GAIN))) for values in bands)
    return _Answer(plates, found.energy_changes())


def _signed(part: float) -> str:
    """A part as per cent with its sign, and none of nothing."""
    return f"{round(100 * part, 1) or 0.0:+.1f} %".replace("+0.0", "0.0").replace("-", "−")

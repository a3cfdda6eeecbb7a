"""The list of subbands, and what is done to the chosen ones before they are put together again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QGridLayout,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from srviewer.explain.wavelet import Edit, Place
from srviewer.gui.features.inside.bench import Fact
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.imaging.wavelet import BANDS

STEPS = 100  # of a slider: for a gain of 1, and from no threshold to the largest
LARGEST = 0.25  # threshold, of a picture in [0, 1]; the slider is quadratic, since small ones matter


class BandEditor(QWidget):
    """A row a subband; gain, threshold and switch act on the chosen rows. `edited` tells that `edits` has changed."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits: dict[Place, Edit] = {}
        self.list = QTableWidget(0, 4)
        self.list.setHorizontalHeaderLabels([self.tr("Subband"), self.tr("Size"), self.tr("Share"), self.tr("PSNR")])
        self.list.setAccessibleName(self.tr("Subbands"))
        controls.whole_rows(self.list, 24)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(theme.scaled(80))
        self.list.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.on = QCheckBox(self.tr("on"))
        self.amount = controls.Slider(self.tr("Gain"))
        self.amount.setRange(0, 2 * STEPS)
        self.threshold = controls.Slider(self.tr("Threshold"))
        self.threshold.setRange(0, STEPS)
        kinds = ((self.tr("soft"), "soft"), (self.tr("hard"), "hard"))
        self.kind = controls.Segments(kinds, self.tr("Kind of threshold"), tight=True, stretch=True)
        self._amount_text, self._threshold_text = controls.label("", "value"), controls.label("", "value")
        self._lay_out()
        self.list.itemSelectionChanged.connect(self._show_edit)
        self.on.clicked.connect(lambda on: self._edit(on=on))
        self.amount.valueChanged.connect(lambda value: self._edit(gain=value / STEPS))
        self.threshold.valueChanged.connect(lambda value: self._edit(threshold=LARGEST * (value / STEPS) ** 2))
        self.kind.chosen.connect(lambda kind: self._edit(kind=kind))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        rows = (
            (self.tr("Gain"), self.amount, self._amount_text),
            (self.tr("Threshold"), self.threshold, self._threshold_text),
        )
        for index, (title, slider, text) in enumerate(rows):
            grid.addWidget(controls.label(title, "dim"), index, 0)
            grid.addWidget(slider, index, 1)
            grid.addWidget(text, index, 2)
        grid.addWidget(self.on, 2, 0)
        grid.addWidget(self.kind, 2, 1)
        boxes.column((self.list, 1), grid, of=self, margins=(0, 0, 0, 0), gap=8)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """The subbands that there are; the first is chosen if none of the chosen ones is among them."""
        there = [fact.place for fact in facts]
        kept = set(self._chosen()) & set(there) or set(there[:1])
        with QSignalBlocker(self.list):
            self.list.clearSelection()
            self.list.setRowCount(len(facts))
            for row, fact in enumerate(facts):
                for column, text in enumerate(self._texts(fact)):
                    item = QTableWidgetItem(text)
                    item.setData(Qt.ItemDataRole.UserRole, fact.place)
                    item.setToolTip(what_it_is(fact.place[1], self.tr("{}: {}; it shows {}.")))
                    self.list.setItem(row, column, item)
                    item.setSelected(fact.place in kept)
        self._show_edit()

    def _texts(self, fact: Fact) -> tuple[str, str, str, str]:
        level, name = fact.place
        mark = " *" if fact.place in self.edits else ""
        share = "" if fact.share is None else f"{100 * fact.share:.1f} %"
        psnr = "" if fact.psnr is None else "∞" if math.isinf(fact.psnr) else f"{fact.psnr:.1f}"
        return f"{name} {level}{mark}", f"{fact.width} × {fact.height}", share, psnr

    def clear(self) -> None:
        """Everything as it was, silently."""
        self.edits.clear()
        self._show_edit()

    def as_text(self) -> str:
        """The subbands that are left out, like "LH 1 + HL 1", or "none"."""
        return " + ".join(f"{band} {level}" for (level, band), edit in self.edits.items() if not edit.on) or "none"

    def set_from(self, text: str) -> bool:
        """Leave out these subbands and no others; False if one is none."""
        self.clear()
        for name in text.split("+") if text != "none" else ():
            band, _, level = name.strip().partition(" ")
            if band not in {b.name for b in BANDS} or not level.isdecimal():
                return False
            self.edits[int(level), band] = Edit(on=False)
        self.edited.emit()
        return True

    def _chosen(self) -> list[Place]:
        return list(dict.fromkeys(item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()))

    def _show_edit(self) -> None:
        """The controls show the first of the chosen subbands, silently."""
        places = self._chosen()
        edit = self.edits.get(places[0], Edit()) if places else Edit()
        for widget in (self.on, self.amount, self.threshold, self.kind):
            widget.setEnabled(bool(places))
        with QSignalBlocker(self.amount), QSignalBlocker(self.threshold):
            self.amount.setValue(round(edit.gain * STEPS))
            self.threshold.setValue(round(STEPS * (edit.threshold / LARGEST) ** 0.5))
        self.on.setChecked(edit.on)
        self.kind.set_value(edit.kind)
        self._amount_text.setText(f"{edit.gain:.2f}")
        self._threshold_text.setText(f"{edit.threshold:.3f}")

    def _edit(self, **changes: Any) -> None:
        for place in self._chosen():
            edit = replace(self.edits.get(place, Edit()), **changes)
            self.edits[place] = edit
            if edit == Edit():
                del self.edits[place]
        self._show_edit()
        self.edited.emit()


def what_it_is(name: str, says: str) -> str:
    """A subband's name, its filters and what it answers to, in a sentence with three gaps."""
    band = next(b for b in BANDS if b.name == name)
    return says.format(band.name, language.core(band.filters), language.core(band.answers_to))

"""SHRUNK BY, at ×1 DEGRADED BY: how a benchmark makes what the methods are given. Seen in benchmark mode only."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from srviewer.gui.look import boxes, controls, language, theme
from srviewer.imaging.degradations import KINDS, parse_degradation
from srviewer.kinds import Mode
from srviewer.session import Change, Field, Session


class DegradationPanel(QWidget):
    """The section SHRUNK BY of the left side."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.box = controls.Choice(self.tr("Shrunk by"))
        self.box.activated.connect(self._chosen)
        self.number = controls.NumberField(self.tr("Amount"), 0, 100)
        self.number.setProperty("role", "")
        self.number.setFixedWidth(theme.scaled(72))
        self.number.valueChanged.connect(self._typed)
        self._amount = QWidget()
        self._amount_title = controls.label("", "dim")
        self._amount_title.setBuddy(self.number)
        boxes.row(self._amount_title, None, self.number, of=self._amount, margins=(0, 0, 0, 0))
        self.title, self.given = controls.head(""), controls.label("", "dim", wrap=True)
        parts = (controls.line(), 4, self.title, self.box, self._amount, self.given)
        boxes.column(*parts, of=self, margins=(16, 0, 16, 12), gap=8)
        session.subscribe(self._session_changed)
        self._refresh()

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.MODE, Field.DEGRADATION, Field.SCALE, Field.KNOWN, Field.SOURCE):
            self._refresh()

    def _refresh(self) -> None:
        c = self._session.comparison
        self.setVisible(c.mode is Mode.BENCHMARK)
        how = parse_degradation(c.degradation)
        kind = how.kind
        self.title.setText((self.tr("Degraded by") if c.scale == 1 else self.tr("Shrunk by")).upper())
        there = [(language.core(k.title_at(c.scale)), k.name) for k in KINDS if c.scale in k.scales or k is kind]
        self.box.set_items(there, kind.name)
        self._show_given()
        self._amount.setVisible(kind.amount is not None)
        if kind.amount is not None and how.amount is not None:
            title = language.core(kind.amount.title)
            self._amount_title.setText(title)
            self.number.setAccessibleName(title)
            with QSignalBlocker(self.number):
                self.number.setDecimals(kind.amount.decimals)
                self.number.setRange(kind.amount.minimum, kind.amount.maximum)
                self.number.setValue(how.amount)

    def _show_given(self) -> None:
        """There is nothing to choose where the LR came with the picture: say which it is."""
        given = self._session.has_given_lr
        self.box.setEnabled(not given)
        self._amount.setEnabled(not given)
        self.given.setText(language.said(self._session.lr_words) if given else "")
        self.given.setVisible(given)

    def _chosen(self, index: int) -> None:
        self._session.edit(degradation=KINDS.get(self.box.itemData(index)).start)

    def _typed(self, value: float) -> None:
        name = parse_degradation(self._session.comparison.degradation).name
        self._session.edit(degradation=f"{name}:{value:g}")

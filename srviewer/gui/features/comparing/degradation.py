"""SHRUNK BY: how a benchmark makes its low-resolution picture. Seen in benchmark mode only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from srviewer.gui.look import controls, language
from srviewer.session import Session


@dataclass(frozen=True)
class Amount:
    """The number that a degradation takes."""

    title: str
    start: float
    minimum: float
    maximum: float
    decimals: int


@dataclass(frozen=True)
class Kind:
    """A degradation as it is offered; `name` as `imaging.degrade` reads it."""

    name: str
    title: str
    amount: Amount | None = None
    scales: tuple[int, ...] = (2, 3, 4, 8)


def _said(text: str) -> str:
    """Marks a text for translation where it stands; it is translated when it is shown."""
    return QT_TRANSLATE_NOOP("DegradationPanel", text)


KINDS = (
    Kind("bicubic", _said("bicubic (MATLAB)")),
    Kind("box", _said("box: mean of each block")),
    Kind("ll", _said("wavelet LL band"), scales=(2, 4, 8)),
    Kind("ll:published", _said("wavelet LL, as published"), scales=(2, 4, 8)),
    Kind("gaussian", _said("Gaussian blur, bicubic"), Amount(_said("Blur, in pixels"), 1.6, 0.1, 10, 1)),
    Kind("jpeg", _said("bicubic, then JPEG"), Amount(_said("JPEG quality"), 75, 1, 100, 0)),
    Kind("noise", _said("bicubic, then noise"), Amount(_said("Noise, of 255"), 5, 0, 100, 1)),
)


class DegradationPanel(QWidget):
    """The section SHRUNK BY of the left side."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.box = controls.Choice(self.tr("Shrunk by"))
        self.box.activated.connect(self._chosen)
        self.number = controls.Number(self.tr("Amount"), 0, 100)
        self.number.setProperty("role", "")
        self.number.setFixedWidth(72)
        self.number.valueChanged.connect(self._typed)
        self._amount = QWidget()
        self._amount_title = controls.label("", "dim")
        self._amount_title.setBuddy(self.number)
        row = QHBoxLayout(self._amount)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._amount_title)
        row.addStretch()
        row.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 12)
        column.setSpacing(8)
        column.addWidget(controls.line())
        column.addSpacing(4)
        column.addWidget(controls.head(self.tr("Shrunk by")))
        column.addWidget(self.box)
        column.addWidget(self._amount)
        session.subscribe(self._session_changed)
        self._refresh()

    def _session_changed(self, names: frozenset[str]) -> None:
        if names & {"mode", "degradation", "scale"}:
            self._refresh()

    def _refresh(self) -> None:
        c = self._session.comparison
        self.setVisible(c.mode == "benchmark")
        kind, value = _parsed(c.degradation)
        there = [(language.core(k.title), k.name) for k in KINDS if c.scale in k.scales or k is kind]
        self.box.set_items(there, kind.name)
        self._amount.setVisible(kind.amount is not None)
        if kind.amount is not None:
            title = language.core(kind.amount.title)
            self._amount_title.setText(title)
            self.number.setAccessibleName(title)
            self.number.blockSignals(True)
            self.number.setDecimals(kind.amount.decimals)
            self.number.setRange(kind.amount.minimum, kind.amount.maximum)
            self.number.setValue(value)
            self.number.blockSignals(False)

    def _chosen(self, index: int) -> None:
        kind = _kind(self.box.itemData(index))
        amount = "" if kind.amount is None else f":{kind.amount.start:g}"
        self._session.edit(degradation=kind.name + amount)

    def _typed(self, value: float) -> None:
        kind, _value = _parsed(self._session.comparison.degradation)
        self._session.edit(degradation=f"{kind.name}:{value:g}")


def in_words(degradation: str) -> str:
    """A degradation with its amount, like "bicubic, then JPEG (JPEG quality: 75)", in the language in force."""
    kind, value = _parsed(degradation)
    title = language.core(kind.title)
    return title if kind.amount is None else f"{title} ({language.core(kind.amount.title)}: {value:g})"


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.name == name)


def _parsed(degradation: str) -> tuple[Kind, float]:
    """A degradation's kind and amount (0 where it has none)."""
    if any(kind.name == degradation for kind in KINDS):
        return _kind(degradation), 0.0
    name, _, amount = degradation.partition(":")
    return _kind(name), float(amount or 0)

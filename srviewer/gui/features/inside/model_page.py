"""A model from a file opened: its layers with their shapes, feature maps of the chosen one, its receptive field."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from srviewer.engine import preload
from srviewer.engine.progress import Token
from srviewer.engine.schedule import INFERENCE
from srviewer.explain.step import Step, step_of
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.method_page import MethodPage, Work
from srviewer.gui.features.inside.sight import Sight, sight_of
from srviewer.gui.look import controls, language
from srviewer.gui.services.errands import Errands
from srviewer.models.library import LibraryEntry
from srviewer.phrase import phrase
from srviewer.session import Field, Session
from srviewer.upsamplers import from_files

SIDE_WIDTH = 320

TITLES: tuple[Step[object], ...] = (
    Step("maps", "Feature maps", "The output of the chosen layer, map by map.", lambda _run: ()),
    Step(
        "field",
        "Receptive field",
        "The input pixels that the middle pixel of the result depends on, measured by its gradient.",
        lambda _run: (),
    ),
)
"""The steps of `explain.model`, which imports torch, by their titles."""


@dataclass(frozen=True)
class _Row:
    name: str
    text: str


@dataclass(frozen=True, eq=False)
class _Answer:
    sight: Sight
    rows: tuple[_Row, ...]
    layer: str
    about: str


class ModelPage(MethodPage):
    """Of the selected pane's model, or the first that is shown."""

    slot = "inside model"
    most = 1 << 18
    lane = INFERENCE
    told = (Field.SOURCE, Field.PREPARED, Field.PANES, Field.SELECTED)

    def __init__(self, session: Session, errands: Errands) -> None:
        self._rows: tuple[_Row, ...] = ()
        self._of = ""
        super().__init__(session, errands, TITLES)
        self.layers = QListWidget()
        self.layers.setAccessibleName(self.tr("Layers"))
        self.layers.currentRowChanged.connect(self._layer_chosen)
        self.about = controls.label("", "small", wrap=True)
        column = self.side_column(SIDE_WIDTH)
        column.addWidget(controls.label(self.tr("Layers"), "strong"))
        column.addWidget(self.layers, 1)
        column.addWidget(self.about)

    def wanting(self) -> str:
        if self.session.source is None:
            return super().wanting()
        return self.tr("Show a model from a file (.pth, .safetensors) in a pane to see inside.")

    @property
    def entry(self) -> LibraryEntry | None:
        """The model that is opened."""
        c = self.session.comparison
        panes = (*((c.pane,) if c.pane is not None else ()), *c.panes)
        return next((e for p in panes if (e := from_files.entry_of(p.method)) is not None), None)

    def clear(self) -> None:
        self._show_layers((), "")

    def work(self, part: Excerpt, step: str) -> Work | None:
        entry = self.entry
        if entry is None:
            return None
        if entry.name != self._of:
            self._of = entry.name
            self.clear()
        row = self.layers.currentRow()
        layer = self._rows[row].name if 0 <= row < len(self._rows) else ""
        return lambda token: _look(entry, part, step, layer, token)

    def take(self, answer: _Answer) -> None:
        self.view.show_sight(answer.sight)
        self.about.setText(language.said(answer.about))
        if answer.rows != self._rows:
            self._show_layers(answer.rows, answer.layer)

    def _show_layers(self, rows: tuple[_Row, ...], chosen: str) -> None:
        self._rows = rows
        with QSignalBlocker(self.layers):
            self.layers.clear()
            for row in rows:
                item = QListWidgetItem(row.text)
                item.setData(Qt.ItemDataRole.UserRole, row.name)
                self.layers.addItem(item)
            self.layers.setCurrentRow(next((i for i, row in enumerate(rows) if row.name == chosen), -1))

    def _layer_chosen(self, _row: int) -> None:
        if self.chosen.name == "maps":
            self.refresh()
        else:
            self.choose_step("maps")


def _look(entry: LibraryEntry, part: Excerpt, step: str, layer: str, token: Token) -> _Answer:
    """In a lane's thread."""
    preload.wait(token)
    from srviewer.explain import model
    from srviewer.networks.threads import begin

    begin()
    channels = model.model_of(entry.file).facts.channels
    pixels = part.lr_luma()[..., None] if channels == 1 else part.lr_pixels()
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    if channels == 4:
        pixels = np.dstack([pixels, np.ones(pixels.shape[:2], np.float32)])
    token.raise_if_cancelled()
    found = model.run(entry.file, np.ascontiguousarray(pixels), layer)
    rows = tuple(
        _Row(each.name, f"{each.name}\n{each.kind}\n{' × '.join(map(str, each.shape)) or '–'}") for each in found.layers
    )
    about = phrase("{count} layers", count=len(rows))
    if step == "field":
        found = replace(found, field=model.field(entry.file))
        assert found.field is not None
        about = phrase(
            "{width} × {height} pixels; 99 % of it within {effective} × {effective}",
            width=found.field.width,
            height=found.field.height,
            effective=found.field.effective,
        )
    token.raise_if_cancelled()
    images = step_of(model.STEPS, step).make(found)
    return _Answer(sight_of(images, token), rows, found.layer.name if found.layer else "", about)

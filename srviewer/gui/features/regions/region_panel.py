"""The selected region: which, where it lies, its numbers in every pane; below the whole picture's numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from srviewer import readings
from srviewer.engine.job import Rect
from srviewer.gui.canvas.regions import bounded
from srviewer.gui.features.regions import region_numbers as regions
from srviewer.gui.features.regions.region_numbers import RegionNumbers
from srviewer.gui.look import boxes, controls, icons, language
from srviewer.gui.look.titles import pane_title, place_in_words
from srviewer.session import Change, Field, Session

MOST = 1_000_000


class RegionPanel(QWidget):
    """Shows and edits the selected region; `draw_requested` asks for a new one."""

    draw_requested = Signal()
    copy_requested = Signal()

    def __init__(self, session: Session, numbers: RegionNumbers) -> None:
        super().__init__()
        self._session, self._numbers = session, numbers
        draw, copy = self.tr("Draw region (R, or hold Shift and drag)"), self.tr("Copy region numbers (Ctrl+Shift+M)")
        self.draw = icons.IconButton("plus", draw, self.draw_requested)
        self.copy = icons.IconButton("copy", copy, self.copy_requested)
        remove = self.tr("Clear region (Delete)")
        self.remove = icons.IconButton("minus", remove, lambda _down: regions.remove_selected(session))
        top = boxes.row(controls.head(self.tr("Region")), None, self.draw, self.copy, self.remove, gap=4)
        self.which = controls.Choice(self.tr("Region"))
        self.which.activated.connect(lambda index: session.edit(region=self.which.itemData(index)))
        self._marks: list[QLabel] = []
        self.fields = self._place_fields()
        marked = [part for mark, field in zip(self._marks, self.fields, strict=True) for part in (mark, (field, 1))]
        cells = QWidget()
        self._table = boxes.grid(10, 4, of=cells)
        self._table.setContentsMargins(0, 0, 0, 0)
        self.table = boxes.Across(cells, self.tr("Numbers of the region"))
        self.hint = controls.label(
            self.tr("Hold Shift and drag on a picture: the same region appears in every pane."), "small", wrap=True
        )
        parts = (top, self.which, boxes.row(*marked, gap=2), self.table, self.hint)
        boxes.column(*parts, of=self, margins=(8, 0, 8, 0), gap=8)
        numbers.changed.connect(self._show_numbers)
        session.subscribe(self._session_changed)
        self._refresh()

    def _place_fields(self) -> tuple[controls.NumberField, ...]:
        """Left, top, width, height: typed, in pixels of the output."""
        fields = []
        for letter, text, least in (
            ("x", self.tr("Left"), 0),
            ("y", self.tr("Top"), 0),
            ("w", self.tr("Width"), 1),
            ("h", self.tr("Height"), 1),
        ):
            field = controls.NumberField(self.tr("{} of the region, in pixels").format(text), least, MOST, 0)
            field.setToolTip(field.accessibleName())
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            field.setAlignment(Qt.AlignmentFlag.AlignLeft)
            field.valueChanged.connect(self._typed)
            self._marks.append(controls.label(letter, "small"))
            fields.append(field)
        return tuple(fields)

    def _typed(self) -> None:
        lr, scale = self._session.lr, self._session.comparison.scale
        if lr is None or self._session.comparison.selected_region is None:
            return
        rect = Rect(*(round(field.value()) for field in self.fields))
        rect = bounded(rect, (lr.width * scale, lr.height * scale))
        regions.put(self._session, self._session.comparison.region, rect)
        self._refresh()

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.REGIONS, Field.REGION, Field.SOURCE, Field.PREPARED):
            self._refresh()

    def _refresh(self) -> None:
        c = self._session.comparison
        selected = self._session.comparison.selected_region
        items = [(f"{i + 1}:  {place_in_words(r)}", i) for i, r in enumerate(c.regions)]
        self.which.set_items(items, c.region)
        self.which.setVisible(len(items) > 1)
        self.hint.setVisible(selected is None)
        self.draw.setEnabled(self._session.source is not None)
        for widget in (self.copy, self.remove):
            widget.setEnabled(selected is not None)
        for index, field in enumerate(self.fields):
            field.setVisible(selected is not None)
            if selected is not None:
                field.set_silently(selected[index])
        for mark in self._marks:
            mark.setVisible(selected is not None)
        self._show_numbers()

    def _show_numbers(self) -> None:
        controls.empty(self._table)
        found = self._numbers.readings if self._session.comparison.selected_region is not None else {}
        metrics = readings.have_any(found.values())
        for column, metric in enumerate(metrics, 1):
            title = language.core(metric.title)
            heading = controls.label(title if len(title) < 10 else f"{title[:7]}.", "small")
            heading.setToolTip(language.said(readings.protocol(metric)))
            self._table.addWidget(heading, 0, column, Qt.AlignmentFlag.AlignRight)
        for row, (pane, numbers) in enumerate(found.items(), 1):
            self._table.addWidget(controls.label(pane_title(pane), "value"), row, 0)
            for column, metric in enumerate(metrics, 1):
                reading = numbers[metric.name]
                label = controls.label(language.said(reading.text), "best" if reading.best else "value")
                label.setToolTip(language.said(reading.note))
                self._table.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
        self._table.setColumnStretch(0, 1)
        self.table.setVisible(bool(found))

"""The contact sheet before it is written: what is on it, how it is arranged, a preview; its caption to copy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QWidget,
)

from srviewer.gui.features.saving.export import Exporting, SheetContent, free
from srviewer.gui.look import boxes, controls, language, timers
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import asking
from srviewer.reports.arrangement import Arrangement
from srviewer.reports.formats import FIGURES

FORM_WIDTH = 260
WIDEST_MM = 1000
REST_MS = 150  # for which a choice stands before its preview is made


def ask(exporting: Exporting, window: QWidget) -> None:
    """Let the user arrange the contact sheet (or the page with a slider), and say where it goes."""
    content, start = exporting.content(), exporting.place("sheet", ".png")
    if content.columns:
        SheetDialog(exporting, content, free(start.parent, start.stem), window).show()
    else:
        exporting.failed.emit(_tr("There are no results to export yet."))


class SheetDialog(QDialog):
    """Asks `exporting` for previews, the caption and the file, of what there was when it was opened; closed when that
    is written."""

    def __init__(self, exporting: Exporting, content: SheetContent, start: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._exporting, self._confirmed, self._saving = exporting, "", False
        self._content = content
        self._image = QImage()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export contact sheet"))
        self.resize(900, 620)
        self._make_fields(content.titles, start)
        self._lay_out()
        self._soon = timers.single(self, REST_MS, self._ask_preview)
        self._connect()
        self._ask_preview()
        self.save.setFocus()

    def _make_fields(self, titles: Sequence[str], start: Path) -> None:
        self.panes = QListWidget()
        self.panes.setAccessibleName(self.tr("Panes"))
        for title in titles:
            item = QListWidgetItem(title, self.panes)
            item.setCheckState(Qt.CheckState.Checked)
        self.columns = controls.NumberField(self.tr("Columns"), 1, len(titles), 0)
        self.columns.set_silently(len(titles))
        self.width_mm = controls.NumberField(self.tr("Width in millimetres"), 0, WIDEST_MM, 0)
        self.width_mm.setSpecialValueText(self.tr("automatic"))
        self.width_mm.setSuffix(" mm")
        for number in (self.columns, self.width_mm):
            number.setFixedWidth(96)
        self.insets = QCheckBox(self.tr("Enlarged regions"))
        self.labels = QCheckBox(self.tr("Labels and parameters"))
        self.numbers = QCheckBox(self.tr("Numbers"))
        for box in (self.insets, self.labels, self.numbers):
            box.setChecked(True)
        self.preview = QLabel(self.tr("Preparing preview…"))
        self.preview.setAccessibleName(self.tr("Preview"))
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.said = controls.label("", "small", wrap=True)
        self.path = QLineEdit(str(start))
        self.path.setAccessibleName(self.tr("File"))
        self.browse = controls.button(self.tr("Choose…"), self._ask_where)
        self.caption = controls.button(
            self.tr("Copy caption"),
            lambda: self._exporting.copy_caption(self.chosen, self.arrangement),
            tip=self.tr("A paragraph with methods, parameters, numbers and how they were measured"),
        )
        self.save = controls.button(self.tr("Save"), self._save, role="primary")
        self.save.setDefault(True)

    def _lay_out(self) -> None:
        form = QWidget()
        form.setFixedWidth(FORM_WIDTH)
        boxes.column(
            controls.head(self.tr("Panes")),
            (self.panes, 1),
            controls.head(self.tr("Arrangement")),
            boxes.row(controls.label(self.tr("Columns"), "dim"), None, self.columns),
            boxes.row(controls.label(self.tr("Width"), "dim"), None, self.width_mm),
            self.insets,
            self.labels,
            self.numbers,
            of=form,
            margins=(0, 0, 0, 0),
            gap=8,
        )
        above = boxes.row(form, (self.preview, 1), gap=16)
        below = boxes.row((self.path, 1), self.browse, 8, self.caption, self.save, gap=8)
        boxes.column((above, 1), self.said, below, of=self, margins=(20, 16, 20, 16), gap=12)

    def _connect(self) -> None:
        self.panes.itemChanged.connect(lambda _item: self._soon.start())
        for number in (self.columns, self.width_mm):
            number.valueChanged.connect(lambda _value: self._soon.start())
        for box in (self.insets, self.labels, self.numbers):
            box.toggled.connect(lambda _on: self._soon.start())
        self._exporting.previewed.connect(self._show_preview)
        self._exporting.refused.connect(self._refused)
        self._exporting.copied.connect(self.say)
        self._exporting.saved.connect(self._has_saved)

    # -- what is chosen --------------------------------------------------------------------------------------

    @property
    def chosen(self) -> SheetContent:
        """What is on the sheet."""
        rows = range(self.panes.count())
        return self._content.of([row for row in rows if self.panes.item(row).checkState() is Qt.CheckState.Checked])

    @property
    def arrangement(self) -> Arrangement:
        width = self.width_mm.value()
        return Arrangement(
            round(self.columns.value()),
            width or None,
            self.insets.isChecked(),
            self.labels.isChecked(),
            self.numbers.isChecked(),
        )

    # -- inside ----------------------------------------------------------------------------------------------

    def _ask_preview(self) -> None:
        self._exporting.preview(self.chosen, self.arrangement)

    @Slot(object)
    def _show_preview(self, image: QImage) -> None:
        self._image = image
        self.say("")
        self._fit()

    def _fit(self) -> None:
        """The whole sheet in the room that there is."""
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round(self.preview.width() * ratio), round(self.preview.height() * ratio))
        room = room.boundedTo(self._image.size())
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._image.scaled(room, keep, smooth))
        pixmap.setDevicePixelRatio(ratio)
        self.preview.setPixmap(pixmap)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        super().resizeEvent(event)
        self._fit()

    @Slot(str)
    def say(self, text: str) -> None:
        """One line under the preview."""
        self.said.setText(controls.sentence(text) if text else "")

    @Slot(str)
    def _refused(self, why: str) -> None:
        self._saving = False
        self.say(why)

    def _ask_where(self) -> None:
        kinds = ";;".join(f"{language.core(known.title)} (*{known.suffix})" for known in FIGURES)
        typed = Path(self.path.text()).expanduser().absolute()  # which takes precedence over the usual folder
        if found := asking.where_to_save(self, self.windowTitle(), str(typed), kinds):
            self._confirmed = str(found[0])
            self.path.setText(self._confirmed)

    def _save(self) -> None:
        """Over a file that is there only if the dialog has asked."""
        self._saving = True
        path = Path(self.path.text()).expanduser()
        self._exporting.sheet_to(path, self.chosen, self.arrangement, overwrite=self.path.text() == self._confirmed)

    @Slot(str)
    def _has_saved(self, _said: str) -> None:
        if self._saving:
            self.close()

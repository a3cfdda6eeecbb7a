"""What is done to the files of a batch: method with its parameters, scale, folder, names, format; kept as a preset."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLineEdit, QMenu, QScrollArea, QWidget

from srviewer import batch, upsamplers
from srviewer.batch import Preset, presets
from srviewer.errors import SrviewerError
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.look.parameter_fields import ParameterFields
from srviewer.gui.services import asking, settings
from srviewer.imaging.atomic import readable_name
from srviewer.imaging.image_write import QUALITY, WRITTEN
from srviewer.session import Change, Field, Session

WIDTH = 288
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".tif": "TIFF", ".webp": "WebP"}

Values = dict[str, str | float]


class BatchForm(QScrollArea):
    """`changed` tells that something is to be done otherwise, or elsewhere."""

    changed = Signal()
    browse_requested = Signal()
    said = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._by_user = False  # whether the method was chosen here
        self._edited: dict[str, Values] = {}  # the parameters that were set here, by method
        self.setAccessibleName(self.tr("How they are enlarged"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(WIDTH)
        self._make_fields()
        self._lay_out()
        self._connect()
        self.list_known()
        self._show_format()

    def _make_fields(self) -> None:
        self.method, self.scale = controls.Choice(self.tr("Method")), controls.Choice(self.tr("Scale"))
        self.parameters = ParameterFields()
        self.folder, self.template = QLineEdit(), QLineEdit(batch.TEMPLATE)
        self.folder.textChanged.connect(self.folder.setToolTip)
        self.folder.setAccessibleName(self.tr("Folder for the results"))
        self.template.setAccessibleName(self.tr("Names of the results"))
        self.template.setToolTip(
            self.tr("May contain {stem}, {name}, {extension}, {method} and {scale}; the extension sets the format")
        )
        for line in (self.folder, self.template):
            line.setAcceptDrops(False)
        self.browse = controls.button(self.tr("Choose…"), self.browse_requested)
        self.format = controls.Choice(self.tr("Format"), ((title, suffix) for suffix, title in FORMATS.items()), ".png")
        self.quality = controls.NumberField(self.tr("Quality"), 1, 100, 0)
        self.quality.setToolTip(self.tr("Of JPEG: 100 is the best and the largest"))
        self.quality.setFixedWidth(theme.scaled(64))
        self.quality.setValue(QUALITY)
        self.skip = QCheckBox(self.tr("Skip existing files"))
        self.skip.setToolTip(
            self.tr("Continues an interrupted run; otherwise a file that exists already is reported as failed")
        )
        self.skip.setChecked(True)
        self.presets = controls.button(self.tr("Presets"))
        menu = QMenu(self)
        menu.addAction(self.tr("Load preset…"), self._ask_preset)
        menu.addAction(self.tr("Save preset…"), self._ask_where_preset)
        self.presets.setMenu(menu)

    def _lay_out(self) -> None:
        self._quality_row = QWidget()
        of_quality = (controls.label(self.tr("Quality"), "dim"), None, self.quality)
        boxes.row(*of_quality, of=self._quality_row, margins=(0, 0, 0, 0), gap=8)
        self.page = QWidget()
        boxes.column(
            boxes.row(controls.head(self.tr("Method")), None, self.presets),
            boxes.row((self.method, 1), self.scale, gap=8),
            self.parameters,
            4,
            controls.head(self.tr("Results")),
            controls.label(self.tr("Folder"), "dim"),
            boxes.row((self.folder, 1), self.browse, gap=8),
            controls.label(self.tr("Names"), "dim"),
            self.template,
            boxes.row(controls.label(self.tr("Format"), "dim"), None, self.format, gap=8),
            self._quality_row,
            self.skip,
            None,
            of=self.page,
            margins=(0, 0, 16, 0),
            gap=8,
        )
        self.setWidget(self.page)

    def _connect(self) -> None:
        self.method.activated.connect(self._choose_method)
        self.scale.activated.connect(self._choose_scale)
        self.parameters.edited.connect(self._set_parameters)
        self.format.activated.connect(self._choose_format)
        self.template.editingFinished.connect(self._show_format)
        for done in (self.skip.toggled, self.folder.editingFinished, self.template.editingFinished):
            done.connect(lambda *_: self.changed.emit())
        self.quality.valueChanged.connect(lambda _value: self.changed.emit())
        self._session.subscribe(self._session_changed)

    # -- what is chosen --------------------------------------------------------------------------------------

    def list_known(self) -> None:
        """The methods that can run, and the scales: at first the window's scale, and of the methods the one that was
        selected there, or the best where none was."""
        scale = self.scale.currentData() or self._session.comparison.scale
        self.scale.set_items(((f"×{n}", n) for n in upsamplers.scales()), scale)
        known = {m.name: m for m in upsamplers.known() if m.name != upsamplers.INPUT}
        there = [name for name in known if upsamplers.unavailable_reason(name) is None]
        chosen = self.method.currentData() if self._by_user else None
        self.method.set_items(((language.core(known[name].title), name) for name in there), chosen)
        if self.method.currentIndex() < 0:
            self.method.set_current(self._usual())
        self._show_parameters()

    @property
    def values(self) -> Values:
        """The parameters: as they were set here, else those of the window's pane of the method, if there is one: the
        same settings, the same pixels."""
        name, c = self.method.currentData(), self._session.comparison
        panes = [pane for pane in (c.pane, *c.panes) if pane is not None and pane.method == name]
        known = upsamplers.find(name) if name else None
        return self._edited.get(name) or (dict(panes[0].params) if panes else known.checked({}) if known else {})

    def settings(self) -> batch.BatchSettings:
        """What is done to each file, checked."""
        c = self._session.comparison
        return batch.BatchSettings.make(
            str(self.method.currentData()),
            int(self.scale.currentData()),
            self.values,
            device=c.device,
            tile=c.tile,
            resume=self.skip.isChecked(),
            quality=round(self.quality.value()),
        )

    def preset(self) -> Preset:
        """What is chosen, to be kept."""
        method, scale = str(self.method.currentData()), int(self.scale.currentData())
        return Preset.make(method, scale, self.values, self.template.text(), round(self.quality.value()))

    def follow(self, preset: Preset) -> bool:
        """Choose what a preset says; False if its method cannot run here."""
        if self.method.findData(preset.method) < 0:
            return False
        self._by_user = True
        self._edited[preset.method] = dict(preset.params)
        self.method.set_current(preset.method)
        self.scale.set_current(preset.scale)
        self.template.setText(preset.template)
        self.quality.set_silently(preset.quality)
        self._show_parameters()
        self._show_format()
        self.changed.emit()
        return True

    def take_over(self, other: BatchForm) -> None:
        """Choose what is chosen in another form."""
        self._by_user, self._edited = other._by_user, dict(other._edited)
        with QSignalBlocker(self):
            self.method.set_current(other.method.currentData())
            self.scale.set_current(other.scale.currentData())
            self.folder.setText(other.folder.text())
            self.template.setText(other.template.text())
            self.quality.set_silently(other.quality.value())
            self.skip.setChecked(other.skip.isChecked())
        self._show_parameters()
        self._show_format()

    def set_folder(self, folder: Path) -> None:
        """Where the results go, unless the user says otherwise; tells nobody."""
        with QSignalBlocker(self):
            self.folder.setText(str(folder))

    # -- presets -------------------------------------------------------------------------------------------

    def _ask_preset(self) -> None:
        folder = settings.text(settings.SAVE_FOLDER)
        kinds = self.tr("Preset (*.json)")
        name, _kind = QFileDialog.getOpenFileName(self, self.tr("Load preset"), folder, kinds)
        if name:
            self.load_preset(Path(name))

    def load_preset(self, path: Path) -> None:
        """Do as a preset says."""
        try:
            preset = presets.read(path)
        except SrviewerError as error:
            self.said.emit(language.said(str(error)))
            return
        if self.follow(preset):
            self.said.emit(self.tr("Loaded {}").format(readable_name(path.name)))
        else:
            self.said.emit(self.tr("{} cannot run here.").format(preset.method))

    def _ask_where_preset(self) -> None:
        name, kinds = f"{self.method.currentData()}{presets.SUFFIX}", self.tr("Preset (*.json)")
        if found := asking.where_to_save(self, self.tr("Save preset"), name, kinds):
            self.save_preset(found[0])

    def save_preset(self, path: Path) -> None:
        """Keep what is chosen; the dialog has asked about overwriting."""
        try:
            presets.write(path, self.preset(), overwrite=True)
            self.said.emit(self.tr("Saved {}").format(readable_name(path.name)))
        except SrviewerError as error:
            self.said.emit(language.said(str(error)))

    # -- inside ----------------------------------------------------------------------------------------------

    def _usual(self) -> str | None:
        """The name of the selected pane's method, if it is listed, unless that pane is the first one, with which the
        window starts; else that of the best method for the scale."""
        c = self._session.comparison
        if c.selected and c.pane is not None and self.method.findData(c.pane.method) >= 0:
            return c.pane.method
        return best.name if (best := upsamplers.best(self.scale.currentData())) is not None else None

    def _choose_method(self) -> None:
        self._by_user = True
        self._show_parameters()
        self.changed.emit()

    def _choose_scale(self) -> None:
        if not self._by_user:
            self.method.set_current(self._usual())
            self._show_parameters()
        self.changed.emit()

    def _set_parameters(self, values: Values) -> None:
        self._edited[str(self.method.currentData())] = self.values | values
        self.parameters.show_values(self.values)
        self.changed.emit()

    def _show_parameters(self) -> None:
        self.parameters.show_method(self.method.currentData() or "")
        self.parameters.show_values(self.values)
        self.parameters.setVisible(bool(self.parameters.fields))

    def _choose_format(self) -> None:
        """The ending of the names says the format."""
        stem = self.template.text()
        known = next((suffix for suffix in WRITTEN if stem.lower().endswith(suffix)), "")
        self.template.setText(stem[: len(stem) - len(known)] + self.format.currentData())
        self._show_format()
        self.changed.emit()

    def _show_format(self) -> None:
        kind = next((kind for suffix, kind in WRITTEN.items() if self.template.text().lower().endswith(suffix)), "")
        self.format.set_current(next((s for s in FORMATS if WRITTEN[s] == kind), None))
        self._quality_row.setVisible(kind == "JPEG")

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.KNOWN):
            self.list_known()

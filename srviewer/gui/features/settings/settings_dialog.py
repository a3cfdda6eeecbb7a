"""Settings: what holds for every picture and every start; each takes effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QFileDialog, QPushButton, QSizePolicy, QWidget

from srviewer import metrics, upsamplers
from srviewer.engine import memory
from srviewer.engine.device import KNOWN
from srviewer.errors import SrviewerError
from srviewer.gui.features.settings import desktop_entry
from srviewer.gui.look import boxes, controls, language, motion, theme
from srviewer.gui.services import settings
from srviewer.metrics import Metric, learned_distance
from srviewer.session import Session


class SettingsDialog(controls.Dialog):
    """A row a setting, in the order of who asks for them; closing it needs no answer."""

    language_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self._grid = boxes.grid(16, 10, of=self)
        self._grid.setContentsMargins(24, 20, 24, 16)
        self._grid.setColumnMinimumWidth(1, 300)
        self._language()
        self._theme()
        self._motion()
        self._work()
        self._folders()
        self._backbones()
        self._starts()
        if desktop_entry.is_offered():
            self._desktop()
        self.said = controls.label("", "small", wrap=True)
        self._grid.addWidget(self.said, self._grid.rowCount(), 0, 1, 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self._grid.addWidget(buttons, self._grid.rowCount(), 0, 1, 2)

    # -- one method a group ---------------------------------------------------------------------------------

    def _language(self) -> None:
        names = [(self.tr("Follow system"), language.SYSTEM), *((v, k) for k, v in language.LANGUAGES.items())]

        def choose(name: object) -> None:
            settings.put(settings.LANGUAGE, name)
            self.language_chosen.emit(str(name))

        now = settings.text(settings.LANGUAGE, language.SYSTEM)
        self.language = self._choice(self.tr("Language"), names, now, choose)

    def _theme(self) -> None:
        names = {"system": self.tr("Follow system"), "dark": self.tr("Dark"), "light": self.tr("Light")}

        def choose(name: object) -> None:
            chosen = theme.named(name)
            theme.set_theme(chosen)
            settings.put(settings.THEME, chosen)

        choices = [(names[name], name) for name in theme.THEMES]
        self.theme = self._choice(self.tr("Theme"), choices, theme.name(), choose)
        theme.notifier().changed.connect(self._theme_changed)  # from the menu

    def _motion(self) -> None:
        names = {
            "system": self.tr("Follow system"),
            "reduced": self.tr("Reduced"),
            "full": self.tr("Full"),
        }

        def choose(name: object) -> None:
            motion.choose(name)
            settings.put(settings.MOTION, name)

        choices = [(names[name], name) for name in motion.MOTIONS]
        self.motion = self._choice(self.tr("Motion"), choices, motion.chosen(), choose)

    @Slot()
    def _theme_changed(self) -> None:
        self.theme.set_current(theme.name())

    def _work(self) -> None:
        def take_device(name: object) -> None:
            settings.put(settings.DEVICE, name)
            self._session.edit(device=str(name))

        devices = [(self.tr("automatic") if name == "auto" else name.upper(), name) for name in KNOWN]
        self.device = self._choice(self.tr("Networks run on"), devices, self._session.comparison.device, take_device)

        def take_scale(scale: object) -> None:
            settings.put(settings.SCALE, scale)

        scales: list[tuple[str, object]] = [(self.tr("automatic, by size"), 0)]
        scales += [(f"×{n}", n) for n in upsamplers.scales()]
        self.scale = self._choice(
            self.tr("Scale of a new picture"), scales, int(settings.number(settings.SCALE)), take_scale
        )
        self.memory = controls.NumberField(self.tr("Memory limit"), 0, 1024, 1)
        self.memory.setProperty("role", "")
        self.memory.setSuffix(" GB")
        self.memory.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.memory.lineEdit().setTextMargins(7, 0, 0, 0)  # in line with the lists around it
        self.memory.setSpecialValueText(self.tr("all memory of this machine"))
        self.memory.set_silently(settings.number(settings.MEMORY))
        self.memory.setToolTip(self.tr("Work that needs more is refused before it starts"))
        self.memory.valueChanged.connect(self._take_memory)
        self._row(self.tr("Memory limit"), self.memory)

    def _take_memory(self, gigabytes: float) -> None:
        settings.put(settings.MEMORY, gigabytes)
        memory.set_limit(round(gigabytes * 1e9) or None)

    def _folders(self) -> None:
        for title, key in (
            (self.tr("Open folder"), settings.OPEN_FOLDER),
            (self.tr("Save folder"), settings.SAVE_FOLDER),
        ):
            button = QPushButton()
            button.setAccessibleName(title)
            self._show_folder(button, key)
            button.clicked.connect(lambda _down, b=button, k=key, t=title: self._ask_folder(b, k, t))
            self._row(title, button)

    def _show_folder(self, button: QPushButton, key: str) -> None:
        folder = settings.text(key)
        button.setText(Path(folder).name if folder else self.tr("same folder as the picture"))
        button.setToolTip(folder)

    def _ask_folder(self, button: QPushButton, key: str, title: str) -> None:
        folder = QFileDialog.getExistingDirectory(self, title, settings.text(key))
        if folder:
            settings.put(key, folder)
            self._show_folder(button, key)

    def _backbones(self) -> None:
        self.backbones = QPushButton()
        self.backbones.setAccessibleName(self.tr("Networks of LPIPS and DISTS"))
        self.backbones.clicked.connect(self._ask_backbones)
        self._show_backbones()
        self._row(self.tr("Networks of LPIPS and DISTS"), self.backbones)

    def _ask_backbones(self) -> None:
        now = settings.text(settings.BACKBONES)
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of torchvision's files"), now)
        if folder:
            self.use_backbones(Path(folder))

    def use_backbones(self, folder: Path) -> None:
        """Look for torchvision's networks here from now on; what is missing is said."""
        settings.put(settings.BACKBONES, str(folder))
        learned_distance.use_folder(folder)
        self._show_backbones()
        lacking = {learned_distance.lacking(metric.name) for metric in _by_networks()} - {""}
        self.said.setText(
            self.tr("Missing: {}").format("; ".join(map(language.said, sorted(lacking)))) if lacking else ""
        )

    def _show_backbones(self) -> None:
        folder = learned_distance.folder()
        there = [metric.title for metric in _by_networks() if not learned_distance.lacking(metric.name)]
        self.backbones.setText(self.tr("choose a folder…") if folder is None else folder.name)
        told = [
            f"{m.title}: {language.said(learned_distance.lacking(m.name))}"
            for m in _by_networks()
            if m.title not in there
        ]
        self.backbones.setToolTip("\n".join((str(folder or ""), *told)).strip())

    def _starts(self) -> None:
        choices: list[tuple[str, object]] = [
            (self.tr("opens files in the running window"), settings.HAND_OVER),
            (self.tr("opens another window"), settings.ANOTHER),
        ]
        now = settings.text(settings.SECOND, settings.HAND_OVER)
        self.second = self._choice(
            self.tr("Starting srviewer again"), choices, now, lambda chosen: settings.put(settings.SECOND, chosen)
        )

    def _desktop(self) -> None:
        self.desktop = QPushButton()
        self.desktop.clicked.connect(self._toggle_desktop)
        self._show_desktop()
        self._row(self.tr("Desktop"), self.desktop)

    def _show_desktop(self) -> None:
        there = desktop_entry.is_installed()
        self.desktop.setText(self.tr("Remove srviewer from the menu") if there else self.tr("Add srviewer to the menu"))
        self.desktop.setToolTip(self.tr("Adds a menu entry, and “Open with srviewer” for pictures and .srview files"))

    def _toggle_desktop(self) -> None:
        try:
            if desktop_entry.is_installed():
                desktop_entry.remove()
                self.said.setText(self.tr("srviewer was removed from the desktop menu."))
            else:
                desktop_entry.install()
                self.said.setText(self.tr("srviewer was added to the desktop menu."))
        except SrviewerError as error:
            self.said.setText(controls.sentence(language.said(str(error))))
        self._show_desktop()

    # -- rows -----------------------------------------------------------------------------------------------

    def _choice(
        self,
        title: str,
        items: Sequence[tuple[str, object]],
        now: object,
        choose: Callable[[object], None],
    ) -> controls.Choice:
        box = controls.Choice(title)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        # as wide as its text even where Qt opens the dialog narrower, at two thirds of the screen
        box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        known = {data for _text, data in items}
        box.set_items(items, now if now in known else items[0][1])
        box.activated.connect(lambda index: choose(box.itemData(index)))
        self._row(title, box)
        return box

    def _row(self, title: str, field: QWidget) -> None:
        row = self._grid.rowCount()
        label = controls.label(title, "dim")
        label.setBuddy(field)
        holder = boxes.row((field, 1))
        self._grid.addWidget(label, row, 0)
        self._grid.addLayout(holder, row, 1)


def _by_networks() -> tuple[Metric, ...]:
    """LPIPS and DISTS."""
    return tuple(metric for metric in metrics.known() if metric.lacks)

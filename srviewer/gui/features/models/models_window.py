"""The library of models: a list that is searched by name, and the card of the chosen one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from srviewer.engine import preload
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.errors import ModelError
from srviewer.gui.features.models.adding import Models
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services.errands import Errands, words
from srviewer.models import library, loaded
from srviewer.models.library import LibraryEntry
from srviewer.session import Change, Field, Session
from srviewer.upsamplers import from_files

SIZE = QSize(860, 520)
LIST_WIDTH = 300
SLOT = "card"
NAME = Qt.ItemDataRole.UserRole


class ModelsWindow(controls.Dialog):
    """What is ticked is a pane; what is chosen is read for its card, and nothing else is."""

    def __init__(self, models: Models, session: Session, errands: Errands, parent: QWidget) -> None:
        super().__init__(parent)
        self._models, self._session, self._errands = models, session, errands
        self.setWindowTitle(self.tr("Model library"))
        self.resize(SIZE)
        self._make()
        self._lay_out()
        models.changed.connect(self._show)
        models.failed.connect(lambda why: self.said.setText(controls.sentence(why)))
        session.subscribe(self._session_changed)
        self._show()

    def _make(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search by name"))
        self.search.setAccessibleName(self.tr("Search by name"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setFixedWidth(theme.scaled(LIST_WIDTH))
        self.list.currentItemChanged.connect(lambda _now, _before: self._show_card(read=True))
        self.list.itemChanged.connect(self._ticked)
        self.title = controls.label("", "strong", wrap=True)
        self.card = boxes.grid(16, 8)
        self.card.setColumnStretch(1, 1)
        self.bgr = QCheckBox(self.tr("The network takes blue first (BGR)"))
        self.bgr.toggled.connect(self._turn)
        self.rename = controls.button(self.tr("Rename…"), self._rename)
        self.remove = controls.button(self.tr("Remove from the library"), self._remove)
        self.add = controls.button(self.tr("Add models…"), lambda: self._models.ask(self), role="primary")
        self.said = controls.label("", "small", wrap=True)

    def _lay_out(self) -> None:
        left = boxes.column(self.search, (self.list, 1), gap=8)
        buttons = boxes.row(self.rename, self.remove, None, self.add, gap=8)
        right = boxes.column(self.title, self.card, self.bgr, self.said, None, buttons, gap=12)
        boxes.row(left, (right, 1), of=self, margins=(16, 16, 16, 14), gap=16)

    def take_over(self, other: ModelsWindow) -> None:
        """Go on where another window was."""
        self.search.setText(other.search.text())
        controls.put_in_place_of(self, other)
        self.list.setCurrentRow(other.list.currentRow())

    # -- what is shown ------------------------------------------------------------------------------------

    @property
    def chosen(self) -> LibraryEntry | None:
        """The model whose card is shown."""
        item = self.list.currentItem()
        return None if item is None else library.find(item.data(NAME))

    def _entries(self) -> Iterator[LibraryEntry]:
        """Those whose name or line has all the words that are searched for."""
        wanted = self.search.text().casefold().split()
        for entry in library.entries():
            text = f"{entry.name} {entry.file.name} {from_files.method_of(entry).line}".casefold()
            if all(word in text for word in wanted):
                yield entry

    def _show(self, _why: object = None) -> None:
        entries = list(self._entries())
        before = self.list.currentItem()
        name = before.data(NAME) if before is not None else ""
        shown = {pane.method for pane in self._session.comparison.panes}
        with QSignalBlocker(self.list):
            self.list.clear()
            for entry in entries:
                item = QListWidgetItem(entry.label)
                item.setData(NAME, entry.name)
                item.setToolTip(language.said(from_files.method_of(entry).line))
                ticked = from_files.PREFIX + entry.name in shown
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.list.addItem(item)
            rows = [entry.name for entry in entries]
            self.list.setCurrentRow(rows.index(name) if name in rows else 0 if rows and self.isVisible() else -1)
        self._show_card()

    def _show_card(self, read: bool = False) -> None:
        entry = self.chosen
        controls.empty(self.card)
        for widget in (self.bgr, self.rename, self.remove):
            widget.setVisible(entry is not None)
        if entry is None:
            none = self.tr("Drop model files or a folder of them on the window, or add them here.")
            self.title.setText(self.tr("No model is chosen.") if library.entries() else none)
            return
        self.title.setText(entry.name)
        lr = self._session.lr
        size = (lr.width, lr.height) if lr is not None else (0, 0)
        for row, (heading, said) in enumerate(from_files.card(entry, *size)):
            self.card.addWidget(controls.label(language.said(heading), "dim"), row, 0, Qt.AlignmentFlag.AlignTop)
            value = controls.label(language.said(said), "", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.card.addWidget(value, row, 1)
        with QSignalBlocker(self.bgr):
            self.bgr.setChecked(entry.order == "BGR")
        known = loaded.already_known(entry.file)
        reason = from_files.why_not(entry.file)
        self.bgr.setEnabled(known is None or known.facts.channels != 1)
        self.said.setText(controls.sentence(language.said(reason)) if reason else "")
        if read and reason is None and (known is None or known.measured is None):
            self._read(entry)

    def _read(self, entry: LibraryEntry) -> None:
        """Find out what the card lacks."""
        self.said.setText(self.tr("Reading and measuring…"))

        def call(token: Token) -> str:
            preload.wait(token)
            preload.preload_torch(Token())
            with suppress(ModelError):  # the card says it
                loaded.known(entry.file, measure=True)
                library.learn(entry.name)
            return entry.name

        def refused(error: Exception) -> None:
            self.said.setText(words(error))

        self._errands.send(SLOT, call, lambda _name: self._models.refresh(), refused, BATCH)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.PANES, Field.PREPARED):
            self._show()

    # -- choices ------------------------------------------------------------------------------------------

    def _ticked(self, item: QListWidgetItem) -> None:
        method = from_files.PREFIX + item.data(NAME)
        if item.checkState() == Qt.CheckState.Checked:
            self._models.put_pane(method)
        else:
            self._session.restore(self._session.comparison.without(method))

    def _turn(self, bgr: bool) -> None:
        if (entry := self.chosen) is not None:
            self._models.change(entry.name, order="BGR" if bgr else "RGB")

    def _rename(self) -> None:
        if (entry := self.chosen) is not None:
            name, agreed = QInputDialog.getText(self, self.tr("Rename"), self.tr("Name"), text=entry.name)
            if agreed and name.strip():
                self._models.change(entry.name, name=name, label=name)

    def _remove(self) -> None:
        if (entry := self.chosen) is not None:
            self._models.remove(entry.name)

"""The window of *Upscale to folder*: what is done to the files, where they go, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QTableView,
    QWidget,
)

from srviewer import batch, upsamplers
from srviewer.engine.job import Params
from srviewer.errors import SrviewerError
from srviewer.gui.canvas.describe import duration
from srviewer.gui.features.batch.batch_files import FILE, STATE, FilesModel, StateDelegate
from srviewer.gui.features.batch.queue import AGAIN, OPEN, UNDER_WAY, BatchQueue, State
from srviewer.gui.look import boxes, controls, language
from srviewer.gui.services import incoming, settings
from srviewer.gui.services.reading import READABLE
from srviewer.imaging.atomic import readable_name
from srviewer.phrase import commas, phrase, semicolons
from srviewer.session import Change, Field, Session

SUBFOLDER = "enlarged"
FILE_WIDTH = 220


class BatchWindow(QDialog):
    """Made once and shown when it is wanted; closing it lets the work go on."""

    def __init__(self, session: Session, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.queue = session, queue
        self._inputs: tuple[Path, ...] = ()
        self._by_user = False  # whether the method was chosen here
        self.setWindowTitle(self.tr("Upscale to folder"))
        self.setAcceptDrops(True)
        self.resize(680, 560)
        self._build()
        queue.planned.connect(self._planned)
        queue.progressed.connect(self._refresh)
        queue.ended.connect(self._refresh)
        queue.failed.connect(self.say)
        session.subscribe(self._session_changed)
        self._refresh()

    def _build(self) -> None:
        self.method, self.scale = controls.Choice(self.tr("Method")), controls.Choice(self.tr("Scale"))
        self._list_known()
        self.folder, self.template = QLineEdit(), QLineEdit(batch.TEMPLATE)
        self.folder.textChanged.connect(self.folder.setToolTip)
        self.folder.setAccessibleName(self.tr("Folder for the results"))
        self.template.setAccessibleName(self.tr("Names of the results"))
        self.template.setToolTip(
            self.tr("May contain {stem}, {name}, {extension}, {method} and {scale}; the extension sets the format")
        )
        for line in (self.folder, self.template):
            line.setAcceptDrops(False)
        self.browse = QPushButton(self.tr("Choose…"))
        self.browse.clicked.connect(self._ask_folder)
        self.skip = QCheckBox(self.tr("Skip existing files"))
        self.skip.setToolTip(
            self.tr("Continues an interrupted run; otherwise a file that exists already is reported as failed")
        )
        self.skip.setChecked(True)
        self.params = controls.label("", "small")
        grid = boxes.grid(12, 8)
        grid.setColumnStretch(1, 1)
        how = boxes.row((self.method, 1), self.scale, gap=8)
        where = boxes.row((self.folder, 1), self.browse, gap=8)
        grid.addLayout(how, 0, 1)
        grid.addLayout(where, 2, 1)
        grid.addWidget(self.template, 4, 1)
        for row, title in enumerate((self.tr("Method"), self.tr("Folder"), self.tr("Names"))):
            grid.addWidget(controls.label(title, "dim"), 2 * row, 0)
        grid.addWidget(self.params, 1, 1)
        grid.addWidget(self.skip, 5, 1)
        self.table = QTableView()
        self.table.setModel(FilesModel(self.queue, self))
        self.table.setItemDelegateForColumn(STATE, StateDelegate(self.queue, self))
        self.table.setAccessibleName(self.tr("Files"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        self.table.setAcceptDrops(False)
        self.table.setWordWrap(False)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(FILE, FILE_WIDTH)
        header.setHighlightSections(False)
        self.said = controls.label("", "small", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.bar.setRange(0, 1000)
        self.add = QPushButton(self.tr("Add files…"))
        self.retry = QPushButton(self.tr("Retry failed files"))
        self.pause = QPushButton(self.tr("Pause"))
        self.stop = QPushButton(self.tr("Stop"))
        self.go = QPushButton(self.tr("Start"))
        self.go.setProperty("role", "primary")
        self.go.setDefault(True)
        buttons = boxes.row(self.add, self.retry, None, self.pause, self.stop, self.go, gap=8)
        boxes.column(
            grid,
            controls.line(),
            (self.table, 1),
            self.bar,
            self.said,
            buttons,
            of=self,
            margins=(20, 16, 20, 16),
            gap=12,
        )
        self.add.clicked.connect(self._ask_files)
        self.retry.clicked.connect(self._retry)
        self.pause.clicked.connect(self._pause)
        self.stop.clicked.connect(lambda: self.queue.stop())
        self.go.clicked.connect(self._start)
        self.method.activated.connect(self._choose_method)
        self.scale.activated.connect(self._choose_scale)
        self.skip.toggled.connect(self._plan)
        self.folder.editingFinished.connect(self._plan)
        self.template.editingFinished.connect(self._plan)

    # -- what is to be done --------------------------------------------------------------------------------

    def open_with(self, paths: Sequence[Path] = ()) -> None:
        """Show the window, with these files and folders in the queue; method and scale start as the window's."""
        if not self.queue.running:
            self._list_known()
            self._take(paths)
        self.show()
        self.raise_()
        self.activateWindow()

    def _list_known(self) -> None:
        """The methods that can run, and the scales: at first the window's scale, and of the methods the one that was
        selected there, or the best where none was."""
        scale = self.scale.currentData() or self._session.comparison.scale
        self.scale.set_items(((f"×{n}", n) for n in upsamplers.scales()), scale)
        known = {m.name: m for m in upsamplers.known() if m.name != upsamplers.INPUT}
        there = [name for name in known if upsamplers.unavailable_reason(name) is None]
        chosen = self.method.currentData() if self._by_user else self._usual()
        self.method.set_items(((language.core(known[name].title), name) for name in there), chosen)

    def _usual(self) -> str | None:
        """The name of the selected pane's method, unless that is the first one, with which the window starts; else that
        of the best method for the scale."""
        c = self._session.comparison
        if c.selected and c.pane is not None and upsamplers.find(c.pane.method) is not None:
            return c.pane.method
        return best.name if (best := upsamplers.best(self.scale.currentData())) is not None else None

    def _choose_method(self) -> None:
        self._by_user = True
        self._plan()

    def _choose_scale(self) -> None:
        if not self._by_user:
            self.method.set_current(self._usual())
        self._plan()

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.KNOWN):
            self._list_known()

    def _take(self, paths: Sequence[Path]) -> None:
        if self.queue.running:
            self.say(self.tr("Files can be added when the batch is finished or stopped."))
            return
        over = bool(self.queue.files) and self.queue.finished == len(self.queue.files)
        self._inputs = tuple(dict.fromkeys((() if over else self._inputs) + tuple(paths)))
        if paths and (over or not self.folder.text()):
            first = paths[0]
            self.folder.setText(str((first if first.is_dir() else first.parent) / SUBFOLDER))
        self._plan()

    def _params(self) -> Params:
        """The parameters of the window's pane of the method, if there is one: the same settings, the same pixels."""
        name, c = self.method.currentData(), self._session.comparison
        panes = [pane for pane in (c.pane, *c.panes) if pane is not None and pane.method == name]
        return panes[0].params if panes else ()

    def _settings(self) -> batch.Settings:
        c = self._session.comparison
        return batch.Settings.make(
            str(self.method.currentData()),
            int(self.scale.currentData()),
            dict(self._params()),
            device=c.device,
            tile=c.tile,
            resume=self.skip.isChecked(),
        )

    def _plan(self) -> None:
        """The queue anew, since files or what is done to them has changed."""
        self.params.setText(language.joined(language.parameter(*each) for each in self._params()))
        self.params.setVisible(bool(self.params.text()))
        if self.queue.running or not self._inputs or not self.folder.text():
            return
        try:
            self.queue.plan(self._inputs, Path(self.folder.text()).expanduser(), self._settings(), self.template.text())
        except SrviewerError as error:
            self.say(language.said(str(error)))

    def _planned(self) -> None:
        self._refresh()
        if self.queue.files or self.queue.left_out:
            self.say(self._left_out())

    def _left_out(self) -> str:
        names: dict[str, list[str]] = {}
        for found in self.queue.left_out:
            names.setdefault(found.why, []).append(readable_name(found.path.name))
        parts = [
            phrase("{names} ({why})", names=commas([*some[:4], *["…"] * (len(some) > 4)]), why=why)
            for why, some in names.items()
        ]
        return self.tr("Skipped: {}").format(language.said(semicolons(parts))) if parts else ""

    def _start(self) -> None:
        settings.store().setValue(settings.SAVE_FOLDER, str(Path(self.folder.text()).parent))
        self.queue.start()

    def _pause(self) -> None:
        if self.queue.paused:
            self.queue.start()
        else:
            self.queue.pause()

    def _retry(self) -> None:
        self.queue.retry()
        self.queue.start()

    def row_menu(self) -> QMenu:
        """What can be done to the files that are marked."""
        rows = [index.row() for index in self.table.selectionModel().selectedRows()]
        state = {row: self.queue.files[row].state for row in rows}
        again = [row for row in rows if state[row] in AGAIN]
        stop = [row for row in rows if self.queue.running and state[row] in (State.WAITING, *UNDER_WAY)]
        menu = QMenu(self)
        menu.addAction(self.tr("Try again"), lambda: self._try_again(again)).setEnabled(bool(again))
        menu.addAction(self.tr("Stop"), lambda: self.queue.stop(stop)).setEnabled(bool(stop))
        return menu

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _try_again(self, rows: Sequence[int]) -> None:
        """At once, unless others wait that were not to be started."""
        waits = {row for row, file in enumerate(self.queue.files) if file.state in OPEN}
        self.queue.retry(rows)
        if waits <= set(rows):
            self.queue.start()

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder for the results"), self.folder.text())
        if name:
            self.folder.setText(name)
            self._plan()

    def _ask_files(self) -> None:
        kinds, everything = self.tr("Pictures"), self.tr("All files")
        names, _kind = QFileDialog.getOpenFileNames(
            self,
            self.tr("Add files"),
            settings.text(settings.OPEN_FOLDER),
            f"{kinds} ({READABLE} {READABLE.upper()});;{everything} (*)",
            options=QFileDialog.Option.HideNameFilterDetails,  # all endings are wider than a screen
        )
        if names:
            self._take([Path(name) for name in names])

    # -- what is shown -------------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """One line under the files."""
        self.said.setText(controls.sentence(text) if text else "")

    def progress_words(self) -> str:
        """Like "7 of 20, about 2 min left"; "" while nothing is done."""
        queue = self.queue
        if not queue.files:
            return ""
        words = self.tr("{} of {}").format(queue.finished, len(queue.files))
        if queue.stopping:
            return self.tr("{}; stopping").format(words)
        if queue.paused and queue.running:
            return self.tr("{}; pausing after the current files").format(words)
        if not queue.running and queue.waits:
            return (self.tr("{}; paused") if queue.paused else self.tr("{}; stopped")).format(words)
        if (left := queue.seconds_left) is not None and left >= 1:
            return self.tr("{}; about {} left").format(words, time_left(left))
        return words

    def _refresh(self) -> None:
        queue = self.queue
        failed = queue.count(State.FAILED)
        broken_off = not queue.running and queue.waits and bool(queue.finished or queue.count(State.STOPPED))
        self.bar.setValue(round(1000 * queue.fraction))
        for widget in (self.method, self.scale, self.folder, self.browse, self.template, self.skip, self.add):
            widget.setEnabled(not queue.running)
        self.go.setEnabled(not queue.running and queue.waits)
        self.go.setText(self.tr("Resume") if broken_off else self.tr("Start"))
        self.pause.setEnabled(queue.running and not queue.stopping)
        self.pause.setText(self.tr("Resume") if queue.paused and queue.running else self.tr("Pause"))
        self.stop.setEnabled(queue.running and not queue.stopping)
        self.retry.setVisible(failed > 0 and not queue.running)
        if not queue.files:
            self.said.setText(self.tr("Files and folders can be dropped here."))
        elif queue.running or broken_off:
            self.said.setText(self.progress_words())
            self.table.viewport().update()
        elif queue.finished:
            self.say(language.joined(self._ended_words(failed)))

    def _ended_words(self, failed: int) -> list[str]:
        queue = self.queue
        skipped = queue.count(State.SKIPPED)
        words = [self.tr("%n file(s) enlarged", "", queue.count(State.DONE))]
        words += [self.tr("%n skipped", "", skipped)] * bool(skipped)
        return words + [self.tr("%n failed", "", failed)] * bool(failed)

    def _explain(self, current: QModelIndex, _before: QModelIndex) -> None:
        """All of what went wrong with the file that is marked, which its row may have no room for."""
        if current.isValid() and not self.queue.running:
            self.say(self.queue.files[current.row()].message)

    # -- dropping ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt's hook: everything may be dropped; what is no file is answered in words."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt's hook."""
        event.acceptProposedAction()
        found = incoming.of(event.mimeData())
        if isinstance(found, incoming.Files):
            self._take(found.paths)
        else:
            why = found.why if isinstance(found, incoming.Nothing) else self.tr("Only files can be added.")
            self.say(why)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt's hook: closing hides; the work goes on, and the status bar says how far it is."""
        self.hide()
        event.ignore()


def time_left(seconds: float) -> str:
    """Like "41 s" or "3 min 5 s": an estimate has no tenths."""
    return duration(round(seconds)) if seconds >= 59.5 else f"{round(seconds)} s"

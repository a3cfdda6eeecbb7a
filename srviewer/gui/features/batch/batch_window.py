"""The window of *Upscale to folder*: what is done to the files, where they go, and how far each is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QPushButton, QWidget

from srviewer.errors import SrviewerError
from srviewer.gui.canvas.describe import duration
from srviewer.gui.features.batch.actions import of_files
from srviewer.gui.features.batch.batch_files import FilesTable, mime_of
from srviewer.gui.features.batch.form import BatchForm
from srviewer.gui.features.batch.queue import OPEN, BatchQueue, FileState
from srviewer.gui.look import boxes, controls, language
from srviewer.gui.look.actions import Thing
from srviewer.gui.services import incoming, settings
from srviewer.gui.services.reading import READABLE
from srviewer.imaging.atomic import readable_name
from srviewer.phrase import commas, phrase, semicolons
from srviewer.session import Session

SUBFOLDER = "enlarged"


class BatchWindow(QDialog):
    """Made once and shown when it is wanted; closing it lets the work go on."""

    def __init__(self, session: Session, queue: BatchQueue, parent: QWidget) -> None:
        super().__init__(parent)
        self.queue = queue
        self.inputs: tuple[Path, ...] = ()
        self.setWindowTitle(self.tr("Upscale to folder"))
        self.setAcceptDrops(True)
        self.resize(920, 600)
        self.form = BatchForm(session)
        self.table = FilesTable(queue, self)
        self._make_actions()
        self._build()
        self._connect()
        self._refresh()
        self.form.method.setFocus()

    def _make_actions(self) -> None:
        self._actions = {action: action.made(self) for action in of_files(self)}
        for action, made in self._actions.items():
            made.triggered.connect(lambda _checked, run=action.run: run())
            self.addAction(made)

    def _button(self, key: str) -> QPushButton:
        """A button that does what the action of a key does."""
        made = next(made for made in self._actions.values() if made.shortcut() == QKeySequence(key))
        keys = made.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        button = controls.button(controls.plain(made.text()), made.trigger, tip=keys)
        button.setEnabled(made.isEnabled())
        button.setAutoDefault(False)
        made.enabledChanged.connect(button.setEnabled)
        return button

    def _build(self) -> None:
        self.said = controls.label("", "small", wrap=True)
        self.bar = controls.progress_bar(self.tr("Progress"))
        self.retry = controls.button(self.tr("Retry failed files"), self._retry)
        self.pause = controls.button(self.tr("Pause"), self._pause)
        self.stop = controls.button(self.tr("Stop"), lambda: self.queue.stop())
        self.go = controls.button(self.tr("Start"), self._start, role="primary")
        self.go.setDefault(True)
        self.add, self.add_folder, self.clear_all = (
            self._button(key) for key in ("Ctrl+O", "Ctrl+Shift+O", "Shift+Del")
        )
        self.opened = self._button("Ctrl+Shift+F")
        self.take_off, self.up, self.down = map(self._button, ("Del", "Alt+Up", "Alt+Down"))
        of_list = (self.take_off, self.clear_all, self.up, self.down)
        above = boxes.row(self.add, self.add_folder, None, *of_list, gap=8)
        below = boxes.row(self.opened, self.retry, None, self.pause, self.stop, self.go, gap=8)
        right = boxes.column(above, (self.table, 1), self.bar, self.said, below, gap=12)
        boxes.row(self.form, (right, 1), of=self, margins=(20, 16, 20, 16), gap=12)

    def _connect(self) -> None:
        queue = self.queue
        queue.planned.connect(self._planned)
        for told in (queue.progressed, queue.ended, queue.rearranged):
            told.connect(self._refresh)
        queue.failed.connect(self.say)
        self.form.changed.connect(self._plan)
        self.form.browse_requested.connect(self._ask_folder)
        self.form.said.connect(self.say)
        self.table.selectionModel().currentRowChanged.connect(self._explain)
        self.table.selectionModel().selectionChanged.connect(self._enable_actions)
        self.table.menu_requested.connect(self._show_menu)
        self.table.rows_dropped.connect(self._move)

    # -- what is to be done --------------------------------------------------------------------------------

    def open_with(self, paths: Sequence[Path] = ()) -> None:
        """Show the window, with these files and folders in the queue; method and scale start as the window's."""
        if not self.queue.running:
            self.form.list_known()
            self._take(paths)
        controls.come_forward(self)

    def take_over(self, other: BatchWindow) -> None:
        """Go on where another window was, whose queue this one's has taken over."""
        self.form.take_over(other.form)
        self.inputs = other.inputs
        if not self.queue.files:  # they were about to be planned
            self._plan()
        self._refresh()
        controls.put_in_place_of(self, other)

    def _take(self, paths: Sequence[Path]) -> None:
        if self.queue.running:
            self.say(self.tr("Files can be added when the batch is finished or stopped."))
            return
        over = bool(self.queue.files) and self.queue.finished == len(self.queue.files)
        self.inputs = tuple(dict.fromkeys((() if over else self.inputs) + tuple(paths)))
        if paths and (over or not self.form.folder.text()):
            first = paths[0]
            self.form.set_folder((first if first.is_dir() else first.parent) / SUBFOLDER)
        self._plan()

    @property
    def output(self) -> Path | None:
        """The folder of the results, if it is there."""
        folder = Path(self.form.folder.text()).expanduser()
        return folder if self.form.folder.text() and folder.is_dir() else None

    def _plan(self) -> None:
        """The queue anew, since files or what is done to them has changed."""
        folder = self.form.folder.text()
        if self.queue.running or not self.inputs or not folder:
            return
        try:
            settings, template = self.form.settings(), self.form.template.text()
            self.queue.plan(self.inputs, Path(folder).expanduser(), settings, template)
        except SrviewerError as error:
            self.say(language.said(str(error)))

    # -- the list ------------------------------------------------------------------------------------------

    @property
    def marked(self) -> list[int]:
        """The rows that are marked."""
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    def remove(self, rows: Sequence[int]) -> None:
        """Take files off the list."""
        self.queue.remove(rows)
        self.inputs = tuple(file.item.source for file in self.queue.files)

    def clear(self) -> None:
        """Take all files off the list."""
        self.remove(range(len(self.queue.files)))

    def can_move(self, by: int) -> bool:
        rows = self.marked
        return bool(rows) and rows[0] + by >= 0 and rows[-1] + by < len(self.queue.files)

    def move_marked(self, by: int) -> None:
        """Move the marked files up or down by a row."""
        rows = self.marked
        self._move(rows, rows[0] - 1 if by < 0 else rows[-1] + 2)

    @Slot(object, int)
    def _move(self, rows: Sequence[int], to: int) -> None:
        """Put files before a row; they stay marked."""
        moved = {self.queue.files[row].item for row in rows}
        self.queue.move(rows, to)
        self.inputs = tuple(file.item.source for file in self.queue.files)
        self.table.mark(row for row, file in enumerate(self.queue.files) if file.item in moved)

    def copy(self, rows: Sequence[int]) -> None:
        """Put result files on the clipboard, for a file manager or a mail."""
        QGuiApplication.clipboard().setMimeData(mime_of([self.queue.files[row].item.target for row in rows]))
        self.say(self.tr("Copied %n file(s)", "", len(rows)))

    def open_folder(self) -> None:
        """Show the folder of the results in the file manager."""
        if self.output is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.output)))

    # -- the work ------------------------------------------------------------------------------------------

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
        settings.store().setValue(settings.SAVE_FOLDER, str(Path(self.form.folder.text()).parent))
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
        self._enable_actions()
        menu = QMenu(self)
        menu.addActions([made for action, made in self._actions.items() if Thing.FILE in action.on])
        return menu

    @Slot(QPoint)
    def _show_menu(self, at: QPoint) -> None:
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def _enable_actions(self) -> None:
        for action, made in self._actions.items():
            made.setEnabled(action.enabled is None or action.enabled())

    def try_again(self, rows: Sequence[int]) -> None:
        """At once, unless others wait that were not to be started."""
        waits = {row for row, file in enumerate(self.queue.files) if file.state in OPEN}
        self.queue.retry(rows)
        if waits <= set(rows):
            self.queue.start()

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Folder for the results"), self.form.folder.text())
        if name:
            self.form.folder.setText(name)
            self._plan()

    def ask_input_folder(self) -> None:
        """Let the user add the pictures of a folder."""
        start = settings.text(settings.OPEN_FOLDER)
        if name := QFileDialog.getExistingDirectory(self, self.tr("Add folder"), start):
            self._take([Path(name)])

    def ask_files(self) -> None:
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
        failed = queue.count(FileState.FAILED)
        broken_off = not queue.running and queue.waits and bool(queue.finished or queue.count(FileState.STOPPED))
        self.bar.setValue(round(1000 * queue.fraction))
        self.form.page.setEnabled(not queue.running)
        self._enable_actions()
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
        skipped = queue.count(FileState.SKIPPED)
        words = [self.tr("%n file(s) enlarged", "", queue.count(FileState.DONE))]
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
        if self.table.drop(event.mimeData(), self.table.viewport().mapFrom(self, event.position().toPoint())):
            return
        found = incoming.of(event.mimeData())
        if isinstance(found, incoming.Files):
            self._take(found.paths)
        else:
            why = found.why if isinstance(found, incoming.Nothing) else self.tr("Only files can be added.")
            self.say(why)


def time_left(seconds: float) -> str:
    """Like "41 s" or "3 min 5 s": an estimate has no tenths."""
    return duration(round(seconds)) if seconds >= 59.5 else f"{round(seconds)} s"

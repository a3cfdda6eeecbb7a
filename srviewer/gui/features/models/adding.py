"""Add models: by a dialog, or what was dropped on the window. They are read in a lane, and become panes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer import models, upsamplers
from srviewer.compared import Pane
from srviewer.engine import preload
from srviewer.engine.events import Finished
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH
from srviewer.errors import ModelError, SrviewerError
from srviewer.gui.look import language
from srviewer.gui.services import settings
from srviewer.gui.services.errands import Errands, words
from srviewer.models import library, loaded
from srviewer.session import Session
from srviewer.upsamplers import from_files

SLOT = "add models"
FOLDER = "folders/models"


class Models(QObject):
    """Keeps catalogue and library in agreement. Lives in the GUI thread."""

    said = Signal(str)
    failed = Signal(str)
    busy = Signal(str)  # what is being read, in words; "" when that is over
    changed = Signal()
    listed = Signal()  # several were added: the library is to be shown

    def __init__(self, session: Session, errands: Errands, over: QWidget) -> None:
        super().__init__(over)
        self.session, self.errands, self.over = session, errands, over
        from_files.restore()

    # -- adding -------------------------------------------------------------------------------------------

    def ask(self, over: QWidget | None = None) -> None:
        """Let the user choose files, in a dialog over a window."""
        kinds, suffixes = self.tr("Models"), " ".join(f"*{suffix}" for suffix in models.SUFFIXES)
        names, _kind = QFileDialog.getOpenFileNames(
            over or self.over, self.tr("Add models"), settings.text(FOLDER), f"{kinds} ({suffixes})"
        )
        if names:
            settings.put(FOLDER, str(Path(names[0]).parent))
            self.add([Path(name) for name in names])

    def add(self, files: Sequence[Path], copy: bool = False) -> None:
        """Put files, or copies, into the library. One is read at once and becomes a pane; of several, those that are
        wanted."""
        self.busy.emit(self.tr("reading {}").format(files[0].name))
        call = partial(_read, files[0], copy) if len(files) == 1 else partial(_listed, tuple(files))
        self.errands.send((SLOT, tuple(files)), call, self._added, self._refused, BATCH)

    @Slot(object)
    def add_copy(self, file: Path) -> None:
        """Put a copy of a file into the library; it becomes a pane."""
        self.add([file], copy=True)

    def _added(self, found: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        names, refused = found
        self.busy.emit("")
        self.refresh()
        if len(names) == 1:
            method = upsamplers.get(names[0])
            self.said.emit(self.tr("{}: {}").format(language.core(method.title), language.said(method.line)))
            self.put_pane(method.name)
        elif names:
            self.said.emit(self.tr("{} models added; tick those to compare").format(len(names)))
            self.listed.emit()
        if refused:
            self.failed.emit(" · ".join(map(language.said, refused)))

    def _refused(self, error: Exception) -> None:
        self.busy.emit("")
        self.refresh()
        self.failed.emit(words(error))

    def put_pane(self, method: str) -> None:
        """Show a model in a pane, after the other methods, and selected."""
        panes = self.session.comparison.without(method).panes
        at = next((i for i, pane in enumerate(panes) if pane.is_reference), len(panes))
        self.session.edit(panes=(*panes[:at], Pane.of(method), *panes[at:]), selected=at)

    # -- what changes -------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Take over what the library says; panes that missed a model that is there now show it."""
        from_files.refresh()
        c = self.session.comparison
        again = from_files.found_again()
        if any(pane.method in again for pane in c.panes):
            panes = tuple(Pane(again.get(pane.method, pane.method), pane.params) for pane in c.panes)
            self.session.edit(panes=panes)
        for name in again:
            from_files.forget(name)
        self.changed.emit()

    def taken(self, event: object, _display: object) -> None:
        """An event that the session has taken: what a model's first run has told is shown from then on."""
        if isinstance(event, Finished) and event.result.method.startswith(from_files.PREFIX):
            from_files.refresh()
            self.changed.emit()

    def change(self, name: str, /, **fields: object) -> None:
        """Change a model of the library; panes follow it to another name or another order of channels."""
        try:
            entry = library.change(name, **fields)
        except SrviewerError as error:
            self._refused(error)
            return
        old, new = from_files.PREFIX + name, from_files.PREFIX + entry.name
        before = self.session.comparison
        panes = tuple(_followed(pane, old, new, entry.order if "order" in fields else None) for pane in before.panes)
        from_files.add_entry(entry)
        self.session.edit(panes=panes)
        self.refresh()

    def remove(self, name: str) -> None:
        """Take a model out of the library; its panes go."""
        try:
            library.remove(name)
        except SrviewerError as error:
            self._refused(error)
            return
        self.refresh()


def _followed(pane: Pane, old: str, new: str, order: str | None) -> Pane:
    if pane.method != old:
        return pane
    params = dict(pane.params) | ({} if order is None else {"order": order})
    return Pane(new, tuple(sorted(params.items())))


def _read(file: Path, copy: bool, token: Token) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In a lane's thread: one file, read before it is put into the library."""
    if (why := models.lacking(file)) is not None:
        raise ModelError(why)
    preload.wait(token)
    preload.preload_torch(Token())
    loaded.known(file)
    return _put((file,), copy), ()


def _listed(files: tuple[Path, ...], token: Token) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In a lane's thread: several files, looked at and not read."""
    from srviewer.models.sniff import content_of

    good, refused = [], []
    for file in files:
        token.raise_if_cancelled()
        try:
            content_of(file)
            good.append(file)
        except ModelError as error:
            refused.append(str(error))
    if why := next((w for w in map(models.lacking, good) if w), None):
        raise ModelError(why)
    return _put(tuple(good)), tuple(refused)


def _put(files: tuple[Path, ...], copy: bool = False) -> tuple[str, ...]:
    entries = library.add(files, copy)
    for entry in entries:
        library.learn(entry.name)
    return tuple(from_files.PREFIX + entry.name for entry in entries)

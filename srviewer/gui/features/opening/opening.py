"""Open: a file, a sample, a pasted picture; read in a lane, and shown when it has been read well.

What was open stays until then; what cannot be opened is told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer import models, session_file, upsamplers
from srviewer.compared import Source, start_of
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.errors import PictureMovedError, PixelLimitError
from srviewer.gui.look import controls, language
from srviewer.gui.services import incoming, reading, recent, settings
from srviewer.gui.services.errands import Errands, words
from srviewer.gui.services.reading import READABLE
from srviewer.kinds import Mode
from srviewer.session import Session
from srviewer.upsamplers import from_files

SLOT, OWN_SLOT = "open", "open own"


class Opening(QObject):
    """Opens pictures into the session. Lives in the GUI thread."""

    busy = Signal(str)  # what is being read, in words; "" when that is over
    opened = Signal(str)
    stepping = Signal()  # the next of several files is about to be shown: the view is to stay
    failed = Signal(str, object)  # why, in words; and what can be done (its name, how), or None
    resumed = Signal(object)  # the view of a comparison that was saved, before its picture is there
    said = Signal(str)
    album_changed = Signal()
    models_found = Signal(object)  # files of models among what was to be opened

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, errands
        self._start: tuple[Mode | None, int | None] = (None, None)
        self._suited: tuple[Mode, int] | None = None
        self._album: tuple[Path, ...] = ()
        self._page = 0
        self.opened.connect(self._has_opened)
        self.failed.connect(lambda: self.busy.emit(""))

    def start_with(self, mode: Mode | None, scale: int | None) -> None:
        """Mode and scale that the next picture gets (None: what suits it)."""
        self._start = (mode, scale)

    # -- where from --------------------------------------------------------------------------------------

    def ask(self, window: QWidget) -> None:
        """Let the user choose a file."""
        folder = settings.text(settings.OPEN_FOLDER)
        title, kinds, everything = self.tr("Open a picture"), self.tr("Pictures"), self.tr("All files")
        filters = f"{kinds} ({READABLE} {READABLE.upper()} *{session_file.SUFFIX});;{everything} (*)"
        if (path := _chosen(window, title, folder, filters)) is not None:
            settings.store().setValue(settings.OPEN_FOLDER, str(path.parent))
            self.files((path,))

    def ask_own(self, window: QWidget) -> None:
        """Let the user choose a result of the same picture that was made elsewhere."""
        folder = settings.text(settings.OPEN_FOLDER)
        title, kinds = self.tr("Open my own result of this picture"), self.tr("Pictures")
        if (path := _chosen(window, title, folder, f"{kinds} ({READABLE} {READABLE.upper()})")) is not None:
            self.own(path)

    def own(self, path: Path, place: int | None = None) -> None:
        """Open a result of the same picture that was made elsewhere, in a pane of its own, at a place among the panes
        (None: after the selected one)."""
        self._read_own(path.name, lambda _token: reading.source_of_file(path, True), place)

    def own_mime(self, data: QMimeData, place: int) -> None:
        """Open what a drop brings as such results, beside each other from a place on."""
        match incoming.of(data):
            case incoming.Files(paths):
                for path in reversed(paths):
                    self.own(path, place)
            case incoming.Pixels(image, name):
                self._read_own(name, lambda _token: Source(reading.picture_of(image), name), place)
            case incoming.Nothing(why):
                self.failed.emit(why, None)

    def _read_own(self, name: str, call: Callable[[Token], Source], place: int | None) -> None:
        source = self._session.source

        def show(found: Source) -> None:
            self.busy.emit("")
            if self._session.source is source and source is not None:  # not into another picture's comparison
                self._session.add_own(found, place)
                self.opened.emit(name)

        self._begins(name)
        self._errands.send((OWN_SLOT, call), call, show, lambda error: self.failed.emit(words(error), None), FILES)

    @Slot()
    def paste(self) -> None:
        """Open what is on the clipboard."""
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None if empty
        if data is None:
            self.failed.emit(self.tr("The clipboard is empty."), None)
        else:
            self.mime(data)

    def mime(self, data: QMimeData) -> None:
        """Open what a drop or the clipboard brings."""
        match incoming.of(data):
            case incoming.Files(paths):
                self.files(paths)
            case incoming.Pixels(image, name):
                self.image(image, name)
            case incoming.Nothing(why):
                self.failed.emit(why, None)

    def files(self, paths: Sequence[Path]) -> None:
        """Open the first of some files; `step` goes to the others. A saved comparison is opened by itself."""
        if found := tuple(path for path in paths if models.is_model(path) and not path.is_dir()):
            self.models_found.emit(found)
            paths = [path for path in paths if path not in found]
            if not paths:
                return
        if paths and paths[0].suffix.lower() == session_file.SUFFIX:
            self.comparison(paths[0])
            return
        if len(paths) == 1 and not paths[0].is_dir():
            self._turn_over(paths)
            return
        self._begins(paths[0].name)
        self._errands.send(
            SLOT,
            lambda token: _pair_or_pictures(paths, token),
            self._pair_or_album,
            lambda error: self.failed.emit(words(error), None),
            FILES,
        )

    def _pair_or_album(self, found: Source | tuple[Path, ...]) -> None:
        if isinstance(found, tuple) and models.is_model(found[0]):
            self.busy.emit("")
            self.models_found.emit(found)
            return
        if isinstance(found, tuple):
            self._turn_over(found)
            return
        self.set_album(())
        assert found.lr is not None
        self._session.open(found, mode=Mode.BENCHMARK, scale=round(found.picture.height / found.lr.height))
        self._suited = None
        self.opened.emit(found.name)
        self.said.emit(self.tr("Pair: {} is the truth, opened with its LR").format(found.name))

    def _turn_over(self, paths: Sequence[Path], limited: bool = True) -> None:
        """Open the first of some files; one takes the place of those that were open together once it is shown."""
        if len(paths) > 1:
            self.set_album(tuple(paths))
        again = partial(self._turn_over, paths, False) if limited else None
        self._read(paths[0].name, partial(_source_of, paths[0], limited), partial(self._show, tuple(paths)), again)

    @Slot(str)
    def show_no_file(self, name: str) -> None:
        """What is shown now was not opened here, and is none of several files."""
        self.set_album(())
        self.opened.emit(name)

    def set_album(self, paths: tuple[Path, ...], page: int = 0) -> None:
        """Files that were opened together, and which of them is shown."""
        self._album, self._page = paths, page
        self.album_changed.emit()

    @property
    def album(self) -> tuple[Path, ...]:
        """The files that were opened together."""
        return self._album

    @property
    def page(self) -> int:
        """Which of them is open."""
        return self._page

    def turn_to(self, page: int) -> None:
        """Open one of the files that were opened together, at the same view."""
        if 0 <= page < len(self._album) and page != self._page:
            self._page = page
            self.album_changed.emit()
            self._open_page()

    def step(self, by: int) -> None:
        """Open the next (or the one before) of the files that were opened together, at the same view."""
        if len(self._album) > 1:
            self.turn_to((self._page + by) % len(self._album))

    @property
    def place(self) -> str:
        """Which of several files is open, like "2 of 7"; empty for one."""
        if len(self._album) < 2:
            return ""
        return self.tr("{} of {}").format(self._page + 1, len(self._album))

    @property
    def pages(self) -> tuple[int, int]:
        """Which page or frame of its file is open, and how many the file has."""
        source = self._session.source
        return (1, 1) if source is None or source.path is None else (source.picture.page, source.picture.pages)

    def show_page(self, number: int) -> None:
        """Open another page or frame of the file that is open, at the same view."""
        page, pages = self.pages
        source = self._session.source
        if source is None or (path := source.path) is None or number == page or not 1 <= number <= pages:
            return
        self._read(path.name, lambda _token: reading.source_of_file(path, False, number), self._turn)

    def step_page(self, by: int) -> None:
        """Open the next (or the one before) of the pages of the file that is open."""
        page, pages = self.pages
        self.show_page((page - 1 + by) % pages + 1)

    def _open_page(self, limited: bool = True) -> None:
        path, again = self._album[self._page], partial(self._open_page, False) if limited else None
        self._read(path.name, partial(_source_of, path, limited), self._turn, again)

    def comparison(self, path: Path, picture: Path | None = None, then: Callable[[], None] | None = None) -> None:
        """Open a comparison that was saved.

        picture : where its picture is, if the user has said so; then : called once it is shown
        """

        def show(found: reading.Resumed) -> None:
            self.set_album(())
            from_files.stand_in(session_file.missing_models(found.saved))
            self._session.resume(found.source, found.saved.comparison, found.own)
            self.resumed.emit(found.saved.view)
            self._suited = None
            self.opened.emit(found.source.name)
            if then is None:  # else it is not the user's file
                recent.add(path)
            if found.notices:
                self.said.emit(" · ".join(map(language.said, found.notices)))
            if then is not None:
                then()

        def refused(error: Exception) -> None:
            moved = isinstance(error, PictureMovedError)
            offer = (self.tr("Locate…"), lambda: self._ask_for_picture(path, then)) if moved else None
            self.failed.emit(words(error), offer)

        self._begins(path.name)
        self._errands.send(SLOT, lambda token: reading.resumed(path, picture, token), show, refused, FILES)

    def _ask_for_picture(self, path: Path, then: Callable[[], None] | None) -> None:
        """Let the user say where the picture of a comparison has gone."""
        title, kinds = self.tr("Where is the picture?"), self.tr("Pictures")
        picture = _chosen(None, title, str(path.parent), f"{kinds} ({READABLE} {READABLE.upper()})")
        if picture is not None:
            self.comparison(path, picture, then)

    def sample(self, name: str) -> None:
        """Open one of the samples."""
        self._read(name, lambda _token: reading.source_of_sample(name), partial(self._show, ()))

    def image(self, image: QImage | bytes, name: str) -> None:
        """Open a picture that Qt brings (the clipboard, a browser's drag)."""
        self._read(name, lambda _token: Source(reading.picture_of(image), name), partial(self._show, ()))

    # -- inside ------------------------------------------------------------------------------------------

    @Slot()
    def _has_opened(self) -> None:
        """What is open is among the recent files from now on; of several, it is said how to go to the others."""
        self.busy.emit("")
        if (source := self._session.source) is not None and source.path is not None:
            recent.add(source.path)
        if self.place:
            self.said.emit(self.tr("{}: the arrow keys step through the others at the same place").format(self.place))

    def _begins(self, name: str) -> None:
        self.busy.emit(self.tr("reading {}").format(name))

    def _read(
        self,
        name: str,
        call: Callable[[Token], Source],
        then: Callable[[Source], None],
        again: Callable[[], None] | None = None,
    ) -> None:
        self._begins(name)

        def refused(error: Exception) -> None:
            large = isinstance(error, PixelLimitError) and again is not None
            self.failed.emit(words(error), (self.tr("Open anyway"), again) if large else None)

        self._errands.send(SLOT, call, then, refused, FILES)

    def _turn(self, source: Source) -> None:
        """Show the next of several files: mode, scale and view stay."""
        self.stepping.emit()
        self._session.open(source)
        self.opened.emit(source.name)

    def _show(self, album: tuple[Path, ...], source: Source) -> None:
        self.set_album(album)
        mode, scale = self._start
        self._start = (None, None)
        before = (self._session.comparison.mode, self._session.comparison.scale)
        chosen_since = self._session.source is not None and before != self._suited
        suits = before if chosen_since else _start_of(source)
        self._suited = None if chosen_since else suits
        self._session.open(source, mode=mode or suits[0], scale=scale or suits[1])
        self.opened.emit(source.name)
        if fault := self._session.propose_photo():
            words_ = self.tr("{0}: Compact photo, which cleans it, is shown too; {1} undoes this")
            key = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
            self.said.emit(controls.sentence(words_.format(language.said(fault), key)))
        elif scale is None and suits[1] == start_of(source.picture)[1] != before[1] and not self.place:
            self.said.emit(self.tr("Scale ×{}, which suits the size of this picture").format(suits[1]))


def _chosen(window: QWidget | None, title: str, folder: str, filters: str) -> Path | None:
    """The file that the user chooses; the dialog leaves the endings out, which would make it wider than a screen."""
    hidden = QFileDialog.Option.HideNameFilterDetails
    name, _kind = QFileDialog.getOpenFileName(window, title, folder, filters, options=hidden)
    return Path(name) if name else None


def _source_of(path: Path, limited: bool, _token: Token) -> Source:
    """In a lane's thread."""
    return reading.source_of_file(path, limited)


def _pair_or_pictures(paths: Sequence[Path], token: Token) -> Source | tuple[Path, ...]:
    """In a lane's thread: of two files that belong together a source, of others the pictures among them; of folders
    with models and no pictures, the models."""
    if found := reading.models_among(paths):
        return found
    pair = reading.pair_among(paths)
    source = None if pair is None else reading.source_of_pair(*pair)
    return source if source is not None else reading.pictures_among(paths, token)


def _start_of(source: Source) -> tuple[Mode, int]:
    """Mode and scale that suit a picture; the settings may fix the scale."""
    mode, scale = start_of(source.picture)
    fixed = int(settings.number(settings.SCALE))
    return mode, fixed if fixed in upsamplers.scales() else scale

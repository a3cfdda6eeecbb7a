"""Export: what concerns all panes at once: the comparison, its numbers, a contact sheet, every picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer import readings, session_file, system
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.gui.features.saving.save import PaneContent, shown, write
from srviewer.gui.look import language, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import full_title
from srviewer.gui.services import asking, recent, settings
from srviewer.gui.services.errands import WRITING, Errands, words
from srviewer.kinds import Mode
from srviewer.readings import Readings
from srviewer.reports import contact_sheet
from srviewer.reports.arrangement import PLAIN, Arrangement
from srviewer.reports.caption import caption
from srviewer.reports.contact_sheet import Sheet, SheetColumn
from srviewer.reports.formats import TABLES, figure_format, table_format
from srviewer.reports.table import Table, numbers_table
from srviewer.session import Session
from srviewer.session_file import SavedView

PREVIEW_WIDTH = 1100  # pixels of a sheet on the screen


@dataclass(frozen=True, eq=False)
class SheetContent:
    """Finished panes with their numbers, and what a sheet says of them. Frozen, so that a dialog and a lane may have it
    whatever becomes of the comparison."""

    title: str
    scale: int
    regions: tuple[Rect, ...]
    columns: tuple[tuple[PaneContent, Readings], ...]

    @property
    def titles(self) -> list[str]:
        return [found.title for found, _row in self.columns]

    def of(self, chosen: Sequence[int]) -> SheetContent:
        """Some of the panes."""
        return replace(self, columns=tuple(self.columns[index] for index in chosen))

    def sheet(self, arrangement: Arrangement = PLAIN) -> Sheet:
        """In a lane's thread."""
        drawn = tuple(column_of(found, row, self.scale) for found, row in self.columns)
        return Sheet.make(self.title, drawn, _inside(self.regions, self.columns) if drawn else (), arrangement)


class Exporting(QObject):
    """Takes the whole comparison out of the window. Lives in the GUI thread."""

    saved = Signal(str)
    copied = Signal(str)
    failed = Signal(str)
    previewed = Signal(object)  # the sheet as a QImage
    refused = Signal(str)  # why a sheet cannot be, in words

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.errands = session, errands

    def ask_comparison(self, window: QWidget, view: SavedView) -> None:
        """Let the user say where the comparison goes, and whether its pictures go into the file."""
        source = self._session.source
        if source is None:
            return
        kinds = [self.tr("Comparison (*.srview)"), self.tr("Comparison with embedded pictures (*.srview)")]
        title, name = self.tr("Save comparison"), f"{Path(source.name).stem}{session_file.SUFFIX}"
        if found := asking.where_to_save(window, title, name, ";;".join(kinds), source.path):
            self.comparison_to(found[0], view, pixels=found[1] == kinds[1])

    def comparison_to(self, path: Path, view: SavedView, pixels: bool = False) -> None:
        """Save the comparison; the dialog has asked about overwriting."""
        describe = session_file.describe(self._session, view, path.parent, pixels)
        said = self.tr("Saved the comparison as {}").format(path.name)

        def saved(_nothing: None) -> None:
            recent.add(path)
            self.saved.emit(said)

        self.errands.send(
            ("save", path),
            lambda _token: session_file.write(path, describe(), overwrite=True),
            saved,
            lambda error: self.failed.emit(words(error)),
            FILES,
            WRITING,
        )

    def numbers(self) -> Table | None:
        """The numbers of every finished pane as a table; tells why there is none, if so."""
        entries = []
        for pane, row in readings.of_session(self._session).items():
            if (outcome := self._session.outcome(pane)) is not None and outcome.measures is not None:
                entries.append((full_title(pane), outcome.result, row))
        if not entries:
            self.failed.emit(self.tr("There are no numbers yet."))
            return None
        return numbers_table(entries)

    def copy_numbers(self, form: str) -> None:
        """Put the numbers on the clipboard in a form of `reports.formats.TABLES`, by its name."""
        if (table := self.numbers()) is not None:
            QGuiApplication.clipboard().setText(TABLES.get(form).text(table))
            self.copied.emit(self.tr("Copied the numbers as {}").format(form))

    def ask_where_numbers(self, window: QWidget) -> None:
        """Let the user say where the numbers go."""
        table, source = self.numbers(), self._session.source
        if table is None or source is None:
            return
        stem = f"{Path(source.name).stem}_x{self._session.comparison.scale}"
        plain = TABLES.get("CSV")
        forms = sorted(TABLES, key=lambda known: known is not plain)
        kinds = ";;".join(f"{known.name} (*{known.suffix})" for known in forms)
        title = self.tr("Export numbers")
        if found := asking.where_to_save(window, title, f"{stem}{plain.suffix}", kinds, source.path):
            self.numbers_to(found[0], table)

    def numbers_to(self, path: Path, table: Table) -> None:
        """Write the numbers, in the form that the name asks for (CSV unless it is another that is known)."""
        text = table_format(path).text(table)
        self.errands.send(
            ("save", path),
            lambda _token: _write_text(path, text),
            lambda said: self.saved.emit(said),
            lambda error: self.failed.emit(words(error)),
            FILES,
            WRITING,
        )

    # -- contact sheet -------------------------------------------------------------------------------------

    def preview(self, content: SheetContent, arrangement: Arrangement) -> None:
        """Draw the sheet small; `previewed` tells when it is there, `refused` if it cannot be."""
        self.errands.send(
            "sheet preview",
            lambda _token: _small(content.sheet(arrangement)),
            self.previewed.emit,
            lambda error: self.refused.emit(words(error)),
        )

    def copy_caption(self, content: SheetContent, arrangement: Arrangement) -> None:
        """Put a paragraph that says what is on the sheet, and how it was made and measured, on the clipboard."""

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            self.copied.emit(self.tr("Copied the caption"))

        self.errands.send(
            "caption",
            lambda _token: caption(content.sheet(arrangement), language.said),
            done,
            lambda error: self.refused.emit(words(error)),
        )

    def sheet_to(
        self,
        path: Path,
        content: SheetContent | None = None,
        arrangement: Arrangement = PLAIN,
        overwrite: bool = True,
    ) -> None:
        """Write finished panes (all that there are now, unless given) with their numbers, as the name's ending asks
        for."""
        what, tongue = content or self.content(), contact_sheet.Tongue(language.tag(), language.said)
        numbers = numbers_table([(found.title, found.result, row) for found, row in what.columns if found.result])

        def make(_token: Token) -> tuple[str, str]:
            form = figure_format(path)
            form.write(what.sheet(arrangement), path, numbers, overwrite, tongue)
            return form.saved, path.name

        def done(made: tuple[str, str]) -> None:
            settings.store().setValue(settings.SAVE_FOLDER, str(path.parent))
            self.saved.emit(language.core(made[0]).format(made[1]))

        def refused(error: Exception) -> None:
            self.refused.emit(words(error))
            if content is None:  # there is no dialog to say it in
                self.failed.emit(words(error))

        self.errands.send(("save", path), make, done, refused, FILES, WRITING)

    def content(self) -> SheetContent:
        """What a sheet can be made of now."""
        c = self._session.comparison
        return SheetContent(self.sheet_title(), c.scale, c.regions, tuple(self._columns()))

    def place(self, what: str, suffix: str) -> Path:
        """Where a file about the comparison goes unless the user says otherwise."""
        source = self._session.source
        assert source is not None
        name = f"{system.file_name(Path(source.name).stem)}_x{self._session.comparison.scale}_{what}{suffix}"
        return asking.folder_for(source.path) / name

    def _columns(self) -> list[tuple[PaneContent, Readings]]:
        """Every finished result of the whole picture, with its numbers; and the truth, where there is one."""
        session = self._session
        columns: list[tuple[PaneContent, Readings]] = []
        for pane, row in readings.of_session(session).items():
            what = shown(session, pane)
            if what is not None and what.result is not None and what.result.region is None:
                columns.append((what, row))
        if session.truth is not None and session.source is not None:
            columns.append((PaneContent(self.tr("Truth"), "", None, session.truth, session.source.picture), {}))
        return columns

    def sheet_title(self) -> str:
        c, source = self._session.comparison, self._session.source
        name = source.name if source is not None else ""
        if c.mode is Mode.UPSCALE:
            enlarged = source.lr_name if source is not None and source.lr is not None else name
            words_ = self.tr("{}, cleaned up") if c.scale == 1 else self.tr("{} ×{}, enlarged")
            return words_.format(enlarged, c.scale)
        return self.tr("{} ×{}, against the truth, {}").format(name, c.scale, language.said(self._session.lr_words))

    # -- every picture -------------------------------------------------------------------------------------

    def ask_all(self, window: QWidget) -> None:
        """Let the user say into which folder every pane's picture goes."""
        source = self._session.source
        folder = asking.folder_for(None if source is None else source.path)
        name = QFileDialog.getExistingDirectory(window, self.tr("Save all panes to a folder"), str(folder))
        if name:
            settings.store().setValue(settings.SAVE_FOLDER, name)
            self.all_to(Path(name))

    def all_to(self, folder: Path) -> None:
        """Save every pane that has something as a PNG; a name that is taken gets a number: nothing is overwritten."""
        panes = dict.fromkeys(self._session.comparison.panes)
        found = [what for pane in panes if (what := shown(self._session, pane)) is not None]
        if not found:
            self.failed.emit(self.tr("There is nothing to save yet."))
            return

        def save(token: Token) -> int:
            for what in found:
                write(what, free(folder, what.stem), token, overwrite=False)
            return len(found)

        self.errands.send(
            ("save", folder),
            save,
            lambda count: self.saved.emit(self.tr("Saved %n pane(s) in {}", "", count).format(folder.name)),
            lambda error: self.failed.emit(words(error)),
            FILES,
            WRITING,
        )


def _small(sheet: Sheet) -> QImage:
    """In a lane's thread: a sheet for the screen, that owns its pixels."""
    import numpy as np

    how, count = sheet.arrangement, len(sheet.columns)
    width = how.in_a_row(count) * how.cell(count)
    dpi = round(96 * min(1.0, PREVIEW_WIDTH / width))
    pixels = np.ascontiguousarray(contact_sheet.draw(sheet, language.said, dpi))
    height, width_, _channels = pixels.shape
    return QImage(pixels.data, width_, height, pixels.strides[0], QImage.Format.Format_RGB888).copy()


def column_of(found: PaneContent, row: Readings, scale: int) -> SheetColumn:
    """In a lane's thread: a pane as a column of the sheet, 8 bits."""
    import numpy as np

    from srviewer.imaging.picture import as_levels

    result = found.result
    made = (contact_sheet.before(scale),) if result is None else contact_sheet.made_by(result)
    pixels = np.asarray(as_levels(found.as_picture().samples), np.uint8)
    return SheetColumn(found.title, theme.method_colour(found.key).name(), pixels, row, made)


def _inside(crops: Sequence[Rect], columns: Sequence[tuple[PaneContent, object]]) -> tuple[Rect, ...]:
    """The regions that lie within the pictures."""
    picture = columns[0][0].as_picture()
    return tuple(c for c in crops if c.right <= picture.width and c.bottom <= picture.height)


def free(folder: Path, stem: str) -> Path:
    """A name that is not taken."""
    path, number = folder / f"{stem}.png", 2
    while path.exists():
        path, number = folder / f"{stem}_{number}.png", number + 1
    return path


def _write_text(path: Path, text: str) -> str:
    from srviewer.imaging.atomic import atomic_write

    with atomic_write(path, overwrite=True, encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")
    return _tr("Saved the numbers as {}").format(path.name)

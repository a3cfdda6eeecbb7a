"""Save and copy: the selected pane into a file (in a lane) or onto the clipboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from srviewer import session_file
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.gui import settings
from srviewer.gui.operations.errands import Errands, words
from srviewer.gui.operations.regions import selected
from srviewer.gui.panels.titles import full_title, pane_title
from srviewer.imaging.picture import Picture, quantise
from srviewer.reports.table import FORMATS, Table, numbers_table
from srviewer.session import LR, TRUTH, Session, State
from srviewer.session_file import View

KINDS = "PNG (*.png);;TIFF (*.tif *.tiff);;WebP (*.webp);;JPEG (*.jpg *.jpeg)"


@dataclass(frozen=True, eq=False)
class Shown:
    """What a pane shows, ready to go out: frozen, so that a lane may have it."""

    title: str
    stem: str
    result: Result | None
    picture: Picture | None
    source: Picture

    def as_picture(self) -> Picture:
        if self.picture is not None:
            return self.picture
        assert self.result is not None
        return self.result.picture(self.source)


class Saving(QObject):
    """Takes panes out of the window. Lives in the GUI thread."""

    saved = Signal(str)
    copied = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, errands

    def ask(self, window: QWidget) -> None:
        """Let the user say where the selected pane goes."""
        shown = self._shown()
        if shown is None:
            return
        folder = Path(settings.text(settings.SAVE_FOLDER) or self._source_folder())
        title = self.tr("Save {}").format(shown.title)
        name, _kind = QFileDialog.getSaveFileName(window, title, str(folder / f"{shown.stem}.png"), KINDS)
        if name:
            settings.store().setValue(settings.SAVE_FOLDER, str(Path(name).parent))
            self.to(Path(name))

    def to(self, path: Path) -> None:
        """Save the selected pane; the dialog has asked about overwriting."""
        shown = self._shown()
        if shown is None:
            return
        if not path.suffix:
            path = path.with_suffix(".png")
        self._errands.send(
            ("save", path),
            lambda token: _write(shown, path, token),
            lambda said: self.saved.emit(said),
            lambda error: self.failed.emit(words(error)),
        )

    def copy(self) -> None:
        """Put the selected pane's picture on the clipboard."""
        shown = self._shown()
        if shown is None:
            return

        def done(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            self.copied.emit(self.tr("Copied {}: {} × {} pixels").format(shown.title, image.width(), image.height()))

        self._errands.send("copy", lambda _token: _as_qimage(shown), done, lambda error: self.failed.emit(words(error)))

    def ask_comparison(self, window: QWidget, view: View) -> None:
        """Let the user say where the comparison goes, and whether its pictures go into the file."""
        source = self._session.source
        if source is None:
            return
        folder = Path(settings.text(settings.SAVE_FOLDER) or self._source_folder())
        kinds = [self.tr("Comparison (*.srview)"), self.tr("Comparison with its pictures inside (*.srview)")]
        start = folder / f"{Path(source.name).stem}{session_file.SUFFIX}"
        title = self.tr("Save the comparison")
        name, kind = QFileDialog.getSaveFileName(window, title, str(start), ";;".join(kinds))
        if name:
            settings.store().setValue(settings.SAVE_FOLDER, str(Path(name).parent))
            self.comparison_to(Path(name), view, pixels=kind == kinds[1])

    def comparison_to(self, path: Path, view: View, pixels: bool = False) -> None:
        """Save the comparison; the dialog has asked about overwriting."""
        if path.suffix.lower() != session_file.SUFFIX:
            path = path.with_name(path.name + session_file.SUFFIX)
        describe = session_file.describe(self._session, view, path.parent, pixels)
        said = self.tr("Saved the comparison as {}").format(path.name)
        self._errands.send(
            ("save", path),
            lambda _token: session_file.write(path, describe(), overwrite=True),
            lambda _nothing: self.saved.emit(said),
            lambda error: self.failed.emit(words(error)),
        )

    def numbers(self) -> Table | None:
        """The numbers of every finished pane as a table; tells why there is none, if so."""
        entries = [
            (full_title(pane), outcome.result, outcome.measures)
            for pane in dict.fromkeys(self._session.comparison.panes)
            if (outcome := self._session.outcome(pane)) is not None and outcome.measures is not None
        ]
        if not entries:
            self.failed.emit(self.tr("There are no numbers yet."))
            return None
        return numbers_table(entries)

    def copy_numbers(self, form: str) -> None:
        """Put the numbers on the clipboard in a form of `reports.table.FORMATS`."""
        if (table := self.numbers()) is not None:
            QGuiApplication.clipboard().setText(FORMATS[form](table))
            self.copied.emit(self.tr("Copied the numbers as {}").format(form))

    def ask_where_numbers(self, window: QWidget) -> None:
        """Let the user say where the numbers go."""
        table = self.numbers()
        if table is None or self._session.source is None:
            return
        folder = Path(settings.text(settings.SAVE_FOLDER) or self._source_folder())
        stem = f"{Path(self._session.source.name).stem}_x{self._session.comparison.scale}"
        kinds = "CSV (*.csv);;Markdown (*.md);;LaTeX (*.tex);;TSV (*.tsv)"
        name, _kind = QFileDialog.getSaveFileName(
            window, self.tr("Export the numbers"), str(folder / f"{stem}.csv"), kinds
        )
        if name:
            self.numbers_to(Path(name), table)

    def numbers_to(self, path: Path, table: Table) -> None:
        """Write the numbers, in the form that the name asks for (CSV unless it is another that is known)."""
        forms = {".md": "Markdown", ".tex": "LaTeX", ".tsv": "TSV"}
        text = FORMATS[forms.get(path.suffix.lower(), "CSV")](table)
        self._errands.send(
            ("save", path),
            lambda _token: _write_text(path, text),
            lambda said: self.saved.emit(said),
            lambda error: self.failed.emit(words(error)),
        )

    def copy_region(self) -> None:
        """Put the selected region of the selected pane on the clipboard."""
        shown, region = self._shown(), selected(self._session)
        if shown is None:
            return
        if region is None:
            self.failed.emit(self.tr("Draw a region first: hold shift and drag on a picture."))
            return
        scale = self._session.comparison.scale
        pane = self._session.comparison.pane
        factor = scale if pane is not None and pane.method == LR else 1
        corner = shown.result.region.scaled(scale) if shown.result and shown.result.region else Rect(0, 0, 0, 0)
        place = QRect(region.x - corner.x, region.y - corner.y, region.width, region.height)
        if factor > 1:
            place = QRect(
                region.x // factor,
                region.y // factor,
                max(1, -(-region.width // factor)),
                max(1, -(-region.height // factor)),
            )

        def done(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            text = self.tr("Copied the region of {}: {} × {} pixels")
            self.copied.emit(text.format(shown.title, image.width(), image.height()))

        self._errands.send(
            "copy region",
            lambda _token: _as_qimage(shown).copy(place),
            done,
            lambda error: self.failed.emit(words(error)),
        )

    # -- inside ------------------------------------------------------------------------------------------

    def _shown(self) -> Shown | None:
        """What the selected pane shows; tells why there is nothing, if so."""
        session = self._session
        pane, source = session.comparison.pane, session.source
        if pane is None or source is None:
            self.failed.emit(self.tr("There is no pane to take a picture from."))
            return None
        title = pane_title(pane)
        stem = f"{Path(source.name).stem}_{pane.method}_x{session.comparison.scale}"
        if pane.is_reference:
            picture = session.truth if pane.method == TRUTH else session.lr
            if picture is not None:
                return Shown(title, stem, None, picture, source.picture)
        else:
            outcome = session.outcome(pane)
            if outcome is not None and outcome.state is State.DONE and outcome.result is not None:
                return Shown(title, stem, outcome.result, None, source.picture)
        self.failed.emit(self.tr("{} has no result yet.").format(title))
        return None

    def _source_folder(self) -> str:
        source = self._session.source
        return str(source.path.parent) if source and source.path else ""


def _write(shown: Shown, path: Path, token: Token) -> str:
    from srviewer.batch import provenance
    from srviewer.imaging import image_io

    token.raise_if_cancelled()
    made = provenance(shown.result) if shown.result is not None else None
    notices = image_io.write_picture(shown.as_picture(), path, provenance=made, overwrite=True)
    return " · ".join((f"Saved {shown.title} as {path.name}", *notices))


def _write_text(path: Path, text: str) -> str:
    from srviewer.imaging.atomic import atomic_write

    with atomic_write(path, overwrite=True, encoding="utf-8") as file:
        file.write(text if text.endswith("\n") else text + "\n")
    return f"Saved the numbers as {path.name}"


def _as_qimage(shown: Shown) -> QImage:
    """An 8-bit QImage that owns its pixels; made in a lane."""
    import numpy as np

    picture = shown.as_picture()
    pixels = quantise(picture.pixels)
    if picture.alpha is not None:
        colour = np.repeat(pixels[..., None], 3, axis=2) if picture.is_grey else pixels
        pixels = np.dstack([colour, quantise(picture.alpha)])
    form = {
        1: QImage.Format.Format_Grayscale8,
        3: QImage.Format.Format_RGB888,
        4: QImage.Format.Format_RGBA8888,
    }
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    pixels = np.ascontiguousarray(pixels)
    return QImage(pixels.data, picture.width, picture.height, pixels.strides[0], form[channels]).copy()

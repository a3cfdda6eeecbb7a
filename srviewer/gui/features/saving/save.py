"""Save and copy: the selected pane into a file (in a lane) or onto the clipboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from srviewer import system, upsamplers
from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.gui.look import language
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import colour_key, pane_title
from srviewer.gui.services import asking
from srviewer.gui.services.errands import WRITING, Errands, words
from srviewer.imaging.picture import Picture, as_levels, quantise
from srviewer.session import Session, State

KINDS = "PNG (*.png);;TIFF (*.tif *.tiff);;WebP (*.webp);;JPEG (*.jpg *.jpeg)"


@dataclass(frozen=True, eq=False)
class PaneContent:
    """What a pane shows, ready to go out: frozen, so that a lane may have it; `key` is what its colour is known by."""

    title: str
    stem: str
    result: Result | None
    picture: Picture | None
    source: Picture
    key: str = TRUTH

    def as_picture(self) -> Picture:
        if self.picture is not None:
            return self.picture
        assert self.result is not None
        return self.result.picture(self.source)


def shown(session: Session, pane: Pane) -> PaneContent | None:
    """What a pane shows; None while it has nothing."""
    source = session.source
    if source is None:
        return None
    title = pane_title(pane)
    stem = f"{system.file_name(Path(source.name).stem)}_{upsamplers.slug_of(pane.method)}_x{session.comparison.scale}"
    if pane.is_reference:
        picture = session.truth if pane.method == TRUTH else session.lr
        return None if picture is None else PaneContent(title, stem, None, picture, source.picture, pane.method)
    outcome = session.outcome(pane)
    if outcome is None or outcome.state is not State.DONE or outcome.result is None:
        return None
    return PaneContent(title, stem, outcome.result, None, source.picture, colour_key(pane))


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
        found, source = self._shown(), self._session.source
        if found is None or source is None:
            return
        title = self.tr("Save {}").format(found.title)
        if where := asking.where_to_save(window, title, f"{found.stem}.png", KINDS, source.path):
            self.to(where[0])

    def to(self, path: Path) -> None:
        """Save the selected pane; the dialog has asked about overwriting."""
        found = self._shown()
        if found is None:
            return
        self._errands.send(
            ("save", path),
            lambda token: write(found, path, token),
            lambda said: self.saved.emit(said),
            lambda error: self.failed.emit(words(error)),
            FILES,
            WRITING,
        )

    def copy(self) -> None:
        """Put the selected pane's picture on the clipboard."""
        found = self._shown()
        if found is None:
            return

        def done(image: QImage) -> None:
            QGuiApplication.clipboard().setImage(image)
            self.copied.emit(self.tr("Copied {}: {} × {} pixels").format(found.title, image.width(), image.height()))

        self._errands.send("copy", lambda _token: _as_qimage(found), done, lambda error: self.failed.emit(words(error)))

    def copy_region(self) -> None:
        """Put the selected region of the selected pane on the clipboard."""
        found, region = self._shown(), self._session.comparison.selected_region
        if found is None:
            return
        if region is None:
            self.failed.emit(self.tr("Draw a region first: hold Shift and drag on a picture."))
            return
        scale = self._session.comparison.scale
        pane = self._session.comparison.pane
        factor = scale if pane is not None and pane.method == LR else 1
        corner = found.result.region.scaled(scale) if found.result and found.result.region else Rect(0, 0, 0, 0)
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
            self.copied.emit(text.format(found.title, image.width(), image.height()))

        self._errands.send(
            "copy region",
            lambda _token: _as_qimage(found).copy(place),
            done,
            lambda error: self.failed.emit(words(error)),
        )

    # -- inside ------------------------------------------------------------------------------------------

    def _shown(self) -> PaneContent | None:
        """What the selected pane shows; tells why there is nothing, if so."""
        pane = self._session.comparison.pane
        if pane is None or self._session.source is None:
            self.failed.emit(self.tr("There is no pane to save or copy."))
            return None
        found = shown(self._session, pane)
        if found is None:
            self.failed.emit(self.tr("{} has no result yet.").format(pane_title(pane)))
        return found


def write(shown: PaneContent, path: Path, token: Token, overwrite: bool = True) -> str:
    from srviewer.batch import provenance
    from srviewer.imaging import image_io

    token.raise_if_cancelled()
    made = provenance(shown.result) if shown.result is not None else None
    notices = image_io.write_picture(shown.as_picture(), path, provenance=made, overwrite=overwrite)
    return " · ".join((_tr("Saved {} as {}").format(shown.title, path.name), *map(language.said, notices)))


def _as_qimage(shown: PaneContent) -> QImage:
    """An 8-bit QImage that owns its pixels; made in a lane."""
    import numpy as np

    picture = shown.as_picture()
    pixels: np.ndarray = as_levels(picture.samples)
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

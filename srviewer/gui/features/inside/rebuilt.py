"""What the wavelet inspector rebuilt, as a picture of its own among the panes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from srviewer.compared import Source
from srviewer.gui.features.inside.bench import PageContent
from srviewer.gui.services.errands import Errands, words
from srviewer.gui.services.subbands import Shown, as_picture
from srviewer.imaging.picture import Picture
from srviewer.session import Session

SLOT = "rebuilt"


class Rebuilding(QObject):
    """Puts what was rebuilt among the panes of the session. Lives in the GUI thread."""

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands = session, errands

    def put(self, answer: PageContent, name: str) -> None:
        """Show an answer's rebuilt picture in a pane of its own, unless another picture is open by then."""
        subject, channel, source = answer.question.subject, answer.question.channel, self._session.source
        made_of = self._session.lr_made

        def show(picture: Picture) -> None:
            if self._session.source is source:
                self._session.add_own(Source(picture, name, made_of=made_of))
                self.said.emit(self.tr("{} was added as a pane").format(name))

        self._errands.send(
            SLOT,
            lambda _token: rebuilt_picture(answer.plane, channel, subject),
            show,
            lambda error: self.failed.emit(words(error)),
        )


def rebuilt_picture(plane: npt.NDArray[Any], channel: str, subject: Shown) -> Picture:
    """The result or picture with one plane in its place: Y (the colours kept), or one colour channel; rounded to its
    depth, as all results are. In a lane.

    plane : float (H, W) in [0, 1], which is clipped; channel : "y", "r", "g" or "b"
    """
    from srviewer.imaging.colour import rgb_to_ycbcr, ycbcr_to_rgb

    shown = as_picture(subject)
    plane = np.clip(plane, 0, 1).astype(np.float32)
    if shown.is_grey:
        return replace(shown, samples=plane).rounded()
    if channel == "y":
        chroma = rgb_to_ycbcr(shown.pixels)[..., 1:]
        return replace(shown, samples=np.clip(ycbcr_to_rgb(plane, chroma), 0, 1)).rounded()
    pixels = shown.pixels.copy()
    pixels[..., "rgb".index(channel)] = plane
    return replace(shown, samples=pixels).rounded()

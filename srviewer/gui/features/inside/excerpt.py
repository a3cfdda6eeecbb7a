"""What is opened of a large picture: the middle of what is looked at, and as much as can be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from srviewer.engine.job import Rect
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.subbands import luma_of
from srviewer.imaging.colour import studio_of_grey
from srviewer.imaging.picture import Picture
from srviewer.session import Session

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Excerpt:
    """A part of the LR, and the same of the truth. Equal where pictures (by identity), place and scale are.

    place : in LR pixels; whole : whether that is all
    """

    lr: Picture
    truth: Picture | None
    place: Rect
    scale: int

    @property
    def whole(self) -> bool:
        return (self.place.width, self.place.height) == (self.lr.width, self.lr.height)

    @property
    def out(self) -> Rect:
        """The place in pixels of the output."""
        return self.place.scaled(self.scale)

    def lr_pixels(self) -> FloatArray:
        return _cut(self.lr, self.place).pixels

    def lr_luma(self) -> FloatArray:
        return luma_of(_cut(self.lr, self.place))

    def lr_studio_luma(self) -> FloatArray:
        """Y in studio range also of a grey picture, as networks on Y are fed."""
        return studio_of_grey(self.lr_luma()) if self.lr.is_grey else self.lr_luma()

    def truth_pixels(self) -> FloatArray | None:
        return None if self.truth is None else _cut(self.truth, self.out).pixels

    def truth_luma(self) -> FloatArray | None:
        return None if self.truth is None else luma_of(_cut(self.truth, self.out))

    def in_words(self) -> str:
        """Which part it is; "" for all."""
        if self.whole:
            return ""
        words = _tr("Only the visible part, {} × {} pixels of the LR: more would take too long.")
        return words.format(self.place.width, self.place.height)


def excerpt(session: Session, most: int) -> Excerpt | None:
    """What of the session's picture gives at most `most` pixels of output; None while there is no LR."""
    lr, scale, view = session.lr, session.comparison.scale, session.view
    if lr is None:
        return None
    if lr.width * lr.height * scale * scale <= most:
        return Excerpt(lr, session.truth, Rect(0, 0, lr.width, lr.height), scale)
    side = int(most**0.5) // scale
    height = min(lr.height, side)
    width = min(lr.width, most // (scale * scale * height))
    height = min(lr.height, most // (scale * scale * width))
    seen = view or Rect(0, 0, lr.width, lr.height)
    x = min(max(0, seen.x + (seen.width - width) // 2), lr.width - width)
    y = min(max(0, seen.y + (seen.height - height) // 2), lr.height - height)
    return Excerpt(lr, session.truth, Rect(x, y, width, height), scale)


def _cut(picture: Picture, place: Rect) -> Picture:
    return picture.cropped(slice(place.y, place.bottom), slice(place.x, place.right))

"""Pixels as Qt draws them fastest: where a pyramid's level is not RGB32, the part in view is kept as RGB32.

A compact level lies as RGB or grey, as its picture does, which takes less memory; turning what is in view of it
into RGB32 takes three times as long as painting it, so it is done once and not for every frame of a pan.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from srviewer.gui.canvas.pyramid import Pyramid

MARGIN = 128  # pixels beyond what is in view: so far one pans until the next part is made
KEPT = 12  # parts that are kept: those of six panes, and of what they are compared with


class Drawables:
    """The parts drawn last, as RGB32; pyramids are held weakly. Only the GUI thread calls it."""

    def __init__(self) -> None:
        self._parts: WeakKeyDictionary[Pyramid, tuple[int, QRect, QImage]] = WeakKeyDictionary()

    def __len__(self) -> int:
        return len(self._parts)

    def part(self, pyramid: Pyramid, level: int, wanted: QRect) -> tuple[QImage, QRect]:
        """An RGB32 image, and where in it the `wanted` pixels of a level lie (which must be within the level). One part
        of a pyramid is kept."""
        image = pyramid.images[level]
        if image.format() == QImage.Format.Format_RGB32:
            return image, wanted
        made_of, place, part = self._parts.pop(pyramid, (level, QRect(), image))
        if made_of != level or not place.contains(wanted):
            place = wanted.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN) & image.rect()
            part = image.copy(place).convertToFormat(QImage.Format.Format_RGB32)
        self._parts[pyramid] = (level, place, part)  # the last of all now
        if len(self._parts) > KEPT:
            del self._parts[next(iter(self._parts))]
        return part, wanted.translated(-place.topLeft())

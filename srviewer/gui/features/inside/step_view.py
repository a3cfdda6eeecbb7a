"""Shows what a step shows: a few plates that move as one, or a sheet of small images and the chosen one large."""

from __future__ import annotations

import re
from math import ceil

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from srviewer.engine.job import Rect
from srviewer.explain.step import StepImage
from srviewer.gui.canvas.plate import CornerWord, Plate
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.canvas.view_state import ViewSync
from srviewer.gui.features.inside.sight import FEW, Sight, pyramid_of
from srviewer.gui.look import boxes, controls, language, theme
from srviewer.gui.services.errands import Errands
from srviewer.imaging import colour_maps

BAR_LENGTH, BAR_HEIGHT = 72, 8
SHORTEST = 56  # of a legend's colours, in logical pixels
NARROW = 260  # of a plate: its legend goes below its title
WIDE = 1.5  # times as wide as high is a view where three plates stand in one row
GAP, SPACING = 6, 8


class ScaleLegend(QWidget):
    """The values at the ends of an image's scale, and the colours between them; nothing for a picture."""

    def __init__(self) -> None:
        super().__init__()
        self._image: StepImage | None = None
        self.setFixedHeight(theme.scaled(18))

    def show_scale(self, image: StepImage | None) -> None:
        """The scale of this image."""
        self._image = image if image is not None and image.kind != "picture" else None
        self.setMinimumWidth(self._needed())
        self.update()

    def _needed(self) -> int:
        """How wide a legend is at least."""
        metrics = QFontMetrics(theme.font(theme.HEAD_SIZE))
        texts = sum(metrics.horizontalAdvance(end) for end in self._ends())
        return 0 if self._image is None else texts + 2 * GAP + SHORTEST

    def _ends(self) -> tuple[str, ...]:
        """The values at the ends of the scale, in words."""
        ends = () if self._image is None else (self._image.low, self._image.high)
        return tuple(f"{end:.3g}".replace("-", "−") for end in ends)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook."""
        if self._image is None:
            return
        table = colour_maps.diverging() if self._image.kind == "signed" else colour_maps.sequential()
        row = np.ascontiguousarray(table)
        strip = QImage(row.data, len(row), 1, 3 * len(row), QImage.Format.Format_RGB888)
        low, high = self._ends()
        with QPainter(self) as painter:
            painter.setFont(theme.font(theme.HEAD_SIZE))
            painter.setPen(theme.current().dim)
            metrics, middle = painter.fontMetrics(), self.height() / 2
            right = self.width() - metrics.horizontalAdvance(high)
            length = min(BAR_LENGTH, right - 2 * GAP - metrics.horizontalAdvance(low))
            bar = QRectF(right - GAP - length, middle - BAR_HEIGHT / 2, length, BAR_HEIGHT)
            painter.drawImage(bar, strip)
            line = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRectF(0, 0, self.width(), self.height()), line, high)
            painter.drawText(QRectF(0, 0, bar.left() - GAP, self.height()), line, low)


class _Framed(QWidget):
    """A plate under its title and legend; a title too long for it is shortened, and whole as its tooltip."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title, self.legend = controls.label("", "dim"), ScaleLegend()
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.plate = Plate("")
        self._words = ""
        self.columns = 1
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(GAP)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.legend)
        boxes.column(self._head, (self.plate, 1), of=self, margins=(0, 0, 0, 0), gap=4)

    def name(self, title: str, image: StepImage | None) -> None:
        self._words = title
        self.plate.setAccessibleName(title)
        self.legend.show_scale(image)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = (self.parentWidget() or self).width() + SPACING
        narrow = room // self.columns - SPACING < NARROW  # for all in a row alike, whoever got the odd pixel
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._head.setDirection(down if narrow else along)
        self._head.setSpacing(0 if narrow else GAP)
        beside = 0 if narrow else self.legend.minimumWidth() + GAP
        metrics, words = self.title.fontMetrics(), self._words
        self.title.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width() - beside))
        self.title.setToolTip(words if self.title.text() != words else "")


def _title(image: StepImage) -> str:
    """What a plate says of its image."""
    title = language.core_numbered(image.title)
    return title[:1].upper() + title[1:]


def _short(image: StepImage) -> str:
    """What a small image is called: by its number, if its title ends in one."""
    found = re.search(r"\b\d+$", image.title)
    return found[0] if found is not None else _title(image)


class StepView(QWidget):
    """One step's images. `pointed` tells in words what is under the pointer, `hovered` where: name and (x, y)."""

    pointed = Signal(str)
    hovered = Signal(str, object)

    def __init__(self, errands: Errands, slot: str) -> None:
        super().__init__()
        self._errands, self._slot = errands, slot + ", one image"
        self._sight = Sight(())
        self._sync = ViewSync()
        self._chosen = 0
        self.frames = [_Framed(self) for _ in range(FEW)]
        self._grid = boxes.grid(SPACING, 6, of=self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for index, frame in enumerate(self.frames):
            frame.plate.hovered.connect(lambda at, which=index: self._hovered(which, at))
            frame.plate.pressed.connect(lambda at, which=index: self._pressed(which, at))
            frame.hide()

    @property
    def sight(self) -> Sight:
        """What is shown."""
        return self._sight

    @property
    def chosen(self) -> int:
        """Of a sheet, the image that is shown large."""
        return self._chosen

    def show_sight(self, sight: Sight, wanting: str = "") -> None:
        """Show a step; where there is nothing to show, what is `wanting`."""
        self._sight = sight
        if sight.sheet is not None:
            self._show_sheet(sight)
            return
        count = max(1, len(sight.images))
        three = 3 if self.width() > WIDE * self.height() else 2
        self._arrange(count, {1: 1, 2: 2, 3: three, 4: 2}.get(count, 3))
        self._empty()
        for frame, image, pyramid in zip(self.frames, sight.images, sight.pyramids, strict=False):
            frame.name(_title(image), image)
            frame.plate.show_picture(pyramid)
        if not sight.images:
            self.frames[0].plate.setAccessibleName(wanting)
        self._join()

    def _empty(self) -> None:
        """Nothing is kept of the step that was shown: an image holds all maps of its layer."""
        for frame in self.frames:
            self._sync.leave(frame.plate.view)
            frame.name("", None)
            frame.plate.show_picture(None)
            frame.plate.mark(())

    def _join(self) -> None:
        """Plates of pictures as large as the first move as one."""
        shown = [frame.plate.view for frame, _ in zip(self.frames, self._sight.pyramids, strict=False)]
        for view in shown:
            if view.picture == shown[0].picture:
                self._sync.join(view)

    def _show_sheet(self, sight: Sight) -> None:
        self._arrange(2, 2)
        sheet = self.frames[0]
        self._empty()
        words = [
            CornerWord(_short(image), QRectF(*place)) for image, place in zip(sight.images, sight.places, strict=True)
        ]
        sheet.name(self.tr("%n image(s); click one to enlarge it", "", len(sight.images)), None)
        sheet.plate.show_picture(sight.sheet, words)
        self.choose(min(self._chosen, len(sight.images) - 1))

    def choose(self, index: int) -> None:
        """Show an image of the sheet large."""
        self._chosen = index
        sight, image = self._sight, self._sight.images[index]
        self.frames[0].plate.mark(((QRectF(*sight.places[index]), theme.current().accent),))
        large = self.frames[1]

        def take(pyramid: Pyramid) -> None:
            if self._sight is sight and self._chosen == index:
                large.name(_title(image), image)
                large.plate.show_picture(pyramid)

        self._errands.send(self._slot, lambda _token: pyramid_of(image), take, lambda _error: None)

    def _arrange(self, count: int, columns: int) -> None:
        for index, frame in enumerate(self.frames):
            self._grid.removeWidget(frame)
            frame.columns = columns
            if index < count:
                self._grid.addWidget(frame, index // columns, index % columns)
            frame.setVisible(index < count)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < columns))
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, int(row < ceil(count / columns)))

    # -- pointing -----------------------------------------------------------------------------------------

    def _hovered(self, which: int, at: tuple[int, int] | None) -> None:
        image = self._image_at(which, at)
        if image is None or at is None:
            self.pointed.emit("")
            self.hovered.emit("", None)
            return
        title = _title(image)
        if self._sight.sheet is not None and which == 0:
            self.pointed.emit(title)
            return
        value = image.values[at[1], at[0]]
        numbers = " ".join(f"{float(v):.4g}" for v in np.atleast_1d(value))
        self.pointed.emit(f"{title}  {at[0]}, {at[1]}: {numbers}")
        self.hovered.emit(image.name, at)

    def _pressed(self, which: int, at: tuple[int, int] | None) -> None:
        image = None if self._sight.sheet is None or which else self._image_at(which, at)
        if image is not None:
            self.choose(self._sight.images.index(image))

    def _image_at(self, which: int, at: tuple[int, int] | None) -> StepImage | None:
        sight = self._sight
        if at is None:
            return None
        if sight.sheet is None:
            return sight.images[which] if which < len(sight.images) else None
        if which == 1:
            return sight.images[self._chosen]
        pixel, placed = Rect(*at, 1, 1), zip(sight.images, sight.places, strict=True)
        return next((image for image, place in placed if place.contains(pixel)), None)

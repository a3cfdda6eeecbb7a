"""A plate: one picture that is zoomed and panned as the panes are, with marks over it and words at places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import floor

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas import paint
from srviewer.gui.canvas.content import Layer
from srviewer.gui.canvas.gestures import Gestures
from srviewer.gui.canvas.nested import DrawnNest, Nest, Reins, cells_of
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.canvas.view_state import LOOK, ViewState
from srviewer.gui.look import theme

GAP_DARKER = 150  # per cent
WORD_FROM = 34  # logical pixels of a place, from which on its word is written if it fits


@dataclass(frozen=True)
class CornerWord:
    """A word at the upper left corner of a place (pixels of the picture)."""

    text: str
    place: QRectF


class Plate(QWidget):
    """Shows a pyramid, or its name while there is none; tells which pixel is pointed at (x, y), or None."""

    hovered = Signal(object)
    pressed = Signal(object)

    def __init__(self, accessible: str) -> None:
        super().__init__()
        self.view = ViewState()
        self._gestures = Gestures(self.view)
        self.layer: Layer | None = None
        self.marks: tuple[tuple[QRectF, QColor], ...] = ()
        self._words: tuple[CornerWord, ...] = ()
        self._nests: tuple[Nest, ...] = ()
        self._leader: ViewState | None = None
        self._reins: Reins | None = None
        self._unfollow: Callable[[], object] = _nothing
        self.setAccessibleName(accessible)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(80, 80)
        self.view.subscribe(self._looked)
        theme.notifier().changed.connect(self.update)

    def show_picture(self, pyramid: Pyramid | None, words: Sequence[CornerWord] = ()) -> None:
        """Show another picture; one of the same size is looked at as the one before."""
        self.layer = None if pyramid is None else Layer(pyramid)
        self._words = tuple(words)
        if pyramid is not None and (pyramid.width, pyramid.height) != self.view.picture:
            self.view.picture = (pyramid.width, pyramid.height)
            self.view.fit()
        self.update()

    @property
    def words(self) -> tuple[CornerWord, ...]:
        """What is written on the picture, and where."""
        return self._words

    def mark(self, marks: Sequence[tuple[QRectF, QColor]]) -> None:
        """Outline places, in pixels of the picture."""
        if tuple(marks) != self.marks:
            self.marks = tuple(marks)
            self.update()

    def lead(self, leader: ViewState | None, nests: Sequence[Nest] = ()) -> None:
        """Show in every nest what is in view of `leader`, the picture's; gestures go to it. None: this is zoomed
        itself."""
        self._nests = tuple(nests)
        if leader is not self._leader:
            self._unfollow()
            self._leader = leader
            self._reins = None if leader is None else Reins(leader)
            self._unfollow = _nothing if leader is None else leader.subscribe(self._looked)
            self._gestures = Gestures(self.view if self._reins is None else self._reins)
            self.view.fit()
        self.update()

    def cells(self) -> tuple[DrawnNest, ...]:
        """The nests as they are drawn; none while the plate is zoomed as one."""
        cells = () if self._leader is None else cells_of(self.view, self._leader, self._nests)
        if self._reins is not None:
            self._reins.cells = cells
        return cells

    def _looked(self, what: str) -> None:
        if what == LOOK:
            self.update()

    def _pixel(self, at: QPointF) -> tuple[int, int] | None:
        ratio = self.devicePixelRatioF()
        if self._leader is not None and self.layer is not None:
            found = (cell.pixel(at.x() * ratio, at.y() * ratio) for cell in self.cells())
            return next((pixel for pixel in found if pixel is not None), None)
        x, y = (floor(v) for v in self.view.to_picture(at.x() * ratio, at.y() * ratio))
        width, height = self.view.picture
        return (x, y) if self.layer is not None and 0 <= x < width and 0 <= y < height else None

    # -- Qt's hooks ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.current().canvas)
            if self.layer is None:
                self._draw_name(painter)
                return
            whole = paint.frame_of(painter, self.view, False)
            with paint.device_pixels(painter):
                for frame in self._frames(painter, whole):
                    with paint.clipped(painter, frame.area):
                        self._draw(painter, frame, self.layer)
            self._draw_words(painter)

    def _draw_name(self, painter: QPainter) -> None:
        """What will be here, on a ground of its own: the canvas is of a grey that no text can be read on."""
        text = self.accessibleName()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL_SIZE))
        box = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-8, -4, 8, 4)
        box.moveCenter(QRectF(self.rect()).center())
        _draw_chip(painter, box, text)

    def _frames(self, painter: QPainter, whole: paint.Frame) -> Iterator[paint.Frame]:
        """The plate as one, or a frame for every nest, the gaps between them filled."""
        if self._leader is None:
            yield whole
            return
        cells = self.cells()
        behind = reduce(QRect.united, (cell.area for cell in cells), QRect())
        painter.fillRect(behind.translated(whole.area.topLeft()), gap_colour())
        for cell in cells:
            yield cell.frame(whole.area.left(), whole.area.top())

    def _draw(self, painter: QPainter, frame: paint.Frame, layer: Layer) -> None:
        paint.draw_layers(painter, frame, [layer])
        paint.draw_pixel_grid(painter, frame, layer)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for place, colour in self.marks:
            painter.setPen(QPen(colour, 1.5 * self.devicePixelRatioF()))
            painter.drawRect(_on_device(frame, place))

    def _draw_words(self, painter: QPainter) -> None:
        """At the corners of their places; of nests, which stay where the whole plate has them."""
        ratio = self.devicePixelRatioF()
        painter.setFont(theme.font(theme.HEAD_SIZE))
        cells = [(cell.nest.place, QRectF(cell.area)) for cell in self.cells()]
        ox, oy = self.view.origin
        zoom = self.view.zoom
        for word in self._words:
            place = word.place
            own = QRectF(ox + place.x() * zoom, oy + place.y() * zoom, place.width() * zoom, place.height() * zoom)
            there = next((area for nest, area in cells if nest == place), own)
            x, y, room = there.x() / ratio, there.y() / ratio, there.size() / ratio
            box = QRectF(painter.fontMetrics().boundingRect(word.text)).adjusted(-5, -2, 5, 2)
            if min(room.width(), room.height()) < WORD_FROM or box.width() + 3 > room.width():
                continue
            box.moveTopLeft(QPointF(x + 3, y + 3))
            _draw_chip(painter, box, word.text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        ratio = self.devicePixelRatioF()
        self.view.set_viewport((floor(self.width() * ratio), floor(self.height() * ratio)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._point(event.position())
        self._gestures.wheel(event, self.devicePixelRatioF())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event.position())
            self._gestures.grip(event.position())
            self.pressed.emit(self._pixel(event.position()))

    def _point(self, at: QPointF) -> None:
        if self._reins is not None:
            self.cells()
            ratio = self.devicePixelRatioF()
            self._reins.pointed = at.x() * ratio, at.y() * ratio

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._gestures.dragging:
            self._gestures.drag(event.position(), self.devicePixelRatioF())
        self.hovered.emit(self._pixel(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gestures.release()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._point(event.position())
        self._gestures.toggle(event.position(), self.devicePixelRatioF())

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.key(event, self.devicePixelRatioF()):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._gestures.native(event, self.devicePixelRatioF()):
            return True
        return super().event(event)


def gap_colour() -> QColor:
    """Between subbands: darker than the surround, which is about as grey as a coefficient of nil."""
    return theme.current().canvas.darker(GAP_DARKER)


def _draw_chip(painter: QPainter, box: QRectF, text: str) -> None:
    """A text on a ground of its own."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().chip)
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(theme.current().chip_text)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _nothing() -> None:
    """What ends no subscription."""


def _on_device(frame: paint.Frame, place: QRectF) -> QRectF:
    zoom = frame.zoom
    return QRectF(frame.x + place.x() * zoom, frame.y + place.y() * zoom, place.width() * zoom, place.height() * zoom)

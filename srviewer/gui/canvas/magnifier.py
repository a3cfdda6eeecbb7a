"""The magnifier: beside the pointer, the same spot of every pane, near enough to see the pixels."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas import paint
from srviewer.gui.canvas.chips import draw_card, draw_dot
from srviewer.gui.canvas.content import Content
from srviewer.gui.canvas.view_state import Point
from srviewer.gui.look import theme

SIDE = 112  # logical pixels of one pane's square
GAP, LABEL = 6, 20
AWAY = 20  # from the pointer
LEAST, TIMES = 8.0, 4.0  # zoom at least, and as many times the panes' own


class Magnifier(QWidget):
    """A card of squares over the canvas, one a pane; the pointer passes through it. Only the GUI thread calls it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._contents: Sequence[Content] = ()
        self._at: Point = (0.0, 0.0)
        self._canvas, self._zoom = parent, LEAST
        self.hide()

    def look(self, contents: Sequence[Content], at: Point, zoom: float) -> None:
        """Show a spot (picture coordinates) of what the panes hold; `zoom` is theirs."""
        self._contents, self._at, self._zoom = contents, at, max(LEAST, TIMES * zoom)
        self.resize(self.sizeHint())
        self.update()

    def place(self, pointer: QPoint) -> None:
        """Beside the pointer (in the parent's coordinates), on the side where there is room."""
        room, size = self._canvas.size(), self.size()
        x, y = (
            at + AWAY if at + AWAY + side <= whole else at - AWAY - side
            for at, side, whole in (
                (pointer.x(), size.width(), room.width()),
                (pointer.y(), size.height(), room.height()),
            )
        )
        self.move(max(0, min(x, room.width() - size.width())), max(0, min(y, room.height() - size.height())))

    def sizeHint(self) -> QSize:
        columns = self._columns()
        rows = ceil(max(1, len(self._contents)) / columns)
        return QSize(GAP + columns * (SIDE + GAP), GAP + rows * (SIDE + LABEL + GAP))

    def _columns(self) -> int:
        count = max(1, len(self._contents))
        return 2 if count == 4 else min(count, 3)

    def square(self, index: int) -> QRect:
        row, column = divmod(index, self._columns())
        return QRect(GAP + column * (SIDE + GAP), GAP + row * (SIDE + LABEL + GAP), SIDE, SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_card(painter, QRectF(self.rect()))
            for index, content in enumerate(self._contents):
                self._paint_spot(painter, self.square(index), content)
                self._paint_label(painter, self.square(index), content)

    def _paint_spot(self, painter: QPainter, square: QRect, content: Content) -> None:
        ratio = self.devicePixelRatioF()
        area = QRect(*(round(v * ratio) for v in (square.x(), square.y(), square.width(), square.height())))
        middle = area.center()
        x, y = middle.x() - self._at[0] * self._zoom, middle.y() - self._at[1] * self._zoom
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        with paint.clipped(painter, area):
            painter.fillRect(area, theme.current().canvas)
            paint.draw_content(painter, paint.Frame(area, round(x), round(y), self._zoom), content)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            left, top = (round(corner) + int(at) * self._zoom for corner, at in zip((x, y), self._at, strict=True))
            pixel = QRectF(left, top, self._zoom, self._zoom)
            for colour, grown in ((theme.DARK.chip, 1.0), (theme.DARK.chip_text, 0.0)):
                painter.setPen(QPen(colour, 0))
                painter.drawRect(pixel.adjusted(-grown, -grown, grown, grown))
        painter.restore()

    @staticmethod
    def _paint_label(painter: QPainter, square: QRect, content: Content) -> None:
        if content.caption is None:
            return
        below = QRectF(square.left(), square.bottom() + 1, square.width(), LABEL)
        draw_dot(painter, below.topLeft() + QPoint(5, LABEL // 2), theme.method_colour(content.caption.method), 4)
        font = theme.font(theme.SMALL_SIZE)
        text = QFontMetrics(font).elidedText(content.caption.title, Qt.TextElideMode.ElideRight, SIDE - 14)
        painter.setFont(font)
        painter.setPen(theme.current().chip_text)
        painter.drawText(below.adjusted(14, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)

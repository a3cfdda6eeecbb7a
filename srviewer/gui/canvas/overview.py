"""The overview map: the whole picture small in a corner of the canvas, with a frame around what is in view.

It is there while less than the whole is in view. A click or a drag in it moves the view, the wheel zooms, a double
click shows the whole.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.chips import HEIGHT, INSET, draw_card
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.canvas.view_state import ViewState
from srviewer.gui.look import theme

SIDE = 160  # logical pixels of the longer side at most
LEAST = 48
SHARE = 0.34  # of a pane's width and height at most
BORDER = 3
VEIL = 110  # of 255: over what is not in view


class Overview(QWidget):
    """Shows and moves a view; its parent places it. Only the GUI thread calls it."""

    def __init__(self, parent: QWidget, view: ViewState) -> None:
        super().__init__(parent)
        self._view = view
        self._pyramid: Pyramid | None = None
        self._pixmap = QPixmap()
        self.wanted = self.with_captions = True
        self.setAccessibleName(self.tr("Overview map"))
        self.setToolTip(self.tr("Click or drag to move the view"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_picture(self, pyramid: Pyramid | None) -> None:
        """Take another picture; None: there is none."""
        if pyramid is not self._pyramid:
            self._pyramid, self._pixmap = pyramid, QPixmap()
            self.follow()

    def place(self, canvas: QSize, cell: QSize) -> None:
        """Into the lower right corner of the canvas, above the numbers; small enough for a pane of this size."""
        width, height = self._view.picture
        side = min(SIDE, SHARE * cell.width(), SHARE * cell.height())
        factor = side / max(width, height)
        size = QSize(max(round(width * factor), 1), max(round(height * factor), 1)) + QSize(2 * BORDER, 2 * BORDER)
        top = canvas.height() - 2 * INSET - theme.scaled(HEIGHT) - size.height()
        corner = (canvas.width() - INSET - size.width(), top)
        self.setGeometry(QRect(*corner, size.width(), size.height()))
        self._pixmap = QPixmap()
        self.follow()

    def follow(self) -> None:
        """Show what is in view now, while that is not the whole."""
        left, top, right, bottom = self._view.visible()
        width, height = self._view.picture
        unseen = max(left, top, width - right, height - bottom)  # rounding leaves some of a fitted picture
        room = max(self.width(), self.height()) >= LEAST
        self.setVisible(self.wanted and self.with_captions and self._pyramid is not None and room and unseen > 0.5)
        self.update()

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_card(painter, QRectF(self.rect()))
            inner = self.inner()
            painter.drawPixmap(inner.toRect(), self._picture(inner.toRect().size()))
            seen = self.seen() & inner
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            veil = QColor(theme.DARK.chip)
            veil.setAlpha(VEIL)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(veil)
            for part in _around(inner, seen):
                painter.drawRect(part)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.current().accent, 2))
            painter.drawRect(seen)

    def inner(self) -> QRectF:
        return QRectF(self.rect()).adjusted(BORDER, BORDER, -BORDER, -BORDER)

    def _picture(self, size: QSize) -> QPixmap:
        if self._pixmap.isNull() and self._pyramid is not None:
            ratio = self.devicePixelRatioF()
            image = self._pyramid.thumbnail(round(max(size.width(), size.height()) * ratio))
            self._pixmap = QPixmap.fromImage(image)
        return self._pixmap

    def seen(self) -> QRectF:
        """What is in view, on the map; large enough to be seen."""
        inner, (width, height) = self.inner(), self._view.picture
        left, top, right, bottom = self._view.visible()
        across, down = inner.width() / width, inner.height() / height
        seen = QRectF(inner.left() + left * across, inner.top() + top * down, (right - left) * across, 0)
        seen.setHeight((bottom - top) * down)
        grown = QPointF(max(0.0, 4 - seen.width()) / 2, max(0.0, 4 - seen.height()) / 2)
        return seen.adjusted(-grown.x(), -grown.y(), grown.x(), grown.y())

    # -- pointer ---------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._look(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self._view.zoom_steps(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def _look(self, at: QPointF) -> None:
        inner, (width, height) = self.inner(), self._view.picture
        x = (at.x() - inner.left()) / inner.width() * width
        y = (at.y() - inner.top()) / inner.height() * height
        self._view.look_at(x, y)


def _around(whole: QRectF, part: QRectF) -> tuple[QRectF, ...]:
    """The four rectangles that are left of `whole` around a part of it."""
    return (
        QRectF(whole.left(), whole.top(), whole.width(), part.top() - whole.top()),
        QRectF(whole.left(), part.bottom(), whole.width(), whole.bottom() - part.bottom()),
        QRectF(whole.left(), part.top(), part.left() - whole.left(), part.height()),
        QRectF(part.right(), part.top(), whole.right() - part.right(), part.height()),
    )

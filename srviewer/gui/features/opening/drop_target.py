"""What a drop will do, said over the pictures while it hovers.

Several files have two places to choose from; beside a pane a drop becomes a result of the user's own.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from srviewer.gui.look import theme

MARGIN, GAP, INNER = 24, 16, 24
WRAP = Qt.TextFlag.TextWordWrap


class DropTarget(QWidget):
    """Covers its parent while something is dragged over it; takes no events itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._beside: tuple[str, QRect] | None = None
        self._hint = ""
        self._area, self._over = parent, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, texts: tuple[str, ...], hint: str = "") -> None:
        """Show a place for each text; `hint` says what else could be done."""
        self._texts, self._over, self._beside, self._hint = texts, 0, None, hint
        self.setGeometry(self._area.rect())
        self.setAccessibleName(" / ".join(texts))
        self.raise_()
        self.setVisible(bool(texts))
        self.update()

    def offer_beside(self, text: str, place: QRect | None) -> None:
        """Offer only to put it beside a pane, at a place in the parent's coordinates; None: what was offered before."""
        beside = None if place is None else (text, place)
        if beside != self._beside:
            self._beside = beside
            self.setAccessibleName(text if beside else " / ".join(self._texts))
            self.update()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is offered now."""
        if self.isHidden():
            return ()
        return self._texts if self._beside is None else (self._beside[0],)

    def hover(self, at: QPoint) -> int:
        """Mark the place under a point (in the parent's coordinates); which it is."""
        over = next((i for i in range(len(self._texts)) if self._place(i).contains(at)), self._over)
        if over != self._over:
            self._over = over
            self.update()
        return self._over

    def _place(self, index: int) -> QRect:
        count = max(len(self._texts), 1)
        width = (self.width() - 2 * MARGIN - (count - 1) * GAP) // count
        return QRect(MARGIN + index * (width + GAP), MARGIN, width, self.height() - 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        c = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            veil = QColor(c.background)
            veil.setAlpha(200)
            painter.fillRect(self.rect(), veil)
            painter.setFont(theme.font(theme.TITLE_SIZE))
            if self._beside is not None:
                self._paint_place(painter, *self._beside, over=True)
                return
            for index, text in enumerate(self._texts):
                self._paint_place(painter, text, self._place(index), over=index == self._over)
            painter.setFont(theme.font())
            painter.setPen(c.dim)
            foot = self.rect().adjusted(MARGIN + INNER, 0, -MARGIN - INNER, -MARGIN - INNER)
            painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom | WRAP, self._hint)

    @staticmethod
    def _paint_place(painter: QPainter, text: str, place: QRect, over: bool) -> None:
        c = theme.current()
        painter.setPen(QPen(c.accent if over else c.dim, 2, Qt.PenStyle.DashLine))
        painter.setBrush(theme.faded(c.accent, c.panel, 0.15) if over else c.panel)
        painter.drawRoundedRect(place, 10, 10)
        painter.setPen(c.text if over else c.dim)
        inner = place.adjusted(INNER, INNER, -INNER, -INNER)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | WRAP, text)

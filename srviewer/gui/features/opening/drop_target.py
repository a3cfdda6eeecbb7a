"""What a drop will do, said over the pictures while it hovers; several files have two places to choose from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from srviewer.gui.look import theme

MARGIN, GAP = 24, 16


class DropTarget(QWidget):
    """Covers its parent while something is dragged over it; takes no events itself."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ()
        self._over = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def offer(self, texts: tuple[str, ...]) -> None:
        """Show a place for each text."""
        self._texts, self._over = texts, 0
        self.setGeometry(self.parentWidget().rect())
        self.setAccessibleName(" / ".join(texts))
        self.raise_()
        self.setVisible(bool(texts))
        self.update()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is offered now."""
        return self._texts if not self.isHidden() else ()

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
            for index, text in enumerate(self._texts):
                place, over = self._place(index), index == self._over
                painter.setPen(QPen(c.accent if over else c.dim, 2, Qt.PenStyle.DashLine))
                painter.setBrush(theme.faded(c.accent, c.panel, 0.15) if over else c.panel)
                painter.drawRoundedRect(place, 10, 10)
                painter.setPen(c.text if over else c.dim)
                inner = place.adjusted(24, 24, -24, -24)
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)

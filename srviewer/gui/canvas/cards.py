"""Cards: what a pane says while its pixels are not there, each with the one button that helps."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from srviewer.gui.canvas.chips import HEIGHT, INSET, draw_card
from srviewer.gui.canvas.content import Content, Phase
from srviewer.gui.look import theme

MARGIN = 12
GAP = 6
LINE = 2  # thickness of the progress line
TEXT_WIDTH = 320
WRAPPED = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap


class Card(QWidget):
    """Words on a rounded ground over a pane, with a button under or beside them; the pane places it."""

    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._head = self._text = ""
        self._button = QPushButton(self)
        self._button.setCursor(Qt.CursorShape.ArrowCursor)
        self._button.clicked.connect(self.pressed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.hide()

    def set_words(self, head: str, text: str, action: str = "") -> None:
        """Say something; no button if there is no `action`."""
        self._head, self._text = head, text
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setAccessibleName(head)
        self.setAccessibleDescription(text)
        self.update()

    def _button_size(self) -> QSize:
        return self._button.sizeHint() if self._button.text() else QSize(0, 0)


class StateCard(Card):
    """In the middle of the pane: empty, failed, cancelled, unavailable."""

    def show_content(self, content: Content) -> None:
        retry = content.phase in (Phase.FAILED, Phase.CANCELLED)
        self.set_words(content.head, content.text, self.tr("Try again") if retry else "")
        self.show()

    def place(self, area: QSize) -> None:
        """Take the room the words need, in the middle of a pane of this size."""
        width = max(min(theme.scaled(TEXT_WIDTH), area.width() - 2 * INSET - 2 * MARGIN), 1)
        wanted = max(self._bounds(self._head, self._head_font(), width).width(), self._button_size().width())
        text = self._bounds(self._text, self._text_font(), width)
        size = QSize(max(wanted, text.width()) + 2 * MARGIN, self._height(width))
        corner = QRect(0, 0, area.width(), area.height()).center() - QRect(0, 0, size.width(), size.height()).center()
        self.setGeometry(QRect(corner, size))
        button = self._button_size()
        self._button.setGeometry(
            (size.width() - button.width()) // 2,
            size.height() - MARGIN - button.height(),
            button.width(),
            button.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_card(painter, QRectF(self.rect()))
            inner = self.rect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            painter.setFont(self._head_font())
            painter.setPen(theme.current().chip_text)
            used = painter.drawText(inner, WRAPPED, self._head)
            painter.setFont(self._text_font())
            painter.setPen(theme.current().chip_dim)
            painter.drawText(inner.adjusted(0, used.height() + GAP, 0, 0), WRAPPED, self._text)

    def _height(self, width: int) -> int:
        heights = [self._bounds(self._head, self._head_font(), width).height()]
        if self._text:
            heights.append(self._bounds(self._text, self._text_font(), width).height())
        if self._button.text():
            heights.append(self._button_size().height() + GAP)
        return sum(heights) + GAP * (len(heights) - 1) + 2 * MARGIN

    @staticmethod
    def _bounds(text: str, font: QFont, width: int) -> QRect:
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), WRAPPED, text)

    @staticmethod
    def _head_font() -> QFont:
        return theme.font(theme.TEXT_SIZE, QFont.Weight.DemiBold)

    @staticmethod
    def _text_font() -> QFont:
        return theme.font(theme.SMALL_SIZE)


class BusyCard(Card):
    """At the bottom of the pane: what is waited for, how far it is, and a way out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._fraction: float | None = None

    def show_content(self, content: Content) -> None:
        self._fraction = content.fraction
        cancel = content.fraction is not None
        self.set_words(content.head, content.text, self.tr("Cancel") if cancel else "")
        self.show()

    def place(self, area: QSize) -> None:
        button = self._button_size()
        height = button.height() + 12 if button.height() else 32
        self.setGeometry(INSET, area.height() - INSET - height, max(area.width() - 2 * INSET, 1), height)
        self._button.setGeometry(
            self.width() - 6 - button.width(),
            (height - LINE - button.height()) // 2,
            button.width(),
            button.height(),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_card(painter, QRectF(self.rect()))
            room = QRect(MARGIN, 0, self.width() - 2 * MARGIN - self._button_size().width(), self.height() - LINE)
            head = theme.font(theme.SMALL_SIZE, QFont.Weight.DemiBold)
            used = self._draw(painter, room, self._head, head, loud=True)
            self._draw(
                painter,
                room.adjusted(used + GAP, 0, 0, 0),
                self._text,
                theme.font(theme.SMALL_SIZE),
                loud=False,
            )
            if self._fraction is not None:
                self._draw_line(painter, self._fraction)

    @staticmethod
    def _draw(painter: QPainter, room: QRect, text: str, font: QFont, loud: bool) -> int:
        """One line of text, elided to its room; returns its width."""
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
        painter.setFont(font)
        painter.setPen(theme.current().chip_text if loud else theme.current().chip_dim)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        return metrics.horizontalAdvance(text)

    def _draw_line(self, painter: QPainter, fraction: float) -> None:
        colours = theme.current()
        track = QRectF(MARGIN, self.height() - LINE - 2, self.width() - 2 * MARGIN, LINE)
        painter.fillRect(track, colours.line)
        painter.fillRect(track.adjusted(0, 0, (fraction - 1) * track.width(), 0), colours.accent)


class WholeCard(Card):
    """Over a picture of which only the region in view was done: do all of it, and what that takes."""

    def show_estimate(self, estimate: str) -> None:
        self.set_words("", estimate, self.tr("Run the whole image"))
        self._button.setToolTip(estimate)
        self.show()

    def place(self, area: QSize) -> None:
        button = self._button_size()
        metrics = QFontMetrics(theme.font(theme.SMALL_SIZE))
        words = metrics.horizontalAdvance(self._text) + 2 * MARGIN if self._text else 0
        if words + button.width() + 2 * INSET > area.width():
            words = 0
        width, height = words + button.width(), button.height()
        top = area.height() - 2 * INSET - theme.scaled(HEIGHT) - height
        self.setGeometry(area.width() - INSET - width, top, width, height)
        self._button.setGeometry(words, 0, button.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        room = QRect(0, 0, self._button.x(), self.height())
        if room.isEmpty():
            return
        with QPainter(self) as painter:
            draw_card(painter, QRectF(room).adjusted(0, 0, -4, 0))
            painter.setFont(theme.font(theme.SMALL_SIZE))
            painter.setPen(theme.current().chip_dim)
            painter.drawText(room.adjusted(MARGIN, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text)

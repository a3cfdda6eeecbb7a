"""What hangs on the pointer while something is drawn out of the window: a small picture over its name."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPixmap

from srviewer.gui.canvas.chips import HEIGHT, PADDING, draw_card
from srviewer.gui.look import theme


def drag_pixmap(image: QImage, name: str, side: int, ratio: float) -> QPixmap:
    """`image` (may be null) at most `side` logical pixels wide and high, with a name below it."""
    font = theme.font()
    size = QSizeF(image.size())
    if not image.isNull():
        size.scale(side, side, Qt.AspectRatioMode.KeepAspectRatio)
    text = QFontMetricsF(font).elidedText(name, Qt.TextElideMode.ElideMiddle, 2 * side)
    wide = max(size.width(), QFontMetricsF(font).horizontalAdvance(text) + 2 * PADDING)
    pixmap = QPixmap(round(wide * ratio), round((size.height() + 4 + HEIGHT) * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF((wide - size.width()) / 2, 0, size.width(), size.height()), image)
        label = QRectF(0, size.height() + 4, wide, HEIGHT)
        draw_card(painter, label)
        painter.setFont(font)
        painter.setPen(theme.current().chip_text)
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
    return pixmap

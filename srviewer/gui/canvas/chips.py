"""Chips: captions and numbers that lie on the pictures. Painted, so that the pointer passes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import pi, sin

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from srviewer.gui.canvas.content import Caption, Number
from srviewer.gui.look import theme

INSET = 8  # between a chip and the pane's edge
PADDING = 10
HEIGHT = 24
DOT = 9
SPACE = 7
SWELL = 0.6  # by how much of itself the dot grows when a result arrives
FADED = 0.12  # opacity of a chip the pointer rests on: what lies under it can be seen
FLAGS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class Piece:
    """A part of a chip: its text and place."""

    text: str
    rect: QRectF
    font: QFont
    loud: bool
    tooltip: str


@dataclass(frozen=True)
class Chip:
    """A laid-out chip; `dot` names the method whose colour it begins with."""

    rect: QRectF
    pieces: tuple[Piece, ...]
    dot: str = ""

    def tooltip_at(self, point: QPointF) -> str | None:
        """The tooltip of what lies there; None outside the chip."""
        if not self.rect.contains(point):
            return None
        near = [p for p in self.pieces if p.rect.left() - SPACE <= point.x() <= p.rect.right() + SPACE]
        return (near or list(self.pieces))[0].tooltip if self.pieces else ""


def caption_chip(caption: Caption, area: QRect, right: bool = False) -> Chip:
    """The chip at the top left (or right): a dot in the method's colour, its name and scale, what else there is."""
    texts = [(caption.title, theme.font(theme.TEXT_SIZE, QFont.Weight.DemiBold), True, caption.tooltip)]
    if caption.detail:
        texts.append((caption.detail, theme.font(theme.SMALL_SIZE), False, caption.tooltip))
    left = INSET + PADDING + DOT + SPACE
    pieces = _laid_out(texts, left, INSET, area.width() - INSET - PADDING)
    rect = QRectF(INSET, INSET, _right(pieces, left) + PADDING - INSET, theme.scaled(HEIGHT))
    chip = Chip(rect, pieces, caption.method)
    return _moved(chip, area.width() - INSET - rect.right()) if right else chip


def _moved(chip: Chip, dx: float) -> Chip:
    pieces = tuple(replace(piece, rect=piece.rect.translated(dx, 0)) for piece in chip.pieces)
    return replace(chip, rect=chip.rect.translated(dx, 0), pieces=pieces)


def numbers_chip(numbers: Sequence[Number], area: QRect) -> Chip | None:
    """The chip at the bottom left: as many of the numbers as there is room for, the first ones first."""
    top = area.height() - INSET - theme.scaled(HEIGHT)
    texts = [(n.text, _number_font(n), n.loud, n.tooltip) for n in numbers]
    pieces = _laid_out(texts, INSET + PADDING, top, area.width() - INSET - PADDING, gap=2 * SPACE, drop=True)
    if not pieces:
        return None
    return Chip(QRectF(INSET, top, _right(pieces, INSET) + PADDING - INSET, theme.scaled(HEIGHT)), pieces)


def draw_chip(painter: QPainter, chip: Chip, opacity: float = 1.0, pulse: float = 0.0) -> None:
    """Paint a chip in logical pixels; `pulse` goes from 0 to 1 while its dot swells and sinks again."""
    colours = theme.current()
    painter.save()
    painter.setOpacity(opacity)
    draw_card(painter, chip.rect)
    if chip.dot:
        centre = QPointF(chip.rect.left() + PADDING + DOT / 2, chip.rect.center().y())
        draw_dot(painter, centre, theme.method_colour(chip.dot), DOT / 2 * (1 + SWELL * sin(pi * pulse)))
    for piece in chip.pieces:
        painter.setFont(piece.font)
        painter.setPen(colours.chip_text if piece.loud else colours.chip_dim)
        painter.drawText(piece.rect, FLAGS, piece.text)
    painter.restore()


def draw_card(painter: QPainter, rect: QRectF) -> None:
    """The rounded ground of a chip."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().chip)
    painter.drawRoundedRect(rect, theme.RADIUS - 1, theme.RADIUS - 1)


def draw_dot(painter: QPainter, centre: QPointF, colour: QColor, radius: float) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(centre, radius, radius)


def _number_font(number: Number) -> QFont:
    return theme.font(theme.SMALL_SIZE, QFont.Weight.Bold if number.best else QFont.Weight.Normal)


def _laid_out(
    texts: Sequence[tuple[str, QFont, bool, str]],
    left: float,
    top: float,
    limit: float,
    gap: float = SPACE,
    drop: bool = False,
) -> tuple[Piece, ...]:
    """Texts in a row up to `limit`; what does not fit is elided, or left out if `drop`."""
    pieces: list[Piece] = []
    for text, font, loud, tooltip in texts:
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(text)
        room = limit - left
        if width > room:
            if (drop and pieces) or room < 3 * theme.scaled(HEIGHT) / 2:
                break
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            width = metrics.horizontalAdvance(text)
        pieces.append(Piece(text, QRectF(left, top, width + 1, theme.scaled(HEIGHT)), font, loud, tooltip))
        left += width + gap
    return tuple(pieces)


def _right(pieces: Sequence[Piece], otherwise: float) -> float:
    return pieces[-1].rect.right() if pieces else otherwise

"""Drawing layers, the pixel grid and the ghost cursor in device pixels.

Everything here is drawn in the device pixels of the pane, whatever the display's scaling: `device_pixels`
turns a widget's painter so that one unit is one of them, `frame_of` says where the picture lies on them. Only what is
visible is drawn, from the pyramid's right level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil, floor

from PySide6.QtCore import QLineF, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from srviewer.engine.job import Rect
from srviewer.gui.canvas.content import Content, Layer
from srviewer.gui.canvas.drawable import Drawables
from srviewer.gui.canvas.view_state import ViewState
from srviewer.gui.look import theme

GRID_FROM = 8  # device pixels to an image pixel, from which on the pixels get hairlines
HAIR = 1 / 64  # device pixels that are not seen
GRID_ALPHA = 90  # of 255
GHOST_ARM, GHOST_HOLE = 9, 3  # logical pixels
DIMMED = 120  # of 255: how much of the surround lies over a preview
GRIP = 9  # device pixels: half the length of the mark by which a wipe's line is taken

_drawables = Drawables()


@dataclass(frozen=True)
class Frame:
    """Where the picture lies on the device while one pane is painted.

    area : the pane; (x, y) : the picture's corner; zoom : device pixels per picture pixel; smooth :
    interpolate above 100 %.
    """

    area: QRect
    x: int
    y: int
    zoom: float
    smooth: bool = False

    def rect(self, layer: Layer) -> QRect:
        """The whole device pixels that a layer covers, one at least."""
        left, top = self.x + layer.x * self.zoom, self.y + layer.y * self.zoom
        size = layer.unit * self.zoom
        right, bottom = left + layer.pyramid.width * size, top + layer.pyramid.height * size
        x, y = nearest(left), nearest(top)
        return QRect(x, y, max(nearest(right) - x, 1), max(nearest(bottom) - y, 1))


def nearest(at: float) -> int:
    """The nearest whole number, halves always upwards: neighbours agree on where one ends."""
    return floor(at + 0.5)


def frame_of(painter: QPainter, view: ViewState, smooth: bool) -> Frame:
    """Where the picture lies on the device that a painter paints a view on."""
    corner = painter.deviceTransform().map(QPointF(0, 0))
    left, top = round(corner.x()), round(corner.y())
    ox, oy = view.origin
    return Frame(QRect(left, top, *view.viewport), left + ox, top + oy, view.zoom, smooth)


@contextmanager
def device_pixels(painter: QPainter) -> Iterator[None]:
    """Paint in device pixels: within the block one unit of the painter is one of them."""
    painter.save()
    painter.setTransform(painter.deviceTransform().inverted()[0], True)
    try:
        yield
    finally:
        painter.restore()


@contextmanager
def clipped(painter: QPainter, area: QRect) -> Iterator[None]:
    """Within the block nothing is drawn outside `area`."""
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    try:
        yield
    finally:
        painter.restore()


def draw_content(painter: QPainter, frame: Frame, content: Content) -> None:
    """What one pane shows: its base (dimmed while it is a preview), what is really there, grid and frames."""
    draw_layers(painter, frame, content.base)
    if content.dimmed and content.base:
        veil = QColor(theme.current().canvas)
        veil.setAlpha(DIMMED)
        painter.fillRect(frame.rect(content.base[0]) & frame.area, veil)
    draw_layers(painter, frame, content.layers)
    sharp = [layer for layer in (*content.base, *content.layers) if not layer.soft]
    if sharp:
        draw_pixel_grid(painter, frame, sharp[0])
    if content.caption is not None:
        draw_frames(painter, frame, content.layers, theme.method_colour(content.caption.method))


def covers(frame: Frame, content: Content) -> bool:
    """Whether a content leaves nothing of the pane to be seen behind it, and ends nowhere near its edges."""
    grown = frame.area.adjusted(-1, -1, 1, 1)
    return any(frame.rect(layer).contains(grown) for layer in (*content.base, *content.layers))


def draw_line(painter: QPainter, at: QPoint, area: QRect, upright: bool) -> None:
    """A wipe's line through `at`, light with a dark rim, and the mark in its middle by which it is taken."""
    if upright:
        line = QRect(at.x() - 1, area.top(), 2, area.height())
        mark = QRect(at.x() - 3, area.center().y() - GRIP, 6, 2 * GRIP)
    else:
        line = QRect(area.left(), at.y() - 1, area.width(), 2)
        mark = QRect(area.center().x() - GRIP, at.y() - 3, 2 * GRIP, 6)
    for rect in (line, mark):
        painter.fillRect(rect.adjusted(-1, -1, 1, 1), theme.DARK.chip)
    for rect in (line, mark):
        painter.fillRect(rect, theme.DARK.chip_text)


def draw_regions(painter: QPainter, frame: Frame, regions: Sequence[Rect], selected: int | None) -> None:
    """Outlines of the regions of interest, light with a dark rim; the selected one in the accent, with its corners."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for index, region in enumerate(regions):
        left, top = nearest(frame.x + region.x * frame.zoom), nearest(frame.y + region.y * frame.zoom)
        right = nearest(frame.x + region.right * frame.zoom)
        bottom = nearest(frame.y + region.bottom * frame.zoom)
        outline = QRect(left, top, max(right - left, 2) - 1, max(bottom - top, 2) - 1)
        if not outline.intersects(frame.area):
            continue
        colour = theme.current().accent if index == selected else theme.DARK.chip_text
        for pen, grown in ((theme.DARK.chip, 1), (colour, 0), (theme.DARK.chip, -1)):
            painter.setPen(QPen(pen, 0))
            painter.drawRect(outline.adjusted(-grown, -grown, grown, grown))
        if index == selected:
            for x in (left, left + outline.width()):
                for y in (top, top + outline.height()):
                    painter.fillRect(QRect(x - 3, y - 3, 7, 7), colour)


def draw_mark(painter: QPainter, frame: Frame, mark: Rect) -> None:
    """A line through the middle of a row or a column, dashed, with a dark rim."""
    left, top = nearest(frame.x + mark.x * frame.zoom), nearest(frame.y + mark.y * frame.zoom)
    right, bottom = nearest(frame.x + mark.right * frame.zoom), nearest(frame.y + mark.bottom * frame.zoom)
    middle = ((left + right) // 2, (top + bottom) // 2)
    flat = mark.width >= mark.height
    ends = (left, middle[1], right, middle[1]) if flat else (middle[0], top, middle[0], bottom)
    for colour, width, style in (
        (theme.DARK.chip, 3, Qt.PenStyle.SolidLine),
        (theme.DARK.chip_text, 1, Qt.PenStyle.DashLine),
    ):
        painter.setPen(QPen(colour, width, style))
        painter.drawLine(*ends)


def draw_layers(painter: QPainter, frame: Frame, layers: Sequence[Layer]) -> None:
    """Layers one over the other, and hairlines around those that are parts."""
    for layer in layers:
        draw_layer(painter, frame, layer)


def draw_layer(painter: QPainter, frame: Frame, layer: Layer) -> None:
    """The visible part of a layer, from the level that suits the zoom."""
    scale = frame.zoom * layer.unit
    level = layer.pyramid.level_for(scale)
    scale *= 2**level
    covered = frame.rect(layer)
    shown = covered & frame.area
    if shown.isEmpty():
        return
    left, top = frame.x + layer.x * frame.zoom, frame.y + layer.y * frame.zoom
    source = _visible_source(QRectF(shown), left, top, scale, layer.pyramid.images[level].rect())
    image, part = _drawables.part(layer.pyramid, level, source)
    painter.save()
    painter.setClipRect(shown, Qt.ClipOperation.IntersectClip)
    if scale == 1:
        painter.drawImage(QPoint(nearest(left) + source.x(), nearest(top) + source.y()), image, part)
    else:
        smooth = scale < 1 or frame.smooth or layer.soft
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        target = QRectF(
            left + source.x() * scale,
            top + source.y() * scale,
            source.width() * scale,
            source.height() * scale,
        )
        if scale != int(scale):  # an edge between two pixels is drawn by both neighbours; the clip decides
            target.adjust(-HAIR, -HAIR, HAIR, HAIR)
        painter.drawImage(target, image, QRectF(part))
    painter.restore()


def draw_frames(painter: QPainter, frame: Frame, layers: Sequence[Layer], colour: QColor) -> None:
    """A hairline around each layer that is only a part of the picture."""
    painter.setPen(QPen(colour, 0))
    for layer in layers:
        if layer.framed:
            painter.drawRect(frame.rect(layer).adjusted(-1, -1, 0, 0))


def draw_pixel_grid(painter: QPainter, frame: Frame, layer: Layer) -> None:
    """Hairlines between the pixels of a layer, from 8x on."""
    size = frame.zoom * layer.unit
    shown = frame.rect(layer) & frame.area
    if size < GRID_FROM or shown.isEmpty():
        return
    colour = QColor(theme.current().canvas)
    colour.setAlpha(GRID_ALPHA)
    left, top = frame.x + layer.x * frame.zoom, frame.y + layer.y * frame.zoom
    columns = _boundaries(shown.left(), shown.right(), left, size)
    rows = _boundaries(shown.top(), shown.bottom(), top, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects([QRect(x, shown.top(), 1, shown.height()) for x in columns])
    painter.drawRects([QRect(shown.left(), y, shown.width(), 1) for y in rows])


def draw_ghost(painter: QPainter, at: QPointF) -> None:
    """The cross that stands in every pane at the place of the pointer, in logical pixels.

    Light, with a dark rim, so that it is seen on any picture.
    """
    arm, hole = GHOST_ARM, GHOST_HOLE
    lines = [
        QLineF(at.x() + dx * hole, at.y() + dy * hole, at.x() + dx * arm, at.y() + dy * arm)
        for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1))
    ]
    for colour, width in ((theme.DARK.chip, 3), (theme.DARK.chip_text, 1)):
        painter.setPen(QPen(colour, width))
        painter.drawLines(lines)


def ghost_rect(at: QPointF) -> QRect:
    """What a ghost at a point (logical pixels) covers."""
    reach = GHOST_ARM + 3
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect()


def _visible_source(shown: QRectF, left: float, top: float, scale: float, whole: QRect) -> QRect:
    """The pixels, `scale` device pixels each, of an image at (left, top) touching `shown`, and one more."""
    x0, y0 = floor((shown.left() - left) / scale) - 1, floor((shown.top() - top) / scale) - 1
    x1, y1 = ceil((shown.right() - left) / scale) + 1, ceil((shown.bottom() - top) / scale) + 1
    return QRect(x0, y0, x1 - x0, y1 - y0) & whole


def _boundaries(first: int, last: int, start: float, size: float) -> Iterator[int]:
    """Device pixels in first..last at which another image pixel begins."""
    index = max(1, ceil((first - start) / size))
    while (at := nearest(start + index * size)) <= last:
        yield at
        index += 1

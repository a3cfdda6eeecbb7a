"""Subbands that are zoomed together: each keeps its place on the plate, and shows in it the part that the picture
shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import floor

from PySide6.QtCore import QRect, QRectF

from srviewer.gui.canvas.paint import Frame, nearest
from srviewer.gui.canvas.view_state import Look, Point, ViewState


@dataclass(frozen=True)
class Nest:
    """A subband's place on a plate, in the plate's pixels.

    corner : where the picture's upper left corner lies in it, in coefficients; step : pixels to a coefficient
    """

    place: QRectF
    corner: Point
    step: int


@dataclass(frozen=True)
class DrawnNest:
    """A nest as it is drawn: `area`, in device pixels, and where the plate's picture lies behind it."""

    nest: Nest
    area: QRect
    x: float
    y: float
    zoom: float

    def frame(self, left: int, top: int) -> Frame:
        """For a widget whose corner lies at (left, top) of the device; a hairline to the next cell stays free."""
        area = self.area.translated(left, top).adjusted(0, 0, -1, -1)
        return Frame(area, nearest(left + self.x), nearest(top + self.y), self.zoom)

    def pixel(self, x: float, y: float) -> tuple[int, int] | None:
        """The plate's pixel under a point (device pixels), None outside of the cell."""
        if not self.area.contains(floor(x), floor(y)):
            return None
        place = self.nest.place
        column, row = floor((x - self.x) / self.zoom), floor((y - self.y) / self.zoom)
        inside = place.left() <= column < place.right() and place.top() <= row < place.bottom()
        return (column, row) if inside else None

    def in_picture(self, x: float, y: float) -> Point:
        """The place in the picture under a point (device pixels)."""
        nest = self.nest
        column, row = (x - self.x) / self.zoom - nest.place.x(), (y - self.y) / self.zoom - nest.place.y()
        return (column - nest.corner[0]) * nest.step, (row - nest.corner[1]) * nest.step


def part_of(picture: ViewState) -> float:
    """How much of either side of the picture a cell shows: of the side that is longer in view, what is in view."""
    (across, down), (width, height) = picture.viewport, picture.picture
    return min(1.0, max(across / width, down / height) / picture.zoom)


def whole_zoom(plate: ViewState) -> float:
    """The zoom at which the nests fill their plate; what is in them is seldom at a whole factor anyway."""
    return min(there / size for there, size in zip(plate.viewport, plate.picture, strict=True))


def cells_of(plate: ViewState, picture: ViewState, nests: Sequence[Nest]) -> tuple[DrawnNest, ...]:
    """Every nest where the whole plate has it, showing of its subband what is in view of the picture."""
    part, centre, whole = part_of(picture), picture.centre, whole_zoom(plate)
    ox, oy = (round((there - size * whole) / 2) for there, size in zip(plate.viewport, plate.picture, strict=True))
    cells = []
    for nest in nests:
        place, zoom = nest.place, whole / part
        x0, y0 = nearest(ox + place.left() * whole), nearest(oy + place.top() * whole)
        x1, y1 = nearest(ox + place.right() * whole), nearest(oy + place.bottom() * whole)
        column, row = (
            min(max(corner + at / nest.step - side * part / 2, 0.0), side * (1 - part))
            for corner, at, side in zip(nest.corner, centre, (place.width(), place.height()), strict=True)
        )
        area = QRect(x0, y0, x1 - x0, y1 - y0)
        cells.append(DrawnNest(nest, area, x0 - (place.x() + column) * zoom, y0 - (place.y() + row) * zoom, zoom))
    return tuple(cells)


class Reins:
    """What gestures on a plate's cells do to the picture: takes the calls of a `ViewState`, device pixels of the plate.

    cells : those that are drawn, `pointed` : where the pointer was last
    """

    def __init__(self, picture: ViewState) -> None:
        self._picture = picture
        self.cells: tuple[DrawnNest, ...] = ()
        self.pointed: Point | None = None

    @property
    def look(self) -> Look:
        return self._picture.look

    def zoom_steps(self, steps: int, anchor: Point | None = None) -> None:
        with self._held(anchor):
            self._picture.zoom_steps(steps)

    def zoom_by(self, factor: float, anchor: Point | None = None) -> None:
        with self._held(anchor):
            self._picture.zoom_by(factor)

    def zoom_to(self, zoom: float, anchor: Point | None = None) -> None:
        with self._held(anchor):
            self._picture.zoom_to(zoom)

    def fit(self) -> None:
        self._picture.fit()

    def pan(self, dx: float, dy: float) -> None:
        """What was under the pointer goes along with it."""
        cell = self._cell(self.pointed)
        factor = 1.0 if cell is None else cell.nest.step * self._picture.zoom / cell.zoom
        self._picture.pan(dx * factor, dy * factor)

    def _cell(self, at: Point | None) -> DrawnNest | None:
        return (
            None if at is None else next((c for c in self.cells if c.area.contains(floor(at[0]), floor(at[1]))), None)
        )

    @contextmanager
    def _held(self, at: Point | None) -> Iterator[None]:
        """What is under a point before the block is there after it too, as far as the picture reaches."""
        cell = self._cell(at)
        if cell is None or at is None:
            yield
            return
        x, y = cell.in_picture(*at)
        beside, below = at[0] - cell.area.x() - cell.area.width() / 2, at[1] - cell.area.y() - cell.area.height() / 2
        part = part_of(self._picture)
        yield
        scale = cell.zoom * part / part_of(self._picture) / cell.nest.step
        self._picture.look_at(x - beside / scale, y - below / scale)

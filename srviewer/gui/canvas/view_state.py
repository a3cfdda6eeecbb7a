"""Where a pane looks (`ViewState`), and what keeps several looking at the same place (`ViewSync`). Qt-free.

Two kinds of coordinates. *Picture* coordinates are pixels of the output grid (HR), with the origin at the
upper left corner of the upper left pixel; a pane that shows the LR uses them too, and so stands beside its
enlargement by field of view. *Device* coordinates are device pixels from the upper left corner of the pane.
`zoom` is device pixels per picture pixel: at 1.0 one picture pixel is one device pixel, whatever the
display's scaling.

Single-threaded: only the GUI thread calls this.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, replace

from srviewer.catalogue import Listeners

Point = tuple[float, float]
Size = tuple[int, int]

LOOK = "look"
CURSOR = "cursor"

MAX_ZOOM = 64.0
_BELOW = (1 / 32, 1 / 24, 1 / 16, 1 / 12, 1 / 8, 1 / 6, 1 / 4, 1 / 3, 1 / 2, 2 / 3)
STOPS = (*_BELOW, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0, 48.0, 64.0)
ZOOMS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # that can be chosen by name


def percent(zoom: float) -> str:
    """A zoom as it is read: "100 %" only if it is exactly that."""
    value = 100 * zoom
    whole = round(value)
    if abs(value - whole) < 1e-6:
        return f"{whole} %"
    return f"{value:.1f} %" if abs(value - whole) >= 0.05 else f"{value:.2f} %"


@dataclass(frozen=True)
class Look:
    """How near, and where: what synchronised panes share. `fitted`: all of the picture, whatever the size."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    fitted: bool = True


class ViewState:
    """Zoom, centre and cursor of one pane; listeners are told `LOOK` or `CURSOR`."""

    def __init__(self, picture: Size = (1, 1), viewport: Size = (1, 1)) -> None:
        self.picture = picture
        self.viewport = viewport
        self.look = Look(x=picture[0] / 2, y=picture[1] / 2)
        self.cursor: Point | None = None
        self.offset: Point = (0.0, 0.0)  # of where this looks from where the others look, in picture pixels
        self._listeners: Listeners[str] = Listeners()
        self.subscribe = self._listeners.add
        self.fit()

    # -- mapping ---------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        return self.look.zoom

    @property
    def centre(self) -> Point:
        return self.look.x, self.look.y

    @property
    def origin(self) -> tuple[int, int]:
        """Where the picture's corner lies, in device pixels: whole ones, so that pixels meet pixels."""
        return (
            round(self.viewport[0] / 2 - self.look.x * self.zoom),
            round(self.viewport[1] / 2 - self.look.y * self.zoom),
        )

    def to_picture(self, x: float, y: float) -> Point:
        """Picture coordinates of a point in device coordinates."""
        ox, oy = self.origin
        return (x - ox) / self.zoom, (y - oy) / self.zoom

    def to_device(self, x: float, y: float) -> Point:
        """Device coordinates of a point in picture coordinates."""
        ox, oy = self.origin
        return ox + x * self.zoom, oy + y * self.zoom

    def visible(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the part of the picture that is in view (empty if none is)."""
        left, top = self.to_picture(0, 0)
        right, bottom = self.to_picture(*self.viewport)
        w, h = self.picture
        return min(max(left, 0), w), min(max(top, 0), h), max(min(right, w), 0), max(min(bottom, h), 0)

    # -- moving ----------------------------------------------------------------------------------------------

    def set_picture(self, size: Size) -> None:
        """Another picture, or the same one on another grid: the field of view stays unless it is fitted."""
        if size == self.picture:
            return
        rx, ry = size[0] / self.picture[0], size[1] / self.picture[1]
        self.picture = size
        self.offset = self.offset[0] * rx, self.offset[1] * ry
        if self.look.fitted:
            self.fit()
        else:
            x, y = self.centre
            self._move(Look(self._bounded(self.zoom / rx), x * rx, y * ry, False))

    def set_viewport(self, size: Size) -> None:
        """Another size of the pane, in device pixels: the centre stays, so that nothing creeps."""
        if size == self.viewport or min(size) < 1:
            return
        self.viewport = size
        if self.look.fitted:
            self.fit()

    def fit_zoom(self) -> float:
        """The zoom that shows all of the picture; above 100 % a whole factor, so that pixels stay even."""
        zoom = min(self.viewport[0] / self.picture[0], self.viewport[1] / self.picture[1])
        return min(float(int(zoom)), MAX_ZOOM) if zoom > 1 else zoom

    def fit(self) -> None:
        """Show all of the picture, and go on doing so when the pane is resized."""
        self._move(Look(self.fit_zoom(), self.picture[0] / 2, self.picture[1] / 2, True))

    def zoom_to(self, zoom: float, anchor: Point | None = None) -> None:
        """Zoom; the picture stays where it is under `anchor` (device coordinates; the middle if None)."""
        ax, ay = anchor or (self.viewport[0] / 2, self.viewport[1] / 2)
        px, py = self.to_picture(ax, ay)
        zoom = self._bounded(zoom)
        x, y = px - (ax - self.viewport[0] / 2) / zoom, py - (ay - self.viewport[1] / 2) / zoom
        self._move(self._clamped(Look(zoom, x, y, False)))

    def zoom_by(self, factor: float, anchor: Point | None = None) -> None:
        """Zoom smoothly (pinch); 100 % is never skipped."""
        zoom = self.zoom * factor
        if min(self.zoom, zoom) < 1 < max(self.zoom, zoom):
            zoom = 1.0
        self.zoom_to(zoom, anchor)

    def zoom_steps(self, steps: int, anchor: Point | None = None) -> None:
        """Zoom by stops (wheel, keys), nearer if `steps` is positive; 100 % and whole factors are stops."""
        zoom = self.zoom
        for _ in range(abs(steps)):
            nearer = steps > 0
            ahead = [s for s in STOPS if (s > zoom * 1.001 if nearer else s < zoom * 0.999)]
            zoom = (min(ahead) if nearer else max(ahead)) if ahead else zoom
        self.zoom_to(zoom, anchor)

    def pan(self, dx: float, dy: float) -> None:
        """Move the picture by device pixels, as a hand on it would."""
        x, y = self.centre
        self._move(self._clamped(Look(self.zoom, x - dx / self.zoom, y - dy / self.zoom, False)))

    def look_at(self, x: float, y: float, zoom: float | None = None) -> None:
        """Put a point of the picture into the middle."""
        self._move(self._clamped(Look(self._bounded(zoom or self.zoom), x, y, False)))

    def follow(self, look: Look) -> None:
        """Look where another pane looks."""
        self._move(look)

    def set_cursor(self, cursor: Point | None) -> None:
        """Where the pointer is, in picture coordinates; None if it is on no picture."""
        if cursor != self.cursor:
            self.cursor = cursor
            self._listeners.tell(CURSOR)

    # -- inside ----------------------------------------------------------------------------------------------

    def _move(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            self._listeners.tell(LOOK)

    def _bounded(self, zoom: float) -> float:
        """`zoom` within what is useful: half the size that fits, to hand-sized pixels."""
        return min(max(zoom, min(self.fit_zoom(), 1.0) / 2), MAX_ZOOM)

    def _clamped(self, look: Look) -> Look:
        """`look` with the picture kept in view; a quarter of the pane may be empty, as under a caption."""

        def within(centre: float, size: int, pane: int) -> float:
            extent = pane / look.zoom
            margin = min(max((size - extent) / 2, 0), extent / 4)
            low, high = min(extent / 2 - margin, size / 2), max(size - extent / 2 + margin, size / 2)
            if extent >= size:
                return size / 2
            return min(max(centre, low), high)

        x = within(look.x, self.picture[0], self.viewport[0])
        y = within(look.y, self.picture[1], self.viewport[1])
        return replace(look, x=x, y=y)


class ViewSync:
    """What panes join to look at the same place, and leave. Holds them weakly.

    A pane that joins takes over where the others look. Hidden panes are moved along (it costs nothing), and
    so have caught up when they are shown. Listeners of the sync are told once per change, when all panes have
    been moved.
    """

    def __init__(self) -> None:
        self._members: weakref.WeakKeyDictionary[ViewState, Callable[[], None]] = weakref.WeakKeyDictionary()
        self._busy = False
        self._listeners: Listeners[str] = Listeners()
        self.subscribe = self._listeners.add

    def __len__(self) -> int:
        return len(self._members)

    def join(self, view: ViewState, shifted: bool = False) -> None:
        """Look where the others look; or, `shifted`, go on looking beside that, by as much as now."""
        if view in self._members:
            return
        first = next(iter(self._members), None)
        view.offset = (0.0, 0.0)
        if first is not None:
            if shifted:
                view.offset = (
                    view.look.x - first.look.x + first.offset[0],
                    view.look.y - first.look.y + first.offset[1],
                )
            view.follow(_beside(first.look, _between(first, view)))
            view.set_cursor(_moved(first.cursor, _between(first, view)))
        member = weakref.ref(view)
        self._members[view] = view.subscribe(lambda what: self._changed(member(), what))

    def leave(self, view: ViewState) -> None:
        unsubscribe = self._members.pop(view, None)
        if unsubscribe is not None:
            unsubscribe()

    def set_picture(self, size: Size) -> None:
        """`ViewState.set_picture` for all at once, so that none is moved twice."""
        self._for_all(lambda view: view.set_picture(size))
        self._listeners.tell(LOOK)

    def set_viewport(self, size: Size) -> None:
        """`ViewState.set_viewport` for all at once."""
        self._for_all(lambda view: view.set_viewport(size))
        self._listeners.tell(LOOK)

    def point_from(self, view: ViewState) -> None:
        """Take the cursor of the pane that the pointer is on, whose picture may have moved under it."""
        if view in self._members:
            self._changed(view, CURSOR)

    def __contains__(self, view: ViewState) -> bool:
        return view in self._members

    def align(self) -> None:
        """Let all look at the same place again."""
        first = next(iter(self._members), None)
        for view in tuple(self._members):
            view.offset = (0.0, 0.0)
        if first is not None:
            self._for_all(lambda view: view.follow(first.look))
            self._listeners.tell(LOOK)

    def _changed(self, source: ViewState | None, what: str) -> None:
        """Move all others to where `source` is."""
        if self._busy or source is None:
            return
        self._for_all(lambda view: None if view is source else _copy(source, view, what))
        self._listeners.tell(what)

    def _for_all(self, change: Callable[[ViewState], None]) -> None:
        """Change every member, deaf to what they tell meanwhile, but never for longer, whatever is raised."""
        self._busy = True
        try:
            for view in tuple(self._members):
                change(view)
        finally:
            self._busy = False


def _copy(source: ViewState, target: ViewState, what: str) -> None:
    if what == LOOK:
        target.follow(_beside(source.look, _between(source, target)))
    else:
        target.set_cursor(_moved(source.cursor, _between(source, target)))


def _between(source: ViewState, target: ViewState) -> Point:
    """How much further on `target` looks than `source`."""
    return target.offset[0] - source.offset[0], target.offset[1] - source.offset[1]


def _beside(look: Look, by: Point) -> Look:
    """A look moved on; it is no fitted one then."""
    return look if by == (0, 0) else Look(look.zoom, look.x + by[0], look.y + by[1], False)


def _moved(cursor: Point | None, by: Point) -> Point | None:
    return None if cursor is None else (cursor[0] + by[0], cursor[1] + by[1])

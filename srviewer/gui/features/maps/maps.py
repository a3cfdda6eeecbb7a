"""Maps of the difference: made in the interactive lane for the panes that are shown as such, and where they differ
most."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot

from srviewer.compared import Pane
from srviewer.engine import preload
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH, INTERACTIVE
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.content import Layer
from srviewer.gui.canvas.placed import Placed, common, placed
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.look import timers
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import title_among
from srviewer.gui.services.errands import Errands, words
from srviewer.metrics.maps import kind_of
from srviewer.session import Change, Field, Session

PLACES_SLOT = "next difference"
WINDOW = 48  # pixels: side of the windows among which the next difference is looked for
PLACES = 24  # how many differences are gone through before the first comes again
NEAR = 8.0  # zoom at which a difference is shown


class Mapping(QObject):
    """Gives the canvas the maps it lacks, and leads from difference to difference. Lives in the GUI thread."""

    failed = Signal(str)
    said = Signal(str)
    left = Signal(int)  # how many maps that are shown are still being made

    def __init__(self, session: Session, errands: Errands, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._errands, self._canvas = session, errands, canvas
        self._asked: dict[Pane, tuple[object, ...]] = {}
        self._out: set[Pane] = set()
        self._places: tuple[tuple[object, ...], list[tuple[int, int]]] = ((), [])
        self._next, self._zoom = 0, NEAR
        self._soon = timers.single(self, 0, self._ask)
        self._against = canvas.way.against
        canvas.way_changed.connect(self._way_changed)
        session.subscribe(self._session_changed)

    @property
    def pending(self) -> bool:
        """Whether maps are about to be asked for."""
        return self._soon.isActive()

    def next_difference(self, zoom: float = NEAR) -> None:
        """Show the place where the panes differ most, then the next, at a zoom (one at which pixels are seen): the
        selected pane and what it is compared with, or all of them."""
        self._zoom = zoom
        panes = self._canvas.pair or self._session.comparison.panes
        shown = [p for pane in panes if (p := placed(self._session, pane)) is not None]
        key = tuple(id(p.array) for p in shown)
        if len(shown) < 2:
            self.failed.emit(self.tr("Two finished panes are needed to find where they differ."))
        elif key == self._places[0]:
            self._go()
        else:
            self._errands.send(
                PLACES_SLOT,
                lambda token: places_of(shown, token),
                partial(self._take_places, key),
                lambda error: self.failed.emit(words(error)),
            )

    def action(self) -> Action:
        return Action(_tr("Next &difference"), "N", self.next_difference, picture=True)

    # -- inside ------------------------------------------------------------------------------------------

    def _take_places(self, key: tuple[object, ...], places: list[tuple[int, int]]) -> None:
        self._places, self._next = (key, places), 0
        self._go()

    def _go(self) -> None:
        places = self._places[1]
        if not places:
            self.failed.emit(self.tr("The panes do not differ anywhere."))
            return
        x, y = places[self._next % len(places)]
        self._next += 1
        self._canvas.look_at(x + 0.5, y + 0.5, self._zoom)
        self.said.emit(self._where((self._next - 1) % len(places) + 1, len(places)))

    def _where(self, place: int, count: int) -> str:
        pair = self._canvas.pair
        if pair is None:
            return self.tr("All panes: difference {} of {}").format(place, count)
        titles = (title_among(pane, self._session.comparison.panes) for pane in pair)
        return self.tr("{} against {}: difference {} of {}").format(*titles, place, count)

    @Slot()
    def _way_changed(self) -> None:
        self._soon.start()
        before, self._against = self._against, self._canvas.way.against
        panes = self._session.comparison.panes
        if self._against is not None and self._against != before and self._against in panes:
            title = title_among(self._against, panes)
            self.said.emit(
                self.tr("The selected pane is compared with {}; N finds where these two differ").format(title)
            )

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self._errands.drop(PLACES_SLOT)
        if change.touches(Field.OUTCOMES, Field.PREPARED, Field.SOURCE, Field.PANES):
            self._soon.start()

    def _ask(self) -> None:
        """Order every map that is shown and not what it should be."""
        if not self._canvas.view.maps:
            self.left.emit(0)
            return
        reference, way = self._canvas.reference, self._canvas.way
        against = placed(self._session, reference) if reference is not None else None
        panes = self._session.comparison.panes
        self._asked = {pane: key for pane, key in self._asked.items() if pane in panes}
        for pane in panes:
            mine = placed(self._session, pane)
            if mine is None or against is None or pane == reference or common((mine, against)) is None:
                self._asked.pop(pane, None)
                self._canvas.set_map(pane, None)
                continue
            key = (id(mine.array), id(against.array), way.kind, way.channel, way.gain)
            if self._asked.get(pane) == key:
                continue
            self._asked[pane] = key
            self._out.add(pane)
            self._errands.send(
                ("map", pane),
                partial(map_of, mine, against, way.kind, way.channel, way.gain),
                partial(self._take_map, pane, key),
                partial(self._no_map, pane),
                BATCH if kind_of(way.kind).learned else INTERACTIVE,
            )
        self._out &= self._asked.keys()
        self.left.emit(len(self._out))

    def _arrived(self, pane: Pane) -> None:
        self._out.discard(pane)
        self.left.emit(len(self._out) if self._canvas.view.maps else 0)

    def _take_map(self, pane: Pane, key: tuple[object, ...], made: tuple[Pyramid, Rect]) -> None:
        if self._asked.get(pane) == key:
            self._arrived(pane)
            pyramid, place = made
            self._canvas.set_map(pane, Layer(pyramid, place.x, place.y))

    def _no_map(self, pane: Pane, error: Exception) -> None:
        self._asked.pop(pane, None)
        self._arrived(pane)
        self.failed.emit(words(error))


# -- in a lane's thread --------------------------------------------------------------------------------------


def map_of(a: Placed, b: Placed, kind: str, channel: str, gain: float, token: Token) -> tuple[Pyramid, Rect]:
    """The coloured map of `a` against `b` where both are there, and where that lies."""
    from srviewer.imaging.colour_maps import coloured
    from srviewer.metrics.maps import error_map

    place = common((a, b))
    assert place is not None
    found = kind_of(kind)
    mine, other = a.cut(place), b.cut(place)
    assert mine is not None
    assert other is not None
    if found.learned:
        preload.wait(token)
        preload.preload_torch(Token())
    values = error_map(mine, other, kind, channel, token.raise_if_cancelled)
    colours = coloured(values, found.range(gain), found.signed)
    return build_pyramid(colours, None, token.raise_if_cancelled), place


def places_of(shown: list[Placed], token: Token) -> list[tuple[int, int]]:
    """Where the panes spread most, the most first: mean over windows of the range of their Y."""
    from srviewer.metrics.maps import channel_of, largest

    place = common(shown)
    if place is None:
        return []
    low = high = None
    for pixels in shown:
        part = pixels.cut(place)
        assert part is not None
        plane = channel_of(part, "y")
        token.raise_if_cancelled()
        low = plane.copy() if low is None else np.minimum(low, plane, out=low)
        high = plane.copy() if high is None else np.maximum(high, plane, out=high)
    assert low is not None
    assert high is not None
    spread = (high - low).astype(np.float32)
    if not spread.any():
        return []
    return [(x + place.x, y + place.y) for x, y in largest(spread, PLACES, WINDOW)]

"""The grid of panes that follows a session, zoomed and panned as one."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, floor
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from srviewer.compared import Pane as SessionPane
from srviewer.engine.events import Finished, TileFinished
from srviewer.engine.job import Rect
from srviewer.evaluation import Prepared
from srviewer.gui.canvas.beside import Beside, beside
from srviewer.gui.canvas.content import Content, Layer
from srviewer.gui.canvas.describe import Describer
from srviewer.gui.canvas.magnifier import Magnifier
from srviewer.gui.canvas.overview import Overview
from srviewer.gui.canvas.pane import PaneWidget
from srviewer.gui.canvas.pane_grid import PaneGrid
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.gui.canvas.regions import with_provisional
from srviewer.gui.canvas.saved import saved_view, way_of
from srviewer.gui.canvas.stock import Stock
from srviewer.gui.canvas.values import Values, pixel_values
from srviewer.gui.canvas.view_state import CURSOR, LOOK, STOPS, Point, ViewState, ViewSync
from srviewer.gui.canvas.views import Cells, View, cells_of, view_of
from srviewer.gui.canvas.way import PLAIN, WayField, other_of, pair_of, reference_of
from srviewer.gui.look import motion, theme, timers
from srviewer.gui.look.actions import Thing
from srviewer.session import Change, Field, Session, State, is_large
from srviewer.session_file import SavedView as SavedView

BLINK_MS = 700  # between two sides when blinking goes by itself
GAP_DARKER = 150  # per cent: the gaps against the surround of the pictures


class Canvas(QWidget):
    """Shows every pane of a session's comparison; changes nothing in it, but says what the user asked for.

    Only the GUI thread calls it. The pixels come in by `receive` and `set_reference`, ready to be drawn;
    everything else it takes from the session, whose changes it follows.
    """

    pane_selected = Signal(int)
    cancel_requested = Signal(object)
    retry_requested = Signal(object)
    run_whole_requested = Signal()
    cursor_moved = Signal(object)
    zoom_changed = Signal(float)
    view_changed = Signal()
    way_changed = Signal()
    panes_swapped = Signal(int, int)
    pane_taken = Signal(int)  # by its caption, and drawn away
    region_drawn = Signal(object, object)  # index or None for a new one, the region
    region_selected = Signal(int)
    menu_requested = Signal(object, QPoint)  # the things that the menu is of, where on the screen
    step_requested = Signal(int)  # to the next or the one before of several files

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._stock = Stock(session, Describer(session, self))
        self.way = PLAIN
        self.flipped = False
        self._stay = False
        self.awaited: SavedView | None = None
        self._provisional: tuple[int | None, Rect] | None = None
        self._shown = session.comparison.panes
        self._captions = True
        self.smooth = False
        self._zoom = 0.0
        self.state = ViewState()
        self._sync = ViewSync()
        self._sync.join(self.state)
        self._grid = PaneGrid(self, self.state, self._sync, self._connect)
        self._blinking = timers.repeating(self, BLINK_MS, self.blink)
        self._sync.subscribe(self._moved)
        self.magnifier = Magnifier(self)
        self.overview = Overview(self, self.state)
        self._magnifying = False
        theme.notifier().changed.connect(self.update)
        self.destroyed.connect(session.subscribe(self._session_changed))
        self._grid_changed()

    # -- pixels ----------------------------------------------------------------------------------------------

    @Slot(object, object)
    def receive(self, event: object, display: object) -> None:
        """Take the display-ready pixels of an event that `session.receive` took."""
        if isinstance(event, Prepared) and isinstance(display, dict):
            for kind, pyramid in display.items():
                self.set_reference(kind, pyramid)
            if event.lr is not None and is_large(event.lr) and self.state.look.fitted:
                self.actual_size()  # what is looked at is what is done: not all of it at once
        if not isinstance(event, (TileFinished, Finished)) or not isinstance(display, Pyramid):
            return
        pane = self.session.pane_of(event.job_id)
        if pane is None:
            return
        if isinstance(event, Finished):
            self._stock.set_result(pane, display, event.result.region)
            self._refresh()
        elif (event.width, event.height) == self.state.picture:
            self._stock.add_tile(pane, Layer(display, event.x, event.y, framed=event.preview))
            self._refresh(frozenset((pane,)))

    def set_reference(self, kind: str, pyramid: Pyramid) -> None:
        """Take the pyramid of the session's "lr" or "truth", after `session.receive` took `Prepared`."""
        self._stock.set_reference(kind, pyramid)
        self.overview.show_picture(self._stock.whole)
        self._refresh()

    def pixel_values(self, x: int, y: int) -> dict[SessionPane, Values]:
        """The values at a pixel of the output in every pane that has one there; none that would give away a secret."""
        return {} if self.view.secret else pixel_values(self.session, x, y)

    # -- looking ---------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Device pixels per pixel of the output: 1.0 is 100 %."""
        return self.state.zoom

    def zoom_to(self, factor: float) -> None:
        self.state.zoom_to(factor)

    def zoom_in(self) -> None:
        self.state.zoom_steps(1)

    def zoom_out(self) -> None:
        self.state.zoom_steps(-1)

    def fit(self) -> None:
        self.state.fit()

    def actual_size(self) -> None:
        self.state.zoom_to(1.0)

    @Slot()
    def stay(self) -> None:
        """Go on looking at the same place when the next picture comes."""
        self._stay = True

    def saved_view(self) -> SavedView:
        """How the panes are looked at, to be kept in a file."""
        return saved_view(self.state.look, self.way, self.session.comparison.panes)

    @Slot(object)
    def show_saved(self, view: SavedView) -> None:
        """Once the picture that is being opened is there, look at it as it was looked at when it was saved."""
        self.awaited = view

    def set_smooth(self, smooth: bool) -> None:
        """Interpolate above 100 % instead of showing pixels as they are."""
        self.smooth = smooth
        self._grid.tell(PaneWidget.set_smooth, smooth)

    def toggle_captions(self) -> None:
        """Show or hide what lies on the pictures."""
        self._captions = self.overview.with_captions = not self._captions
        self.overview.follow()
        self._grid.tell(PaneWidget.set_captions, self._captions)

    def take_over(self, other: Canvas) -> None:
        """Show pixels, captions, magnifier and overview as another canvas does."""
        self.set_smooth(other.smooth)
        if self._captions != other._captions:
            self.toggle_captions()
        if self.overview.wanted != other.overview.wanted:
            self.toggle_overview()
        if self._magnifying != other._magnifying:
            self.toggle_magnifier()

    def look_at_region(self) -> None:
        """Let the selected region fill the panes."""
        region = self.session.comparison.selected_region
        if region is not None:
            nearest = min(self.state.viewport[0] / region.width, self.state.viewport[1] / region.height)
            below = [stop for stop in STOPS if stop <= nearest]
            x, y = region.x + region.width / 2, region.y + region.height / 2
            self.state.look_at(x, y, below[-1] if below else nearest)

    # -- ways to compare -------------------------------------------------------------------------------------

    @property
    def view(self) -> View:
        """The view in force."""
        return view_of(self.way.view)

    def set_way(self, **changes: Any) -> None:
        """Compare otherwise: replace fields of `way`. Where motion is to be reduced no view moves unasked."""
        if changes.get("view", self.way.view) != self.way.view and motion.reduced():
            changes = {"timed": False, **changes}
        way = replace(self.way, **changes)
        if way == self.way:
            return
        self.way = way
        if WayField.TIMED in self.view.settings and way.timed:
            self._blinking.start()
        else:
            self._blinking.stop()
        self._grid_changed()
        self.way_changed.emit()

    @Slot()
    def blink(self) -> None:
        """Turn to the other side."""
        self.set_way(turned=not self.way.turned)

    def flip(self, on: bool) -> None:
        """While `on`, show in every cell what it is compared with."""
        if on != self.flipped:
            self.flipped = on
            self._grid_changed()

    def show_alone(self, index: int | None) -> None:
        """Show one pane alone, if there is one of this number; None: all of them again."""
        there = index is not None and index < len(self.session.comparison.panes)
        self.set_way(alone=index if there else None)

    @property
    def takes_keys(self) -> bool:
        """Whether there are panes to be seen, for keys that are held."""
        return self.isVisible() and self.session.source is not None

    @property
    def blinking(self) -> bool:
        """Whether the sides take turns by themselves."""
        return self._blinking.isActive()

    @property
    def other(self) -> SessionPane | None:
        """What the selected pane is compared with."""
        return other_of(self.way, self.session)

    @property
    def reference(self) -> SessionPane | None:
        """What maps of the difference are against."""
        return reference_of(self.way, self.session)

    @property
    def pair(self) -> tuple[SessionPane, SessionPane] | None:
        """The two panes between which differences are looked for; None: all of them."""
        return pair_of(self.way, self.session, WayField.AGAINST in self.view.settings, self.view.maps)

    def set_map(self, pane: SessionPane, layer: Layer | None) -> None:
        """Take the map of a pane's difference to `reference`, or that there is none."""
        self._stock.set_map(pane, layer)
        if self.view.maps:
            self._refresh(frozenset((pane,)))

    def look_at(self, x: float, y: float, zoom: float | None = None) -> None:
        """Put a point of the picture into the middle of every pane."""
        self.state.look_at(x, y, zoom)

    @property
    def panes(self) -> tuple[PaneWidget, ...]:
        """The widgets of the panes, in their order."""
        return tuple(self._grid.panes)

    @property
    def cells(self) -> Cells:
        """What each of the panes shows: a pane of the comparison, or several in one."""
        return self._grid.cells

    # -- one pane on its own ---------------------------------------------------------------------------------

    def toggle_loose(self) -> bool:
        """Let the selected pane go its own way, or join the others again with what it was shifted by kept; whether it
        is on its own now."""
        pane = self._pane_of_selected()
        if pane is None:
            return False
        if pane.state in self._sync:
            self._sync.leave(pane.state)
            pane.state.set_cursor(None)
            return True
        self._sync.join(pane.state, shifted=True)
        return False

    def align(self) -> None:
        """All panes look at the same place again."""
        for pane in self.panes:
            self._sync.join(pane.state)
        self._sync.align()

    def _pane_of_selected(self) -> PaneWidget | None:
        selected = self.session.comparison.selected
        return self.panes[selected] if len(self.panes) == len(self.session.comparison.panes) > 1 else None

    # -- regions of interest ---------------------------------------------------------------------------------

    def draw_region(self, on: bool = True) -> None:
        """Let the next drag draw a region, as shift does."""
        self._grid.tell(PaneWidget.set_drawing, on)

    @Slot(object, object, bool)
    def _region_dragged(self, index: int | None, rect: Rect, done: bool) -> None:
        """Show what is dragged in every pane; tell of it when it is let go of."""
        self._provisional = None if done else (index, rect)
        if done:
            self.draw_region(False)
            self.region_drawn.emit(index, rect)
        self._show_regions()

    def _show_regions(self) -> None:
        c = self.session.comparison
        regions, selected = with_provisional(c.regions, c.region, self._provisional)
        for pane in self.panes:
            pane.set_regions(regions, selected)

    @Slot(object)
    def mark(self, mark: Rect | None) -> None:
        """Mark a row or a column of the picture in every pane, or none."""
        self._grid.tell(PaneWidget.set_mark, mark)

    def set_whole_estimate(self, text: str) -> None:
        """What doing the whole picture would take, shown beside the button that does it."""
        self._grid.tell(PaneWidget.set_estimate, text)

    def view_rect_lr(self) -> Rect | None:
        """The part of the LR that is in view, in whole LR pixels; None if there is none."""
        lr, scale = self.session.lr, self.session.comparison.scale
        left, top, right, bottom = self.state.visible()
        if lr is None or left >= right or top >= bottom:
            return None
        x, y = floor(left / scale), floor(top / scale)
        return Rect(x, y, min(ceil(right / scale), lr.width) - x, min(ceil(bottom / scale), lr.height) - y)

    def toggle_magnifier(self) -> None:
        """Show or hide the magnifier beside the pointer."""
        self._magnifying = not self._magnifying
        self._magnify()

    @property
    def panes_in_view(self) -> frozenset[SessionPane]:
        """The panes that have a place on the screen."""
        return frozenset(pane for cell in self.cells for pane in cell)

    def toggle_overview(self) -> None:
        """Have the overview map or not."""
        self.overview.wanted = not self.overview.wanted
        self.overview.follow()

    def _magnify(self) -> None:
        """Show in the magnifier what lies under the pointer, if it is on a picture."""
        pointed, at = self._grid.pointed, self.state.cursor
        if not self._magnifying or pointed is None or at is None or pointed.pointer is None:
            self.magnifier.hide()
            return
        cells = self.cells if self.view.secret else (self.session.comparison.panes,)
        contents = [self._content(pane) for cell in cells for pane in cell]
        self.magnifier.look([c for c in contents if c.base or c.layers], at, self.zoom)
        self.magnifier.place(pointed.mapTo(self, pointed.pointer.toPoint()))
        self.magnifier.raise_()
        self.magnifier.show()

    def _moved(self, what: str) -> None:
        self._magnify()
        if what == CURSOR:
            self.cursor_moved.emit(self._output_pixel(self.state.cursor))
        elif what == LOOK:
            self.overview.follow()
            if self.zoom != self._zoom:
                self._zoom = self.zoom
                self.zoom_changed.emit(self._zoom)
            self.view_changed.emit()
            if (pointed := self._grid.pointed) is not None:
                self._sync.point_from(pointed.state)

    def _output_pixel(self, cursor: Point | None) -> tuple[int, int] | None:
        """The pixel under the pointer; None beside the picture, where a pane that is shifted against the others can
        point to."""
        if cursor is None:
            return None
        x, y = floor(cursor[0]), floor(cursor[1])
        width, height = self.state.picture
        return (x, y) if 0 <= x < width and 0 <= y < height else None

    # -- following the session -------------------------------------------------------------------------------

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self._stock.clear()
            self.overview.show_picture(None)
            self.awaited = None  # which was for the picture before
            if not self._stay:
                self.state.fit()
            self._stay = False
        if change.touches(Field.PREPARED):
            self._prepared()
        if change.touches(Field.PANES):
            self._stock.replace(self._shown, self.session.comparison.panes)
        self._stock.drop_stale()
        if change.touches(Field.REGIONS, Field.REGION):
            self._show_regions()
        one_cell = change.touches(Field.SELECTED) and len(self.cells) == 1
        if change.touches(Field.SOURCE, Field.PANES, Field.PREPARED) or one_cell:
            self._shown = self.session.comparison.panes
            self._grid_changed()
        elif change.touches(Field.SELECTED, Field.MODE, Field.SCALE):
            self._refresh()
        elif change.touches(Field.OUTCOMES):
            self._refresh(self._touched(change.panes))

    def _touched(self, changed: frozenset[SessionPane]) -> frozenset[SessionPane] | None:
        """The panes that changed outcomes touch; None for all: a result may be the best, or a preview."""
        done = any((o := self.session.outcome(p)) is not None and o.state is State.DONE for p in changed)
        return None if done else changed

    def _prepared(self) -> None:
        lr = self.session.lr
        if lr is not None:
            scale = self.session.comparison.scale
            self._stock.start()
            self._sync.set_picture((lr.width * scale, lr.height * scale))
            self._arrange()
            self._resume()

    def _resume(self) -> None:
        """Take up the view that was saved, now that there is something to look at."""
        view, self.awaited = self.awaited, None
        if view is None:
            return
        self.set_way(**way_of(view, self.session.comparison.panes))
        if not view.fitted:
            self.state.look_at(view.x, view.y, view.zoom)

    # -- the grid --------------------------------------------------------------------------------------------

    def _grid_changed(self) -> None:
        cells = cells_of(self.session, self.view, self.way, self.other, self.flipped)
        self._grid.show(cells or ((),))
        self._provisional = None  # the pane in which it was dragged may be gone
        self._refresh()
        self._show_regions()
        self._arrange()

    def _arrange(self) -> None:
        self.overview.place(self.size(), self._grid.place(self.way.columns))
        self.overview.raise_()

    def _refresh(self, changed: frozenset[SessionPane] | None = None) -> None:
        """Give panes what they show: all, or those that hold one of `changed`."""
        view = self.view
        single = len(self.cells) != len(self.session.comparison.panes) or len(self.cells) < 2 or view.secret
        for index, (widget, cell) in enumerate(zip(self.panes, self.cells, strict=True)):
            if not cell:
                widget.set_contents((self._stock.nothing(),), view, self.way)
            elif changed is None or any(pane in changed for pane in cell):
                widget.set_contents(tuple(self._content(pane) for pane in cell), view, self.way)
            widget.set_selected(not single and index == self.session.comparison.selected)
            widget.set_compared(not single and not self.flipped and cell[:1] == (self.way.against,))

    def _content(self, pane: SessionPane) -> Content:
        if self.view.maps and not self.flipped:
            return self._stock.content_as_map(pane, self.reference)
        content = self._stock.content(pane)
        return replace(content, caption=None, numbers=()) if self.view.secret else content

    # -- what the user asks for ------------------------------------------------------------------------------

    def _connect(self, pane: PaneWidget) -> None:
        pane.pressed.connect(self._pane_pressed)
        pane.against.connect(self._against_pressed)
        pane.cancel.connect(self._cancel_pressed)
        pane.retry.connect(self._retry_pressed)
        pane.whole.connect(self.run_whole_requested)
        pane.line_moved.connect(self._line_moved)
        pane.region_dragged.connect(self._region_dragged)
        pane.carried.connect(self._carried)
        pane.taken.connect(self._taken)
        pane.menu_requested.connect(self._menu_requested)

    def _sender(self) -> int:
        """Which of the panes has sent the signal."""
        pane = self.sender()
        assert isinstance(pane, PaneWidget)
        return self.panes.index(pane)

    def _pane_of_sender(self) -> SessionPane | None:
        cell = self.cells[self._sender()]
        return cell[0] if cell else None

    @property
    def _one_each(self) -> bool:
        """Whether every pane has its cell: a single one shows the selected pane, or in turn another."""
        return len(self.cells) == len(self.session.comparison.panes) > 1 and not self.view.secret

    @Slot()
    def _pane_pressed(self) -> None:
        if self._one_each:
            self.pane_selected.emit(self._sender())

    @Slot()
    def _against_pressed(self) -> None:
        pane = self._pane_of_sender()
        if self._one_each and pane is not None:
            self.compare_with(pane)

    def compare_with_selected(self) -> None:
        """Make the selected pane what another is compared with, or no longer."""
        if (pane := self.session.comparison.pane) is not None:
            self.compare_with(pane)

    def compare_with(self, pane: SessionPane) -> None:
        """Make a pane what the selected one is compared with, or no longer."""
        self.set_way(against=None if pane == self.way.against else pane)

    @Slot(QPointF)
    def _carried(self, to: QPointF) -> None:
        self.carry(self._sender(), to)

    def carry(self, start: int, to: QPointF) -> None:
        """A pane was carried by its caption to a point on the screen: over another, they change places."""
        at = self.mapFromGlobal(to).toPoint()
        over = self._grid.index_at(at)
        panes = self.session.comparison.panes
        if over is not None and over != start and len(self.cells) == len(panes) and not self.view.secret:
            self.panes_swapped.emit(start, over)

    @Slot(int)
    def _taken(self, caption: int) -> None:
        cell, panes = self.cells[self._sender()], self.session.comparison.panes
        if caption < len(cell) and cell[caption] in panes and not self.view.secret:
            self.pane_taken.emit(self._sender() if self._one_each else panes.index(cell[caption]))

    def let_go(self) -> None:
        """What was held by its caption hangs on the pointer now, wherever that goes."""
        for pane in self.panes:
            pane.let_go()

    def image_of(self, pane: SessionPane, side: int) -> QImage:
        """A small picture of what a pane shows, at most `side` pixels wide or high; null if it shows nothing."""
        content = self._stock.content(pane)
        layers = (*content.layers, *content.base)
        return layers[0].pyramid.thumbnail(side) if layers else QImage()

    def beside(self, at: QPointF, anywhere: bool) -> Beside | None:
        """Where a pane comes that is let go of at a point on the screen (see `beside`)."""
        c = self.session.comparison
        if not self.isVisible() or self.session.source is None or self.view.secret or not c.panes:
            return None
        cells = [pane.geometry() for pane in self.panes]
        return beside(self.mapFromGlobal(at).toPoint(), cells, None if self._one_each else c.selected, anywhere)

    @Slot(object, QPoint)
    def _menu_requested(self, region: int | None, at: QPoint) -> None:
        """The right button, or its key, on a pane; none that would give away a secret, nor of a region that is still
        being drawn."""
        if self.view.secret or self._provisional is not None:
            return
        if self._pane_of_sender() is None:
            self.menu_requested.emit((Thing.EMPTY,), at)
        elif region is None:
            self.menu_requested.emit((Thing.PANE,), at)
        else:
            self.region_selected.emit(region)
            self.menu_requested.emit((Thing.REGION, Thing.PANE), at)

    @Slot(float)
    def _line_moved(self, to: float) -> None:
        self.set_way(line=to)

    @Slot()
    def _cancel_pressed(self) -> None:
        if (pane := self._pane_of_sender()) is not None:
            self.cancel_requested.emit(pane)

    @Slot()
    def _retry_pressed(self) -> None:
        if (pane := self._pane_of_sender()) is not None:
            self.retry_requested.emit(pane)

    # -- events ----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go through several files; for keys that are held see `HeldKeys`."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not event.modifiers():
            if not event.isAutoRepeat():
                self.step_requested.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's hook: by the key, where no pane has the focus, that of the selected one."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.session.comparison.selected if self._one_each else 0
            self.panes[index].contextMenuEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The gaps between the panes."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), theme.current().canvas.darker(GAP_DARKER))

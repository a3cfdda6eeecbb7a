"""A cell of the canvas: a plain widget that draws the visible part of what it holds and takes the pointer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from srviewer.engine.job import Rect
from srviewer.gui.canvas import chips, paint
from srviewer.gui.canvas.cards import BusyCard, StateCard, WholeCard
from srviewer.gui.canvas.chips import Chip
from srviewer.gui.canvas.content import NOTHING, Content, Phase
from srviewer.gui.canvas.gestures import Gestures
from srviewer.gui.canvas.regions import REACH, Grip, dragged, grip_at, new_grip, region_at
from srviewer.gui.canvas.view_state import CURSOR, LOOK, Point, ViewState
from srviewer.gui.canvas.views import VIEWS, View
from srviewer.gui.canvas.way import PLAIN, Way
from srviewer.gui.look import language, motion, theme, timers

PATIENCE = 150  # ms for which work goes on unmentioned: what is done by then does not flicker
PULSE = 400  # ms that the dot of a pane takes to swell and sink when its result arrives
LINE_REACH = 8  # logical pixels from a wipe's line within which it is taken
FRAME = 2  # thickness of the frame of the selected pane
DASHES = (4.0, 3.0)  # of the frame of what it is compared with, in thicknesses


class PaneWidget(QWidget):
    """Shows contents through a view; its `state` says where it looks and is what a `ViewSync` joins.

    Whoever owns it sets the viewport (in device pixels) and the contents; only the GUI thread calls it.
    """

    pressed = Signal()
    against = Signal()  # pressed with Ctrl: to be what the others are compared with
    cancel = Signal()
    retry = Signal()
    whole = Signal()
    line_moved = Signal(float)
    carried = Signal(QPointF)  # by its caption, to a place in global coordinates
    taken = Signal(int)  # by its first or second caption, and drawn away
    region_dragged = Signal(object, object, bool)  # index or None, the region, whether it is let go of
    menu_requested = Signal(object, QPoint)  # of which region, or None; where on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = ViewState()
        self.smooth = False
        self._view, self._way = VIEWS.first, PLAIN
        self._line_gripped = False
        self._carried: int | None = None  # which caption is held
        self._taken = QPointF()
        self.drawing = False
        self.regions: tuple[Rect, ...] = ()
        self.region: int | None = None
        self.mark: Rect | None = None
        self._grip: Grip | None = None
        self._gestures = Gestures(self.state)
        self._contents: tuple[Content, ...] = (NOTHING,)
        self.selected = False
        self.compared = False
        self.captions = True
        self._estimate = ""
        self._pointer: QPointF | None = None
        self._ghost = QRect()
        self.chips: tuple[Chip, ...] = ()
        self._make_cards()
        self._patience = timers.single(self, PATIENCE, self._refresh)
        self._pulse = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=PULSE)
        self._pulse.valueChanged.connect(self._pulsed)
        self.state.subscribe(self._moved)
        theme.notifier().changed.connect(self._refresh)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._refresh()

    def _make_cards(self) -> None:
        self._state_card = StateCard(self)
        self._busy_card = BusyCard(self)
        self._whole_card = WholeCard(self)
        self._state_card.pressed.connect(self.retry)
        self._busy_card.pressed.connect(self.cancel)
        self._whole_card.pressed.connect(self.whole)

    # -- what it shows ---------------------------------------------------------------------------------------

    @property
    def content(self) -> Content:
        """What gives caption and state."""
        return self._contents[0]

    @property
    def pointer(self) -> QPointF | None:
        """Where the pointer is in this pane, in logical pixels; None if it is elsewhere."""
        return self._pointer

    def set_contents(self, contents: tuple[Content, ...], view: View = VIEWS.first, way: Way = PLAIN) -> None:
        """Show this. A pane that is busy says so only after a moment."""
        was_busy = self.content.phase is Phase.BUSY
        self._contents, self._view, self._way = contents, view, way
        came = was_busy and not self._patience.isActive() and self.content.phase is Phase.SHOWN
        if came and not motion.reduced():
            self._pulse.start()
        if self.content.phase is not Phase.BUSY:
            self._patience.stop()
        elif not was_busy:
            self._patience.start()
        self._refresh()

    @Slot()
    def _pulsed(self) -> None:
        for chip in self.chips:
            self.update(chip.rect.toAlignedRect())

    def set_regions(self, regions: tuple[Rect, ...], selected: int | None) -> None:
        """The regions of interest, in picture coordinates."""
        if (regions, selected) != (self.regions, self.region):
            self.regions, self.region = regions, selected
            self.update()

    def set_mark(self, mark: Rect | None) -> None:
        """A row or a column of the picture that is marked, in picture coordinates."""
        if mark != self.mark:
            self.mark = mark
            self.update()

    def set_selected(self, selected: bool) -> None:
        if selected != self.selected:
            self.selected = selected
            self.update()

    def set_compared(self, compared: bool) -> None:
        """Whether this is what the selected pane is compared with."""
        if compared != self.compared:
            self.compared = compared
            self.update()

    def set_smooth(self, smooth: bool) -> None:
        """Interpolate above 100 % instead of showing pixels as they are."""
        self.smooth = smooth
        self.update()

    def set_drawing(self, drawing: bool) -> None:
        """Let a drag draw a region, as shift does."""
        self.drawing = drawing

    def set_captions(self, shown: bool) -> None:
        self.captions = shown
        self._refresh()

    def set_estimate(self, estimate: str) -> None:
        """What doing the whole picture would take, in words."""
        self._estimate = estimate
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        """Lay out chips and cards anew and paint."""
        content = self.content
        caption = content.caption if self.captions else None
        numbers = content.numbers if self.captions and content.phase is Phase.SHOWN else ()
        second = self._contents[1].caption if self.captions and len(self._contents) > 1 else None
        laid = (
            chips.caption_chip(caption, self.rect()) if caption else None,
            chips.caption_chip(second, self.rect(), right=True) if second else None,
            chips.numbers_chip(numbers, self.rect()),
        )
        self.chips = tuple(chip for chip in laid if chip is not None)
        self._refresh_cards(content)
        self.setCursor(Qt.CursorShape.ArrowCursor if content.phase is Phase.EMPTY else Qt.CursorShape.CrossCursor)
        self._describe()
        self.update()

    def _refresh_cards(self, content: Content) -> None:
        card: StateCard | BusyCard | WholeCard | None = None
        if content.phase is Phase.BUSY:
            card = None if self._patience.isActive() else self._busy_card
        elif content.phase is not Phase.SHOWN:
            card = self._state_card
        elif content.partial:
            card = self._whole_card
        for other in (self._state_card, self._busy_card, self._whole_card):
            if other is not card:
                other.hide()
        if isinstance(card, (StateCard, BusyCard)):
            card.show_content(content)
        elif isinstance(card, WholeCard):
            card.show_estimate(self._estimate)
        if card is not None:
            card.place(self.size())

    def _describe(self) -> None:
        """Words for those who do not see the pane."""
        content = self.content
        self.setAccessibleName(content.caption.title if content.caption else content.head or self.tr("Picture"))
        said = [number.text for number in content.numbers] or [content.head, content.text]
        self.setAccessibleDescription(language.joined(part for part in said if part))

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            contents = self._painted()
            frame = paint.frame_of(painter, self.state, self.smooth)
            if not self._covered(frame, contents):
                painter.fillRect(self.rect(), theme.current().canvas)
            with paint.device_pixels(painter):
                self._view.paint(painter, frame, contents, self._way)
                paint.draw_regions(painter, frame, self.regions, self.region)
                if self.mark is not None:
                    paint.draw_mark(painter, frame, self.mark)
            self._paint_over(painter)

    def _covered(self, frame: paint.Frame, contents: tuple[Content, ...]) -> bool:
        """Whether pictures will cover the whole pane, its last pixels too where the display's scaling is no integer."""
        ratio = self.devicePixelRatioF()
        whole = self.state.viewport == (self.width() * ratio, self.height() * ratio)
        return whole and all(paint.covers(frame, content) for content in contents)

    def _paint_over(self, painter: QPainter) -> None:
        """What lies on the picture, in logical pixels."""
        for chip in self.chips:
            opacity = chips.FADED if self._rests_on(chip) else 1.0
            chips.draw_chip(painter, chip, opacity, self._pulse.currentValue() or 0.0)
        if not self._ghost.isEmpty():
            paint.draw_ghost(painter, self._ghost_at())
        if self.selected or self.compared:
            self._draw_frame(painter, Qt.PenStyle.SolidLine if self.selected else Qt.PenStyle.DashLine)

    def _painted(self) -> tuple[Content, ...]:
        """The contents; a preview is not dimmed before anyone would notice that it is one."""
        if not self._patience.isActive():
            return self._contents
        return tuple(replace(content, dimmed=False) for content in self._contents)

    def _draw_frame(self, painter: QPainter, line: Qt.PenStyle) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        pen = QPen(theme.current().accent, FRAME, line)
        if line is Qt.PenStyle.DashLine:
            pen.setDashPattern(DASHES)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(self.rect()).adjusted(FRAME / 2, FRAME / 2, -FRAME / 2, -FRAME / 2))

    # -- following the state ---------------------------------------------------------------------------------

    def _moved(self, what: str) -> None:
        if what == LOOK:
            self.update()
            self._point()
        elif what == CURSOR:
            self._move_ghost()

    def _move_ghost(self) -> None:
        """Paint only where the ghost was and where it is; none under the pointer itself."""
        old, self._ghost = self._ghost, QRect()
        if self.state.cursor is not None and self._pointer is None:
            self._ghost = paint.ghost_rect(self._ghost_at())
        for rect in (old, self._ghost):
            self.update(rect)

    def _ghost_at(self) -> QPointF:
        ratio = self.devicePixelRatioF()
        x, y = self.state.to_device(*(self.state.cursor or (0, 0)))
        return QPointF(x / ratio, y / ratio)

    def _point(self) -> None:
        """Tell the state where the pointer is on the picture."""
        if self._pointer is None:
            self._move_ghost()
            return
        x, y = self._in_picture(self._pointer)
        width, height = self.state.picture
        inside = 0 <= x < width and 0 <= y < height and self.content.phase is not Phase.EMPTY
        self.state.set_cursor((x, y) if inside else None)

    # -- pointer and keys ------------------------------------------------------------------------------------

    def _point_at(self, pointer: QPointF | None) -> None:
        before = [self._rests_on(chip) for chip in self.chips]
        self._pointer = pointer
        for chip, rested in zip(self.chips, before, strict=True):
            if rested != self._rests_on(chip):
                self.update(chip.rect.toAlignedRect())

    def _rests_on(self, chip: Chip) -> bool:
        """Whether the pointer lies on a chip."""
        return self._pointer is not None and chip.rect.contains(self._pointer)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        self.state.set_cursor(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.against.emit()
            return
        left = event.button() is Qt.MouseButton.LeftButton
        if left and self._on_line(event.position()):
            self._line_gripped = True
        elif left and (caption := self._caption_at(event.position())) is not None:
            self._carried, self._taken = caption, event.position()
        elif left and (grip := self._grip_at(event)) is not None:
            self._grip = grip
        elif event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._gestures.grip(event.position())
        self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())
        if self._line_gripped:
            self._drag_line(event.position())
        elif self._carried is not None:
            self._carry(event.position())
        elif self._grip is not None:
            self._drag_region(event.position(), done=False)
        elif self._gestures.dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._gestures.drag(event.position(), self.devicePixelRatioF())
        else:
            self._show_cursor(event.position())
        self._point()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._gestures.release()
        self._line_gripped = False
        if self._carried is not None:
            self.let_go()
            self.carried.emit(event.globalPosition())
        if self._grip is not None:
            self._drag_region(event.position(), done=True)
            self._grip = None
        self._show_cursor(event.position())

    def _caption_at(self, at: QPointF) -> int | None:
        """Which caption lies at a point, if one does."""
        captions = [chip for chip in self.chips if chip.dot]
        return next((index for index, chip in enumerate(captions) if chip.rect.contains(at)), None)

    def _carry(self, to: QPointF) -> None:
        """The caption is held: tell once that it has left its place."""
        self.setCursor(Qt.CursorShape.DragMoveCursor)
        far = QApplication.startDragDistance()
        if self._carried is not None and not self._taken.isNull() and (to - self._taken).manhattanLength() >= far:
            self._taken = QPointF()
            self.taken.emit(self._carried)

    def let_go(self) -> None:
        """The caption is no longer held."""
        self._carried = None
        self.unsetCursor()

    def _grip_at(self, event: QMouseEvent) -> Grip | None:
        """What of a region the pointer takes: a new one with shift or while drawing, else one that is there."""
        if self.content.phase is Phase.EMPTY:
            return None
        if self.drawing or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return new_grip(self._in_picture(event.position()))
        return self._region_grip(event.position())

    def _region_grip(self, at: QPointF) -> Grip | None:
        return grip_at(self._in_picture(at), self.regions, REACH * self.devicePixelRatioF() / self.state.zoom)

    def _in_picture(self, at: QPointF) -> Point:
        ratio = self.devicePixelRatioF()
        return self.state.to_picture(at.x() * ratio, at.y() * ratio)

    def _drag_region(self, to: QPointF, done: bool) -> None:
        assert self._grip is not None
        rect = dragged(self._grip, self._in_picture(to), self.state.picture)
        self.region_dragged.emit(self._grip.index, rect, done)

    def _show_cursor(self, at: QPointF) -> None:
        grip = None if self.drawing else self._region_grip(at)
        shape = Qt.CursorShape.CrossCursor
        if self.content.phase is Phase.EMPTY:
            shape = Qt.CursorShape.ArrowCursor
        elif self._on_line(at):
            shape = Qt.CursorShape.SplitHCursor if self._way.upright else Qt.CursorShape.SplitVCursor
        elif grip is not None and grip.moves:
            shape = Qt.CursorShape.SizeAllCursor
        elif grip is not None:
            shape = Qt.CursorShape.SizeFDiagCursor if grip.left == grip.top else Qt.CursorShape.SizeBDiagCursor
        self.setCursor(shape)

    def _on_line(self, at: QPointF) -> bool:
        """Whether a point lies on the view's line, if it has one."""
        if not self._view.line or len(self._contents) < 2:
            return False
        place, side = (at.x(), self.width()) if self._way.upright else (at.y(), self.height())
        return abs(place - self._way.line * side) <= LINE_REACH

    def _drag_line(self, to: QPointF) -> None:
        place, side = (to.x(), self.width()) if self._way.upright else (to.y(), self.height())
        self.line_moved.emit(min(max(place / max(side, 1), 0.0), 1.0))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._gestures.toggle(event.position(), self.devicePixelRatioF())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._gestures.wheel(event, self.devicePixelRatioF())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.key(event, self.devicePixelRatioF()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's hook: by the key the menu is that of the selected region, under the caption."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at, region = QPoint(chips.INSET, chips.INSET + theme.scaled(chips.HEIGHT)), self.region
        else:
            at, region = event.pos(), region_at(self._in_picture(QPointF(event.pos())), self.regions)
        self.menu_requested.emit(region, self.mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.pressed.emit()
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._refresh()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and self._gestures.native(event, self.devicePixelRatioF()):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._show_tooltip(event)
        return super().event(event)

    def _show_tooltip(self, event: QHelpEvent) -> bool:
        for chip in self.chips:
            words = chip.tooltip_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self, chip.rect.toAlignedRect())
                return True
        QToolTip.hideText()
        event.ignore()
        return True

"""What mouse, trackpad and keys do to a `ViewState`.

Wheel zooms under the pointer, in steps; two fingers pan; pinch, and control with the wheel, zoom; drag pans;
double click goes between the whole picture and 100 %. Called by a pane in the GUI thread; device pixels go in
by `ratio`.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QNativeGestureEvent, QWheelEvent

from srviewer.gui.canvas.key_places import key_meant
from srviewer.gui.canvas.view_state import Look, Point

NOTCH = 120  # angle of one step of a wheel
KEY_PAN = 64  # logical pixels
FINE_PAN = 8
SCROLL_ZOOM = 240.0  # pixels of scrolling with control that double the zoom

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Movable(Protocol):
    """What gestures move: a `ViewState`, or what passes their wishes on to one."""

    @property
    def look(self) -> Look: ...

    def zoom_steps(self, steps: int, anchor: Point | None = None) -> None: ...

    def zoom_by(self, factor: float, anchor: Point | None = None) -> None: ...

    def zoom_to(self, zoom: float, anchor: Point | None = None) -> None: ...

    def pan(self, dx: float, dy: float) -> None: ...

    def fit(self) -> None: ...


class Gestures:
    """Turns input events into movements of one view; keeps what lies between two events."""

    def __init__(self, view: Movable) -> None:
        self._view = view
        self._angle = 0
        self._grip: QPointF | None = None

    # -- wheel and trackpad ----------------------------------------------------------------------------------

    def wheel(self, event: QWheelEvent, ratio: float) -> None:
        if not is_scroll(event):
            self._turn(event.angleDelta().y(), _anchor(event.position(), ratio))
            return
        delta = event.pixelDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._view.zoom_by(2 ** (delta.y() / SCROLL_ZOOM), _anchor(event.position(), ratio))
        else:
            self._view.pan(delta.x() * ratio, delta.y() * ratio)

    def _turn(self, angle: int, anchor: Point) -> None:
        """Collect parts of steps (fine wheels send many); a turn back begins anew."""
        if angle * self._angle < 0:
            self._angle = 0
        self._angle += angle
        steps = int(self._angle / NOTCH)
        if steps:
            self._angle -= steps * NOTCH
            self._view.zoom_steps(steps, anchor)

    def native(self, event: QNativeGestureEvent, ratio: float) -> bool:
        """Pinch and double tap; whether it was one of them."""
        match event.gestureType():
            case Qt.NativeGestureType.ZoomNativeGesture:
                self._view.zoom_by(max(1 + event.value(), 0.1), _anchor(event.position(), ratio))
            case Qt.NativeGestureType.SmartZoomNativeGesture:
                self.toggle(event.position(), ratio)
            case _:
                return False
        return True

    # -- mouse -----------------------------------------------------------------------------------------------

    @property
    def dragging(self) -> bool:
        return self._grip is not None

    def grip(self, at: QPointF) -> None:
        self._grip = at

    def drag(self, to: QPointF, ratio: float) -> None:
        """The gripped point of the picture goes along with the pointer."""
        if self._grip is not None:
            moved = to - self._grip
            self._grip = to
            self._view.pan(moved.x() * ratio, moved.y() * ratio)

    def release(self) -> None:
        self._grip = None

    def toggle(self, at: QPointF, ratio: float) -> None:
        """From the whole picture to 100 % under the pointer, and from elsewhere back to the whole picture."""
        if self._view.look.fitted:
            self._view.zoom_to(1.0, _anchor(at, ratio))
        else:
            self._view.fit()

    # -- keys ------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent, ratio: float) -> bool:
        """Arrows pan (finely with shift), plus and minus zoom, 0 shows all; whether it was one of them."""
        key = key_meant(event)
        if key in _ARROWS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step = (FINE_PAN if fine else KEY_PAN) * ratio
            dx, dy = _ARROWS[key]
            self._view.pan(dx * step, dy * step)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._view.zoom_steps(1)
        elif key == Qt.Key.Key_Minus:
            self._view.zoom_steps(-1)
        elif key == Qt.Key.Key_0:
            self._view.fit()
        else:
            return False
        return True


def is_scroll(event: QWheelEvent) -> bool:
    """Whether two fingers scroll, rather than a wheel being turned.

    `pixelDelta` alone does not tell: X11 gives it for fine wheels too. Fingers come in phases, or from a
    touch pad.
    """
    if event.pixelDelta().isNull():
        return False
    fingers = event.device() is not None and event.device().type() == QInputDevice.DeviceType.TouchPad
    return fingers or event.phase() != Qt.ScrollPhase.NoScrollPhase


def _anchor(at: QPointF, ratio: float) -> Point:
    return at.x() * ratio, at.y() * ratio

"""The middle of the window: pictures between two sides that fold. Where there is no room for all of them a side gives
way, never the pictures."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.canvas.arrange import GAP, LEAST_PANE

LEAST_CENTRE = 2 * LEAST_PANE + GAP  # width that the pictures keep beside both sides


class Sides(NamedTuple):
    """Which sides the user wants open, and which of them is shown first where there is room for one."""

    left: bool = True
    right: bool = True
    right_first: bool = False

    def shown(self, width: int, left: int, right: int) -> tuple[bool, bool]:
        """Whether the left and the right side, so wide, are shown in so much room for all. One side leaves the pictures
        at least one pane, two leave them two panes beside each other."""
        if self.left and self.right and width < left + LEAST_CENTRE + right:
            return self._replace(**{"left" if self.right_first else "right": False}).shown(width, left, right)
        return self.left and width >= left + LEAST_PANE, self.right and width >= right + LEAST_PANE


class Body(QWidget):
    """Places a left side, the centre, and a right side. A side that gives way comes back when there is room again."""

    folded = Signal()

    def __init__(self, left: QWidget, centre: QWidget, right: QWidget, widths: tuple[int, int]) -> None:
        super().__init__()
        self._left, self._centre, self._right = left, centre, right
        self._widths = widths
        self._own = Sides()
        self._meanwhile: Sides | None = None  # while the sides give way
        for widget in (centre, left, right):
            widget.setParent(self)
        self._place()

    @property
    def _wanted(self) -> Sides:
        return self._own if self._meanwhile is None else self._meanwhile

    @property
    def _shown(self) -> tuple[bool, bool]:
        return self._wanted.shown(self.width(), *self._widths)

    @property
    def left_open(self) -> bool:
        """Whether the left side is shown."""
        return self._shown[0]

    @property
    def right_open(self) -> bool:
        """Whether the right side is shown."""
        return self._shown[1]

    @property
    def sides(self) -> Sides:
        """Which sides are wanted, but for a while of giving way: what `restore_sides` takes."""
        return self._own

    def restore_sides(self, sides: Sides) -> None:
        """Open and fold the sides as they were."""
        self._own, self._meanwhile = sides, None
        self._place()

    def _want(self, **changes: bool) -> None:
        if self._meanwhile is None:
            self._own = self._own._replace(**changes)
        else:
            self._meanwhile = self._meanwhile._replace(**changes)
        self._place()

    def open_left(self, open_: bool) -> None:
        """Unfold or fold the left side; where there is room for one, the right side gives way to it."""
        self._want(left=open_, right_first=self._wanted.right_first and not open_)

    def open_right(self, open_: bool) -> None:
        """Unfold or fold the right side; where there is room for one, the left side gives way to it."""
        self._want(right=open_, right_first=self._wanted.right_first or open_)

    def give_way(self, on: bool) -> None:
        """Leave all the room to the centre for a while, and then be as before."""
        if on != (self._meanwhile is not None):
            self._meanwhile = Sides(False, False) if on else None
            self._place()

    def fold_both(self) -> None:
        """Fold both sides; unfold both if none is open."""
        open_ = not any(self._shown)
        self._want(left=open_, right=open_)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        left, right = (wide if shown else 0 for wide, shown in zip(self._widths, self._shown, strict=True))
        self._left.setVisible(left > 0)
        self._right.setVisible(right > 0)
        self._left.setGeometry(0, 0, self._widths[0], height)
        self._right.setGeometry(width - self._widths[1], 0, self._widths[1], height)
        self._centre.setGeometry(left, 0, max(0, width - left - right), height)
        self.setMinimumWidth(LEAST_PANE + (self._widths[1] if self._wanted.right else 0))
        self.folded.emit()

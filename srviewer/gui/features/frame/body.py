"""The middle of the window: pictures between two sides that fold, and overlay where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

LEAST_CENTRE = 480  # width of the pictures below which the right side lies over them


class Body(QWidget):
    """Places a left side, the centre, and a right side.

    In a narrow window the right side starts folded and, unfolded, covers a part of the pictures; when the
    window becomes wide again it comes back as it was.
    """

    folded = Signal()

    def __init__(self, left: QWidget, centre: QWidget, right: QWidget, widths: tuple[int, int]) -> None:
        super().__init__()
        self._left, self._centre, self._right = left, centre, right
        self._left_width, self._right_width = widths
        self._left_open = True
        self._right_open = {False: True, True: False}  # by whether the window is narrow
        self._before: tuple[bool, dict[bool, bool]] | None = None
        for widget in (centre, left, right):
            widget.setParent(self)

    @property
    def narrow(self) -> bool:
        """Whether the right side lies over the pictures."""
        left = self._left_width if self._left_open else 0
        return self.width() < left + LEAST_CENTRE + self._right_width

    @property
    def left_open(self) -> bool:
        return self._left_open

    @property
    def right_open(self) -> bool:
        return self._right_open[self.narrow]

    @property
    def giving_way(self) -> bool:
        """Whether the sides are folded only for a while."""
        return self._before is not None

    @property
    def sides(self) -> tuple[bool, dict[bool, bool]]:
        """Which sides are open, in a wide window and in a narrow one: what `restore_sides` takes."""
        return self._left_open, dict(self._right_open)

    def restore_sides(self, sides: tuple[bool, dict[bool, bool]]) -> None:
        """Open and fold the sides as they were."""
        self._left_open, self._right_open = sides[0], dict(sides[1])
        self._place()

    def open_left(self, open_: bool) -> None:
        """Unfold or fold the left side."""
        self._left_open = open_
        self._place()

    def open_right(self, open_: bool) -> None:
        """Unfold or fold the right side."""
        self._right_open[self.narrow] = open_
        self._place()

    def give_way(self, on: bool) -> None:
        """Leave all the room to the centre for a while, and then be as before."""
        if on == (self._before is not None):
            return
        if on:
            self._before = (self._left_open, dict(self._right_open))
            self._left_open, self._right_open = False, {False: False, True: False}
        elif self._before is not None:
            (self._left_open, self._right_open), self._before = self._before, None
        self._place()

    def fold_both(self) -> None:
        """Fold both sides; unfold both if none is open."""
        open_ = not (self.left_open or self.right_open)
        self._left_open = open_
        self._right_open[self.narrow] = open_
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        left = self._left_width if self._left_open else 0
        right = self._right_width if self.right_open else 0
        self._left.setVisible(self._left_open)
        self._right.setVisible(self.right_open)
        self._left.setGeometry(0, 0, self._left_width, height)
        self._right.setGeometry(width - self._right_width, 0, self._right_width, height)
        beside = 0 if self.narrow else right
        self._centre.setGeometry(left, 0, max(0, width - left - beside), height)
        self._right.raise_()
        self.folded.emit()

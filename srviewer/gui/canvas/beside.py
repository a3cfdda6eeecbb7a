"""Where a pane comes that is dropped beside another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

EDGE = 36  # logical pixels at a pane's sides where what is dropped comes beside it


@dataclass(frozen=True)
class Beside:
    """A place among the panes, the pane that lies beside it, and the area that it would take from that one's cell."""

    place: int
    pane: int
    area: QRect


def beside(at: QPoint, cells: Sequence[QRect], only: int | None, anywhere: bool) -> Beside | None:
    """Where what is let go of at a point comes: beside the cell whose left or right edge is near, or (`anywhere`)
    beside the one that it lies in, on the nearer side; None if nowhere.

    only : which pane the one cell shows, if panes have no cells of their own
    """
    index = next((i for i, cell in enumerate(cells) if cell.contains(at)), None)
    if index is None:
        return None
    cell = cells[index]
    left = at.x() < cell.center().x()
    if not anywhere and min(at.x() - cell.left(), cell.right() - at.x()) > EDGE:
        return None
    pane = index if only is None else only
    start = cell.left() if left else cell.left() + cell.width() // 2
    return Beside(pane if left else pane + 1, pane, QRect(start, cell.top(), cell.width() // 2, cell.height()))

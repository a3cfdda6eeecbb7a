"""How many columns a grid of panes has. Qt-free."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

Size = tuple[int, int]

GAP = 2  # pixels between panes
LEAST_PANE = 200  # width that a pane has where there is room for one


@dataclass(frozen=True)
class Grid:
    """Cells of one size, so that all panes fit the picture alike; the rest stays at the right and below."""

    columns: int
    cell: Size

    def place(self, index: int) -> tuple[int, int, int, int]:
        """Left, top, width, height of a cell."""
        row, column = divmod(index, self.columns)
        width, height = self.cell
        return column * (width + GAP), row * (height + GAP), width, height


def arrange(count: int, picture: Size, area: Size, columns: int | None = None) -> Grid:
    """The grid for `count` panes in which the picture, fitted, is largest: 1 x N, N x 1 or something between.

    `columns` asks for so many instead. There are at most `count`, and never so many that panes are less than
    `LEAST_PANE` wide. Where two grids are equally good the one with fewer holes is taken, then the one with fewer rows.
    """

    def merit(grid: Grid) -> tuple[float, int, int]:
        rows = ceil(count / grid.columns)
        size = min(grid.cell[0] / picture[0], grid.cell[1] / picture[1])
        return size, count - rows * grid.columns, grid.columns

    most = max(1, min(count, (area[0] + GAP) // (LEAST_PANE + GAP)))
    if columns is not None:
        return _grid(count, max(1, min(columns, most)), area)
    return max((_grid(count, columns, area) for columns in range(1, most + 1)), key=merit)


def _grid(count: int, columns: int, area: Size) -> Grid:
    rows = ceil(max(count, 1) / columns)
    width = (area[0] - GAP * (columns - 1)) // columns
    height = (area[1] - GAP * (rows - 1)) // rows
    return Grid(columns, (max(width, 1), max(height, 1)))

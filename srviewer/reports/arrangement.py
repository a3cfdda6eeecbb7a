"""How a contact sheet is arranged: what is on it, how many pictures stand in a row, how wide it is."""

from __future__ import annotations

from dataclasses import dataclass

from srviewer.errors import ParameterError
from srviewer.phrase import phrase

UNIT = 96 / 25.4  # units of the layout (pixels at 96 to an inch) to a millimetre
CELL = 320.0  # width of a picture on a sheet whose width is not given, units
LEAST_CELL = 40.0
GAP = 12


@dataclass(frozen=True)
class Arrangement:
    """per_row : pictures in a row, None for all in one; width_mm : of the whole sheet, None for what the pictures need;
    insets, labels, numbers : whether there are enlarged regions, titles with parameters, measured values."""

    per_row: int | None = None
    width_mm: float | None = None
    insets: bool = True
    labels: bool = True
    numbers: bool = True

    def in_a_row(self, count: int) -> int:
        """How many of so many pictures stand in a row."""
        return min(self.per_row or count, count)

    def cell(self, count: int) -> float:
        """The width of a picture, in units."""
        if self.width_mm is None:
            return CELL
        row = self.in_a_row(count)
        return (self.width_mm * UNIT - GAP * (row + 1)) / row

    def check(self, count: int) -> None:
        """`ParameterError` for a sheet that cannot be: without a picture in a row, or too narrow."""
        if self.per_row is not None and self.per_row < 1:
            raise ParameterError(phrase("a contact sheet needs at least one picture in a row"))
        if self.cell(count) < LEAST_CELL:
            row = self.in_a_row(count)
            least = round((LEAST_CELL * row + GAP * (row + 1)) / UNIT + 0.5)
            raise ParameterError(
                phrase(
                    "{width} mm are too narrow for {count} pictures in a row: at least {least} mm, or fewer in a row",
                    width=f"{self.width_mm:g}",
                    count=row,
                    least=least,
                )
            )


PLAIN = Arrangement()

"""Where a pane comes that is dropped beside another."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect

from srviewer.gui.canvas.beside import EDGE, Beside, beside

CELLS = (QRect(0, 0, 200, 100), QRect(202, 0, 200, 100))
LEFT, RIGHT = QRect(202, 0, 100, 100), QRect(302, 0, 100, 100)


@pytest.mark.parametrize(
    ("x", "anywhere", "only", "found"),
    [
        (203, False, None, Beside(1, 1, LEFT)),
        (202 + EDGE, False, None, Beside(1, 1, LEFT)),
        (203 + EDGE, False, None, None),
        (399, False, None, Beside(2, 1, RIGHT)),
        (250, True, None, Beside(1, 1, LEFT)),
        (300, True, None, Beside(1, 1, LEFT)),
        (301, True, None, Beside(2, 1, RIGHT)),
        (401 - EDGE, False, None, Beside(2, 1, RIGHT)),
        (400 - EDGE, False, None, None),
        (360, True, None, Beside(2, 1, RIGHT)),
        (360, True, 4, Beside(5, 4, RIGHT)),
        (201, True, None, None),
    ],
)
def test_an_edge_or_anywhere_in_a_cell(x: int, anywhere: bool, only: int | None, found: Beside | None) -> None:
    assert beside(QPoint(x, 50), CELLS, only, anywhere) == found

"""The grid arranges itself by the picture's shape and the window's."""

from __future__ import annotations

import pytest

from srviewer.gui.canvas.arrange import GAP, arrange


@pytest.mark.parametrize(
    ("count", "picture", "area", "columns"),
    [
        (4, (512, 512), (1280, 800), 2),
        (4, (400, 1600), (1280, 800), 4),
        (4, (1600, 300), (800, 1280), 1),
        (4, (3000, 400), (1280, 800), 1),
        (2, (512, 512), (1280, 700), 2),
        (2, (512, 512), (700, 1280), 1),
        (3, (512, 512), (1500, 500), 3),
        (6, (300, 200), (1280, 700), 3),
        (1, (10, 10), (100, 100), 1),
        (2, (100, 100), (600, 600), 2),  # as good as one: fewer rows
        (5, (100, 201), (1000, 404), 3),  # as good as four: fewer holes
    ],
)
def test_columns(count: int, picture: tuple[int, int], area: tuple[int, int], columns: int) -> None:
    assert arrange(count, picture, area).columns == columns


def test_cells_are_equal_touch_by_the_gap_and_stay_inside() -> None:
    grid = arrange(4, (512, 512), (1281, 803))
    places = [grid.place(index) for index in range(4)]
    assert {place[2:] for place in places} == {grid.cell}
    assert places[1][0] == places[0][2] + GAP
    assert places[2][1] == places[0][3] + GAP
    assert all(x + w <= 1281 and y + h <= 803 for x, y, w, h in places)


def test_no_area_at_all() -> None:
    assert arrange(4, (512, 512), (0, 0)).cell == (1, 1)


def test_columns_can_be_chosen() -> None:
    assert arrange(4, (100, 100), (800, 400), 1).columns == 1
    assert arrange(4, (100, 100), (820, 400), 6).columns == 4
    assert arrange(3, (100, 100), (800, 400), 2).columns == 2
    assert arrange(0, (100, 100), (800, 400), 2).columns == 1
    assert [arrange(4, (100, 100), (width, 400), 6).columns for width in (401, 402)] == [1, 2], "200 pixels for each"

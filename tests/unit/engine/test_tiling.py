from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from srviewer.engine.job import Rect
from srviewer.engine.tiling import cover, nearest_first, pad, split

sides = st.integers(1, 70)


@given(st.integers(0, 9), st.integers(0, 9), sides, sides, st.integers(1, 30))
def test_tiles_cover_every_pixel_once(x: int, y: int, width: int, height: int, side: int) -> None:
    count = np.zeros((y + height, x + width), int)
    for tile in cover(Rect(x, y, width, height), side):
        assert 0 < tile.width <= side
        assert 0 < tile.height <= side
        count[tile.y : tile.bottom, tile.x : tile.right] += 1
    assert (count[y:, x:] == 1).all()
    assert count.sum() == width * height


def test_padding_stops_at_the_border() -> None:
    tile = pad(Rect(2, 10, 5, 5), 4, 20, 16)
    assert tile.padded == Rect(0, 6, 11, 10)
    assert tile.inner(3) == (slice(12, 27), slice(6, 21))
    assert pad(Rect(2, 10, 6, 4), 4, 20, 16).inner(3, 2) == (slice(6, 12), slice(3, 12))


def test_padding_begins_and_ends_on_the_grid() -> None:
    assert pad(Rect(7, 9, 4, 4), 2, 30, 30, 4).padded == Rect(4, 4, 12, 12)
    assert pad(Rect(6, 10, 4, 4), 2, 30, 30, 4).padded == Rect(4, 8, 8, 8)


def test_nearest_first_starts_where_one_looks() -> None:
    tiles = cover(Rect(0, 0, 40, 20), 10)
    assert next(nearest_first(tiles, Rect(31, 11, 2, 2))) == Rect(30, 10, 10, 10)
    assert tuple(nearest_first(tiles, None)) == tiles


@given(sides, sides)
def test_halves_make_the_whole(width: int, height: int) -> None:
    halves = split(Rect(3, 5, width, height))
    assert sum(h.width * h.height for h in halves) == width * height
    assert len(halves) == (1 if width == height == 1 else 2)
    assert (halves[0].x, halves[0].y, halves[-1].right, halves[-1].bottom) == (3, 5, 3 + width, 5 + height)
    assert {(h.height if width >= height else h.width) for h in halves} == {min(width, height)}
    longer = [(h.width if width >= height else h.height) for h in halves]
    assert max(longer) - min(longer) <= 1


def test_outwards_from_the_centre_of_what_one_looks_at() -> None:
    tiles = (Rect(0, 0, 10, 40), Rect(10, 0, 2, 40), Rect(12, 0, 28, 40))
    assert list(nearest_first(tiles, Rect(4, 19, 2, 2))) == list(tiles)
    assert list(nearest_first(tiles, Rect(25, 19, 2, 2))) == [tiles[2], tiles[1], tiles[0]]
    tall = (Rect(0, 0, 40, 30), Rect(0, 30, 40, 2), Rect(0, 32, 40, 8))
    assert list(nearest_first(tall, Rect(0, 35, 40, 2))) == [tall[2], tall[1], tall[0]]
    touching = (Rect(0, 0, 100, 10), Rect(100, 0, 4, 10), Rect(104, 0, 6, 10))
    assert next(nearest_first(touching, Rect(94, 0, 9, 10))) == touching[1]

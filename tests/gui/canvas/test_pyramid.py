"""Pyramids: exact at full size, true averages below, flat stays flat, nothing is copied."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from srviewer.errors import CancelledError
from srviewer.gui.canvas.content import Layer
from srviewer.gui.canvas.drawable import KEPT, MARGIN, Drawables
from srviewer.gui.canvas.paint import Frame, draw_layer
from srviewer.gui.canvas.pyramid import CHECKER_DARK, CHECKER_LIGHT, STRIP_PIXELS, build_pyramid, picture_pyramid
from srviewer.imaging.picture import Picture

RANDOM = np.random.default_rng(3)


def rgb(bgra: np.ndarray) -> np.ndarray:
    return bgra[..., 2::-1]


def colours(level: np.ndarray) -> np.ndarray:
    """R, G, B of a level in whatever layout."""
    if level.ndim == 2:
        return np.repeat(level[..., None], 3, axis=2)
    return level if level.shape[2] == 3 else rgb(level)


@pytest.mark.parametrize("size", [(1, 1), (3, 130), (131, 66), (700, 401)])
def test_level_0_is_the_picture(size: tuple[int, int]) -> None:
    pixels = RANDOM.integers(0, 256, (*size, 3), np.uint8)
    pyramid = build_pyramid(pixels)
    assert (pyramid.height, pyramid.width) == size
    np.testing.assert_array_equal(rgb(pyramid.levels[0]), pixels)
    x, y = size[1] - 1, size[0] // 2
    assert pyramid.images[0].pixelColor(x, y).getRgb() == (*pixels[y, x].tolist(), 255)


def test_grey_sixteen_bits_and_float() -> None:
    grey = np.arange(256, dtype=np.uint8).reshape(8, 32)
    for pixels in (grey, grey.astype(np.uint16) * 257, grey.astype(np.float32) / 255):
        np.testing.assert_array_equal(build_pyramid(pixels).levels[0][..., 0], grey)
        np.testing.assert_array_equal(build_pyramid(pixels).levels[0][..., 2], grey)


@pytest.mark.parametrize("size", [(128, 200), (129, 201), (2, 65)])
def test_each_level_is_the_average_of_two_by_two(size: tuple[int, int]) -> None:
    pixels = RANDOM.integers(0, 256, (*size, 3), np.uint8)
    pyramid = build_pyramid(pixels)
    for finer, coarser in zip(pyramid.levels, pyramid.levels[1:], strict=False):
        odd = (finer.shape[0] % 2, finer.shape[1] % 2)
        whole = np.pad(finer, ((0, odd[0]), (0, odd[1]), (0, 0)), mode="edge").astype(float)
        mean = whole.reshape(whole.shape[0] // 2, 2, -1, 2, 4).mean(axis=(1, 3))
        assert coarser.shape == mean.shape
        assert np.abs(coarser - mean).max() <= 0.5


def test_a_tall_pyramid_grows_neither_brighter_nor_darker() -> None:
    pixels = RANDOM.integers(0, 256, (2048, 2048), np.uint8)
    top = build_pyramid(pixels).levels[-1][..., 0]
    assert top.shape == (64, 64)
    assert abs(top.mean() - pixels.mean()) < 0.2  # 0.6 if ties were always rounded up


@pytest.mark.parametrize("value", [0, 1, 127, 128, 255])
def test_flat_stays_flat(value: int) -> None:
    pyramid = build_pyramid(np.full((333, 257), value, np.uint8))
    for level in pyramid.levels:
        assert (level[..., :3] == value).all()
        assert (level[..., 3] == 255).all()


def test_images_lie_over_the_arrays() -> None:
    pyramid = build_pyramid(np.zeros((70, 130, 3), np.uint8))
    for level, image in zip(pyramid.levels, pyramid.images, strict=True):
        assert image.bytesPerLine() == 4 * level.shape[1]
        level[1, 2] = (10, 20, 30, 255)
        assert image.pixelColor(2, 1).getRgb() == (30, 20, 10, 255)


def test_alpha_lies_over_a_checkerboard() -> None:
    pixels = np.full((16, 24, 3), 200, np.uint8)
    alpha = np.zeros((16, 24), np.uint8)
    alpha[:, 12:] = 255
    level = build_pyramid(pixels, alpha).levels[0]
    assert (level[:8, :8, :3] == CHECKER_LIGHT).all()
    assert (level[8:, :8, :3] == CHECKER_DARK).all()
    assert (level[:8, 8:12, :3] == CHECKER_DARK).all()
    assert (level[:, 12:, :3] == 200).all()


def test_the_level_that_suits_a_zoom() -> None:
    pyramid = build_pyramid(np.zeros((1024, 512), np.uint8))
    assert [pyramid.level_for(z) for z in (8, 1, 0.6, 0.5, 0.3, 0.25, 0.001)] == [0, 0, 0, 1, 1, 2, 4]


def test_it_ends_when_it_is_no_longer_wanted() -> None:
    def check() -> None:
        raise CancelledError("cancelled")

    with pytest.raises(CancelledError):
        build_pyramid(np.zeros((64, 64), np.uint8), check=check)


@pytest.mark.parametrize("compact", [False, True])
def test_a_large_picture_is_made_in_strips_between_which_it_looks(compact: bool) -> None:
    pixels = RANDOM.random((1200, 1000), np.float32)
    looked: list[None] = []
    pyramid = build_pyramid(pixels, check=lambda: looked.append(None), compact=compact)
    assert len(looked) > len(pyramid.levels) + pixels.size // STRIP_PIXELS
    whole = np.rint(pixels * np.float32(255))
    assert np.abs(colours(pyramid.levels[0])[..., 0] - whole).max() <= 1
    halves = whole.reshape(600, 2, 500, 2).mean(axis=(1, 3))
    assert np.abs(colours(pyramid.levels[1])[..., 0] - halves).max() <= 1


def test_of_a_picture() -> None:
    picture = Picture(np.full((5, 9, 3), 0.5, np.float32), np.ones((5, 9), np.float32))
    assert (picture_pyramid(picture).levels[0][..., :3] == 128).all()


@pytest.mark.parametrize("shape", [(1, 1, 3), (131, 66, 3), (700, 401, 3), (333, 1030), (64, 64)])
def test_a_compact_level_0_is_the_pixels_themselves(shape: tuple[int, ...]) -> None:
    pixels = RANDOM.integers(0, 256, shape, np.uint8)
    pyramid, plain = build_pyramid(pixels, compact=True), build_pyramid(pixels)
    assert pyramid.levels[0] is pixels
    assert len(pyramid.levels) == len(plain.levels)
    for mine, other in zip(pyramid.levels, plain.levels, strict=True):
        np.testing.assert_array_equal(colours(mine), colours(other))
    assert [level.shape[2:] for level in pyramid.levels[:2]] == [shape[2:]] * min(2, len(pyramid.levels))
    y, x = shape[0] - 1, shape[1] // 2
    assert pyramid.images[0].pixelColor(x, y) == plain.images[0].pixelColor(x, y)


@pytest.mark.parametrize("shape", [(131, 66, 3), (333, 1030)])
def test_a_compact_level_0_of_other_numbers(shape: tuple[int, ...]) -> None:
    pixels = RANDOM.integers(0, 256, shape, np.uint8)
    expected = build_pyramid(pixels, compact=True)
    for given in (pixels[:, ::-1][:, ::-1], pixels.astype(np.uint16) * 257, pixels.astype(np.float32) / 255):
        for mine, other in zip(build_pyramid(given, compact=True).levels, expected.levels, strict=True):
            np.testing.assert_array_equal(mine, other)
    reversed_rows = build_pyramid(pixels[:, ::-1], compact=True).levels[0]
    assert reversed_rows.flags.c_contiguous
    np.testing.assert_array_equal(reversed_rows, pixels[:, ::-1])


def test_what_lies_on_the_checkerboard_is_rgb32() -> None:
    pixels = RANDOM.integers(0, 256, (20, 30, 3), np.uint8)
    assert build_pyramid(pixels, pixels[..., 0], compact=True).levels[0].shape == (20, 30, 4)


def test_what_was_drawn_last_is_kept_as_rgb32(qapp: object) -> None:
    drawables = Drawables()
    pixels = RANDOM.integers(0, 256, (500, 600, 3), np.uint8)
    pyramid = build_pyramid(pixels, compact=True)
    image, place = drawables.part(pyramid, 0, QRect(200, 180, 50, 40))
    assert image.format() == QImage.Format.Format_RGB32
    again, moved = drawables.part(pyramid, 0, QRect(200 + MARGIN, 180 - MARGIN, 50, 40))
    assert again is image
    assert moved == place.translated(MARGIN, -MARGIN)
    other, corner = drawables.part(pyramid, 0, QRect(550, 460, 50, 40))
    assert other is not image
    colour = other.pixelColor(corner.x() + 49, corner.y() + 39)
    assert colour.getRgb()[:3] == tuple(pixels[499, 599].tolist())
    half, corner = drawables.part(pyramid, 1, QRect(249, 200, 50, 40))
    colour = half.pixelColor(corner.x() + 49, corner.y() + 39)
    assert colour.getRgb()[:3] == tuple(pyramid.levels[1][239, 298].tolist()), "a part of one level is none of another"


def test_few_parts_are_kept_and_none_of_what_is_gone(qapp: object) -> None:
    drawables = Drawables()
    pyramids = [build_pyramid(np.zeros((80, 80), np.uint8), compact=True) for _ in range(KEPT + 3)]
    for pyramid in pyramids:
        drawables.part(pyramid, 0, QRect(0, 0, 8, 8))
    assert len(drawables) == KEPT
    del pyramid, pyramids
    assert len(drawables) == 0


def test_rgb32_is_drawn_as_it_lies(qapp: object) -> None:
    pyramid = build_pyramid(RANDOM.integers(0, 256, (300, 200, 3), np.uint8))
    drawables = Drawables()
    assert drawables.part(pyramid, 1, QRect(3, 4, 5, 6)) == (pyramid.images[1], QRect(3, 4, 5, 6))
    assert len(drawables) == 0


@pytest.mark.parametrize("zoom", [0.3, 0.5, 0.7, 1.0, 1.7, 2.0, 3.3, 16.0])
@pytest.mark.parametrize("smooth", [False, True])
def test_compact_pixels_are_drawn_like_others(qapp: object, zoom: float, smooth: bool) -> None:
    for shape in ((300, 280, 3), (300, 280)):
        pixels = RANDOM.integers(0, 256, shape, np.uint8)
        for x, y in ((0, 0), (-37, -59), (13, 7)):
            drawn = []
            for compact in (False, True):
                image = QImage(200, 150, QImage.Format.Format_RGB32)
                image.fill(0)
                layer = Layer(build_pyramid(pixels, compact=compact), 3, 5)
                with QPainter(image) as painter:
                    draw_layer(painter, Frame(QRect(0, 0, 200, 150), x, y, zoom, smooth), layer)
                drawn.append(image)
            assert drawn[0] == drawn[1]

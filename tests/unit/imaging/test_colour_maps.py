"""Colour maps run straight in lightness, so that equal steps look equal, and say which end is which."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from skimage.color import rgb2lab

from srviewer.imaging import colour_maps
from srviewer.imaging.colour_maps import coloured, diverging, sequential


def lightness(table: np.ndarray) -> np.ndarray:
    return rgb2lab(table[None] / 255.0)[0, :, 0]


def test_the_sequential_map_grows_lighter_evenly() -> None:
    steps = np.diff(lightness(sequential())[::8])
    assert steps.min() > 0
    assert steps.max() < 2.2 * np.median(steps)
    assert lightness(sequential())[0] < 12


def test_the_diverging_map_is_grey_in_the_middle_and_ordered() -> None:
    table = diverging()
    assert np.ptp(table[127:129].astype(int)) < 40
    assert np.diff(lightness(table)[::8]).min() > 0
    assert table[0, 2] > table[0, 0]
    assert table[-1, 0] > table[-1, 2]


def test_the_scale_goes_from_end_to_end() -> None:
    values = np.array([[-2, 0, 2]], np.float32)
    assert (coloured(values[:, 1:], 2, signed=False)[0] == sequential()[[0, 255]]).all()
    assert (coloured(values, 2, signed=True)[0, [0, 2]] == diverging()[[0, 255]]).all()
    assert coloured(values, 2, signed=True)[0, 1].tolist() in diverging()[[127, 128]].tolist()


def test_values_beyond_the_scale_have_the_colour_of_its_end() -> None:
    values = np.array([[-9, 0, 1, 9]], np.float32)
    assert (coloured(values, 1, signed=False)[0, [0, 3]] == sequential()[[0, 255]]).all()
    assert (coloured(values, 1, signed=True)[0, [0, 3]] == diverging()[[0, 255]]).all()


@pytest.mark.parametrize(
    ("lab", "rgb"),
    [
        ((1, 0, 0), (255, 255, 255)),
        ((0.62796, 0.22486, 0.12585), (255, 0, 0)),
        ((0.86644, -0.23389, 0.17950), (0, 255, 0)),
        ((0.45201, -0.03246, -0.31153), (0, 0, 255)),
        ((0.5, 0, 0), (99, 99, 99)),  # linear light of 1/8
        ((0.14, 0, 0), (9, 9, 9)),  # 0.0027, where sRGB is linear: 12.92 times that
    ],
)
def test_oklab_of_the_primaries_and_of_greys(lab: tuple, rgb: tuple) -> None:
    lightness, a, b = (np.array([v], float) for v in lab)
    np.testing.assert_allclose(colour_maps._srgb(lightness, a, b)[0].astype(int), rgb)


def test_the_sequential_map_goes_from_black_by_violet_and_orange_to_yellow() -> None:
    black, violet, orange, yellow = (tuple(map(int, sequential()[n])) for n in (0, 45, 180, 240))
    assert max(black) < 40
    assert violet[2] > violet[0] > violet[1] + 20
    assert orange[0] > orange[1] + 40 > orange[2] + 80
    assert min(yellow[:2]) > yellow[2] + 40 > 200


@pytest.mark.parametrize("table", [sequential, diverging])
def test_a_map_is_made_once_and_cannot_be_changed(table: Callable[[], np.ndarray]) -> None:
    assert table() is table()
    with pytest.raises(ValueError, match="read-only"):
        table()[0] = 0

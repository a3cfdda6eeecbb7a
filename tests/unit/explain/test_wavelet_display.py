"""Values become grey on one scale whose ends the legend tells, and subbands find their place in the nested square."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.errors import ParameterError
from srviewer.explain.wavelet import Workbench
from srviewer.explain.wavelet_display import (
    DISPLAYS,
    as_bytes,
    display_of,
    mosaic,
    nested_square,
    shared_peak,
    shown_smooth,
    tile_at,
)


@pytest.mark.parametrize("gain", [0.5, 1, 4])
@pytest.mark.parametrize("name", ["signed", "absolute", "log"])
def test_the_legend_s_ends_are_black_and_white(name: str, gain: float) -> None:
    display = display_of(name)
    low, high = display.legend(0.8, gain)
    ends = np.array([[low, (low + high) / 2, high]])
    values = 0.8 * 10 ** (ends / 20) if display.unit == "dB" else ends
    np.testing.assert_allclose(display.shown(values, 0.8, gain), [[0, 0.5, 1]], atol=1e-6)
    beyond = display.shown(values * 3, 0.8, gain)
    assert beyond.dtype == np.float32
    assert (float(beyond.min()), float(beyond.max())) >= (0, 1)
    assert float(beyond.max()) == 1


def test_nothing_is_mid_grey_or_black_and_signs_count_only_when_signed() -> None:
    values = np.array([[0.0, 0.2, -0.2]])
    assert display_of("signed").shown(values, 1)[0].tolist() == pytest.approx([0.5, 0.6, 0.4])
    assert display_of("absolute").shown(values, 1)[0].tolist() == pytest.approx([0, 0.2, 0.2])
    log = display_of("log").shown(values, 1)[0]
    assert log[0] == 0
    assert log[1] == log[2] > 0.5
    assert as_bytes(np.array([[0, 0.5, 1]], np.float32)).tolist() == [[0, 128, 255]]


def test_one_scale_for_all_sources() -> None:
    plane = np.random.default_rng(0).random((20, 30))
    weak, strong = Workbench(plane, levels=2).levels, Workbench(3 * plane, levels=2).levels
    assert shared_peak(weak, strong) == pytest.approx(3 * shared_peak(weak))
    assert shared_peak(Workbench(np.zeros((4, 4))).levels) == 1


def test_the_smooth_band_looks_like_the_picture() -> None:
    levels = Workbench(np.full((16, 24), 0.3), "db4", levels=3).levels
    for level, bands in enumerate(levels, 1):
        np.testing.assert_allclose(shown_smooth(bands.cA, level), 0.3, atol=1e-6)


@pytest.mark.parametrize("mode", ["periodization", "symmetric"])
@pytest.mark.parametrize("shape", [(32, 48), (33, 47), (5, 9)])
def test_tiles_do_not_overlap_and_hold_their_bands(mode: str, shape: tuple[int, int]) -> None:
    levels = Workbench(np.random.default_rng(1).random(shape), "bior4.4", mode, 3).levels
    tiles = nested_square([bands.shape for bands in levels])
    images = {(t.level, t.band): np.full((t.height, t.width), 10.0 * i + 1) for i, t in enumerate(tiles)}
    whole = mosaic(tiles, images)
    assert len(tiles) == 10
    for tile in tiles:
        assert (tile.height, tile.width) == levels[tile.level - 1].shape
        part = whole[tile.y : tile.y + tile.height, tile.x : tile.x + tile.width]
        assert np.all(part == images[tile.level, tile.band])
        found = tile_at(tiles, tile.y + tile.height - 1, tile.x)
        assert found == (tile, tile.height - 1, 0)
    if mode == "periodization" and shape == (32, 48):
        assert whole.shape == shape
        assert whole.all()
    assert tile_at(tiles, whole.shape[0], 0) is None


def test_vertical_edges_stand_to_the_right() -> None:
    by_name = {tile.band: tile for tile in nested_square([(4, 6)])}
    assert (by_name["HL"].y, by_name["HL"].x) == (0, 6)
    assert (by_name["LH"].y, by_name["LH"].x) == (4, 0)


def test_what_cannot_be_shown_is_said() -> None:
    with pytest.raises(ParameterError, match="signed, absolute, log"):
        display_of("rainbow")
    with pytest.raises(ParameterError, match="more than 0"):
        DISPLAYS[0].shown(np.zeros((2, 2)), 0)
    with pytest.raises(ParameterError, match="more than 0"):
        DISPLAYS[0].legend(1, 0)


def test_subbands_of_another_size_are_refused_in_words() -> None:
    tiles = nested_square([(6, 6)])
    images = {(1, band): np.zeros((5, 5), np.uint8) for band in ("LL", "LH", "HL", "HH")}
    with pytest.raises(ParameterError, match="different sizes"):
        mosaic(tiles, images)

"""Subbands made ready for the screen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from srviewer.engine.progress import Token
from srviewer.errors import CancelledError
from srviewer.gui.features.comparing import comparing
from srviewer.gui.services import subbands
from srviewer.gui.services.subbands import SHOWN_SIDE, Request, bands_of, reach_of
from srviewer.imaging.picture import Picture


def request(pixels: np.ndarray, level: int = 1) -> Request:
    return Request(Picture(pixels.astype(np.float32)), "haar", level, 8)


def test_stripes_light_the_band_that_answers_to_them() -> None:
    """Stripes along x (rows alternate) are horizontal edges: LH. Not square: axes cannot be swapped."""
    rows = np.tile(np.array([[0.0], [1.0]]), (8, 24))
    shares = {view.name: view.share for view in bands_of(request(rows), Token())}
    assert shares == {"LL": None, "LH": pytest.approx(1), "HL": 0, "HH": 0}
    shares = {view.name: view.share for view in bands_of(request(rows.T.copy()), Token())}
    assert shares["HL"] == pytest.approx(1)


def test_a_flat_picture_keeps_its_grey_and_has_grey_details() -> None:
    for level in (1, 2, 3):
        views = {view.name: view for view in bands_of(request(np.full((16, 24), 0.4), level), Token())}
        assert {int(v) for v in np.unique(views["LL"].pixels)} == {102}
        assert {int(v) for v in np.unique(views["HH"].pixels)} == {128}
        assert (views["LL"].width, views["LL"].height) == (24 >> level, 16 >> level)


def test_large_bands_are_brought_down_and_keep_their_peaks() -> None:
    pixels = np.full((1500, 3000), 0.5)
    pixels[601, 1201] = 1.0
    views = {view.name: view for view in bands_of(request(pixels), Token())}
    assert (views["HH"].width, views["HH"].height) == (1500, 750)
    assert max(views["HH"].pixels.shape) <= SHOWN_SIDE
    assert views["HH"].pixels.max() == 255 or views["HH"].pixels.min() == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (7, 1, 3), (5, 8, 3)])
def test_any_size(shape: tuple[int, ...]) -> None:
    assert len(bands_of(request(np.random.default_rng(0).random(shape), 3), Token())) == 4


@pytest.mark.parametrize("level", [1, 2])
def test_a_large_picture_in_strips_is_drawn_like_one_in_one(level: int, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = request(np.random.default_rng(0).random((1500, 900)), level)
    whole = bands_of(asked, Token())
    monkeypatch.setattr(subbands, "STRIP_PIXELS", 30_000)
    for strips, one in zip(bands_of(asked, Token()), whole, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(strips.levels, one.levels, strict=True))
        assert (strips.share, strips.spread) == (pytest.approx(one.share), pytest.approx(one.spread))


def test_a_large_subband_is_whole_only_when_it_is_seen_from_near() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (2900, 3000), np.uint8)
    far = Request(Picture(noise), "haar", 1, 8)
    assert far.brought_down == 2
    views = (bands_of(far, Token()), bands_of(replace(far, near=True), Token()))
    for few, whole in zip(*views, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(few.levels, whole.levels[1:], strict=True))
        assert whole.levels[0].shape == (whole.height, whole.width)
        assert (few.width, few.share, few.spread) == (whole.width, whole.share, whole.spread)


def test_can_be_cancelled() -> None:
    token = Token()
    token.cancel()
    with pytest.raises(CancelledError):
        bands_of(request(np.zeros((4, 4))), token)


def test_the_coefficients_that_reach_a_pixel() -> None:
    picture = Picture(np.zeros((24, 40), np.float32))
    request = Request(picture, "haar", 1, 8.0)
    left, top, width, height = reach_of(request, "HL", 13, 7)
    assert (left, top) == (6 / 20, 3 / 12), "x along the row"
    assert (width, height) == (1 / 20, 1 / 12)
    _left, _top, wide, _height = reach_of(Request(picture, "bior4.4", 2, 8.0), "LL", 13, 7)
    assert wide > 3 / 20


def test_every_display_shows_what_its_scale_says() -> None:
    rows = np.tile(np.array([[0.0], [0.5]]), (8, 24))  # LH: −0.5 everywhere
    shown = {
        name: {v.name: v for v in bands_of(replace(request(rows), display=name, gain=1.0), Token())}
        for name in ("signed", "absolute", "log")
    }
    assert replace(request(rows), gain=1.0).peak == 1.0
    values = {name: np.unique(views["LH"].pixels).tolist() for name, views in shown.items()}
    assert values["signed"] == [pytest.approx(64, abs=1)]
    assert values["absolute"] == [pytest.approx(128, abs=1)]
    assert values["log"] == [pytest.approx(255 * (1 + 20 * np.log10(0.5) / 60), abs=1)]
    assert [np.unique(views["HH"].pixels).tolist() for views in shown.values()] == [[128], [0], [0]]
    assert len({views["LL"].pixels.tobytes() for views in shown.values()}) == 1


def test_five_levels() -> None:
    views = {view.name: view for view in bands_of(request(np.full((64, 96), 0.4), 5), Token())}
    assert (views["LL"].width, views["LL"].height) == (3, 2)
    assert np.unique(views["LL"].pixels).tolist() == [102]


def test_subbands_of_large_planes_wait_for_the_methods(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subbands, "LARGE", 100)
    assert request(np.zeros((10, 10))).priority == 0
    assert comparing.LARGE < request(np.zeros((10, 11))).priority < comparing.NUMBERS

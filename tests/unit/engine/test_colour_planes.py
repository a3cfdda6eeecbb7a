"""A picture taken apart: what a method is given of colour, grey and alpha."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from srviewer.engine.cache import Cache
from srviewer.engine.colour_planes import STRIP, at_most, split
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging.colour import rgb_to_ycbcr
from srviewer.imaging.picture import Picture
from srviewer.upsamplers.base import Space

RGB = np.random.default_rng(0).random((20, 30, 3), np.float32)
GREY, ALPHA = RGB[..., 0], RGB[..., 1]


@pytest.mark.parametrize(
    ("space", "picture", "channels"),
    [
        ("luma", Picture(RGB), 0),
        ("luma", Picture(GREY), 0),
        ("rgb", Picture(RGB), 3),
        ("rgb", Picture(GREY, ALPHA), 3),
        ("rgba", Picture(RGB), 4),
        ("rgba", Picture(GREY), 4),
        ("samples", Picture(RGB), 3),
        ("samples", Picture(GREY), 0),
        ("samples", Picture(GREY, ALPHA), 2),
        ("samples", Picture(RGB, ALPHA), 4),
    ],
)
def test_a_method_is_given_the_channels_that_it_asks_for(space: Space, picture: Picture, channels: int) -> None:
    assert split(picture, space, learned=True).main.shape == ((20, 30, channels) if channels else (20, 30))


def test_colour_under_alpha_is_premultiplied_where_both_are_enlarged_apart() -> None:
    apart = split(Picture(RGB, ALPHA), "rgb", learned=True)
    np.testing.assert_array_equal(apart.main, RGB * ALPHA[..., None])
    np.testing.assert_array_equal(split(Picture(RGB, ALPHA), "samples", learned=True).main[..., :3], RGB)
    np.testing.assert_array_equal(split(Picture(GREY, ALPHA), "luma", learned=False).main, GREY * ALPHA)


def test_networks_on_luma_get_grey_in_studio_range() -> None:
    black, white = (split(Picture(np.full((4, 4), v, np.float32)), "luma", learned=True).main for v in (0, 1))
    np.testing.assert_allclose((black[0, 0], white[0, 0]), (16 / 255, 235 / 255), atol=1e-6)
    for space, learned in (("luma", False), ("grey", True)):
        np.testing.assert_array_equal(split(Picture(GREY), space, learned).main, GREY)


def test_colours_are_taken_apart_in_strips_between_which_a_cancel_is_noticed() -> None:
    picture, asked = Picture(np.random.default_rng(1).random((200, 9, 3), np.float32)), []
    planes = split(picture, "luma", True, lambda: asked.append(1))
    assert len(asked) == -(-200 // STRIP)
    np.testing.assert_allclose(planes.main, rgb_to_ycbcr(picture.pixels)[..., 0], atol=1e-6)


def test_of_a_large_picture_a_network_is_given_the_means_of_blocks() -> None:
    whole = split(Picture(GREY), "grey", learned=True).main
    np.testing.assert_array_equal(at_most(Picture(GREY), "grey", 600), whole)
    means = at_most(Picture(GREY), "grey", 599)
    np.testing.assert_allclose(means, whole.reshape(10, 2, 15, 2).mean((1, 3)), atol=1e-6)
    assert at_most(Picture(GREY), "grey", 1).shape == (1, 1), "no larger than the picture's shorter side"


class Noting(Cache):
    """A cache that notes the keys of enlarged chroma."""

    def __init__(self, largest: int | None = None) -> None:
        super().__init__(largest=largest)
        self.chroma: list[tuple[object, ...]] = []

    def put(self, key: tuple[object, ...], value: Any, nbytes: int) -> None:
        super().put(key, value, nbytes)
        self.chroma += [key] if "chroma" in key else []


def test_enlarged_chroma_is_kept_whatever_the_method_and_its_sliders() -> None:
    picture, cache = Picture(RGB), Noting()
    jobs = [Job.make(picture, "dasr", 2, {"gain": gain}) for gain in (0.2, 0.8)] + [Job.make(picture, "wzp", 2)]
    kept = []
    for job in jobs:
        made = result_of(job, cache=cache)
        kept.append(len(cache.chroma))
        np.testing.assert_array_equal(made.pixels, result_of(job).pixels)
    assert kept == [1, 1, 1]


def test_chroma_that_is_too_large_is_not_kept() -> None:
    cache = Noting(largest=8 * RGB[..., 0].size * 4 - 1)
    result_of(Job.make(Picture(RGB), "dasr", 2), cache=cache)
    assert not cache.chroma

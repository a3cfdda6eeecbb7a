"""Rectangles, and a result as a picture."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.imaging.metadata import NOTHING, Metadata
from srviewer.imaging.picture import Picture


def test_a_token_keeps_what_was_last_said() -> None:
    token = Token()
    token.report(0.25)
    token.report(0.5)
    assert token.fraction == 0.5


def test_rectangles_that_share_a_pixel_intersect() -> None:
    here = Rect(10, 20, 5, 5)
    assert here.intersects(here)
    assert here.intersects(Rect(14, 24, 9, 9))
    for beside in (Rect(15, 20, 5, 5), Rect(5, 20, 5, 5), Rect(10, 25, 5, 5), Rect(10, 15, 5, 5)):
        assert not here.intersects(beside)
        assert not beside.intersects(here)


@pytest.mark.parametrize(("dtype", "depth", "most"), [(np.uint8, 8, 255), (np.uint16, 16, 65535), (np.float32, 16, 1)])
def test_a_result_is_a_picture_with_the_source_s_metadata(dtype: type, depth: int, most: int) -> None:
    pixels, alpha = np.full((2, 3), most, dtype), np.zeros((2, 3), dtype)
    result = Result(pixels, alpha, None, "bicubic", 2, (), (), (), "cpu", 0.0, (), None)
    picture = result.picture(Picture(np.zeros((1, 1), np.float32), metadata=Metadata(exif=b"Exif")))
    assert (picture.depth, picture.metadata.exif) == (depth, b"Exif")
    assert picture.pixels.dtype == np.float32
    assert (picture.pixels == 1).all()
    assert picture.alpha is not None
    assert not picture.alpha.any()
    assert result.picture().metadata == NOTHING

"""The sample pictures: what each chart is drawn to show."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.errors import ParameterError
from srviewer.imaging import samples


@pytest.mark.parametrize("sample", samples.names(), ids=lambda s: s.name)
def test_every_sample_loads(sample: samples.Sample) -> None:
    picture = samples.load(sample.name)
    assert 0 <= picture.pixels.min() < 0.3
    assert 0.7 < picture.pixels.max() <= 1
    assert picture.is_grey == (sample.name not in ("astronaut", "cat", "coffee", "mosaic", "strokes"))


def test_an_unknown_sample_names_those_there_are() -> None:
    with pytest.raises(ParameterError, match=r"no sample 'lena' .*astronaut"):
        samples.load("lena")


def test_zone_plate_reaches_half_a_cycle_a_pixel_at_the_sides() -> None:
    row = samples.zone_plate(256)[128]
    turns = np.diff(np.sign(row - 0.5)) != 0
    assert turns[120:136].sum() <= 2
    assert turns[-16:].sum() >= 13


def test_siemens_star_has_its_spokes() -> None:
    star = samples.siemens_star(256, 36)
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    ring = star[(128 + 100 * np.sin(angles)).astype(int), (128 + 100 * np.cos(angles)).astype(int)]
    assert (np.diff((ring > 0.5).astype(int)) == 1).sum() in (35, 36, 37)


def test_slanted_edge_leans_by_its_angle() -> None:
    edge = samples.slanted_edge(256, 5.0)
    assert edge[:, 0] == pytest.approx(0.2)
    assert edge[:, -1] == pytest.approx(0.8)
    place = (0.8 - edge).sum(axis=1) / 0.6
    slope = np.polyfit(np.arange(256), place, 1)[0]
    assert np.degrees(np.arctan(slope)) == pytest.approx(5.0, abs=0.05)
    np.testing.assert_allclose(edge + edge[::-1, ::-1], 1, atol=1e-6, err_msg="through the middle")


def test_text_is_ten_lines_each_smaller_than_the_last() -> None:
    inked = (samples.text_chart(256) < 0.5).any(axis=1)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inked, [False]]).astype(int)))
    heights = np.diff(edges)[::2]
    assert len(heights) == 10
    assert (np.diff(heights) <= 0).all()
    assert heights[0] > 3 * heights[-1]
    ends = [np.flatnonzero((line < 0.5).any(axis=0))[-1] for line in np.split(samples.text_chart(256), edges)[1::2]]
    short = [end for end in ends if end < 250]
    assert len(short) > 5
    assert (np.diff(short) < 0).all()
    assert not inked[-16:].any(), "the last line is whole"

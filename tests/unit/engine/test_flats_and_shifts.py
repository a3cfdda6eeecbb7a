"""What every shipped network must leave alone: flats keep their level, and nothing moves."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer import upsamplers, weights
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture

LEVELS = (0, 64, 128, 192, 255)
PRIMARIES = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (0, 255, 255), (255, 0, 255))
KNOWN = {m.name for m in upsamplers.known()} - {"perceptual_weave", "style"}  # kept for its faults; paints
SHIPPED = [(e.method, e.scale) for e in weights.manifest() if e.method in KNOWN]
OFF = 1  # levels of 255 that a flat may be off by in 8 bits
MEANS = 1.5  # the same for the mean of a channel of a photograph, from bicubic's
LINES = 0.75  # levels that a noiseless ramp may be off a straight line by
SHIFT = {"srcnn": 0.05, "compact": 0.05}  # LR pixels that the centre of a blob may move by
LOOKS_SHIFT = 0.1


def enlarged(pixels: np.ndarray, method: str, scale: int) -> np.ndarray:
    return result_of(Job.make(Picture(pixels.astype(np.float32)), method, scale, depth=32)).pixels


@pytest.mark.parametrize(("method", "scale"), SHIPPED)
@pytest.mark.parametrize("level", LEVELS)
def test_a_flat_grey_keeps_its_level(method: str, scale: int, level: int) -> None:
    for shape in ((18, 22), (18, 22, 3)):
        values = np.rint(255 * enlarged(np.full(shape, level / 255), method, scale))
        assert np.abs(values - level).max() <= OFF


@pytest.mark.parametrize(("method", "scale"), SHIPPED)
@pytest.mark.parametrize("colour", PRIMARIES)
def test_a_flat_primary_keeps_its_colour(method: str, scale: int, colour: tuple[int, int, int]) -> None:
    values = np.rint(255 * enlarged(np.full((18, 22, 3), colour) / 255, method, scale))
    assert np.abs(values - colour).max() <= OFF


@pytest.mark.parametrize(("method", "scale"), SHIPPED)
@pytest.mark.parametrize(("down", "across"), [(0, 2), (2, 0), (1, 1)])
def test_a_ramp_stays_a_ramp(method: str, scale: int, down: int, across: int) -> None:
    y, x = np.mgrid[:40, :48]
    ramp = np.repeat((60.0 + down * y + across * x)[..., None], 3, 2)
    result = 255 * enlarged(ramp / 255, method, scale)[8 * scale : -8 * scale, 8 * scale : -8 * scale]
    places = np.stack(
        [np.ones(result[..., 0].size), *(p.ravel() for p in np.mgrid[: len(result), : result.shape[1]])], 1
    )
    flat = result.reshape(-1, 3)
    left = flat - places @ np.linalg.lstsq(places, flat, rcond=None)[0]
    assert np.abs(left).max() <= LINES


@pytest.mark.parametrize(("method", "scale"), SHIPPED)
def test_the_colours_of_a_photograph_stay(method: str, scale: int) -> None:
    lr = samples.load("astronaut").pixels[150:230, 200:280]
    plain = lr if scale == 1 else enlarged(lr, "bicubic", scale)
    shift = enlarged(lr, method, scale).mean((0, 1)) - plain.mean((0, 1))
    assert np.abs(255 * shift).max() <= MEANS


@pytest.mark.parametrize(("method", "scale"), SHIPPED)
@pytest.mark.parametrize(("ground", "top"), [(0, 0.5), (0, 1), (0.5, 1), (1, 0)])
def test_a_blob_stays_where_it_is(method: str, scale: int, ground: float, top: float) -> None:
    y, x = np.mgrid[:24, :28]
    for centre in ((11.3, 12.1), (11.5, 13.0), (12.0, 11.75)):
        blob = np.exp(-((y - centre[0]) ** 2 + (x - centre[1]) ** 2) / 4.5)
        weight = (enlarged(ground + (top - ground) * blob, method, scale) - ground) / (top - ground)
        weight[weight < 0.02] = 0
        places = np.mgrid[: weight.shape[0], : weight.shape[1]]
        found = [(float((p * weight).sum() / weight.sum()) + 0.5) / scale - 0.5 for p in places]
        np.testing.assert_allclose(found, centre, atol=SHIFT.get(method, LOOKS_SHIFT))

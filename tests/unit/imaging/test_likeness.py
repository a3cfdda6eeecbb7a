"""A truth's own LR is known, by whatever it was shrunk; mirrored, turned and foreign ones are not taken for it."""

from __future__ import annotations

import numpy as np
import pytest

from srviewer.imaging import samples
from srviewer.imaging.degradations import parse_degradation
from srviewer.imaging.degrade import degrade
from srviewer.imaging.likeness import is_lr_of

SAMPLES = tuple(sample.name for sample in samples.names())


def gradient(height: int = 96, width: int = 128) -> np.ndarray:
    return np.add.outer(np.linspace(0.1, 0.4, height), np.linspace(0, 0.5, width)).astype(np.float32)


def picture(name: str) -> np.ndarray:
    pixels = gradient() if name == "gradient" else samples.load(name).pixels
    return pixels[: pixels.shape[0] // 12 * 12, : pixels.shape[1] // 12 * 12]


def shrunk(truth: np.ndarray, scale: int, how: str = "bicubic") -> np.ndarray:
    return degrade(truth, scale, parse_degradation(how))


@pytest.mark.parametrize("name", [*SAMPLES, "gradient"])
@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_own_lr_is_known(name: str, scale: int) -> None:
    truth = picture(name)
    assert is_lr_of(shrunk(truth, scale), truth, scale)


@pytest.mark.parametrize("how", ["box", "gaussian:1.6", "jpeg:30", "noise:10"])
@pytest.mark.parametrize("name", ["astronaut", "coffee", "camera", "text"])
def test_however_it_was_shrunk(name: str, how: str) -> None:
    truth = picture(name)
    assert is_lr_of(shrunk(truth, 2, how), truth, 2)


@pytest.mark.parametrize("name", [*SAMPLES, "gradient"])
def test_mirrored_and_turned_ones_are_others(name: str) -> None:
    truth = picture(name)
    lr = shrunk(truth, 2)
    for other in (lr[:, ::-1], lr[::-1], lr[::-1, ::-1]):
        if not np.allclose(other, lr, atol=1.5 / 255):  # a symmetrical picture is its own mirror image
            assert not is_lr_of(other, truth, 2)


def test_another_picture_is_no_lr() -> None:
    pictures = {name: picture(name) for name in ("zone_plate", "siemens_star", "slanted_edge", "text", "gradient")}
    grey = {name: pixels if pixels.ndim == 2 else pixels.mean(axis=2) for name, pixels in pictures.items()}
    size = min(96, *(min(pixels.shape) for pixels in grey.values()))
    cut = {name: np.ascontiguousarray(pixels[:size, :size], np.float32) for name, pixels in grey.items()}
    for name, truth in cut.items():
        for other, pixels in cut.items():
            assert is_lr_of(shrunk(pixels, 2), truth, 2) == (name == other), (name, other)


def test_a_slightly_other_gradient_or_edge_is_another_picture() -> None:
    assert not is_lr_of(shrunk(gradient(), 2) * np.float32(0.97), gradient(), 2)
    edge, steeper = samples.slanted_edge(96), samples.slanted_edge(96, 12.0)
    assert not is_lr_of(shrunk(steeper, 2), edge, 2)


def test_grey_is_not_the_lr_of_colour() -> None:
    truth = picture("astronaut")
    assert not is_lr_of(shrunk(truth, 2).mean(axis=2), truth, 2)

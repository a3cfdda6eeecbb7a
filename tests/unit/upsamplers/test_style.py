"""Style transfer at x1: the whole in tiles, regions as the whole has them, strength, statistics of large pictures."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from srviewer import upsamplers, weights
from srviewer.engine.job import Job, Rect
from srviewer.engine.run import result_of
from srviewer.errors import MethodUnavailableError, ParameterError
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture
from srviewer.networks import build
from srviewer.networks.style import StyleNetwork, settled
from srviewer.upsamplers import style

PHOTOGRAPH = samples.load("astronaut").pixels[40:197, 60:269]  # of odd sides


def styled(pixels: np.ndarray, **given: object) -> np.ndarray:
    job = {name: given.pop(name) for name in ("tile", "region") if name in given}
    return result_of(Job.make(Picture(pixels), "style", 1, given, depth=32, **job)).pixels


@pytest.fixture(scope="module")
def whole() -> np.ndarray:
    return styled(PHOTOGRAPH)


def test_tiles_and_regions_are_those_of_the_whole(whole: np.ndarray) -> None:
    np.testing.assert_allclose(styled(PHOTOGRAPH, tile=64), whole, atol=1e-4)
    region = Rect(31, 22, 75, 50)
    np.testing.assert_allclose(styled(PHOTOGRAPH, region=region), whole[22:72, 31:106], atol=1e-4)


def test_so_are_those_of_a_picture_whose_statistics_are_of_it_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = styled(PHOTOGRAPH)
    monkeypatch.setattr(style, "MOST", 10_000)
    whole = styled(PHOTOGRAPH)
    assert 1e-3 < np.abs(whole - exact).mean() < 0.1, "near to the exact ones"
    region = Rect(31, 22, 75, 50)
    np.testing.assert_allclose(styled(PHOTOGRAPH, region=region), whole[22:72, 31:106], atol=1e-4)


@pytest.mark.parametrize("level", [0.0, 0.3, 0.5])
def test_a_picture_of_one_colour_is_so_in_parts(monkeypatch: pytest.MonkeyPatch, level: float) -> None:
    """Nothing but rounding differs in its maps, which must not be made visible."""
    flat = np.full((70, 90, 3), level, np.float32)
    exact = styled(flat)
    monkeypatch.setattr(style, "MOST", 1000)
    np.testing.assert_allclose(styled(flat, region=Rect(16, 16, 20, 12)), exact[16:28, 16:36], atol=1e-4)


def test_the_strength_mixes_with_the_input(whole: np.ndarray) -> None:
    np.testing.assert_array_equal(styled(PHOTOGRAPH, strength=0), PHOTOGRAPH)
    half = styled(PHOTOGRAPH, strength=0.5)
    np.testing.assert_allclose(half, (whole + PHOTOGRAPH) / 2, atol=1e-6)


def test_it_paints(whole: np.ndarray) -> None:
    assert np.abs(whole - PHOTOGRAPH).mean() > 0.05
    grey = styled(PHOTOGRAPH[..., 0])
    assert grey.shape == PHOTOGRAPH.shape[:2]


@pytest.mark.parametrize("size", [(1, 1), (2, 7), (9, 5)])
def test_pictures_of_any_size(size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(0).random((*size, 3), np.float32)
    assert styled(pixels).shape == pixels.shape


def test_the_chain_is_the_network() -> None:
    torch.manual_seed(0)
    network = StyleNetwork((4, 6, 8), 2).eval()
    for block in network.blocks:
        torch.nn.init.normal_(block.norm2.weight)  # which a block starts without
    image = torch.rand(1, 3, 37, 42)
    with torch.inference_mode():
        torch.testing.assert_close(settled(network, image)(image), network(image), atol=1e-5, rtol=0)


def test_what_there_is() -> None:
    assert upsamplers.best(1) is None or upsamplers.best(1).name != "style", "nobody asked for a style"
    for name in style.names():
        entry = style.entry_of(name)
        assert weights.verify(entry).stat().st_size < 2_000_000
        assert isinstance(build(entry.architecture), StyleNetwork)
        assert samples.load(name).pixels.shape == (256, 256, 3)
    with pytest.raises(MethodUnavailableError, match="no weights for the style 'oil'"):
        style.entry_of("oil")
    with pytest.raises(ParameterError, match="expected one of"):
        Job.make(Picture(PHOTOGRAPH), "style", 1, {"style": "oil"})
    with pytest.raises(ParameterError, match="supports ×1, not ×2"):
        Job.make(Picture(PHOTOGRAPH), "style", 2)

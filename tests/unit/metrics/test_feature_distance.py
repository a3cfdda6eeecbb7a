"""The distance in tiles is that of the whole, of equal pictures nothing, and grey goes in as RGB."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch

from srviewer import losses, metrics
from srviewer.errors import ParameterError, WeightsError
from srviewer.metrics import feature_distance as module
from srviewer.metrics.feature_distance import LAYERS, distances
from srviewer.metrics.pair import Pair
from srviewer.networks.feature_network import FeatureNetwork


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> FeatureNetwork:
    torch.manual_seed(0)
    made = FeatureNetwork((4, 4, 4, 4)).eval().requires_grad_(False)
    monkeypatch.setattr(module, "network", lambda: made)
    return made


def at(sr: np.ndarray, hr: np.ndarray, layer: str = "relu2_2", check: Callable[[], None] | None = None) -> float:
    return distances(sr, hr, check).feature[layer]


@pytest.mark.parametrize("layer", LAYERS)
@pytest.mark.parametrize("size", [(1, 1), (3, 9), (50, 70), (131, 67)])
def test_tiles_add_up_to_the_whole(
    network: FeatureNetwork, monkeypatch: pytest.MonkeyPatch, layer: str, size: tuple[int, int]
) -> None:
    monkeypatch.setattr(module, "TILE", 32)
    rng = np.random.default_rng(0)
    sr, hr = rng.integers(0, 256, (2, *size, 3), np.uint8)
    a, b = (network(torch.from_numpy(x / np.float32(255)).permute(2, 0, 1)[None].float())[layer] for x in (sr, hr))
    assert at(sr, hr, layer) == pytest.approx((a - b).square().mean().item(), rel=1e-4)
    expected = losses.style_reconstruction_loss({layer: a}, {layer: b}).item()
    assert distances(sr, hr).style[layer] == pytest.approx(expected, rel=1e-3)


def test_equal_pictures_and_grey_ones(network: FeatureNetwork) -> None:
    rng = np.random.default_rng(1)
    grey, other = rng.integers(0, 256, (2, 24, 31), np.uint8)
    assert at(grey, grey) == 0
    as_rgb = [np.repeat(image[..., None], 3, 2) for image in (grey, other)]
    assert at(grey, other) == at(*as_rgb)
    clear = [np.dstack([image, grey]) for image in as_rgb]
    assert at(*clear) == at(*as_rgb), "alpha is ignored"
    assert at(grey.astype(np.float64) / 255, other) == pytest.approx(at(grey, other), rel=1e-5)


def test_what_does_not_fit_is_said_and_a_check_may_end_it(network: FeatureNetwork) -> None:
    image = np.zeros((8, 8, 3), np.uint8)
    with pytest.raises(ParameterError, match="different sizes"):
        at(image, image[:4])

    class Stopped(Exception):
        pass

    def check() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        at(image, image, check=check)


def test_it_is_available_where_its_weights_are(monkeypatch: pytest.MonkeyPatch) -> None:
    assert module.available() is True
    monkeypatch.setattr(module.weights, "entries", lambda method: ())
    assert module.available() is False

    def missing(method: str) -> None:
        raise WeightsError("no manifest")

    monkeypatch.setattr(module.weights, "entries", missing)
    assert module.available() is False


def test_both_metrics_come_of_one_pass(network: FeatureNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    sr, hr = np.random.default_rng(2).integers(0, 256, (2, 40, 40, 3), np.uint8)
    pair = Pair(sr, hr)
    assert metrics.get("feature_distance").measure(pair) == pytest.approx(at(sr, hr))
    monkeypatch.setattr(module, "network", None)
    assert metrics.get("style_distance").measure(pair) == sum(pair.features.style.values()) > 0

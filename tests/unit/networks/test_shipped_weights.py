"""What `weights/` ships: checksums are the files', tensors fit their architectures, flats stay flat."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from srviewer import weights
from srviewer.metrics.feature_distance import LAYERS, distances
from srviewer.networks import build, for_inference

ENTRIES = [entry for entry in weights.manifest() if entry.method not in ("features", "style")]  # see test_style


def channels_of(entry: weights.Entry) -> int:
    return int(entry.architecture.get("colours", 1 if entry.architecture["name"] == "srcnn" else 3))


def run(entry: weights.Entry, image: torch.Tensor) -> torch.Tensor:
    network = build(entry.architecture)
    network.load_state_dict(weights.read(entry))
    with torch.inference_mode():
        return for_inference(network.eval())(image)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
def test_weights_are_whole_and_fit(entry: weights.Entry) -> None:
    assert weights.verify(entry).stat().st_size < 5_000_000
    channels = channels_of(entry)
    for level in (0.0, 0.5, 1.0) if channels == 3 else (16 / 255, 0.5, 235 / 255):  # Y is in studio range
        out = run(entry, torch.full((1, channels, 9, 7), level))
        assert torch.isfinite(out).all()
        steps = 1.25 if entry.method == "compact_photo" else 0.5  # levels; it was trained for little
        assert (out.amax((2, 3)) - out.amin((2, 3))).max() < steps / 255


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (16, 16)])
def test_small_images_and_checkerboards_stay_finite(entry: weights.Entry, size: tuple[int, int]) -> None:
    y, x = torch.meshgrid(*(torch.arange(n) for n in size), indexing="ij")
    board = ((x + y) % 2).float().expand(1, channels_of(entry), *size)
    assert torch.isfinite(run(entry, board.contiguous())).all()


def test_the_feature_network_sees_nothing_in_flats_and_something_in_edges() -> None:
    rng = np.random.default_rng(0)
    flat = np.full((40, 52, 3), 90, np.uint8)
    noisy = np.clip(flat + rng.normal(0, 9, flat.shape), 0, 255).astype(np.uint8)
    noisier = np.clip(flat + rng.normal(0, 25, flat.shape), 0, 255).astype(np.uint8)
    for layer in LAYERS:
        assert distances(flat, flat).feature[layer] == 0
        assert 0 < distances(noisy, flat).feature[layer] < distances(noisier, flat).feature[layer]

"""What `weights/` ships: checksums are the files', tensors fit their architectures, flats stay flat."""

from __future__ import annotations

import pytest
import torch

from srviewer import weights
from srviewer.networks import build, for_inference

ENTRIES = weights.manifest()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
def test_weights_are_whole_and_fit(entry: weights.Entry) -> None:
    network = build(entry.architecture)
    network.load_state_dict(weights.read(entry))
    assert weights.verify(entry).stat().st_size < 5_000_000
    channels = 1 if entry.architecture["name"] == "srcnn" else 3
    with torch.inference_mode():
        for level in (0.0, 0.5, 1.0):
            out = for_inference(network.eval())(torch.full((1, channels, 9, 7), level))
            assert torch.isfinite(out).all()
            assert (out.amax((2, 3)) - out.amin((2, 3))).max() < 0.5 / 255


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.file)
@pytest.mark.parametrize("size", [(1, 1), (3, 3), (16, 16)])
def test_small_images_and_checkerboards_stay_finite(entry: weights.Entry, size: tuple[int, int]) -> None:
    network = build(entry.architecture)
    network.load_state_dict(weights.read(entry))
    y, x = torch.meshgrid(*(torch.arange(n) for n in size), indexing="ij")
    board = ((x + y) % 2).float().expand(1, 1 if entry.architecture["name"] == "srcnn" else 3, *size)
    with torch.inference_mode():
        assert torch.isfinite(for_inference(network.eval())(board.contiguous())).all()

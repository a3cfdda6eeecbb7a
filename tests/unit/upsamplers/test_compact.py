"""Compact as an upsampler: planes and RGB through its networks, cascades, tiles that fit, cancelling."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from srviewer import paths, weights
from srviewer.errors import CancelledError
from srviewer.networks import build
from srviewer.training.loop import save_weights
from srviewer.upsamplers import learned
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.compact import CompactPhoto, CompactUpsampler

pytestmark = pytest.mark.usefixtures("one_thread")


@pytest.fixture
def networks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, int], torch.nn.Module]:
    """Untrained networks at x2 and x4 and, of photographs, at x1, in a weights folder of their own."""
    made, listed = {}, []
    for method, scale in (("compact", 2), ("compact", 4), ("compact_photo", 1)):
        torch.manual_seed(scale)
        architecture = {"name": "compact", "scale": scale, "channels": 4, "blocks": 1}
        architecture["colours"] = 3 if method == "compact_photo" else 1
        made[method, scale] = build(architecture).eval()
        file = tmp_path / f"{method}_x{scale}.safetensors"
        save_weights(file, made[method, scale], architecture)
        entry = {"file": file.name, "method": method, "scale": scale, "architecture": architecture}
        listed.append({**entry, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()})
    (tmp_path / "manifest.json").write_text(json.dumps({"version": 1, "weights": listed}), encoding="utf-8")
    monkeypatch.setattr(paths, "weights", lambda: tmp_path)
    return made


def test_a_plane_goes_through_the_network(networks: dict[tuple[str, int], torch.nn.Module]) -> None:
    plane = np.random.default_rng(0).random((13, 21)).astype(np.float32)
    (stage,) = CompactUpsampler().stages(4, {})
    assert (stage.label, stage.ratio, stage.halo) == ("Compact ×4", 4, 3)
    with torch.inference_mode():
        expected = networks["compact", 4](torch.from_numpy(plane)[None, None])[0, 0].numpy()
    assert np.abs(stage.run(plane, Context()) - expected).max() < 1e-5
    tile = stage.run(plane[2:9], Context())  # what a tile sees beyond its rim is the halo
    assert np.abs(tile[12:-12] - expected[20:24]).max() < 1e-5


def test_other_scales_are_reached_by_those_there_are(networks: dict[tuple[str, int], torch.nn.Module]) -> None:
    assert [stage.ratio for stage in CompactUpsampler().stages(8, {})] == [4, 2]
    assert len(CompactUpsampler().weights_hashes(8)) == 2
    assert CompactUpsampler().stages(3, {})[0].label == "Compact ×4"


def test_photographs_are_cleaned_in_colour(networks: dict[tuple[str, int], torch.nn.Module]) -> None:
    image = np.random.default_rng(0).random((9, 11, 3)).astype(np.float32)
    (stage,) = CompactPhoto().stages(1, {})
    with torch.inference_mode():
        expected = networks["compact_photo", 1](torch.from_numpy(image.transpose(2, 0, 1))[None])[0].numpy()
    assert CompactPhoto.space == "rgb"
    assert np.abs(stage.run(image, Context()) - expected.transpose(1, 2, 0)).max() < 1e-5


def test_strength_mixes_with_the_input(networks: dict[tuple[str, int], torch.nn.Module]) -> None:
    image = np.random.default_rng(0).random((9, 11, 3)).astype(np.float32)

    def at(strength: float) -> np.ndarray:
        (stage,) = CompactPhoto().stages(1, {"strength": strength})
        return stage.run(image, Context())

    np.testing.assert_allclose(at(0), image, atol=1e-6)
    np.testing.assert_allclose(at(0.3), 0.7 * image + 0.3 * at(1), atol=1e-6)
    assert np.abs(at(1) - image).max() > 1e-3
    entry = weights.find("compact_photo", 1)
    assert learned.network(entry, "cpu", 0.3) is learned.network(entry, "cpu", 0.3), "the latest are kept"


def test_it_can_be_cancelled_between_strips(networks: dict[tuple[str, int], torch.nn.Module]) -> None:
    class Second:
        asked = 0

        def raise_if_cancelled(self) -> None:
            self.asked += 1
            if self.asked == 3:
                raise CancelledError("cancelled")

        def report(self, fraction: float, message: str = "") -> None:
            pass

    progress = Second()
    with pytest.raises(CancelledError):
        CompactUpsampler().stages(2, {})[0].run(np.zeros((400, 8), np.float32), Context(progress))
    assert progress.asked == 3

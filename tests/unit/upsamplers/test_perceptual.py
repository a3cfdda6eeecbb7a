"""Perceptual's strength: weights mixed with its twin's, where it has one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch

import srviewer
from srviewer import upsamplers, weights
from srviewer.errors import ParameterError, WeightsError
from srviewer.networks import build, for_inference
from srviewer.once import Latest
from srviewer.upsamplers import learned
from srviewer.upsamplers.perceptual import Perceptual, PixelTwin


@pytest.fixture(scope="module")
def lr() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (9, 11, 3)).astype(np.uint8)


def test_the_ends_of_the_strength_are_the_two_networks(lr: np.ndarray) -> None:
    twin = srviewer.upscale(lr, method="pixel_twin", scale=4)
    none, some, full = (srviewer.upscale(lr, method="perceptual", scale=4, strength=s) for s in (0, 0.5, 1))
    assert np.array_equal(none, twin)
    assert not np.array_equal(some, none)
    assert not np.array_equal(some, full)
    plain = build(weights.find("perceptual", 4).architecture).eval()
    plain.load_state_dict(weights.read_file(weights.folder() / "perceptual_x4.safetensors"))
    with torch.inference_mode():
        tensor = torch.from_numpy(lr / np.float32(255)).permute(2, 0, 1)[None]
        own = for_inference(plain)(tensor)[0].permute(1, 2, 0).numpy()
    assert np.abs(full - 255 * own).max() <= 0.51


def test_every_tensor_is_mixed_but_the_counts() -> None:
    entry = weights.find("perceptual", 4)
    twin, own, half = weights.read(entry, 0), weights.read(entry), weights.read(entry, 0.25)
    for name, tensor in half.items():
        if tensor.is_floating_point():
            assert torch.allclose(tensor, 0.75 * twin[name] + 0.25 * own[name], atol=1e-6), name
        else:
            assert torch.equal(tensor, twin[name])


def test_few_mixtures_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "_networks", Latest(2))
    entry = weights.find("perceptual", 4)
    first, second = (learned.network(entry, "cpu", strength) for strength in (0.1, 0.2))
    assert learned.network(entry, "cpu", 0.1) is first
    learned.network(entry, "cpu", 0.3)
    assert learned.network(entry, "cpu", 0.1) is first, "the latest used are kept"
    assert learned.network(entry, "cpu", 0.2) is not second


@pytest.mark.parametrize("scale", [2, 3, 4, 8])
def test_the_strength_has_an_effect_at_every_scale(lr: np.ndarray, scale: int) -> None:
    weak, usual = (srviewer.upscale(lr, method="perceptual", scale=scale, strength=s) for s in (0.2, 0.8))
    assert not np.array_equal(weak, usual)


def test_the_twin_s_file_counts_as_one_that_is_used() -> None:
    own, twin = (weights.find(name, 4).sha256 for name in ("perceptual", "pixel_twin"))
    assert Perceptual().weights_hashes(4) == (own, twin)
    assert PixelTwin().weights_hashes(4) == (twin,)
    assert len(Perceptual().weights_hashes(8)) == 4


def test_a_twin_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = upsamplers.get("perceptual").digest
    manifest = json.loads((weights.folder() / weights.MANIFEST).read_text(encoding="utf-8"))
    left = [item for item in manifest["weights"] if item["method"] == "perceptual"]
    (tmp_path / weights.MANIFEST).write_text(json.dumps({"version": 1, "weights": left}), encoding="utf-8")
    monkeypatch.setattr(weights, "folder", lambda: tmp_path)
    with pytest.raises(WeightsError, match=r"its twin pixel_twin_x4.safetensors"):
        weights.read(weights.find("perceptual", 4), 0.5)
    for item in left:
        item.pop("twin", None)
    (tmp_path / weights.MANIFEST).write_text(json.dumps({"version": 1, "weights": left}), encoding="utf-8")
    assert upsamplers.get("perceptual").digest != before


def test_strengths_beyond_both_are_refused(lr: np.ndarray) -> None:
    with pytest.raises(ParameterError, match="0 to 1"):
        srviewer.upscale(lr, method="perceptual", scale=4, strength=1.2)


def test_the_weave_is_kept_at_the_scale_that_had_it() -> None:
    method = upsamplers.get("perceptual_weave")
    assert method.more
    assert method.scales == (4,)
    assert upsamplers.unavailable_reason(method.name) is None


def test_results_are_mixed_pixel_by_pixel(lr: np.ndarray) -> None:
    values = (lr / 255).astype(np.float32)
    least, looks = (srviewer.upscale(values, method="perceptual", scale=4, strength=s) for s in (0, 1))
    pixels = {
        s: srviewer.upscale(values, method="perceptual", scale=4, strength=s, mixing="pixels") for s in (0, 0.3, 1)
    }
    assert np.array_equal(pixels[0], least)
    assert np.array_equal(pixels[1], looks)
    np.testing.assert_allclose(pixels[0.3], 0.7 * least + 0.3 * looks, atol=1e-5)
    assert np.abs(pixels[0.3] - srviewer.upscale(values, method="perceptual", scale=4, strength=0.3)).max() > 1e-3


def test_the_adversarial_network_has_the_same_twin(lr: np.ndarray) -> None:
    looks = upsamplers.get("perceptual")
    adversarial = upsamplers.get("perceptual_adversarial")
    assert adversarial.parameters == looks.parameters
    assert (adversarial.scales, adversarial.more) == ((4,), True)
    results = {
        (name, s): srviewer.upscale(lr, method=name, scale=4, strength=s)
        for name in (looks.name, adversarial.name)
        for s in (0, 1)
    }
    assert np.array_equal(results[looks.name, 0], results[adversarial.name, 0])
    assert np.abs(results[looks.name, 1].astype(int) - results[adversarial.name, 1]).max() > 2

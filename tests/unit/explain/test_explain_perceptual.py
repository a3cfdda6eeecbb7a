"""f_W opened: its maps are those of the plain network's layers; activations are those that the loss compares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
import torch
import torch.nn.functional as F

from srviewer import losses
from srviewer.engine.progress import Token
from srviewer.errors import ParameterError, WeightsError
from srviewer.explain import perceptual
from srviewer.explain.phi import LAYERS, NamedLossNetwork
from srviewer.explain.step import step_of
from srviewer.networks import for_inference
from srviewer.networks.feature_network import FeatureNetwork
from srviewer.networks.image_transformation import ImageTransformationNetwork, RunningBatchNorm2d
from srviewer.upsamplers.base import Context
from srviewer.upsamplers.perceptual import Perceptual

Bytes = npt.NDArray[np.uint8]


@pytest.fixture
def lr() -> Bytes:
    return np.random.default_rng(0).integers(0, 256, (7, 9, 3), np.uint8)


@pytest.fixture
def tiny() -> ImageTransformationNetwork:
    torch.manual_seed(0)
    network = ImageTransformationNetwork(4, 6, 2).eval()
    for module in network.modules():
        if isinstance(module, RunningBatchNorm2d):
            for tensor in (module.weight.data, module.running_mean, module.running_var):
                assert tensor is not None
                tensor.uniform_(0.5, 1.5)
    return network.requires_grad_(False)


def test_maps_are_those_of_the_plain_network(tiny: ImageTransformationNetwork, lr: Bytes) -> None:
    run = perceptual.run_network(for_inference(tiny), lr)
    x = torch.from_numpy(lr.transpose(2, 0, 1) / np.float32(255))[None]
    x = F.relu(tiny.first_norm(tiny.first(x)))
    assert run.first == pytest.approx(x[0].numpy(), abs=1e-5)
    assert len(run.blocks) == 2
    for block, maps in zip(tiny.blocks, run.blocks, strict=True):
        x = block(x)
        assert maps == pytest.approx(x[0].numpy(), abs=1e-4)
    assert [maps.shape for maps in run.enlarged] == [(6, 14, 18), (6, 28, 36)]
    for conv, norm, maps in zip(tiny.enlarge, tiny.enlarge_norm, run.enlarged, strict=True):
        x = F.relu(norm(conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))))
        assert maps == pytest.approx(x[0].numpy(), abs=1e-4)
    assert run.seconds > 0


@pytest.mark.parametrize("scale", [2, 4])
def test_the_result_is_that_of_the_method(lr: Bytes, scale: int) -> None:
    run = perceptual.run(lr, scale)
    (stage,) = Perceptual().stages(scale, {})
    assert np.array_equal(run.result, stage.run(run.lr, Context(progress=Token())))
    assert run.result.shape == (7 * scale, 9 * scale, 3)


def test_every_step_shows_the_runs_own_arrays(lr: Bytes) -> None:
    run = perceptual.run(lr, 4)
    counts = {step.name: len(step.make(run)) for step in perceptual.STEPS}
    blocks = {f"block{n}": 64 for n in range(1, 6)}
    assert counts == {"input": 1, "first": 64, **blocks, "enlargement": 128, "result": 1}
    for step in perceptual.STEPS:
        images = step.make(run)
        assert len({image.name for image in images}) == len(images)
    assert np.shares_memory(step_of(perceptual.STEPS, "block3").make(run)[7].values, run.blocks[2])


def test_a_block_that_is_not_there_is_said(tiny: ImageTransformationNetwork, lr: Bytes) -> None:
    run = perceptual.run_network(for_inference(tiny), lr)
    with pytest.raises(ParameterError, match="has 2 residual blocks, not 3"):
        step_of(perceptual.STEPS, "block3").make(run)


def test_activations_are_those_that_the_loss_compares() -> None:
    torch.manual_seed(0)
    network = FeatureNetwork((4, 4, 4, 4)).eval().requires_grad_(False)
    sr, hr = np.random.default_rng(1).integers(0, 256, (2, 16, 12, 3), np.uint8)
    seen = perceptual.activations(sr, hr, NamedLossNetwork("tiny", network))
    a, b = (network(torch.from_numpy(x.transpose(2, 0, 1) / np.float32(255))[None]) for x in (sr, hr))
    for layer in LAYERS:
        assert seen.sr[layer] == pytest.approx(a[layer][0].numpy(), abs=1e-6)
        loss = losses.feature_reconstruction_loss(a[layer], b[layer]).item()
        assert seen.channel_losses(layer).mean() == pytest.approx(loss, rel=1e-5)


def test_the_channels_that_differ_most_are_shown_first() -> None:
    sr, hr = np.random.default_rng(1).integers(0, 256, (2, 16, 12, 3), np.uint8)
    seen = perceptual.activations(sr, hr)
    assert seen.network == "distilled"
    for step in perceptual.ACTIVATION_STEPS:
        images = step.make(seen)
        assert len(images) == 3 * perceptual.SHOWN_CHANNELS
        differences = [np.square(image.values).mean() for image in images[2::3]]
        assert differences == sorted(differences, reverse=True)
        assert differences[0] == pytest.approx(seen.channel_losses(step.name).max(), rel=1e-5)
        assert images[0].high == images[1].high


def test_what_does_not_fit_is_said(lr: Bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(WeightsError, match="no weights for perceptual x3"):
        perceptual.run(lr, 3)
    with pytest.raises(ParameterError, match="different sizes"):
        perceptual.activations(lr, lr[:5])
    monkeypatch.setattr(perceptual, "MAX_PIXELS", 62)
    with pytest.raises(ParameterError, match="choose a region"):
        perceptual.run(lr, 2)
    with pytest.raises(ParameterError, match="choose a region"):
        perceptual.activations(lr, lr)

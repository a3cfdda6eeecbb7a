"""Forms for inference equal the plain networks; halos are what impulses say; odd sizes work."""

from __future__ import annotations

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from srviewer.errors import CancelledError, WeightsError
from srviewer.networks import build, for_inference, halo, layers
from srviewer.networks.image_transformation import ImageTransformationNetwork, RunningBatchNorm2d
from srviewer.networks.srcnn import SRCNN

SIZES = [(1, 1), (3, 3), (7, 12), (17, 5), (51, 4)]
SRCNN_CONFIG = {"name": "srcnn", "kernels": [9, 5, 5], "channels": [8, 4]}
FW_CONFIGS = [{"name": "image_transformation", "scale": s, "channels": 6, "blocks": 1} for s in (1, 2, 3, 4)]


def lively(network: nn.Module) -> nn.Module:
    """Normalisation that does something, so that folding it wrongly shows."""
    generator = torch.Generator().manual_seed(5)
    for module in network.modules():
        if isinstance(module, RunningBatchNorm2d):
            for tensor in (module.weight.data, module.bias.data, module.running_mean, module.running_var):
                assert tensor is not None
                tensor.copy_(torch.rand(tensor.shape, generator=generator) + 0.3)
    return network.eval()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("config", [SRCNN_CONFIG, *FW_CONFIGS], ids=str)
@pytest.mark.parametrize("strips", [False, True])
@torch.inference_mode()
def test_inference_form_equals_the_plain_network(
    config: dict[str, object], size: tuple[int, int], strips: bool
) -> None:
    torch.manual_seed(0)
    network = lively(build(config))
    image = torch.rand(1, 1 if config is SRCNN_CONFIG else 3, *size)
    expected = network(image)
    if config is not SRCNN_CONFIG:
        expected = expected.clamp(0, 1)  # the form for inference clamps
    assert torch.allclose(for_inference(network, strips)(image), expected, atol=1e-5)


@pytest.mark.parametrize("factor", [2, 3])
@pytest.mark.parametrize("strip", [1, 2000, 1 << 30])
@torch.inference_mode()
def test_layers_in_strips_equal_plain_ones(strip: int, factor: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "STRIP", strip)
    torch.manual_seed(0)
    conv = nn.Conv2d(6, 8, 3, padding=1, padding_mode="replicate")
    last = nn.Conv2d(6, 3, 9, padding=4, padding_mode="replicate")
    enlarging = nn.Sequential(nn.Upsample(scale_factor=factor), conv)
    for size in ((1, 1), (2, 7), (8, 5), (17, 9), (41, 3)):
        maps = torch.rand(2, 6, *size).contiguous(memory_format=torch.channels_last)
        assert torch.allclose(layers.EnlargingConv2d(conv, factor)(maps), enlarging(maps), atol=1e-6)
        assert torch.allclose(layers.FewOutputsConv2d(last)(maps), last(maps), atol=1e-6)


@pytest.mark.parametrize("config", FW_CONFIGS, ids=str)
def test_the_forms_for_training_give_the_same_values_and_gradients(config: dict[str, object]) -> None:
    torch.manual_seed(0)
    network, image = lively(build(config)), torch.rand(2, 3, 7, 12)
    for module in network.modules():
        if isinstance(module, RunningBatchNorm2d):
            module.frozen = True
    found = []
    for training in (False, True):
        out = network.train(training)(image)
        found.append([out, *torch.autograd.grad(out.square().sum(), list(network.parameters()))])
    for plain, quick in zip(*found, strict=True):
        assert torch.allclose(plain, quick, atol=1e-4 * float(plain.detach().abs().max()) + 1e-6)


def test_the_largest_map_of_f_w_in_strips_does_not_grow_with_the_height(monkeypatch: pytest.MonkeyPatch) -> None:
    network, sizes = for_inference(lively(build(FW_CONFIGS[0])), strips=True), []
    conv2d = F.conv2d
    monkeypatch.setattr(F, "conv2d", lambda x, *rest: sizes.append(x.shape[2]) or conv2d(x, *rest))
    with torch.inference_mode():
        network(torch.rand(1, 3, 48, 5))
        most = max(sizes)
        network(torch.rand(1, 3, 480, 5))
    assert max(sizes) == most


def test_f_w_in_strips_can_be_broken_off_between_layers() -> None:
    network = for_inference(lively(build(FW_CONFIGS[0])), strips=True)[0]
    asked: list[int] = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 9:
            raise CancelledError("cancelled")

    with torch.inference_mode(), pytest.raises(CancelledError):
        network(torch.rand(1, 3, 70, 5), check)
    assert len(asked) == 9


def test_srcnn_starts_as_the_identity() -> None:
    torch.manual_seed(0)
    image = torch.rand(1, 1, 20, 31)
    assert (SRCNN().init_identity_()(image) - image).abs().max() < 0.2
    assert torch.nn.functional.mse_loss(SRCNN().init_identity_()(image), image) < 1e-2


@pytest.mark.parametrize("config", [SRCNN_CONFIG, *FW_CONFIGS], ids=str)
def test_nothing_beyond_the_halo_counts(config: dict[str, object]) -> None:
    torch.manual_seed(0)
    network = lively(build(config))
    scale, reach = int(config.get("scale", 1)), halo(config)  # type: ignore[call-overload]
    side, middle = 2 * reach + 9, reach + 4
    image = torch.rand(1, 1 if config is SRCNN_CONFIG else 3, side, side, requires_grad=True)
    block = network(image)[..., middle * scale : (middle + 1) * scale, middle * scale : (middle + 1) * scale]
    block.square().sum().backward()
    assert image.grad is not None
    rows = image.grad.abs().sum((0, 1, 3)).nonzero().ravel()
    assert rows.min() >= middle - reach
    assert rows.max() <= middle + reach


def test_flats_stay_flat_up_to_the_border() -> None:
    torch.manual_seed(0)
    network = lively(ImageTransformationNetwork(scale=2, channels=6, blocks=1))
    with torch.inference_mode():
        out = network(torch.full((1, 3, 9, 7), 0.5))
    assert (out.amax((2, 3)) - out.amin((2, 3))).max() < 1e-5


@pytest.mark.parametrize(
    "config", [{}, {"name": "srcnn"}, {"name": "image_transformation", "scale": 5, "channels": 4, "blocks": 1}]
)
def test_unknown_configurations_are_refused(config: dict[str, object]) -> None:
    with pytest.raises(WeightsError, match="architecture"):
        build(config)

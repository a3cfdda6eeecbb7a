"""Compact: branches add up to the kernel that remains, the fused form equals the plain one, the skip is bicubic."""

from __future__ import annotations

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from srviewer.errors import CancelledError, WeightsError
from srviewer.imaging.resample import resize
from srviewer.networks import build, compact, for_inference, halo

CONFIGS = [
    {"name": "compact", "scale": scale, "channels": 6, "blocks": 2, "colours": colours}
    for scale, colours in ((1, 3), (2, 1), (3, 1), (4, 3))
]


@pytest.mark.parametrize(("rows", "parts"), [(1, 1), (5, 3), (400, 1), (400, 2)])
@pytest.mark.parametrize("config", CONFIGS, ids=str)
@torch.inference_mode()
def test_fused_equals_plain(config: dict[str, object], rows: int, parts: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact, "ROWS", rows)
    monkeypatch.setattr(compact, "LOW", 4)
    monkeypatch.setattr(compact, "CORES", parts)
    torch.manual_seed(0)
    network = build(config).eval()
    fused = for_inference(network)
    for size in ((1, 1), (2, 7), (17, 5), (23, 30)):
        image = torch.rand(2, int(config["colours"]), *size)  # type: ignore[call-overload]
        expected = network(image)
        assert expected.shape[2:] == tuple(n * int(config["scale"]) for n in size)  # type: ignore[call-overload]
        assert torch.allclose(fused(image), expected, atol=1e-5)


def test_branches_add_up_to_the_kernel() -> None:
    torch.manual_seed(0)
    conv, maps = compact.EdgeOrientedConv2d(3, 4), torch.rand(2, 3, 9, 8)
    expanded = F.conv2d(F.conv2d(maps, conv.expand[:, :, None, None]), conv.squeeze)
    edges = [
        F.conv2d(F.conv2d(maps, e[:, :, None, None]), f.expand(4, 1, 3, 3), groups=4)
        for e, f in zip(conv.edges, conv.filters, strict=True)
    ]
    total = F.conv2d(maps, conv.weight, conv.bias) + expanded + torch.stack(edges).sum(0)
    assert torch.allclose(conv(maps), total, atol=1e-5)
    assert len(conv.branches()) == 5


@pytest.mark.parametrize("scale", [1, 2, 3, 4])
def test_what_is_added_to_is_bicubic(scale: int) -> None:
    image = torch.rand(1, 3, 9, 12, generator=torch.Generator().manual_seed(1))
    network = compact.Compact(scale, 4, 1, 3)
    enlarged = F.pixel_shuffle(network.enlarged(image), scale)[0].permute(1, 2, 0).numpy()
    expected = resize(image[0].permute(1, 2, 0).double().numpy(), 9 * scale, 12 * scale)
    rim = 2 * scale  # MATLAB's borders are mirrored
    assert np.abs(enlarged - expected)[rim:-rim, rim:-rim].max() < 1e-5
    with torch.autocast("cpu", torch.bfloat16):
        assert network.enlarged(image).dtype == torch.float32


@pytest.mark.parametrize("config", CONFIGS, ids=str)
def test_nothing_beyond_the_halo_counts(config: dict[str, object]) -> None:
    torch.manual_seed(0)
    network, reach, scale = build(config).eval(), halo(config), int(config["scale"])  # type: ignore[call-overload]
    side, middle = 2 * reach + 9, reach + 4
    image = torch.rand(1, int(config["colours"]), side, side, requires_grad=True)  # type: ignore[call-overload]
    network(image)[..., middle * scale : (middle + 1) * scale, middle * scale : (middle + 1) * scale].sum().backward()
    assert image.grad is not None
    rows = image.grad.abs().sum((0, 1, 3)).nonzero().ravel()
    assert (int(rows.min()), int(rows.max())) == (middle - reach, middle + reach)


def test_training_differs_at_the_rim_alone() -> None:
    torch.manual_seed(0)
    network, image = compact.Compact(2, 6, 2, 1), torch.rand(1, 1, 20, 18)
    difference = (network.train()(image) - network.eval()(image)).abs()[0, 0]
    assert difference.max() > 1e-4
    assert difference[8:-8, 8:-8].max() < 1e-6


def test_flats_stay_flat_up_to_the_border() -> None:
    torch.manual_seed(0)
    out = for_inference(compact.Compact(3, 6, 2, 1).eval())(torch.full((1, 1, 9, 7), 0.5))
    places = F.pixel_unshuffle(out, 3)
    assert (places.amax((2, 3)) - places.amin((2, 3))).max() < 1e-6


def test_it_can_be_broken_off_between_strips(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact, "ROWS", 2)
    asked: list[int] = []

    def check() -> None:
        asked.append(1)
        if len(asked) == 3:
            raise CancelledError("cancelled")

    with pytest.raises(CancelledError):
        compact.FusedCompact(compact.Compact(2, 4, 1, 1))(torch.rand(1, 1, 20, 5), check)
    assert len(asked) == 3


@pytest.mark.parametrize("wrong", [{"scale": 8}, {"colours": 2}, {"channels": 0}])
def test_unknown_configurations_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(WeightsError, match="architecture"):
        build({**CONFIGS[0], **wrong})

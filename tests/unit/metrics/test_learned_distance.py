"""LPIPS and DISTS against torchmetrics on the same random networks in place of torchvision's; what is missing."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

from srviewer import metrics
from srviewer.errors import ParameterError, WeightsError
from srviewer.metrics import learned_distance
from srviewer.metrics.maps import KINDS, available, error_map
from srviewer.metrics.pair import Pair

TORCHMETRICS = importlib.util.find_spec("torchmetrics")
NEEDED = pytest.mark.skipif(TORCHMETRICS is None, reason="needs srviewer[perceptual]")


class Fire(nn.Module):
    def __init__(self, channels: int, squeezed: int, expanded: int) -> None:
        super().__init__()
        self.squeeze, self.squeeze_activation = nn.Conv2d(channels, squeezed, 1), nn.ReLU(inplace=True)
        self.expand1x1, self.expand1x1_activation = nn.Conv2d(squeezed, expanded, 1), nn.ReLU(inplace=True)
        self.expand3x3, self.expand3x3_activation = nn.Conv2d(squeezed, expanded, 3, padding=1), nn.ReLU(inplace=True)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.squeeze_activation(self.squeeze(x))
        parts = (self.expand1x1_activation(self.expand1x1(x)), self.expand3x3_activation(self.expand3x3(x)))
        return torch.cat(parts, 1)


def convolutions(*shapes: tuple[int, ...] | None) -> list[nn.Module]:
    """(inputs, outputs, side, stride, padding) with a ReLU; None: pooling of 3 x 3."""
    layers: list[nn.Module] = []
    for shape in shapes:
        layers += [nn.MaxPool2d(3, 2)] if shape is None else [nn.Conv2d(*shape), nn.ReLU(inplace=True)]
    return layers


def alexnet(weights: object = None) -> SimpleNamespace:
    shapes = ((3, 64, 11, 4, 2), None, (64, 192, 5, 1, 2), None, (192, 384, 3, 1, 1), (384, 256, 3, 1, 1),
              (256, 256, 3, 1, 1), None)  # fmt: skip
    return named("alex", nn.Sequential(*convolutions(*shapes)))


def vgg16(weights: object = None) -> SimpleNamespace:
    layers: list[nn.Module] = []
    before = 3
    for count, channels in ((2, 64), (2, 128), (3, 256), (3, 512), (3, 512)):
        for _ in range(count):
            layers += convolutions((before, channels, 3, 1, 1))
            before = channels
        layers.append(nn.MaxPool2d(2, 2))
    return named("vgg", nn.Sequential(*layers))


def squeezenet1_1(weights: object = None) -> SimpleNamespace:
    def pool() -> nn.Module:
        return nn.MaxPool2d(3, 2, ceil_mode=True)

    fires = [Fire(*shape) for shape in ((64, 16, 64), (128, 16, 64), (128, 32, 128), (256, 32, 128), (256, 48, 192),
                                        (384, 48, 192), (384, 64, 256), (512, 64, 256))]  # fmt: skip
    begin = [*convolutions((3, 64, 3, 2)), pool()]
    return named("squeeze", nn.Sequential(*begin, *fires[:2], pool(), *fires[2:4], pool(), *fires[4:]))


MADE: dict[str, nn.Sequential] = {}


def named(kind: str, features: nn.Sequential) -> SimpleNamespace:
    """The same random weights each time."""
    generator = torch.Generator().manual_seed(len(kind))
    with torch.no_grad():
        for parameter in features.parameters():
            bound = (3.0 / max(1, parameter[0].numel())) ** 0.5 if parameter.dim() > 1 else 0.1
            parameter.copy_((torch.rand(parameter.shape, generator=generator) * 2 - 1) * bound * 1.4)
    MADE[kind] = features.eval()
    return SimpleNamespace(features=features)


MAKERS = {"alex": alexnet, "vgg": vgg16, "squeeze": squeezenet1_1}
NAMES = {"alex": "alexnet-owt-7be5be79.pth", "vgg": "vgg16-397923af.pth", "squeeze": "squeezenet1_1-b8a52dc0.pth"}


@pytest.fixture(scope="module")
def backbones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files as torchvision has them."""
    folder = tmp_path_factory.mktemp("checkpoints")
    for kind, make in MAKERS.items():
        state = {f"features.{name}": tensor for name, tensor in make().features.state_dict().items()}
        torch.save({**state, "classifier.6.bias": torch.zeros(3)}, folder / NAMES[kind])
    torch.save({}, folder / "vgg16_bn-6c64b313.pth")
    return folder


@pytest.fixture
def folder(backbones: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(learned_distance, "_folder", backbones)
    return backbones


def theirs(module: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of torchmetrics by itself, torchvision's models in their stead."""
    stubs = {name: ModuleType(name) for name in ("torchmetrics", "torchmetrics.utilities", "torchvision")}
    stubs["torchmetrics.utilities.imports"] = ModuleType("torchmetrics.utilities.imports")
    stubs["torchmetrics.utilities.imports"]._TORCHVISION_AVAILABLE = True
    stubs["torchvision.models"] = stubs["torchvision"].models = ModuleType("torchvision.models")
    for make, name in ((alexnet, "AlexNet"), (vgg16, "VGG16"), (squeezenet1_1, "SqueezeNet1_1")):
        setattr(stubs["torchvision.models"], make.__name__, make)
        setattr(stubs["torchvision.models"], f"{name}_Weights", SimpleNamespace(DEFAULT=None))
    stubs["torchmetrics"].__spec__ = TORCHMETRICS
    for name, stub in stubs.items():
        monkeypatch.setitem(sys.modules, name, stub)
    path = Path(TORCHMETRICS.origin).parent / f"functional/image/{module}.py"
    spec = importlib.util.spec_from_file_location(f"their_{module}", path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def pictures() -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(8)
    truth = np.kron(generator.integers(0, 256, (10, 12, 3)), np.ones((8, 8, 1))).astype(np.uint8)
    return np.clip(truth + generator.normal(0, 12, truth.shape), 0, 255).astype(np.uint8), truth


def tensors(pictures: tuple[np.ndarray, np.ndarray]) -> tuple[torch.Tensor, ...]:
    return tuple(torch.from_numpy(p.transpose(2, 0, 1) / np.float32(255))[None] for p in pictures)


@NEEDED
@pytest.mark.parametrize("kind", MAKERS)
def test_lpips_as_torchmetrics_has_it(
    kind: str, folder: Path, pictures: tuple[np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    network = theirs("lpips", monkeypatch)._NoTrainLpips(net=kind)
    a, b = tensors(pictures)
    expected = float(network(a, b, normalize=True))
    metric = metrics.get(f"lpips_{kind}")
    assert metrics.missing(metric) == ""
    assert expected > 1e-3
    assert metric.measure(Pair(*pictures)) == pytest.approx(expected, abs=2e-6)
    assert metric.measure(Pair(pictures[1], pictures[1])) == pytest.approx(0, abs=1e-7)
    network.spatial = True
    heads = learned_distance._heads(f"lpips_{kind}")
    by_place = learned_distance.lpips_map(learned_distance._backbone(kind), heads, a, b)
    np.testing.assert_allclose(by_place, network(a, b, normalize=True)[0, 0].numpy(), atol=1e-5)
    np.testing.assert_array_equal(error_map(*pictures, metric.map, "r"), by_place)


@NEEDED
def test_maps_that_there_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learned = {f"lpips_{kind}" for kind in MAKERS}
    assert learned == {kind.name for kind in available() if kind.learned}
    monkeypatch.setattr(learned_distance, "_folder", None)
    monkeypatch.delenv(learned_distance.VARIABLE, raising=False)
    assert {kind.name for kind in KINDS} - {kind.name for kind in available()} == learned


@NEEDED
def test_dists_as_torchmetrics_has_it(
    folder: Path, pictures: tuple[np.ndarray, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    network = theirs("dists", monkeypatch).DISTSNetwork()
    expected = float(network(*tensors(pictures)).detach())
    metric = metrics.get("dists")
    assert metric.measure(Pair(*pictures)) == pytest.approx(expected, abs=2e-6)
    assert metric.measure(Pair(pictures[1], pictures[1])) == pytest.approx(0, abs=1e-6)


def test_what_is_missing_is_named(backbones: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(learned_distance.VARIABLE, raising=False)
    monkeypatch.setattr(learned_distance, "_folder", None)
    monkeypatch.setattr(learned_distance, "_heads_file", lambda _metric: backbones)
    assert "name it in the settings, or in SRVIEWER_BACKBONES" in learned_distance.lacking("lpips_alex")
    monkeypatch.setenv(learned_distance.VARIABLE, str(tmp_path))
    assert learned_distance.lacking("dists") == f"torchvision's file vgg16-….pth in {tmp_path}"
    monkeypatch.setenv(learned_distance.VARIABLE, str(backbones))
    assert learned_distance.lacking("lpips_squeeze") == ""
    monkeypatch.setattr(learned_distance, "_heads_file", lambda _metric: None)
    assert "srviewer[perceptual]" in learned_distance.lacking("lpips_squeeze")
    assert metrics.get("lpips_squeeze") not in metrics.available()


def test_files_that_are_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned_distance, "_folder", tmp_path)
    torch.save({"features.0.weight": torch.zeros(3)}, tmp_path / "vgg16.pth")
    with pytest.raises(WeightsError, match="not torchvision's vgg16"):
        learned_distance._backbone("vgg")
    (tmp_path / "alexnet.pth").write_bytes(b"no file of tensors")
    with pytest.raises(WeightsError, match="not readable as tensors"):
        learned_distance._backbone("alex")


def test_sizes_that_cannot_be_measured() -> None:
    with pytest.raises(ParameterError, match="it needs 64 × 64 pixels; there are 20 × 70"):
        learned_distance._images(np.zeros((70, 20), np.uint8))
    with pytest.raises(ParameterError, match="more than 4 megapixels"):
        learned_distance._images(np.zeros((2001, 2000), np.uint8))
    assert learned_distance._images(np.zeros((64, 70), np.uint8))[0].shape == (1, 3, 64, 70)

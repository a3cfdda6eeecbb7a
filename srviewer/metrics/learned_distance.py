"""LPIPS and DISTS: weighted distances between activations of networks trained on ImageNet, made to agree with people.

The layers are our own. The weights of the heads are read from torchmetrics, where that is installed (LPIPS:
BSD-2-Clause, R. Zhang et al.; DISTS: MIT, K. Ding; torchmetrics: Apache-2.0); the networks from the user's own files of
torchvision, in a folder that the settings name (or the environment variable SRVIEWER_BACKBONES). Nothing is fetched.

References
----------
R. Zhang, P. Isola, A. A. Efros, E. Shechtman, O. Wang, "The unreasonable effectiveness of deep features as a perceptual
metric", CVPR 2018. arXiv:1801.03924
K. Ding, K. Ma, S. Wang, E. P. Simoncelli, "Image quality assessment: unifying structure and texture similarity", IEEE
Transactions on Pattern Analysis and Machine Intelligence 44 (2022) 2567-2581. arXiv:2004.07728
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError, WeightsError
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import Check, on_255
from srviewer.phrase import phrase

if TYPE_CHECKING:
    import torch

    from srviewer.networks.backbones import Backbone

    Tensor = torch.Tensor

VARIABLE = "SRVIEWER_BACKBONES"
MOST_PIXELS = 4_000_000
FILES = {"alex": "alexnet", "vgg": "vgg16", "squeeze": "squeezenet1_1"}
"""What the names of torchvision's files begin with, e.g. vgg16-397923af.pth."""
_ENDINGS = (".pth", ".safetensors")
_SHIFT, _SCALE = (-0.030, -0.088, -0.188), (0.458, 0.448, 0.450)  # LPIPS: of RGB in [-1, 1]
_MEAN, _STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)  # DISTS: of RGB in [0, 1]
_POOLED = (4, 9, 16, 23)  # VGG's poolings, for which DISTS has smoother ones

_folder: Path | None = None


def use_folder(folder: Path | None) -> None:
    """Look for torchvision's files here; None for where the environment variable says."""
    global _folder
    _folder = folder


def folder() -> Path | None:
    """Where torchvision's files are looked for."""
    named = os.environ.get(VARIABLE, "")
    return _folder or (Path(named) if named else None)


def lacking(metric: str) -> str:
    """What is missing to compute a metric ("lpips_alex", ..., "dists"), in words; "" if nothing is."""
    kind = _kind_of(metric)
    if folder() is None:
        return phrase("a folder of torchvision's files: name it in the settings, or in {variable}", variable=VARIABLE)
    if _heads_file(metric) is None:
        return phrase("the package torchmetrics, which holds its weights (pip install 'srviewer[perceptual]')")
    if _backbone_file(kind) is None:
        return phrase("torchvision's file {name}-….pth in {folder}", name=FILES[kind], folder=folder())
    return ""


def _kind_of(metric: str) -> str:
    return "vgg" if metric == "dists" else metric.removeprefix("lpips_")


@lru_cache(maxsize=8)
def _heads_file(metric: str) -> Path | None:
    """In torchmetrics' package, which is not imported."""
    try:
        found = importlib.util.find_spec("torchmetrics")
    except (ImportError, ValueError):
        return None
    if found is None or found.origin is None:
        return None
    models = Path(found.origin).parent / "functional" / "image"
    kind = _kind_of(metric)
    path = models / ("dists_models/weights.pt" if metric == "dists" else f"lpips_models/{kind}.pth")
    return path if path.is_file() else None


def _backbone_file(kind: str) -> Path | None:
    place = folder()
    if place is None or not place.is_dir():
        return None
    return _file_in(place, kind, place.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _file_in(place: Path, kind: str, _changed: int) -> Path | None:
    """Such as vgg16.pth or vgg16-397923af.pth, but not vgg16_bn."""
    files = (path for path in sorted(place.iterdir()) if path.suffix in _ENDINGS)
    return next((path for path in files if path.stem.partition("-")[0] == FILES[kind]), None)


def _tensors(path: Path) -> dict[str, Tensor]:
    """Of a file of safetensors, or of torch's own, of which nothing but tensors is read."""
    import torch

    from srviewer import weights

    if path.suffix == ".safetensors":
        return weights.read_file(path)
    try:
        found = torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # of its restricted unpickler, of a ZIP, of the system
        why = type(error).__name__
        raise WeightsError(phrase("{path}: not readable as tensors ({error})", path=path, error=why)) from None
    if not isinstance(found, Mapping) or not all(isinstance(each, torch.Tensor) for each in found.values()):
        raise WeightsError(phrase("{path}: no file of tensors by name", path=path))
    return dict(found)


def _backbone(kind: str) -> Backbone:
    path = _backbone_file(kind)
    if path is None:
        raise WeightsError(phrase("{what} is missing", what=lacking(f"lpips_{kind}")))
    return _read_backbone(kind, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=3)
def _read_backbone(kind: str, path: Path, _changed: int) -> Backbone:
    from srviewer.networks.backbones import Backbone

    try:
        return Backbone.of(kind, _tensors(path))
    except (KeyError, RuntimeError) as error:
        why = str(error).splitlines()[0]
        raise WeightsError(
            phrase("{path}: not torchvision's {name} ({error})", path=path, name=FILES[kind], error=why)
        ) from None


@lru_cache(maxsize=4)
def _heads(metric: str) -> dict[str, Tensor]:
    path = _heads_file(metric)
    if path is None:
        raise WeightsError(phrase("{what} is missing", what=lacking(metric)))
    return _tensors(path)


# -- LPIPS ------------------------------------------------------------------------------------------------------


def _lpips(kind: str, pair: Pair) -> float:
    sr, hr = _images(pair.pixels, pair.reference)
    return lpips_of(_backbone(kind), _heads(f"lpips_{kind}"), sr, hr, pair.check)


lpips_alex, lpips_vgg, lpips_squeeze = (partial(_lpips, kind) for kind in FILES)


def lpips_of(
    backbone: Backbone, heads: Mapping[str, Tensor], sr: Tensor, hr: Tensor, check: Check | None = None
) -> float:
    """LPIPS 0.1 of two pictures (1, 3, H, W) in [0, 1]: equation (1) of the paper; `heads` holds its weights as
    `lin0.model.1.weight` and so on."""
    return sum(float(part.mean()) for part in _lpips_parts(backbone, heads, sr, hr, check))


def map_of(
    metric: str, sr: npt.NDArray[Any], reference: npt.NDArray[Any], check: Check | None = None
) -> npt.NDArray[np.float32]:
    """The map of a kind of LPIPS ("lpips_alex", ...) of two arrays as `Pair` takes them, (H, W)."""
    a, b = _images(sr, reference)
    return lpips_map(_backbone(_kind_of(metric)), _heads(metric), a, b, check)


def lpips_map(
    backbone: Backbone, heads: Mapping[str, Tensor], sr: Tensor, hr: Tensor, check: Check | None = None
) -> npt.NDArray[np.float32]:
    """Where LPIPS comes from: the weighted differences of all layers, brought to the size of the picture (H, W)."""
    from torch.nn.functional import interpolate

    size = tuple(sr.shape[2:])
    parts = _lpips_parts(backbone, heads, sr, hr, check)
    total: Tensor = sum(interpolate(part, size, mode="bilinear", align_corners=False) for part in parts)  # type: ignore[assignment]
    found: npt.NDArray[np.float32] = total[0, 0].numpy()
    return found


def _lpips_parts(
    backbone: Backbone, heads: Mapping[str, Tensor], sr: Tensor, hr: Tensor, check: Check | None
) -> list[Tensor]:
    """Of each layer the weighted squared difference of unit vectors along the channels, (1, 1, h, w)."""
    import torch

    from srviewer.networks.backbones import TAPS

    with torch.inference_mode():
        shift, scale = (torch.tensor(v).view(1, 3, 1, 1) for v in (_SHIFT, _SCALE))
        both = [(2 * image - 1 - shift) / scale for image in (sr, hr)]
        parts: list[Tensor] = []
        for index, layer in enumerate(backbone.features):
            if check:
                check()
            both = [layer(image) for image in both]
            if index in TAPS[backbone.kind]:
                a, b = (each / torch.sqrt(1e-8 + (each**2).sum(1, keepdim=True)) for each in both)
                weight = heads[f"lin{len(parts)}.model.1.weight"]
                parts.append(((a - b).square_() * weight).sum(1, keepdim=True))
    return parts


# -- DISTS ------------------------------------------------------------------------------------------------------


def dists(pair: Pair) -> float:
    """DISTS of a pair."""
    sr, hr = _images(pair.pixels, pair.reference)
    return dists_of(_backbone("vgg"), _heads("dists"), sr, hr, pair.check)


def dists_of(
    backbone: Backbone, heads: Mapping[str, Tensor], sr: Tensor, hr: Tensor, check: Check | None = None
) -> float:
    """DISTS of two pictures (1, 3, H, W) in [0, 1]: 1 minus the weighted similarities of means (texture) and of
    covariances (structure) of the picture and five layers, equations (6) to (8) of the paper; `heads` holds `alpha` and
    `beta`."""
    import torch

    from srviewer.networks.backbones import TAPS

    with torch.inference_mode():
        alpha, beta = heads["alpha"].flatten(), heads["beta"].flatten()
        total = alpha.sum() + beta.sum()
        mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (_MEAN, _STD))
        similarity, first = _similarity(sr, hr, alpha, beta, 0), 3
        both = [(image - mean) / std for image in (sr, hr)]
        for index, layer in enumerate(backbone.features):
            if check:
                check()
            both = [_smooth_pooling(each) if index in _POOLED else layer(each) for each in both]
            if index in TAPS["vgg"]:
                similarity = similarity + _similarity(both[0], both[1], alpha, beta, first)
                first += both[0].shape[1]
        return float(1 - similarity / total)


def _similarity(a: Tensor, b: Tensor, alpha: Tensor, beta: Tensor, first: int) -> Tensor:
    """The weighted similarities of a layer, whose weights begin at `first`."""
    of = slice(first, first + a.shape[1])
    mean_a, mean_b = a.mean((0, 2, 3)), b.mean((0, 2, 3))
    variances = sum(((x - m.view(1, -1, 1, 1)) ** 2).mean((0, 2, 3)) for x, m in ((a, mean_a), (b, mean_b)))
    covariance = (a * b).mean((0, 2, 3)) - mean_a * mean_b
    texture = (2 * mean_a * mean_b + 1e-6) / (mean_a**2 + mean_b**2 + 1e-6)
    structure = (2 * covariance + 1e-6) / (variances + 1e-6)
    return (alpha[of] * texture).sum() + (beta[of] * structure).sum()


def _smooth_pooling(x: Tensor) -> Tensor:
    """L2 pooling by a Hanning window of 3 x 3, equation (5) of the paper."""
    import torch

    window = torch.tensor([0.25, 0.5, 0.25])
    weight = torch.outer(window, window).expand(x.shape[1], 1, 3, 3)
    squares = torch.nn.functional.conv2d(x**2, weight, stride=2, padding=1, groups=x.shape[1])
    return (squares + 1e-12).sqrt()


def _images(*images: npt.NDArray[Any]) -> list[Tensor]:
    """(1, 3, H, W) in [0, 1]; grey goes in as RGB. `ParameterError` for what is too large, or too small."""
    import torch

    height, width = images[0].shape[:2]
    if height * width > MOST_PIXELS:
        most = MOST_PIXELS / 1e6
        raise ParameterError(phrase("pictures of more than {most:.0f} megapixels are not measured by it", most=most))
    if min(height, width) < 64:
        raise ParameterError(
            phrase("it needs 64 × 64 pixels; there are {width} × {height}", width=width, height=height)
        )
    found = []
    for image in images:
        values = (on_255(image) / 255).astype(np.float32)
        values = np.repeat(values[..., None], 3, axis=2) if values.ndim == 2 else values[..., :3]
        found.append(torch.from_numpy(np.ascontiguousarray(values.transpose(2, 0, 1)))[None])
    return found

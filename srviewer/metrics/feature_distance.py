"""Distances between two pictures as a loss network sees them, by the feature network ("distilled"): of its answers at
each place, and of which channels answer together in the whole picture."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError, WeightsError
from srviewer.metrics import FEATURE_LAYERS
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import Check, on_255
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.networks.feature_network import FeatureNetwork

LAYERS = FEATURE_LAYERS
TILE = 192  # pixels a side, a multiple of the coarsest layer's stride: what a tile's layers hold stays in the cache

_ready: dict[str, FeatureNetwork] = {}


def available() -> bool:
    """Whether the feature network is among the weights."""
    try:
        return bool(weights.entries("features"))
    except WeightsError:
        return False


@dataclass(frozen=True)
class Distances:
    """By layer.

    feature : mean squared difference of the activations: feature reconstruction loss (Johnson et al. 2016, equation
        (2)). A regression: it asks for the truth's texture at the truth's place, and the mean of all that could be
        there is nearer to that than any texture
    style : squared Frobenius distance of the whole pictures' Gram matrices: style reconstruction loss (equation (4)),
        which asks for texture of the same kind wherever it is
    """

    feature: dict[str, float]
    style: dict[str, float]


def relu2_2(pair: Pair) -> float:
    """The feature reconstruction loss of a pair at relu2_2, over the whole of it."""
    return pair.features.feature["relu2_2"]


def style(pair: Pair) -> float:
    """The style loss of a pair, over the whole of it, summed over the layers."""
    return sum(pair.features.style.values())


def distances(sr: npt.NDArray[Any], hr: npt.NDArray[Any], check: Check | None = None) -> Distances:
    """Both distances at all layers, in one pass over tiles, by the distilled, normalised VGG-19.

    sr, hr : uint8, uint16 or float (in [0, 1]) arrays of one size, (H, W) or (H, W, 3); grey goes in as RGB
    check : called between tiles; may raise to end the work

    `WeightsError` if there is no feature network. Imports torch.
    """
    import torch

    from srviewer.networks.feature_network import REACH, STRIDE

    if sr.shape[:2] != hr.shape[:2]:
        raise ParameterError(
            phrase("pictures of different sizes cannot be compared: {sr} and {hr}", sr=sr.shape, hr=hr.shape)
        )
    phi, apart, count = network(), dict.fromkeys(LAYERS, 0.0), dict.fromkeys(LAYERS, 0)
    together: dict[str, Any] = dict.fromkeys(LAYERS, 0.0)
    with torch.inference_mode():
        for rows, columns in product(*(range(0, n, TILE) for n in sr.shape[:2])):
            if check:
                check()
            y, x = _around(rows, sr.shape[0], REACH), _around(columns, sr.shape[1], REACH)
            both = [phi(_tensor(image[y, x]), LAYERS) for image in (sr, hr)]
            for layer in LAYERS:
                inner = (..., _own(rows, sr.shape[0], y, STRIDE[layer]), _own(columns, sr.shape[1], x, STRIDE[layer]))
                a, b = (seen[layer][inner].flatten(2)[0] for seen in both)  # (C, places)
                apart[layer] += float((a - b).square().sum())
                together[layer] += (a @ a.T - b @ b.T).double()
                count[layer] += a.numel()
    return Distances(
        {layer: apart[layer] / count[layer] for layer in LAYERS},
        {layer: float((together[layer] / count[layer]).square().sum()) for layer in LAYERS},
    )


def _around(start: int, size: int, reach: int) -> slice:
    """Along one axis: the pixels that a tile needs."""
    return slice(max(0, start - reach), min(size, start + TILE + reach))


def _own(start: int, size: int, around: slice, stride: int) -> slice:
    """Along one axis: which of a layer's places in what surrounds a tile are the tile's own."""
    begin, end = (start - around.start) // stride, (min(start + TILE, size) - around.start) // stride
    return slice(begin, end if size > stride else begin + 1)


def network() -> FeatureNetwork:
    """The feature network with its weights, kept after the first time; `WeightsError` if there is none."""
    from srviewer.networks import build
    from srviewer.networks.feature_network import FeatureNetwork

    entry = weights.find("features", 1)
    found = _ready.get(entry.sha256)
    if found is None:
        import torch

        network = build(entry.architecture)
        assert isinstance(network, FeatureNetwork)
        network.load_state_dict(weights.read(entry))
        found = network.eval().requires_grad_(False).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        _ready[entry.sha256] = found
    return found


def _tensor(image: npt.NDArray[Any]) -> Any:
    import torch

    values = (on_255(image) / 255).astype(np.float32)
    if values.ndim == 2:
        values = np.repeat(values[..., None], 3, axis=2)
    return torch.from_numpy(np.ascontiguousarray(values[..., :3].transpose(2, 0, 1)))[None]

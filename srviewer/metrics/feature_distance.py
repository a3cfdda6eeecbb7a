"""Distance between two pictures as a loss network sees them, by the feature network ("distilled")."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError, WeightsError
from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import Check, on_255
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.networks.feature_network import FeatureNetwork

LAYERS = ("relu1_2", "relu2_2", "relu3_1")
TILE = 192  # pixels a side, a multiple of the coarsest layer's stride: what a tile's layers hold stays in the cache

_ready: dict[str, FeatureNetwork] = {}


def available() -> bool:
    """Whether the feature network is among the weights."""
    try:
        return bool(weights.entries("features"))
    except WeightsError:
        return False


def relu2_2(pair: Pair) -> float:
    """`feature_distance` of a pair at relu2_2, over the whole of it."""
    return feature_distance(pair.pixels, pair.reference, check=pair.check)


def feature_distance(
    sr: npt.NDArray[Any], hr: npt.NDArray[Any], layer: str = "relu2_2", check: Check | None = None
) -> float:
    """Mean squared difference of the activations of a layer, as feature reconstruction loss has it (Johnson et al.
    2016, equation (2)), of the distilled, normalised VGG-19.

    sr, hr : uint8, uint16 or float (in [0, 1]) arrays of one size, (H, W) or (H, W, 3); grey goes in as RGB
    layer : relu1_2, relu2_2 or relu3_1
    check : called between tiles; may raise to end the work

    `WeightsError` if there is no feature network. Imports torch.
    """
    import torch

    from srviewer.networks.feature_network import REACH, STRIDE

    if sr.shape[:2] != hr.shape[:2]:
        raise ParameterError(
            phrase("pictures of different sizes cannot be compared: {sr} and {hr}", sr=sr.shape, hr=hr.shape)
        )
    if layer not in LAYERS:
        raise ParameterError(
            phrase("unknown layer {layer!r} (there are: {known})", layer=layer, known=", ".join(LAYERS))
        )
    phi, stride, total, count = network(), STRIDE[layer], 0.0, 0
    with torch.inference_mode():
        for rows, columns in product(*(range(0, n, TILE) for n in sr.shape[:2])):
            if check:
                check()
            y, inner_y = _span(rows, sr.shape[0], REACH, stride)
            x, inner_x = _span(columns, sr.shape[1], REACH, stride)
            seen = [phi(_tensor(image[y, x]), (layer,))[layer][..., inner_y, inner_x] for image in (sr, hr)]
            total += float((seen[0] - seen[1]).square_().sum())
            count += seen[0].numel()
    return total / count


def _span(start: int, size: int, reach: int, stride: int) -> tuple[slice, slice]:
    """Along one axis: the pixels that a tile needs, and which of the layer's places there are the tile's own."""
    first, last = max(0, start - reach), min(size, start + TILE + reach)
    begin, end = (start - first) // stride, (min(start + TILE, size) - first) // stride
    return slice(first, last), slice(begin, end if size > stride else begin + 1)


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

"""Distance between two pictures as a loss network sees them, by the feature network ("distilled")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError, WeightsError
from srviewer.metrics.planes import Check, on_255

if TYPE_CHECKING:
    from srviewer.networks.feature_network import FeatureNetwork

LAYERS = ("relu1_2", "relu2_2", "relu3_1")
STRIP_PIXELS = 1 << 18
STRIDE = 4  # pixels to one of the coarsest layer: strips begin at multiples of it
REACH = 24  # pixels that the network looks at beyond its own place, and up to a multiple of `STRIDE`

_ready: dict[str, FeatureNetwork] = {}


def available() -> bool:
    """Whether the feature network is among the weights."""
    try:
        return bool(weights.entries("features"))
    except WeightsError:
        return False


def feature_distance(
    sr: npt.NDArray[Any], hr: npt.NDArray[Any], layer: str = "relu2_2", check: Check | None = None
) -> float:
    """Mean squared difference of the activations of a layer, as feature reconstruction loss has it (Johnson et al.
    2016, equation (2)), of the distilled, normalised VGG-19.

    sr, hr : uint8, uint16 or float (in [0, 1]) arrays of one size, (H, W) or (H, W, 3); grey goes in as RGB
    layer : relu1_2, relu2_2 or relu3_1
    check : called between strips; may raise to end the work

    `WeightsError` if there is no feature network. Imports torch.
    """
    import torch

    from srviewer.networks.feature_network import distance_map

    if sr.shape[:2] != hr.shape[:2]:
        raise ParameterError(f"pictures of different sizes cannot be compared: {sr.shape} and {hr.shape}")
    if layer not in LAYERS:
        raise ParameterError(f"unknown layer {layer!r} (there are: {', '.join(LAYERS)})")
    network, height, total, count = _network(), sr.shape[0], 0.0, 0
    step = max(STRIDE, STRIP_PIXELS // max(1, sr.shape[1]) // STRIDE * STRIDE)
    with torch.inference_mode():
        for start in range(0, height, step):
            if check:
                check()
            top, bottom = max(0, start - REACH), min(height, start + step + REACH)
            codes = [network(_tensor(image[top:bottom]))[layer] for image in (sr, hr)]
            stride = {"relu1_2": 1, "relu2_2": 2, "relu3_1": 4}[layer]
            first, last = (start - top) // stride, (min(start + step, height) - top) // stride
            part = distance_map(codes[0], codes[1], layer)[:, :, first : max(last, first + 1)]
            total += float(part.sum())
            count += part.numel()
    return total / count


def _network() -> FeatureNetwork:
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

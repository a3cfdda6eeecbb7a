"""Loss microscope: what each loss sees of a result beside its truth, as numbers and as maps.

All numbers are those of `srviewer.losses`, the functions that training calls. A map is the same function at one place
at a time, so that the mean of a map is its number.

References
----------
J. Johnson, A. Alahi, L. Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution", European
Conference on Computer Vision 2016. doi:10.1007/978-3-319-46475-6_43
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer.explain import phi as loss_networks
from srviewer.explain.phi import LAYERS, NamedLossNetwork, rgb_of
from srviewer.explain.step import Step, StepImage, largest_magnitude, magnitude, picture, signed

if TYPE_CHECKING:
    from torch import Tensor

FloatArray = npt.NDArray[np.float32]
Check = Callable[[], None]

MAX_PIXELS = 1 << 20  # activations of a picture with so many take half a gigabyte


@dataclass(frozen=True, eq=False)
class MicroscopeReading:
    """What `measure` saw.

    network : name of the loss network
    numbers : losses by name: "pixel", "feature_LAYER", "style_LAYER", "style" (their sum), "total_variation" of the
        result and "total_variation_truth"
    sr, hr : RGB in [0, 1], (H, W, 3)
    maps : (H, W), by the names of the numbers that have places: "pixel", "feature_LAYER" (each value of the layer
        over the pixels that it stands for), "total_variation", "total_variation_truth"
    grams : by layer, the Gram matrices (C, C) of the result and of the truth
    """

    network: str
    numbers: dict[str, float]
    sr: FloatArray
    hr: FloatArray
    maps: Mapping[str, FloatArray]
    grams: Mapping[str, tuple[FloatArray, FloatArray]]


def measure(
    sr: npt.NDArray[Any],
    hr: npt.NDArray[Any],
    phi: NamedLossNetwork | None = None,
    check: Check | None = None,
) -> MicroscopeReading:
    """Pixel, feature, style and total-variation loss of a result against the truth.

    sr, hr : uint8, uint16 or float (in [0, 1]) arrays of one size, (H, W) or (H, W, 3); grey goes in as RGB
    phi : the loss network, by default the shipped feature network
    check : called between layers; may raise to end the work
    """
    import torch

    y_hat, y = loss_networks.pair(sr, hr, MAX_PIXELS)
    network = phi or loss_networks.load()
    numbers, maps, grams = _on_pixels(y_hat, y)
    with torch.no_grad():
        phi_hat, phi_truth = network(y_hat), network(y)
        for layer in LAYERS:
            if check:
                check()
            _add_layer(layer, phi_hat[layer], phi_truth[layer], (numbers, maps, grams))
        numbers["style"] = _style(phi_hat, phi_truth)
    return MicroscopeReading(network.name, numbers, rgb_of(y_hat), rgb_of(y), maps, grams)


_Found = tuple[dict[str, float], dict[str, FloatArray], dict[str, tuple[FloatArray, FloatArray]]]


def _on_pixels(y_hat: Tensor, y: Tensor) -> _Found:
    from srviewer import losses

    numbers = {
        "pixel": losses.pixel_loss(y_hat, y).item(),
        "total_variation": losses.total_variation(y_hat).item(),
        "total_variation_truth": losses.total_variation(y).item(),
    }
    maps = {
        "pixel": loss_by_place(losses.pixel_loss, y_hat, y),
        "total_variation": total_variation_by_place(y_hat),
        "total_variation_truth": total_variation_by_place(y),
    }
    return numbers, maps, {}


def _add_layer(layer: str, a: Tensor, b: Tensor, found: _Found) -> None:
    from srviewer import losses

    numbers, maps, grams = found
    numbers[f"feature_{layer}"] = losses.feature_reconstruction_loss(a, b).item()
    numbers[f"style_{layer}"] = _style({layer: a}, {layer: b})
    by_place = loss_by_place(losses.feature_reconstruction_loss, a, b)
    maps[f"feature_{layer}"] = on_pixels(by_place, maps["pixel"].shape, loss_networks.STRIDE[layer])
    grams[layer] = (losses.gram_matrix(a)[0].numpy(), losses.gram_matrix(b)[0].numpy())


def _style(a: Mapping[str, Tensor], b: Mapping[str, Tensor]) -> float:
    from srviewer import losses

    return losses.style_reconstruction_loss(a, b).item()


# -- maps ----------------------------------------------------------------------------------------------------


def loss_by_place(loss: Callable[[Tensor, Tensor], Tensor], a: Tensor, b: Tensor) -> FloatArray:
    """A loss that is a mean over places, at each place of (1, C, H, W) by itself: (H, W)."""
    from torch.func import vmap

    channels, height, width = a.shape[1:]
    columns = [image[0].permute(1, 2, 0).reshape(-1, 1, channels, 1, 1) for image in (a, b)]
    values: FloatArray = vmap(loss)(*columns).reshape(height, width).numpy()
    return values


def total_variation_by_place(image: Tensor) -> FloatArray:
    """Total variation of (1, C, H, W) as a map (H, W): each pixel's own steps to the right and down.

    Pixels of the last column and row have one step less; the steps are weighted such that the map's mean is the loss.
    """
    height, width = image.shape[2:]
    values = np.zeros((height, width), np.float32)
    if width > 1:
        values[:, :-1] += _steps(image, 3) * (width / (width - 1))
    if height > 1:
        values[:-1] += _steps(image, 2) * (height / (height - 1))
    return values


def _steps(image: Tensor, axis: int) -> FloatArray:
    """Total variation of each pixel and its next along an axis, as a picture of two pixels."""
    from torch.func import vmap

    from srviewer import losses

    pairs = image[0].unfold(axis - 1, 2, 1).permute(1, 2, 0, 3)  # (h, w, C, 2)
    h, w, channels, _ = pairs.shape
    values: FloatArray = vmap(losses.total_variation)(pairs.reshape(h * w, 1, channels, 1, 2)).reshape(h, w).numpy()
    return values


def on_pixels(values: FloatArray, shape: tuple[int, ...], stride: int) -> FloatArray:
    """A layer's (h, w) on the picture's grid (H, W): each value over the stride x stride pixels that it stands for.

    Pixels beyond the last whole place, where pooling leaves a remainder, repeat the last.
    """
    rows, columns = (np.minimum(np.arange(n) // stride, m - 1) for n, m in zip(shape, values.shape, strict=True))
    return values[np.ix_(rows, columns)]


# -- steps ---------------------------------------------------------------------------------------------------


def _pixel_images(reading: MicroscopeReading) -> tuple[StepImage, ...]:
    return (
        picture("result", "result", reading.sr),
        picture("truth", "truth", reading.hr),
        magnitude("pixel", "pixel loss", reading.maps["pixel"]),
    )


def _feature_images(reading: MicroscopeReading) -> tuple[StepImage, ...]:
    names = [(f"feature_{layer}", layer) for layer in LAYERS]
    return tuple(magnitude(name, f"feature loss, {layer}", reading.maps[name]) for name, layer in names)


def _style_images(reading: MicroscopeReading) -> tuple[StepImage, ...]:
    images: list[StepImage] = []
    for layer, (a, b) in reading.grams.items():
        peak = largest_magnitude(a, b)
        images.append(magnitude(f"gram_{layer}_result", f"Gram matrix of the result, {layer}", a, peak))
        images.append(magnitude(f"gram_{layer}_truth", f"Gram matrix of the truth, {layer}", b, peak))
        images.append(signed(f"gram_{layer}_difference", f"result minus truth, {layer}", a - b))
    return tuple(images)


def _total_variation_images(reading: MicroscopeReading) -> tuple[StepImage, ...]:
    a, b = reading.maps["total_variation"], reading.maps["total_variation_truth"]
    peak = largest_magnitude(a, b)
    return (
        magnitude("total_variation", "total variation of the result", a, peak),
        magnitude("total_variation_truth", "total variation of the truth", b, peak),
        signed("total_variation_difference", "result minus truth", a - b),
    )


STEPS: tuple[Step[MicroscopeReading], ...] = (
    Step("pixel", "Pixel loss", "The squared error of each pixel, mean over the channels.", _pixel_images),
    Step("feature", "Feature loss", "The squared error of the activations at each place of a layer.", _feature_images),
    Step("style", "Style loss", "Which channels respond together, regardless of where.", _style_images),
    Step("total_variation", "Total variation", "Steps between neighbours; no truth needed.", _total_variation_images),
)

"""The loss network phi that explanations look with: the shipped feature network, or a user's own VGG file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from srviewer import weights
from srviewer.errors import ParameterError
from srviewer.metrics import feature_distance
from srviewer.metrics.planes import on_255
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from torch import Tensor

LAYERS = feature_distance.LAYERS
STRIDE = {"relu1_2": 1, "relu2_2": 2, "relu3_1": 4}
"""Pixels of the picture to one of the layer."""
SMALLEST = 8  # pixels a side: two poolings must leave what a border can be reflected at


class Network(Protocol):
    """(N, 3, H, W) RGB in [0, 1] to activations by layer, each (N, C, H // s, W // s), s by `STRIDE`."""

    def __call__(self, image: Tensor, layers: Sequence[str]) -> dict[str, Tensor]: ...


@dataclass(frozen=True, eq=False)
class NamedLossNetwork:
    """name : "distilled" or the file's name, for captions; network : the loss network itself."""

    name: str
    network: Network

    def __call__(self, image: Tensor, layers: Sequence[str] = LAYERS) -> dict[str, Tensor]:
        """Activations of `layers` (among `LAYERS`) of (N, 3, H, W); `ParameterError` where there are none."""
        check_layers(layers)
        if min(image.shape[2:]) < SMALLEST:
            size = f"{image.shape[3]} × {image.shape[2]}"
            raise ParameterError(
                phrase(
                    "{size} pixels are too few for the loss network: {smallest} a side are needed",
                    size=size,
                    smallest=SMALLEST,
                )
            )
        return self.network(image, layers)


def load(file: Path | None = None) -> NamedLossNetwork:
    """The shipped feature network, or the VGG of a safetensors file; `WeightsError` if there is none.

    file : torchvision's VGG-16 or the normalised VGG-19 (see `srviewer.networks.loss_network`)
    """
    if file is None:
        return NamedLossNetwork("distilled", feature_distance.network())
    stat = file.stat() if file.is_file() else None
    return _read(file, stat.st_mtime_ns if stat else 0)


@lru_cache(maxsize=2)
def _read(file: Path, _mtime: int) -> NamedLossNetwork:
    from srviewer.networks.loss_network import LossNetwork

    return NamedLossNetwork(file.name, LossNetwork(weights.read_file(file)))


def check_layers(layers: Sequence[str]) -> None:
    """`ParameterError` unless all are among `LAYERS`, and there is one."""
    unknown = [layer for layer in layers if layer not in LAYERS]
    if unknown or not layers:
        which = repr(unknown[0]) if unknown else "none"
        raise ParameterError(phrase("unknown layer {which} (there are: {known})", which=which, known=", ".join(LAYERS)))


def check_size(shape: tuple[int, ...], most: int) -> None:
    """`ParameterError` if a picture of this shape, (H, W, ...), has more than `most` pixels."""
    height, width = shape[:2]
    if height * width > most:
        raise ParameterError(
            phrase(
                "{width} × {height} pixels are too many to look inside (at most {most}): choose a region",
                width=width,
                height=height,
                most=most,
            )
        )


def pair(sr: npt.NDArray[Any], hr: npt.NDArray[Any], most: int) -> tuple[Tensor, Tensor]:
    """`tensor` of both; `ParameterError` if they differ in size, or have more than `most` pixels."""
    if sr.shape[:2] != hr.shape[:2]:
        raise ParameterError(
            phrase("pictures of different sizes cannot be compared: {sr} and {hr}", sr=sr.shape, hr=hr.shape)
        )
    check_size(sr.shape, most)
    return tensor(sr), tensor(hr)


def tensor(image: npt.NDArray[Any]) -> Tensor:
    """uint8, uint16 or float (in [0, 1]) samples, (H, W) or (H, W, C), as float32 (1, 3, H, W) in [0, 1].

    Grey goes in as RGB; an alpha channel is left out.
    """
    import torch

    if image.ndim not in (2, 3) or (image.ndim == 3 and image.shape[2] not in (1, 3, 4)):
        raise ParameterError(phrase("expected (H, W), (H, W, 3) or (H, W, 4), got shape {image}", image=image.shape))
    values = (on_255(image) / 255).astype(np.float32).reshape(*image.shape[:2], -1)
    rgb = np.repeat(values[..., :1], 3, axis=2) if values.shape[2] == 1 else values[..., :3]
    return torch.from_numpy(rgb.transpose(2, 0, 1).copy())[None]


def rgb_of(image: Tensor) -> npt.NDArray[np.float32]:
    """(1, 3, H, W) as (H, W, 3)."""
    rgb: npt.NDArray[np.float32] = image[0].permute(1, 2, 0).contiguous().numpy()
    return rgb

"""What the tasks of several networks have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import torch
from torch import nn

from srviewer.metrics.peak_signal_noise_ratio import psnr_of_planes
from srviewer.training.data import TrainingPair, as_tensor
from srviewer.training.soap import Soap

Tensor = torch.Tensor


def take_fitting(network: nn.Module, init: Mapping[str, Tensor]) -> None:
    """Take over those of other weights that have the same name and shape: the body of a network of another scale."""
    own = network.state_dict()
    fitting = {k: v for k, v in init.items() if k in own and own[k].shape == v.shape}
    network.load_state_dict({**own, **fitting})


def placed(network: nn.Module, device: str) -> nn.Module:
    """The network on a device, its kernels laid out as convolutions are quickest."""
    return network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def optimiser_of(
    name: str, parameters: Iterable[nn.Parameter], rate: float, betas: tuple[float, float] = (0.9, 0.999)
) -> torch.optim.Optimizer:
    """SOAP if that is its name, else Adam with these `betas`."""
    if name == "soap":
        return Soap(parameters, lr=rate)
    return torch.optim.Adam(parameters, lr=rate, betas=betas)


def psnr_y(network: nn.Module, pair: TrainingPair, scale: int, device: str) -> float:
    """PSNR of a network's plane, clipped and rounded to 8 bits, a border of the scale left out; source and truth of the
    pair are float32 (H, W, 1) in [0, 1]."""
    sr = network(as_tensor(pair.source[None]).to(device))[0, 0].cpu().numpy()
    rounded = np.rint(np.clip(sr, 0, 1) * 255).astype(np.float64)
    return psnr_of_planes(rounded, pair.truth[..., 0].astype(np.float64) * 255, scale)

"""SRCNN on Y: options, data, network, optimiser, loss, validation.

    srviewer train srcnn --data ../shared/data/train --scale 3 --minutes 35 --output srcnn_x3.safetensors

passes 32.6 dB on Set5 within 35 minutes on two threads of one core.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from srviewer import losses
from srviewer.networks.srcnn import SRCNN
from srviewer.training import data
from srviewer.training.loop import Task
from srviewer.training.soap import Soap
from srviewer.training.task import placed, psnr_y

Tensor = torch.Tensor


@dataclass(frozen=True)
class SrcnnOptions:
    """patch, batch : 48 x 48 sees the 17 x 17 that a pixel depends on; 32 of them keep two threads busy
    margin : outer pixels that the loss leaves out, where padding stands in for the picture
    rate : peak of Adam's; half of it from other weights, so that these are not thrown away
    optimiser : "adam", or "soap": 400 steps from the start reach 32.06 dB on Set5 at x3 with it (rate 3e-3), 31.86 with
        Adam, in the same time
    bfloat16 : convolutions in bfloat16: 1.5 times faster where the processor has it; finish without it
    last_layer : part of the rate that the last layer learns at, as in the paper: it is near its end from the start
    """

    scale: int
    kernels: tuple[int, ...] = (9, 5, 5)
    channels: tuple[int, ...] = (64, 32)
    patch: int = 48
    batch: int = 32
    margin: int = 8
    rate: float = 1e-3
    last_layer: float = 0.3
    optimiser: str = "adam"
    bfloat16: bool = False


class SrcnnTask(Task):
    """Mean squared error on Y, from bicubic to truth."""

    warm_up = 200
    clip = 0.1
    hold = 0.0

    def __init__(
        self,
        options: SrcnnOptions,
        pairs: Sequence[data.TrainingPair],
        validation: Sequence[data.TrainingPair] = (),
        init: Mapping[str, Tensor] | None = None,
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(seed)
        self.memory = nn.Module()
        self.options, self.seed, self.device = options, seed, device
        enough = data.large_enough([data.luma_pair(pair) for pair in pairs], options.patch)
        self.batches = data.Batches(enough, options.batch, options.patch, seed)
        self.validation = [data.luma_pair(pair) for pair in validation]
        network = SRCNN(options.kernels, options.channels).init_identity_()
        if init:
            network.load_state_dict(init)
        self.network = placed(network, device)
        rate = options.rate / 2 if init else options.rate
        first = [*network.extraction.parameters(), *network.mapping.parameters()]
        last = [*network.reconstruction.parameters()]
        self.optimiser: torch.optim.Optimizer
        if options.optimiser == "soap":
            self.optimiser = Soap([*first, *last], lr=rate)
        else:
            self.optimiser = torch.optim.Adam(
                [{"params": first, "lr": rate}, {"params": last, "lr": rate * options.last_layer}]
            )

    @property
    def config(self) -> Mapping[str, Any]:
        o = self.options
        architecture = {"name": "srcnn", "kernels": list(o.kernels), "channels": list(o.channels)}
        return {"network": "srcnn", "seed": self.seed, "architecture": architecture, "options": asdict(o)}

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        o = self.options
        source, truth = (part.to(self.device, non_blocking=True) for part in batch)  # (N, 1, patch, patch) both
        inner = (..., slice(o.margin, o.patch - o.margin), slice(o.margin, o.patch - o.margin))
        with torch.autocast(torch.device(self.device).type, torch.bfloat16, enabled=o.bfloat16):
            sr = self.network(source).float()
        return losses.mse(sr[inner], truth[inner])

    def validate(self, network: nn.Module) -> dict[str, float]:
        values = [psnr_y(network, pair, self.options.scale, self.device) for pair in self.validation]
        return {"psnr_y": float(np.mean(values))} if values else {}

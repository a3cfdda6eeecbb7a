r"""f_W for style transfer: options, data, network, losses, validation.

    srviewer train style --data ../shared/data/train --style resources/styles/mosaic.png --steps 2000 \
        --output style_mosaic.safetensors

The losses are those of Johnson et al. (2016), equation (5) with the Gram matrices of one style picture: the feature
loss at relu2_2 holds what the picture shows, the style loss at the loss network's layers asks for the style picture's
colours and textures, and total variation keeps neighbours alike. They see results clamped to [0, 1], as users do, so
that a sample beyond moves none of them; what brings it back is `OUTSIDE` times how far out it is. The loss network,
the shipped feature network unless a VGG file is given, stays as it is: f_W alone learns. The pictures it learns from
are recoloured by chance. It is Adam that descends, as in the paper, unless another optimiser is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from srviewer import losses
from srviewer.errors import ParameterError
from srviewer.explain.optimise import RECIPES
from srviewer.networks.style import StyleNetwork
from srviewer.training import data
from srviewer.training.loop import Task
from srviewer.training.task import optimiser_of, placed, take_fitting

Tensor = torch.Tensor
LAYERS = RECIPES["style_transfer"].style_layers
WEIGHTS = RECIPES["style_transfer"].weights()
"""Of the terms: those by which *Look inside* optimises a picture for a style."""
OUTSIDE = 20.0
"""Weight of the mean distance of samples from [0, 1], in training alone: results within have none."""


def recoloured(pictures: Tensor, seed: int) -> Tensor:
    """Pictures (N, 3, H, W) in [0, 1] with other contrast, saturation, brightness and tint, each picture by chance.

    Photographs of one collection are alike in these. A network that has seen no others paints a picture of strong
    colours in colours that are not the style's: its style loss there was up to five times that of a photograph.
    """
    chance = torch.Generator().manual_seed(seed)

    def factors(low: float, high: float, channels: int = 1) -> Tensor:
        return torch.empty(len(pictures), channels, 1, 1).uniform_(low, high, generator=chance)

    grey = pictures.mean(1, keepdim=True)
    mean = grey.mean((2, 3), keepdim=True)
    coloured = grey + (pictures - grey) * factors(0.3, 2.2)
    return (mean + (coloured * factors(0.8, 1.25, 3) - mean) * factors(0.6, 1.6) + factors(-0.15, 0.15)).clamp(0, 1)


class Phi(Protocol):
    """The loss network: (N, 3, H, W) RGB in [0, 1] to activations by layer."""

    def __call__(self, image: Tensor, layers: Sequence[str]) -> dict[str, Tensor]: ...


@dataclass(frozen=True)
class StyleOptions:
    """weights : of the terms that are to differ from `WEIGHTS`
    layer : of the feature loss
    patch, batch : Gram matrices of small patches ask each of them for all of the style
    rate : peak of the optimiser's
    hold : part of the schedule at the peak rate
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    layer: str = "relu2_2"
    channels: tuple[int, int, int] = (16, 32, 64)
    blocks: int = 5
    patch: int = 128
    batch: int = 4
    rate: float = 2e-3
    hold: float = 0.3
    optimiser: str = "adam"

    def __post_init__(self) -> None:
        unknown = sorted(set(self.weights) - set(WEIGHTS))
        if unknown:
            raise ParameterError(f"no term {unknown[0]!r} to give a weight to (there are: {', '.join(WEIGHTS)})")
        if self.layer not in LAYERS:
            raise ParameterError(f"no layer {self.layer!r} for the feature loss (there are: {', '.join(LAYERS)})")


class StyleTask(Task):
    """f_W from a random start, or from another style's weights, for the style of one picture.

    style : (H, W, 3) uint8, of any size
    """

    warm_up = 50
    clip = 10.0

    def __init__(
        self,
        options: StyleOptions,
        pairs: Sequence[data.TrainingPair],
        style: npt.NDArray[np.uint8],
        loss_network: Phi,
        validation: Sequence[data.TrainingPair] = (),
        init: Mapping[str, Tensor] | None = None,
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(seed)
        self.memory = nn.Module()
        self.options, self.seed, self.device, self.validation = options, seed, device, validation
        self.phi = loss_network.to(device) if isinstance(loss_network, nn.Module) else loss_network
        self.batches = data.Batches(data.large_enough(pairs, options.patch), options.batch, options.patch, seed)
        with torch.no_grad():
            self.grams = losses.gram_matrices(self.phi(data.as_tensor(style[None]).to(device), LAYERS))
        self._style = sha256(style.tobytes()).hexdigest()
        network = StyleNetwork(options.channels, options.blocks)
        if init:
            take_fitting(network, init)
        self.network = placed(network, device)
        self.optimiser = optimiser_of(options.optimiser, network.parameters(), options.rate)

    @property
    def config(self) -> Mapping[str, Any]:
        o = self.options
        architecture = {"name": "style", "channels": list(o.channels), "blocks": o.blocks}
        options = {**asdict(o), "weights": {**WEIGHTS, **o.weights}}
        return {
            "network": "style",
            "seed": self.seed,
            "architecture": architecture,
            "options": options,
            "style": self._style,
        }

    @property
    def hold(self) -> float:
        return self.options.hold

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        content = recoloured(batch[0], self.seed + step).to(self.device, non_blocking=True)
        styled = self.network(content)
        outside: Tensor = (styled - styled.clamp(0, 1)).abs().mean()
        terms = self.terms(styled, content)
        return OUTSIDE * outside + losses.weighted_sum(terms, {**WEIGHTS, **self.options.weights})

    def terms(self, styled: Tensor, content: Tensor) -> dict[str, Tensor]:
        """Each loss of results (N, 3, H, W), which are clamped to [0, 1] as they will be, without its weight."""
        layer, styled = self.options.layer, styled.clamp(0, 1)
        found = self.phi(styled, LAYERS)
        with torch.no_grad():
            held = self.phi(content, (layer,))[layer]
        return {
            "feature": losses.feature_reconstruction_loss(found[layer], held),
            "style": losses.style_distance(found, self.grams),
            "total_variation": losses.total_variation(styled),
        }

    def validate(self, network: nn.Module) -> dict[str, float]:
        rows = []
        for pair in self.validation:
            content = data.as_tensor(pair.truth[None]).to(self.device)
            terms = self.terms(network(content), content)
            total = losses.weighted_sum(terms, {**WEIGHTS, **self.options.weights})
            rows.append({"total": total.item(), **{name: term.item() for name, term in terms.items()}})
        return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]} if rows else {}

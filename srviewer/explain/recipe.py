"""What a training that is watched is made of: a network, its start, losses with their weights, an optimiser.

The page *Train* fills one in and starts `srviewer train` with it; imports no torch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import isfinite

from srviewer import weights
from srviewer.errors import ParameterError
from srviewer.metrics import FEATURE_LAYERS as LAYERS
from srviewer.phrase import phrase

NETWORKS = ("srcnn", "perceptual", "compact")
STARTS = ("shipped", "twin", "identity")
LOSSES = ("pixel", "feature", "style", "total_variation", "detail")
OPTIMISERS = ("adam", "sgd")
SCALES = {"srcnn": (2, 3, 4), "perceptual": (2, 3, 4), "compact": (2, 3, 4)}
USUAL = {"pixel": 100.0, "feature": 0.15, "style": 0.8, "total_variation": 0.5, "detail": 1.0}
"""Weights at which the losses pull about alike."""
RATES = {
    "srcnn": {"adam": 5e-4, "sgd": 1e-2},
    "perceptual": {"adam": 3e-4, "sgd": 3e-2},
    "compact": {"adam": 5e-4, "sgd": 1e-2},
}
"""Rates that suit each network at the usual weights; gradients are clipped, so that others end slowly, not badly."""


@dataclass(frozen=True)
class Recipe:
    """losses : weights by name, from 0 up, one at least more than 0
    layer : of the loss network, whose activations the feature loss compares
    rate : of the optimiser; None: as `RATES` says
    """

    network: str
    scale: int
    losses: Mapping[str, float] = field(default_factory=lambda: {"pixel": USUAL["pixel"]})
    start: str = "shipped"
    layer: str = "relu2_2"
    optimiser: str = "adam"
    rate: float | None = None

    def __post_init__(self) -> None:
        for value, known in (
            (self.network, NETWORKS),
            (self.start, STARTS),
            (self.layer, LAYERS),
            (self.optimiser, OPTIMISERS),
            *((name, LOSSES) for name in self.losses),
        ):
            if value not in known:
                raise ParameterError(
                    phrase("unknown {value!r} (there are: {known})", value=value, known=", ".join(known))
                )
        check_weights(self.losses)
        if self.scale not in SCALES[self.network]:
            raise ParameterError(phrase("×{scale} is not trained here: choose ×2, ×3 or ×4", scale=self.scale))
        if self.rate is not None and not 0 < self.rate <= 1:
            raise ParameterError(phrase("a rate of {rate}: expected more than 0, at most 1", rate=self.rate))

    @property
    def entry(self) -> weights.Entry | None:
        """The weights that it starts from; None for an identity start, `WeightsError` where there are none."""
        return None if self.start == "identity" else start_of(self.network, self.start, self.scale)

    def rate_of(self, optimiser: str) -> float:
        """The rate that an optimiser has: the one that was asked for, for the first."""
        return self.rate if self.rate is not None and optimiser == self.optimiser else RATES[self.network][optimiser]

    def arguments(self) -> list[str]:
        """Of `srviewer train`, without data and output."""
        given = [self.network, "--scale", str(self.scale), "--start", self.start]
        for name, weight in self.losses.items():
            given += ["--loss", f"{name}={weight:.6g}"] if weight else []
        given += ["--layer", self.layer, "--optimiser", self.optimiser]
        return given + (["--rate", f"{self.rate:g}"] if self.rate is not None else [])


def check_weights(losses: Mapping[str, float]) -> None:
    """`ParameterError` unless all are numbers from 0 up and one is more than 0."""
    if not all(isfinite(weight) and weight >= 0 for weight in losses.values()) or not any(losses.values()):
        raise ParameterError(phrase("weights of losses are numbers from 0 up, and one at least is more than 0"))


def start_of(network: str, start: str, scale: int) -> weights.Entry:
    """The shipped weights of a start; `WeightsError` where there are none."""
    if start == "twin" and network != "perceptual":
        raise ParameterError(phrase("only f_W has a twin to start from"))
    return weights.find("pixel_twin" if start == "twin" else network, scale)

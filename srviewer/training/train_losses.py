r"""SRCNN, f_W or Compact by a weighted sum of losses of one's own choice, by Adam or stochastic gradient descent.

    srviewer train perceptual --scale 4 --start twin --loss pixel=100 --loss style=0.8 --minutes 20 \
        --data ../shared/data/train --output mine_x4.safetensors

What the window's page *Train* runs. The loss network is the program's own (distilled) or a VGG file; it is held fixed.
The networks on Y are shown to it as grey pictures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from srviewer import losses, weights
from srviewer.errors import InferenceError
from srviewer.explain.phi import LAYERS, NamedLossNetwork
from srviewer.explain.recipe import LOSSES, Recipe, check_weights
from srviewer.imaging.colour import rgb_to_ycbcr, ycbcr_to_rgb
from srviewer.imaging.resample import resize
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.networks import build
from srviewer.networks.image_transformation import ImageTransformationNetwork, RunningBatchNorm2d
from srviewer.networks.srcnn import SRCNN
from srviewer.phrase import phrase
from srviewer.training import data
from srviewer.training.loop import Task
from srviewer.training.task import placed
from srviewer.training.train_compact import planes
from srviewer.training.train_perceptual import calibrate_, init_identity_

Tensor = torch.Tensor
ARCHITECTURES: Mapping[str, Mapping[str, Any]] = {
    "srcnn": {"name": "srcnn", "kernels": [9, 5, 5], "channels": [64, 32]},
    "perceptual": {"name": "image_transformation", "channels": 64, "blocks": 5},
    "compact": {"name": "compact", "channels": 32, "blocks": 10, "colours": 1},
}
"""Of an identity start; other starts bring their own."""
MARGIN = {"srcnn": 8, "perceptual": 0, "compact": 16}
"""Outer pixels that the losses leave out, where padding stands in for the picture."""
LEAST = 48  # pixels a side that all losses can be taken of
MOMENTUM = 0.9


@dataclass(frozen=True)
class LossesOptions:
    """patch : side of what the losses see of a truth's patch, in pixels; batch : patches of a step
    patchwise : side of the style loss's patches, in pixels
    """

    patch: int = 64
    batch: int = 2
    patchwise: int = 24


class LossesTask(Task):
    """sum_i lambda_i l_i(f_W(x), y), equation (5) of Johnson et al.; `lambdas` may be changed between steps."""

    warm_up = 10
    clip = 1.0
    hold = 0.0

    def __init__(
        self,
        recipe: Recipe,
        options: LossesOptions,
        pairs: Sequence[data.TrainingPair],
        phi: NamedLossNetwork,
        validation: Sequence[data.TrainingPair] = (),
        seed: int = 0,
        device: str = "cpu",
        optimiser: str | None = None,
    ) -> None:
        torch.manual_seed(seed)
        self.recipe, self.options, self.seed, self.device, self.phi = recipe, options, seed, device, phi
        self.optimiser_name = optimiser or recipe.optimiser
        self.lambdas: Mapping[str, float] = {}
        self.weigh(recipe.losses)
        self.memory = nn.Module()
        self._seen: tuple[Tensor, Mapping[str, Tensor]] | None = None
        self.rim = MARGIN[recipe.network]
        side = recipe.scale * -(-(options.patch + 2 * self.rim) // recipe.scale)
        enough = data.large_enough(pairs, side)
        self.validation = validation
        self.batches = data.Batches([self.pair(pair) for pair in enough], options.batch, side, seed)
        self.network = placed(self._network(), device)
        rate = recipe.rate_of(self.optimiser_name)
        self.optimiser: torch.optim.Optimizer
        if self.optimiser_name == "sgd":
            self.optimiser = torch.optim.SGD(self.network.parameters(), lr=rate, momentum=MOMENTUM)
        else:
            self.optimiser = torch.optim.Adam(self.network.parameters(), lr=rate, betas=(0.9, 0.99))

    def _network(self) -> nn.Module:
        entry, recipe = self.recipe.entry, self.recipe
        self.architecture = dict(entry.architecture if entry else ARCHITECTURES[recipe.network])
        if recipe.network != "srcnn":
            self.architecture["scale"] = recipe.scale
        network = build(self.architecture)
        if entry is not None:
            network.load_state_dict(weights.read(entry))
        elif isinstance(network, SRCNN):
            network.init_identity_()
        elif isinstance(network, ImageTransformationNetwork):
            init_identity_(network)
            rng = np.random.default_rng([self.seed, 2**31])
            calibrate_(network, [self.batches.draw(rng)[0] for _ in range(6)])
        for module in network.modules():
            if isinstance(module, RunningBatchNorm2d):
                module.frozen = True
        return network

    @property
    def config(self) -> Mapping[str, Any]:
        """The weights of the losses are left out: they may be others when a training goes on."""
        r = self.recipe
        chosen = {"scale": r.scale, "start": r.start, "layer": r.layer, "optimiser": self.optimiser_name}
        chosen |= {"rate": r.rate_of(self.optimiser_name), "loss_network": self.phi.name, **asdict(self.options)}
        return {"network": r.network, "seed": self.seed, "architecture": self.architecture, "options": chosen}

    def weigh(self, lambdas: Mapping[str, float]) -> None:
        """Other weights from the next step on; `ParameterError`, and nothing changes, if they cannot be."""
        check_weights(lambdas)
        self.lambdas = {name: weight for name, weight in lambdas.items() if weight}

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        source, truth = (part.to(self.device, non_blocking=True) for part in batch)
        terms = self.terms(self._inner(self.network(source)), self._inner(truth), self.lambdas)
        value = losses.weighted_sum(terms, self.lambdas)
        if not torch.isfinite(value):
            raise InferenceError(phrase("the losses are no longer finite: try a smaller rate"))
        return value

    def _inner(self, image: Tensor) -> Tensor:
        rim, (height, width) = self.rim, image.shape[2:]
        return image[..., rim : height - rim, rim : width - rim]

    def terms(self, y_hat: Tensor, y: Tensor, names: Iterable[str]) -> dict[str, Tensor]:
        """Losses by name, without weights, of what the network gives and its truth, (N, 1 or 3, H, W)."""
        names = [name for name in LOSSES if name in names]
        layers = {"feature": (self.recipe.layer,), "style": tuple(losses.STYLE)}
        wanted = list(dict.fromkeys(layer for name in names for layer in layers.get(name, ())))
        phi_hat = self.phi(as_rgb(y_hat), wanted) if wanted else {}
        with torch.no_grad():
            phi = self.phi(as_rgb(y), wanted) if wanted else {}
        return self._terms(y_hat, y, names, phi_hat, phi)

    def _terms(
        self, y_hat: Tensor, y: Tensor, names: Iterable[str], phi_hat: Mapping[str, Tensor], phi: Mapping[str, Tensor]
    ) -> dict[str, Tensor]:
        of = {
            "pixel": lambda: losses.pixel_loss(y_hat, y),
            "feature": lambda: losses.feature_reconstruction_loss(phi_hat[self.recipe.layer], phi[self.recipe.layer]),
            "style": lambda: losses.style_over_patches(phi_hat, phi, self.options.patchwise),
            "total_variation": lambda: losses.total_variation(as_rgb(y_hat)),
            "detail": lambda: losses.detail_energy_loss(as_rgb(y_hat), as_rgb(y)),
        }
        return {name: of[name]() for name in names}

    def validate(self, network: nn.Module) -> dict[str, float]:
        scale = self.recipe.scale
        values = [psnr(self.picture(network, p.source), p.truth, crop_border=scale) for p in self.validation]
        return {"psnr_y": float(np.mean(values))} if values else {}

    # -- pictures ---------------------------------------------------------------------------------------------

    def pair(self, pair: data.TrainingPair) -> data.TrainingPair:
        """A pair of RGB as the network takes it."""
        if self.recipe.network == "perceptual":
            return pair
        return data.luma_pair(pair) if self.recipe.network == "srcnn" else planes(pair)

    @torch.no_grad()
    def picture(self, network: nn.Module, lr: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
        """An LR picture, (h, w, 3), enlarged by the network, (scale h, scale w, 3); chroma, where the network does Y
        alone, by bicubic."""
        size = tuple(n * self.recipe.scale for n in lr.shape[:2])
        source = self.pair(data.TrainingPair(lr, np.zeros((*size, 3), np.uint8))).source
        sr: npt.NDArray[Any] = network(data.as_tensor(source[None]).to(self.device))[0].permute(1, 2, 0).cpu().numpy()
        if sr.shape[2] == 1:
            enlarged = rgb_to_ycbcr(resize(lr / 255.0, *size))
            sr = ycbcr_to_rgb(sr[..., 0].astype(np.float64), enlarged[..., 1:])
        shown: npt.NDArray[np.uint8] = np.rint(np.clip(sr, 0, 1) * 255).astype(np.uint8)
        return shown

    @torch.no_grad()
    def measures(self, network: nn.Module, held: tuple[Tensor, Tensor]) -> dict[str, float]:
        """All losses of some pairs, without weights; "sum", with them (equation (5)); and "gram", the distance of their
        whole Gram matrices (equation (4)). Sides are cut to multiples of 4."""
        source, truth = (part.to(self.device) for part in held)
        y_hat, y = (self._inner(image) for image in (network(source), truth))
        height, width = (n // 4 * 4 for n in y.shape[2:])
        y_hat, y = y_hat[..., :height, :width], y[..., :height, :width]
        if self._seen is None or self._seen[0] is not held[1]:  # of the truth once
            self._seen = held[1], self.phi(as_rgb(y), LAYERS)
        phi_hat, phi = self.phi(as_rgb(y_hat), LAYERS), self._seen[1]
        found = self._terms(y_hat, y, LOSSES, phi_hat, phi)
        found["sum"] = losses.weighted_sum({name: found[name] for name in self.lambdas}, self.lambdas)
        found["gram"] = losses.style_reconstruction_loss(phi_hat, phi)
        return {name: term.item() for name, term in found.items()}


def as_rgb(image: Tensor) -> Tensor:
    """RGB (N, 3, H, W) as it is; Y in studio range / 255, (N, 1, H, W), as the grey picture that it is of."""
    return image if image.shape[1] == 3 else ((image * 255 - 16) / 219).expand(-1, 3, -1, -1)

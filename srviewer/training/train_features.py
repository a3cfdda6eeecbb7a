r"""The feature network from its teacher, the loss network: options, pairs of pictures, losses, validation.

    srviewer train features --data ../shared/data/train --minutes 20 \
        --loss-network ../shared/data/networks/vgg19_normalised_to_conv3_1.safetensors --output features.safetensors

What must agree are distances between a truth and what the methods make of its LR. So the pairs are just these, made
by the program's own methods, and further apart or closer by a random factor; some also with noise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from tqdm import tqdm

from srviewer import upsamplers
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging.picture import Picture, dequantise
from srviewer.networks.feature_network import CHANNELS, DIMENSIONS, FeatureNetwork, distance_map
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import data

Tensor = torch.Tensor
LAYERS = tuple(CHANNELS)
METHODS = ("bicubic", "srcnn", "perceptual", "pixel_twin")


@dataclass(frozen=True)
class FeaturesOptions:
    """width : of the network; 64 takes under half a second for a megapixel on two threads of one core
    patch, batch : truths of 96 x 96, each with one result beside it
    rate : peak of Adam's
    variants : results made of each training picture, each by another method and scale
    noise : part of the pairs with noise on the result
    bases : batches from which the bases are taken
    """

    width: int = 64
    patch: int = 96
    batch: int = 8
    rate: float = 1e-3
    variants: int = 2
    noise: float = 0.15
    bases: int = 12
    bfloat16: bool = False


class FeaturesTask:
    """Codes that are the teacher's activations in a basis, and their differences those of the teacher."""

    warm_up = 100
    clip = 1.0

    def __init__(
        self,
        options: FeaturesOptions,
        pairs: Mapping[int, Sequence[data.Pair]],
        teacher: LossNetwork,
        validation: Sequence[data.Pair] = (),
        init: Mapping[str, Tensor] | None = None,
        seed: int = 0,
    ) -> None:
        """pairs : LR and truth by scale, each in the same order
        validation : results and truths (`results_of`)
        """
        self.options, self.seed, self.teacher = options, seed, teacher
        self.pairs = data.large_enough(_results(pairs, options.variants, seed), options.patch)
        self.validation = validation
        torch.manual_seed(seed)  # only now: the methods' networks, when they are first made, draw numbers too
        network = FeatureNetwork(options.width)
        if init:
            network.load_state_dict(init)
        else:
            rng = np.random.default_rng([seed, 2**31])
            self._take_bases(network, rng)
        self.network: nn.Module = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimiser: torch.optim.Optimizer = torch.optim.Adam(network.parameters(), lr=options.rate)

    @property
    def config(self) -> Mapping[str, Any]:
        architecture = {"name": "features", "width": self.options.width}
        return {
            "network": "features",
            "seed": self.seed,
            "architecture": architecture,
            "options": asdict(self.options),
        }

    def loss(self, step: int, rng: np.random.Generator) -> Tensor:
        images = torch.cat(self._batch(rng))  # results, then truths
        with torch.autocast("cpu", torch.bfloat16, enabled=self.options.bfloat16):
            with torch.no_grad():
                taught = {layer: phi.float() for layer, phi in self.teacher(images, LAYERS).items()}
            codes = {layer: code.float() for layer, code in self.network(images).items()}
        return torch.stack([self._layer_loss(layer, codes[layer], taught[layer]) for layer in LAYERS]).sum()

    def _layer_loss(self, layer: str, code: Tensor, phi: Tensor) -> Tensor:
        """How far codes are from the activations' own, their differences from the activations' differences, and the
        distance that is read off them from the true one (as the square of the logarithm of their ratio)."""
        network = self.network
        assert isinstance(network, FeatureNetwork)
        wanted = in_basis(phi, network.basis(layer))
        values = (code - wanted).square().mean() / wanted.square().mean()
        (near, far), (true_near, true_far) = code.chunk(2), wanted.chunk(2)
        true_difference = true_near - true_far
        energy = true_difference.square().mean((1, 2, 3)) + 1e-6
        differences = ((near - far - true_difference).square().mean((1, 2, 3)) / energy).mean()
        a, b = phi.chunk(2)
        true_distance = (a - b).square().mean((1, 2, 3))
        distance = distance_map(near, far, layer).mean((1, 2, 3))
        ratios = (torch.log(distance + 1e-5) - torch.log(true_distance + 1e-5)).square().mean()
        return values + differences + ratios

    def _batch(self, rng: np.random.Generator) -> tuple[Tensor, Tensor]:
        """(N, 3, patch, patch) twice: results, further from or nearer to the truths than they were, and truths."""
        sr, hr = data.sample(self.pairs, rng, self.options.batch, self.options.patch)
        factor = torch.from_numpy(rng.uniform(0.4, 1.4, len(sr))).float()[:, None, None, None]
        sr = hr + factor * (sr - hr)
        noisy = torch.from_numpy(rng.random(len(sr)) < self.options.noise)
        sigma = torch.from_numpy(rng.uniform(0.005, 0.05, len(sr))).float()[:, None, None, None]
        grain = torch.from_numpy(rng.standard_normal(sr.shape, np.float32)) * sigma * noisy[:, None, None, None]
        return (sr + grain).clamp(0, 1), hr

    @torch.no_grad()
    def _take_bases(self, network: FeatureNetwork, rng: np.random.Generator) -> None:
        """For each layer the directions in which activations differ most between results and truths."""
        moments = {layer: torch.zeros(channels, channels) for layer, channels in CHANNELS.items()}
        for _ in range(self.options.bases):
            sr, hr = self._batch(rng)
            phi, true = self.teacher(sr, LAYERS), self.teacher(hr, LAYERS)
            for layer, moment in moments.items():
                difference = (phi[layer] - true[layer]).transpose(0, 1).flatten(1)
                moment += difference @ difference.T / difference.shape[1]
        for layer, moment in moments.items():
            vectors = torch.linalg.eigh(moment).eigenvectors.flip(1)[:, : DIMENSIONS[layer]]
            network.basis(layer).copy_(vectors)

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Per layer the rank correlation of distances with the teacher's, and the median error of their ratio."""
        if len(self.validation) < 2:
            return {}
        rows = [distances(network, self.teacher, pair) for pair in self.validation]
        found = {}
        for layer in LAYERS:
            mine, true = (np.array([row[layer][i] for row in rows]) for i in (0, 1))
            found[f"spearman_{layer}"] = spearman(mine, true)
            found[f"ratio_error_{layer}"] = float(np.median(np.abs(mine / true - 1)))
        return found


def in_basis(phi: Tensor, basis: Tensor) -> Tensor:
    """Coordinates (N, k, h, w) of activations (N, C, h, w)."""
    return F.conv2d(phi, basis.T[:, :, None, None])


def distances(network: nn.Module, teacher: LossNetwork, pair: data.Pair) -> dict[str, tuple[float, float]]:
    """By layer the distance between a result and its truth, by the feature network and by the teacher."""
    sr, hr = (data.as_tensor(image[None]) for image in (pair.source, pair.truth))
    codes, true_codes = network(sr), network(hr)
    phi, true_phi = teacher(sr, LAYERS), teacher(hr, LAYERS)
    return {
        layer: (
            distance_map(codes[layer], true_codes[layer], layer).mean().item(),
            (phi[layer] - true_phi[layer]).square().mean().item(),
        )
        for layer in LAYERS
    }


def spearman(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> float:
    """Spearman's rank correlation of two samples without ties: 1 - 6 sum d^2 / (n (n^2 - 1))."""
    ranks = [np.argsort(np.argsort(values)).astype(np.float64) for values in (a, b)]
    return float(1 - 6 * np.square(ranks[0] - ranks[1]).sum() / (a.size * (a.size**2 - 1)))


def results_of(pair: data.Pair, method: str) -> data.Pair:
    """What a method makes of a pair's LR, beside the truth; uint8 both."""
    result = result_of(Job.make(Picture(dequantise(pair.source)), method, pair.ratio, device="cpu"))
    return data.Pair(result.pixels, pair.truth, f"{pair.name} {method} x{pair.ratio}")


def _results(pairs: Mapping[int, Sequence[data.Pair]], variants: int, seed: int) -> list[data.Pair]:
    """Of each picture some results, by methods and at scales drawn at random."""
    rng = np.random.default_rng([seed, 2**32])
    methods = [name for name in METHODS if upsamplers.unavailable_reason(name) is None]
    kinds = [(scale, method) for scale in pairs for method in methods]
    found = []
    for index in tqdm(range(len(next(iter(pairs.values())))), desc="results", disable=None, leave=False):
        for kind in rng.choice(len(kinds), min(variants, len(kinds)), replace=False):
            scale, method = kinds[kind]
            found.append(results_of(pairs[scale][index], method))
    return found

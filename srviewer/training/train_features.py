r"""The feature network from its teacher, the loss network: options, pairs of pictures, start, losses, validation.

    srviewer train features --data ../shared/data/train --minutes 15 \
        --loss-network ../shared/data/networks/vgg19_normalised_to_conv3_1.safetensors --output features.safetensors

What must agree are distances between a truth and what the methods make of its LR. So the pairs are just these, made
by the program's own methods, and further apart or closer by a random factor; some also with noise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from srviewer import upsamplers
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging.picture import Picture, dequantise
from srviewer.networks.feature_network import CHANNELS, LAYERS, FeatureNetwork
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import data
from srviewer.training.loop import Task
from srviewer.training.task import placed

Tensor = torch.Tensor
METHODS = ("bicubic", "srcnn", "perceptual", "pixel_twin")


@dataclass(frozen=True)
class FeaturesOptions:
    """ranks : of the network's convolutions; these take under half a second a megapixel on two threads of one core
    patch, batch : truths of 96 x 96, each with one result beside it
    rate : peak of Adam's
    variants : results made of each training picture, each by another method and scale
    noise : part of the pairs with noise on the result
    start : batches from which the start is taken, and by which the end is calibrated
    """

    ranks: tuple[int, int, int, int] = (12, 32, 32, 64)
    patch: int = 96
    batch: int = 8
    rate: float = 3e-4
    variants: int = 2
    noise: float = 0.15
    start: int = 12
    bfloat16: bool = False


class FeaturesTask(Task):
    """Activations that differ between two pictures as the teacher's do."""

    warm_up = 100
    clip = 1.0
    hold = 0.0

    def __init__(
        self,
        options: FeaturesOptions,
        pairs: Mapping[int, Sequence[data.TrainingPair]],
        teacher: LossNetwork,
        validation: Sequence[data.TrainingPair] = (),
        init: Mapping[str, Tensor] | None = None,
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        """pairs : LR and truth by scale, each in the same order
        validation : results and truths (`results_of`)
        """
        self.memory = nn.Module()
        self.options, self.seed, self.device, self.teacher = options, seed, device, teacher.to(device)
        enough = data.large_enough(_results(pairs, options.variants, seed), options.patch)
        self.pairs = data.Batches(enough, options.batch, options.patch, seed)
        self.batches = replace(self.pairs, change=partial(vary, noise=options.noise))
        self.validation = [(pair, distances(self.teacher, pair, device)) for pair in validation]
        torch.manual_seed(seed)  # only now: the methods' networks, when they are first made, draw numbers too
        network = FeatureNetwork(options.ranks).to(device)
        if init:
            network.load_state_dict(init)
        else:
            rng = np.random.default_rng([seed, 2**31])
            decompose_(network, self.teacher, [self._drawn(rng, self.batches) for _ in range(options.start)])
        self.network = placed(network, device)
        self.optimiser = torch.optim.Adam(network.parameters(), lr=options.rate)

    @property
    def config(self) -> Mapping[str, Any]:
        architecture = {"name": "features", "ranks": list(self.options.ranks)}
        return {
            "network": "features",
            "seed": self.seed,
            "architecture": architecture,
            "options": asdict(self.options),
        }

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        images = torch.cat(batch).to(self.device)  # results, then truths
        with torch.autocast(torch.device(self.device).type, torch.bfloat16, enabled=self.options.bfloat16):
            with torch.no_grad():
                taught = {layer: phi.float() for layer, phi in self.teacher(images, LAYERS).items()}
            learned = {layer: phi.float() for layer, phi in self.network(images).items()}
        return torch.stack([disagreement(learned[layer], taught[layer]) for layer in LAYERS]).sum()

    def finish(self, network: nn.Module) -> None:
        """Distances come out a little too small, since what the network cannot know it leaves at its mean: each layer
        is scaled by what the training pictures show."""
        assert isinstance(network, FeatureNetwork)
        rng = np.random.default_rng([self.seed, 2**33])
        batches = [self._drawn(rng, self.pairs) for _ in range(self.options.start)]
        rescale_(network, self.teacher, batches)

    def _drawn(self, rng: np.random.Generator, batches: data.Batches) -> tuple[Tensor, Tensor]:
        sr, hr = (part.to(self.device) for part in batches.draw(rng))
        return sr, hr

    def validate(self, network: nn.Module) -> dict[str, float]:
        """Per layer the rank correlation of distances with the teacher's, and the median error of their ratio."""
        if len(self.validation) < 2:
            return {}
        rows = [(distances(network, pair, self.device), true) for pair, true in self.validation]
        found = {}
        for layer in LAYERS:
            mine, true = (np.array([row[i][layer] for row in rows]) for i in (0, 1))
            found[f"spearman_{layer}"] = spearman(mine, true)
            found[f"ratio_error_{layer}"] = float(np.median(np.abs(mine / true - 1)))
        return found


def vary(sr: Tensor, hr: Tensor, rng: np.random.Generator, noise: float) -> tuple[Tensor, Tensor]:
    """Results (N, 3, H, W) further from or nearer to the truths than they were, a part of them (0 to 1) with noise."""
    factor = torch.from_numpy(rng.uniform(0.4, 1.4, len(sr))).float()[:, None, None, None]
    sr = hr + factor * (sr - hr)
    noisy = torch.from_numpy(rng.random(len(sr)) < noise)
    sigma = torch.from_numpy(rng.uniform(0.005, 0.05, len(sr))).float()[:, None, None, None]
    grain = torch.from_numpy(rng.standard_normal(sr.shape, np.float32)) * sigma * noisy[:, None, None, None]
    return (sr + grain).clamp(0, 1), hr


def disagreement(learned: Tensor, taught: Tensor) -> Tensor:
    """Of a layer's activations (2 N, C, h, w), N results and then their N truths: how far they are from the teacher's,
    their differences from its differences (both relative), and the distance from its distance (as the square of the
    logarithm of their ratio)."""
    values = (learned - taught).square().mean() / taught.square().mean()
    (near, far), (true_near, true_far) = learned.chunk(2), taught.chunk(2)
    difference, true_difference = near - far, true_near - true_far
    true_distance = true_difference.square().mean((1, 2, 3))
    differences = ((difference - true_difference).square().mean((1, 2, 3)) / (true_distance + 1e-6)).mean()
    distance = difference.square().mean((1, 2, 3))
    ratios = (torch.log(distance + 1e-5) - torch.log(true_distance + 1e-5)).square().mean()
    return values + differences + ratios


@torch.no_grad()
def decompose_(
    network: FeatureNetwork, teacher: LossNetwork, batches: Sequence[tuple[Tensor, Tensor]], values: float = 0.3
) -> None:
    """Start from the teacher: its first convolution, and of each other one the projection U U^T of its response on
    the directions in which responses to results and truths differ most where either is above zero (the ReLU lets it
    through), and, at a weight of `values`, vary most."""
    moments = {name: _Moments(channels, batches[0][0].device) for name, channels in CHANNELS.items()}
    for sr, hr in batches:
        for (name, result), (_, truth) in zip(teacher.responses(sr), teacher.responses(hr), strict=True):
            moments[name].add(result, truth)
    for name, module in network.named_children():
        weight, bias = teacher.convolution(name)
        if isinstance(module, nn.Conv2d):
            _set(module, weight, bias)
            continue
        assert isinstance(module, nn.Sequential)
        narrow, wide = module
        basis, mean = moments[name].directions(values)[:, : narrow.out_channels], moments[name].mean
        _set(narrow, torch.einsum("or,oihw->rihw", basis, weight), basis.T @ (bias - mean))
        _set(wide, basis[:, :, None, None], mean)


@torch.no_grad()
def rescale_(network: FeatureNetwork, teacher: LossNetwork, batches: Sequence[tuple[Tensor, Tensor]]) -> None:
    """Scale each layer so that the median ratio of its distances to the teacher's is 1; the ReLU lets a scale through,
    and the convolution behind takes it back."""
    ratios = {layer: _ratios(network, teacher, batches, layer) for layer in LAYERS}
    modules = list(network.named_children())
    for (name, module), following in zip(modules, [m for _, m in modules[1:]] + [None], strict=True):
        layer = name.replace("conv", "relu")
        if layer not in ratios or not isinstance(module, nn.Sequential):
            continue
        factor = ratios[layer].median().item() ** -0.5
        for parameter in module[1].parameters():
            parameter.mul_(factor)
        if isinstance(following, nn.Sequential):
            assert isinstance(following[0].weight, Tensor)
            following[0].weight.div_(factor)


def _ratios(
    network: FeatureNetwork, teacher: LossNetwork, batches: Sequence[tuple[Tensor, Tensor]], layer: str
) -> Tensor:
    """Of every pair of the batches, the network's distance over the teacher's."""
    found = []
    for sr, hr in batches:
        mine, true = (
            (phi(sr, (layer,))[layer] - phi(hr, (layer,))[layer]).square().mean((1, 2, 3)) for phi in (network, teacher)
        )
        found.append(mine[true > 0] / true[true > 0])
    return torch.cat(found)


class _Moments:
    """Of a convolution's responses (C channels): their mean, and second moments of values and of differences."""

    def __init__(self, channels: int, device: torch.device) -> None:
        self._count = 0
        self._sum = torch.zeros(channels, device=device)
        self._values, self._differences = torch.zeros(2, channels, channels, device=device)

    def add(self, result: Tensor, truth: Tensor) -> None:
        """Responses (N, C, h, w) to a result and to its truth."""
        both = [response.transpose(0, 1).flatten(1) for response in (result, truth)]  # (C, N h w)
        passed = (both[0] > 0) | (both[1] > 0)
        difference = (both[0] - both[1]) * passed
        self._count += difference.shape[1]
        self._sum += both[1].sum(1)
        self._values += both[1] @ both[1].T
        self._differences += difference @ difference.T

    @property
    def mean(self) -> Tensor:
        return self._sum / self._count

    def directions(self, values: float) -> Tensor:
        """Orthonormal columns, the most important first."""
        covariance = self._values / self._count - torch.outer(self.mean, self.mean)
        mixed = self._differences / self._differences.trace() + values * covariance / covariance.trace()
        vectors: Tensor = torch.linalg.eigh(mixed).eigenvectors.flip(1)
        return vectors


def _set(convolution: nn.Module, weight: Tensor, bias: Tensor) -> None:
    assert isinstance(convolution, nn.Conv2d)
    assert convolution.bias is not None
    convolution.weight.copy_(weight)
    convolution.bias.copy_(bias)


def distances(network: nn.Module, pair: data.TrainingPair, device: str = "cpu") -> dict[str, float]:
    """By layer the mean squared difference of a network's activations between a result and its truth."""
    sr, hr = (network(data.as_tensor(image[None]).to(device), LAYERS) for image in (pair.source, pair.truth))
    return {layer: (sr[layer] - hr[layer]).square().mean().item() for layer in LAYERS}


def spearman(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> float:
    """Spearman's rank correlation of two samples without ties: 1 - 6 sum d^2 / (n (n^2 - 1))."""
    ranks = [np.argsort(np.argsort(values)).astype(np.float64) for values in (a, b)]
    return float(1 - 6 * np.square(ranks[0] - ranks[1]).sum() / (a.size * (a.size**2 - 1)))


def results_of(pair: data.TrainingPair, method: str) -> data.TrainingPair:
    """What a method makes of a pair's LR, beside the truth; uint8 both."""
    result = result_of(Job.make(Picture(dequantise(pair.source)), method, pair.ratio, device="cpu"))
    return data.TrainingPair(result.pixels, pair.truth, f"{pair.name} {method} x{pair.ratio}")


def _results(pairs: Mapping[int, Sequence[data.TrainingPair]], variants: int, seed: int) -> list[data.TrainingPair]:
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

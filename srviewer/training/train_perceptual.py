r"""f_W on RGB by perceptual losses, or, for its twin, by the pixel loss: options, data, network, losses, validation.

    srviewer train perceptual --data ../shared/data/train --scale 4 --steps 10000 --settle 0 --rate 2e-4 --batch 6 \
        --bfloat16 --init weights/pixel_twin_x4.safetensors \
        --loss-network ../shared/data/networks/vgg19_normalised_to_conv3_1.safetensors \
        --output perceptual_x4.safetensors

and the twin with `--twin` in addition: the same start, batches, steps and rates. For super-resolution Johnson et al.
used the feature loss at relu2_2 alone; a distance of features is a regression too and leaves out what the LR does not
tell. The loss of their style transfer, over patches, asks for texture; energies of details and of rings of frequency
say how much of it and where; means of 4 x 4 pixels hold the colours, which features hardly see; what repeats, within a
picture or from picture to picture, is punished, because it is the cheapest way to energy. With `--adversarial` a small
discriminator pulls as well, which is outside the paper.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from math import lcm
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from srviewer import losses
from srviewer.errors import ParameterError
from srviewer.imaging.resample import resize
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.networks.image_transformation import ImageTransformationNetwork, RunningBatchNorm2d
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import data
from srviewer.training.adversary import Adversary
from srviewer.training.loop import Task
from srviewer.training.task import optimiser_of, placed, take_fitting

Tensor = torch.Tensor
FEATURES = ("relu2_2", "conv3_1")
WEIGHTS = {
    "feature": 0.15,
    "style": 0.8,
    "detail": 1.0,
    "rings": 0.2,
    "peaks": 3.0,
    "means": 300.0,
    "periodic": 3000.0,
}
"""Weights of the terms. They are balanced by each term's pull, the norm of its gradient at the result, which is in the
log: features : style : detail : means as 1 : 1.5 : 0.7 : 0.05 work. 20 for the means lets colours wander."""
PIXEL = 100.0


@dataclass(frozen=True)
class PerceptualOptions:
    """twin : the pixel loss in place of the perceptual ones, all else equal
    adversarial : a discriminator beside the perceptual losses
    weights : of the terms that are to differ from `WEIGHTS`
    layers : of the feature loss, such as relu2_2, or conv3_1 for the same before its ReLU
    patchwise : side of the style loss's patches in pixels; in deep layers they have 12 x 12 activations at least
    settle : steps of pixel loss at the start, during which the statistics of normalisation move
    rate : peak of the optimiser's; above 4e-4 Adam diverges
    hold : part of the schedule at the peak rate: annealing pays, but so do steps at the full rate
    bfloat16 : convolutions in bfloat16: 1.7 times faster where the processor has it, much slower where not
    plain : part of each batch whose patches are flats and recoloured ones, without which black comes out blue
    """

    scale: int
    twin: bool = False
    weights: Mapping[str, float] = field(default_factory=dict)
    layers: tuple[str, ...] = FEATURES
    patchwise: int = 24
    channels: int = 64
    blocks: int = 5
    patch: int = 96
    batch: int = 8
    settle: int = 300
    rate: float = 4e-4
    hold: float = 0.5
    optimiser: str = "adam"
    plain: float = 0.1
    bfloat16: bool = False
    adversarial: bool = False

    def __post_init__(self) -> None:
        unknown = sorted(set(self.weights) - set(WEIGHTS))
        if unknown:
            raise ParameterError(f"no term {unknown[0]!r} to give a weight to (there are: {', '.join(WEIGHTS)})")
        if self.twin and self.adversarial:
            raise ParameterError("a twin is trained by the pixel loss alone: --twin or --adversarial, not both")
        if self.patch < 64 and not self.twin:
            raise ParameterError(f"patches of 64 pixels or more are needed for spectra, not {self.patch}")


class PerceptualTask(Task):
    """f_W from an identity start, or from the layers of other weights that fit."""

    warm_up = 100
    clip = 2.0

    def __init__(
        self,
        options: PerceptualOptions,
        pairs: Sequence[data.TrainingPair],
        loss_network: LossNetwork | None,
        validation: Sequence[data.TrainingPair] = (),
        init: Mapping[str, Tensor] | None = None,
        seed: int = 0,
        device: str = "cpu",
    ) -> None:
        torch.manual_seed(seed)
        self.options, self.seed, self.device = options, seed, device
        self.validation, self.phi = validation, loss_network.to(device) if loss_network else None
        self.batches = data.Batches(
            data.large_enough(pairs, options.patch),
            options.batch,
            options.patch,
            seed,
            partial(vary, plain=options.plain),
        )
        network = ImageTransformationNetwork(options.scale, options.channels, options.blocks)
        init_identity_(network)
        if init:
            take_fitting(network, init)
        else:
            rng = np.random.default_rng([seed, 2**31])
            calibrate_(network, [self.batches.draw(rng)[0] for _ in range(6)])
        self.network = placed(network, device)
        self.peaks = losses.SpectralPeaks().to(device)
        self.adversary = Adversary().to(device) if options.adversarial else None
        self.memory: nn.Module = self.peaks
        if self.adversary is not None:
            self.memory = nn.ModuleDict({"peaks": self.peaks, "adversary": self.adversary})
        self.pulls: dict[str, float] = {}
        self.optimiser = optimiser_of(options.optimiser, network.parameters(), options.rate, (0.9, 0.99))

    @property
    def config(self) -> Mapping[str, Any]:
        o = self.options
        architecture = {
            "name": "image_transformation",
            "scale": o.scale,
            "channels": o.channels,
            "blocks": o.blocks,
        }
        options = {name: value for name, value in asdict(o).items() if name != "adversarial" or value}
        return {"network": "perceptual", "seed": self.seed, "architecture": architecture, "options": options}

    @property
    def hold(self) -> float:
        return self.options.hold

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        settling = step < self.options.settle
        for module in self.network.modules():
            if isinstance(module, RunningBatchNorm2d):
                module.frozen = not settling
        lr, hr = (part.to(self.device, non_blocking=True) for part in batch[:2])
        with self._autocast():
            sr = self.network(lr).float()
        if settling or self.options.twin:
            return PIXEL * losses.pixel_loss(sr, hr)
        terms = self._terms(sr, hr, *batch[2].tolist())
        if self.adversary is not None:
            self.adversary.learn(step, sr, hr, lr)
            terms["adversarial"] = self.adversary.pull(step, sr, hr, lr, terms["feature"])
        if step % 100 == 99:
            self.pulls = pulls(terms, sr)
        return torch.stack(list(terms.values())).sum()

    def _autocast(self) -> torch.autocast:
        return torch.autocast(torch.device(self.device).type, torch.bfloat16, enabled=self.options.bfloat16)

    def _terms(self, sr: Tensor, hr: Tensor, dy: int, dx: int) -> dict[str, Tensor]:
        """Each term times its weight. The loss network's grid is moved by (dy, dx), so that no pattern hides in it."""
        assert self.phi is not None
        o, layers = self.options, list(dict.fromkeys((*self.options.layers, *losses.STYLE)))
        with self._autocast():
            phi_hat = {name: a.float() for name, a in self.phi(sr[..., dy:, dx:], layers).items()}
            with torch.no_grad():
                phi = {name: a.float() for name, a in self.phi(hr[..., dy:, dx:], layers).items()}
        spectra = losses.power_spectra(sr), losses.power_spectra(hr)
        error = sr - hr
        feature = [losses.feature_reconstruction_loss(phi_hat[layer], phi[layer]) for layer in o.layers]
        terms = {
            "feature": torch.stack(feature).sum(),
            "style": losses.style_over_patches(phi_hat, phi, o.patchwise),
            "detail": losses.detail_energy_loss(sr, hr),
            "rings": losses.log_ring_ratios(*spectra).square().sum(1).mean(),
            "peaks": self.peaks(*spectra),
            "means": F.avg_pool2d(error, 4).square().mean(),
            "periodic": losses.periodic_error(error, lcm(2, o.scale)),
        }
        weights = {**WEIGHTS, **o.weights}
        return {name: weights[name] * term for name, term in terms.items()}

    def validate(self, network: nn.Module) -> dict[str, float]:
        rows = [self._measures(network, pair) for pair in self.validation]
        means = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]} if rows else {}
        return {**means, **self.pulls}

    def _measures(self, network: nn.Module, pair: data.TrainingPair) -> dict[str, float]:
        sr = (network(data.as_tensor(pair.source[None]).to(self.device)).clamp(0, 1) * 255).round() / 255
        image = sr[0].permute(1, 2, 0).cpu().numpy().astype(np.float64)
        found = {"psnr_y": psnr(image, pair.truth, crop_border=self.options.scale)}
        if self.phi is not None:
            truth = data.as_tensor(pair.truth[None]).to(self.device)
            features = (self.phi(x, ["relu2_2"])["relu2_2"] for x in (sr, truth))
            found["relu2_2"] = losses.feature_reconstruction_loss(*features).item()
        return found


def pulls(terms: Mapping[str, Tensor], sr: Tensor) -> dict[str, float]:
    """The norm of each term's gradient at the result: what terms are to be balanced by, not by their values."""
    norms = {k: torch.autograd.grad(term, sr, retain_graph=True)[0].norm().item() for k, term in terms.items()}
    return {f"pull_{name}": norm for name, norm in norms.items()}


def vary(lr: Tensor, hr: Tensor, rng: np.random.Generator, plain: float) -> tuple[Tensor, Tensor, Tensor]:
    """A part of a batch's pairs (0 to 1) recoloured, and by how many pixels the loss network's grid is to move: 0 to 15
    along y and x."""
    for index in np.flatnonzero(rng.random(len(lr)) < plain):
        recolour_(lr[index], hr[index], rng)
    return lr, hr, torch.from_numpy(rng.integers(0, 16, 2))


def recolour_(lr: Tensor, hr: Tensor, rng: np.random.Generator) -> None:
    """Make one pair, (3, h, w) and (3, H, W), a flat (often an extreme), grey, less or other in contrast (the same
    affine map of colours for both, which commutes with degradation), or with blacks and whites that are cut off."""
    kind = int(rng.integers(5))
    if kind == 0:  # a flat: a primary, black or white one time in two
        extreme = [rng.random(3), rng.integers(0, 2, 3), np.zeros(3), np.ones(3)][rng.integers(4)]
        colour = torch.from_numpy(np.asarray(extreme)).float()
        for image in (lr, hr):
            image.copy_(colour[:, None, None].expand_as(image))
    elif kind == 1:  # grey
        weights = torch.tensor([0.299, 0.587, 0.114])[:, None, None]
        for image in (lr, hr):
            image.copy_((image * weights).sum(0, keepdim=True).expand_as(image))
    elif kind == 2:  # photographs have areas of pure black and white, with soft edges to them
        cut_off_(lr, hr, rng)
    else:  # channels in another order, each with another contrast (down to the negative) and brightness
        order = torch.from_numpy(rng.permutation(3))
        low, high = (torch.from_numpy(a).float()[:, None, None] for a in rng.random((2, 3)))
        for image in (lr, hr):
            image.copy_(low + (high - low) * image[order])


def cut_off_(lr: Tensor, hr: Tensor, rng: np.random.Generator) -> None:
    """Stretch a truth's contrast beyond black or white, cut it off, and shrink it anew."""
    dark, light = np.sort(rng.uniform(0.0, 1.0, 2)) * np.array([0.6, 1.0])
    stretched = ((hr - float(dark)) / max(float(light) - float(dark), 0.2)).clamp(0, 1)
    hr.copy_((stretched * 255).round() / 255)
    image = hr.permute(1, 2, 0).numpy().astype(np.float64)
    shrunk = np.clip(np.rint(resize(image, lr.shape[1], lr.shape[2]) * 255), 0, 255) / 255
    lr.copy_(torch.from_numpy(shrunk).permute(2, 0, 1).float())


@torch.no_grad()
def init_identity_(network: ImageTransformationNetwork) -> None:
    """Channels 0 to 2 carry the picture through, bilinearly enlarged; the others start at random, near nothing in the
    last layer. 1.8 x - 0.9 before 0.5 + 0.6 tanh is about the identity. Residual branches start at zero."""
    tent = torch.tensor([1.0, 2.0, 1.0])
    smooth = torch.outer(tent, tent) / 16
    network.first.weight[:3] = 0
    enlargements = [conv for conv in network.enlarge if isinstance(conv, nn.Conv2d)]
    for conv in enlargements:
        conv.weight[:3] = 0
        conv.weight[3:] *= 0.5
    network.last.weight *= 0.05
    assert network.last.bias is not None
    network.last.bias.fill_(-0.9)
    for i in range(3):
        network.first.weight[i, i, 4, 4] = 1
        for conv in enlargements:
            conv.weight[i, i] = smooth
        network.last.weight[i, i] = 0
        network.last.weight[i, i, 4, 4] = 1.8


@torch.no_grad()
def calibrate_(network: ImageTransformationNetwork, batches: Sequence[Tensor]) -> None:
    """Running statistics from some LR batches, layer by layer from the first; then normalisation outside the residual
    blocks undoes itself on the picture's three channels."""
    norms = [module for module in network.modules() if isinstance(module, RunningBatchNorm2d)]
    inside = {id(module) for module in network.blocks.modules()}
    for norm in _in_order(network):
        for other in norms:
            other.train(other is norm)
        for lr in batches:
            network(lr)
        if id(norm) not in inside and norm.running_var is not None and norm.running_mean is not None:
            norm.weight[:3] = (norm.running_var[:3] + norm.eps).sqrt()
            norm.bias[:3] = norm.running_mean[:3]
    network.train()


def _in_order(network: ImageTransformationNetwork) -> list[RunningBatchNorm2d]:
    """The normalisations in the order in which a picture passes them."""
    modules = [network.first_norm, *network.blocks.modules(), *network.enlarge_norm]
    return [module for module in modules if isinstance(module, RunningBatchNorm2d)]

r"""f_W on RGB, with the feature loss or, for its twin, the pixel loss: options, data, network, losses, validation.

    srviewer train perceptual --data ../shared/data/train --scale 4 --minutes 58 \
        --loss-network ../shared/data/networks/vgg19_normalised_to_conv3_1.safetensors \
        --output perceptual_x4.safetensors

First the pixel loss while normalisation settles, then the chosen one. Three losses besides the feature loss hold what
it does not see: colours (it is blind to small shifts), the finest band and patterns of the enlargement's period (it
leaves lines of period 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from srviewer import losses
from srviewer.imaging.resample import resize
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.networks.image_transformation import ImageTransformationNetwork, RunningBatchNorm2d
from srviewer.networks.loss_network import LossNetwork
from srviewer.training import data
from srviewer.training.soap import Soap

Tensor = torch.Tensor
LAYER = "relu2_2"


@dataclass(frozen=True)
class PerceptualOptions:
    """loss : "feature", or "pixel" for the twin: all else equal
    settle : steps of pixel loss at the start, during which the statistics of normalisation move
    rate : peak of the optimiser's; above 4e-4 Adam diverges
    pixel, colour, fine, grid : weights of the pixel loss, of 4 x 4 means, of the finest band and of what repeats with
        period 4. 20 for the colours is too weak (they wander); 300 for the finest band alone, without the grid, leaves
        lines of period 2; 1000 smooths skin and cloth
    bfloat16 : convolutions in bfloat16: 1.7 times faster where the processor has it, much slower where not
    plain : part of each batch whose patches are flats and recoloured ones, without which black comes out blue
    """

    scale: int
    loss: str = "feature"
    channels: int = 64
    blocks: int = 5
    patch: int = 96
    batch: int = 8
    settle: int = 300
    rate: float = 4e-4
    optimiser: str = "adam"
    pixel: float = 100.0
    colour: float = 300.0
    fine: float = 30.0
    grid: float = 10000.0
    plain: float = 0.1
    bfloat16: bool = False


class PerceptualTask:
    """f_W from an identity start, or from the layers of other weights that fit."""

    warm_up = 100
    clip = 2.0
    hold = 0.5  # annealing pays, but so do steps at the full rate

    def __init__(
        self,
        options: PerceptualOptions,
        pairs: Sequence[data.Pair],
        loss_network: LossNetwork | None,
        validation: Sequence[data.Pair] = (),
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
            own = network.state_dict()
            fitting = {k: v for k, v in init.items() if k in own and own[k].shape == v.shape}
            network.load_state_dict({**own, **fitting})
        else:
            rng = np.random.default_rng([seed, 2**31])
            calibrate_(network, [self.batches.draw(rng)[0] for _ in range(6)])
        self.network: nn.Module = network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.optimiser: torch.optim.Optimizer
        if options.optimiser == "soap":
            self.optimiser = Soap(network.parameters(), lr=options.rate)
        else:
            self.optimiser = torch.optim.Adam(network.parameters(), lr=options.rate, betas=(0.9, 0.99))

    @property
    def config(self) -> Mapping[str, Any]:
        o = self.options
        architecture = {
            "name": "image_transformation",
            "scale": o.scale,
            "channels": o.channels,
            "blocks": o.blocks,
        }
        return {"network": "perceptual", "seed": self.seed, "architecture": architecture, "options": asdict(o)}

    def loss(self, step: int, batch: tuple[Tensor, ...]) -> Tensor:
        settling = step < self.options.settle
        for module in self.network.modules():
            if isinstance(module, RunningBatchNorm2d):
                module.frozen = not settling
        lr, hr = (part.to(self.device, non_blocking=True) for part in batch[:2])
        with torch.autocast(torch.device(self.device).type, torch.bfloat16, enabled=self.options.bfloat16):
            sr = self.network(lr).float()
            if settling or self.options.loss == "pixel":
                return self.options.pixel * losses.pixel_loss(sr, hr)
            return self._feature_loss(sr, hr, *batch[2].tolist())

    def _feature_loss(self, sr: Tensor, hr: Tensor, dy: int, dx: int) -> Tensor:
        """The pooling's grid is moved by (dy, dx), so that no pattern of period 2 can hide from it."""
        assert self.phi is not None
        with torch.no_grad():
            truth = self.phi(hr[..., dy:, dx:], [LAYER])[LAYER].float()
        feature = self.phi(sr[..., dy:, dx:], [LAYER])[LAYER].float()
        error = sr - hr
        terms = {
            "feature": losses.feature_reconstruction_loss(feature, truth),
            "colour": F.avg_pool2d(error, 4).square().mean(),
            "fine": finest_band(error),
            "grid": repeated(error),
        }
        o = self.options
        return losses.weighted_sum(terms, {"feature": 1.0, "colour": o.colour, "fine": o.fine, "grid": o.grid})

    def finish(self, network: nn.Module) -> None:
        """Nothing more is to be done."""

    def validate(self, network: nn.Module) -> dict[str, float]:
        rows = [self._measures(network, pair) for pair in self.validation]
        return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]} if rows else {}

    def _measures(self, network: nn.Module, pair: data.Pair) -> dict[str, float]:
        sr = (network(data.as_tensor(pair.source[None]).to(self.device)).clamp(0, 1) * 255).round() / 255
        image = sr[0].permute(1, 2, 0).cpu().numpy().astype(np.float64)
        found = {"psnr_y": psnr(image, pair.truth, crop_border=self.options.scale)}
        if self.phi is not None:
            truth = data.as_tensor(pair.truth[None]).to(self.device)
            features = (self.phi(x, [LAYER])[LAYER] for x in (sr, truth))
            found[LAYER] = losses.feature_reconstruction_loss(*features).item()
        return found


def vary(lr: Tensor, hr: Tensor, rng: np.random.Generator, plain: float) -> tuple[Tensor, Tensor, Tensor]:
    """A part of a batch's pairs (0 to 1) recoloured, and by how many pixels the loss network's grid is to move: 0 to 15
    along y and x."""
    for index in np.flatnonzero(rng.random(len(lr)) < plain):
        recolour_(lr[index], hr[index], rng)
    return lr, hr, torch.from_numpy(rng.integers(0, 16, 2))


def finest_band(error: Tensor) -> Tensor:
    """Mean square of what [-1, 2, -1] / 4 leaves of the error along each axis: the frequencies about 1/2."""
    horizontal = (2 * error[..., :, 1:-1] - error[..., :, :-2] - error[..., :, 2:]) / 4
    vertical = (2 * error[..., 1:-1, :] - error[..., :-2, :] - error[..., 2:, :]) / 4
    return horizontal.square().mean() + vertical.square().mean()


def repeated(error: Tensor, period: int = 4, window: int = 24) -> Tensor:
    """Mean square of what of the error repeats with a period: its mean over windows of `window` periods (or all there
    are), at each place within the period. A grid of 2 or 4 pixels and a cast of colour remain; of texture remains one
    part in the window's area, so that a small window is a pixel loss in disguise."""
    places = F.pixel_unshuffle(error, period)  # (N, period^2 C, H / period, W / period)
    return F.avg_pool2d(places, min(window, *places.shape[2:])).square().mean()


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

"""Flats to their own level: a closed-form correction of Perceptual's last layer, after training.

    python -m srviewer.training.level_flats TWIN PERCEPTUAL DATA OUTPUT [SCALE [PENALTY]]

Energies and features hardly see that a flat area is off by two levels. What the weights of the last convolution add up
to over its 9 x 9 taps is moved, by the same at every tap, so that texture (which has no mean there) stays as it is. The
move is ridge regression: least squares of what flats are off by, with what it changes in photographs as the penalty.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from srviewer import weights
from srviewer.networks.image_transformation import ImageTransformationNetwork
from srviewer.training import data, loop

Tensor = torch.Tensor
STRENGTH = 0.85
"""The mixture whose flats are measured: the method's default."""
PENALTY = 0.03
"""Of a photograph's mean squared change against that of the flats, unless another is given."""
BEYOND = 1.0 / 255
"""How far beyond 0 and 1 black and white are aimed at: the result is clamped there."""


def flats() -> tuple[Tensor, Tensor]:
    """Colours (N, 3) in [0, 1], a grid of seven levels, greys and the cube's corners; and what each counts for (N)."""
    axis, ends = torch.linspace(0, 1, 7), torch.tensor([0.0, 1.0])
    grid, corners = torch.cartesian_prod(axis, axis, axis), torch.cartesian_prod(ends, ends, ends)
    greys = torch.linspace(0, 1, 33)[:, None].expand(-1, 3)
    counts = [(grid, 1.0), (greys, 600.0), (corners, 600.0)]
    return torch.cat([part for part, _ in counts]), torch.cat([torch.full((len(part),), n) for part, n in counts])


@torch.inference_mode()
def correction(network: ImageTransformationNetwork, photographs: Tensor, price: float = PENALTY) -> Tensor:
    """What to add to the sums over taps of the last layer's weights and to its bias, (3, C + 1).

    photographs : LR patches (N, 3, h, w) in [0, 1]
    price : what a photograph's mean squared change counts for against that of the flats
    """
    colours, counts = flats()
    seen = _last_inputs(network, colours[:, :, None, None].expand(-1, 3, 5, 5).contiguous())
    middle = seen.shape[-1] // 2
    flat = _with_one(seen[:, :, middle, middle])
    answers = network.last(seen)[:, :, middle, middle].double()
    aims = torch.where(colours <= 0, -BEYOND, torch.where(colours >= 1, 1 + BEYOND, colours)).double()
    wanted = torch.atanh((aims - 0.5) / 0.6) - answers
    slope = 0.6 * (1 - answers.tanh().square())  # of the result by the answer: errors count as levels
    around = F.avg_pool2d(_last_inputs(network, photographs), 9, 3)
    many = _with_one(around.permute(0, 2, 3, 1).flatten(0, 2))
    penalty = price * many.T @ many / len(many)
    penalty += 1e-8 * penalty.trace() / price * torch.eye(len(penalty), dtype=penalty.dtype)
    rows = []
    for channel in range(3):
        a = flat * slope[:, channel, None]
        weighted = a.T * (counts / counts.sum())
        right = weighted @ (wanted[:, channel] * slope[:, channel])
        rows.append(torch.linalg.solve(weighted @ a + penalty, right))
    return torch.stack(rows)


def level_flats(
    twin: Mapping[str, Tensor],
    perceptual: Mapping[str, Tensor],
    photographs: Tensor,
    scale: int,
    price: float = PENALTY,
) -> dict[str, Tensor]:
    """Perceptual's tensors, corrected so that flats of the mixture at `STRENGTH` keep their level."""
    channels, blocks = len(perceptual["first.weight"]), 1 + max(_block(name) for name in perceptual)
    network = ImageTransformationNetwork(scale, channels, blocks).eval()
    network.load_state_dict(weights.mixed(twin, perceptual, STRENGTH))
    added = (correction(network, photographs, price) / STRENGTH).float()
    kernel = perceptual["last.weight"].shape[2:].numel()
    return {
        **perceptual,
        "last.weight": perceptual["last.weight"] + added[:, :-1, None, None] / kernel,
        "last.bias": perceptual["last.bias"] + added[:, -1],
    }


def _block(name: str) -> int:
    return int(name.split(".")[1]) if name.startswith("blocks.") else -1


def _last_inputs(network: ImageTransformationNetwork, lr: Tensor) -> Tensor:
    """What the last layer is given, (N, C, H, W)."""
    found: list[Tensor] = []
    hook = network.last.register_forward_pre_hook(lambda _module, given: found.append(given[0]))
    network(lr)
    hook.remove()
    return found[0]


def _with_one(rows: Tensor) -> Tensor:
    """(N, C) as double (N, C + 1), for the bias."""
    return torch.cat([rows.double(), torch.ones(len(rows), 1, dtype=torch.double)], 1)


def main(arguments: list[str]) -> None:
    twin, perceptual, folder, output = map(Path, arguments[:4])
    scale = int(arguments[4]) if len(arguments) > 4 else 4
    price = float(arguments[5]) if len(arguments) > 5 else PENALTY
    pairs = data.large_enough(data.rgb_pairs(folder, scale), 96)
    photographs, _ = data.sample(pairs, np.random.default_rng(0), 24, 96)
    levelled = ImageTransformationNetwork(scale).eval()
    tensors = level_flats(weights.read_file(twin), weights.read_file(perceptual), photographs, scale, price)
    levelled.load_state_dict(tensors)
    architecture = {"name": "image_transformation", "scale": scale, "channels": 64, "blocks": 5}
    loop.save_weights(output, levelled, architecture)


if __name__ == "__main__":
    main(sys.argv[1:])

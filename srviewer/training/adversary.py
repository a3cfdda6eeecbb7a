"""A small discriminator, and what it pulls towards: outside the perceptual losses of Johnson et al.

It sees patches, each beside what it has more than the enlarged LR, and tells results from truths by the relativistic
average loss of ESRGAN. It computes in float32: in bfloat16 its logits drift, which that loss does not see, until
rounding eats their difference. So that it does not win too easily there is a small penalty on drift, and one on the
gradient at truths (R1) at every sixteenth step. How hard it pulls is set by the features' pull.

References
----------
I. Goodfellow et al., "Generative adversarial nets", Neural Information Processing Systems 2014. arXiv:1406.2661
X. Wang et al., "ESRGAN", European Conference on Computer Vision Workshops 2018. arXiv:1809.00219
L. Mescheder, A. Geiger, S. Nowozin, "Which training methods for GANs do actually converge?", International Conference
on Machine Learning 2018. arXiv:1801.04406
"""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor

SHARE = 0.1
"""Of its pull in that of the features: with much of it skin looks like plaster."""
HEAD_START = 150
"""Steps that the discriminator learns alone; over the next `RISE` its pull rises."""
RISE = 400
DRIFT, GRADIENT, EVERY = 1e-3, 1.0, 16
MOST = 30.0


class Adversary(nn.Module):
    """The discriminator with its optimiser: all of it is in the state, so that a training can be resumed.

    balance : factor that gives its loss the wanted pull, a running mean; 0 before the first
    """

    balance: Tensor

    def __init__(self, channels: int = 48, rate: float = 1e-4) -> None:
        super().__init__()
        half = channels * 4 // 3
        self.network = nn.Sequential(
            nn.Conv2d(6, channels, 3, 1, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(channels, half, 4, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(half, half, 3, 1, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(half, 2 * channels, 4, 2, 1),
            nn.LeakyReLU(0.2),
            nn.Conv2d(2 * channels, 1, 3, 1, 1),
        )
        for module in self.network:
            if isinstance(module, nn.Conv2d) and module.bias is not None:
                nn.init.kaiming_normal_(module.weight, a=0.2)
                nn.init.zeros_(module.bias)
        self.register_buffer("balance", torch.zeros(()))
        self.optimiser = torch.optim.Adam(self.network.parameters(), lr=rate, betas=(0.5, 0.99))

    def forward(self, image: Tensor, lr: Tensor) -> Tensor:
        """Logits (N, 1, h, w), high for what looks like a truth, of images (N, 3, H, W) in [0, 1]."""
        enlarged = F.interpolate(lr, image.shape[2:], mode="bicubic", align_corners=False).clamp(0, 1)
        logits: Tensor = self.network(torch.cat([2 * image - 1, 8 * (image - enlarged)], 1))
        return logits

    def learn(self, step: int, sr: Tensor, hr: Tensor, lr: Tensor) -> None:
        """One step of its own, towards telling results from truths."""
        penalised = step % EVERY == 0
        truth = hr.clone().requires_grad_(penalised)
        own, true = self(sr.detach(), lr), self(truth, lr)
        loss = relativistic(true, own) + DRIFT * (own.mean().square() + true.mean().square())
        if penalised:
            (slope,) = torch.autograd.grad(true.sum(), truth, create_graph=True)
            loss = loss + EVERY * GRADIENT / 2 * slope.square().sum((1, 2, 3)).mean() / true[0].numel()
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        self.optimiser.step()

    def pull(self, step: int, sr: Tensor, hr: Tensor, lr: Tensor, features: Tensor) -> Tensor:
        """The loss of results that do not pass for truths, with the wanted pull against the loss of features."""
        self.network.requires_grad_(False)
        with torch.no_grad():
            true = self(hr, lr)
        loss = relativistic(self(sr, lr), true)
        self.network.requires_grad_(True)
        if step % 10 == 0:
            own, wanted = (torch.autograd.grad(t, sr, retain_graph=True)[0].norm() for t in (loss, features))
            now = (SHARE * wanted / own.clamp_min(1e-12)).clamp_max(MOST)
            self.balance.copy_(now if self.balance == 0 else self.balance.lerp(now, 0.1))
        return loss * self.balance * min(1.0, max(0.0, (step - HEAD_START) / RISE))

    def get_extra_state(self) -> dict[str, Any]:
        """The optimiser's state, beside the weights."""
        return self.optimiser.state_dict()

    def set_extra_state(self, state: dict[str, Any]) -> None:
        self.optimiser.load_state_dict(state)


def relativistic(up: Tensor, down: Tensor) -> Tensor:
    """How little the logits `up` stand above the mean of `down`, and `down` below the mean of `up`."""
    return (F.softplus(down.mean() - up).mean() + F.softplus(down - up.mean()).mean()) / 2

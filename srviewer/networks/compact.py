"""Compact: plain 3 x 3 convolutions on the LR, pixel shuffle and an interpolation to add to.

All work is done at the LR's size (Shi et al.). While training, each kernel is the sum of branches: a 3 x 3, a 1 x 1
followed by a 3 x 3, and 1 x 1 followed by Sobel's and Laplace's filters, as in ECBSR (Zhang et al.); they are summed
before the convolution, so that a step costs like a plain one. For inference the sum is all that remains.

References
----------
X. Zhang, H. Zeng, L. Zhang, "Edge-oriented convolution block for real-time super resolution on mobile devices", ACM
International Conference on Multimedia 2021. doi:10.1145/3474085.3475291
W. Shi, J. Caballero, F. Huszár, J. Totz, A. P. Aitken, R. Bishop, D. Rueckert, Z. Wang, "Real-time single image and
video super-resolution using an efficient sub-pixel convolutional neural network", IEEE Conference on Computer Vision
and Pattern Recognition 2016. arXiv:1609.05158
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks.layers import pad
from srviewer.networks.threads import CORES, run_parts

Tensor = torch.Tensor

SKIP_REACH = 2
ROWS = 32  # of a strip on the CPU
LOW = 64  # rows of a part, at least: it makes those again that layers look at beyond it
FILTERS = torch.tensor(
    [
        [[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]],
        [[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]],
        [[0.0, 1.0, 0.0], [1.0, -4.0, 1.0], [0.0, 1.0, 0.0]],
    ]
)
"""Sobel along x and y, and Laplace."""


class EdgeOrientedConv2d(nn.Module):
    """A 3 x 3 convolution whose kernel is a sum of branches; no padding."""

    filters: Tensor

    def __init__(self, inputs: int, outputs: int, expansion: int = 2) -> None:
        super().__init__()
        inner = expansion * outputs
        self.weight = nn.Parameter(torch.empty(outputs, inputs, 3, 3))
        self.bias = nn.Parameter(torch.zeros(outputs))
        self.expand = nn.Parameter(torch.empty(inner, inputs))
        self.squeeze = nn.Parameter(torch.empty(outputs, inner, 3, 3))
        self.edges = nn.Parameter(torch.empty(len(FILTERS), outputs, inputs))
        self.register_buffer("filters", FILTERS.clone(), persistent=False)
        nn.init.kaiming_normal_(self.weight, a=0.25)
        nn.init.kaiming_normal_(self.expand, a=1.0)
        nn.init.normal_(self.squeeze, std=0.3 * (2 / (9 * inner)) ** 0.5)
        nn.init.normal_(self.edges, std=0.03 * (2 / inputs) ** 0.5)

    def branches(self) -> dict[str, Tensor]:
        """Each branch as a kernel (outputs, inputs, 3, 3); they add up to `kernel`."""
        edges = torch.einsum("foi,fyx->foiyx", self.edges, self.filters)
        expanded = torch.einsum("omyx,mi->oiyx", self.squeeze, self.expand)
        names = ("Sobel x", "Sobel y", "Laplace")
        return {"3 × 3": self.weight, "1 × 1, 3 × 3": expanded, **dict(zip(names, edges, strict=True))}

    def kernel(self) -> Tensor:
        return torch.stack(list(self.branches().values())).sum(0)

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, self.kernel(), self.bias)


class Compact(nn.Module):
    """(N, colours, H, W) in about [0, 1] to (N, colours, scale H, scale W), not clamped.

    A convolution to `channels`, `blocks` more, each with PReLU, and one to scale^2 maps a colour, which pixel shuffle
    makes into the enlargement; bicubic interpolation (Keys, a = -1/2) is added. The picture is continued at its border
    by its last row or column, once, by as much as all layers look; while training, each layer does so for itself, so
    that patches keep their size: the loss is to leave their rim out.
    """

    skip: Tensor

    def __init__(self, scale: int, channels: int = 32, blocks: int = 10, colours: int = 1) -> None:
        super().__init__()
        self.scale, self.colours, self.reach = scale, colours, blocks + 2
        sizes = [colours, *[channels] * (blocks + 1)]
        self.body = nn.ModuleList([EdgeOrientedConv2d(i, o) for i, o in pairwise(sizes)])
        self.activations = nn.ModuleList([nn.PReLU(channels, 0.25) for _ in self.body])
        self.last = EdgeOrientedConv2d(channels, colours * scale**2)
        self.register_buffer("skip", bicubic_kernels(scale, colours), persistent=False)
        with torch.no_grad():  # begins near bicubic
            for tensor in (self.last.weight, self.last.squeeze, self.last.edges):
                tensor.mul_(0.1)

    def forward(self, x: Tensor) -> Tensor:
        enlarged = self.enlarged(x)
        if not self.training:
            x = pad(x, (self.reach,) * 4)
        rim = 1 if self.training else 0
        for conv, activation in zip(self.body, self.activations, strict=True):
            x = activation(conv(pad(x, (rim,) * 4)))
        x = self.last(pad(x, (rim,) * 4))
        return F.pixel_shuffle(x.float() + enlarged, self.scale)

    @torch.no_grad()
    def weaken(self, strength: float) -> None:
        """Make it a mixture with a network of the same body whose last layer is nil: that one's result is the
        interpolation alone, so the mixture's lies between."""
        for tensor in (self.last.weight, self.last.bias, self.last.squeeze, self.last.edges):
            tensor.mul_(strength)

    def enlarged(self, x: Tensor) -> Tensor:
        """Bicubic as scale^2 maps a colour, in float32 also under autocast."""
        with torch.autocast(x.device.type, enabled=False):
            return F.conv2d(F.pad(x, (SKIP_REACH,) * 4, mode="replicate"), self.skip, groups=self.colours)


def bicubic_kernels(scale: int, colours: int) -> Tensor:
    """Bicubic enlarging as a convolution of each colour to scale^2 phases: (colours scale^2, 1, 5, 5)."""
    phase = (torch.arange(scale, dtype=torch.float64) + 0.5) / scale - 0.5  # place of an output pixel in LR pixels
    x = (phase[:, None] - torch.arange(-SKIP_REACH, SKIP_REACH + 1)).abs()
    near, far = 1.5 * x**3 - 2.5 * x**2 + 1, -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
    taps = torch.where(x <= 1, near, torch.where(x < 2, far, torch.zeros_like(x)))
    kernels = torch.einsum("ay,bx->abyx", taps, taps).reshape(scale**2, 1, *[2 * SKIP_REACH + 1] * 2)
    return kernels.repeat(colours, 1, 1, 1).float()


class FusedCompact(nn.Module):
    """`Compact` with one kernel a layer. On the CPU the picture is cut into parts one below the other, one torch thread
    each, which need not wait for each other at every layer; a part is gone down in strips of rows: each layer keeps its
    last two rows for the next strip, so that nothing is computed twice but where parts meet, and a strip's maps stay in
    the processor's cache.

    Threads are as many as the calling thread has torch threads. Parts are cut for all that there are: the result is
    the same, to the last bit, with any number of threads.
    """

    skip: Tensor

    def __init__(self, network: Compact) -> None:
        super().__init__()
        self.scale, self.colours, self.reach = network.scale, network.colours, network.reach
        self.convolutions = nn.ModuleList([fused(conv) for conv in (*network.body, network.last)])
        self.activations = nn.ModuleList([*network.activations, nn.Identity()])
        self.register_buffer("skip", network.skip)
        self.requires_grad_(False)

    def forward(self, x: Tensor, check: Callable[[], None] = lambda: None) -> Tensor:
        """`check` is called before each strip, from the threads that work, and breaks off by raising."""
        height, reach = x.shape[2], self.reach
        padded = F.pad(x, (reach,) * 4, mode="replicate")
        skip = F.conv2d(F.pad(x, (SKIP_REACH,) * 4, mode="replicate"), self.skip, groups=self.colours)
        if x.device.type != "cpu":
            return F.pixel_shuffle(skip + self._strip(padded, self._none_kept()), self.scale)
        count = max(1, min(CORES, height // LOW))
        cuts = [height * n // count for n in range(count + 1)]
        parts = [(padded[:, :, top : bottom + 2 * reach], skip[:, :, top:bottom]) for top, bottom in pairwise(cuts)]
        run_parts([partial(self._part, *part, check) for part in parts])
        return F.pixel_shuffle(skip, self.scale)

    def _part(self, padded: Tensor, total: Tensor, check: Callable[[], None]) -> None:
        """Add what the layers make of `padded` to `total`."""
        kept, end = self._none_kept(), 0
        for top in range(0, total.shape[2], ROWS):
            check()
            rows = total[:, :, top : top + ROWS]
            begin, end = end, top + rows.shape[2] + 2 * self.reach  # the first strip fills the layers
            rows += self._strip(padded[:, :, begin:end], kept)

    def _none_kept(self) -> list[Tensor | None]:
        return [None] * len(self.convolutions)

    def _strip(self, x: Tensor, kept: list[Tensor | None]) -> Tensor:
        for n, (conv, activation) in enumerate(zip(self.convolutions, self.activations, strict=True)):
            before = kept[n]
            x = x if before is None else torch.cat([before, x], 2)
            kept[n] = x[:, :, -2:]
            x = activation(conv(x))
        return x


def fused(conv: nn.Module) -> nn.Conv2d:
    """The branches' sum as one plain convolution."""
    assert isinstance(conv, EdgeOrientedConv2d)
    outputs, inputs = conv.weight.shape[:2]
    plain = nn.Conv2d(inputs, outputs, 3)
    with torch.no_grad():
        plain.weight.copy_(conv.kernel())
        plain.bias.copy_(conv.bias)  # type: ignore[union-attr]
    return plain.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def for_inference(network: Compact) -> nn.Sequential:
    """The same function as one layer, each convolution's branches added up."""
    return nn.Sequential(FusedCompact(network))

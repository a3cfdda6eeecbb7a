"""SRCNN 9-5-5 for the CPU: the plain network's function, 1e-6 from it, in half the time.

The picture is cut into column stripes, one torch thread each; a stripe is gone down in strips of rows that stay in the
second-level cache, all three layers of a strip before the next, in buffers that are used again (the page faults of
large temporaries cost as much as the arithmetic). The 5x5 layer is a one-dimensional Winograd F(4, 5) along y: 8 x 5
multiplications in place of 20 x 5 for 4 rows. The last layer is one 1x5 convolution to five maps and shifted adds,
because convolutions with one output leave a CPU's vector units idle.

References
----------
A. Lavin, S. Gray, "Fast algorithms for convolutional neural networks", IEEE Conference on Computer Vision and Pattern
Recognition 2016. doi:10.1109/CVPR.2016.435
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from math import ceil

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import nn

from srviewer.networks.threads import CORES, run_parts

Tensor = torch.Tensor

KERNELS = (9, 5, 5)
ROWS = 40  # of a strip, a multiple of 4
COLUMNS = 512  # of a stripe, at most
NARROW = 16  # of a stripe, about, at least: it makes 8 more columns of h1 than it has

# Rows k of B^T for the points 0, 1, -1, 2, -2, 1/2, -1/2, infinity (Lavin, Gray: Y = A^T [(G g) * (B^T d)]).
_DATA_TRANSFORM = np.array(
    [
        [1, 0, -5.25, 0, 5.25, 0, -1, 0],
        [0, 1, 1, -4.25, -4.25, 1, 1, 0],
        [0, -1, 1, 4.25, -4.25, -1, 1, 0],
        [0, 0.5, 0.25, -2.5, -1.25, 2, 1, 0],
        [0, -0.5, 0.25, 2.5, -1.25, -2, 1, 0],
        [0, 2, 4, -2.5, -5, 0.5, 1, 0],
        [0, -2, 4, 2.5, -5, -0.5, 1, 0],
        [0, -1, 0, 5.25, 0, -5.25, 0, 1],
    ]
)
_POINTS = (0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5)


def _nobody() -> None:
    """Nobody cancels."""


def kernel_transform() -> npt.NDArray[np.float64]:
    """G of F(4, 5), (8, 5): a kernel's rows g to G g, by interpolation at `_POINTS`, scaled to `_DATA_TRANSFORM`."""
    g = np.zeros((8, 5))
    for k, point in enumerate(_POINTS):
        others = [other for other in _POINTS if other != point]
        g[k] = [point**j / np.prod([point - other for other in others]) for j in range(5)]
        # B^T as interpolation gives it has the other points' product polynomial in row k, up to the scale of the table.
        g[k] *= np.poly(others)[0] / _DATA_TRANSFORM[k, 6]
    g[7, 4] = 1
    return g


class StripSRCNN(nn.Module):
    """`SRCNN` with kernels 9-5-5 in strips; (1, 1, H, W) float32 on the CPU to the same size, replicate padding.

    Threads are as many as the calling thread has torch threads. Stripes are cut for all that there are: the result is
    the same, to the last bit, with any number of threads.
    """

    def __init__(
        self,
        extraction: nn.Conv2d,
        mapping: nn.Conv2d,
        reconstruction: nn.Conv2d,
        rows: int = ROWS,
        columns: int = COLUMNS,
    ) -> None:
        super().__init__()
        assert rows % 4 == 0
        self.rows, self.columns = rows, columns
        second, last = mapping.weight.detach(), reconstruction.weight.detach()
        transform = torch.from_numpy(kernel_transform())
        kernels = torch.einsum("kj,oijx->koix", transform, second.double()).float()[:, :, :, None]
        self._first = _channels_last(extraction.weight.detach())
        self._second = [_channels_last(kernel) for kernel in kernels]
        self._last = _channels_last(last[0].permute(1, 0, 2)[:, :, None])  # (dy, in, 1, dx)
        biases = [conv.bias for conv in (extraction, mapping, reconstruction)]
        self._first_bias, self._second_bias, self._last_bias = (b.detach().clone() for b in biases if b is not None)

    def forward(self, x: Tensor, check: Callable[[], None] = _nobody) -> Tensor:
        """`check` is called before each strip, from the threads that work, and breaks off by raising."""
        height, width = x.shape[2:]
        padded = F.pad(x.contiguous(), (4, 4, 4, 4), mode="replicate")
        out = torch.empty(height, width)
        count = min(ceil(width / NARROW), CORES * ceil(width / (CORES * self.columns)))
        cuts = [width * n // count for n in range(count + 1)]
        run_parts([partial(self._stripe, padded, out, left, right, check) for left, right in pairwise(cuts)])
        return out[None, None]

    def _stripe(self, padded: Tensor, out: Tensor, left: int, right: int, check: Callable[[], None]) -> None:
        """Columns `left` to `right` of the output."""
        height, width = out.shape
        r, last_row = self.rows, height - 1
        a, b = max(0, left - 2), min(width, right + 2)  # columns of h2 that there are
        a1, b1 = max(0, a - 2), min(width, b + 2)  # columns of h1 that there are
        in_h1, in_h2 = slice(a1 - a + 2, b1 - a + 2), slice(a - left + 2, b - left + 2)
        h1 = torch.empty(r + 4, b - a + 4, self._first.shape[0])  # rows y - 2 to y + r + 2
        h2 = torch.empty(r, right - left + 4, self._last.shape[1])  # rows y to y + r
        scratch = torch.empty(4, r // 4, h1.shape[1], h1.shape[2])
        total = self._last_bias.expand(height + 4, right - left).contiguous()  # row i is output row i - 2
        for y in range(0, height, r):
            check()
            if y:
                h1[:4] = h1[r:]
            top, bottom = (y + 2 if y else 0), min(y + r + 2, height)
            if top < bottom:
                made = F.conv2d(padded[:, :, top : bottom + 8, a1 : b1 + 8], self._first, self._first_bias)
                torch.clamp_min(made[0].permute(1, 2, 0), 0, out=h1[top - y + 2 : bottom - y + 2, in_h1])
            if y == 0:
                h1[:2, in_h1] = h1[2, in_h1]
            h1[last_row - y + 3 :, in_h1] = h1[min(last_row - y + 2, r + 3), in_h1]
            _replicate_columns(h1, in_h1)

            rows = min(r, height - y)
            groups = ceil(rows / 4)
            self._mapping(h1, h2[: 4 * groups, in_h2], scratch[:, :groups])
            _replicate_columns(h2[:rows], in_h2)

            maps = F.conv2d(_as_image(h2[:rows]), self._last)[0]  # map dy belongs to output row + 2 - dy
            for dy in range(5):
                total[y + 4 - dy : y + 4 - dy + rows] += maps[dy]
            if y == 0:  # rows -2 and -1 of h2 are its row 0
                total[2] += maps[0, 0] + maps[1, 0]
                total[3] += maps[0, 0]
            if y + rows == height:  # and rows H and H + 1 its row H - 1
                total[height + 1] += maps[3, -1] + maps[4, -1]
                total[height] += maps[4, -1]
        out[:, left:right] = total[2 : height + 2]

    def _mapping(self, h1: Tensor, h2: Tensor, scratch: Tensor) -> None:
        """The 5x5 layer and its rectifier: h1 (4 n + 4 rows or more, w + 4, C1) into h2 (4 n, w, C2).

        scratch : (4, n, w + 4, C1)
        """
        u, v, even, odd = scratch
        d = [h1[j : j + h2.shape[0] : 4] for j in range(8)]

        def conv(k: int) -> Tensor:
            return F.conv2d(_as_image(u), self._second[k], self._second_bias if k == 1 else None)[0].permute(1, 2, 0)

        torch.sub(d[0], d[6], out=u).add_(torch.sub(d[4], d[2], out=v), alpha=5.25)
        first = conv(0)
        torch.sub(d[7], d[1], out=u).add_(torch.sub(d[3], d[5], out=v), alpha=5.25)
        last = conv(7)
        sums, differences = [], []
        for k, p, q, factor in ((1, 1.0, -4.25, 1.0), (3, 0.25, -1.25, 2.0), (5, 4.0, -5.0, 0.5)):
            torch.add(d[6], d[2], alpha=p, out=even).add_(d[4], alpha=q)
            torch.add(d[5], d[1], alpha=p, out=odd).add_(d[3], alpha=q)
            torch.add(even, odd, alpha=factor, out=u)
            plus = conv(k)
            torch.sub(even, odd, alpha=factor, out=u)
            minus = conv(k + 1)
            differences.append(plus - minus)
            sums.append(plus.add_(minus))
        y = [h2[j::4] for j in range(4)]  # A^T: sums and differences times the points' powers 0 to 3
        torch.add(first, sums[0], out=y[0]).add_(sums[1]).add_(sums[2])
        torch.add(differences[0], differences[1], alpha=2, out=y[1]).add_(differences[2], alpha=0.5)
        torch.add(sums[0], sums[1], alpha=4, out=y[2]).add_(sums[2], alpha=0.25)
        torch.add(last, differences[0], out=y[3]).add_(differences[1], alpha=8).add_(differences[2], alpha=0.125)
        h2.clamp_min_(0)


def _replicate_columns(maps: Tensor, inner: slice) -> None:
    """Fill the columns of (rows, columns, C) outside `inner` with its first and its last."""
    maps[:, : inner.start] = maps[:, inner.start : inner.start + 1]
    maps[:, inner.stop :] = maps[:, inner.stop - 1 : inner.stop]


def _as_image(maps: Tensor) -> Tensor:
    """(y, x, C) as (1, C, y, x), channels last, without a copy."""
    return maps.permute(2, 0, 1)[None]


def _channels_last(weight: Tensor) -> Tensor:
    """The weights (out, in, y, x) with the inputs beside each other, and so the maps of a convolution with them.

    Also where there is one input: `contiguous` would leave that one the strides of the other order, by which oneDNN
    then lays out the maps, and the network takes half as long again.
    """
    _out, inputs, height, width = weight.shape
    strides = (height * width * inputs, 1, width * inputs, inputs)
    return torch.empty_strided(weight.shape, strides).copy_(weight)

"""Layers that several networks are rewritten into for inference."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor


STRIP = 1 << 19  # values that a strip's largest array has on the CPU, about: 2 MB, so that it stays in the cache


class FewOutputsConv2d(nn.Module):
    """A k x k convolution with few output channels, replicate padding, as 1 x k to k maps an output and shifted adds.

    Convolutions with one to three outputs leave a CPU's vector units idle; k times as many outputs of a 1 x k
    convolution fill them. Row dy of the kernel makes map dy; output row y adds map dy at row y + dy - k // 2. Runs in
    strips of rows. Exact but for the order of additions.
    """

    def __init__(self, conv: nn.Conv2d) -> None:
        super().__init__()
        outputs, inputs, self.k, _ = conv.weight.shape
        self.outputs = outputs
        rows = conv.weight.detach().permute(2, 0, 1, 3)  # (dy, out, in, dx)
        weight = rows.reshape(self.k * outputs, inputs, 1, self.k)
        self.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last), requires_grad=False)
        assert conv.bias is not None
        self.bias = nn.Parameter(conv.bias.detach().clone(), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to (N, outputs, H, W)."""
        n, channels, height, width = x.shape
        r, rows = self.k // 2, _rows_of_a_strip(x, channels * x.shape[3])
        # Row i is output row i - 2 r: the replicated rows above and below fall into the margins.
        total = self.bias[:, None, None].expand(n, self.outputs, height + 4 * r, width).contiguous()
        for y in range(0, height, rows):
            strip = F.pad(x[:, :, y : y + rows], (r, r, 0, 0), mode="replicate")
            maps = F.conv2d(strip, self.weight).contiguous(memory_format=torch.contiguous_format)
            above, below = (r if y == 0 else 0), (r if y + rows >= height else 0)
            if above or below:
                maps = F.pad(maps, (0, 0, above, below), mode="replicate")
            for dy in range(self.k):
                first = y - above + 3 * r - dy
                total[:, :, first : first + maps.shape[2]] += maps[:, dy * self.outputs : (dy + 1) * self.outputs]
        return total[:, :, 2 * r : 2 * r + height]


class TwiceConv2d(nn.Module):
    """Nearest x2 and a 3x3 convolution, replicate padding, as one 2x2 convolution to four phases: 4/9 of the products.

    Of an enlarged picture's 3 x 3 neighbours those that are copies of one pixel share it: their weights add up.
    Output (2 y + a, 2 x + b) is phase (a, b) at (y + a, x + b) of the padded picture. Runs in strips of rows.
    """

    def __init__(self, conv: nn.Conv2d) -> None:
        super().__init__()
        sums = torch.tensor([[[1, 0, 0], [0, 1, 1]], [[1, 1, 0], [0, 0, 1]]], dtype=torch.float64)  # (phase, tap, dy)
        phases = torch.einsum("aij,bkl,ocjl->abocik", sums, sums, conv.weight.detach().double())
        weight = phases.flatten(0, 2).to(conv.weight.dtype)
        self.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last), requires_grad=False)
        assert conv.bias is not None
        self.bias = nn.Parameter(conv.bias.detach().repeat(4), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to (N, C', 2 H, 2 W)."""
        n, _, height, width = x.shape
        outputs, rows = len(self.weight) // 4, _rows_of_a_strip(x, len(self.weight) * x.shape[3])
        shape = (n, outputs, 2 * height, 2 * width)
        out = torch.empty(shape, dtype=x.dtype, device=x.device, memory_format=torch.channels_last)
        padded = F.pad(x, (1, 1, 1, 1), mode="replicate")
        for y in range(0, height, rows):
            count = min(rows, height - y)
            phases = F.conv2d(padded[:, :, y : y + count + 2], self.weight, self.bias)
            for phase in range(4):
                a, b = divmod(phase, 2)
                values = phases[:, phase * outputs : (phase + 1) * outputs, a : a + count, b : b + width]
                out[:, :, 2 * y + a : 2 * (y + count) : 2, b::2] = values
        return out


def _rows_of_a_strip(x: Tensor, values: int) -> int:
    """Rows at a time, if a row is `values` long; all on a GPU, which is quickest with all of a picture."""
    return max(8, STRIP // values) if x.device.type == "cpu" else x.shape[2]


def channels_last(conv: nn.Conv2d) -> nn.Conv2d:
    """The convolution with its weights in the layout that is quickest on a CPU."""
    return conv.to(memory_format=torch.channels_last)  # type: ignore[call-overload, no-any-return]


def folded(conv: nn.Conv2d, norm: nn.BatchNorm2d) -> nn.Conv2d:
    """A convolution and the batch normalisation (by running statistics) after it as one convolution."""
    assert norm.running_mean is not None
    assert norm.running_var is not None
    gain = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    k = conv.kernel_size[0]
    fused = nn.Conv2d(conv.in_channels, conv.out_channels, k, padding=k // 2, padding_mode="replicate")
    with torch.no_grad():
        fused.weight.copy_(conv.weight * gain[:, None, None, None])
        fused.bias.copy_(norm.bias - norm.running_mean * gain)  # type: ignore[union-attr]
    return channels_last(fused.requires_grad_(False))

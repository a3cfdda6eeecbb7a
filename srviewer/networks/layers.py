"""Layers that several networks are rewritten into for inference."""

from __future__ import annotations

from collections.abc import Iterable

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor


STRIP = 1 << 19  # values that a strip's largest array has on the CPU, about: 2 MB, so that it stays in the cache


# Of a picture enlarged by `factor`, (phase, tap, dy): which rows of a 3x3 kernel fall on which of two source rows.
_SHARED_TAPS = {
    2: [[[1, 0, 0], [0, 1, 1]], [[1, 1, 0], [0, 0, 1]]],
    3: [[[1, 0, 0], [0, 1, 1]], [[1, 1, 1], [0, 0, 0]], [[1, 1, 0], [0, 0, 1]]],
}


def phase_kernels(weight: Tensor, factor: int) -> Tensor:
    """The 2x2 kernels (factor, factor, C', C, 2, 2) that equal nearest enlarging by 2 or 3 and a 3x3 `weight`
    (C', C, 3, 3). Phase (a, b) of pixel (y, x) starts at (y + min(a, 1), x + min(b, 1)) of the picture padded by 1."""
    sums = torch.tensor(_SHARED_TAPS[factor], dtype=weight.dtype, device=weight.device)
    return torch.einsum("aij,bkl,ocjl->abocik", sums, sums, weight)


def enlarging_conv2d(x: Tensor, weight: Tensor, factor: int) -> Tensor:
    """Nearest enlarging by 2 or 3 and a 3x3 convolution, replicate padding: 4/9 of the products, differentiable.

    (N, C, H, W) to (N, C', factor H, factor W), channels last in memory
    """
    kernels, padded = phase_kernels(weight, factor), pad(x, (1, 1, 1, 1))
    (n, _, height, width), outputs = x.shape, len(weight)

    def phase(a: int, b: int) -> Tensor:
        top, left = min(a, 1), min(b, 1)
        part = padded[:, :, top : top + height + 1, left : left + width + 1]
        return F.conv2d(part, kernels[a, b]).permute(0, 2, 3, 1)

    rows = [
        torch.stack([phase(a, b) for b in range(factor)], 3).reshape(n, height, factor * width, outputs)
        for a in range(factor)
    ]
    return torch.stack(rows, 2).reshape(n, factor * height, factor * width, outputs).permute(0, 3, 1, 2)


def few_outputs_conv2d(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """A k x k convolution with few outputs, replicate padding, float32 sums: `FewOutputsConv2d` for training."""
    outputs, inputs, k, _ = weight.shape
    rows = weight.permute(2, 0, 1, 3).reshape(k * outputs, inputs, 1, k)  # (dy out, in, 1, dx)
    maps = F.conv2d(pad(x, (k // 2, k // 2, 0, 0)), rows)
    maps = pad(maps, (0, 0, k // 2, k // 2)).float()
    height = x.shape[2]
    shifted = [maps[:, dy * outputs : (dy + 1) * outputs, dy : dy + height] for dy in range(k)]
    return torch.stack(shifted).sum(0) + bias[:, None, None]


def pad(x: Tensor, margins: tuple[int, int, int, int], mode: str = "replicate") -> Tensor:
    """`F.pad` in the tensor's own type: autocast would turn it to float32 and back, which takes as long again."""
    with torch.autocast(x.device.type, enabled=False):
        return F.pad(x, margins, mode=mode)


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
        rows = _rows_of_a_strip(x, x.shape[1] * x.shape[3])
        return self.in_strips(torch.split(x, rows, 2), x.shape[2])

    def in_strips(self, strips: Iterable[Tensor], height: int) -> Tensor:
        """The same of the strips (N, C, rows, W) that make up `height` rows, one after the other."""
        r, y, total = self.k // 2, 0, torch.empty(0)
        for strip in strips:
            n, _, rows, width = strip.shape
            if y == 0:  # row i is output row i - 2 r: the replicated rows above and below fall into the margins
                total = self.bias[:, None, None].expand(n, self.outputs, height + 4 * r, width).contiguous()
            maps = F.conv2d(F.pad(strip, (r, r, 0, 0), mode="replicate"), self.weight)
            maps = maps.contiguous(memory_format=torch.contiguous_format)
            above, below = (r if y == 0 else 0), (r if y + rows == height else 0)
            if above or below:
                maps = F.pad(maps, (0, 0, above, below), mode="replicate")
            for dy in range(self.k):
                first = y - above + 3 * r - dy
                total[:, :, first : first + maps.shape[2]] += maps[:, dy * self.outputs : (dy + 1) * self.outputs]
            y += rows
        return total[:, :, 2 * r : 2 * r + height]


class EnlargingConv2d(nn.Module):
    """Nearest enlarging by 2 or 3 and a 3x3 convolution, replicate padding, as one 2x2 convolution to a map a phase
    and output: 4/9 of the products.

    Of an enlarged picture's 3 x 3 neighbours those that are copies of one pixel share it: their weights add up
    (`phase_kernels`). Output (f y + a, f x + b) is phase (a, b) at (y + min(a, 1), x + min(b, 1)) of the padded
    picture. Runs in strips of rows.
    """

    def __init__(self, conv: nn.Conv2d, factor: int = 2) -> None:
        super().__init__()
        self.factor = factor
        weight = phase_kernels(conv.weight.detach().double(), factor).flatten(0, 2).to(conv.weight.dtype)
        self.weight = nn.Parameter(weight.contiguous(memory_format=torch.channels_last), requires_grad=False)
        assert conv.bias is not None
        self.bias = nn.Parameter(conv.bias.detach().repeat(factor**2), requires_grad=False)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to (N, C', factor H, factor W)."""
        f, padded = self.factor, F.pad(x, (1, 1, 1, 1), mode="replicate")
        out, rows = self._empty(padded), _rows_of_a_strip(x, len(self.weight) * x.shape[3])
        for y in range(0, x.shape[2], rows):
            self._fill(padded[:, :, y : y + rows + 2], out[:, :, f * y : f * (y + rows)])
        return out

    def of_padded(self, padded: Tensor) -> Tensor:
        """The same of a strip (N, C, rows + 2, W + 2) with its surroundings: (N, C', factor rows, factor W)."""
        out = self._empty(padded)
        self._fill(padded, out)
        return out

    def _empty(self, padded: Tensor) -> Tensor:
        """For the output of a picture that was padded by 1."""
        n, _, height, width = padded.shape
        shape = (n, len(self.weight) // self.factor**2, self.factor * (height - 2), self.factor * (width - 2))
        layout = torch.channels_last if padded.device.type == "cpu" else torch.contiguous_format  # quickest for each
        return torch.empty(shape, dtype=padded.dtype, device=padded.device, memory_format=layout)

    def _fill(self, padded: Tensor, out: Tensor) -> None:
        """Compute the phases of a padded strip and interleave them into its output."""
        self._place(F.conv2d(padded, self.weight, self.bias), out)

    def _place(self, phases: Tensor, out: Tensor) -> None:
        """Phases of a strip interleaved into its output, (N, C', factor rows, factor W)."""
        f, outputs = self.factor, out.shape[1]
        rows, width = out.shape[2] // f, out.shape[3] // f
        for phase in range(f**2):
            a, b = divmod(phase, f)
            top, left = min(a, 1), min(b, 1)
            maps = phases[:, phase * outputs : (phase + 1) * outputs]
            out[:, :, a::f, b::f] = maps[:, :, top : top + rows, left : left + width]


def _rows_of_a_strip(x: Tensor, values: int) -> int:
    """Rows at a time, if a row is `values` long; all on a GPU, which is quickest with all of a picture."""
    return max(16, STRIP // values) if x.device.type == "cpu" else x.shape[2]


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

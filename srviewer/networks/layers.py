"""Layers that several networks are rewritten into for inference."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor


class FewOutputsConv2d(nn.Module):
    """A k x k convolution with few output channels, replicate padding, as 1 x k to k maps an output and shifted adds.

    Convolutions with one to three outputs leave a CPU's vector units idle; k times as many outputs of a 1 x k
    convolution fill them. Row dy of the kernel makes map dy; output row y adds map dy at row y + dy. Exact but for
    the order of additions.
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
        height, r = x.shape[2], self.k // 2
        maps = F.conv2d(F.pad(x, (r, r, r, r), mode="replicate"), self.weight)  # (N, k * outputs, H + 2 r, W)
        out = self.bias[:, None, None] + maps[:, : self.outputs, :height]
        for dy in range(1, self.k):
            out += maps[:, dy * self.outputs : (dy + 1) * self.outputs, dy : dy + height]
        return out


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

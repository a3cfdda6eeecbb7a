"""Adam for one tensor: as `torch.optim.Adam`, which imports torch's compiler (75 MB, seconds) to make its first step.

References
----------
D. P. Kingma, J. Ba, "Adam: a method for stochastic optimization", International Conference on Learning Representations
2015. arXiv:1412.6980
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8  # as the paper proposes


class Adam:
    """Moves `x` at `rate`, the paper's alpha."""

    def __init__(self, x: Tensor, rate: float) -> None:
        self._x, self._rate, self._steps = x, rate, 0
        self._mean, self._square = x.detach().clone().zero_(), x.detach().clone().zero_()  # m and v of the paper

    def step(self) -> None:
        """One step against the gradient of `x`, which stays as it is."""
        import torch

        gradient = self._x.grad
        assert gradient is not None
        self._steps += 1
        self._mean.lerp_(gradient, 1 - BETA1)
        self._square.mul_(BETA2).addcmul_(gradient, gradient, value=1 - BETA2)
        rate = self._rate / (1 - BETA1**self._steps)
        spread = (self._square.sqrt() / (1 - BETA2**self._steps) ** 0.5).add_(EPSILON)
        with torch.no_grad():
            self._x.addcdiv_(self._mean, spread, value=-rate)

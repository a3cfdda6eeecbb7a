"""SOAP: Adam in the eigenbasis of Shampoo's preconditioner, for small convolutions that converge slowly.

Each mode of a weight tensor (outputs, inputs, kernel places) has a matrix of the gradient's second moments; Adam runs
in the basis of their eigenvectors, which are brought up to date every few steps by a power iteration. The matrices of
SRCNN are at most 81 x 81, so that this costs next to nothing beside the convolutions.

References
----------
N. Vyas, D. Morwani, R. Zhao, I. Shapira, D. Brandfonbrener, L. Janson, S. Kakade, "SOAP: improving and stabilizing
Shampoo using Adam", 2024. arXiv:2409.11321, algorithms 3 and 4
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch

Tensor = torch.Tensor


class Soap(torch.optim.Optimizer):
    """betas : decay of the first and the second moment
    shampoo_beta : decay of the modes' second moments
    every : steps between two updates of the bases
    """

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 3e-3,
        betas: tuple[float, float] = (0.95, 0.95),
        shampoo_beta: float = 0.95,
        eps: float = 1e-8,
        every: int = 10,
    ) -> None:
        defaults = {"lr": lr, "betas": betas, "shampoo_beta": shampoo_beta, "eps": eps, "every": every}
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        value = closure() if closure else None
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    self._step(p, as_modes(p.grad), group)
        return value

    def _step(self, p: Tensor, gradient: Tensor, group: dict[str, Any]) -> None:
        state = self.state[p]
        if not state:
            state["step"] = 0
            state["moment"] = torch.zeros_like(gradient)
            state["square"] = torch.zeros_like(gradient)
            modes = range(gradient.dim()) if gradient.dim() > 1 else ()  # biases: Adam as it is
            state["sides"] = [second_moment(gradient, mode) for mode in modes]
            state["bases"] = [eigenvectors(side) for side in state["sides"]]
            return  # as in the paper: the first gradient only gives the bases
        state["step"] += 1
        beta1, beta2 = group["betas"]
        turned = rotated(gradient, state["bases"])
        state["moment"].lerp_(gradient, 1 - beta1)
        state["square"].lerp_(turned.square(), 1 - beta2)
        direction = rotated(state["moment"], state["bases"]) / (state["square"].sqrt() + group["eps"])
        correction = (1 - beta2 ** state["step"]) ** 0.5 / (1 - beta1 ** state["step"])
        update = rotated(direction, [basis.T for basis in state["bases"]])
        p.add_(update.reshape(p.shape), alpha=-group["lr"] * correction)
        for mode, side in enumerate(state["sides"]):
            side.lerp_(second_moment(gradient, mode), 1 - group["shampoo_beta"])
        if state["step"] % group["every"] == 0:
            self._turn_bases(state)

    @staticmethod
    def _turn_bases(state: dict[str, Any]) -> None:
        """One step of orthogonal iteration; the eigenvectors are kept in the order of their eigenvalues."""
        for mode, (side, basis) in enumerate(zip(state["sides"], state["bases"], strict=True)):
            order = torch.argsort((basis.T @ side @ basis).diagonal(), descending=True)
            state["square"] = state["square"].index_select(mode, order)
            state["bases"][mode] = torch.linalg.qr(side @ basis[:, order]).Q


def as_modes(tensor: Tensor) -> Tensor:
    """Weights of a convolution (out, in, k, k) as (out, in, k k), without modes of one; a bias as it is."""
    if tensor.dim() == 4:
        tensor = tensor.reshape(*tensor.shape[:2], -1)
    sizes = [n for n in tensor.shape if n > 1] or [1]
    return tensor.reshape(sizes)


def second_moment(gradient: Tensor, mode: int) -> Tensor:
    """(n, n): the gradient's products with itself along a mode of n entries."""
    flat = gradient.movedim(mode, 0).reshape(gradient.shape[mode], -1)
    return flat @ flat.T


def eigenvectors(side: Tensor) -> Tensor:
    """Columns, those of the largest eigenvalues first; in float64, where many equal eigenvalues do no harm."""
    scaled = side.double() / side.double().trace().clamp(min=1e-300)
    vectors: Tensor = torch.linalg.eigh(scaled).eigenvectors.flip(1)
    return vectors.to(side.dtype)


def rotated(tensor: Tensor, bases: list[Tensor]) -> Tensor:
    """A tensor in other bases: along every mode its products with the columns of that mode's matrix."""
    for basis in bases:
        tensor = torch.tensordot(tensor, basis, dims=([0], [0]))  # takes mode 0 away and puts it last
    return tensor

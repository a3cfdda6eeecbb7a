"""SOAP: Adam in the eigenbasis of Shampoo's preconditioner, for small convolutions that converge slowly.

Each mode of a weight tensor (outputs, inputs, kernel places) has a matrix of the gradient's second moments; Adam runs
in the basis of their eigenvectors, which are brought up to date every few steps by a power iteration. The matrices of
SRCNN are at most 81 x 81, so that this costs next to nothing beside the convolutions. Tensors of one shape are updated
together: on a GPU it is the number of operations that costs, not their size.

References
----------
N. Vyas, D. Morwani, R. Zhao, I. Shapira, D. Brandfonbrener, L. Janson, S. Kakade, "SOAP: improving and stabilizing
Shampoo using Adam", 2024. arXiv:2409.11321, algorithms 3 and 4
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
            alike: dict[torch.Size, list[Tensor]] = {}
            for p in group["params"]:
                if p.grad is not None:
                    alike.setdefault(as_modes(p.grad).shape, []).append(p)
            for params in alike.values():
                self._step(params, torch.stack([as_modes(p.grad) for p in params]), group)  # type: ignore[arg-type]
        return value

    def _step(self, params: Sequence[Tensor], gradient: Tensor, group: dict[str, Any]) -> None:
        """params : K of one shape; the first of them keeps the state of all
        gradient : (K, *modes)
        """
        state = self.state[params[0]]
        if not state:
            state["step"] = 0
            state["moment"] = torch.zeros_like(gradient)
            state["square"] = torch.zeros_like(gradient)
            modes = range(1, gradient.dim()) if gradient.dim() > 2 else ()  # biases: Adam as it is
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
        updates = rotated(direction, [basis.mT for basis in state["bases"]])
        for p, update in zip(params, updates, strict=True):
            p.add_(update.reshape(p.shape), alpha=-group["lr"] * correction)
        for mode, side in enumerate(state["sides"], 1):
            side.lerp_(second_moment(gradient, mode), 1 - group["shampoo_beta"])
        if state["step"] % group["every"] == 0:
            self._turn_bases(state)

    @staticmethod
    def _turn_bases(state: dict[str, Any]) -> None:
        """One step of orthogonal iteration; the eigenvectors are kept in the order of their eigenvalues."""
        for mode, (side, basis) in enumerate(zip(state["sides"], state["bases"], strict=True), 1):
            values = (basis.mT @ side @ basis).diagonal(dim1=1, dim2=2)
            order = values.argsort(dim=1, descending=True)  # (K, n)
            across = [len(order), *[1] * (mode - 1), order.shape[1], *[1] * (state["square"].dim() - mode - 1)]
            state["square"] = state["square"].take_along_dim(order.reshape(across), mode)
            state["bases"][mode - 1] = torch.linalg.qr(side @ basis.take_along_dim(order[:, None], 2)).Q


def as_modes(tensor: Tensor) -> Tensor:
    """Weights of a convolution (out, in, k, k) as (out, in, k k), without modes of one; a bias as it is."""
    if tensor.dim() == 4:
        tensor = tensor.reshape(*tensor.shape[:2], -1)
    sizes = [n for n in tensor.shape if n > 1] or [1]
    return tensor.reshape(sizes)


def second_moment(gradient: Tensor, mode: int) -> Tensor:
    """(K, n, n): products with themselves of K gradients (K, *modes), along a mode (from 1) of n entries."""
    flat = gradient.movedim(mode, 1).flatten(2)
    return flat @ flat.mT


def eigenvectors(sides: Tensor) -> Tensor:
    """Columns of K symmetric matrices (K, n, n), those of the largest eigenvalues first; in float64, where many equal
    eigenvalues do no harm."""
    wide = sides.double()
    traces = wide.diagonal(dim1=1, dim2=2).sum(1)[:, None, None]
    vectors: Tensor = torch.linalg.eigh(wide / traces.clamp(min=1e-300)).eigenvectors.flip(2)
    return vectors.to(sides.dtype)


def rotated(tensors: Tensor, bases: Sequence[Tensor]) -> Tensor:
    """K tensors (K, *modes) in other bases: along each mode their products with the columns of its (K, n, n)."""
    for basis in bases:
        moved = tensors.flatten(2).mT @ basis  # takes mode 1 away and puts it last
        tensors = moved.reshape(len(tensors), *tensors.shape[2:], basis.shape[2])
    return tensors

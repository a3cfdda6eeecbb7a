"""Losses of the image transformation network: one implementation for training and for looking inside.

Equations are those of Johnson, Alahi, Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution",
European Conference on Computer Vision 2016 (doi:10.1007/978-3-319-46475-6_43), section 3. All take tensors
(N, C, H, W) and return the mean over the batch as a scalar. y_hat is the network's output, y the truth.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch

Tensor = torch.Tensor


def mse(y_hat: Tensor, y: Tensor) -> Tensor:
    """Mean squared error over every value: the loss of SRCNN (Dong et al. 2016, equation (4))."""
    _check_same_shape(y_hat, y)
    return (y_hat - y).square().mean()


def pixel_loss(y_hat: Tensor, y: Tensor) -> Tensor:
    """l_pixel = ||y_hat - y||^2 / (C H W), on images in [0, 1]."""
    return mse(y_hat, y)


def feature_reconstruction_loss(phi_hat: Tensor, phi: Tensor) -> Tensor:
    """l_feat = ||phi(y_hat) - phi(y)||^2 / (C H W), equation (2), of one layer's activations (N, C, H, W)."""
    return mse(phi_hat, phi)


def gram_matrix(phi: Tensor) -> Tensor:
    """G = psi psi^T / (C H W), equation (3), psi being phi reshaped to C x H W.

    Examples
    --------
    >>> gram_matrix(torch.tensor([[[[1.0, 2.0]], [[3.0, 4.0]]]])).tolist()
    [[[1.25, 2.75], [2.75, 6.25]]]
    """
    n, c, h, w = phi.shape
    psi = phi.reshape(n, c, h * w)
    return psi @ psi.transpose(1, 2) / (c * h * w)  # (N, C, C)


def style_reconstruction_loss(phi_hat: Mapping[str, Tensor], phi: Mapping[str, Tensor]) -> Tensor:
    """l_style = sum over layers of ||G(y_hat) - G(y)||_F^2, equation (4).

    phi_hat, phi : activations (N, C, H, W) by layer. Sizes H and W may differ: Gram matrices do not know them.
    """
    if not phi or phi_hat.keys() != phi.keys():
        raise ValueError(f"layers must agree and not be none: {list(phi_hat)} and {list(phi)}")
    distances = [(gram_matrix(phi_hat[layer]) - gram_matrix(phi[layer])).square().sum((1, 2)).mean() for layer in phi]
    return torch.stack(distances).sum()


def total_variation(y_hat: Tensor) -> Tensor:
    """Mean absolute difference of horizontal neighbours plus that of vertical ones; 0 along a side of one pixel."""
    horizontal = (y_hat[..., :, 1:] - y_hat[..., :, :-1]).abs()
    vertical = (y_hat[..., 1:, :] - y_hat[..., :-1, :]).abs()
    parts = [part.mean() for part in (horizontal, vertical) if part.numel()]
    return torch.stack(parts).sum() if parts else y_hat.sum() * 0


def weighted_sum(terms: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """sum_i lambda_i l_i, equation (5) without its argmin; every term needs a weight and every weight a term."""
    if not terms or terms.keys() != weights.keys():
        raise ValueError(f"terms {sorted(terms)} and weights {sorted(weights)} must be the same, and not none")
    return torch.stack([weights[name] * term for name, term in terms.items()]).sum()


def _check_same_shape(a: Tensor, b: Tensor) -> None:
    if a.shape != b.shape:
        raise ValueError(f"both must have one shape; got {tuple(a.shape)} and {tuple(b.shape)}")

"""Losses of the image transformation network: one implementation for training and for looking inside.

Equations are those of Johnson, Alahi, Fei-Fei, "Perceptual losses for real-time style transfer and super-resolution",
European Conference on Computer Vision 2016 (doi:10.1007/978-3-319-46475-6_43), section 3. All take tensors
(N, C, H, W) and return the mean over the batch as a scalar. y_hat is the network's output, y the truth.

Those from `patch_style_loss` on compare energies rather than values: a regression towards the mean, which any loss of
values is, blurs texture that the LR does not tell; energies can be met by texture of one's own.

References
----------
M. S. M. Sajjadi, B. Schölkopf, M. Hirsch, "EnhanceNet: single image super-resolution through automated texture
synthesis", IEEE International Conference on Computer Vision 2017. arXiv:1612.07919
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
import torch.nn.functional as F
from torch import nn

Tensor = torch.Tensor

QUANTISATION = 0.028
"""Variance in levels squared that rounding RGB to 8 bits leaves in luma: 1/12 a channel, weighted as luma weights."""
RINGS = ((1 / 8, 3 / 16), (3 / 16, 1 / 4), (1 / 4, 3 / 8), (3 / 8, 1 / 2))
"""Rings of frequency, from and to, in cycles a pixel."""
STYLE = {"relu1_2": 0.4, "relu2_2": 0.6, "relu3_1": 0.9}
"""Layers of the style loss over patches, and the distance of patches' Gram matrices at which each begins to count by
its root."""
STRIDE = {"relu1_2": 1, "relu2_2": 2, "relu3_1": 4}
"""Pixels of the picture to one of the layer."""


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


def gram_matrices(phi: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The Gram matrix of each layer's activations."""
    return {layer: gram_matrix(activations) for layer, activations in phi.items()}


def style_reconstruction_loss(phi_hat: Mapping[str, Tensor], phi: Mapping[str, Tensor]) -> Tensor:
    """l_style = sum over layers of ||G(y_hat) - G(y)||_F^2, equation (4).

    phi_hat, phi : activations (N, C, H, W) by layer. Sizes H and W may differ: Gram matrices do not know them.
    """
    return style_distance(phi_hat, gram_matrices(phi))


def style_distance(phi_hat: Mapping[str, Tensor], grams: Mapping[str, Tensor]) -> Tensor:
    """The same against Gram matrices (N or 1, C, C) that were made once, of a style picture that stays."""
    if not grams or phi_hat.keys() != grams.keys():
        raise ValueError(f"layers must agree and not be none: {list(phi_hat)} and {list(grams)}")
    distances = [(gram_matrix(phi_hat[layer]) - grams[layer]).square().sum((1, 2)).mean() for layer in grams]
    return torch.stack(distances).sum()


def total_variation(y_hat: Tensor) -> Tensor:
    """Mean absolute difference of horizontal neighbours plus that of vertical ones; 0 along a side of one pixel."""
    horizontal = (y_hat[..., :, 1:] - y_hat[..., :, :-1]).abs()
    vertical = (y_hat[..., 1:, :] - y_hat[..., :-1, :]).abs()
    parts = [part.mean() for part in (horizontal, vertical) if part.numel()]
    return torch.stack(parts).sum() if parts else y_hat.sum() * 0


def patch_style_loss(phi_hat: Tensor, phi: Tensor, size: int, scale: float = 1.0) -> Tensor:
    """The style loss of patches of `size` x `size` activations, so that texture is compared where it belongs:
    EnhanceNet's L_T, mean over patches of ||G(phi_hat) - G(phi)||_F^2 / scale.

    scale : typical distance; beyond it a patch counts by the root of its distance (Huber), so that single patches of
        strong contrast do not outweigh all others
    """
    _check_same_shape(phi_hat, phi)
    difference = gram_matrix(_patches(phi_hat, size)) - gram_matrix(_patches(phi, size))
    distance = difference.square().sum((1, 2)) / scale
    return torch.where(distance < 1, distance, 2 * distance.clamp_min(1e-9).sqrt() - 1).mean()


def style_over_patches(phi_hat: Mapping[str, Tensor], phi: Mapping[str, Tensor], side: int) -> Tensor:
    """`patch_style_loss` at the layers of `STYLE`, added up.

    side : of the patches in pixels; in deep layers they have 12 x 12 activations at least
    """
    sizes = {layer: max(12, side // STRIDE[layer]) for layer in STYLE}
    parts = [patch_style_loss(phi_hat[k], phi[k], sizes[k], typical) for k, typical in STYLE.items()]
    return torch.stack(parts).sum()


def _patches(phi: Tensor, size: int) -> Tensor:
    """(N, C, H, W) cut into (N', C, size, size); rows and columns that are left over are dropped."""
    n, c, h, w = phi.shape
    rows, columns = h // size, w // size
    cut = phi[..., : rows * size, : columns * size].reshape(n, c, rows, size, columns, size)
    return cut.permute(0, 2, 4, 1, 3, 5).reshape(-1, c, size, size)


def luma(rgb: Tensor) -> Tensor:
    """Y in levels (16 to 235), (N, 1, H, W), of RGB (N, 3, H, W) in [0, 1]; ITU-R BT.601 as in `imaging.colour`."""
    weights = torch.tensor([65.481, 128.553, 24.966], device=rgb.device)
    return (rgb * weights[:, None, None]).sum(1, keepdim=True) + 16


def haar_details(plane: Tensor) -> tuple[Tensor, Tensor]:
    """One level of the orthonormal Haar transform of (N, 1, H, W), even sides: the mean band (N, 1, H / 2, W / 2) and
    the horizontal, vertical and diagonal details (N, 3, H / 2, W / 2)."""
    p, q = plane[..., 0::2, 0::2], plane[..., 0::2, 1::2]
    r, s = plane[..., 1::2, 0::2], plane[..., 1::2, 1::2]
    return (p + q + r + s) / 2, torch.cat([p - q + r - s, p + q - r - s, p - q - r + s], 1) / 2


def detail_energy_loss(y_hat: Tensor, y: Tensor, window: int = 16) -> Tensor:
    """Mean squared difference of the log energies of luma's Haar details, two levels, in windows of `window` pixels.

    Logarithms with a floor of 1.6 levels: energies or their roots are blind to what is added where a picture is smooth.
    """
    planes, terms = (luma(y_hat), luma(y)), []
    for level in (1, 2):
        split = [haar_details(plane) for plane in planes]
        planes = (split[0][0], split[1][0])
        logs = [(F.avg_pool2d(details.square(), window >> level) + 2.6).log() for _, details in split]
        terms.append(mse(logs[0], logs[1]))
    return torch.stack(terms).sum()


def power_spectra(image: Tensor, size: int = 64) -> Tensor:
    """Mean power of luma over overlapping Hann windows, each without its mean: (N, size, size), frequency 0 first, as
    variance in levels squared a bin, so that white noise of variance 1 has 1 everywhere.

    image : (N, 3, H, W) in [0, 1], both sides at least `size`
    """
    return power_spectra_of_planes(luma(image)[:, 0], size)


def power_spectra_of_planes(planes: Tensor, size: int = 64) -> Tensor:
    """The same of planes (N, H, W) in levels."""
    blocks = planes.unfold(1, size, size // 2).unfold(2, size, size // 2)
    hann = torch.hann_window(size, periodic=False, device=planes.device)
    window = hann[:, None] * hann
    blocks = (blocks - blocks.mean((-2, -1), keepdim=True)) * window
    power: Tensor = torch.fft.fft2(blocks).abs().square().mean((1, 2)) / window.square().sum()
    return power


def log_ring_ratios(power_hat: Tensor, power: Tensor) -> Tensor:
    """Log of a picture's energy over the truth's in each of `RINGS`, (N, 4), of power spectra (N, size, size)."""
    distance = _frequencies(power.shape[-1]).to(power.device)
    energies = []
    for low, high in RINGS:
        ring = (distance >= low) & (distance < high)
        energies.append([spectra[:, ring].mean(1) + QUANTISATION for spectra in (power_hat, power)])
    return torch.stack([torch.log(own / true) for own, true in energies], 1)


def _frequencies(size: int) -> Tensor:
    """Distance of each bin of a (size, size) spectrum from 0, cycles a pixel."""
    axis = torch.fft.fftfreq(size)
    return torch.hypot(axis[:, None], axis)


class SpectralPeaks(nn.Module):
    """Punishes what stands at the same frequency whatever the picture: a weave, or lines.

    The log of the power spectrum over the truth's is averaged over the latest pictures. Where this mean stands out from
    the median of the 9 x 9 frequencies around it, by more than `margin`, the batch's own log power is pulled down, by
    as much as the mean stands out. Texture does not stay at one frequency over many pictures and is left alone.

    margin : factor of power that is let pass
    rate : of the running mean, a batch
    """

    mean: Tensor
    batches: Tensor

    def __init__(self, size: int = 64, margin: float = 1.15, rate: float = 0.01) -> None:
        super().__init__()
        self.margin, self.rate = margin, rate
        self.register_buffer("mean", torch.zeros(size, size))
        self.register_buffer("batches", torch.zeros((), dtype=torch.long))

    def forward(self, power_hat: Tensor, power: Tensor) -> Tensor:
        """power_hat, power : of `power_spectra`, (N, size, size)"""
        ratio = ((power_hat + QUANTISATION) / (power + QUANTISATION)).log().mean(0)
        self._update(ratio.detach())
        return (self.excess() * ratio).mean()

    @torch.no_grad()
    def _update(self, ratio: Tensor) -> None:
        self.batches += 1
        self.mean.lerp_(ratio, max(self.rate, 1 / int(self.batches)))

    @torch.no_grad()
    def excess(self) -> Tensor:
        """How far the mean log ratio stands out beyond the margin, above 0.15 cycles a pixel; 0 elsewhere."""
        return (standing_out(self.mean) - float(torch.tensor(self.margin).log())).clamp_min(0)


def standing_out(spectrum: Tensor) -> Tensor:
    """How far each frequency of a log spectrum (size, size), 0 first, stands above the median of the 9 x 9 around it;
    0 up to 0.15 cycles a pixel, where pictures have their own."""
    size = spectrum.shape[-1]
    around = F.pad(spectrum[None, None], (4, 4, 4, 4), mode="circular").unfold(2, 9, 1).unfold(3, 9, 1)
    above = spectrum - around.reshape(size, size, 81).median(2).values
    return above * (_frequencies(size).to(above.device) > 0.15)


def periodic_error(error: Tensor, period: int = 4, window: int = 24) -> Tensor:
    """Mean square of what of the error repeats with a period: its mean over windows of `window` periods (or all there
    are), at each place within the period. A grid whose period divides this one and a cast of colour remain; of texture
    one part in the window's area remains: the smaller the window, the more this is a pixel loss."""
    height, width = (n // period * period for n in error.shape[-2:])
    error = error[..., :height, :width]
    places = F.pixel_unshuffle(error, period)  # (N, period^2 C, H / period, W / period)
    return F.avg_pool2d(places, min(window, *places.shape[2:])).square().mean()


def weighted_sum(terms: Mapping[str, Tensor], weights: Mapping[str, float]) -> Tensor:
    """sum_i lambda_i l_i, equation (5) without its argmin; every term needs a weight and every weight a term."""
    if not terms or terms.keys() != weights.keys():
        raise ValueError(f"terms {sorted(terms)} and weights {sorted(weights)} must be the same, and not none")
    return torch.stack([weights[name] * term for name, term in terms.items()]).sum()


def _check_same_shape(a: Tensor, b: Tensor) -> None:
    if a.shape != b.shape:
        raise ValueError(f"both must have one shape; got {tuple(a.shape)} and {tuple(b.shape)}")

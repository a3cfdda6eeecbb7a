"""A pattern that belongs to no picture: what stands at the same frequencies whatever the picture.

The log of the power spectrum over the truth's is averaged over pictures; texture stays at no frequency, a weave does.
How far the mean stands out there is `losses.standing_out`, the same formula that training punishes. A frequency counts
only as far as its mean power is more than the truth's: the ripple between the zeros of bicubic's response stands out,
too, but has no energy.

Without truths the spectrum itself is taken, over a floor below which nothing is seen. Flats and ramps are pictures like
any other, whose truths are exactly known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.metrics.planes import measured_plane
from srviewer.metrics.spectra import SIZE, power_spectrum

Array = npt.NDArray[np.float64]

FEWEST = 4  # pictures: of fewer, a picture's own texture stands out
LIMIT = 3.0  # from which it is called a weave: truths have 1 to 1.8, bicubic 2.5, networks without a weave 1.3 to 1.9
FLOOR = 3.0  # variance in levels squared a frequency, in place of a truth


def gather(result: npt.NDArray[Any], truth: npt.NDArray[Any] | None = None) -> Array | None:
    """Log ratio of the spectra of a result's and its truth's Y, (64, 64), frequency 0 first; None of a picture smaller
    than that. Imports torch."""
    from srviewer import losses

    power = power_spectrum(measured_plane(result))
    if power is None:
        return None
    true = None if truth is None else power_spectrum(measured_plane(truth))
    if true is None:
        return np.log1p(power / FLOOR)
    return np.log((power + losses.QUANTISATION) / (true + losses.QUANTISATION))


def peaks(pictures: Sequence[Array]) -> Array | None:
    """How many times as much power as around it each frequency has, on the mean over pictures, (64, 64), frequency 0
    first; None of fewer than `FEWEST` pictures."""
    import torch

    from srviewer import losses

    if len(pictures) < FEWEST:
        return None
    mean = np.mean(pictures, 0)
    above = losses.standing_out(torch.from_numpy(mean)).numpy()
    found: Array = np.exp(np.minimum(above, np.maximum(mean, 0)))
    return found


def largest(found: Array) -> tuple[float, float, float]:
    """The largest of `peaks`, and where it stands: cycles a pixel along x and y."""
    y, x = np.unravel_index(int(found.argmax()), found.shape)
    axis = np.fft.fftfreq(SIZE)
    return float(found[y, x]), float(axis[x]), float(axis[y])


def by_frequency(found: Array) -> tuple[Array, Array]:
    """The largest of `peaks` in rings of one bin's width: cycles a pixel, up to 1/2, and the power over that around."""
    axis = np.fft.fftfreq(SIZE)
    ring = np.rint(np.hypot(axis[:, None], axis) * SIZE).astype(int)
    rings = np.arange(1, SIZE // 2 + 1)
    return rings / SIZE, np.array([found[ring == n].max() for n in rings])


def is_weave(value: float) -> bool:
    """Whether the largest of `peaks` is called a weave."""
    return value >= LIMIT

"""What the spectrum of a result says of its texture, against the truth's: how much there is in each ring."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.metrics.pair import Pair
from srviewer.metrics.planes import Check, measured_plane

SIZE = 64  # pixels a side of the windows; smaller pictures have no spectrum here
ROWS = 16 * SIZE  # that are looked at at once

Array = npt.NDArray[np.float64]


def power_spectrum(plane: npt.NDArray[Any], check: Check | None = None) -> Array | None:
    """`losses.power_spectra` of a plane (H, W) in levels: (SIZE, SIZE), or None if a side is shorter. Imports torch."""
    import torch

    from srviewer import losses

    if min(plane.shape) < SIZE:
        return None
    total, count = np.zeros((SIZE, SIZE)), 0
    step = ROWS - SIZE // 2  # windows overlap by half
    for top in range(0, len(plane) - SIZE + 1, step):
        if check:
            check()
        rows = torch.from_numpy(np.ascontiguousarray(plane[top : top + ROWS], dtype=np.float32))[None]
        windows = (len(rows[0]) - SIZE) // (SIZE // 2) + 1
        total += windows * losses.power_spectra_of_planes(rows, SIZE)[0].double().numpy()
        count += windows
    return total / count


def ring_energies(pair: Pair) -> float | None:
    """Root mean square over `losses.RINGS` of how many decibels more or less energy Y has than the truth's."""
    import torch

    from srviewer import losses

    powers = [power_spectrum(measured_plane(image), pair.check) for image in (pair.pixels, pair.reference)]
    if powers[0] is None:
        return None
    ratios = losses.log_ring_ratios(*(torch.from_numpy(power)[None] for power in powers))
    return float((10 / np.log(10) * ratios).square().mean().sqrt())

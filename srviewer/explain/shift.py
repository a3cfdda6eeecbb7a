"""What becomes of subbands when the picture moves by one pixel: the DWT thins out and the stationary transform not.

References
----------
E. P. Simoncelli, W. T. Freeman, E. H. Adelson, D. J. Heeger, "Shiftable multiscale transforms", IEEE Transactions on
Information Theory 38 (1992) 587-607. doi:10.1109/18.119725
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from srviewer.imaging.wavelet import DETAIL_BANDS, PUBLISHED_WAVELET, Subbands, analyse, energies_by_level, stationary

Array = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class ShiftStudy:
    """Subbands of one level, of a plane and of it moved, by both transforms.

    dwt, dwt_moved : as `analyse` gives them
    swt, swt_moved : as `stationary` does, each of the plane's size
    """

    dwt: Subbands
    dwt_moved: Subbands
    swt: Subbands
    swt_moved: Subbands

    def energy_changes(self) -> dict[str, tuple[float, float]]:
        """By detail band, how the energy changes by the move: of the DWT and of the stationary transform.

        A share of the band's energy before (0.1 is 10 % more, -0.1 less); 0 where there was none before or after.
        """
        dwt, swt = ((_energies(a), _energies(b)) for a, b in ((self.dwt, self.dwt_moved), (self.swt, self.swt_moved)))
        return {b.name: (_change(dwt, b.name), _change(swt, b.name)) for b in DETAIL_BANDS}


def moved_by_one(plane: Array, axis: Literal[0, 1] = 1) -> Array:
    """The plane moved by one pixel, to the right (axis 1) or down (axis 0); the first line stands twice."""
    line = plane[:, :1] if axis == 1 else plane[:1]
    rest = plane[:, :-1] if axis == 1 else plane[:-1]
    return np.concatenate([line, rest], axis)


def study(plane: Array, wavelet: str = PUBLISHED_WAVELET, axis: Literal[0, 1] = 1) -> ShiftStudy:
    """Both transforms, of one level, of a float plane (H, W) and of it moved by one pixel."""
    moved = moved_by_one(plane, axis)
    return ShiftStudy(
        analyse(plane, wavelet), analyse(moved, wavelet), stationary(plane, wavelet), stationary(moved, wavelet)
    )


def _energies(bands: Subbands) -> dict[str, float]:
    return {name: energy for (_, name), energy in energies_by_level((bands,)).items()}


def _change(before_after: tuple[dict[str, float], dict[str, float]], name: str) -> float:
    before, after = (energies[name] for energies in before_after)
    return after / before - 1 if before else 0.0

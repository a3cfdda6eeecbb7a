"""The inverse of several levels by PyWavelets alone, for tests of what does it in another way."""

from __future__ import annotations

import numpy as np
import pywt

from srviewer.imaging.wavelet import Subbands, filter_bank


def plain_synthesis(
    levels: tuple[Subbands, ...], shape: tuple[int, int], wavelet: str, mode: str = "symmetric"
) -> np.ndarray:
    """The plane of these subbands; LL of the last level alone is looked at."""
    details = [(bands.cH, bands.cV, bands.cD) for bands in reversed(levels)]
    plane: np.ndarray = pywt.waverec2([levels[-1].cA, *details], filter_bank(wavelet), mode)
    return plane[: shape[0], : shape[1]]

"""How well a result agrees with the input it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.resample import resize
from srviewer.metrics.pair import Pair
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_strips
from srviewer.metrics.planes import STRIP_PIXELS, Check, eight_bit, on_255
from srviewer.phrase import phrase

SEEN = 3  # rows of the LR that bicubic looks at beyond a row, and one more


def consistency(pair: Pair) -> float:
    """`consistency_psnr` of a result as an 8-bit file would hold it; the pair's reference is the LR."""
    return consistency_psnr(eight_bit(pair.pixels), pair.reference, pair.check)


def consistency_psnr(sr: npt.NDArray[Any], lr: npt.NDArray[Any], check: Check | None = None) -> float:
    """PSNR in dB between the result shrunk back by MATLAB's bicubic (clipped, rounded to 8 bits) and the input.

    It tells fidelity to an assumed kernel, not quality: no truth enters. On Y (grey: own values), no border left
    out.

    Parameters
    ----------
    sr, lr : uint8, uint16 or float (in [0, 1]) arrays, both (H, W) or both (H, W, 3)
    check : called between strips; may raise to end the work

    Returns
    -------
    dB; `math.inf` if the input comes back exactly
    """
    if sr.ndim != lr.ndim:
        raise ParameterError(
            phrase("result and input must both be grey or both colour: {sr} and {lr}", sr=sr.shape, lr=lr.shape)
        )
    return psnr_of_strips(_bands(sr, lr, check))


def _bands(sr: npt.NDArray[Any], lr: npt.NDArray[Any], check: Check | None) -> Iterator[tuple[Any, Any]]:
    """The result shrunk to the size of the LR and rounded, and the LR; by a whole factor some rows at a time, made of
    what the kernel sees, so that of a large result nothing large is made."""
    height, width = lr.shape[:2]
    factor, rest = divmod(sr.shape[0], height)
    step = height if rest else max(1, 2 * STRIP_PIXELS // sr.shape[1])
    for top in range(0, height, step):
        first, last = max(0, top - SEEN), min(height, top + step + SEEN)
        band = sr if step == height else sr[first * factor : last * factor]
        low = lr[top : top + step]
        rounded = np.empty(low.shape, np.uint8)
        for channel in range(1 if sr.ndim == 2 else sr.shape[2]):
            if check:
                check()
            plane = ... if sr.ndim == 2 else (..., channel)
            small = resize(on_255(band[plane]).astype(np.float32), last - first, width, check)
            rounded[plane] = np.rint(np.clip(small[top - first : top - first + step], 0, 255))
        yield rounded, low

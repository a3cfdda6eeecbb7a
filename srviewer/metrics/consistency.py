"""How well a result agrees with the input it was made from."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.resample import resize
from srviewer.metrics.pair import Pair
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_planes
from srviewer.metrics.planes import Check, eight_bit, measured_plane, on_255, strips
from srviewer.phrase import phrase


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
    rounded = np.empty(lr.shape, np.uint8)
    for channel in range(1 if sr.ndim == 2 else sr.shape[2]):
        plane = ... if sr.ndim == 2 else (..., channel)
        small = resize(_single(sr[plane], check), lr.shape[0], lr.shape[1], check)
        rounded[plane] = np.rint(np.clip(small, 0, 255))
    return psnr_of_planes(measured_plane(rounded), measured_plane(lr), 0, check)


def _single(plane: npt.NDArray[Any], check: Check | None) -> npt.NDArray[np.float32]:
    """A plane as float32 on the 0 to 255 scale."""
    out = np.empty(plane.shape, np.float32)
    for rows in strips(*plane.shape):
        if check:
            check()
        out[rows] = on_255(plane[rows])
    return out

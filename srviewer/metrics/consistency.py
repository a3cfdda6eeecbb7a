"""How well a result agrees with the input it was made from."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.resample import resize
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_planes
from srviewer.metrics.planes import measured_plane, on_255


def consistency_psnr(sr: npt.NDArray[Any], lr: npt.NDArray[Any]) -> float:
    """PSNR in dB between the result shrunk back by MATLAB's bicubic (clipped, rounded to 8 bits) and the input.

    It tells fidelity to an assumed kernel, not quality: no truth enters. On Y (grey: own values), no border left
    out.

    Parameters
    ----------
    sr, lr : uint8, uint16 or float (in [0, 1]) arrays, both (H, W) or both (H, W, 3)

    Returns
    -------
    dB; `math.inf` if the input comes back exactly
    """
    if sr.ndim != lr.ndim:
        raise ParameterError(f"result and input must both be grey or both colour: {sr.shape} and {lr.shape}")
    small = resize(on_255(sr).astype(np.float32), lr.shape[0], lr.shape[1])
    rounded = np.rint(np.clip(small, 0, 255)).astype(np.uint8)
    return psnr_of_planes(measured_plane(rounded), measured_plane(lr), 0)

"""The Python interface: arrays in, arrays out. `srviewer.upscale` and its siblings are these functions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srviewer import upsamplers
from srviewer.upsamplers import Method

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]


def upscale(
    image: Array,
    method: str | Method | None = None,
    scale: int = 2,
    *,
    device: str = "auto",
    tile: int | None = None,
    **params: object,
) -> Array:
    """Enlarge an image.

    Parameters
    ----------
    image : array (H, W), (H, W, 3) or (H, W, 4)
        Grey, RGB or RGB with straight alpha; uint8, uint16, or float in [0, 1].
    method : "bicubic", "dasr", "srcnn", "perceptual", "compact", another name of `methods()`, or
        what `load_model` gave; by default the best that is there for the scale
    scale : 2, 3, 4 or 8; 1 for what cleans up
    device : "auto", "cpu", "cuda" or "mps", for the networks
    tile : side of a tile in LR pixels; by default the engine's choice
    **params : parameters of the method, e.g. wavelet="bior4.4", gain=0.25 for DASR

    Returns
    -------
    Array of the same kind and dtype, `scale` times as high and wide; floats are clipped to [0, 1], not rounded.

    Raises
    ------
    srviewer.errors.ParameterError : an argument cannot be used; the message says what can
    srviewer.errors.InferenceError : the method did not give a result; the message says why

    Examples
    --------
    >>> import numpy as np, srviewer
    >>> srviewer.upscale(np.zeros((5, 7), np.uint8), method="bicubic", scale=3).shape
    (15, 21)
    """
    import numpy as np

    from srviewer.engine.job import Job
    from srviewer.engine.run import result_of
    from srviewer.imaging.image_io import from_array

    image = np.asarray(image)
    depth = {np.dtype(np.uint8): 8, np.dtype(np.uint16): 16}.get(image.dtype.newbyteorder("="), 32)
    method = method or upsamplers.best(scale) or "bicubic"
    job = Job.make(from_array(image), method, scale, params, device=device, tile=tile, depth=depth, luma=False)
    result = result_of(job)
    pixels = result.pixels
    if result.alpha is not None:
        pixels = np.dstack([pixels, result.alpha])
    elif image.ndim == 3 and pixels.ndim == 2:
        pixels = pixels[..., None]
    return pixels.astype(image.dtype, copy=False) if image.dtype.kind != "b" else pixels


def psnr(sr: Array, hr: Array, *, scale: int) -> float:
    """PSNR in dB, peak 255, on Y (grey: own values), a border of `scale` pixels left out.

    `srviewer.metrics.psnr` takes the border itself. Identical images give `math.inf`.
    """
    from srviewer.metrics.peak_signal_noise_ratio import psnr as measure

    return measure(sr, hr, crop_border=scale)


def ssim(sr: Array, hr: Array, *, scale: int) -> float:
    """Mean SSIM on Y (grey: own values), a border of `scale` pixels left out; see `srviewer.metrics.ssim`."""
    from srviewer.metrics.structural_similarity import ssim as measure

    return measure(sr, hr, crop_border=scale)


def methods() -> tuple[str, ...]:
    """Names of the methods there are."""
    return tuple(method.name for method in upsamplers.known())


def load_model(path: str | os.PathLike[str]) -> Method:
    """A model from a file, as a method.

    Parameters
    ----------
    path : a .safetensors, .pth, .pt, .ckpt or .onnx file; it is read now, and nothing in it is ever run

    Returns
    -------
    What `upscale` takes as `method`, and `compare` among `methods`; its `line` says what it is.

    Raises
    ------
    srviewer.errors.ModelError : the file is no model that can be used here; the message says why, and what to do
    """
    from srviewer.upsamplers import from_files

    return from_files.temporary(Path(path))

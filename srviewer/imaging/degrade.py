"""How a benchmark makes its LR picture from the truth: the functions of the degradations in `imaging.degradations`."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pywt
from PIL import Image

from srviewer.catalogue import resolved
from srviewer.errors import ParameterError
from srviewer.imaging import registration
from srviewer.imaging.degradations import Degradation
from srviewer.imaging.picture import dequantise, quantise
from srviewer.imaging.resample import resize
from srviewer.imaging.wavelet import PUBLISHED_WAVELET, filter_bank, low_gain
from srviewer.phrase import phrase

FloatArray = npt.NDArray[np.float32]

_SEED = 20101  # of the noise: the same picture gets the same noise, always


def crop_to_multiple(pixels: FloatArray, scale: int) -> FloatArray:
    """(H, W[, C]) without the rows at the bottom and columns on the right beyond a multiple of the scale."""
    height, width = (n - n % scale for n in pixels.shape[:2])
    return pixels[:height, :width]


def degrade(pixels: FloatArray, scale: int, degradation: Degradation) -> FloatArray:
    """Shrink a picture by `scale`; at 1 only spoil it.

    Parameters
    ----------
    pixels : float32 array (H, W) or (H, W, 3) in [0, 1], H and W multiples of the scale
    scale : one of the degradation's scales

    Returns
    -------
    float32 array (H / scale, W / scale[, 3]) in [0, 1], each value a multiple of 1/255, as a file holds it

    Raises
    ------
    ParameterError : the sides are no multiples of the scale, or the degradation does not exist at this scale
    """
    height, width = pixels.shape[:2]
    if height % scale or width % scale or pixels.size == 0:
        raise ParameterError(
            phrase(
                "{width} × {height} pixels cannot be shrunk by {scale}: crop to a multiple of {scale} first",
                width=width,
                height=height,
                scale=scale,
            )
        )
    if (why := degradation.lacks(scale)) is not None:
        raise ParameterError(why)
    shrunk = resolved(degradation.kind.function)(np.asarray(pixels, np.float32), scale, degradation.amount or 0.0)
    return dequantise(quantise(shrunk))


# -- one function per kind: (pixels, scale, amount) to the LR, not yet rounded ---------------------------------


def bicubic(pixels: FloatArray, scale: int, _: float = 0.0) -> FloatArray:
    height, width = pixels.shape[:2]
    shrunk: FloatArray = resize(pixels, height // scale, width // scale)
    return shrunk


def box(pixels: FloatArray, scale: int, _: float) -> FloatArray:
    height, width = pixels.shape[:2]
    tiled = pixels.reshape(height // scale, scale, width // scale, scale, *pixels.shape[2:])
    mean: FloatArray = tiled.mean(axis=(1, 3))
    return mean


def gaussian(pixels: FloatArray, scale: int, sigma: float) -> FloatArray:
    sigmas = (sigma, sigma, 0)[: pixels.ndim]
    import scipy.ndimage  # slow to import: the window's start need not wait for it

    blurred = scipy.ndimage.gaussian_filter(pixels, sigmas, mode="reflect")  # the half-sample mirror, in scipy
    return bicubic(blurred, scale)


def jpeg(pixels: FloatArray, scale: int, quality: float) -> FloatArray:
    picture, file = Image.fromarray(quantise(bicubic(pixels, scale))), io.BytesIO()
    picture.save(file, "JPEG", quality=int(quality), subsampling="4:2:0")
    return dequantise(np.asarray(Image.open(file)))


def noise(pixels: FloatArray, scale: int, sigma: float) -> FloatArray:
    shrunk = bicubic(pixels, scale)
    noise = np.random.default_rng(_SEED).standard_normal(shrunk.shape, np.float32)
    return shrunk + noise * np.float32(sigma / 255)


def ll(pixels: FloatArray, scale: int, _: float) -> FloatArray:
    return _halved(pixels, scale, _half_registered)


def ll_published(pixels: FloatArray, scale: int, _: float) -> FloatArray:
    return _halved(pixels, scale, _half_published)


def _halved(pixels: FloatArray, scale: int, half: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Both axes halved as often as the scale asks, by a function of the last axis."""
    for _ in range(scale.bit_length() - 1):
        for axis in (0, 1):
            pixels = np.moveaxis(half(np.moveaxis(pixels, axis, -1)), -1, axis)
    return pixels


def _half_published(signal: FloatArray) -> FloatArray:
    """The low subband over its gain along the last axis, (..., n) to (..., n / 2), n even, periodised."""
    low, _ = pywt.dwt(signal, filter_bank(PUBLISHED_WAVELET), "periodization", axis=-1)
    half: FloatArray = low / np.float32(low_gain(PUBLISHED_WAVELET))
    return half


def _half_registered(signal: FloatArray) -> FloatArray:
    """The same on the half-pixel grid: mirrored to 2 n, moved by the phase rule, halved and cropped."""
    n = signal.shape[-1]
    extended = np.concatenate([signal, signal[..., ::-1]], axis=-1)
    moved = registration.moved(extended, registration.analysis_correction(PUBLISHED_WAVELET, 2 * n))
    return _half_published(moved)[..., : n // 2]

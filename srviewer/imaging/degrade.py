"""How a benchmark makes its LR picture from the truth: degradations by name.

`bicubic` is the field's standard. The others ask what a method does with an LR picture it was not made for:
one by another kernel (`box`, `gaussian:S`, the wavelet's own low band `ll`), or from a codec or a sensor.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pywt
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.imaging import registration
from srviewer.imaging.picture import dequantise, quantise
from srviewer.imaging.resample import resize
from srviewer.imaging.wavelet import PUBLISHED_WAVELET, filter_bank, low_gain
from srviewer.phrase import commas, phrase

FloatArray = npt.NDArray[np.float32]

_SEED = 20101  # of the noise: the same picture gets the same noise, always


@dataclass(frozen=True)
class Degradation:
    """A way to shrink a picture; made by `parse_degradation`.

    name : "bicubic", "box", "ll", "ll:published", "gaussian", "jpeg" or "noise"
    amount : the number after the colon, for the last three
    """

    name: str
    amount: float | None = None

    def __str__(self) -> str:
        """The text that `parse_degradation` reads back."""
        return self.name if self.amount is None else f"{self.name}:{self.amount:g}"

    @property
    def line(self) -> str:
        """What is done, for a caption."""
        return _KINDS[self.name].line.format(self.amount)


def parse_degradation(text: str) -> Degradation:
    """Read a degradation from text.

    Parameters
    ----------
    text : one of
        bicubic       MATLAB's imresize, antialiased
        box           mean over scale x scale pixels
        ll            LL band of bior4.4 over its gain, on bicubic's grid (x2, x4, x8)
        ll:published  the same without registration, periodised
        gaussian:S    Gaussian blur of S HR pixels (standard deviation), then bicubic
        jpeg:Q        bicubic, then JPEG of quality Q (4:2:0)
        noise:S       bicubic, then white noise of standard deviation S in 8-bit levels

    Raises
    ------
    ParameterError : the name is unknown, or its number is missing, no number, or out of range

    Examples
    --------
    >>> parse_degradation("gaussian:1.6")
    Degradation(name='gaussian', amount=1.6)
    """
    text = text.strip().lower()
    name, _, argument = text.partition(":")
    amount = _KINDS[name].amount if name in _KINDS else None
    if amount is not None:
        return Degradation(name, amount.read(argument, name))
    if text in _KINDS:
        return Degradation(text)
    raise ParameterError(phrase("unknown degradation {text!r} (there are: {known})", text=text, known=commas(names())))


def names() -> tuple[str, ...]:
    """The degradations as they are written, e.g. "gaussian:S"."""
    return tuple(k if kind.amount is None else f"{k}:{kind.amount.letter}" for k, kind in _KINDS.items())


def crop_to_multiple(pixels: FloatArray, scale: int) -> FloatArray:
    """(H, W[, C]) without the rows at the bottom and columns on the right beyond a multiple of the scale."""
    height, width = (n - n % scale for n in pixels.shape[:2])
    return pixels[:height, :width]


def degrade(pixels: FloatArray, scale: int, degradation: Degradation) -> FloatArray:
    """Shrink a picture by `scale`.

    Parameters
    ----------
    pixels : float32 array (H, W) or (H, W, 3) in [0, 1], H and W multiples of the scale
    scale : 1 or more; 2, 4 or 8 for "ll"

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
    shrink, amount = _KINDS[degradation.name].shrink, degradation.amount or 0.0
    shrunk = shrink(np.asarray(pixels, np.float32), scale, amount)
    return dequantise(quantise(shrunk))


# -- one function per kind -----------------------------------------------------------------------------------


def _bicubic(pixels: FloatArray, scale: int, _: float = 0.0) -> FloatArray:
    height, width = pixels.shape[:2]
    shrunk: FloatArray = resize(pixels, height // scale, width // scale)
    return shrunk


def _box(pixels: FloatArray, scale: int, _: float) -> FloatArray:
    height, width = pixels.shape[:2]
    tiled = pixels.reshape(height // scale, scale, width // scale, scale, *pixels.shape[2:])
    mean: FloatArray = tiled.mean(axis=(1, 3))
    return mean


def _gaussian(pixels: FloatArray, scale: int, sigma: float) -> FloatArray:
    sigmas = (sigma, sigma, 0)[: pixels.ndim]
    import scipy.ndimage  # slow to import: the window's start need not wait for it

    blurred = scipy.ndimage.gaussian_filter(pixels, sigmas, mode="reflect")  # the half-sample mirror, in scipy
    return _bicubic(blurred, scale)


def _jpeg(pixels: FloatArray, scale: int, quality: float) -> FloatArray:
    picture, file = Image.fromarray(quantise(_bicubic(pixels, scale))), io.BytesIO()
    picture.save(file, "JPEG", quality=int(quality), subsampling="4:2:0")
    return dequantise(np.asarray(Image.open(file)))


def _noise(pixels: FloatArray, scale: int, sigma: float) -> FloatArray:
    shrunk = _bicubic(pixels, scale)
    noise = np.random.default_rng(_SEED).standard_normal(shrunk.shape, np.float32)
    return shrunk + noise * np.float32(sigma / 255)


def _ll(pixels: FloatArray, scale: int, _: float) -> FloatArray:
    return _halved(pixels, scale, _half_registered)


def _ll_published(pixels: FloatArray, scale: int, _: float) -> FloatArray:
    return _halved(pixels, scale, _half_published)


def _halved(pixels: FloatArray, scale: int, half: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """Both axes halved as often as the scale asks, by a function of the last axis."""
    if scale < 2 or scale & (scale - 1):
        raise ParameterError(phrase("the wavelet's LL band exists at ×2, ×4 and ×8, not at ×{scale}", scale=scale))
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


@dataclass(frozen=True)
class _Amount:
    """The number that a degradation takes."""

    letter: str
    minimum: float
    maximum: float
    example: float
    whole: bool = False

    def read(self, argument: str, name: str) -> float:
        try:
            number = float(argument)
        except ValueError:
            number = math.nan
        if self.minimum <= number <= self.maximum and (not self.whole or number.is_integer()):
            return number
        kind = phrase("a whole number") if self.whole else phrase("a number")
        raise ParameterError(
            phrase(
                "degradation {name}:{letter}: expected {kind} from {minimum:g} to {maximum:g} as in "
                "{name}:{example:g}, not {argument!r}",
                name=name,
                letter=self.letter,
                kind=kind,
                minimum=self.minimum,
                maximum=self.maximum,
                example=self.example,
                argument=argument,
            )
        )


@dataclass(frozen=True)
class _Kind:
    shrink: Callable[[FloatArray, int, float], FloatArray]
    line: str
    amount: _Amount | None = None


_KINDS = {
    "bicubic": _Kind(_bicubic, "bicubic"),
    "box": _Kind(_box, "box mean"),
    "ll": _Kind(_ll, "wavelet LL band, registered"),
    "ll:published": _Kind(_ll_published, "wavelet LL band, not registered"),
    "gaussian": _Kind(_gaussian, "Gaussian blur {:g}, then bicubic", _Amount("S", 0.1, 20, 1.6)),
    "jpeg": _Kind(_jpeg, "bicubic, then JPEG {:g}", _Amount("Q", 1, 100, 75, whole=True)),
    "noise": _Kind(_noise, "bicubic, then noise {:g}", _Amount("S", 0, 100, 10)),
}

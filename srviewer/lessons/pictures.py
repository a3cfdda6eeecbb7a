"""The pictures of a lesson: samples and drawn patterns, whole or distorted. Nothing is read or fetched."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture, dequantise, quantise
from srviewer.lessons.lesson import Distorted
from srviewer.metrics.peak_signal_noise_ratio import psnr
from srviewer.phrase import phrase

FloatArray = npt.NDArray[np.float32]

SIDE = 256  # pixels of a pattern
LOW, HIGH = 0.2, 0.8  # its two greys
PATTERNS = ("vertical", "horizontal", "diagonal")
_SEED = 20101  # of the noise: the same picture gets the same noise, always
_KEPT = 8  # pictures, for the steps beside the one that is shown
_HALVINGS = 24  # of the search for an amount of distortion


def check_opened(text: str) -> None:
    """`ParameterError` unless `text` is a sample or a pattern."""
    words = text.split()
    if words[:1] == ["stripes"]:
        if len(words) != 3 or words[1] not in PATTERNS or not words[2].isdecimal() or not 2 <= int(words[2]) <= 128:
            raise ParameterError(
                phrase("stripes are written 'stripes {known} PERIOD', with 2 to 128 pixels", known="|".join(PATTERNS))
            )
    elif text not in [sample.name for sample in samples.names()]:
        known = ", ".join(sample.name for sample in samples.names())
        raise ParameterError(
            phrase("there is no picture {text!r} (there are: {known}, stripes)", text=text, known=known)
        )


def stripes(direction: str, period: int) -> FloatArray:
    """(256, 256) grey, 0.2 and 0.8 in turn: stripes that run `direction`, a light and a dark one every `period` pixels.

    An odd period has its dark stripe wider by one pixel; it starts with the light one.
    """
    rows, columns = np.mgrid[:SIDE, :SIDE]
    along = {"vertical": columns, "horizontal": rows, "diagonal": rows + columns}[direction]
    return np.where(along % period < period // 2, np.float32(HIGH), np.float32(LOW))


@lru_cache(maxsize=_KEPT)
def picture_of(opened: str, distorted: Distorted | None = None) -> Picture:
    """The picture that a step opens; what is distorted has 8-bit values. The last ones are kept: an amount that leaves
    a PSNR takes a search, and *Back* asks for it again."""
    check_opened(opened)
    words = opened.split()
    picture = Picture(stripes(words[1], int(words[2]))) if words[0] == "stripes" else samples.load(opened)
    return picture if distorted is None else Picture(distort(picture.pixels, distorted))


# -- distortions ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Kind:
    """least, most : of the amount, between which PSNR falls all the way"""

    apply: Callable[[FloatArray, float], FloatArray]
    least: float
    most: float


def _noise(pixels: FloatArray, levels: float) -> FloatArray:
    noise = np.random.default_rng(_SEED).standard_normal(pixels.shape, np.float32)
    return pixels + noise * np.float32(levels / 255)


def _specks(pixels: FloatArray, per_cent: float) -> FloatArray:
    chance = np.random.default_rng(_SEED).random(pixels.shape[:2], np.float32)
    marked = np.where((chance * 2e4).astype(np.int64) % 2, np.float32(1), np.float32(0))
    hit = chance < per_cent / 100
    result = pixels.copy()
    result[hit] = marked[hit] if pixels.ndim == 2 else marked[hit][:, None]
    return result


def _blur(pixels: FloatArray, sigma: float) -> FloatArray:
    import scipy.ndimage  # slow to import: the window's start need not wait for it

    blurred: FloatArray = scipy.ndimage.gaussian_filter(pixels, (sigma, sigma, 0)[: pixels.ndim], mode="reflect")
    return blurred


def _jpeg(pixels: FloatArray, lost: float) -> FloatArray:
    file = io.BytesIO()
    Image.fromarray(quantise(pixels)).save(file, "JPEG", quality=100 - round(lost), subsampling="4:2:0")
    return dequantise(np.asarray(Image.open(file)))


def _brighter(pixels: FloatArray, levels: float) -> FloatArray:
    return pixels + np.float32(levels / 255)


def _flatter(pixels: FloatArray, per_cent: float) -> FloatArray:
    mean = pixels.mean(dtype=np.float64).astype(np.float32)
    flatter: FloatArray = mean + (pixels - mean) * np.float32(1 - per_cent / 100)
    return flatter


_KINDS = {
    "noise": _Kind(_noise, 0, 128),  # standard deviation in 8-bit levels
    "specks": _Kind(_specks, 0, 50),  # per cent of the pixels, black or white
    "blur": _Kind(_blur, 0.2, 16),  # standard deviation in pixels
    "jpeg": _Kind(_jpeg, 1, 99),  # 100 less the quality
    "brighter": _Kind(_brighter, 0, 128),  # levels
    "flatter": _Kind(_flatter, 0, 100),  # per cent of the contrast
}


def check_distorted(distorted: Distorted) -> None:
    """`ParameterError` unless kind and amount can be used."""
    if distorted.kind not in _KINDS:
        raise ParameterError(
            phrase("there is no distortion {kind!r} (there are: {known})", kind=distorted.kind, known=", ".join(_KINDS))
        )
    kind = _KINDS[distorted.kind]
    low, high = (10.0, 60.0) if distorted.decibel else (kind.least, kind.most)
    if not low <= distorted.amount <= high:
        unit = " dB" if distorted.decibel else ""
        raise ParameterError(
            phrase(
                "{kind} {amount:g}{unit}: expected {low:g} to {high:g}{unit}",
                kind=distorted.kind,
                amount=distorted.amount,
                unit=unit,
                low=low,
                high=high,
            )
        )


def distort(pixels: FloatArray, distorted: Distorted) -> FloatArray:
    """`pixels` in [0, 1] distorted and rounded to 8 bits.

    With `decibel`, by the amount whose PSNR (of `metrics`, against `pixels`) is nearest: found by halving, since every
    kind does more harm the more there is of it. JPEG's quality comes in whole steps and so misses by a few tenths.
    """
    check_distorted(distorted)
    kind = _KINDS[distorted.kind]

    def done(amount: float) -> FloatArray:
        return dequantise(quantise(kind.apply(pixels, amount)))

    if not distorted.decibel:
        return done(distorted.amount)
    low, high = kind.least, kind.most
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if psnr(done(middle), pixels) > distorted.amount else (low, middle)
    return min((done(low), done(high)), key=lambda found: abs(psnr(found, pixels) - distorted.amount))

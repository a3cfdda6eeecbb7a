"""Which pixels a wavelet coefficient touches, and which coefficients reach a pixel.

The transform is separable: the image of a coefficient (its *basis image*) is the outer product of one response along
y and one along x. All responses are what PyWavelets gives for an impulse, or gives as the synthesis' transpose, so they
hold for every wavelet, boundary mode and level.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pywt

from srviewer.errors import ParameterError
from srviewer.imaging.wavelet import BANDS, filter_bank, subband_length
from srviewer.phrase import phrase

IndexArray = npt.NDArray[np.intp]
FloatArray = npt.NDArray[np.float64]

_NOTHING = 1e-12  # of the largest weight: less than that is taken for rounding


@dataclass(frozen=True, eq=False)
class Footprint:
    """Weights on a grid of places; all others are nil.

    rows, columns : sorted indices; they need not be neighbours (repeated borders)
    weights : (len(rows), len(columns))
    """

    rows: IndexArray
    columns: IndexArray
    weights: FloatArray


def of_coefficient(
    shape: tuple[int, int], wavelet: str, mode: str, level: int, band: str, row: int, column: int
) -> Footprint:
    """The pixels that a coefficient touches, with its basis image: what a coefficient of 1 there, alone, gives.

    shape : of the plane, (H, W); band : name on screen or in code; row, column : of the coefficient in its subband
    """
    y_high, x_high = _highs(band)
    y = synthesis_of_coefficient(shape[0], wavelet, mode, level, y_high, row)
    x = synthesis_of_coefficient(shape[1], wavelet, mode, level, x_high, column)
    return _outer(y, x)


def reaching(
    shape: tuple[int, int], wavelet: str, mode: str, level: int, band: str, row: int, column: int
) -> Footprint:
    """The coefficients of a subband that reach the pixel (row, column), with how much of each comes there."""
    y_high, x_high = _highs(band)
    y = synthesis_at_pixel(shape[0], wavelet, mode, level, y_high, row)
    x = synthesis_at_pixel(shape[1], wavelet, mode, level, x_high, column)
    return _outer(y, x)


def corner(shape: tuple[int, int], wavelet: str, mode: str, level: int, band: str) -> tuple[float, float]:
    """Where the picture's upper left corner lies in a subband, (x, y) in coefficients.

    A place (x, y) of the picture is at corner + (x, y) / 2^level: subbands are longer than the picture's part where
    filters reach over its edges, and lie a little beside it.
    """
    y_high, x_high = _highs(band)
    return _start(shape[1], wavelet, mode, level, x_high), _start(shape[0], wavelet, mode, level, y_high)


# -- one axis ------------------------------------------------------------------------------------------------


def synthesis_of_coefficient(length: int, wavelet: str, mode: str, level: int, high: bool, index: int) -> FloatArray:
    """(length,) pixels of a coefficient of 1 at `index` of the low or the high subband of a level."""
    sizes = [subband_length(length, wavelet, mode, n) for n in range(level + 1)]
    signal = _impulse(sizes[level], index)
    for n in range(level, 0, -1):
        low_high = (None, signal) if high and n == level else (signal, None)
        signal = pywt.idwt(*low_high, filter_bank(wavelet), mode)[: sizes[n - 1]]
    return signal


def synthesis_at_pixel(length: int, wavelet: str, mode: str, level: int, high: bool, index: int) -> FloatArray:
    """Weights in the pixel `index` of all coefficients of the low or the high subband of a level.

    That is the transpose of the synthesis, applied to an impulse. The transpose of convolving and keeping what
    falls on the plane is the analysis by the mirrored synthesis filters, with zeros around.
    """
    signal = _impulse(length, index)
    border = "periodization" if mode == "periodization" else "zero"
    for n in range(1, level + 1):
        even = np.pad(signal, (0, len(signal) % 2))
        low, detail = pywt.dwt(even, _mirrored(wavelet), border)
        signal = detail if high and n == level else low
    return signal


@lru_cache(maxsize=512)
def _start(length: int, wavelet: str, mode: str, level: int, high: bool) -> float:
    """`corner` along one axis: from what reaches two pixels in the middle, far from the edges."""
    starts = []
    for pixel in {length // 2, max(length // 2 - 1, 0)}:
        weights = np.abs(synthesis_at_pixel(length, wavelet, mode, level, high, pixel))
        if total := weights.sum():
            centre = float((weights * (np.arange(len(weights)) + 0.5)).sum() / total)
            starts.append(centre - (pixel + 0.5) / 2**level)
    return sum(starts) / len(starts) if starts else 0.0


@lru_cache(maxsize=128)
def _mirrored(wavelet: str) -> pywt.Wavelet:
    bank = filter_bank(wavelet)
    low, high = bank.rec_lo[::-1], bank.rec_hi[::-1]
    return pywt.Wavelet(f"{wavelet} mirrored", filter_bank=(low, high, low, high))


def _impulse(length: int, index: int) -> FloatArray:
    if not 0 <= index < length:
        raise ParameterError(phrase("place {index} is outside of 0 to {last}", index=index, last=length - 1))
    signal = np.zeros(length)
    signal[index] = 1
    return signal


def _highs(band: str) -> tuple[bool, bool]:
    """Whether a band is high along y and along x: the name's first letter is x, its second y."""
    for known in BANDS:
        if band in (known.name, known.key):
            return known.name[1] == "H", known.name[0] == "H"
    raise ParameterError(
        phrase("no subband {band!r} (there are: {known})", band=band, known=", ".join(b.name for b in BANDS))
    )


def _outer(y: FloatArray, x: FloatArray) -> Footprint:
    rows, columns = (np.flatnonzero(np.abs(line) > _NOTHING * np.abs(line).max()) for line in (y, x))
    return Footprint(rows, columns, np.outer(y[rows], x[columns]))

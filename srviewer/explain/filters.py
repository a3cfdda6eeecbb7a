"""A wavelet's portrait: its four filters, what they let through, its scaling and wavelet function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from srviewer.imaging.wavelet import analyse, filter_bank, synthesise

FloatArray = npt.NDArray[np.float64]

EXACT = 1e-5  # of a picture in [0, 1]: a wavelet that comes back worse is said not to be exactly invertible


@dataclass(frozen=True, eq=False)
class Filter:
    """One filter of a bank. low : whether it lets low frequencies through."""

    name: str
    low: bool
    taps: FloatArray

    def response(self, count: int = 257) -> tuple[FloatArray, FloatArray]:
        """`count` frequencies from 0 to 0.5 cycles a pixel, and the magnitude of the filter's Fourier transform."""
        frequencies = np.linspace(0, 0.5, count)
        waves = np.exp(-2j * np.pi * np.outer(frequencies, np.arange(len(self.taps))))
        return frequencies, np.abs(waves @ self.taps)


@dataclass(frozen=True, eq=False)
class Functions:
    """Scaling and wavelet function, sampled at x (in pixels of the level they belong to).

    The analysis pair is the synthesis pair for orthogonal wavelets.
    """

    x: FloatArray
    synthesis_scaling: FloatArray
    synthesis_wavelet: FloatArray
    analysis_scaling: FloatArray
    analysis_wavelet: FloatArray


@dataclass(frozen=True)
class WaveletFacts:
    """What a caption says of a wavelet.

    lengths : taps of the low and of the high filter of the analysis, without the zeros that PyWavelets pads them with
    vanishing_moments : of the wavelet function by which pictures are analysed; 0 where PyWavelets does not know
    exact : whether its synthesis undoes its analysis (`dmey` approximates filters without end)
    """

    wavelet: str
    lengths: tuple[int, int]
    orthogonal: bool
    vanishing_moments: int
    exact: bool


def filters(wavelet: str) -> tuple[Filter, ...]:
    """Low and high of the analysis, low and high of the synthesis."""
    bank = filter_bank(wavelet)
    names = ("dec_lo", "dec_hi", "rec_lo", "rec_hi")
    return tuple(Filter(name, name.endswith("lo"), np.array(getattr(bank, name))) for name in names)


def functions(wavelet: str, depth: int = 8) -> Functions:
    """Scaling and wavelet functions by the cascade of `depth` rounds (2^depth samples a pixel)."""
    found = filter_bank(wavelet).wavefun(level=depth)
    if len(found) == 3:
        scaling, shape, x = (np.asarray(part, np.float64) for part in found)
        return Functions(x, scaling, shape, scaling, shape)
    analysis_scaling, analysis_wavelet, scaling, shape, x = (np.asarray(part, np.float64) for part in found)
    return Functions(x, scaling, shape, analysis_scaling, analysis_wavelet)


def facts(wavelet: str) -> WaveletFacts:
    """What a caption says of the wavelet."""
    bank = filter_bank(wavelet)
    return WaveletFacts(
        wavelet,
        (_length(bank.dec_lo), _length(bank.dec_hi)),
        bool(bank.orthogonal),
        int(bank.vanishing_moments_psi or 0),
        exactly_invertible(wavelet),
    )


def _length(taps: Sequence[float]) -> int:
    return len(np.trim_zeros(np.asarray(taps)))


@lru_cache(maxsize=128)
def exactly_invertible(wavelet: str) -> bool:
    """Whether noise in [0, 1] comes back to 1e-5: measured, not looked up."""
    noise = np.random.default_rng(0).random((16, 24))
    back = synthesise(analyse(noise, wavelet), (16, 24), wavelet)
    return bool(np.abs(back - noise).max() < EXACT)

"""Where a wavelet's filters put things, and how to put them on the half-pixel grid instead.

A filter bank moves what it filters: the response to LL sample 0 is centred on pixel 0 with bior4.4, on -0.37
with db2, on -6.1 with db9, and the delay differs from frequency to frequency. Bicubic, box and every other
resampling put sample 0 of a picture of half the size on +0.5. The *phase rule* makes up the difference: each
frequency keeps its magnitude and gets the phase of a response that is symmetric about +0.5.

With G the Fourier transform of the synthesis response of LL impulse 0, multiply by

    P(w) = conj(G) / |G| exp(-i w / 2)                                                                     (1)

after synthesis; before analysis, by the adjoint, the conjugate of (1) for the analysis response. Responses
are measured, not derived: they are what PyWavelets itself gives in its "periodization" mode, so that the rule
holds for every wavelet.

One thing is left to choose. Towards the highest frequency |G| vanishes (by the wavelet's vanishing moments),
and its computed phase is rounding noise, which the high band would carry into the picture. From the first
frequency that is so faint on, the phase goes on along its last trustworthy slope; for symmetric filters that
is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pywt

from srviewer.imaging.wavelet import filter_bank
from srviewer.once import once

FloatArray = npt.NDArray[np.float64]
ComplexArray = npt.NDArray[np.complex128]

_FINE = 1 << 14  # frequencies from 0 to pi at which a phase is followed
_TRUSTED = 1e-4  # of |G(0)|: from the first frequency with less on, the phase of G is taken to be noise
_LONG = 1 << 12  # samples in which a response of unlimited length is looked at


@dataclass(frozen=True, eq=False)
class Response:
    """A finite impulse response: `taps[k]` stands at position `first + k`."""

    taps: FloatArray
    first: int

    @property
    def positions(self) -> npt.NDArray[np.intp]:
        return self.first + np.arange(len(self.taps))

    @property
    def centroid(self) -> float:
        """Mean position weighted by the taps; the delay of a low-pass response at frequency 0."""
        return float(self.positions @ self.taps / self.taps.sum())

    @property
    def energy_centroid(self) -> float:
        """Mean position weighted by the squared taps."""
        energy = self.taps**2
        return float(self.positions @ energy / energy.sum())

    def spectrum(self, length: int) -> ComplexArray:
        """Its Fourier transform at w = 2 pi k / length, k = 0 ... length // 2 (as `rfft` has them)."""
        wrapped = np.zeros(length)
        np.add.at(wrapped, self.positions % length, self.taps)
        spectrum: ComplexArray = np.fft.rfft(wrapped)
        return spectrum

    def unit_phase(self, length: int) -> ComplexArray:
        """G / |G| at the frequencies of `spectrum`, carried on smoothly where |G| is next to nothing."""
        w = 2 * np.pi * np.arange(length // 2 + 1) / length
        spectrum = self.spectrum(length)
        edge, phase, slope = self._trusted_edge
        trusted = w < edge
        unit: ComplexArray = np.exp(1j * (phase + slope * (w - edge)))
        unit[trusted] = spectrum[trusted] / np.abs(spectrum[trusted])
        return unit

    @once
    def _trusted_edge(self) -> tuple[float, float, float]:
        """The frequency up to which the phase can be trusted, the phase there, and its slope."""
        w = np.pi * np.arange(_FINE + 1) / _FINE
        spectrum = self.spectrum(2 * _FINE)
        magnitude = np.abs(spectrum)
        faint = np.flatnonzero(magnitude < _TRUSTED * magnitude[0])
        last = int(faint[0]) - 1 if len(faint) else _FINE
        phase = np.angle(spectrum[last])
        slope = float(np.angle(spectrum[last] / spectrum[last - 1])) / w[1]
        return float(w[last]), float(phase), slope


@lru_cache(maxsize=128)
def synthesis_responses(wavelet: str) -> tuple[Response, Response]:
    """What impulse 0 of the low and of the high subband becomes in the inverse transform of one axis."""
    bank = filter_bank(wavelet)
    impulse = np.zeros(_room(bank) // 2)
    impulse[0] = 1.0
    low = pywt.idwt(impulse, None, bank, "periodization")
    high = pywt.idwt(None, impulse, bank, "periodization")
    return _response(low), _response(high)


@lru_cache(maxsize=128)
def analysis_low_response(wavelet: str) -> Response:
    """The weights with which the samples of a signal enter low subband sample 0."""
    bank = filter_bank(wavelet)
    low, _ = pywt.dwt(np.eye(_room(bank)), bank, "periodization", axis=0)
    return _response(low[0])


@lru_cache(maxsize=128)
def registered_high_centroid(wavelet: str) -> float:
    """Energy centroid of the high synthesis response after the phase rule (1): 1.5 for bior4.4."""
    _, high = synthesis_responses(wavelet)
    start = round(high.energy_centroid) - _LONG // 2
    moved = np.fft.irfft(high.spectrum(_LONG) * synthesis_correction(wavelet, _LONG), _LONG)
    return Response(np.roll(moved, -start), start).energy_centroid


@lru_cache(maxsize=32)
def synthesis_correction(wavelet: str, length: int) -> ComplexArray:
    """P(w) of equation (1) at the frequencies of a real FFT of `length`, for an axis that was synthesised."""
    return _correction(synthesis_responses(wavelet)[0], length)


@lru_cache(maxsize=32)
def analysis_correction(wavelet: str, length: int) -> ComplexArray:
    """The factor for an axis that is going to be analysed, so that low subband sample j lies on 2 j + 0.5.

    Low sample 0 is sum_m a[m] x[m], in frequency the mean of conj(A) X. It is to be that of |A| exp(i w / 2)
    X, so the factor is A / |A| exp(i w / 2), the conjugate of equation (1).
    """
    correction: ComplexArray = _correction(analysis_low_response(wavelet), length).conj()
    correction.flags.writeable = False  # it is kept
    return correction


def moved(signal: npt.NDArray[Any], correction: ComplexArray) -> npt.NDArray[Any]:
    """A signal, periodic along its last axis, with its spectrum times a correction; float dtype kept."""
    length = signal.shape[-1]
    import scipy.fft  # slow to import: the window's start need not wait for it

    spectrum = scipy.fft.rfft(signal, axis=-1)
    spectrum *= correction.astype(spectrum.dtype)
    result: npt.NDArray[Any] = scipy.fft.irfft(spectrum, length, axis=-1, overwrite_x=True)
    return result


def _correction(response: Response, length: int) -> ComplexArray:
    half_pixel = np.exp(-1j * np.pi * np.arange(length // 2 + 1) / length)
    correction: ComplexArray = response.unit_phase(length).conj() * half_pixel
    correction.flags.writeable = False
    return correction


def _room(bank: pywt.Wavelet) -> int:
    """An even length in which a response of the bank does not meet itself."""
    return 4 * int(max(bank.dec_len, bank.rec_len))


def _response(periodic: FloatArray) -> Response:
    """The response without the zeros around it; the second half of the period holds negative positions."""
    period = len(periodic)
    signed = np.roll(periodic, period // 2)
    there = np.flatnonzero(signed)
    first, last = int(there[0]), int(there[-1])
    return Response(signed[first : last + 1], first - period // 2)

"""One axis in frequency: linear maps that are the same for rows moved by two pixels.

A level of the wavelet transform treats even and odd pixels differently, and pixels two apart alike. So does all that
is made of it, and what a map of this kind makes of any row follows from what it makes of an impulse at pixel 0 and of
one at pixel 1. With N the (even) period of the rows, X their spectrum and scale the enlargement, the spectrum of the
result is

    Y(k) = A(k) X(k) + B(k) X(k + N/2),    0 <= k < N scale                                                (1)

(the second term is aliasing). If Y0 and Y1 are the spectra of the two answers, and z = exp(2 pi i / N),

    A(k) = (Y0(k) + z^k Y1(k)) / 2,    B(k) = (Y0(k) - z^k Y1(k)) / 2                                      (2)

A row of n pixels that is continued by its mirror image has N = 2 n and the spectrum X(k) = exp(i pi k / N) C(k) with
C real: the discrete cosine transform (DCT) of the n pixels. Is the result mirrored too, it is the inverse DCT of n
scale numbers; otherwise the inverse of a real Fourier transform of 2 n scale, of which half is cropped.

References
----------
S. A. Martucci, "Symmetric convolution and the discrete sine and cosine transforms", IEEE Transactions on Signal
Processing 42 (1994) 1038-1051. doi:10.1109/78.295213
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.upsamplers.base import FloatArray

Array = npt.NDArray[Any]

_REAL = 1e-6  # of the largest factor: what is less is rounding


@dataclass(frozen=True, eq=False)
class Factors:
    """A and B of equation (1) as `Frequencies` applies them; real where the result of mirrored rows is mirrored."""

    own: Array
    alias: Array

    @property
    def real(self) -> bool:
        return not np.iscomplexobj(self.own)


@dataclass(frozen=True, eq=False)
class Frequencies:
    """Rows (m, n) and what maps of the module's kind make of them, (m, n scale); float32.

    size : n
    period : N, even; 2 n where `mirror`
    mirror : whether a row is continued by its mirror image; otherwise it is repeated
    """

    size: int
    period: int
    scale: int
    mirror: bool

    @property
    def half(self) -> int:
        return self.period // 2

    @property
    def count(self) -> int:
        """Numbers that `transformed` makes of a row."""
        return self.size if self.mirror else self.period + 2

    def transformed(self, rows: FloatArray) -> FloatArray:
        """The spectrum of rows (m, n), as real numbers: (m, n) where mirrored, else real and imaginary parts in turn.

        It is linear, so that what is done along the other axis can be done to its columns.
        """
        import scipy.fft  # slow to import: the window's start need not wait for it

        if self.mirror:
            cosines: FloatArray = scipy.fft.dct(rows, axis=-1)
            return cosines
        repeated = rows if self.period == self.size else np.concatenate((rows, rows), axis=1)
        spectrum: FloatArray = scipy.fft.rfft(repeated, axis=-1).view(np.float32)
        return spectrum

    def factors(self, *answers: Array) -> tuple[Factors, ...]:
        """The factors of maps, which may then be added up, by their two answers each: (2, N scale), a period long."""
        found = [self._complex(*both) for both in answers]
        if self.mirror:
            k = np.arange(self.half * self.scale)
            back = np.exp(-1j * np.pi * k / (self.period * self.scale))
            turned = [Factors(f.own[:-1] * back, f.alias[:-1] * back) for f in found]
            if all(_is_real(f) for f in turned):
                return tuple(Factors(f.own.real.astype(np.float32), f.alias.real.astype(np.float32)) for f in turned)
        return tuple(Factors(f.own.astype(np.complex64), f.alias.astype(np.complex64)) for f in found)

    def _complex(self, first: Array, second: Array) -> Factors:
        """Equation (2); for mirrored rows the factors of C instead of X."""
        k = np.arange(self.half * self.scale + 1)
        y0, y1 = np.fft.rfft(first), np.fft.rfft(second) * np.exp(2j * np.pi * k / self.period)
        own, alias = (y0 + y1) / 2, (y0 - y1) / 2
        if self.mirror:
            turn = np.exp(1j * np.pi * k / self.period)
            own *= turn * _sign(k // self.half)
            alias *= 1j * turn * _sign(k // self.half + 1)
        return Factors(own, alias)

    def applied(self, *maps: tuple[Factors, FloatArray]) -> FloatArray:
        """The sum of what maps make of rows whose spectra (`transformed`) are given: (m, n scale)."""
        import scipy.fft

        spectrum = self._spectrum(maps)
        if maps[0][0].real:
            rows: FloatArray = scipy.fft.idct(spectrum, axis=-1, overwrite_x=True)
            return rows
        rows = scipy.fft.irfft(spectrum, self.period * self.scale, axis=-1, overwrite_x=True)
        return rows[:, : self.size * self.scale]

    def _spectrum(self, maps: tuple[tuple[Factors, FloatArray], ...]) -> Array:
        """Equation (1), N / 2 frequencies at a time: X is the same again or its reverse."""
        count = len(maps[0][0].own)
        halves = [self._halves(spectrum) for _, spectrum in maps]
        out = np.empty((len(maps[0][1]), count), maps[0][0].own.dtype)
        for turn, start in enumerate(range(0, count, self.half)):
            part = slice(start, min(start + self.half, count))
            target = out[:, part]
            for index, ((factors, _), pair) in enumerate(zip(maps, halves, strict=True)):
                own, alias = (half[:, : target.shape[1]] for half in (pair[turn % 2], pair[1 - turn % 2]))
                if index == 0:
                    np.multiply(own, factors.own[part], out=target)
                else:
                    target += own * factors.own[part]
                target += alias * factors.alias[part]
        return out

    def _halves(self, spectrum: FloatArray) -> tuple[Array, Array]:
        """X(k) for k from 0 on and from N / 2 on, N / 2 of each (for mirrored rows C, but for the sign)."""
        if self.mirror:
            mirrored = np.empty_like(spectrum)
            mirrored[:, 0] = 0
            np.negative(spectrum[:, :0:-1], out=mirrored[:, 1:])
            return spectrum, mirrored
        complexes = spectrum.view(np.complex64)
        return complexes[:, :-1], complexes[:, :0:-1].conj()


def _sign(half: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """C is odd about k = N: from there on it comes again with its sign turned, for N frequencies."""
    return np.where(half % 4 < 2, 1.0, -1.0)


def _is_real(factors: Factors) -> bool:
    both = np.concatenate((factors.own, factors.alias))
    return float(np.abs(both.imag).max()) <= _REAL * float(np.abs(both).max())

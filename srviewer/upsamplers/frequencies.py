"""One axis in frequency: linear maps that are the same for rows moved by two pixels.

A level of the wavelet transform treats even and odd pixels differently, and pixels two apart alike. So does all that
is made of it, and what a map of this kind makes of any row follows from what it makes of an impulse at pixel 0 and of
one at pixel 1. With N the (even) period of the rows, X their spectrum and scale the enlargement, the spectrum of the
result is

    Y(k) = A(k) X(k) + B(k) X(k + N/2),    0 <= k < N scale                                                (1)

(the second term is aliasing). If Y0 and Y1 are the spectra of the two answers, and z = exp(2 pi i / N),

    A(k) = (Y0(k) + z^k Y1(k)) / 2,    B(k) = (Y0(k) - z^k Y1(k)) / 2                                      (2)

A row of n pixels that is continued by its mirror image has N = 2 n and the spectrum X(k) = exp(i pi k / N) C(k) with
C real: the discrete cosine transform (DCT) of the n pixels. Of the result, which is not mirrored in general (where
every other pixel is left out, the mirror image of those kept are the others), the mirrored part is an inverse DCT of
n scale numbers and the antimirrored part an inverse discrete sine transform.

References
----------
S. A. Martucci, "Symmetric convolution and the discrete sine and cosine transforms", IEEE Transactions on Signal
Processing 42 (1994) 1038-1051. doi:10.1109/78.295213
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from srviewer.upsamplers.base import FloatArray
from srviewer.upsamplers.separable import STRIP, Buffers

Array = npt.NDArray[Any]

Pair = tuple[Array, Array | None]

_ROUNDING = 1e-9  # of the largest factor: what is less is taken for nothing


@dataclass(frozen=True, eq=False)
class Factors:
    """A and B of equation (1) as `Frequencies` applies them.

    whole : A and B, complex64, for X; for C of mirrored rows, float32, of the result's mirrored part (by the DCT)
    odd : of its antimirrored part (by the discrete sine transform); None where there is none

    B is None where nothing is aliased.
    """

    whole: Pair
    odd: Pair | None = None


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
    strip: ClassVar[int] = STRIP

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
        if not self.mirror:
            return tuple(Factors(_pair(own, alias, np.complex64)) for own, alias in found)
        keeps_mirror = all(_is_nothing(part.imag, own) for own, alias in found for part in (own, alias))
        return tuple(
            Factors(
                _pair(own.real[:-1], alias.real[:-1], np.float32),
                None if keeps_mirror else _pair(-own.imag[1:], -alias.imag[1:], np.float32),
            )
            for own, alias in found
        )

    def _complex(self, first: Array, second: Array) -> tuple[Array, Array]:
        """Equation (2) at k from 0 to N scale / 2; for mirrored rows the factors that turn C into the result's C."""
        k = np.arange(self.half * self.scale + 1)
        y0, y1 = np.fft.rfft(first), np.fft.rfft(second) * np.exp(2j * np.pi * k / self.period)
        own, alias = (y0 + y1) / 2, (y0 - y1) / 2
        if self.mirror:
            turn = np.exp(1j * np.pi * k / self.period * (1 - 1 / self.scale))
            own *= turn * _sign(k // self.half)
            alias *= 1j * turn * _sign(k // self.half + 1)
        return own, alias

    def applied(self, *maps: tuple[Factors, FloatArray], buffers: Buffers | None = None) -> FloatArray:
        """The sum of what maps make of rows whose spectra (`transformed`) are given: (m, n scale).

        buffers : what hold the temporaries and the result, for as long as they are not used again
        """
        import scipy.fft

        buffers = buffers or Buffers()
        halves = [self._halves(spectrum, buffers, index) for index, (_, spectrum) in enumerate(maps)]
        whole = self._sum([factors.whole for factors, _ in maps], halves, 0, buffers)
        if not self.mirror:
            period = self.period * self.scale
            repeated: FloatArray = scipy.fft.irfft(whole, period, axis=-1, overwrite_x=True)
            return repeated[:, : self.size * self.scale]
        rows: FloatArray = scipy.fft.idct(whole, axis=-1, overwrite_x=True)
        odd = [factors.odd for factors, _ in maps if factors.odd is not None]
        if odd:
            rows += scipy.fft.idst(self._sum(odd, halves, 1, buffers), axis=-1, overwrite_x=True)
        return rows

    def _sum(self, pairs: Sequence[Pair], halves: Sequence[tuple[Array, Array]], first: int, buffers: Buffers) -> Array:
        """Equation (1) from frequency `first` on, N / 2 at a time: X is the same again or its reverse."""
        count, height, dtype = len(pairs[0][0]), len(halves[0][0]), pairs[0][0].dtype
        out = buffers.array(("sum", first), (height, count), dtype)
        scratch = buffers.array(("product",), (height, self.half), dtype)
        for turn in range((first + count - 1) // self.half + 1):
            start, stop = max(turn * self.half, first), min((turn + 1) * self.half, first + count)
            target, part = out[:, start - first : stop - first], slice(start - first, stop - first)
            product, there = scratch[:, : stop - start], slice(start - turn * self.half, stop - turn * self.half)
            for index, ((own, alias), both) in enumerate(zip(pairs, halves, strict=True)):
                if index == 0:
                    np.multiply(both[turn % 2][:, there], own[part], out=target)
                else:
                    target += np.multiply(both[turn % 2][:, there], own[part], out=product)
                if alias is not None:
                    target += np.multiply(both[1 - turn % 2][:, there], alias[part], out=product)
        return out

    def _halves(self, spectrum: FloatArray, buffers: Buffers, index: int) -> tuple[Array, Array]:
        """X(k) for k from 0 on and from N / 2 on, N / 2 of each (for mirrored rows C, but for the sign)."""
        if self.mirror:
            mirrored = buffers.array(("mirrored", index), spectrum.shape, spectrum.dtype)
            mirrored[:, 0] = 0
            np.negative(spectrum[:, :0:-1], out=mirrored[:, 1:])
            return spectrum, mirrored
        complexes = spectrum.view(np.complex64)
        return complexes[:, :-1], complexes[:, :0:-1].conj()


def _sign(half: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """C is odd about k = N: from there on it comes again with its sign turned, for N frequencies."""
    return np.where(half % 4 < 2, 1.0, -1.0)


def _is_nothing(values: Array, beside: Array) -> bool:
    return float(np.abs(values).max()) <= _ROUNDING * float(np.abs(beside).max())


def _pair(own: Array, alias: Array, dtype: npt.DTypeLike) -> Pair:
    kept = None if _is_nothing(alias, own) else np.ascontiguousarray(alias, dtype)
    return np.ascontiguousarray(own, dtype), kept

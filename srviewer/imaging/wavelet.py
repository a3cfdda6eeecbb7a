"""The two-dimensional discrete wavelet transform by PyWavelets, under the names this program shows.

Names. PyWavelets' cA, cH, cV, cD are LL, LH, HL, HH on screen: the first letter filters along x (axis 1), the
second along y (axis 0). Textbooks differ, so the screen adds which edges a band answers to (`BANDS`).

References
----------
S. Mallat, "A theory for multiresolution signal decomposition: the wavelet representation", IEEE Transactions
on Pattern Analysis and Machine Intelligence 11 (1989) 674-693. doi:10.1109/34.192463

G. R. Lee, R. Gommers, F. Waselewski, K. Wohlfahrt, A. O'Leary, "PyWavelets: a Python package for wavelet
analysis", Journal of Open Source Software 4 (2019) 1237. doi:10.21105/joss.01237
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pywt

from srviewer.errors import ParameterError
from srviewer.phrase import phrase

Array = npt.NDArray[Any]

PUBLISHED_WAVELET = "bior4.4"  # the 9/7 filters that the DASR paper calls db.9/7
MAX_LEVEL = 12
THRESHOLDS = ("soft", "hard")


@dataclass(frozen=True)
class Band:
    """What a subband is called and what it shows.

    name : on screen; key : in code (and in PyWavelets)
    filters : how the two filters stand, for a caption
    answers_to : the features that stand out in it
    """

    name: str
    key: str
    filters: str
    answers_to: str


BANDS = (
    Band("LL", "cA", "low along x, low along y", "the smooth picture"),
    Band("LH", "cH", "low along x, high along y", "horizontal edges"),
    Band("HL", "cV", "high along x, low along y", "vertical edges"),
    Band("HH", "cD", "high along x, high along y", "diagonal edges and corners"),
)
DETAIL_BANDS = BANDS[1:]


@dataclass(frozen=True)
class BoundaryMode:
    """How a signal goes on beyond its ends.

    name : as `pywt` calls it
    length_one : whether it can be asked of a picture one pixel high or wide
    """

    name: str
    title: str
    line: str
    length_one: bool = True


MODES = (
    BoundaryMode("symmetric", "symmetric", "mirrored, the edge pixel twice: 2 1 | 1 2 3"),
    BoundaryMode("reflect", "reflected", "mirrored, the edge pixel once: 3 2 | 1 2 3", length_one=False),
    BoundaryMode("periodization", "periodised", "repeated, with subbands of half the size: 2 3 | 1 2 3"),
    BoundaryMode("periodic", "periodic", "repeated: 2 3 | 1 2 3"),
    BoundaryMode("constant", "constant", "the edge pixel repeated: 1 1 | 1 2 3"),
    BoundaryMode("zero", "zero", "black: 0 0 | 1 2 3"),
    BoundaryMode("smooth", "smooth", "the slope at the edge continued"),
    BoundaryMode("antisymmetric", "antisymmetric", "mirrored and negated: -2 -1 | 1 2 3"),
    BoundaryMode("antireflect", "antireflected", "mirrored through the edge pixel: -1 0 | 1 2 3", length_one=False),
)


@dataclass(frozen=True, eq=False)
class Subbands:
    """The four subbands of one level, of one shape and dtype."""

    cA: Array
    cH: Array
    cV: Array
    cD: Array

    def band(self, name: str) -> Array:
        """A band by its name on screen ("LH") or in code ("cH")."""
        for band in BANDS:
            if name in (band.name, band.key):
                array: Array = getattr(self, band.key)
                return array
        raise ParameterError(
            phrase("no subband {name!r} (there are: {known})", name=name, known=", ".join(b.name for b in BANDS))
        )

    @property
    def shape(self) -> tuple[int, int]:
        height, width = self.cA.shape
        return height, width


@lru_cache(maxsize=1)
def discrete_wavelets() -> tuple[str, ...]:
    """Names of PyWavelets' discrete wavelets, families together, short filters first."""
    return tuple(pywt.wavelist(kind="discrete"))


@lru_cache(maxsize=128)
def filter_bank(wavelet: str) -> pywt.Wavelet:
    """PyWavelets' filters for a name; `ParameterError` if it is not a discrete wavelet."""
    if wavelet not in discrete_wavelets():
        raise ParameterError(
            phrase(
                "unknown wavelet {wavelet!r}: expected a discrete one such as haar, db2, {published_wavelet}",
                wavelet=wavelet,
                published_wavelet=PUBLISHED_WAVELET,
            )
        )
    return pywt.Wavelet(wavelet)


def low_gain(wavelet: str) -> float:
    """What the low-pass filter multiplies a flat signal by: sqrt(2) for every discrete wavelet (2 in LL)."""
    return float(np.sum(filter_bank(wavelet).dec_lo))


def analyse(plane: Array, wavelet: str = PUBLISHED_WAVELET, mode: str = "symmetric", level: int = 1) -> Subbands:
    """The subbands of a plane at a level: LL is split `level` times, and the last split is returned.

    Parameters
    ----------
    plane : float32 or float64 array (H, W)
    wavelet : one of `discrete_wavelets()`
    mode : one of `MODES`
    level : 1 or more

    Returns
    -------
    Subbands of the same dtype: `pywt.dwt2` of the LL of the level before. With "periodization" they have half
    the size, rounded up; with the other modes filters longer than Haar's make them larger than half. LL is
    brighter than the plane, by a factor of 2 a level.

    Raises
    ------
    ParameterError : the plane, the wavelet, the mode or the level cannot be used

    Examples
    --------
    >>> import numpy as np
    >>> bands = analyse(np.ones((4, 6), np.float32), "haar")
    >>> bands.shape, float(bands.cA[0, 0].round(3)), float(abs(bands.cH).max())
    ((2, 3), 2.0, 0.0)
    """
    return analyse_levels(plane, wavelet, mode, level)[-1]


def analyse_levels(
    plane: Array, wavelet: str = PUBLISHED_WAVELET, mode: str = "symmetric", levels: int = 1
) -> tuple[Subbands, ...]:
    """The subbands of every level, the finest first; parameters as for `analyse`."""
    _check_plane(plane)
    _check_level(levels)
    filters = filter_bank(wavelet)
    split = []
    for _ in range(levels):
        _check_mode(mode, plane.shape)
        cA, (cH, cV, cD) = pywt.dwt2(plane, filters, mode)
        split.append(Subbands(cA, cH, cV, cD))
        plane = cA
    return tuple(split)


def analyse_in_strips(
    rows: Callable[[slice], Array], shape: tuple[int, int], wavelet: str = PUBLISHED_WAVELET, count: int = 256
) -> Iterator[tuple[int, Subbands]]:
    """`analyse` at level 1 with mode "symmetric", `count` rows of the subbands at a time, for planes that are large.

    rows : gives some rows of the plane, whose shape is `shape`
    Yields the number of the first row with the rows of the subbands.
    """
    seen = filter_bank(wavelet).dec_len  # coefficient k is made of rows 2 k + 2 - seen to 2 k + 1
    total = subband_length(shape[0], wavelet, "symmetric")
    for top in range(0, total, count):
        bottom = min(top + count, total)
        first = min(2 * top + 2 - seen, shape[0] - 2 * seen)
        first = max(0, first - first % 2)
        last = min(max(2 * bottom, 2 * seen), shape[0])  # what is mirrored at either end is there
        bands = analyse(rows(slice(first, last)), wavelet)
        kept = slice(top - first // 2, bottom - first // 2)
        yield top, Subbands(*(band[kept] for band in (bands.cA, bands.cH, bands.cV, bands.cD)))


def synthesise(
    bands: Subbands, shape: tuple[int, int], wavelet: str = PUBLISHED_WAVELET, mode: str = "symmetric"
) -> Array:
    """The plane of `shape` whose subbands these are: the inverse of `analyse` at level 1.

    `pywt.idwt2` gives an even number of rows and columns; what is too many for an odd size is cropped at the
    bottom and on the right. `ParameterError` if the bands are too small for the shape.
    """
    _check_mode(mode, shape)
    plane: Array = pywt.idwt2((bands.cA, (bands.cH, bands.cV, bands.cD)), filter_bank(wavelet), mode)
    if plane.shape[0] < shape[0] or plane.shape[1] < shape[1]:
        raise ParameterError(
            phrase(
                "subbands of {bands} give {plane}, not {shape}",
                bands=bands.shape,
                plane=plane.shape,
                shape=tuple(shape),
            )
        )
    return plane[: shape[0], : shape[1]]


def thresholded(values: Array, threshold: float, kind: str = "soft") -> Array:
    """Values whose magnitude is under a threshold set to 0; a new array of the same dtype.

    kind : "hard" keeps the others as they are; "soft" brings them nearer to 0 by the threshold

    References
    ----------
    D. L. Donoho, "De-noising by soft-thresholding", IEEE Transactions on Information Theory 41 (1995) 613-627.
    doi:10.1109/18.382009
    """
    if kind not in THRESHOLDS:
        raise ParameterError(
            phrase("unknown threshold {kind!r} (there are: {known})", kind=kind, known=", ".join(THRESHOLDS))
        )
    if threshold < 0:
        raise ParameterError(phrase("threshold {threshold:g}: expected 0 or more", threshold=threshold))
    limit = values.dtype.type(threshold)
    # A clip is several times quicker than pywt.threshold; the hard kind keeps what is equal to the threshold, as pywt.
    result: Array = (
        values - np.clip(values, -limit, limit) if kind == "soft" else np.where(np.abs(values) < limit, 0, values)
    )
    return result.astype(values.dtype, copy=False)


def stationary(plane: Array, wavelet: str = PUBLISHED_WAVELET, level: int = 1) -> Subbands:
    """The subbands of a level of the stationary wavelet transform: none is thinned out, all have the plane's shape.

    The plane is continued by its mirror image to a multiple of 2^level, beyond which `pywt.swt2` repeats it.
    Away from the edges a moved picture has the same subbands, moved; every 2^level-th sample along each axis is the
    DWT's. Parameters and errors as for `analyse`; dtype as the plane's.

    References
    ----------
    G. P. Nason, B. W. Silverman, "The stationary wavelet transform and some statistical applications", in: Wavelets
    and Statistics, Springer 1995, 281-299. doi:10.1007/978-1-4612-2544-7_17
    """
    _check_plane(plane)
    _check_level(level)
    step = 2**level
    padded = np.pad(plane, [(0, -n % step) for n in plane.shape], "symmetric")
    cA, (cH, cV, cD) = pywt.swt2(padded, filter_bank(wavelet), level, trim_approx=False)[0]
    inside = tuple(slice(n) for n in plane.shape)
    return Subbands(*(band[inside].astype(plane.dtype, copy=False) for band in (cA, cH, cV, cD)))


def subband_length(length: int, wavelet: str, mode: str, level: int = 1) -> int:
    """Coefficients along an axis of `length` pixels after `level` splits."""
    filters = filter_bank(wavelet)
    for _ in range(level):
        length = int(pywt.dwt_coeff_len(length, filters.dec_len, mode))
    return length


def energies_by_level(levels: tuple[Subbands, ...]) -> dict[tuple[int, str], float]:
    """Sum of squares of each detail band, by (level, name on screen)."""
    return {
        (level, b.name): float(np.sum(np.square(bands.band(b.key), dtype=np.float64)))
        for level, bands in enumerate(levels, 1)
        for b in DETAIL_BANDS
    }


def detail_energy_shares_by_level(levels: tuple[Subbands, ...]) -> dict[tuple[int, str], float]:
    """Each detail band's share of the sum of squares of those of all levels; together 1, or 0 on a flat plane."""
    energies = energies_by_level(levels)
    total = sum(energies.values())
    return {key: energy / total if total else 0.0 for key, energy in energies.items()}


def subband_psnr(bands: Subbands, truth: Subbands) -> dict[str, float]:
    """PSNR in dB of each subband against the truth's, peak 1 in every band; `math.inf` for equal ones."""
    if bands.shape != truth.shape:
        raise ParameterError(
            phrase(
                "subbands of different shapes cannot be compared: {bands} and {truth}",
                bands=bands.shape,
                truth=truth.shape,
            )
        )
    return {b.name: psnr_of_one(bands.band(b.key), truth.band(b.key)) for b in BANDS}


def psnr_of_one(a: Array, b: Array) -> float:
    """PSNR in dB of two arrays of one shape, peak 1; `math.inf` for equal ones."""
    error = float(np.mean(np.square(np.subtract(a, b, dtype=np.float64))))
    return -10 * math.log10(error) if error else math.inf


def _check_plane(plane: Array) -> None:
    if plane.ndim != 2 or 0 in plane.shape or plane.dtype not in (np.float32, np.float64):
        raise ParameterError(
            phrase(
                "a wavelet transform takes a float (H, W) plane, not {dtype} {plane}",
                dtype=plane.dtype,
                plane=plane.shape,
            )
        )


def _check_level(level: int) -> None:
    if not 1 <= level <= MAX_LEVEL:
        raise ParameterError(phrase("level {level}: expected 1 to {max_level}", level=level, max_level=MAX_LEVEL))


def mode_fits(name: str, shape: tuple[int, int], wavelet: str, levels: int) -> bool:
    """Whether a boundary mode can do so many levels of a plane: some cannot do a length of 1."""
    mode = next(m for m in MODES if m.name == name)
    if mode.length_one:
        return True
    lengths = (subband_length(n, wavelet, name, level) for n in shape for level in range(levels))
    return min(lengths) > 1


def _check_mode(name: str, shape: tuple[int, ...]) -> None:
    mode = next((m for m in MODES if m.name == name), None)
    if mode is None:
        raise ParameterError(
            phrase(
                "unknown boundary mode {name!r} (there are: {known})", name=name, known=", ".join(m.name for m in MODES)
            )
        )
    if min(shape) == 1 and not mode.length_one:
        raise ParameterError(phrase("the boundary mode {name} needs at least 2 pixels along each side", name=name))

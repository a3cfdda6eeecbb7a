"""Which protocol gives a printed number? PSNR or SSIM of some results under each protocol in use, the nearest first.

PSNR-Y of the same files differs by more than a decibel between two papers: by the border left out, by the luma (studio
range as MATLAB has it, full range as JPEG has it), by whether that is rounded to 8 bits, or by measuring on RGB.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine.progress import Token
from srviewer.errors import ParameterError, SrviewerError
from srviewer.imaging import image_io
from srviewer.imaging.picture import quantise
from srviewer.metrics.planes import measured_plane, on_255
from srviewer.metrics.structural_similarity import ssim_map
from srviewer.once import once
from srviewer.phrase import commas, phrase
from srviewer.results.fitting import fitted
from srviewer.results.folders import PictureRow

Array = npt.NDArray[Any]
Plane = npt.NDArray[np.float64]
Pair = tuple[Array, Array]  # result and truth, uint8 or uint16, of one shape

BORDERS = tuple(range(9))
_CHANNELS = {
    "y": phrase("Y of studio range, not rounded"),
    "y8": phrase("Y of studio range, rounded to 8 bits"),
    "full": phrase("Y of full range (JPEG), not rounded"),
    "full8": phrase("Y of full range (JPEG), rounded to 8 bits"),
    "rgb": phrase("R, G and B together"),
    "channels": phrase("the mean of R, G and B"),
}
_WINDOWS = {
    "": "",
    "gaussian": phrase("Gaussian window, where it lies inside"),
    "matlab": phrase("Gaussian window, also over the rim (MATLAB's ssim)"),
    "uniform": phrase("uniform window of 7 × 7 (scikit-image's default)"),
}


@dataclass(frozen=True)
class Protocol:
    """How a number may have been measured.

    border : pixels left out on each side; channel : a key of `_CHANNELS`; window : of SSIM, a key of `_WINDOWS`
    """

    border: int
    channel: str
    window: str = ""

    @property
    def words(self) -> str:
        border = phrase("border {count}", count=self.border)
        parts = (phrase("SSIM") if self.window else phrase("PSNR"), border, _CHANNELS[self.channel])
        return commas((*parts, *((_WINDOWS[self.window],) if self.window else ())))


@dataclass(frozen=True)
class Candidate:
    """What a protocol gives, and how far that is from the printed number, beyond what its rounding hides."""

    protocol: Protocol
    value: float
    off: float


def nearest(values: Mapping[Protocol, float], printed: str, scale: int) -> list[Candidate]:
    """Protocols by how near they come to a number as it was printed, such as "28.42"; of those that agree with it the
    most usual first.

    `ParameterError` if the text is no number.
    """
    number, half = parsed(printed)
    found = [Candidate(p, v, max(0.0, abs(v - number) - half)) for p, v in values.items()]
    return sorted(found, key=lambda each: (each.off, _rarity(each.protocol, scale), abs(each.value - number)))


def parsed(printed: str) -> tuple[float, float]:
    """A number and half a unit of its last digit; `ParameterError` if the text is none that PSNR or SSIM may have."""
    text = printed.strip().replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not 0 < number < 200:
        raise ParameterError(phrase("{printed!r} is no PSNR or SSIM such as 28.42 or 0.8104", printed=printed))
    digits = len(text.partition(".")[2])
    return number, 0.5 * 10.0**-digits + 1e-12


def _rarity(protocol: Protocol, scale: int) -> tuple[int, int]:
    """Of protocols that give the same number the smaller is told first."""
    border = 0 if protocol.border == scale else 1 if protocol.border == 0 else 2
    kinds = (list(_CHANNELS).index(protocol.channel), list(_WINDOWS).index(protocol.window))
    return border, sum(kinds)


def values_of(pairs: Iterable[Pair], structural: bool, scale: int, token: Token | None = None) -> dict[Protocol, float]:
    """The mean over some pictures under each protocol: of PSNR, or of SSIM if `structural`.

    Pictures on which a protocol gives no number (identical, or too small) are left out of its mean.
    """
    borders = sorted({*BORDERS, scale})
    found: dict[Protocol, list[float]] = {}
    for pair in pairs:
        of = _ssim if structural else _psnr
        for protocol, value in of(_Planes(*pair), borders, token or Token()).items():
            if math.isfinite(value):
                found.setdefault(protocol, []).append(value)
    return {protocol: sum(each) / len(each) for protocol, each in found.items()}


def read_pairs(rows: Iterable[PictureRow], column: str, scale: int, token: Token | None = None) -> Iterator[Pair]:
    """Results of a column and their truths, of 8 bits; those that cannot be read, or do not fit, are left out."""
    for row in rows:
        if token is not None:
            token.raise_if_cancelled()
        if column in row.results:
            try:
                result, truth = image_io.read_picture(row.results[column]), image_io.read_picture(row.truth)
                result, truth, _ = fitted(result, truth, scale)
            except SrviewerError:
                continue
            yield quantise(result.pixels), quantise(truth.pixels)


def is_structural(printed: str) -> bool:
    """Whether a printed number is an SSIM."""
    return parsed(printed)[0] <= 1


class _Planes:
    """The planes of a pair that protocols compare."""

    def __init__(self, result: Array, truth: Array) -> None:
        self._images = tuple(np.rint(on_255(image)) for image in (result, truth))
        self.grey = result.ndim == 2

    def of(self, channel: str) -> list[tuple[Plane, Plane]]:
        """Pairs of planes, one, or three of a colour picture's R, G and B."""
        if self.grey:
            return [(self._images[0], self._images[1])]
        if channel in ("rgb", "channels"):
            return [(self._images[0][..., c], self._images[1][..., c]) for c in range(3)]
        a, b = self._studio if channel.startswith("y") else self._full
        return [(np.rint(a), np.rint(b)) if channel.endswith("8") else (a, b)]

    @once
    def _studio(self) -> tuple[Plane, Plane]:
        a, b = (measured_plane(image.astype(np.uint8)) for image in self._images)
        return a, b

    @once
    def _full(self) -> tuple[Plane, Plane]:
        a, b = (image @ np.array([0.299, 0.587, 0.114]) for image in self._images)
        return a, b

    @property
    def channels(self) -> Sequence[str]:
        return ("y",) if self.grey else tuple(_CHANNELS)


def _psnr(planes: _Planes, borders: Sequence[int], token: Token) -> dict[Protocol, float]:
    found = {}
    for channel in planes.channels:
        token.raise_if_cancelled()
        errors = [np.square(a - b) for a, b in planes.of(channel)]
        for border in borders:
            means = [float(part.mean()) for each in errors if (part := _inside(each, border)).size]
            if means and all(means):
                means = means if channel == "channels" else [sum(means) / len(means)]
                found[Protocol(border, channel)] = sum(10 * math.log10(255**2 / m) for m in means) / len(means)
    return found


def _ssim(planes: _Planes, borders: Sequence[int], token: Token) -> dict[Protocol, float]:
    found: dict[Protocol, float] = {}
    for channel in (c for c in planes.channels if c != "channels"):  # the mean of three is that of all
        pairs = planes.of(channel)
        for window, maps in _MAPS.items():
            token.raise_if_cancelled()
            for border, value in maps(pairs, borders).items():
                found[Protocol(border, channel, window)] = value
    return found


def _inside(plane: Plane, border: int) -> Plane:
    return plane[border : plane.shape[0] - border, border : plane.shape[1] - border]


def _of_maps(maps: Sequence[Plane], reach: int, borders: Sequence[int]) -> dict[int, float]:
    """Means where a window of this reach lies inside the border."""
    parts = {border: [_inside(each, border + reach) for each in maps] for border in borders}
    return {border: float(np.mean([p.mean() for p in each])) for border, each in parts.items() if each[0].size}


def _gaussian(pairs: Sequence[tuple[Plane, Plane]], borders: Sequence[int]) -> dict[int, float]:
    return _of_maps([ssim_map(a, b) for a, b in pairs], 5, borders)


def _uniform(pairs: Sequence[tuple[Plane, Plane]], borders: Sequence[int]) -> dict[int, float]:
    from skimage import metrics

    if min(pairs[0][0].shape) < 7:
        return {}
    maps: list[Plane] = [metrics.structural_similarity(a, b, data_range=255, full=True)[1] for a, b in pairs]  # type: ignore[no-untyped-call]
    return _of_maps(maps, 3, borders)


def _matlab(pairs: Sequence[tuple[Plane, Plane]], borders: Sequence[int]) -> dict[int, float]:
    """The rim is repeated outside, and every pixel counts: away from the rim it is the same map for every border."""
    found = {}
    for border in borders:
        parts = [(_inside(a, border), _inside(b, border)) for a, b in pairs]
        if min(parts[0][0].shape) >= 11:
            padded = [tuple(np.pad(each, 5, mode="edge") for each in part) for part in parts]
            found[border] = float(np.mean([ssim_map(a, b)[5:-5, 5:-5].mean() for a, b in padded]))
    return found


_Maps = Callable[[Sequence[tuple[Plane, Plane]], Sequence[int]], dict[int, float]]
_MAPS: dict[str, _Maps] = {"gaussian": _gaussian, "matlab": _matlab, "uniform": _uniform}

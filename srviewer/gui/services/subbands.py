"""Subbands: LL, LH, HL, HH of what a pane shows, made ready for the screen in a lane."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from srviewer.engine.events import Result
from srviewer.engine.progress import Token
from srviewer.imaging.picture import Picture

if TYPE_CHECKING:
    from srviewer.imaging.wavelet import Subbands

SHOWN_SIDE = 640  # pixels of a subband's picture at most: what a small panel can show, with room for a zoom
MOST = 0.99  # of the details
MANY = 1 << 18  # details are enough for a percentile of all
FEW = 1 << 21  # pixels of a subband's finest picture, unless it is seen from nearer
STRIP_PIXELS = 1 << 20  # of the plane that are transformed at once
LARGE = 16_000_000  # pixels of a plane whose subbands take seconds: the methods go first
LATER = 4  # their priority in the lane: after methods of large pictures, before the numbers of those

Shown = Result | Picture  # what a pane shows


@dataclass(frozen=True)
class Request:
    """Whose subbands, and which; equal requests have equal answers (pixels are told apart by identity)."""

    of: Shown
    wavelet: str
    level: int
    gain: float  # of the details on the screen: one for all bands and panes, so that they can be compared
    display: str = "signed"  # of `wavelet_display.DISPLAYS`
    near: bool = False  # whether all of a large subband is wanted, and not only smaller pictures of it

    @property
    def peak(self) -> float:
        """The magnitude of a detail that is white; on the signed display the other end, black, is less that."""
        return 2.0**self.level / (2 * self.gain)

    @property
    def priority(self) -> int:
        """In the lane of short work."""
        return LATER if self.size[0] * self.size[1] > LARGE else 0

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the plane that is transformed."""
        height, width = shape_of(self.of)
        return width, height

    @property
    def brought_down(self) -> int:
        """By how much a subband's finest picture is brought down unless it is seen from `near`: 1 for most."""
        (width, height), factor = self.size, 1
        while width * height > (FEW << 2 * self.level) * factor * factor:
            factor *= 2
        return factor

    @property
    def width(self) -> int:
        """Pixels of that picture, at least."""
        return (self.size[0] >> self.level) // self.brought_down


@dataclass(frozen=True, eq=False)
class BandView:
    """One subband for the screen.

    name, edges : "LH", "horizontal edges"; filters : how the two filters stand
    levels : uint8 (H, W), the finest first (the whole subband, or what is `brought_down`), down to what a small panel
        needs
    width, height : of the subband itself; picture : width and height of the plane
    corner : of the picture in the subband, in coefficients; step : pixels to a coefficient
    share : of the energy of the three detail bands; None for LL
    spread : the magnitude that all but a few details stay below; 1 is white at a gain of 1
    """

    name: str
    edges: str
    filters: str
    levels: tuple[npt.NDArray[np.uint8], ...] = field(repr=False)
    width: int
    height: int
    share: float | None
    corner: tuple[float, float] = (0.0, 0.0)
    step: int = 1
    picture: tuple[int, int] = (1, 1)
    spread: float = 0.0

    @property
    def pixels(self) -> npt.NDArray[np.uint8]:
        """The whole subband, no larger than a small panel needs."""
        return self.levels[-1]


def bands_of(request: Request, token: Token) -> tuple[BandView, ...]:
    """The four subbands of the Y (or grey) of what is asked for. Runs in a lane.

    The finest level is made in strips, of which at level 1 only the pictures remain: all four bands of a large picture
    would be several hundred megabytes, and the pictures of all their coefficients more than a hundred.
    """
    from srviewer.explain import footprint
    from srviewer.imaging import wavelet

    width, height = request.size
    size = tuple(wavelet.subband_length(n, request.wavelet, "symmetric", request.level) for n in (height, width))
    drawings = [_Drawing(band.name, (size[0], size[1]), request) for band in wavelet.BANDS]
    for top, bands in _strips(request, drawings[0].factors[-1], token):
        for drawing in drawings:
            drawing.add(top, bands.band(drawing.name))
    total = sum(drawing.energy for drawing in drawings)
    views = []
    for band, drawing in zip(wavelet.BANDS, drawings, strict=True):
        low = band.name == "LL"
        share = None if low else drawing.energy / total if total else 0.0
        spread = 0.0 if low else drawing.quantile() / (request.peak * request.gain)
        corner = footprint.corner((height, width), request.wavelet, "symmetric", request.level, band.name)
        about = (size[1], size[0], share, corner, 2**request.level, request.size, spread)
        views.append(BandView(band.name, band.answers_to, band.filters, tuple(drawing.levels), *about))
    return tuple(views)


def _strips(request: Request, factor: int, token: Token) -> Iterator[tuple[int, Subbands]]:
    """The subbands of the level asked for with their first rows, multiples of `factor`."""
    from srviewer.imaging import wavelet

    width, height = request.size
    count = factor * max(1, STRIP_PIXELS // (2 * width * factor))
    rows = _luma_rows(request.of)
    finest = []
    for top, bands in wavelet.analyse_in_strips(rows, (height, width), request.wavelet, count):
        token.raise_if_cancelled()
        if request.level == 1:
            yield top, bands
        else:
            finest.append(bands.cA)
    if finest:
        plane = np.concatenate(finest)
        finest.clear()
        yield 0, wavelet.analyse(plane, request.wavelet, "symmetric", request.level - 1)


class _Drawing:
    """The pictures of one subband, its energy and its spread, as its rows come."""

    def __init__(self, name: str, size: tuple[int, int], request: Request) -> None:
        factors, least = _factors(size), 1 if request.near else request.brought_down
        self.name, self.energy, self.factors = name, 0.0, [n for n in factors if n >= min(least, factors[-1])]
        self.levels = [np.empty((size[0] // n, size[1] // n), np.uint8) for n in self.factors]
        self._request, self._every = request, max(1, round((size[0] * size[1] / MANY) ** 0.5))
        self._magnitudes: list[npt.NDArray[Any]] = []

    def add(self, top: int, values: npt.NDArray[Any]) -> None:
        """Rows from `top` on, a multiple of every factor."""
        from srviewer.explain.wavelet_display import as_bytes, display_of
        from srviewer.imaging.wavelet import low_gain

        request = self._request
        if self.name == "LL":
            flat = low_gain(request.wavelet) ** (2 * request.level)
        else:
            self.energy += float(np.sum(np.square(values, dtype=np.float64)))
            self._magnitudes.append(np.abs(values[:: self._every, :: self._every]))
        for n, level in zip(self.factors, self.levels, strict=True):
            if self.name == "LL":
                shown: npt.NDArray[Any] = np.clip(_mean_pooled(values, n) / flat, 0, 1)
            else:
                shown = display_of(request.display).shown(_peak_pooled(values, n), request.peak)
            level[top // n : top // n + len(shown)] = as_bytes(shown)

    def quantile(self) -> float:
        """The magnitude that all but a few values stay below; of a large band by some of them."""
        return float(np.quantile(np.concatenate([m.ravel() for m in self._magnitudes]), MOST))


def reach_of(request: Request, band: str, x: int, y: int) -> tuple[float, float, float, float] | None:
    """The coefficients of a subband that reach the pixel (x, y): left, top, width, height as parts of the subband."""
    from srviewer.explain.footprint import reaching
    from srviewer.imaging.wavelet import subband_length

    width, height = request.size
    found = reaching((height, width), request.wavelet, "symmetric", request.level, band, y, x)
    if not found.weights.size:
        return None
    across, down = (subband_length(n, request.wavelet, "symmetric", request.level) for n in (width, height))
    left, top, right, bottom = found.columns[0], found.rows[0], found.columns[-1] + 1, found.rows[-1] + 1
    return left / across, top / down, (right - left) / across, (bottom - top) / down


def shape_of(shown: Shown) -> tuple[int, int]:
    """Height and width."""
    height, width = (shown.pixels if isinstance(shown, Result) else shown.samples).shape[:2]
    return int(height), int(width)


def as_picture(shown: Shown) -> Picture:
    return shown.picture() if isinstance(shown, Result) else shown


def luma_of(shown: Shown) -> npt.NDArray[np.float32]:
    """The luma in [0, 1] of a result (the method's own Y where it has one) or of a picture."""
    return _luma_rows(shown)(slice(None))


def _luma_rows(shown: Shown) -> Callable[[slice], npt.NDArray[np.float32]]:
    """Gives rows of it."""
    from srviewer.imaging.colour import luma
    from srviewer.imaging.picture import dequantise

    if isinstance(shown, Result) and (own := shown.luma) is not None:
        return lambda rows: dequantise(own[rows])
    picture = as_picture(shown)
    part = picture.part
    return part if picture.is_grey else (lambda rows: luma(part(rows)))


def _factors(shape: tuple[int, ...]) -> tuple[int, ...]:
    """By how much a subband is brought down: 1 first, then doubled until it suits a small panel."""
    factors = [1]
    while max(shape) > SHOWN_SIDE * factors[-1] and min(shape) >= 2 * factors[-1]:
        factors.append(2 * factors[-1])
    return tuple(factors)


def _pooled(values: npt.NDArray[Any], n: int, of: np.ufunc) -> npt.NDArray[Any]:
    """Blocks of n x n each as one value, along y first, as numpy does it soonest; what fills none is left out."""
    height, width = values.shape[0] // n, values.shape[1] // n
    rows = of.reduce(values[: height * n, : width * n].reshape(height, n, width * n), axis=1)
    pooled: npt.NDArray[Any] = rows[:, ::n].copy()
    for start in range(1, n):
        of(pooled, rows[:, start::n], out=pooled)
    return pooled


def _mean_pooled(values: npt.NDArray[Any], n: int) -> npt.NDArray[Any]:
    return values if n == 1 else _pooled(values, n, np.add) / n**2


def _peak_pooled(values: npt.NDArray[Any], n: int) -> npt.NDArray[Any]:
    """The strongest value of each block with its sign, since a mean would let fine detail vanish."""
    if n == 1:
        return values
    high, low = _pooled(values, n, np.maximum), _pooled(values, n, np.minimum)
    return np.where(high >= -low, high, low)

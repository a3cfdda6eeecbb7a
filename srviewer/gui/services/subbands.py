"""Subbands: LL, LH, HL, HH of what a pane shows, made ready for the screen in a lane."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine.events import Result
from srviewer.engine.progress import Token
from srviewer.imaging.picture import Picture

SHOWN_SIDE = 640  # pixels of a subband's picture at most: what a small panel can show, with room for a zoom
MOST = 0.99  # of the details
LARGE = 16_000_000  # pixels of a plane whose subbands take seconds: the methods go first
LATER = 4  # their priority in the lane: after methods of large pictures, before the numbers of those


@dataclass(frozen=True)
class Request:
    """Whose subbands, and which; equal requests have equal answers (pixels are told apart by identity)."""

    result: Result | None
    picture: Picture | None
    wavelet: str
    level: int
    gain: float  # of the details on the screen: one for all bands and panes, so that they can be compared
    display: str = "signed"  # of `wavelet_display.DISPLAYS`

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
        pixels = self.result.pixels if self.result is not None else self.picture.pixels if self.picture else None
        assert pixels is not None
        return int(pixels.shape[1]), int(pixels.shape[0])


@dataclass(frozen=True, eq=False)
class BandView:
    """One subband for the screen.

    name, edges : "LH", "horizontal edges"; filters : how the two filters stand
    levels : uint8 (H, W), the whole subband first, then coarser ones down to what a small panel needs
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
    """The four subbands of the Y (or grey) of what is asked for. Runs in a lane."""
    from srviewer.explain import footprint
    from srviewer.explain.wavelet_display import as_bytes, display_of
    from srviewer.imaging import wavelet

    plane = luma_of(request.result, request.picture)
    token.raise_if_cancelled()
    bands, shape = wavelet.analyse(plane, request.wavelet, "symmetric", request.level), plane.shape
    del plane  # as large as all bands together
    token.raise_if_cancelled()
    shares = wavelet.detail_energy_shares(bands)
    views = []
    for band in wavelet.BANDS:
        values = bands.band(band.name)
        low = band.name == "LL"
        if low:
            flat = wavelet.low_gain(request.wavelet) ** (2 * request.level)
            levels = tuple(as_bytes(np.clip(_mean_pooled(values, n) / flat, 0, 1)) for n in _factors(values.shape))
        else:
            pooled = (_peak_pooled(values, n) for n in _factors(values.shape))
            levels = tuple(as_bytes(display_of(request.display).shown(p, request.peak)) for p in pooled)
        height, width = values.shape
        corner = footprint.corner(shape, request.wavelet, "symmetric", request.level, band.name)
        spread = 0.0 if low else float(np.quantile(np.abs(values), MOST)) / (request.peak * request.gain)
        about = (width, height, shares.get(band.name), corner, 2**request.level, request.size, spread)
        views.append(BandView(band.name, band.answers_to, band.filters, levels, *about))
        token.raise_if_cancelled()
    return tuple(views)


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


def luma_of(result: Result | None, picture: Picture | None) -> npt.NDArray[np.float32]:
    """The luma in [0, 1] of a result (the method's own Y where it has one) or of a picture."""
    from srviewer.imaging.colour import rgb_to_ycbcr
    from srviewer.imaging.picture import dequantise

    if result is not None and result.luma is not None:
        return dequantise(result.luma)
    if result is not None:
        picture = result.picture()
    assert picture is not None
    pixels = picture.pixels
    if pixels.ndim == 2:
        return pixels
    return np.ascontiguousarray(rgb_to_ycbcr(pixels)[..., 0])


def _factors(shape: tuple[int, ...]) -> tuple[int, ...]:
    """By how much a subband is brought down: 1 first, then doubled until it suits a small panel."""
    factors = [1]
    while max(shape) > SHOWN_SIDE * factors[-1] and min(shape) >= 2 * factors[-1]:
        factors.append(2 * factors[-1])
    return tuple(factors)


def _blocks(values: npt.NDArray[Any], n: int) -> npt.NDArray[Any]:
    """(h, n, w, n) blocks; what does not fill a block is left out."""
    height, width = values.shape[0] // n, values.shape[1] // n
    return values[: height * n, : width * n].reshape(height, n, width, n)


def _mean_pooled(values: npt.NDArray[Any], n: int) -> npt.NDArray[Any]:
    return values if n == 1 else _blocks(values, n).mean(axis=(1, 3))


def _peak_pooled(values: npt.NDArray[Any], n: int) -> npt.NDArray[Any]:
    """The strongest value of each block with its sign, since a mean would let fine detail vanish."""
    if n == 1:
        return values
    blocks = _blocks(values, n)
    high, low = np.asarray(blocks.max(axis=(1, 3))), np.asarray(blocks.min(axis=(1, 3)))
    return np.where(high >= -low, high, low)

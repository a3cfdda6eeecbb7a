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


@dataclass(frozen=True)
class Request:
    """Whose subbands, and which; equal requests have equal answers (pixels are told apart by identity)."""

    result: Result | None
    picture: Picture | None
    wavelet: str
    level: int
    gain: float  # of the details on the screen: one for all bands and panes, so that they can be compared

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
    pixels : uint8 (H, W), no larger than the screen needs; width, height : of the subband itself
    share : of the energy of the three detail bands; None for LL
    """

    name: str
    edges: str
    filters: str
    pixels: npt.NDArray[np.uint8] = field(repr=False)
    width: int
    height: int
    share: float | None


def bands_of(request: Request, token: Token) -> tuple[BandView, ...]:
    """The four subbands of the Y (or grey) of what is asked for. Runs in a lane."""
    from srviewer.imaging import wavelet

    plane = luma_of(request.result, request.picture)
    token.raise_if_cancelled()
    bands = wavelet.analyse(plane, request.wavelet, "symmetric", request.level)
    token.raise_if_cancelled()
    shares = wavelet.detail_energy_shares(bands)
    views = []
    for band in wavelet.BANDS:
        values = bands.band(band.name)
        if band.name == "LL":
            small = _mean_pooled(values / wavelet.low_gain(request.wavelet) ** (2 * request.level))
        else:
            small = 0.5 + request.gain / 2**request.level * _peak_pooled(values)
        pixels = np.rint(np.clip(small, 0, 1) * 255).astype(np.uint8)
        height, width = values.shape
        share = shares.get(band.name)
        views.append(BandView(band.name, band.answers_to, band.filters, pixels, width, height, share))
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


def _blocks(values: npt.NDArray[Any]) -> npt.NDArray[Any] | None:
    """(h, n, w, n) blocks that bring a band down to the screen's size; None where it is small enough."""
    n = -(-max(values.shape) // SHOWN_SIDE)
    if n == 1 or min(values.shape) < n:
        return None
    height, width = values.shape[0] // n, values.shape[1] // n
    return values[: height * n, : width * n].reshape(height, n, width, n)


def _mean_pooled(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    blocks = _blocks(values)
    return values if blocks is None else blocks.mean(axis=(1, 3))


def _peak_pooled(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The strongest value of each block with its sign, since a mean would let fine detail vanish."""
    blocks = _blocks(values)
    if blocks is None:
        return values
    high, low = blocks.max(axis=(1, 3)), blocks.min(axis=(1, 3))
    return np.where(high >= -low, high, low)

"""DWT+SWT: super resolution by the discrete and the stationary wavelet transform together.

DASR's successor by the same authors. The detail subbands of the discrete transform (DWT) of the LR picture are
enlarged by bicubic interpolation, those of its stationary transform (SWT), which does not decimate and so has the
LR's own size, correct them by being added; in LL's place stands the LR picture, as in DASR. With gain g

    SR = base + g (DWT details + SWT details)                                                              (1)

where base and DWT details are DASR's, and g = 1 is the published method. Enlargements beyond ×2 enlarge the LR and
the sums by half the scale before the inverse transform, as the paper does. Registration and boundary are DASR's too:
sample j of an SWT subband stands for LR pixel j + c_analysis, where that of the DWT stands for 2 j + c_analysis.

References
----------
H. Demirel, G. Anbarjafari, "Image resolution enhancement by using discrete and stationary wavelet decomposition",
IEEE Transactions on Image Processing 20 (2011) 1458-1460. doi:10.1109/TIP.2010.2087767
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
import pywt

from srviewer.errors import ParameterError
from srviewer.imaging.resample import Block, blocks_of, periodic_taps, resize_taps
from srviewer.imaging.wavelet import filter_bank
from srviewer.phrase import phrase
from srviewer.upsamplers import dasr
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler
from srviewer.upsamplers.dasr import Axis, DasrSettings
from srviewer.upsamplers.separable import Tick, part


@dataclass(frozen=True, eq=False)
class StationaryAxis(Axis):
    """DASR's steps along one axis with the undecimated subbands, (m, N) each; slots and result as in DASR."""

    def subbands(self, extended: FloatArray) -> tuple[FloatArray, FloatArray]:
        """(m, N) to the low and the high subband, each (m, N)."""
        ((low, high),) = pywt.swt(extended, filter_bank(self.settings.wavelet), 1, axis=-1)
        return low, high


@lru_cache(maxsize=16)
def stationary_axis_of(size: int, settings: DasrSettings) -> StationaryAxis:
    """The axis for `size` pixels."""
    axis = dasr.axis_of(size, settings)
    low, high = (_sampling(axis.period, settings, band) for band in ("low", "high"))
    return StationaryAxis(size, axis.period, settings, axis.smooth, low, high, axis.correction)


def _sampling(period: int, settings: DasrSettings, band: str) -> tuple[Block, ...] | None:
    """How an undecimated subband fills its slot; None: as it is."""
    slot = period * settings.scale // 2
    if settings.registration == "registered":
        positions = 2 * dasr.detail_positions(slot, settings, band)
        return blocks_of(*periodic_taps(positions, period), np.float32)
    return None if slot == period else blocks_of(*resize_taps(period, slot), np.float32)


def details(plane: FloatArray, settings: DasrSettings, tick: Tick = lambda done: None) -> FloatArray:
    """What the detail subbands of both transforms add at gain 1.

    Parameters
    ----------
    plane : float32 array (H, W)
    settings : everything but the gain
    tick : called every few milliseconds with the share that is done

    Returns
    -------
    float32 array (H scale, W scale)
    """
    discrete = dasr.details(plane, settings, part(tick, 0, 0.5))
    discrete += stationary_details(plane, settings, part(tick, 0.5, 1))
    return discrete


def stationary_details(plane: FloatArray, settings: DasrSettings, tick: Tick = lambda done: None) -> FloatArray:
    """What the stationary transform's LH, HL and HH add; parameters and result as for `details`."""
    y, x = (stationary_axis_of(n, settings) for n in plane.shape)
    return dasr.details_by(y, x, plane, tick)


@dataclass(frozen=True)
class DwtSwtStage:
    """DWT+SWT of a whole plane. Base and details are kept in the context's memo, whatever the gain."""

    settings: DasrSettings
    gain: float

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.settings.scale)

    @property
    def halo(self) -> int | None:
        return None

    @property
    def label(self) -> str:
        return phrase("{title} ×{scale}", title="DWT+SWT", scale=self.settings.scale)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        """float32 (H, W) to (H scale, W scale), not clipped."""
        if image.ndim != 2 or 0 in image.shape:
            raise ParameterError(
                phrase("DWT+SWT takes one plane (H, W), not an array of shape {image}", image=image.shape)
            )
        image = np.asarray(image, np.float32)
        report = context.progress.report
        if self.gain == 0:
            return self._base(image, context, report).copy()
        # The details first: they need the most memory.
        tick = part(report, 0, 0.7)
        sharp = context.kept(("dwt_swt", self.settings, "details"), lambda: details(image, self.settings, tick))
        smooth = self._base(image, context, part(report, 0.7, 0.95))
        return dasr.blend(smooth, sharp, self.gain, part(report, 0.95, 1))

    def _base(self, image: FloatArray, context: Context, tick: Tick) -> FloatArray:
        """DASR's own, and so kept as DASR's."""
        return context.kept(("dasr", self.settings, "base"), lambda: dasr.base(image, self.settings, tick))


class DwtSwt(Upsampler):
    """DWT+SWT on Y, at any scale, with any discrete wavelet."""

    space: Space = "luma"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        settings = DasrSettings(scale, str(params["wavelet"]), registration=str(params["registration"]))
        return (DwtSwtStage(settings, float(params["gain"])),)

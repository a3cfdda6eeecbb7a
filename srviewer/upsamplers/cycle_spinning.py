"""Cycle-spinning WZP: wavelet zero padding without its dependence on where the picture starts.

The transform of one level treats even and odd pixels differently, and so WZP rings in a pattern that moves with the
picture. Cycle spinning averages it away:

    y   = WZP(LR)                                              a first HR estimate                         (1)
    SR  = mean over (i, j) of S_ij^-1 W^-1 Z W S_ij y                                                      (2)

where S_ij shifts by i and j pixels, W is the wavelet transform, and Z sets its details to zero. One level knows only
whether a shift is even or odd, so the four shifts of 0 or 1 are all there are; (0, 0) gives y itself where y was not
moved onto bicubic's grid. The mean over a product of shifts is separable, and is done axis by axis.

References
----------
A. Temizel, T. Vlachos, "Wavelet domain image resolution enhancement using cycle-spinning", Electronics Letters 41
(2005) 119-121. doi:10.1049/el:20057150

R. R. Coifman, D. L. Donoho, "Translation-invariant de-noising", in Wavelets and Statistics, Lecture Notes in
Statistics 103 (1995) 125-150. doi:10.1007/978-1-4612-2544-7_9
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pywt

from srviewer.imaging.wavelet import filter_bank
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler
from srviewer.upsamplers.cascade import Doubling, doublings
from srviewer.upsamplers.dasr import DasrSettings
from srviewer.upsamplers.separable import along_x, along_y, part
from srviewer.upsamplers.wzp import WzpStage


@dataclass(frozen=True)
class CycleSpinningStage(Doubling):
    """Equations (1) and (2) of a whole plane: float32 (H, W) to (2 H, 2 W), not clipped."""

    settings: DasrSettings
    label: str = phrase("{title} ×{scale}", title="Cycle-spinning WZP", scale=2)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        first = WzpStage(self.settings).run(image, context)
        height, width = first.shape
        report = context.progress.report
        spun = along_x(self._spun, (first,), width, part(report, 0.4, 0.7))
        return along_y(self._spun, (spun,), height, part(report, 0.7, 1))

    def _spun(self, rows: FloatArray) -> FloatArray:
        """Equation (2) along rows (m, n), n even."""
        size = rows.shape[1]
        if self.settings.boundary == "mirror":
            rows = np.pad(rows, ((0, 0), (0, size)), "symmetric")
        spun: FloatArray = (self._smooth(rows) + np.roll(self._smooth(np.roll(rows, -1, 1)), 1, 1)) * np.float32(0.5)
        return spun[:, :size]

    def _smooth(self, rows: FloatArray) -> FloatArray:
        """W^-1 Z W of rows, which are periodic."""
        bank = filter_bank(self.settings.wavelet)
        low, _ = pywt.dwt(rows, bank, "periodization", axis=-1)
        smooth: FloatArray = pywt.idwt(low, None, bank, "periodization", axis=-1)
        return smooth


class CycleSpinning(Upsampler):
    """Cycle-spinning WZP on Y with any discrete wavelet; it doubles, larger scales by cascade."""

    space: Space = "luma"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        settings = DasrSettings(2, str(params["wavelet"]), registration=str(params["registration"]))
        return doublings(scale, lambda: CycleSpinningStage(settings))

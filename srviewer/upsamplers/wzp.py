"""WZP, wavelet zero padding: the LR picture as LL, zeros as details, and the inverse wavelet transform.

It doubles the picture, ×4 is two levels of zeros. At ×2 it is DASR at detail gain 0. Beyond, the two part: DASR
enlarges the LR by bicubic to fill the LL of a single level.

References
----------
A. Temizel, T. Vlachos, "Wavelet domain image resolution enhancement using cycle-spinning", Electronics Letters 41
(2005) 119-121, section 2. doi:10.1049/el:20057150
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Space, Stage, Upsampler
from srviewer.upsamplers.cascade import Doubling, doublings
from srviewer.upsamplers.dasr import DasrSettings, DasrStage


@dataclass(frozen=True)
class WzpStage(Doubling):
    """One level of zeros, of a whole plane: float32 (H, W) to (2 H, 2 W), not clipped."""

    settings: DasrSettings
    label: str = phrase("{title} ×{scale}", title="WZP", scale=2)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        # Without the memo: its key does not tell the levels of a cascade apart.
        return DasrStage(self.settings, 0.0).run(image, replace(context, memo=None))


class Wzp(Upsampler):
    """WZP on Y with any discrete wavelet, registered on bicubic's grid or left where it falls."""

    space: Space = "luma"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        settings = DasrSettings(2, str(params["wavelet"]), registration=str(params["registration"]))
        return doublings(scale, lambda: WzpStage(settings))

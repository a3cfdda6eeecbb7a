"""The catalogue of metrics: listing it imports no numpy.

A new metric is one file in this package and one `Metric` here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from srviewer.metrics.peak_signal_noise_ratio import psnr as psnr
    from srviewer.metrics.structural_similarity import ssim as ssim


@dataclass(frozen=True)
class Metric:
    """What the program knows of a number before it is computed.

    needs : "truth" (against the HR image) or "lr" (against the input)
    ranked : whether it tells quality, so that the best may be marked; lower : less is better
    """

    name: str
    title: str
    unit: str
    digits: int
    protocol: str
    needs: str = "truth"
    ranked: bool = True
    lower: bool = False

    def best(self, values: Iterable[float | None]) -> float | None:
        """The best of several values; None if they are not ranked or there are not two of them."""
        known = [value for value in values if value is not None]
        if not self.ranked or len(known) < 2:
            return None
        return min(known) if self.lower else max(known)


METRICS = (
    Metric(
        "psnr_y",
        "PSNR-Y",
        "dB",
        2,
        "peak 255, on studio-range BT.601 luma (grey files: on their own values), border of the scale left out; "
        "methods on Y are measured on their own Y plane rounded to 8 bits, so a saved PNG scores a little differently",
    ),
    Metric("psnr_rgb", "PSNR-RGB", "dB", 2, "peak 255, over R, G and B together, border of the scale left out"),
    Metric(
        "ssim_y",
        "SSIM-Y",
        "",
        4,
        "on the same Y as PSNR: Gaussian 11 × 11, sigma 1.5, K 0.01 and 0.03, range 255, valid area, "
        "border of the scale left out",
    ),
    Metric(
        "feature_distance",
        "Features",
        "",
        3,
        "mean squared difference of relu2_2 of a VGG-19 (activations normalised to a mean of 1), as a small network "
        "distilled from it gives it, RGB; less is nearer. Perceptual was trained to lower it: no proof by itself",
        lower=True,
    ),
    Metric(
        "consistency",
        "Consistency",
        "dB",
        1,
        "the result shrunk back by MATLAB bicubic, rounded, against the input, on Y, no border left out: "
        "fidelity to an assumed kernel, not quality",
        needs="lr",
        ranked=False,
    ),
)


_FUNCTIONS = {"psnr": "peak_signal_noise_ratio", "ssim": "structural_similarity"}


def __getattr__(name: str) -> Any:
    """`metrics.psnr` and `metrics.ssim`, the functions, loaded when they are first used."""
    if name in _FUNCTIONS:
        function = getattr(import_module(f"srviewer.metrics.{_FUNCTIONS[name]}"), name)
        globals()[name] = function
        return function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

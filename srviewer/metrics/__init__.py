"""The catalogue of metrics: listing it imports no numpy.

A new metric is one file in this package and one `Metric` here; `register` adds one at run time. Everything that shows
numbers asks this catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from srviewer.catalogue import Catalogue, resolved
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.metrics.pair import Pair
    from srviewer.metrics.peak_signal_noise_ratio import psnr as psnr
    from srviewer.metrics.structural_similarity import ssim as ssim

FEATURE_LAYERS = ("relu1_2", "relu2_2", "relu3_1")
"""Of VGG-19, whose answers the feature network gives."""


@dataclass(frozen=True)
class Metric:
    """What the program knows of a number before it is computed.

    function : takes a `pair.Pair` and returns the value, `math.inf` for identical pictures, None where the metric does
        not apply; a callable, or "module:name" of one, which is loaded when it is first used
    needs : what it measures against, the HR image ("truth"), the input ("lr"), or nothing ("result")
    ranked : whether it tells quality, so that the best may be marked; lower : less is better
    lead : whether it stands in captions, where room is short; the others are in their tooltips
    cropped : whether the border is left out of it
    slow : whether it comes after the others, because it needs torch or takes long
    map : the kind of difference map (of `metrics.maps`) that shows where it comes from; "" if there is none
    present : a callable, or "module:name" of one, that tells whether the metric can be computed here; "": it always can
    lacks : a callable, or "module:name" of one, that takes the metric's name and tells what is missing, in words
    """

    name: str
    title: str
    unit: str
    digits: int
    protocol: str
    function: str | Callable[[Pair], float | None]
    needs: Literal["truth", "lr", "result"] = "truth"
    ranked: bool = True
    lower: bool = False
    lead: bool = False
    cropped: bool = True
    slow: bool = False
    map: str = ""
    present: str | Callable[[], bool] = ""
    lacks: str | Callable[[str], str] = ""

    def measure(self, pair: Pair) -> float | None:
        """The value of a pair; `SrviewerError` says why there is none."""
        value: float | None = resolved(self.function)(pair)
        return value


_METRICS: Catalogue[Metric] = Catalogue(
    phrase("metric"),
    Metric(
        "psnr_y",
        "PSNR-Y",
        "dB",
        2,
        "peak 255, on studio-range BT.601 luma (grey files: on their own values); "
        "methods on Y are measured on their own Y plane rounded to 8 bits, so a saved PNG scores a little differently",
        "srviewer.metrics.peak_signal_noise_ratio:psnr_y",
        lead=True,
        map="squared",
    ),
    Metric(
        "psnr_rgb",
        "PSNR-RGB",
        "dB",
        2,
        "peak 255, over R, G and B together",
        "srviewer.metrics.peak_signal_noise_ratio:psnr_rgb",
        map="squared",
    ),
    Metric(
        "ssim_y",
        "SSIM-Y",
        "",
        4,
        "on the same Y as PSNR: Gaussian 11 × 11, sigma 1.5, K 0.01 and 0.03, range 255, population covariance, "
        "valid area",
        "srviewer.metrics.structural_similarity:ssim_y",
        lead=True,
        map="ssim",
    ),
    Metric(
        "feature_distance",
        "Features",
        "",
        3,
        "mean squared difference of relu2_2 of a VGG-19 (activations normalised to a mean of 1), as a small network "
        "distilled from it gives it, RGB; less is nearer. Texture at other places than the truth's raises it: it tells "
        "how much is known, not how it looks",
        "srviewer.metrics.feature_distance:relu2_2",
        lower=True,
        cropped=False,
        slow=True,
        present="srviewer.metrics.feature_distance:available",
    ),
    *(
        Metric(
            f"lpips_{kind}",
            f"LPIPS {kind}",
            "",
            4,
            f"LPIPS 0.1 by torchvision's {network}, RGB, the whole picture; less is nearer",
            f"srviewer.metrics.learned_distance:lpips_{kind}",
            lower=True,
            cropped=False,
            slow=True,
            map=f"lpips_{kind}",
            lacks="srviewer.metrics.learned_distance:lacking",
        )
        for kind, network in (("alex", "AlexNet"), ("vgg", "VGG-16"), ("squeeze", "SqueezeNet 1.1"))
    ),
    Metric(
        "dists",
        "DISTS",
        "",
        4,
        "DISTS by torchvision's VGG-16, RGB, the whole picture at its own size; less is nearer",
        "srviewer.metrics.learned_distance:dists",
        lower=True,
        cropped=False,
        slow=True,
        lacks="srviewer.metrics.learned_distance:lacking",
    ),
    Metric(
        "style_distance",
        "Style",
        "",
        3,
        "squared distance of the Gram matrices of the whole pictures, summed over relu1_2, relu2_2 and relu3_1 of the "
        "same network: whether the same kinds of texture are there, wherever they are; less is nearer",
        "srviewer.metrics.feature_distance:style",
        lower=True,
        cropped=False,
        slow=True,
        present="srviewer.metrics.feature_distance:available",
    ),
    Metric(
        "ring_energies",
        "Rings",
        "dB",
        1,
        "how far the energy of Y lies from the truth's in four rings of frequency (1/8, 3/16, 1/4, 3/8 to 1/2 cycles a "
        "pixel), root mean square: too little is blur, too much is noise; less is nearer",
        "srviewer.metrics.spectra:ring_energies",
        lower=True,
        cropped=False,
        slow=True,
    ),
    Metric(
        "niqe",
        "NIQE",
        "",
        2,
        "without a truth: how far the statistics of 96 × 96 blocks of Y lie from those of undistorted photographs (36 "
        "features, distance of two Gaussians); of pictures of fewer than 37 blocks there is none; less is more "
        "natural, which is not the same as true",
        "srviewer.metrics.natural_scenes:niqe",
        needs="result",
        ranked=False,
        lower=True,
        cropped=False,
        slow=True,
    ),
    Metric(
        "consistency",
        "Consistency",
        "dB",
        1,
        "the result shrunk back by MATLAB bicubic, rounded, against the input, on Y: "
        "fidelity to an assumed kernel, not quality",
        "srviewer.metrics.consistency:consistency",
        needs="lr",
        ranked=False,
        lead=True,
        cropped=False,
    ),
)


def known() -> tuple[Metric, ...]:
    """All metrics, in the order in which they are shown."""
    return tuple(_METRICS)


def available() -> tuple[Metric, ...]:
    """The metrics that can be computed here."""
    return tuple(metric for metric in _METRICS if not missing(metric))


def missing(metric: Metric) -> str:
    """Why a metric cannot be computed here, in words; "" if it can."""
    if metric.lacks:
        lacks: str = resolved(metric.lacks)(metric.name)
        return lacks
    there = not metric.present or resolved(metric.present)()
    return "" if there else phrase("what it is computed with is missing")


def get(name: str) -> Metric:
    """The metric called `name`; `ParameterError` names the ones there are."""
    return _METRICS.get(name)


def register(metric: Metric) -> None:
    """Add a metric after the others; `ParameterError` if its name is taken."""
    _METRICS.register(metric)


def replace(metric: Metric) -> None:
    """Put a metric in the place of the one of its name; `ParameterError` if there is none."""
    _METRICS.replace(metric)


def remove(name: str) -> None:
    """Take a metric out; `ParameterError` if there is none of that name."""
    _METRICS.remove(name)


_FUNCTIONS = {"psnr": "peak_signal_noise_ratio", "ssim": "structural_similarity"}


def __getattr__(name: str) -> Any:
    """`metrics.psnr` and `metrics.ssim`, the functions, loaded when they are first used."""
    if name in _FUNCTIONS:
        function = getattr(import_module(f"srviewer.metrics.{_FUNCTIONS[name]}"), name)
        globals()[name] = function
        return function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

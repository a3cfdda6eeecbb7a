"""Curves that tell pictures apart: profiles, spectrum, histograms, and the plane of two metrics. A plot is one function
(here or in a file of its own) and one line in `PLOTS`; `PLOTS.register` adds one while the program runs.

All take Y planes (H, W) on the 0 to 255 scale: a pane's, and the truth's where there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.catalogue import Catalogue
from srviewer.metrics import weave
from srviewer.phrase import phrase

Array = npt.NDArray[np.float64]
Curve = tuple[Array, Array]


@dataclass(frozen=True)
class Plot:
    """A kind of plot.

    line : one sentence that says what it shows; x, y : its axes, with units
    function : makes a picture's curve; or, in its place,
    measures : two metrics of the whole picture, for a point at (x, y) of each
    runs : which runs of methods it needs beside what the panes show, a name in `reports.runs.RUNS`; "" for none
    against_truth : whether it needs the truth; logarithmic : of the y axis
    limit : a value of y that is marked, with what it is
    along : "row" or "column" if the curve goes along the middle one, which is marked on the pictures
    """

    name: str
    title: str
    line: str
    x: str
    y: str
    function: Callable[[Array, Array | None], Curve] | None = None
    measures: tuple[str, str] | None = None
    runs: str = ""
    against_truth: bool = False
    logarithmic: bool = False
    along: str = ""
    limit: tuple[float, str] | None = None


def row_profile(plane: Array, _truth: Array | None = None) -> Curve:
    """Y along the middle row."""
    return np.arange(plane.shape[1], dtype=np.float64), plane[plane.shape[0] // 2].astype(np.float64)


def column_profile(plane: Array, _truth: Array | None = None) -> Curve:
    """Y along the middle column."""
    return np.arange(plane.shape[0], dtype=np.float64), plane[:, plane.shape[1] // 2].astype(np.float64)


def radial_spectrum(plane: Array, _truth: Array | None = None) -> Curve:
    """Mean power (levels^2) over rings of spatial frequency (cycles a pixel, to 0.5); Hann window, mean taken off."""
    height, width = plane.shape
    window = np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1])
    power = np.abs(np.fft.rfft2((plane - plane.mean()) * window)) ** 2 / np.square(window).sum()
    radius = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None])
    count = max(2, min(height, width) // 2)
    ring = np.minimum((radius * 2 * count).astype(int), 2 * count)
    total = np.bincount(ring.ravel(), power.ravel(), 2 * count + 1)[:count]
    members = np.bincount(ring.ravel(), minlength=2 * count + 1)[:count]
    return (np.arange(count) + 0.5) / (2 * count), total / np.maximum(members, 1)


def histogram(plane: Array, _truth: Array | None = None) -> Curve:
    """Share of the pixels (per cent) at each of 256 levels of Y."""
    counts, _edges = np.histogram(plane, bins=256, range=(-0.5, 255.5))
    return np.arange(256, dtype=np.float64), 100.0 * counts / plane.size


def error_histogram(plane: Array, truth: Array | None) -> Curve:
    """Share of the pixels (per cent) at each error of Y, in levels, -40 to 40; beyond are counted at the ends."""
    assert truth is not None
    error = np.clip(plane - truth, -40, 40)
    counts, _edges = np.histogram(error, bins=81, range=(-40.5, 40.5))
    return np.arange(-40, 41, dtype=np.float64), 100.0 * counts / error.size


PLOTS: Catalogue[Plot] = Catalogue(
    phrase("plot"),
    Plot("row", "Row profile", "Y along the middle row of the region.", "pixel", "Y", row_profile, along="row"),
    Plot(
        "column",
        "Column profile",
        "Y along the middle column of the region.",
        "pixel",
        "Y",
        column_profile,
        along="column",
    ),
    Plot(
        "spectrum",
        "Spectrum",
        "Power by spatial frequency: where a curve lies under the truth's, detail is missing.",
        "cycles per pixel",
        "power",
        radial_spectrum,
        logarithmic=True,
    ),
    Plot("histogram", "Histogram", "How often each level of Y occurs.", "Y", "% of pixels", histogram),
    Plot(
        "errors",
        "Errors",
        "How often Y is off by how much: the narrower, the better.",
        "levels",
        "% of pixels",
        error_histogram,
        against_truth=True,
        logarithmic=True,
    ),
    Plot(
        "plane",
        "Two distortions",
        "Two distances to the truth: to the right nearer in levels, upwards nearer in textures; few methods are both.",
        "PSNR-Y, dB",
        "style distance",
        measures=("psnr_y", "style_distance"),
        against_truth=True,
    ),
    Plot(
        "paths",
        "Paths of the strength",
        "From Perceptual's twin to Perceptual by mixing weights, and by mixing both results: what a look costs in dB.",
        "PSNR-Y, dB",
        "style distance",
        measures=("psnr_y", "style_distance"),
        runs="strengths",
        against_truth=True,
    ),
    Plot(
        "weave",
        "Weave",
        "Power that stands at one frequency in every picture, over that around it: texture stands at none.",
        "cycles per pixel",
        "times the power around",
        runs="samples",
        limit=(weave.LIMIT, "a weave from here"),
    ),
)


def plot_of(name: str) -> Plot:
    """The plot called `name`; the first for a name that is not known (any more)."""
    return PLOTS.find(name) or PLOTS.first


def curve(plot: Plot, pixels: npt.NDArray[Any], truth: npt.NDArray[Any] | None) -> Curve | None:
    """A plot's curve of a picture's Y; None if it needs a truth and there is none."""
    from srviewer.metrics.planes import measured_plane

    if plot.function is None or (plot.against_truth and truth is None):
        return None
    return plot.function(measured_plane(pixels), None if truth is None else measured_plane(truth))

"""Plots that methods are run for, beside what the panes show: paths of a strength, and what stands in every picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from srviewer import metrics
from srviewer.compared import Pane
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.evaluation import benchmark_pair
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture, as_levels
from srviewer.metrics import weave
from srviewer.metrics.curves import Curve
from srviewer.metrics.pair import Pair
from srviewer.reports.looks import columns_of

SIDE = 256  # pixels of a truth that a weave is looked for in: its middle
PHOTOGRAPHS = ("astronaut", "cat", "coffee", "camera")


@dataclass(frozen=True)
class Asked:
    """What the methods are run on and how. `panes` are those that a weave is looked for in."""

    truth: Picture | None
    lr: Picture
    scale: int
    device: str
    panes: tuple[Pane, ...]


def strengths(asked: Asked, token: Token) -> Iterator[tuple[str, Curve]]:
    """Both paths from Perceptual's twin to Perceptual through the plane of PSNR-Y and style distance, each as far as it
    is done: how the two are mixed ("weights" or "pixels"), and the points. Nothing without a truth."""
    if asked.truth is None:
        return
    true = as_levels(asked.truth.samples)
    axes = [metrics.get(name) for name in ("psnr_y", "style_distance")]
    paths: dict[str, list[list[float]]] = {}
    for column in columns_of((), {}, paths=True):
        result = result_of(Job.make(asked.lr, column.method, asked.scale, column.params, device=asked.device), token)
        pair = Pair(result.pixels, true, result.luma, asked.scale)
        found = [value for axis in axes if (value := axis.measure(pair)) is not None]
        if len(found) == len(axes):
            path = paths.setdefault(column.path, [])
            path.append(found)
            x, y = np.array(path).T
            yield column.path, (x, y)


def weaves(asked: Asked, token: Token) -> Iterator[tuple[Pane, Curve]]:
    """Of every pane, how much power stands out at one frequency in all of some photographs (`weave.by_frequency`)."""
    pairs = [benchmark_pair(_middle(samples.load(name)), asked.scale) for name in PHOTOGRAPHS]
    for pane in asked.panes:
        spectra = []
        for truth, lr in pairs:
            job = Job.make(lr, pane.method, asked.scale, dict(pane.params), device=asked.device)
            found = weave.gather(result_of(job, token).pixels, as_levels(truth.samples))
            if found is not None:
                spectra.append(found)
        peaks = weave.peaks(spectra)
        if peaks is not None:
            yield pane, weave.by_frequency(peaks)


def _middle(picture: Picture) -> Picture:
    y, x = max(0, picture.height - SIDE) // 2, max(0, picture.width - SIDE) // 2
    return picture.cropped(slice(y, y + SIDE), slice(x, x + SIDE))


RUNS: Mapping[str, Callable[[Asked, Token], Iterator[tuple[str | Pane, Curve]]]] = {
    "strengths": strengths,
    "samples": weaves,
}
"""By what a plot says in `Plot.runs`."""

"""What the window shows in a lesson's step, computed without a window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from srviewer import metrics
from srviewer.compared import Pane
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.evaluation import benchmark_pair, measure
from srviewer.explain import dasr
from srviewer.imaging.picture import Picture, quantise
from srviewer.lessons import pictures
from srviewer.lessons.lesson import Lesson, Scene, Vocabulary
from srviewer.metrics.peak_signal_noise_ratio import psnr


class _Anything(frozenset[str]):
    """Has every name."""

    def __contains__(self, name: object) -> bool:
        return True


class _Pages(Mapping[str, Any]):
    """Every page of Look inside, with every control of every value."""

    def __getitem__(self, name: str) -> Any:
        return _Controls()

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Controls(_Pages):
    def __getitem__(self, name: str) -> Any:
        return None


ANYTHING = Vocabulary(_Anything(), _Anything(), _Pages())


def at(scene: Scene, **changes: Any) -> Scene:
    """The scene with another comparison."""
    return replace(scene, comparison=replace(scene.comparison, **changes))


@lru_cache(maxsize=32)
def _pair(opened: str, scale: int, degradation: str) -> tuple[Picture, Picture]:
    return benchmark_pair(pictures.picture_of(opened), scale, degradation)


def pair(scene: Scene) -> tuple[Picture, Picture]:
    """Truth and LR."""
    return _pair(scene.opened, scene.comparison.scale, scene.comparison.degradation)


@lru_cache(maxsize=64)
def _result(opened: str, scale: int, degradation: str, pane: Pane) -> Result:
    _truth, lr = _pair(opened, scale, degradation)
    return result_of(Job.make(lr, pane.method, scale, dict(pane.params)))


def result(scene: Scene, method: str, **params: object) -> Result:
    return _result(scene.opened, scene.comparison.scale, scene.comparison.degradation, Pane.of(method, **params))


def measured(scene: Scene, method: str, **params: object) -> float:
    """The PSNR-Y that stands under a pane."""
    truth, lr = pair(scene)
    return measure(result(scene, method, **params), lr, truth, wanted=(metrics.get("psnr_y"),)).values["psnr_y"]


def choices(scene: Scene, **changes: Any) -> dasr.Choices:
    """What the controls of the page DASR say."""
    words = {name: scene.settings[name] for name in ("ll", "lh", "hl", "hh") if name in scene.settings}
    gain = float(scene.settings.get("gain", 25)) / 100
    return replace(dasr.Choices(gain=gain, **words), **changes)


@lru_cache(maxsize=8)
def _opened(opened: str, scale: int, registration: str) -> dasr.SlotFillings:
    truth, lr = _pair(opened, scale, "bicubic")
    settings = dasr.Choices(registration=registration).settings(scale)
    return dasr.opened(lr.pixels, settings, truth.pixels)


def opened(scene: Scene, registration: str = "registered") -> dasr.SlotFillings:
    """DASR's arrays of a grey picture."""
    return _opened(scene.opened, scene.comparison.scale, registration)


def dasr_page(scene: Scene, **changes: Any) -> float:
    """The PSNR beside the result on the page DASR."""
    chosen = choices(scene, **changes)
    run = dasr.assembled(opened(scene, chosen.registration), chosen)
    assert run.opened.truth is not None
    return float(psnr(quantise(run.result), run.opened.truth, crop_border=scene.comparison.scale))


def costs(scene: Scene, **changes: Any) -> dict[str, float]:
    """What each band costs, as the page says."""
    return dasr.cost_of(opened(scene), choices(scene, **changes))


def runs(row: np.ndarray) -> list[int]:
    """How many equal values stand beside each other, run by run, without the first and the last run."""
    edges = np.flatnonzero(np.diff(row))
    return [int(n) for n in np.diff(edges)]


def stripes(scene: Scene, _lesson: Lesson) -> list[float]:
    """How wide every stripe of a picture of stripes is, in pixels."""
    pixels = pictures.picture_of(scene.opened).pixels
    (width,) = set(runs(pixels[0] if pixels[0].std() else pixels[:, 0]))
    return [float(width)]


def psnr_by_formula(*_: object) -> list[float]:
    """10, the base of the logarithm, and the peak: whether the formula with them gives the PSNR."""
    rng = np.random.default_rng(0)
    x, y = (rng.integers(0, 256, (16, 16)).astype(np.uint8) for _ in range(2))
    error = np.mean((x.astype(float) - y) ** 2)
    right = abs(psnr(x, y) - 10 * np.log10(255**2 / error)) < 1e-9
    return [10, 10, 255] if right else [0, 0, 0]

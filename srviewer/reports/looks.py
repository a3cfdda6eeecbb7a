"""How methods look over a folder of pictures: distortion against perception, as numbers and as a plane.

Distortion is PSNR-Y, which needs the truths. Perception is a distance of distributions that needs none
(`natural_scenes`) and, where the pictures have too few blocks for it, the style distance of each to its truth. A weave
is looked for in all pictures together.

References
----------
Y. Blau, T. Michaeli, "The perception-distortion tradeoff", Conference on Computer Vision and Pattern Recognition 2018.
arXiv:1711.06077. Its theorem 2: a result of perfect perception has at most twice the least squared error, 3 dB less.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer import metrics, upsamplers
from srviewer.engine.job import Job
from srviewer.engine.run import result_of
from srviewer.imaging.atomic import atomic_write
from srviewer.imaging.picture import Picture, as_levels
from srviewer.metrics import natural_scenes, weave
from srviewer.metrics.natural_scenes import Pooled
from srviewer.metrics.pair import Pair
from srviewer.phrase import phrase

Array = npt.NDArray[np.float64]

COST = 10 * np.log10(2)  # dB that perfect perception costs at most
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class LooksColumn:
    """What is looked at: a method with its parameters; `path` is the path through the plane that it is a point of."""

    name: str
    method: str
    params: Mapping[str, object] = field(default_factory=dict)
    path: str = ""


@dataclass(frozen=True)
class LooksRow:
    """The numbers of a column over all pictures; None where there is none.

    weave : the largest of `weave.peaks`, with its place; standing : all of them
    """

    column: LooksColumn
    psnr_y: float | None
    style: float | None
    rings: float | None
    niqe: Pooled | None
    weave: tuple[float, float, float] | None
    standing: Array | None = field(default=None, repr=False, compare=False)

    @property
    def verdict(self) -> str:
        """What the detector of weaves says."""
        if self.weave is None:
            return phrase("too few pictures")
        return phrase("weave") if weave.is_weave(self.weave[0]) else phrase("none")

    def as_json(self) -> dict[str, Any]:
        niqe, found = self.niqe, self.weave
        return {
            "psnr_y": self.psnr_y,
            "style_distance": self.style,
            "ring_energies": self.rings,
            "niqe": None if niqe is None else niqe.value,
            "niqe_interval": None if niqe is None or niqe.low is None else [niqe.low, niqe.high],
            "niqe_blocks": None if niqe is None else niqe.blocks,
            "weave": None
            if found is None
            else {"peak": found[0], "at": list(found[1:]), "is": weave.is_weave(found[0])},
        }


def columns_of(methods: Iterable[str], params: Mapping[str, Mapping[str, object]], paths: bool) -> list[LooksColumn]:
    """A column a method; with `paths` also both paths from Perceptual's twin to Perceptual."""
    found = [LooksColumn(name, name, params.get(name, {})) for name in methods]
    for mixing in ("weights", "pixels") if paths else ():
        found += [
            LooksColumn(f"{mixing} {s:g}", "perceptual", {"strength": s, "mixing": mixing}, mixing) for s in STEPS
        ]
    return found


@dataclass
class _Gathered:
    numbers: list[dict[str, float | None]] = field(default_factory=list)
    blocks: list[Array] = field(default_factory=list)
    spectra: list[Array] = field(default_factory=list)

    def add(self, pair: Pair, wanted: Sequence[metrics.Metric]) -> None:
        self.numbers.append({metric.name: metric.measure(pair) for metric in wanted})
        for found, into in (
            (natural_scenes.gather(pair), self.blocks),
            (weave.gather(pair.pixels, pair.reference), self.spectra),
        ):
            if found is not None:
                into.append(found)

    def mean(self, name: str) -> float | None:
        values = [v for row in self.numbers if (v := row.get(name)) is not None and np.isfinite(v)]
        return float(np.mean(values)) if values else None


class Gallery:
    """Gathers what every column makes of picture after picture; `looks` at the end."""

    def __init__(self, columns: Sequence[LooksColumn], scale: int, device: str = "auto") -> None:
        self._columns, self._scale, self._device = columns, scale, device
        names = ("psnr_y", "style_distance", "ring_energies")
        self._metrics = [metric for metric in metrics.available() if metric.name in names]
        self._gathered = [_Gathered() for _ in columns]
        self._truths: list[Array] = []

    def add(self, truth: Picture, lr: Picture) -> None:
        true = as_levels(truth.samples)
        if (blocks := natural_scenes.gather(Pair(true, true))) is not None:
            self._truths.append(blocks)
        for column, gathered in zip(self._columns, self._gathered, strict=True):
            job = Job.make(lr, column.method, self._scale, column.params, device=self._device)
            result = result_of(job)
            gathered.add(Pair(result.pixels, true, result.luma, self._scale), self._metrics)

    @property
    def truths(self) -> Pooled | None:
        """NIQE of the truths themselves: what natural is, of these pictures."""
        return natural_scenes.pooled(self._truths)

    def looks(self) -> list[LooksRow]:
        return [self._look(*both) for both in zip(self._columns, self._gathered, strict=True)]

    def _look(self, column: LooksColumn, found: _Gathered) -> LooksRow:
        standing = weave.peaks(found.spectra)
        return LooksRow(
            column,
            found.mean("psnr_y"),
            found.mean("style_distance"),
            found.mean("ring_energies"),
            natural_scenes.pooled(found.blocks),
            None if standing is None else weave.largest(standing),
            standing,
        )


# -- the plane ----------------------------------------------------------------------------------------------------


def draw(path: Path, looks: Sequence[LooksRow], truths: Pooled | None, scale: int, overwrite: bool = False) -> None:
    """Write the plane, and beside it what stands at one frequency in all pictures, as PNG or SVG; needs matplotlib. In
    the plane less distortion is to the right, and what is more natural is higher."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(12, 5), layout="constrained")
    axes, beside = figure.subplots(1, 2)
    _draw_peaks(beside, looks)
    natural = all(look.niqe is not None for look in looks)
    points = {id(look): (look.psnr_y, look.niqe.value if natural and look.niqe else look.style) for look in looks}
    for look in looks:
        x, y = points[id(look)]
        if look.column.path or x is None or y is None:
            continue
        method = upsamplers.get(look.column.method)
        if natural and look.niqe is not None and look.niqe.low is not None and look.niqe.high is not None:
            axes.vlines(x, look.niqe.low, look.niqe.high, color=method.colour, alpha=0.5)
        axes.plot(x, y, "o", color=method.colour)
        axes.annotate(method.title, (x, y), textcoords="offset points", xytext=(6, 4), fontsize="small")
    for mixing, style in (("weights", "-"), ("pixels", "--")):
        along = [points[id(look)] for look in looks if look.column.path == mixing]
        if along and all(None not in point for point in along):
            axes.plot(*zip(*along, strict=True), style, marker=".", color="#d65db1", label=f"mixing {mixing}")
    least = max((look.psnr_y for look in looks if look.psnr_y is not None), default=None)
    if least is not None:
        axes.axvline(least - COST, color="0.5", linestyle=":", label="least error here, less 3 dB")
    if natural and truths is not None:
        axes.axhline(truths.value, color="0.5", linewidth=0.8, label="the truths")
    axes.invert_yaxis()
    axes.set(xlabel="PSNR-Y (dB)", ylabel="NIQE" if natural else "style distance", title=f"×{scale}")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")
    content = io.BytesIO()
    figure.savefig(content, format=path.suffix[1:].lower(), dpi=144)
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(content.getvalue())


def _draw_peaks(axes: Any, looks: Sequence[LooksRow]) -> None:
    """The largest peak of all directions by frequency, and from where it is a weave."""
    for look in looks:
        if look.standing is not None and not look.column.path:
            method = upsamplers.get(look.column.method)
            axes.plot(*weave.by_frequency(look.standing), color=method.colour, label=method.title)
    axes.axhline(weave.LIMIT, color="0.5", linestyle=":", label="a weave from here")
    axes.set(xlabel="cycles a pixel", ylabel="power over that around it", title="The same in every picture")
    axes.grid(alpha=0.3)
    axes.legend(fontsize="small")

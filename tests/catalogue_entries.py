"""An entry for each catalogue, to be added while the tests run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

import numpy as np

from srviewer import upsamplers
from srviewer.imaging.degradations import Amount, DegradationKind
from srviewer.metrics.curves import Plot
from srviewer.reports.formats import FigureFormat, TableFormat
from srviewer.upsamplers import Method
from srviewer.upsamplers.base import Context, FloatArray, Stage


@dataclass(frozen=True)
class Repeated:
    """Each pixel `scale` times along both axes, darkened."""

    scale: int
    label: str = "repeated"
    halo: int | None = 0

    @property
    def ratio(self) -> Fraction:
        return Fraction(self.scale)

    def run(self, image: FloatArray, context: Context) -> FloatArray:
        return 0.5 * image.repeat(self.scale, 0).repeat(self.scale, 1)


class Repeats:
    space: Literal["luma", "rgb"] = "rgb"

    def stages(self, scale: int, params: Mapping[str, str | float]) -> tuple[Stage, ...]:
        return (Repeated(scale),)

    def weights_hashes(self, scale: int) -> tuple[str, ...]:
        return ()


def method(name: str = "model:Dark 2x", scales: Sequence[int] = (2,), **more: Any) -> Method:
    return Method(name, "Dark", "half as bright", "#123456", Repeats, scales=tuple(scales), checksum="ab" * 32, **more)


@contextmanager
def methods_put_back() -> Iterator[None]:
    """Whatever methods come or go meanwhile, those of before are listed afterwards, in their order."""
    before = upsamplers.known()
    yield
    now = upsamplers.known()
    pairs = enumerate(zip(now, before, strict=False))
    same = next((n for n, (a, b) in pairs if a is not b), min(len(now), len(before)))
    for method in now[same:]:
        upsamplers.remove(method.name)
    for method in before[same:]:
        upsamplers.register(method)


@contextmanager
def only_the_input_at_1() -> Iterator[None]:
    """Without the program's own methods of scale 1, as far as they are trained; they are back afterwards."""
    with methods_put_back():
        for known in upsamplers.known():
            if known.name != upsamplers.INPUT and 1 in known.scales:
                upsamplers.remove(known.name)
        yield


def _fade(pixels: FloatArray, scale: int, percent: float) -> FloatArray:
    return pixels[::scale, ::scale] * np.float32(1 - percent / 100)


FADE = DegradationKind(
    "fade",
    "faded",
    _fade,
    Amount("P", "Fading, in per cent", "Fading (%)", 0, 90, 50, 0, strengths=(0, 20), short="fading", line="It fades."),
    scales=(2, 4),
)
PLOT = Plot("sums", "Sums of rows", "Y summed up.", "pixel", "sum", lambda plane, _truth: (plane[0], plane.sum(axis=0)))


def _list(sheet: Any, path: Path, numbers: Any, overwrite: bool, tongue: Any) -> None:
    path.write_text("\n".join(column.title for column in sheet.columns), encoding="utf-8")


FIGURE = FigureFormat("List", ".lst", "List of titles", _list, "Saved the list as {}")
TABLE = TableFormat("Org", ".org", lambda table: "|".join(table.headings), "Ctrl+G, O")

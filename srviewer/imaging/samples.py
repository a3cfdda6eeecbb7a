"""Sample pictures: charts and styles of our own, and photographs that scikit-image ships. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from srviewer import paths
from srviewer.errors import ParameterError
from srviewer.imaging.picture import Picture
from srviewer.phrase import phrase

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Sample:
    """A sample's name (for scripts), its title (for people), and what it is good for."""

    name: str
    title: str
    line: str


def zone_plate(size: int = 256) -> FloatArray:
    """(size, size) grey: rings whose frequency grows from 0 in the middle to 1/2 a pixel at the sides.

    cos(pi r^2 / size), r from the centre: its local frequency is r / size cycles a pixel.
    """
    r2 = np.square(np.arange(size) - (size - 1) / 2)
    rings: FloatArray = (0.5 + 0.5 * np.cos(np.pi * (r2[:, None] + r2) / size)).astype(np.float32)
    return rings


def siemens_star(size: int = 256, spokes: int = 36) -> FloatArray:
    """(size, size) grey: black and white spokes, antialiased by 4 x 4 samples a pixel."""
    fine = (np.arange(4 * size) + 0.5) / 4 - size / 2
    angle = np.arctan2(fine[:, None], fine)
    star = (np.sin(spokes * angle) > 0).astype(np.float32)
    averaged: FloatArray = star.reshape(size, 4, size, 4).mean(axis=(1, 3), dtype=np.float32)
    return averaged


def slanted_edge(size: int = 256, degrees: float = 5.0) -> FloatArray:
    """(size, size) grey: one straight edge, 5 degrees off the vertical, 0.2 against 0.8, antialiased."""
    fine = (np.arange(8 * size) + 0.5) / 8 - size / 2
    side = fine > np.tan(np.radians(degrees)) * fine[:, None]
    edge = np.where(side, np.float32(0.8), np.float32(0.2))
    averaged: FloatArray = edge.reshape(size, 8, size, 8).mean(axis=(1, 3), dtype=np.float32)
    return averaged


def text_chart(size: int = 256) -> FloatArray:
    """(size, size) grey: lines of text in falling sizes, black on white."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(image)
    y = 6.0
    for points in (40, 32, 26, 20, 16, 13, 11, 9, 8, 7):
        draw.text((8, y), "Quartz 5839 glyph job vex", fill=0, font=ImageFont.load_default(points))
        y += 1.25 * points
    return np.asarray(image, np.float32) / np.float32(255)


def _photograph(name: str) -> Callable[[], FloatArray]:
    def read() -> FloatArray:
        from skimage import data

        pixels: FloatArray = getattr(data, name)().astype(np.float32) / np.float32(255)
        return pixels

    return read


def _style(name: str) -> Callable[[], FloatArray]:
    def read() -> FloatArray:
        from PIL import Image

        with Image.open(paths.resources() / "styles" / f"{name}.png") as image:
            pixels: FloatArray = np.asarray(image.convert("RGB"), np.float32) / np.float32(255)
        return pixels

    return read


_SAMPLES: tuple[tuple[Sample, Callable[[], FloatArray]], ...] = (
    (Sample("astronaut", "Astronaut", "a portrait: skin, cloth, writing"), _photograph("astronaut")),
    (Sample("cat", "Cat", "fur and whiskers"), _photograph("chelsea")),
    (Sample("coffee", "Coffee", "smooth tones and bright rims"), _photograph("coffee")),
    (Sample("camera", "Cameraman", "grey: grass, sky, hard edges"), _photograph("camera")),
    (Sample("zone_plate", "Zone plate", "every frequency: shows aliasing"), zone_plate),
    (Sample("siemens_star", "Siemens star", "where spokes merge, resolution ends"), siemens_star),
    (Sample("slanted_edge", "Slanted edge", "how sharp an edge comes back"), slanted_edge),
    (Sample("text", "Text", "letters in falling sizes"), text_chart),
    (Sample("mosaic", "Mosaic", "a style: glass between leads"), _style("mosaic")),
    (Sample("strokes", "Strokes", "a style: a brush along eddies"), _style("strokes")),
)

DEMO = "astronaut"


def names() -> tuple[Sample, ...]:
    """The samples there are."""
    return tuple(sample for sample, _make in _SAMPLES)


def load(name: str) -> Picture:
    """A sample as a picture; `ParameterError` names the ones there are."""
    for sample, make in _SAMPLES:
        if sample.name == name:
            return Picture(make())
    raise ParameterError(
        phrase("no sample {name!r} (there are: {known})", name=name, known=", ".join(s.name for s, _ in _SAMPLES))
    )

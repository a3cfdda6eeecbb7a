"""A contact sheet: every method whole and zoomed, with captions, as PNG, SVG or PDF."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from srviewer import __version__, upsamplers
from srviewer.compared import OWN_COLOURS
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.imaging.atomic import atomic_write
from srviewer.imaging.picture import Picture, as_levels, quantise
from srviewer.phrase import Say, arrows, phrase
from srviewer.readings import Readings
from srviewer.reports.arrangement import PLAIN, Arrangement
from srviewer.reports.sheet_layout import laid_out, letters_for

FORMATS = (".png", ".svg", ".pdf")
TRUTH_COLOUR = "#c9a227"

_PAPER, _MARK = "#ffffff", "#e0a100"
_DPI, _FINE_DPI, _PDF_DPI = 96, 300, 150  # of a unit of the layout; of a sheet of a given width; of another PDF
_SVG_ROOM = 0.92  # of a column's width: the font of whoever shows an SVG may be wider than the one measured here


@dataclass(frozen=True)
class Tongue:
    """The language of a page or sheet: its tag (BCP 47) and what puts a text into it."""

    tag: str = "en"
    say: Say = str


ENGLISH = Tongue()


@dataclass(frozen=True, eq=False)
class SheetColumn:
    """One method on the sheet: uint8 pixels (H, W) or (H, W, 3), a title in its colour; `made` says, in parts, what it
    was made by."""

    title: str
    colour: str
    pixels: npt.NDArray[np.uint8]
    readings: Readings = field(default_factory=dict)
    made: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """All that is drawn; the crops are in pixels of the pictures, which are all of one size."""

    title: str
    columns: tuple[SheetColumn, ...]
    crops: tuple[Rect, ...]
    arrangement: Arrangement = PLAIN

    @classmethod
    def make(
        cls,
        title: str,
        columns: tuple[SheetColumn, ...],
        crops: Sequence[Rect] = (),
        arrangement: Arrangement = PLAIN,
    ) -> Sheet:
        """A checked sheet; without crops the busiest place is taken."""
        if not columns:
            raise ParameterError(phrase("a contact sheet needs at least one method"))
        height, width = columns[0].pixels.shape[:2]
        for crop in crops:
            if not (crop.width and crop.height and crop.right <= width and crop.bottom <= height):
                raise ParameterError(
                    phrase(
                        "crop {crop} is not inside the {width} × {height} pixels of the result",
                        crop=tuple(crop),
                        width=width,
                        height=height,
                    )
                )
        arrangement.check(len(columns))
        return cls(title, columns, tuple(crops) or (busiest(columns[-1].pixels),), arrangement)


def column_of(method: upsamplers.Method, result: Result, readings: Readings) -> SheetColumn:
    """A method's column, with its numbers and what it was made by."""
    title = phrase("{method} ×{scale}", method=method.title, scale=result.scale)
    return SheetColumn(title, method.colour, _levels(result), readings, made_by(result))


def own_column(title: str, place: int, result: Result, readings: Readings) -> SheetColumn:
    """The column of the result that came in as the `place`-th, from 0."""
    return SheetColumn(title, OWN_COLOURS[place % len(OWN_COLOURS)], _levels(result), readings)


def _levels(result: Result) -> npt.NDArray[np.uint8]:
    """A result's pixels as uint8."""
    pixels = result.pixels if result.pixels.dtype == np.uint8 else quantise(result.picture().pixels)
    return np.asarray(pixels, np.uint8)


def made_by(result: Result) -> tuple[str, ...]:
    """The steps that led to a result, if there were several, its named setting, and its parameters."""
    steps = (arrows(result.steps),) if len(result.steps) > 1 else ()
    method = upsamplers.find(result.method)
    setting = method.setting_of(dict(result.params)) if method is not None else None
    named = () if setting is None else (setting.name,)
    return (*steps, *named, *(phrase("{name} {value}", name=name, value=value) for name, value in result.params))


def truth_column(truth: Picture, scale: int) -> SheetColumn:
    pixels = np.asarray(as_levels(truth.samples), np.uint8)
    return SheetColumn(phrase("Truth"), TRUTH_COLOUR, pixels, made=(before(scale),))


def before(scale: int) -> str:
    """What is said of a truth: the picture before it was made into what the methods are given."""
    return phrase("before it was degraded") if scale == 1 else phrase("before it was shrunk")


def busiest(pixels: npt.NDArray[Any]) -> Rect:
    """A square of a fifth of the shorter side where the picture changes most."""
    grey = pixels.astype(np.float32)
    grey = grey.mean(axis=2) if grey.ndim == 3 else grey
    height, width = grey.shape
    side = max(1, min(height, width) // 5)
    change = np.abs(np.diff(grey, axis=0, append=grey[-1:])) + np.abs(np.diff(grey, axis=1, append=grey[:, -1:]))
    total = np.pad(change.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    sums = total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]
    y, x = np.unravel_index(int(np.argmax(sums)), sums.shape)
    return Rect(int(x), int(y), side, side)


def write(sheet: Sheet, path: Path, _numbers: object = None, overwrite: bool = False, tongue: Tongue = ENGLISH) -> None:
    """Draw the sheet in the format that the suffix of `path` says (of `FORMATS`), whole or not at all.

    Its numbers are the sheet's own; its words are in the language of `tongue` (default: English).
    """
    say = tongue.say
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise ParameterError(
            phrase("{path}: expected a name that ends in {known}", path=path, known=", ".join(FORMATS))
        )
    content = io.BytesIO()  # Pillow, given a file, may take a disk that fills up for success
    if suffix == ".svg":
        content.write(svg(sheet, say).encode("utf-8"))
    elif suffix == ".pdf":
        resolution = _PDF_DPI if sheet.arrangement.width_mm is None else _FINE_DPI
        by = f"srviewer {__version__}"
        draw(sheet, say).save(content, "PDF", resolution=resolution, producer=by, title=sheet.title)
    else:
        dpi = _dpi(sheet)
        draw(sheet, say).save(content, "PNG", dpi=(dpi, dpi))
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(content.getvalue())


def draw(sheet: Sheet, say: Say = str, dpi: int | None = None) -> Image.Image:
    """The sheet as an RGB image; at 300 dots to an inch if its width is given, unless `dpi` says otherwise."""
    layout = laid_out(sheet, say, letters_for(sheet, say))
    by = (dpi or _dpi(sheet)) / _DPI
    image = Image.new("RGB", (round(layout.width * by), round(layout.height * by)), _PAPER)
    pen = ImageDraw.Draw(image)
    for picture in layout.pictures:
        x, y, width, height = (round(n * by) for n in (picture.x, picture.y, picture.width, picture.height))
        smooth = width < picture.pixels.shape[1]
        how = Image.Resampling.LANCZOS if smooth else Image.Resampling.NEAREST
        shown = Image.fromarray(np.ascontiguousarray(picture.pixels)).convert("RGB")
        image.paste(shown.resize((width, height), how), (x, y))
        factor = width / picture.pixels.shape[1]
        for mark in picture.marks:
            left, top = x + mark.x * factor, y + mark.y * factor
            corner = (left + mark.width * factor, top + mark.height * factor)
            pen.rectangle((left, top, *corner), outline=_MARK, width=max(1, round(2 * by)))
    for text in layout.texts:
        at = (text.x * by, text.y * by)
        if text.dot:
            pen.ellipse((at[0] - 16 * by, at[1] - 11 * by, at[0] - 6 * by, at[1] - by), fill=text.dot)
        layout.letters.draw(pen, at, text.text, round(text.size * by), text.colour)
    return image


def _dpi(sheet: Sheet) -> int:
    return _DPI if sheet.arrangement.width_mm is None else _FINE_DPI


def svg(sheet: Sheet, say: Say = str) -> str:
    """The sheet as SVG: text as text, pictures as they are, pixel for pixel."""
    layout = laid_out(sheet, say, letters_for(sheet, say), _SVG_ROOM)
    wide, high = f"{layout.width:g}", f"{layout.height:g}"
    if (millimetres := sheet.arrangement.width_mm) is not None:
        wide, high = f"{millimetres:g}mm", f"{millimetres * layout.height / layout.width:.4g}mm"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" '
        f'viewBox="0 0 {layout.width:g} {layout.height:g}" font-family="Inter, Helvetica, Arial, sans-serif">',
        f"<title>{escape(sheet.title)}</title>",
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>',
    ]
    for picture in layout.pictures:
        factor = picture.width / picture.pixels.shape[1]
        rendering = "auto" if factor < 1 else "pixelated"
        parts.append(
            f'<image x="{picture.x:g}" y="{picture.y:g}" width="{picture.width:g}" height="{picture.height:g}" '
            f'preserveAspectRatio="none" style="image-rendering:{rendering}" href="{data_url(picture.pixels)}"/>'
        )
        for mark in picture.marks:
            parts.append(
                f'<rect x="{picture.x + mark.x * factor:.1f}" y="{picture.y + mark.y * factor:.1f}" '
                f'width="{mark.width * factor:.1f}" height="{mark.height * factor:.1f}" '
                f'fill="none" stroke="{_MARK}" stroke-width="2"/>'
            )
    for text in layout.texts:
        if text.dot:
            parts.append(f'<circle cx="{text.x - 11:g}" cy="{text.y - 6:g}" r="5" fill="{text.dot}"/>')
        parts.append(
            f'<text x="{text.x:g}" y="{text.y:g}" font-size="{text.size}" fill="{text.colour}">'
            f"{escape(text.text)}</text>"
        )
    return "\n".join([*parts, "</svg>", ""])


def data_url(pixels: npt.NDArray[np.uint8]) -> str:
    """uint8 pixels (H, W) or (H, W, 3) as a PNG data URL, value for value."""
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")

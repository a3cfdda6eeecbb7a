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
from srviewer.engine.events import Result
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.imaging.atomic import atomic_write
from srviewer.imaging.picture import Picture, quantise
from srviewer.phrase import Say, arrows, phrase
from srviewer.readings import Reading, Readings, have_any
from srviewer.reports.lettering import Letters
from srviewer.session import OWN_COLOURS

FORMATS = (".png", ".svg", ".pdf")
TRUTH_COLOUR = "#c9a227"

_CELL = 320  # width of a picture on the sheet, pixels
_GAP = 12
_LINE = 20
_HEAD = 44
_INK, _DIM, _PAPER, _MARK = "#1d2126", "#667080", "#ffffff", "#e0a100"


@dataclass(frozen=True)
class Tongue:
    """The language of a page or sheet: its tag (BCP 47) and what puts a text into it."""

    tag: str = "en"
    say: Say = str


ENGLISH = Tongue()


@dataclass(frozen=True, eq=False)
class Column:
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
    columns: tuple[Column, ...]
    crops: tuple[Rect, ...]

    @classmethod
    def make(cls, title: str, columns: tuple[Column, ...], crops: Sequence[Rect] = ()) -> Sheet:
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
        return cls(title, columns, tuple(crops) or (busiest(columns[-1].pixels),))


def column_of(method: upsamplers.Method, result: Result, readings: Readings) -> Column:
    """A method's column, with its numbers and what it was made by."""
    title = phrase("{method} ×{scale}", method=method.title, scale=result.scale)
    return Column(title, method.colour, _levels(result), readings, made_by(result))


def own_column(title: str, place: int, result: Result, readings: Readings) -> Column:
    """The column of the result that came in as the `place`-th, from 0."""
    return Column(title, OWN_COLOURS[place % len(OWN_COLOURS)], _levels(result), readings)


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


def truth_column(truth: Picture, scale: int) -> Column:
    pixels = np.asarray(quantise(truth.pixels), np.uint8)
    return Column(phrase("Truth"), TRUTH_COLOUR, pixels, made=(before(scale),))


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
        draw(sheet, say).save(content, "PDF", resolution=150, producer=f"srviewer {__version__}", title=sheet.title)
    else:
        draw(sheet, say).save(content, "PNG")
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(content.getvalue())


# -- layout: where everything goes, for both ways of drawing --------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _Placed:
    """A picture at a place, `width` wide; `marks` are drawn over it, in its pixels."""

    x: int
    y: int
    width: int
    height: int
    pixels: npt.NDArray[np.uint8]
    smooth: bool
    marks: tuple[Rect, ...] = ()


@dataclass(frozen=True)
class _Text:
    x: int
    y: int
    text: str
    size: int
    colour: str
    dot: str = ""


@dataclass(frozen=True)
class _Layout:
    width: int
    height: int
    pictures: tuple[_Placed, ...]
    texts: tuple[_Text, ...]


def _layout(sheet: Sheet, say: Say) -> _Layout:
    height, width = sheet.columns[0].pixels.shape[:2]
    picture_height = max(1, round(_CELL * height / width))
    pictures, texts = [], [_Text(_GAP, _GAP + 18, sheet.title, 18, _INK)]
    bottom, metrics = 0, have_any(column.readings for column in sheet.columns)
    for index, column in enumerate(sheet.columns):
        x, y = _GAP + index * (_CELL + _GAP), _HEAD + _GAP
        texts.append(_Text(x + 18, y + 14, say(column.title), 15, _INK, dot=column.colour))
        y += _LINE + 4
        pictures.append(_Placed(x, y, _CELL, picture_height, column.pixels, width > _CELL, sheet.crops))
        y += picture_height + _GAP
        for crop in sheet.crops:
            part = column.pixels[crop.y : crop.bottom, crop.x : crop.right]
            crop_height = max(1, round(_CELL * crop.height / crop.width))
            pictures.append(_Placed(x, y, _CELL, crop_height, part, False))
            y += crop_height + _GAP
        numbers = [column.readings.get(metric.name) for metric in metrics]
        lines = [(" · ".join(map(say, column.made)), _DIM), *(_line(reading, say) for reading in numbers)]
        for line, colour in lines:
            texts.append(_Text(x, y + 12, line, 12, colour))
            y += _LINE
        bottom = max(bottom, y)
    texts.append(_Text(_GAP, bottom + 16, f"srviewer {__version__}", 11, _DIM))
    return _Layout(_GAP + len(sheet.columns) * (_CELL + _GAP), bottom + 28, tuple(pictures), tuple(texts))


def _line(reading: Reading | None, say: Say) -> tuple[str, str]:
    """A number's line and its colour; the best is said to be it."""
    if reading is None:
        return "", _DIM
    if reading.best:
        return say(phrase("{number} (best)", number=reading.labelled)), _INK
    return say(reading.labelled), _DIM


def draw(sheet: Sheet, say: Say = str) -> Image.Image:
    """The sheet as an RGB image."""
    layout = _layout(sheet, say)
    image = Image.new("RGB", (layout.width, layout.height), _PAPER)
    pen = ImageDraw.Draw(image)
    for picture in layout.pictures:
        how = Image.Resampling.LANCZOS if picture.smooth else Image.Resampling.NEAREST
        shown = Image.fromarray(np.ascontiguousarray(picture.pixels)).convert("RGB")
        image.paste(shown.resize((picture.width, picture.height), how), (picture.x, picture.y))
        factor = picture.width / picture.pixels.shape[1]
        for mark in picture.marks:
            x, y = picture.x + mark.x * factor, picture.y + mark.y * factor
            pen.rectangle((x, y, x + mark.width * factor, y + mark.height * factor), outline=_MARK, width=2)
    letters = Letters("".join(text.text for text in layout.texts))
    for text in layout.texts:
        if text.dot:
            pen.ellipse((text.x - 16, text.y - 11, text.x - 6, text.y - 1), fill=text.dot)
        words = text.text if text.size == 18 else letters.fitting(text.text, text.size, _CELL)
        letters.draw(pen, (text.x, text.y), words, text.size, text.colour)
    return image


def svg(sheet: Sheet, say: Say = str) -> str:
    """The sheet as SVG: text as text, pictures as they are, pixel for pixel."""
    layout = _layout(sheet, say)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{layout.width}" height="{layout.height}" '
        f'viewBox="0 0 {layout.width} {layout.height}" font-family="Inter, Helvetica, Arial, sans-serif">',
        f"<title>{escape(sheet.title)}</title>",
        f'<rect width="100%" height="100%" fill="{_PAPER}"/>',
    ]
    for picture in layout.pictures:
        rendering = "auto" if picture.smooth else "pixelated"
        parts.append(
            f'<image x="{picture.x}" y="{picture.y}" width="{picture.width}" height="{picture.height}" '
            f'preserveAspectRatio="none" style="image-rendering:{rendering}" href="{data_url(picture.pixels)}"/>'
        )
        factor = picture.width / picture.pixels.shape[1]
        for mark in picture.marks:
            parts.append(
                f'<rect x="{picture.x + mark.x * factor:.1f}" y="{picture.y + mark.y * factor:.1f}" '
                f'width="{mark.width * factor:.1f}" height="{mark.height * factor:.1f}" '
                f'fill="none" stroke="{_MARK}" stroke-width="2"/>'
            )
    for text in layout.texts:
        if text.dot:
            parts.append(f'<circle cx="{text.x - 11}" cy="{text.y - 6}" r="5" fill="{text.dot}"/>')
        parts.append(
            f'<text x="{text.x}" y="{text.y}" font-size="{text.size}" fill="{text.colour}">{escape(text.text)}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def data_url(pixels: npt.NDArray[np.uint8]) -> str:
    """uint8 pixels (H, W) or (H, W, 3) as a PNG data URL, value for value."""
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, "PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")

"""Moving pictures of a comparison: panes in turn, a wipe, a zoom into the detail.

An animation is drawn frame by frame when it is written, so that it is never in memory as a whole. Above each picture
stands a strip with its title in the method's colour and its numbers; the picture itself is shown pixel for pixel where
it fits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageDraw

from srviewer.catalogue import resolved
from srviewer.engine.job import Rect
from srviewer.errors import ParameterError
from srviewer.phrase import Say, phrase
from srviewer.readings import leading
from srviewer.reports.contact_sheet import ENGLISH, Sheet, SheetColumn, Tongue
from srviewer.reports.formats import MOVEMENTS
from srviewer.reports.lettering import Letters

STRIP, SIZE, DOT, GAP = 30, 15, 26, 12  # of the strip above a picture, its text, dot and gaps, pixels
WIDEST = 1920  # of pictures side by side, pixels
SMALLEST = 320  # narrower pictures are shown enlarged by a whole number, their pixels as squares
INK, DIM, PAPER, LINE = "#1d2126", "#667080", "#ffffff", "#ffffff"
STEP = 80  # of movements, milliseconds a frame
TURN = 900  # of panes in turn


@dataclass(frozen=True, eq=False)
class Animation:
    """Frames to be drawn.

    width, height : of a frame, pixels
    milliseconds : how long each frame stands
    draw : a frame by its index, an RGB image
    """

    width: int
    height: int
    milliseconds: tuple[int, ...]
    draw: Callable[[int], Image.Image]

    def smaller(self, factor: float) -> Animation:
        """The same, each side `factor` as long."""
        size = max(2, round(self.width * factor)), max(2, round(self.height * factor))

        def draw(index: int) -> Image.Image:
            return self.draw(index).resize(size, Image.Resampling.LANCZOS)

        return replace(self, width=size[0], height=size[1], draw=draw)


def flicker(sheet: Sheet, tongue: Tongue = ENGLISH, milliseconds: int = TURN) -> Animation:
    """The columns in turn, each at the same place."""
    strips = _Strips(sheet.columns, tongue.say)
    pictures = [_shown(column) for column in sheet.columns]
    width, height = pictures[0].size

    def draw(index: int) -> Image.Image:
        frame = Image.new("RGB", (width, height + STRIP), PAPER)
        strips.draw(frame, index, 0, width)
        frame.paste(pictures[index], (0, STRIP))
        return frame

    return Animation(width, height + STRIP, (milliseconds,) * len(pictures), draw)


def steps(sheet: Sheet, tongue: Tongue = ENGLISH) -> Animation:
    """The columns one after another and back, as of a parameter that goes up and down."""
    forth = flicker(sheet, tongue, STEP)
    count = len(forth.milliseconds)
    order = [*range(count), *range(count - 2, 0, -1)]
    times = tuple(TURN if index in (0, count - 1) else STEP * 2 for index in order)
    return replace(forth, milliseconds=times, draw=lambda index: forth.draw(order[index]))


def wipe(sheet: Sheet, tongue: Tongue = ENGLISH, frames: int = 24) -> Animation:
    """A line between the first and the last column, from right to left and back."""
    first, last = sheet.columns[0], sheet.columns[-1]
    strips = _Strips((first, last), tongue.say)
    left, right = _shown(first), _shown(last)
    width, height = left.size

    def draw(index: int) -> Image.Image:
        at = round(width * (0.5 + 0.5 * math.cos(2 * math.pi * index / frames)))
        frame = Image.new("RGB", (width, height + STRIP), PAPER)
        strips.draw(frame, 0, 0, width // 2)
        strips.draw(frame, 1, width // 2, width - width // 2, right=True)
        frame.paste(right, (0, STRIP))
        frame.paste(left.crop((0, 0, at, height)), (0, STRIP))
        if 0 < at < width:
            ImageDraw.Draw(frame).line((at, STRIP, at, STRIP + height), fill=LINE, width=max(1, width // 400))
        return frame

    return Animation(width, height + STRIP, (STEP,) * frames, draw)


def zoom(sheet: Sheet, tongue: Tongue = ENGLISH, frames: int = 24) -> Animation:
    """All columns side by side, from the whole picture to the sheet's first detail; both ends stand for a while."""
    strips = _Strips(sheet.columns, tongue.say)
    pictures = [Image.fromarray(column.pixels).convert("RGB") for column in sheet.columns]
    whole_width, whole_height = pictures[0].size
    scale = min(max(1, -(-SMALLEST // whole_width)), WIDEST / (len(pictures) * whole_width))
    width, height = max(1, round(whole_width * scale)), max(1, round(whole_height * scale))
    detail = sheet.crops[0]

    def draw(index: int) -> Image.Image:
        box = _between(whole_width, whole_height, detail, index / max(1, frames - 1))
        magnified = width / (box[2] - box[0])
        how = Image.Resampling.NEAREST if magnified >= 2 else Image.Resampling.LANCZOS
        frame = Image.new("RGB", (width * len(pictures), height + STRIP), PAPER)
        for place, picture in enumerate(pictures):
            strips.draw(frame, place, place * width, width)
            frame.paste(picture.resize((width, height), how, box=box), (place * width, STRIP))
        return frame

    times = (TURN, *[STEP] * (frames - 2), 2 * TURN)
    return Animation(width * len(pictures), height + STRIP, times, draw)


def _between(width: int, height: int, detail: Rect, part: float) -> tuple[float, float, float, float]:
    """The view at a part of the way from the whole picture to the detail, of the picture's shape: its size shrinks by
    a constant factor a step, so that the speed looks even."""
    least = min(1.0, max(detail.width / width, detail.height / height))
    factor = least**part
    ended = 1.0 if least == 1 else (1 - factor) / (1 - least)
    wide, high = width * factor, height * factor
    x = (detail.x + detail.width / 2 - width * least / 2) * ended
    y = (detail.y + detail.height / 2 - height * least / 2) * ended
    x, y = min(max(x, 0.0), width - wide), min(max(y, 0.0), height - high)
    return x, y, x + wide, y + high


def _shown(column: SheetColumn) -> Image.Image:
    """A column's picture pixel for pixel, or as squares where it is small."""
    picture = Image.fromarray(column.pixels).convert("RGB")
    factor = max(1, -(-SMALLEST // picture.width))
    return picture if factor == 1 else picture.resize((picture.width * factor, picture.height * factor), 0)


class _Strips:
    """Titles and leading numbers of columns, drawn above their pictures; with parameters where titles are alike."""

    def __init__(self, columns: Sequence[SheetColumn], say: Say) -> None:
        alike = len({column.title for column in columns}) < len(columns)
        self._columns = [
            (
                column.colour,
                " · ".join(map(say, (column.title, *(column.made if alike else ())))),
                "   ".join(say(each.labelled) for each in leading(column.readings)),
            )
            for column in columns
        ]
        self._letters = Letters("".join(title + numbers for _, title, numbers in self._columns))

    def draw(self, frame: Image.Image, index: int, x: int, width: int, right: bool = False) -> None:
        """A column's title above `width` pixels of a frame from `x` on, its numbers where there is room."""
        colour, title, numbers = self._columns[index]
        letters, pen, middle = self._letters, ImageDraw.Draw(frame), STRIP // 2
        title = letters.fitting(title, SIZE, width - DOT - GAP)
        length, beside = letters.width(title, SIZE), letters.width(numbers, SIZE)
        start = x + width - length - GAP if right else x + DOT
        pen.ellipse((start - 16, middle - 5, start - 6, middle + 5), fill=colour)
        letters.draw(pen, (start, middle), title, SIZE, INK, "lm")
        if numbers and DOT + length + beside + 3 * GAP <= width:
            at = (start - DOT - GAP, "rm") if right else (start + length + GAP, "lm")
            letters.draw(pen, (at[0], middle), numbers, SIZE, DIM, at[1])


def animate(sheet: Sheet, movement: str, tongue: Tongue = ENGLISH) -> Animation:
    """The animation of a sheet; `ParameterError` if there is no such movement, fewer than two columns, or the columns
    differ in size."""
    if len(sheet.columns) < 2:
        raise ParameterError(phrase("an animation compares at least two pictures: name more methods"))
    if len({column.pixels.shape[:2] for column in sheet.columns}) > 1:
        raise ParameterError(phrase("the pictures of an animation must have one size"))
    make: Callable[[Sheet, Tongue], Animation] = resolved(MOVEMENTS.get(movement).make)
    return make(sheet, tongue)

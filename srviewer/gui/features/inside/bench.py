"""The wavelet inspector's work, done in a lane: subbands of one or two pictures made visible, edited, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine.progress import Token
from srviewer.explain import footprint
from srviewer.explain.wavelet import Edit, Place, Workbench, difference, psnr_by_level
from srviewer.explain.wavelet_display import (
    BandTile,
    Display,
    as_bytes,
    display_of,
    mosaic,
    nested_square,
    shared_peak,
    shown_smooth,
)
from srviewer.gui.canvas.plate import gap_colour
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.services.subbands import Shown, as_picture, luma_of
from srviewer.imaging.wavelet import Subbands, detail_energy_shares_by_level, psnr_of_one

Plane = npt.NDArray[np.float32]

CHANNELS = ("y", "r", "g", "b")
KEPT = 6  # workbenches
FOUR = "four"  # layouts: the four subbands of the chosen level, as large as each other
NESTED = "nested"


@dataclass(frozen=True)
class Question:
    """What is to be shown. `other` stands beside `subject`, or is taken off it (`subtracted`).

    truth : what the bands' PSNR is against
    """

    subject: Shown
    other: Shown | None
    subtracted: bool
    truth: Shown | None
    channel: str
    wavelet: str
    mode: str
    levels: int
    layout: str
    display: str
    gain: float
    edits: Mapping[Place, Edit] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """What the list says of a subband. share : of the detail energy of all levels; psnr : against the truth's, dB."""

    place: Place
    height: int
    width: int
    share: float | None
    psnr: float | None


@dataclass(frozen=True, eq=False)
class PageContent:
    """What the page shows.

    plates : one or two mosaics; tiles : where each subband lies in them; arrays : the edited coefficients by place
    rebuilt : what the edited subbands give, as uint8; psnr : of that against the truth's plane, dB
    legend : the values at the ends of the scale; corners : of the picture in every tile, in coefficients (x, y)
    """

    question: Question
    plates: tuple[Pyramid, ...]
    tiles: tuple[BandTile, ...]
    corners: tuple[tuple[float, float], ...]
    arrays: Mapping[Place, npt.NDArray[Any]]
    shape: tuple[int, int]
    rebuilt: Pyramid
    plane: Plane
    psnr: float | None
    facts: tuple[Fact, ...]
    legend: tuple[float, float]
    display: Display


class Workbenches:
    """Keeps the workbenches of what was asked for last. Used by one lane only."""

    def __init__(self) -> None:
        self._made = lru_cache(maxsize=KEPT)(_workbench)

    def answer(self, question: Question, token: Token) -> PageContent:
        """Carry out a question."""
        q = question
        bench = self._workbench(q.subject, q, token)
        levels = bench.edited(q.edits)
        token.raise_if_cancelled()
        shown = [levels]
        if q.other is not None:
            others = self._workbench(q.other, q, token).levels
            shown = [difference(levels, others)] if q.subtracted else [levels, others]
        display, peak = display_of(q.display), shared_peak(*shown)
        tiles = nested_square([b.shape for b in levels])
        if q.layout == FOUR:
            tiles = _four_tiles(len(levels), levels[-1].shape)
        plates = tuple(_plate(bands, tiles, display, peak, q.gain, q.subtracted) for bands in shown)
        token.raise_if_cancelled()
        plane = bench.reconstruction(q.edits)
        truth = None if q.truth is None else self._workbench(q.truth, q, token)
        fits = truth is not None and truth.plane.shape == plane.shape
        psnr = psnr_of_one(np.clip(plane, 0, 1), truth.plane) if truth and fits else None
        return PageContent(
            q,
            plates,
            tiles,
            tuple(footprint.corner(bench.plane.shape, q.wavelet, q.mode, t.level, t.band) for t in tiles),
            {(n, b): levels[n - 1].band(b) for n in range(1, len(levels) + 1) for b in ("LL", "LH", "HL", "HH")},
            bench.plane.shape,
            build_pyramid(as_bytes(np.clip(plane, 0, 1))),
            plane,
            psnr,
            _facts(levels, None if truth is None else truth.levels),
            display.legend(peak, q.gain),
            display,
        )

    def _workbench(self, subject: Shown, q: Question, token: Token) -> Workbench:
        token.raise_if_cancelled()
        return self._made(subject, q.channel, q.wavelet, q.mode, q.levels)


def _workbench(subject: Shown, channel: str, wavelet: str, mode: str, levels: int) -> Workbench:
    return Workbench(plane_of(subject, channel), wavelet, mode, levels)


def plane_of(subject: Shown, channel: str) -> Plane:
    """The plane in [0, 1] that is analysed: the method's own Y where it has one, or a colour channel."""
    if channel == "y":
        return luma_of(subject)
    pixels = as_picture(subject).pixels
    return pixels if pixels.ndim == 2 else np.ascontiguousarray(pixels[..., "rgb".index(channel)])


def _plate(
    bands: tuple[Subbands, ...],
    tiles: tuple[BandTile, ...],
    display: Display,
    peak: float,
    gain: float,
    subtracted: bool,
) -> Pyramid:
    """LL is shown as the picture it is, unless it is a difference, which is none."""
    images = {}
    for tile in tiles:
        values = bands[tile.level - 1].band(tile.band)
        is_picture = tile.band == "LL" and not subtracted
        grey = shown_smooth(values, tile.level) if is_picture else display.shown(values, peak, gain)
        images[tile.level, tile.band] = as_bytes(grey)
    return build_pyramid(mosaic(tiles, images, gap_colour().red()))


def _four_tiles(level: int, shape: tuple[int, int]) -> tuple[BandTile, ...]:
    """The four subbands of a level side by side, as the nested square has them."""
    return tuple(BandTile(level, tile.band, tile.y, tile.x, tile.height, tile.width) for tile in nested_square([shape]))


def _facts(levels: tuple[Subbands, ...], truth: tuple[Subbands, ...] | None) -> tuple[Fact, ...]:
    shares = detail_energy_shares_by_level(levels)
    fits = truth is not None and [b.shape for b in truth] == [b.shape for b in levels]
    psnr = psnr_by_level(levels, truth) if fits and truth is not None else {}
    places = [(n, b) for n in range(1, len(levels) + 1) for b in ("LH", "HL", "HH")] + [(len(levels), "LL")]
    return tuple(
        Fact(place, *levels[place[0] - 1].shape, share=shares.get(place), psnr=psnr.get(place)) for place in places
    )

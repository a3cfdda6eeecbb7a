"""Stages run, whole or in tiles, each tile with the halo that makes it equal to the whole; memory and numbers that run
out are coped with."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np

from srviewer.engine import device as devices
from srviewer.engine import memory, tiling
from srviewer.engine.job import Rect
from srviewer.errors import InferenceError
from srviewer.imaging.picture import Samples, as_floats
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, FloatArray, Stage, tiling_of

log = logging.getLogger(__name__)

HALOS = 13  # times as wide as its halo is a tile at least: what is computed twice is then a third of it at most
SECONDS_A_TILE = 4.0  # about, of a slow network whose picture somebody looks at meanwhile
MIN_TILE = 16  # side in input pixels below which running out of memory means going on on the CPU


class StageRunner:
    """Runs stages, whole or in tiles, and copes with memory and numbers that run out."""

    def __init__(self, context: Context, tile: int | None, method: str) -> None:
        self.context = context
        self._method = method
        self.device = context.device
        self.notices: list[str] = []
        self._tile = tile

    def whole(self, stage: Stage, image: Samples) -> FloatArray:
        """The output of a stage, made in tiles where it allows that."""
        if stage.halo is None:
            return self._checked(stage, image)
        size = tuple(ceil(n * stage.ratio) for n in image.shape[:2])
        out = np.empty((*size, *image.shape[2:]), np.float32)
        area = Rect(0, 0, image.shape[1], image.shape[0])
        for part, values in self.parts(stage, image, area, Fraction(1), None):
            f = int(stage.ratio)
            out[part.y * f : part.bottom * f, part.x * f : part.right * f] = values
        return np.clip(out, 0, 1, out=out)

    def parts(
        self, stage: Stage, image: Samples, area: Rect, before: Fraction, focus: Rect | None
    ) -> Iterator[tuple[Rect, FloatArray]]:
        """The output of a stage part by part: (tile in pixels of `area`, its values).

        `image` is `area` enlarged by `before`; tiles are counted in pixels of `area`.
        """
        ratio = before * stage.ratio
        cover = tiling.cover(area, self._side(stage, area, before, focus is not None))
        tiles = tiling.nearest_first(cover, focus)
        if len(cover) > 1 and tiling_of(stage).seams and stage.halo is not None:
            self._note(
                phrase("{label}: done in tiles, which may show: it looks further than they do", label=stage.label)
            )
        if stage.halo is None or before.denominator != 1:
            if (area.height, area.width) == image.shape[:2]:
                pieces = getattr(stage, "in_pieces", _in_none)(as_floats(image), self.context)
                if pieces is not None:
                    yield from _parts_of_pieces(stage, pieces, area.width)
                    return
            whole = self._checked(stage, image)
            n, d = ratio.numerator, ratio.denominator
            for tile in tiles:
                yield (
                    tile,
                    whole[tile.y * n // d : tile.bottom * n // d, tile.x * n // d : tile.right * n // d],
                )
            return
        f = int(before)
        for tile in tiles:
            yield tile, self._tile_values(stage, image, tile.scaled(f))

    def _side(self, stage: Stage, area: Rect, before: Fraction, watched: bool) -> int:
        """The side of a tile, in pixels of `area`; `watched`: somebody looks at the parts as they are done."""
        wish, halo = tiling_of(stage), stage.halo or 0
        if self._tile is not None:
            side = self._tile
        elif wish.bytes_a_pixel:
            seconds = SECONDS_A_TILE if watched else None
            width, height = (ceil(n * before) for n in (area.width, area.height))
            side = int(memory.tile_side(stage, width, height, seconds) / before)
        else:
            output = devices.tile_output(self.context.device)
            side = max(output // max(1, ceil(before * stage.ratio)), ceil(HALOS * halo / before))
        if wish.most is not None:
            side = min(side, int((wish.most - 2 * halo) / before))
        return max(side, 1)

    def _tile_values(self, stage: Stage, image: Samples, core: Rect) -> FloatArray:
        """One tile of the output; halves the tile when memory runs out, or is known to."""
        assert stage.halo is not None
        device = self.context.device
        most = memory.largest_tile.get((self._method, device))
        if most is not None and _output_pixels(stage, core) > most and not _is_smallest(core):
            return self._halves(stage, image, core)
        tile = tiling.pad(core, stage.halo, image.shape[1], image.shape[0], tiling_of(stage).grid)
        p = tile.padded
        crop = np.ascontiguousarray(image[p.y : p.bottom, p.x : p.right])
        try:
            values = self._checked(stage, crop)
        except Exception as error:
            if not devices.is_out_of_memory(error) or _is_smallest(core):
                raise
            devices.free_cache(device)
            halves = self._halves(stage, image, core)
            self._keep(stage, tiling.split(core)[-1], device)
            return halves
        return values[tile.inner(int(stage.ratio))]

    def _halves(self, stage: Stage, image: Samples, core: Rect) -> FloatArray:
        f = int(stage.ratio)
        out = np.empty((core.height * f, core.width * f, *image.shape[2:]), np.float32)
        for half in tiling.split(core):
            x, y = (half.x - core.x) * f, (half.y - core.y) * f
            out[y : y + half.height * f, x : x + half.width * f] = self._tile_values(stage, image, half)
        return out

    def _keep(self, stage: Stage, fitted: Rect, device: str) -> None:
        """Remember, and say, the size of a tile that fitted where a larger one had not; not if it went to the CPU."""
        key, pixels = (self._method, device), _output_pixels(stage, fitted)
        if self.context.device != device or pixels >= memory.largest_tile.get(key, pixels + 1):
            return
        memory.largest_tile[key] = pixels
        f = int(stage.ratio)
        self._note(
            phrase(
                "{device} ran out of memory: tiles are {width} × {height} pixels from now on",
                device=device,
                width=fitted.width * f,
                height=fitted.height * f,
            )
        )

    def _checked(self, stage: Stage, samples: Samples) -> FloatArray:
        """`stage.run` with its result finite; falls back to float32 on the CPU, and then says why it cannot."""
        context, image = self.context, as_floats(samples)
        context.progress.raise_if_cancelled()
        try:
            values = stage.run(image, context)
        except Exception as error:
            values = stage.run(image, self._on_cpu(error, max(image.shape[:2]) < 4 * MIN_TILE))
        if not np.isfinite(values).all():
            values = stage.run(image, replace(self.context, device="cpu"))
            _assert_finite(stage, values)
            self._note(
                phrase(
                    "{label}: a tile was not finite on {device} and was redone on the CPU",
                    label=stage.label,
                    device=context.device,
                )
            )
        return values

    def _on_cpu(self, error: Exception, small: bool) -> Context:
        """Go on on the CPU for good after `error` of a device; raises it where that is no way out."""
        device = self.context.device
        if device == "cpu" or not isinstance(error, (RuntimeError, MemoryError)):
            raise error
        if devices.is_out_of_memory(error):
            if not small:
                raise error
            why = phrase("{device} ran out of memory even for small tiles", device=device)
        else:
            log.warning("%s failed", device, exc_info=error)
            words = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
            why = phrase("{device} failed ({words})", device=device, words=words)
        self.context = replace(self.context, device="cpu")
        self.device = "cpu"
        self._note(phrase("{why}: continued on the CPU", why=why))
        return self.context

    def _note(self, notice: str) -> None:
        """Once, however many tiles it happens to."""
        if notice not in self.notices:
            self.notices.append(notice)


def _in_none(_image: FloatArray, _context: Context) -> None:
    """What a stage does that does not work in pieces."""


def _parts_of_pieces(
    stage: Stage, pieces: Iterator[tuple[slice, FloatArray]], width: int
) -> Iterator[tuple[Rect, FloatArray]]:
    """Pieces as parts in pixels of the stage's input, which is `width` wide."""
    f = int(stage.ratio)
    for rows, values in pieces:
        _assert_finite(stage, values)
        yield Rect(0, rows.start // f, width, (rows.stop - rows.start) // f), values


def _assert_finite(stage: Stage, values: FloatArray) -> None:
    if not np.isfinite(values).all():
        raise InferenceError(phrase("{label} gave values that are not finite, also on the CPU", label=stage.label))


def _output_pixels(stage: Stage, core: Rect) -> int:
    return core.width * core.height * int(stage.ratio) ** 2


def _is_smallest(core: Rect) -> bool:
    return max(core.width, core.height) < 2 * MIN_TILE

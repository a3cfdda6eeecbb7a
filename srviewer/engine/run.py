"""The engine: one job in, a stream of events out. No threads, no window.

What happens to a picture: it is split into what the method enlarges (`upsamplers.base.Space`) and what goes along by
bicubic; colour with alpha is premultiplied meanwhile, so that what hides under alpha 0 does not bleed. The method's
stages run one after the other, in tiles where a stage allows it, each tile with the halo that makes it equal to the
whole. Each finished part of the last stage is put together, rounded and told.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, lcm, prod
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer import system, upsamplers
from srviewer.engine import device as devices
from srviewer.engine import memory, preload, tiling
from srviewer.engine.cache import Cache
from srviewer.engine.events import (
    Cancelled,
    Event,
    Failed,
    Finished,
    Progressed,
    Result,
    Started,
    TileFinished,
)
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.errors import Cancelled as CancelledError
from srviewer.errors import InferenceError, MemoryLimitError, SrviewerError
from srviewer.imaging.colour import grey_of, grey_of_studio, luma, rgb_to_ycbcr, studio_of_grey, ycbcr_to_rgb
from srviewer.imaging.picture import Picture, Samples, as_floats, quantise
from srviewer.imaging.resample import resize
from srviewer.models import loaded
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, Space, Stage, Upsampler, tiling_of

log = logging.getLogger(__name__)

FloatArray = npt.NDArray[np.float32]

HALOS = 13  # times as wide as its halo is a tile at least: what is computed twice is then a third of it at most
SMALL_TILE = 128  # the same where memory is short
STRIP = 64  # rows that are coloured and rounded at once: what is made on the way stays in the processor's cache
BICUBIC_REACH = 2  # pixels of the LR that bicubic looks at, for chroma and alpha
WHOLE_STAGE_REACH = 32  # the same allowed a stage that can only run on the whole, when a region is asked for
WHOLE_STAGE_GRID = 2  # such a region starts at a multiple of this: a wavelet transform's phase must not change
SECONDS_A_TILE = 4.0  # about, of a slow network whose picture somebody looks at meanwhile
MIN_TILE = 16  # side in input pixels below which running out of memory means going on on the CPU


def run(job: Job, token: Token | None = None, cache: Cache | None = None) -> Iterator[Event]:
    """Run a job.

    Yields `Started`, then `Progressed` and `TileFinished` as parts get done, and at the end exactly one of
    `Finished`, `Failed`, `Cancelled`. Raises nothing: what goes wrong is told as `Failed`, in words.
    """
    token = token or Token()
    try:
        if cache is not None:
            job.picture.digested(token.raise_if_cancelled)
        known = cache.get(job.key) if cache is not None else None
        if known is not None:
            yield Finished(job.id, known, cached=True)
            return
        for event in _work(job, token, cache):
            yield event
            if cache is not None and isinstance(event, Finished):
                cache.put(job.key, event.result, event.result.nbytes)
    except CancelledError:
        yield Cancelled(job.id)
    except SrviewerError as error:
        yield Failed(job.id, str(error))
    except Exception as error:
        if devices.is_out_of_memory(error):
            yield Failed(
                job.id,
                phrase("{method} ×{scale}: not enough memory for this picture", method=job.method, scale=job.scale),
            )
        else:
            log.exception("%s x%d failed", job.method, job.scale)
            words = phrase(
                "{method} ×{scale} failed: {kind}: {words}",
                method=job.method,
                scale=job.scale,
                kind=type(error).__name__,
                words=(str(error).splitlines() or [""])[0],
            )
            yield Failed(job.id, words, traceback.format_exc())


def result_of(job: Job, token: Token | None = None, cache: Cache | None = None) -> Result:
    """Run a job to its end; raises `Cancelled` or the error it failed with in words."""
    for event in run(job, token, cache):
        if isinstance(event, Finished):
            return event.result
        if isinstance(event, Failed):
            raise InferenceError(event.message)
        if isinstance(event, Cancelled):
            raise CancelledError(phrase("cancelled"))
    raise AssertionError("a job ends with Finished, Failed or Cancelled")


def first_look(job: Job, view: Rect, token: Token | None = None) -> Iterator[TileFinished]:
    """What a job will show in `view` (LR pixels), ahead of its turn: tiles marked as previews, and nothing else.

    Where every stage has a halo they are the job's own pixels. A stage that runs on the whole gets a crop with a
    margin, and what it makes of that is near to the job's. What goes wrong is left to the job to tell.
    """
    try:
        for event in _work(replace(job, region=view), token or Token(), None, watched=False):
            if isinstance(event, TileFinished):
                yield replace(event, preview=True)
    except (CancelledError, SrviewerError, MemoryError):
        return


# -- one job ------------------------------------------------------------------------------------------------------


def _work(job: Job, token: Token, cache: Cache | None, watched: bool = True) -> Iterator[Event]:
    """The events of a job that goes well. Its peak of memory is `watched` unless it runs beside another, whose figure
    that would spoil."""
    method = upsamplers.get(job.method)
    yield Started(job.id, phrase("starting the networks") if method.learned else "")
    if method.learned:
        preload.wait(token)
    started = time.perf_counter()
    upsampler = upsamplers.load(job.method)
    stages = upsampler.stages(job.scale, dict(job.params))
    device, elsewhere = _place(upsampler, job.device, method.learned)
    token.raise_if_cancelled()
    tile = _tile_that_fits(job, stages, upsampler, cache)
    peak = memory.Peak(device) if watched else None
    yield Started(job.id)

    made = yield from _made(job, token, cache, upsampler, stages, device, tile)
    yield Finished(
        job.id,
        Result(
            made.pixels,
            made.alpha,
            made.luma,
            job.method,
            job.scale,
            job.params,
            tuple(s.label for s in stages),
            upsampler.weights_hashes(job.scale),
            made.device,
            time.perf_counter() - started - token.away,
            (*_idle(job), *elsewhere, *made.notices),
            job.region,
            None if peak is None else peak.bytes(),
        ),
    )


@dataclass(frozen=True, eq=False)
class _Made:
    """The planes of a result, the device they were made on in the end, and what is to be said of that."""

    pixels: npt.NDArray[Any]
    alpha: npt.NDArray[Any] | None
    luma: npt.NDArray[np.uint8] | None
    device: str
    notices: tuple[str, ...]


def _made(
    job: Job,
    token: Token,
    cache: Cache | None,
    upsampler: Upsampler,
    stages: tuple[Stage, ...],
    device: str,
    tile: int | None,
) -> Generator[Event, None, _Made]:
    """Run the stages. A generator of its own, so that all that is needed on the way is let go of before the result is
    told, and measured."""
    region = job.region or Rect(0, 0, job.picture.width, job.picture.height)
    grid = lcm(WHOLE_STAGE_GRID, *(tiling_of(stage).grid for stage in stages))
    around = tiling.pad(region, _reach(stages), job.picture.width, job.picture.height, grid).padded
    picture = _cropped(job.picture, around)
    planes = _split(picture, upsampler.space, upsamplers.get(job.method).learned, token.raise_if_cancelled)
    key = "" if cache is None else f"{job.picture.content_key}/{around}"  # a digest of all pixels
    context = Context(token, device, cache, key, lambda most: _at_most(job.picture, upsampler.space, most))
    runner = _Runner(context, tile, job.method)
    area = _within(region, around)
    canvas = _Canvas(job, area, planes)
    focus = None if job.focus is None else _within(job.focus, around)
    whole = job.picture.width * job.scale, job.picture.height * job.scale

    *first, last = stages
    main = planes.main
    for index, stage in enumerate(first):
        main = runner.whole(stage, main)
        yield Progressed(job.id, (index + 1) / len(stages), stage.label)
    done = len(first) / len(stages)
    for part, values in runner.parts(last, main, area, prod((s.ratio for s in first), start=Fraction(1)), focus):
        pixels = canvas.place(part, values)
        done += (1 - len(first) / len(stages)) * part.width * part.height / (area.width * area.height)
        token.report(min(done, 1.0))
        x, y = (part.x + around.x) * job.scale, (part.y + around.y) * job.scale
        yield TileFinished(job.id, x, y, pixels, *whole)
        yield Progressed(job.id, min(done, 1.0))
    return _Made(canvas.pixels, canvas.alpha, canvas.luma, runner.device, tuple(runner.notices))


def _place(upsampler: Upsampler, asked: str, learned: bool) -> tuple[str, tuple[str, ...]]:
    """The device that a method runs on, and what is to be said if that is not the one that was asked for."""
    if not learned:
        return "cpu", ()
    place = getattr(upsampler, "place", None)
    own: str | None = None if place is None else place(devices.check(asked))
    if own is None:
        return devices.resolve(asked), ()
    if asked == "auto" or own == asked:
        return own, ()
    return own, (phrase("this model does not run on {asked} here: it ran on {device}", asked=asked, device=own),)


def _idle(job: Job) -> Iterator[str]:
    """Why parameters that were set have no effect at the job's scale."""
    for parameter in upsamplers.get(job.method).parameters:
        why = parameter.idle_at(job.scale)
        if why is not None and dict(job.params)[parameter.name] != parameter.default:
            yield why


def _tile_that_fits(job: Job, stages: tuple[Stage, ...], upsampler: Upsampler, cache: Cache | None) -> int | None:
    """The side of a tile in LR pixels, None for the usual one: small where memory is short.

    What is kept of other work makes room first. `MemoryLimitError` if the job would not fit all the same.
    """
    needed, left = memory.needed(job, stages, upsampler.space), memory.available()
    if needed > left and cache is not None and cache.make_room(needed - left):
        system.give_back()
        left = memory.available()
    if needed > left and loaded.let_go():
        system.give_back()
        left = memory.available()
    if needed <= left:
        return job.tile
    if memory.needed(job, stages, upsampler.space, small_tiles=True) <= left:
        return min(job.tile or SMALL_TILE, max(MIN_TILE, SMALL_TILE // job.scale))
    size = f"{job.picture.width * job.scale} × {job.picture.height * job.scale}"
    raise MemoryLimitError(
        phrase(
            "{method} ×{scale}: {size} pixels take about {needed} of memory, and {left} are left",
            method=job.method,
            scale=job.scale,
            size=size,
            needed=memory.in_words(needed),
            left=memory.in_words(left),
        )
    )


def _reach(stages: tuple[Stage, ...]) -> int:
    """Pixels of the LR that the stages together look at beyond a region, so that its rim is that of the whole."""
    reach, ratio = 0, Fraction(1)
    for stage in stages:
        reach += ceil((WHOLE_STAGE_REACH if stage.halo is None else stage.halo) / ratio)
        ratio *= stage.ratio
    return max(reach, BICUBIC_REACH)


def _cropped(picture: Picture, area: Rect) -> Picture:
    if (area.width, area.height) == (picture.width, picture.height):
        return picture
    return picture.cropped(slice(area.y, area.bottom), slice(area.x, area.right))


def _at_most(picture: Picture, space: Space, most: int) -> FloatArray:
    """What a network is given of the whole picture; of a larger one than `most` pixels the means of blocks."""
    main = as_floats(_split(picture, space, learned=True).main)
    block = min(ceil((picture.width * picture.height / most) ** 0.5), picture.width, picture.height)
    if block == 1:
        return main
    from srviewer.imaging.degrade import box, crop_to_multiple  # which brings PyWavelets

    return box(crop_to_multiple(main, block), block, 0)


def _within(rect: Rect, outer: Rect) -> Rect:
    """`rect`, given in pixels of the whole, in pixels of `outer`."""
    return Rect(rect.x - outer.x, rect.y - outer.y, rect.width, rect.height)


@dataclass(frozen=True)
class _Planes:
    """A picture taken apart: what the method enlarges, and what bicubic takes along.

    main : (H, W) or (H, W, C), float32 or the picture's own levels, of which each tile is made float32; its last
        channel is alpha where `alpha_inside`, or `alpha_made` for want of one
    colours : RGB, as `main`, whose chroma is enlarged by bicubic, a part at a time; None where there is none, or `main`
        has it
    alpha : enlarged by bicubic; None likewise
    studio : whether `main` is grey values in studio range, the only one that networks on Y were trained in: fed with
        full range, SRCNN lifts black by 2.6 to 4.7 levels of 255
    has_luma : whether the result is measured on the luma of its unrounded colours
    """

    main: Samples
    grey: bool
    colours: Samples | None = None
    alpha: FloatArray | None = None
    alpha_inside: bool = False
    alpha_made: bool = False
    premultiplied: bool = False
    studio: bool = False
    has_luma: bool = False


def _split(picture: Picture, space: Space, learned: bool, check: Callable[[], None] = lambda: None) -> _Planes:
    pixels, alpha, grey = picture.samples, picture.alpha, picture.is_grey
    premultiplied = alpha is not None and space not in ("samples", "rgba")
    if alpha is not None:
        pixels = as_floats(pixels) * (alpha if grey else alpha[..., None]) if premultiplied else as_floats(pixels)
    if space == "rgb":
        main = np.repeat(pixels[..., None], 3, axis=2) if grey else pixels
        return _Planes(main, grey, None, alpha, premultiplied=premultiplied)
    if space == "rgba":
        opaque = np.ones(pixels.shape[:2], np.float32) if alpha is None else alpha
        pixels = as_floats(pixels)
        main = np.dstack([pixels, pixels, pixels, opaque] if grey else [pixels, opaque])
        return _Planes(main, grey, alpha_inside=alpha is not None, alpha_made=alpha is None)
    if space in ("luma", "grey"):
        if grey:
            studio = learned and space == "luma"
            main = studio_of_grey(as_floats(pixels)) if studio else pixels
            return _Planes(main, grey, None, alpha, premultiplied=premultiplied, studio=studio)
        height, width = pixels.shape[:2]
        luma = np.empty((height, width), np.float32)
        for start in range(0, height, STRIP):
            check()
            rows = slice(start, start + STRIP)
            luma[rows] = rgb_to_ycbcr(as_floats(pixels[rows]))[..., 0]
        return _Planes(luma, grey, pixels, alpha, premultiplied=premultiplied, has_luma=True)
    inside = alpha is not None
    main = pixels if alpha is None else np.dstack([pixels, alpha])
    return _Planes(main, grey, alpha_inside=inside, premultiplied=premultiplied, has_luma=not grey)


class _Runner:
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


class _Canvas:
    """The result as it is put together, part by part."""

    def __init__(self, job: Job, area: Rect, planes: _Planes) -> None:
        """`area` is what is asked for, in pixels of the planes."""
        self._scale, self._depth, self._planes, self._area = job.scale, job.depth, planes, area
        self.height, self.width = area.height * job.scale, area.width * job.scale
        dtype: Any = {8: np.uint8, 16: np.uint16, 32: np.float32}[job.depth]
        size = (self.height, self.width)
        has_alpha = planes.alpha_inside or planes.alpha is not None
        try:
            self.pixels = np.empty(size if planes.grey else (*size, 3), dtype)
            self.alpha = np.empty(size, dtype) if has_alpha else None
            self.luma = np.empty(size, np.uint8) if planes.has_luma and job.luma else None
        except MemoryError:
            samples = (1 if planes.grey else 3) + has_alpha
            size_in_words = memory.in_words(self.height * self.width * samples * np.dtype(dtype).itemsize)
            raise MemoryLimitError(
                phrase(
                    "the result, {width} × {height} pixels, needs {size} and does not fit",
                    width=self.width,
                    height=self.height,
                    size=size_in_words,
                )
            ) from None

    def place(self, part: Rect, values: FloatArray) -> npt.NDArray[Any]:
        """Put the method's values for `part` (pixels of the planes) in; returns what now stands there."""
        s = self._scale
        x, y = part.x - self._area.x, part.y - self._area.y
        rows, columns = slice(y * s, (y + part.height) * s), slice(x * s, (x + part.width) * s)
        alpha: FloatArray | None = None
        if self._planes.alpha_inside:
            values, alpha = values[..., 0] if values.shape[-1] == 2 else values[..., :-1], values[..., -1]
        elif self._planes.alpha_made:
            values = values[..., :-1]
        elif self._planes.alpha is not None:
            alpha = self._bicubic(self._planes.alpha, part)  # not clipped: colour overshoots where it does
        if alpha is not None and self.alpha is not None:
            self.alpha[rows, columns] = self._rounded(alpha)
        colours = self._planes.colours
        chroma = None if colours is None else self._bicubic(colours, part, lambda rgb: rgb_to_ycbcr(rgb)[..., 1:])
        target = self.pixels[rows, columns]
        for start in range(0, len(target), STRIP):
            at = slice(start, start + STRIP)
            colour = self._colour(values[at], *(None if plane is None else plane[at] for plane in (chroma, alpha)))
            if self.luma is not None:
                own = values[at] if chroma is not None and alpha is None else luma(colour)
                self.luma[rows, columns][at] = quantise(own)
            target[at] = self._rounded(colour)
        return target

    def _colour(self, values: FloatArray, chroma: FloatArray | None, alpha: FloatArray | None) -> FloatArray:
        """Straight colours or grey values, neither clipped nor rounded."""
        if chroma is not None:
            values = ycbcr_to_rgb(values, chroma)
        elif self._planes.grey and values.ndim == 3:
            values = grey_of(np.clip(values, 0, 1))
        elif self._planes.studio:
            values = grey_of_studio(values)
        if alpha is None or not self._planes.premultiplied:
            return values
        alpha = alpha if values.ndim == 2 else alpha[..., None]
        straight: FloatArray = np.divide(values, alpha, out=np.zeros_like(values), where=alpha > 1 / 1024)
        return straight

    def _bicubic(
        self, plane: Samples, part: Rect, of: Callable[[FloatArray], FloatArray] = lambda crop: crop
    ) -> FloatArray:
        """The part of what is made `of` a plane, enlarged by bicubic."""
        tile = tiling.pad(part, BICUBIC_REACH, plane.shape[1], plane.shape[0])
        p = tile.padded
        crop = of(as_floats(plane[p.y : p.bottom, p.x : p.right]))
        enlarged: FloatArray = resize(crop, p.height * self._scale, p.width * self._scale)
        return enlarged[tile.inner(self._scale)]

    def _rounded(self, values: FloatArray) -> npt.NDArray[Any]:
        if self._depth == 32:
            return np.clip(values, 0, 1)
        return quantise(values, self._depth)

"""The engine: one job in, a stream of events out. No threads, no window.

What happens to a picture: it is taken apart into what the method enlarges and what goes along by bicubic (`planes.py`).
The method's stages run one after the other, in tiles where a stage allows it (`stage_runner.py`). Each finished part of
the last stage is put together, rounded and told.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Generator, Iterator
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
from srviewer.engine.colour_planes import BICUBIC_REACH, Assembled, at_most, split
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
from srviewer.engine.stage_runner import MIN_TILE, StageRunner
from srviewer.errors import CancelledError, InferenceError, MemoryLimitError, SrviewerError
from srviewer.imaging.picture import Picture
from srviewer.models import loaded
from srviewer.phrase import phrase
from srviewer.upsamplers.base import Context, Stage, Upsampler, tiling_of

log = logging.getLogger(__name__)

SMALL_TILE = 128  # side of a tile in output pixels where memory is short
WHOLE_STAGE_REACH = 32  # pixels beyond a region that a stage which can only run on the whole is given
WHOLE_STAGE_GRID = 2  # such a region starts at a multiple of this: a wavelet transform's phase must not change


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
    """Run a job to its end; raises `CancelledError` or the error it failed with in words."""
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
    except Exception:  # a network that has no memory left raises torch's own
        log.exception("a first look at %s failed", job.method)


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
            (*elsewhere, *made.notices),
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
    planes = split(picture, upsampler.space, upsamplers.get(job.method).learned, token.raise_if_cancelled)
    key = "" if cache is None else f"{job.picture.content_key}/{around}"  # a digest of all pixels
    context = Context(token, device, cache, key, lambda most: at_most(job.picture, upsampler.space, most))
    runner = StageRunner(context, tile, job.method)
    area = _within(region, around)
    assembled = Assembled(job, area, planes, context)
    focus = None if job.focus is None else _within(job.focus, around)
    whole = job.picture.width * job.scale, job.picture.height * job.scale

    *first, last = stages
    main = planes.main
    for index, stage in enumerate(first):
        main = runner.whole(stage, main)
        yield Progressed(job.id, (index + 1) / len(stages), stage.label)
    done = len(first) / len(stages)
    for part, values in runner.parts(last, main, area, prod((s.ratio for s in first), start=Fraction(1)), focus):
        pixels = assembled.place(part, values)
        done += (1 - len(first) / len(stages)) * part.width * part.height / (area.width * area.height)
        token.report(min(done, 1.0))
        x, y = (part.x + around.x) * job.scale, (part.y + around.y) * job.scale
        yield TileFinished(job.id, x, y, pixels, *whole)
        yield Progressed(job.id, min(done, 1.0))
    return _Made(assembled.pixels, assembled.alpha, assembled.luma, runner.device, tuple(runner.notices))


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


def _tile_that_fits(job: Job, stages: tuple[Stage, ...], upsampler: Upsampler, cache: Cache | None) -> int | None:
    """The side of a tile in LR pixels, None for the usual one: small where memory is short.

    What is kept of other work makes room first. `MemoryLimitError` if the job would not fit all the same.
    """
    largest = 0 if cache is None else cache.largest
    needed, left = memory.needed(job, stages, upsampler.space, largest=largest), memory.available()
    if needed > left and cache is not None and cache.make_room(needed - left):
        system.give_back()
        left = memory.available()
    if needed > left and loaded.let_go():
        system.give_back()
        left = memory.available()
    if needed <= left:
        return job.tile
    if memory.needed(job, stages, upsampler.space, small_tiles=True, largest=largest) <= left:
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


def _within(rect: Rect, outer: Rect) -> Rect:
    """`rect`, given in pixels of the whole, in pixels of `outer`."""
    return Rect(rect.x - outer.x, rect.y - outer.y, rect.width, rect.height)

"""The benchmark protocol: crop, degrade, run, measure.

One place, used by the session, the command line, the batch and the claims, so that a number means the same thing
wherever it stands. Definitions: peak 255; the border left out is the scale unless said; methods that work on Y are
measured on their own Y plane, clipped and rounded to 8 bits, against the unrounded Y of the truth; RGB methods on
the Y of their rounded RGB; grey pictures on their own values.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer import metrics
from srviewer.engine.cache import Cache
from srviewer.engine.events import Event, Failed, Finished, Result, Started
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.engine.run import run
from srviewer.errors import CancelledError, ParameterError, SrviewerError
from srviewer.imaging.degradations import parse_degradation
from srviewer.imaging.degrade import degrade
from srviewer.imaging.picture import Picture, as_levels, in_channels, quantise
from srviewer.imaging.resample import resize
from srviewer.kinds import Mode
from srviewer.measures import Measures, measured_pairs
from srviewer.metrics import Metric
from srviewer.metrics.pair import Pair
from srviewer.phrase import phrase


@dataclass(frozen=True, eq=False)
class Measured(Event):
    """Follows `Finished`: the numbers of the result, and again once slow metrics are there."""

    measures: Measures


@dataclass(frozen=True, eq=False)
class PrepareTask:
    """Make LR and truth of what was opened; `given` is the LR that came with it, if one did."""

    id: int
    picture: Picture
    mode: Mode
    scale: int
    degradation: str
    given: Picture | None = None


@dataclass(frozen=True, eq=False)
class Prepared:
    """Answer to a `PrepareTask`; `error` in words, and no LR, if it cannot be done."""

    task_id: int
    lr: Picture | None
    truth: Picture | None = None
    notices: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, eq=False)
class CompareTask:
    """Run a job and measure its result."""

    job: Job
    truth: Picture | None

    @property
    def id(self) -> int:
        return self.job.id


@dataclass(frozen=True, eq=False)
class OwnTask:
    """Measure a result that someone else made of the same picture, as the methods' results are."""

    id: int
    picture: Picture
    scale: int
    lr: Picture
    truth: Picture | None


def prepare(task: PrepareTask, token: Token | None = None) -> Iterator[Prepared]:
    """Carry out a `PrepareTask`: one `Prepared`, or nothing at all if it is cancelled."""
    try:
        if token:
            token.raise_if_cancelled()
        given = task.given
        if task.mode is Mode.UPSCALE:
            yield Prepared(task.id, task.picture if given is None else given)
            return
        if given is not None and takes_given(given, task.picture, task.mode, task.scale):
            truth = _cropped_to(task.picture, given.height * task.scale, given.width * task.scale)
            notices = (
                *given.notices,
                *_pair_notices(task.picture, truth),
                phrase("the LR is the one that was opened with it"),
            )
            yield Prepared(task.id, given, truth, notices)
            return
        truth, lr = benchmark_pair(task.picture, task.scale, task.degradation)
        yield Prepared(task.id, lr, truth, _pair_notices(task.picture, truth))
    except CancelledError:
        return
    except SrviewerError as error:
        yield Prepared(task.id, None, error=str(error))
    except MemoryError:
        yield Prepared(task.id, None, error=phrase("not enough memory to shrink this picture"))


def takes_given(lr: Picture | None, truth: Picture, mode: Mode, scale: int) -> bool:
    """Whether the LR that came with a picture, if one did, is what the methods are given: always to upscale, and in a
    benchmark if it is of the size that the truth, cropped to a multiple of the scale, has at that scale."""
    if lr is None or mode is Mode.UPSCALE:
        return lr is not None
    return (lr.height, lr.width) == (truth.height // scale, truth.width // scale) and lr.is_grey == truth.is_grey


def _cropped_to(picture: Picture, height: int, width: int) -> Picture:
    return picture.cropped(slice(height), slice(width))


def benchmark_pair(picture: Picture, scale: int, degradation: str = "bicubic") -> tuple[Picture, Picture]:
    """Truth and LR of a benchmark: the picture cropped to a multiple of the scale, and that shrunk.

    The LR is rounded to 8 bits, as a file would be. `ParameterError` if the picture is smaller than the scale or
    the degradation is unknown.
    """
    how = parse_degradation(degradation)
    if min(picture.height, picture.width) < scale:
        raise ParameterError(
            phrase(
                "a benchmark at ×{scale} needs at least {scale} × {scale} pixels; this picture has {width} × {height}",
                scale=scale,
                width=picture.width,
                height=picture.height,
            )
        )
    truth = _cropped_to(picture, picture.height - picture.height % scale, picture.width - picture.width % scale)
    alpha = truth.alpha
    if alpha is not None:
        alpha = np.clip(resize(alpha, truth.height // scale, truth.width // scale), 0, 1)
    lr = replace(truth, samples=quantise(degrade(truth.pixels, scale, how)), alpha=alpha, depth=8)
    return truth, lr


def compare(
    task: CompareTask, token: Token | None = None, cache: Cache | None = None, slow: bool = True
) -> Iterator[Event]:
    """Run the job and, when it has finished, measure: the engine's events, then `Measured`. Unless `slow`, numbers that
    take long stay pending (see `measure_pending`)."""
    for event in run(task.job, token, cache):
        yield event
        if isinstance(event, Finished):
            yield from _numbers(task.job.id, event.result, task.job.picture, task.truth, token, slow)


def compare_own(task: OwnTask, token: Token | None = None, slow: bool = True) -> Iterator[Event]:
    """Take a foreign result in: it must have the size of a result; the events are those of a job, as of `compare`."""
    yield Started(task.id)
    lr = task.lr
    picture = in_channels(task.picture, lr.is_grey)
    if (picture.width, picture.height) != (lr.width * task.scale, lr.height * task.scale):
        wanted = f"{lr.width * task.scale} × {lr.height * task.scale}"
        yield Failed(
            task.id,
            phrase(
                "it has {width} × {height} pixels; a result here has {wanted}",
                width=picture.width,
                height=picture.height,
                wanted=wanted,
            ),
        )
        return
    alpha = None if picture.alpha is None else quantise(picture.alpha, picture.depth)
    values = as_levels(picture.samples, picture.depth)
    result = Result(values, alpha, None, "own", task.scale, (), ("from a file",), (), "", 0.0, picture.notices)
    yield Finished(task.id, result)
    yield from _numbers(task.id, result, lr, task.truth, token, slow)


def _numbers(
    job_id: int, result: Result, lr: Picture, truth: Picture | None, token: Token | None, slow: bool
) -> Iterator[Measured | Failed]:
    """The numbers of a result, and once more with those that take longer."""
    there = {"truth": truth is not None, "lr": result.scale > 1, "result": truth is not None or result.scale > 1}
    found = Measures(pending=frozenset(m.name for m in metrics.available() if there[m.needs]))
    for event in measure_pending(job_id, found, result, lr, truth, token, slow=False):
        yield event
        if slow and isinstance(event, Measured) and event.measures.pending:
            yield from measure_pending(job_id, event.measures, result, lr, truth, token)


def measure_pending(
    job_id: int,
    found: Measures,
    result: Result,
    lr: Picture,
    truth: Picture | None,
    token: Token | None = None,
    slow: bool = True,
) -> Iterator[Measured | Failed]:
    """Those numbers of a result that `found` says are pending; unless `slow`, only those that take no long time.
    Cancelled, it tells so in words: the result is there, only its numbers are not."""
    wanted = [m for m in metrics.available() if m.name in found.pending and m.slow <= slow]
    try:
        measured = found.with_others(measure(result, lr, truth, None, token, wanted))
        yield Measured(job_id, replace(measured, pending=found.pending - {m.name for m in wanted}))
    except CancelledError:
        why = phrase("measuring was cancelled")
        yield Measured(job_id, found.with_others(Measures(missing=dict.fromkeys(found.pending, why))))
    except SrviewerError as error:
        yield Failed(job_id, str(error))


def measure(
    result: Result,
    lr: Picture | None,
    truth: Picture | None,
    crop_border: int | None = None,
    token: Token | None = None,
    wanted: Sequence[Metric] | None = None,
) -> Measures:
    """Numbers of a result by the definitions above.

    Parameters
    ----------
    result, lr, truth : lr and truth may be None: then nothing is measured against them
    crop_border : HR pixels left out on each side (default: the scale)
    token : cancels
    wanted : what is measured; all metrics that can be computed here unless given

    Raises
    ------
    ParameterError : sizes or channels do not fit
    CancelledError : the token says so
    """
    check = token.raise_if_cancelled if token else None
    pairs = {}
    if lr is not None and result.scale > 1:  # at scale 1 nothing is shrunk back
        low = lr.samples if result.region is None else _part(lr.samples, result.region)
        pairs["lr"] = Pair(result.pixels, low, check=check)
    if truth is not None:
        hr = truth.samples if result.region is None else _part(truth.samples, result.place)
        if result.pixels.shape != hr.shape:
            raise ParameterError(
                phrase("result and truth must be of one shape: {sr} and {hr}", sr=result.pixels.shape, hr=hr.shape)
            )
        border = result.scale if crop_border is None else crop_border
        pairs["truth"] = Pair(result.pixels, hr, result.luma, border, check)
    return measured_pairs(pairs, metrics.available() if wanted is None else wanted, token)


def measure_part(
    result: Result, lr: Picture | None, truth: Picture | None, part: Rect, token: Token | None = None
) -> Measures | None:
    """Numbers of a part of a result (output pixels), no border left out, but for metrics that are slow; None if the
    result does not cover it.

    The consistency PSNR is that of the LR pixels which the part touches, shrunk with the rim as it is in the result.
    """
    check = token.raise_if_cancelled if token else None
    if not result.place.contains(part):
        return None
    pairs, low, corner = {}, _touched(part, result.scale), result.place[:2]
    if truth is not None:
        luma = None if result.luma is None else _part(result.luma, part, corner)
        pairs["truth"] = Pair(_part(result.pixels, part, corner), _part(truth.samples, part), luma, check=check)
    if lr is not None and result.scale > 1 and result.place.contains(grown := low.scaled(result.scale)):
        pairs["lr"] = Pair(_part(result.pixels, grown, corner), _part(lr.samples, low), check=check)
    return measured_pairs(pairs, [m for m in metrics.available() if not m.slow], token)


def _touched(part: Rect, scale: int) -> Rect:
    """The LR pixels that a part of the output touches."""
    x, y = part.x // scale, part.y // scale
    return Rect(x, y, -(-part.right // scale) - x, -(-part.bottom // scale) - y)


def _part(pixels: npt.NDArray[Any], part: Rect, corner: tuple[int, int] = (0, 0)) -> npt.NDArray[Any]:
    """A part of the output (or the LR), cut from pixels whose first one lies at `corner` (x, y) of it."""
    x, y = part.x - corner[0], part.y - corner[1]
    return pixels[y : y + part.height, x : x + part.width]


def _pair_notices(picture: Picture, truth: Picture) -> tuple[str, ...]:
    notices = []
    if truth.samples.shape != picture.samples.shape:
        notices.append(
            phrase(
                "cropped from {width} × {height} to {cropped_width} × {cropped_height}, a multiple of the scale",
                width=picture.width,
                height=picture.height,
                cropped_width=truth.width,
                cropped_height=truth.height,
            )
        )
    p = truth.samples
    if p.ndim == 3 and np.array_equal(p[..., 0], p[..., 1]) and np.array_equal(p[..., 0], p[..., 2]):
        notices.append(
            phrase("the channels of this colour picture are equal; it is measured as colour, on studio-range Y")
        )
    return tuple(notices)

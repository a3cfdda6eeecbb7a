"""The benchmark protocol: crop, degrade, run, measure.

One place, used by the session, the command line, the batch and the claims, so that a number means the same thing
wherever it stands. Definitions: peak 255; the border left out is the scale unless said; methods that work on Y are
measured on their own Y plane, clipped and rounded to 8 bits, against the unrounded Y of the truth; RGB methods on
the Y of their rounded RGB; grey pictures on their own values.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine import preload
from srviewer.engine.cache import Cache
from srviewer.engine.events import Cancelled as CancelledEvent
from srviewer.engine.events import Event, Failed, Finished, Result, Started
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.engine.run import run
from srviewer.errors import Cancelled, ParameterError, SrviewerError
from srviewer.imaging.colour import grey_of
from srviewer.imaging.degradations import parse_degradation
from srviewer.imaging.degrade import crop_to_multiple, degrade
from srviewer.imaging.picture import Picture, quantise
from srviewer.imaging.resample import resize
from srviewer.kinds import Mode
from srviewer.metrics import feature_distance
from srviewer.metrics.consistency import consistency_psnr
from srviewer.metrics.peak_signal_noise_ratio import psnr_of_colours, psnr_of_planes
from srviewer.metrics.planes import measured_plane, on_255
from srviewer.metrics.structural_similarity import ssim_of_planes
from srviewer.phrase import phrase


@dataclass(frozen=True)
class Measures:
    """Numbers of one result; None where there is none, with `why` in words where that needs saying.

    psnr_y, psnr_rgb : dB against the truth; `identical` where the difference is nil (then None)
    ssim_y : against the truth
    feature_distance : at relu2_2, by the distilled network, over the whole picture
    consistency : dB, the result shrunk back by MATLAB's bicubic against the LR; fidelity, not quality
    """

    psnr_y: float | None = None
    psnr_rgb: float | None = None
    ssim_y: float | None = None
    feature_distance: float | None = None
    consistency: float | None = None
    identical: bool = False
    why: str = ""


@dataclass(frozen=True, eq=False)
class Measured(Event):
    """Follows `Finished`: the numbers of the result."""

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
        if given is not None and _fits(given, task.picture, task.scale):
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
    except Cancelled:
        return
    except SrviewerError as error:
        yield Prepared(task.id, None, error=str(error))
    except MemoryError:
        yield Prepared(task.id, None, error=phrase("not enough memory to shrink this picture"))


def _fits(lr: Picture, truth: Picture, scale: int) -> bool:
    """Whether an LR is of the size that a truth has at a scale, cropped to a multiple of it."""
    return (lr.height, lr.width) == (truth.height // scale, truth.width // scale) and lr.is_grey == truth.is_grey


def _cropped_to(picture: Picture, height: int, width: int) -> Picture:
    alpha = None if picture.alpha is None else picture.alpha[:height, :width]
    return replace(picture, pixels=picture.pixels[:height, :width], alpha=alpha)


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
    alpha = None if picture.alpha is None else crop_to_multiple(picture.alpha, scale)
    truth = replace(picture, pixels=crop_to_multiple(picture.pixels, scale), alpha=alpha)
    if alpha is not None:
        alpha = np.clip(resize(alpha, truth.height // scale, truth.width // scale), 0, 1)
    lr = replace(truth, pixels=degrade(truth.pixels, scale, how), alpha=alpha, depth=8)
    return truth, lr


def compare(task: CompareTask, token: Token | None = None, cache: Cache | None = None) -> Iterator[Event]:
    """Run the job and, when it has finished, measure: the engine's events, then `Measured`."""
    for event in run(task.job, token, cache):
        yield event
        if isinstance(event, Finished):
            try:
                measures = measure(event.result, task.job.picture, task.truth, token=token)
                yield Measured(task.job.id, measures)
                yield from _with_features(task.job.id, event.result, task.truth, measures, token)
            except MemoryError:
                yield Measured(task.job.id, Measures(why=phrase("not enough memory to measure")))
            except Cancelled:  # the result is there; only its numbers are not
                yield Measured(task.job.id, Measures(why=phrase("measuring was cancelled")))
            except SrviewerError as error:
                yield Failed(task.job.id, str(error))


def compare_own(task: OwnTask, token: Token | None = None) -> Iterator[Event]:
    """Take a foreign result in: it must have the size of a result; the events are those of a job."""
    yield Started(task.id)
    picture, lr = task.picture, task.lr
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
    pixels = picture.pixels
    if pixels.ndim != lr.pixels.ndim:
        pixels = np.repeat(pixels[..., None], 3, axis=2) if pixels.ndim == 2 else grey_of(pixels)
    alpha = None if picture.alpha is None else quantise(picture.alpha, picture.depth)
    values = quantise(pixels, picture.depth)
    result = Result(values, alpha, None, "own", task.scale, (), ("from a file",), (), "", 0.0, picture.notices)
    yield Finished(task.id, result)
    try:
        measures = measure(result, lr, task.truth, token=token)
        yield Measured(task.id, measures)
        yield from _with_features(task.id, result, task.truth, measures, token)
    except MemoryError:
        yield Measured(task.id, Measures(why=phrase("not enough memory to measure")))
    except Cancelled:
        yield CancelledEvent(task.id)


def _with_features(
    job_id: int, result: Result, truth: Picture | None, measures: Measures, token: Token | None
) -> Iterator[Measured]:
    """The numbers once more, with the feature distance, which takes longer than the others and needs torch."""
    if truth is None or not feature_distance.available():
        return
    region = result.region.scaled(result.scale) if result.region else None
    check = token.raise_if_cancelled if token else None
    preload.wait(token or Token())
    distance = feature_distance.feature_distance(result.pixels, _part(truth.pixels, region), check=check)
    yield Measured(job_id, replace(measures, feature_distance=distance))


def measure(
    result: Result,
    lr: Picture | None,
    truth: Picture | None,
    crop_border: int | None = None,
    token: Token | None = None,
) -> Measures:
    """Numbers of a result by the definitions above.

    With a truth: PSNR-Y, PSNR-RGB (colour) and SSIM-Y, `crop_border` HR pixels left out (default: the scale).
    With an LR: the consistency PSNR, but not at scale 1, where nothing is shrunk back.
    `ParameterError` if sizes do not fit, `Cancelled` if the token says so.
    """
    check = token.raise_if_cancelled if token else None
    border = result.scale if crop_border is None else crop_border
    consistency = None
    if lr is not None and result.scale > 1:
        part = _part(lr.pixels, result.region)
        consistency = _finite(consistency_psnr(_eight_bit(result.pixels), part, check))
    if truth is None:
        return Measures(consistency=consistency)
    region = result.region.scaled(result.scale) if result.region else None
    hr = _part(truth.pixels, region)
    if result.pixels.ndim != hr.ndim:
        raise ParameterError(phrase("result and truth must both be grey or both colour"))
    mine, true = measured_luma(result), measured_plane(hr)
    if min(true.shape) <= 2 * border:
        return Measures(
            consistency=consistency, why=phrase("too small: nothing is left inside a border of {border}", border=border)
        )
    psnr_y = psnr_of_planes(mine, true, border, check)
    psnr_rgb = None
    if hr.ndim == 3:
        psnr_rgb = psnr_of_colours(result.pixels, hr, border, check)
    try:
        ssim_y, why = ssim_of_planes(mine, true, border, check), ""
    except ParameterError as error:
        ssim_y, why = None, str(error)
    identical = math.isinf(psnr_y)
    return Measures(
        _finite(psnr_y),
        None if psnr_rgb is None else _finite(psnr_rgb),
        ssim_y,
        consistency=consistency,
        identical=identical,
        why=why,
    )


def measure_part(
    result: Result, lr: Picture | None, truth: Picture | None, part: Rect, token: Token | None = None
) -> Measures | None:
    """Numbers of a part of a result (output pixels), no border left out; None if the result does not cover it.

    The consistency PSNR is that of the LR pixels which the part touches, shrunk with the rim as it is in the result.
    """
    place = result.region.scaled(result.scale) if result.region else None
    x, y = (place.x, place.y) if place else (0, 0)
    inside = Rect(part.x - x, part.y - y, part.width, part.height)
    height, width = result.pixels.shape[:2]
    if inside.x < 0 or inside.y < 0 or inside.right > width or inside.bottom > height:
        return None
    luma = None if result.luma is None else _part(result.luma, inside)
    cut = replace(result, pixels=_part(result.pixels, inside), luma=luma, alpha=None, region=None)
    against = None if truth is None else replace(truth, pixels=_part(truth.pixels, part), alpha=None)
    measures = measure(cut, None, against, 0, token)
    if lr is None or result.scale == 1:
        return measures
    scale = result.scale
    low = Rect(part.x // scale, part.y // scale, 0, 0)
    right, bottom = -(-part.right // scale), -(-part.bottom // scale)
    low = Rect(low.x, low.y, right - low.x, bottom - low.y)
    grown = low.scaled(scale)
    grown = Rect(grown.x - x, grown.y - y, grown.width, grown.height)
    if grown.x < 0 or grown.y < 0 or grown.right > width or grown.bottom > height:
        return measures
    check = token.raise_if_cancelled if token else None
    consistency = consistency_psnr(_eight_bit(_part(result.pixels, grown)), _part(lr.pixels, low), check)
    return replace(measures, consistency=_finite(consistency))


def measured_luma(result: Result) -> npt.NDArray[np.float64]:
    """The plane, on the 0 to 255 scale, that a result is measured on (see the module's head)."""
    if result.luma is not None:
        return result.luma.astype(np.float64)
    return measured_plane(_eight_bit(result.pixels))


def _eight_bit(pixels: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """A result as it would be in an 8-bit file, on its own scale."""
    if pixels.dtype == np.uint8:
        return pixels
    return np.rint(on_255(pixels)).astype(np.uint8)


def _part(pixels: npt.NDArray[Any], region: Rect | None) -> npt.NDArray[Any]:
    return pixels if region is None else pixels[region.y : region.bottom, region.x : region.right]


def _finite(value: float) -> float | None:
    """None in place of the infinity of identical images."""
    return value if math.isfinite(value) else None


def _pair_notices(picture: Picture, truth: Picture) -> tuple[str, ...]:
    notices = []
    if truth.pixels.shape != picture.pixels.shape:
        notices.append(
            phrase(
                "cropped from {width} × {height} to {cropped_width} × {cropped_height}, a multiple of the scale",
                width=picture.width,
                height=picture.height,
                cropped_width=truth.width,
                cropped_height=truth.height,
            )
        )
    p = truth.pixels
    if p.ndim == 3 and np.array_equal(p[..., 0], p[..., 1]) and np.array_equal(p[..., 0], p[..., 2]):
        notices.append(
            phrase("the channels of this colour picture are equal; it is measured as colour, on studio-range Y")
        )
    return tuple(notices)

"""The benchmark protocol: crop, degrade, run, measure.

One place, used by the session, the command line, the batch and the claims, so that a number means the same thing
wherever it stands. Definitions: peak 255; the border left out is the scale unless said; methods that work on Y are
measured on their own Y plane, clipped and rounded to 8 bits, against the unrounded Y of the truth; RGB methods on
the Y of their rounded RGB; grey pictures on their own values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from srviewer.engine.events import Event, Result
from srviewer.engine.job import Job
from srviewer.imaging.picture import Picture


@dataclass(frozen=True)
class Measures:
    """Numbers of one result; None where there is none, with `why` in words where that needs saying.

    psnr_y, psnr_rgb : dB against the truth; `identical` where the difference is nil (then None)
    ssim_y : against the truth
    consistency : dB, the result shrunk back by MATLAB's bicubic against the LR; fidelity, not quality
    """

    psnr_y: float | None = None
    psnr_rgb: float | None = None
    ssim_y: float | None = None
    consistency: float | None = None
    identical: bool = False
    why: str = ""


@dataclass(frozen=True, eq=False)
class Measured(Event):
    """Follows `Finished` where a result was measured."""

    measures: Measures


@dataclass(frozen=True, eq=False)
class PrepareTask:
    """Make LR and truth of what was opened."""

    id: int
    picture: Picture
    mode: str
    scale: int
    degradation: str


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


def result_luma(result: Result) -> object: ...


def prepare(task: PrepareTask) -> Iterator[Prepared]: ...

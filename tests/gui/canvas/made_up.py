"""A session with made-up results, and the canvas that shows it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.events import Finished, Result, Started
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.evaluation import CompareTask, Measured, Prepared, PrepareTask
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.services.lanes import display_of
from srviewer.imaging.picture import Picture, quantise
from srviewer.measures import Measures
from srviewer.session import Session

FOUR = tuple(Pane.of(name) for name in ("bicubic", "dasr", "srcnn", "perceptual"))


def picture(width: int = 30, height: int = 20, seed: int = 0) -> Picture:
    return Picture(np.random.default_rng(seed).random((height, width, 3), np.float32))


def session_of(lr: Picture, panes: tuple[Pane, ...] = FOUR, scale: int = 2) -> Session:
    """A session in upscale mode, opened and prepared."""
    session = Session(Comparison(scale=scale, panes=panes))
    session.open(Source(lr, "made-up.png"))
    return session


def enlarged(lr: Picture, scale: int) -> npt.NDArray[np.uint8]:
    return np.repeat(np.repeat(quantise(lr.pixels), scale, axis=0), scale, axis=1)


def result(job: Job, pixels: npt.NDArray[np.uint8] | None = None, **more: object) -> Result:
    """A finished job's result; its pixels are the LR's, repeated, unless given."""
    if pixels is None:
        pixels = enlarged(job.picture, job.scale)
        if job.region is not None:
            r = job.region.scaled(job.scale)
            pixels = pixels[r.y : r.bottom, r.x : r.right]
    facts = {"steps": (job.method,), "weights": (), "device": "cpu", "seconds": 0.041, "region": job.region}
    return Result(pixels, None, None, job.method, job.scale, job.params, **(facts | more))


def deliver(session: Session, canvas: Canvas, event: object) -> None:
    """Hand an event over as the window does."""
    if session.receive(event):
        canvas.receive(event, display_of(event, Token()))


def prepare(session: Session, canvas: Canvas) -> tuple[CompareTask, ...]:
    """Answer the prepare task; returns the jobs that follow."""
    (task,) = session.take_tasks()
    assert isinstance(task, PrepareTask)
    deliver(session, canvas, Prepared(task.id, task.picture))
    return tuple(t for t in session.take_tasks() if isinstance(t, CompareTask))


def finish(session: Session, canvas: Canvas, task: CompareTask, **more: object) -> None:
    deliver(session, canvas, Started(task.job.id))
    deliver(session, canvas, Finished(task.job.id, result(task.job, **more)))
    deliver(session, canvas, Measured(task.job.id, Measures({"consistency": 41.27})))

"""A step of an explanation: named images, each with the values at the ends of its scale and how to colour it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
Kind = Literal["picture", "signed", "magnitude"]
Run = TypeVar("Run")


@dataclass(frozen=True, eq=False)
class StepImage:
    """One array that a step shows.

    name : unique within the step; title : on screen
    values : float array, (H, W) or (H, W, 3); the real ones, not made ready for a screen
    kind : "picture" (grey or RGB), "signed" (a diverging map, 0 in its middle) or "magnitude" (from 0 up)
    low, high : the values at the ends of the scale
    """

    name: str
    title: str
    values: Array
    kind: Kind
    low: float
    high: float

    def shown(self) -> npt.NDArray[np.uint8]:
        """Values on their scale as uint8, clipped: 0 is `low`, 255 is `high`."""
        span = self.high - self.low or 1.0
        return np.rint(np.clip((self.values - self.low) / span, 0, 1) * 255).astype(np.uint8)


@dataclass(frozen=True)
class Step(Generic[Run]):
    """One step: an entry in a module's list of steps.

    name : in code; title, line : on screen
    make : the step's images of a run
    """

    name: str
    title: str
    line: str
    make: Callable[[Run], tuple[StepImage, ...]]


def step_of(steps: tuple[Step[Run], ...], name: str) -> Step[Run]:
    """The step called `name`."""
    for step in steps:
        if step.name == name:
            return step
    raise ParameterError(
        phrase("unknown step {name!r} (there are: {known})", name=name, known=", ".join(s.name for s in steps))
    )


def picture(name: str, title: str, values: Array, high: float = 1.0) -> StepImage:
    """Values from black at 0 to white at `high`."""
    return StepImage(name, title, values, "picture", 0.0, high)


def signed(name: str, title: str, values: Array, peak: float | None = None) -> StepImage:
    """Values from -peak to peak; by default the largest magnitude there is."""
    top = largest_magnitude(values) if peak is None else peak
    return StepImage(name, title, values, "signed", -top, top)


def magnitude(name: str, title: str, values: Array, peak: float | None = None) -> StepImage:
    """Values from 0 to peak; by default the largest there is."""
    top = largest_magnitude(values) if peak is None else peak
    return StepImage(name, title, values, "magnitude", 0.0, top)


def largest_magnitude(*arrays: Array) -> float:
    """The largest magnitude in all arrays; 1 where all is nil, so that a scale has an extent."""
    return max((float(np.abs(a).max()) for a in arrays if a.size), default=0.0) or 1.0

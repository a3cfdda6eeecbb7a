"""What a lesson is once it has been read: frozen, whole, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from srviewer.compared import Comparison, Pane
from srviewer.errors import SrviewerError
from srviewer.kinds import SIDE_BY_SIDE, Mode
from srviewer.metrics.curves import PLOTS

SIDES = ("methods", "wavelet", "numbers", "plots", "none")


class LessonError(SrviewerError):
    """A lesson cannot be read; the message names file and line, and what is expected there."""


@dataclass(frozen=True)
class Vocabulary:
    """What the window has that a lesson may name.

    views : ways to compare
    parts : parts of the window that can be pointed at
    pages : pages of Look inside by name; of each its controls, and of each control its values (None: not known
        beforehand)
    """

    views: frozenset[str]
    parts: frozenset[str]
    pages: Mapping[str, Mapping[str, frozenset[str] | None]]


@dataclass(frozen=True)
class Distorted:
    """A distortion of a picture and how much of it: in its own unit, or as much as leaves a PSNR of `decibel`."""

    kind: str
    amount: float
    decibel: bool = False
    title: str = ""


@dataclass(frozen=True)
class Point:
    """What is outlined.

    kind : "part" (of the window, by name), "control" (of the page of Look inside, by name), "pane" (by number from 1),
        "band" (of the subbands that are shown, like "LH 1"), or "region" (x, y, width, height in output pixels)
    """

    kind: str
    name: str = ""
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Scene:
    """All that a step says of the window; what it leaves unsaid is as in the step before, but for `points`.

    opened : a sample's name, or a pattern such as "stripes vertical 8"
    distorted : what is done to that picture before anything else
    results : distorted pictures that stand beside it in panes of their own, as someone else's results do
    view, against, kind, gain : way to compare, index of the pane compared with, and what a difference map shows
    zoom : device pixels a pixel of the output; None: all of the picture
    centre : of the view, in output pixels; None: the middle
    side : one of `SIDES`; plot : which one its plots show, of `metrics.curves`
    page : of Look inside; empty: the panes
    settings : of that page's controls, by name
    """

    opened: str
    distorted: Distorted | None = None
    results: tuple[Distorted, ...] = ()
    comparison: Comparison = field(default_factory=lambda: Comparison(mode=Mode.BENCHMARK, panes=(Pane.of("bicubic"),)))
    view: str = SIDE_BY_SIDE
    against: int | None = None
    kind: str = "signed"
    gain: int = 4
    zoom: float | None = None
    centre: tuple[float, float] | None = None
    side: str = "methods"
    plot: str = PLOTS.first.name
    page: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    points: tuple[Point, ...] = ()

    @property
    def subject(self) -> tuple[object, ...]:
        """What makes it another picture: scenes of the same subject need not open anything anew."""
        return self.opened, self.distorted, self.results


@dataclass(frozen=True)
class LessonStep:
    """A heading, its text in Markdown, where it stands in the file, and the window it speaks of.

    ask : name of the question whose answer the reader is asked for; a step that names one of before shows the answer
    """

    title: str
    text: str
    line: int
    scene: Scene
    ask: str = ""


@dataclass(frozen=True)
class Lesson:
    """A lesson: never empty."""

    title: str
    number: int
    minutes: int
    steps: tuple[LessonStep, ...]
    path: Path

    def asks(self, index: int) -> bool:
        """Whether a step asks a question that none before it has asked."""
        return bool(self.steps[index].ask) and self.steps[index].ask not in {step.ask for step in self.steps[:index]}

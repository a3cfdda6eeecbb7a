"""A run of the page *Optimise*: the descent step by step, the network's one pass beside it, and the curves of both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from srviewer import weights
from srviewer.engine import memory
from srviewer.engine.progress import Token
from srviewer.errors import MemoryLimitError, WeightsError
from srviewer.explain import perceptual
from srviewer.explain.optimise import Descent, Objective, Pass, one_pass, optimise
from srviewer.gui.canvas.pyramid import Pyramid, build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.look import theme
from srviewer.gui.look.chart import Chart
from srviewer.imaging.picture import quantise
from srviewer.phrase import phrase
from srviewer.upsamplers import style as style_networks

Pixels = npt.NDArray[Any]
BYTES = 4000  # a pixel: activations are kept for the way back; measured: 3,300
CHART_HEIGHT = 110  # at least
COLOURS = {"pixel": "#8b95a1", "feature": "#4c8dff", "style": "#e07b39", "total_variation": "#2aa198"}


@dataclass(frozen=True, eq=False)
class OptimiseFrame:
    """A step, its picture ready to be painted; with the first what the style's network made in one pass, with the last
    in `forward` the seconds of one forward pass of Perceptual."""

    progress: Descent
    picture: Pyramid | None
    forward: float | None = None
    passed: tuple[Pass, Pyramid] | None = None


@dataclass(frozen=True, eq=False)
class OptimiseRun:
    """What is optimised, by which losses.

    style, name : the style picture, and which of the samples it is
    """

    recipe: Objective
    part: Excerpt
    style: Pixels | None
    name: str

    def check_memory(self) -> None:
        """`MemoryLimitError` if it would not fit into what is left."""
        height, width = target_of(self.part).shape[:2]
        needed, left = BYTES * height * width, memory.available()
        if needed > left:
            raise MemoryLimitError(
                phrase(
                    "{width} × {height} pixels take about {needed} of memory to optimise, and {left} are left",
                    width=width,
                    height=height,
                    needed=memory.in_words(needed),
                    left=memory.in_words(left),
                )
            )

    def frames(self, token: Token) -> Iterator[OptimiseFrame]:
        """In a lane's thread: every step, with the first the pass of the style's network if there is one; at the end
        how long one forward pass of Perceptual takes."""
        target, lr = target_of(self.part), self.part.lr_pixels()
        passed, progress = self._passed(target), None
        for progress in optimise(self.recipe, target, lr, self.style, token=token):
            shown = build_pyramid(progress.picture)
            yield OptimiseFrame(progress, shown, passed=passed if progress.step == 0 else None)
        if passed is None and progress is not None:
            forward = _forward_pass(quantise(lr), self.part.scale)
            if forward is not None:
                yield OptimiseFrame(progress, None, forward)

    def _passed(self, target: Pixels) -> tuple[Pass, Pyramid] | None:
        """What the network of the style picture makes of the target; None if the losses are not those of a style with
        the picture's content, or there is no such network."""
        try:
            known = style_networks.names() if self.recipe.feature and self.recipe.style else ()
        except WeightsError:
            return None
        if self.style is None or self.name not in known:
            return None
        found = one_pass(self.recipe, target, self.style, self.name)
        return found, build_pyramid(found.picture)


def target_of(part: Excerpt) -> Pixels:
    """What the losses compare with: the truth, or the picture itself where it is to be enlarged."""
    truth = part.truth_pixels()
    return part.lr_pixels() if truth is None else truth


def _forward_pass(lr: Pixels, scale: int) -> float | None:
    """Seconds that the network takes, the quicker of two times; None where it has no weights of that scale."""
    if scale not in {entry.scale for entry in weights.entries("perceptual")}:
        return None
    return min(perceptual.run(lr, scale).seconds for _ in range(2))


class OptimiseCurves(Chart):
    """The weighted losses step by step; where a network's pass stands beside them, their sum over the seconds.

    losses : by name, step by step, and of "" their sum; passed : what the network made in one pass
    """

    def __init__(self) -> None:
        super().__init__(self.tr("Weighted losses"), self.tr("steps"), "", self._put_lines, logarithmic=True)
        self.setMinimumHeight(theme.scaled(CHART_HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.begin({})

    def begin(self, weights: dict[str, float]) -> None:
        """Begin anew, by these weights; it is not seen until there is something to draw."""
        self._weights = weights
        self.losses: dict[str, list[float]] = {}
        self._seconds: list[float] = []
        self.passed: Pass | None = None
        self.setVisible(False)

    def add(self, frame: OptimiseFrame) -> None:
        """One more step, unless it is there."""
        step = frame.progress
        if frame.passed is not None:
            self.passed = frame.passed[0]
        if len(self._seconds) <= step.step:
            for name, value in step.parts.items():
                self.losses.setdefault(name, []).append(value * self._weights[name])
            self.losses.setdefault("", []).append(step.loss)
            self._seconds.append(step.seconds)
        self.setVisible(True)
        self.redraw()

    def _put_lines(self, plot: Any) -> None:
        import pyqtgraph

        plot.setLogMode(x=self.passed is not None, y=True)
        plot.setLabel("bottom", self.tr("steps") if self.passed is None else self.tr("seconds"))
        if self.passed is None:
            for name in filter(None, self.losses):
                plot.plot(np.maximum(self.losses[name], 1e-9), pen=pyqtgraph.mkPen(COLOURS[name], width=1.5))
            return
        colour = pyqtgraph.mkColor(theme.current().text)
        values, seconds = np.maximum(self.losses.get("", ()), 1e-9), np.maximum(self._seconds, 0.01)
        plot.plot(seconds, values, pen=pyqtgraph.mkPen(COLOURS["feature"], width=1.5))
        at, loss = [max(self.passed.seconds, 0.01)], [self.passed.loss]
        plot.plot(at, loss, pen=None, symbol="s", symbolSize=10, symbolBrush=COLOURS["style"], symbolPen=colour)
        across = [at[0], max(float(seconds[-1]) if len(seconds) else 1.0, 2 * at[0])]
        dashed = pyqtgraph.mkPen(COLOURS["style"], width=1, style=Qt.PenStyle.DashLine)
        plot.plot(across, loss * 2, pen=dashed)

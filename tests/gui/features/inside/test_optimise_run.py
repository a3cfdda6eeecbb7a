"""A run of *Optimise*: its frames in their order, and the curves that they become."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.explain.optimise import Descent, Objective, Pass
from srviewer.gui.canvas.pyramid import build_pyramid
from srviewer.gui.features.inside.excerpt import Excerpt
from srviewer.gui.features.inside.optimise_run import OptimiseCurves, OptimiseFrame, OptimiseRun
from srviewer.gui.look import boxes
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture

PIXELS = np.zeros((2, 2, 3), np.uint8)
PASS = Pass(PIXELS, {"feature": 0.5}, 1.5, 0.02)


pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks


@pytest.fixture
def curves(qtbot: QtBot) -> Iterator[OptimiseCurves]:
    outer, curves = QWidget(), OptimiseCurves()
    boxes.column(curves, of=outer)
    qtbot.addWidget(outer)
    outer.show()
    yield curves
    curves.shut_down()


def step(n: int, passed: Pass | None = None) -> OptimiseFrame:
    progress = Descent(n, 4, {"feature": 4.0 - n, "style": 1.0}, 5.0 - n, PIXELS, 0.1 * n)
    return OptimiseFrame(progress, None, None, None if passed is None else (passed, build_pyramid(passed.picture)))


def lines(curves: OptimiseCurves) -> list[list[list[float]]]:
    return [
        [np.asarray(values).tolist() for values in item.getOriginalDataset()] for item in curves.plot.listDataItems()
    ]


def test_each_loss_has_a_curve_of_its_weighted_values(curves: OptimiseCurves) -> None:
    assert not curves.isVisible(), "there is nothing to draw"
    curves.begin({"feature": 2.0, "style": 0.5})
    for frame in (step(0), step(1), step(1)):  # the last comes again, with how long a forward pass takes
        curves.add(frame)
    assert curves.isVisible()
    assert lines(curves) == [[[0, 1], [8.0, 6.0]], [[0, 1], [0.5, 0.5]]]
    curves.begin({"feature": 1.0})
    assert not curves.isVisible()
    assert curves.losses == {}


def test_a_pass_is_a_square_at_its_seconds_and_a_line_across(curves: OptimiseCurves) -> None:
    curves.begin({"feature": 1.0, "style": 1.0})
    for frame in (step(0, PASS), step(1), step(2)):
        curves.add(frame)
    curve, square, dashed = lines(curves)
    assert curve == [[0.01, 0.1, 0.2], [5.0, 4.0, 3.0]]
    assert square == [[0.02], [1.5]]
    assert dashed == [[0.02, 0.2], [1.5, 1.5]]


@pytest.mark.parametrize(("scale", "frames"), [(4, 4), (3, 3)])
def test_the_last_frame_says_how_long_the_network_takes(scale: int, frames: int) -> None:
    """Where it has weights of that scale."""
    truth = samples.load("astronaut").cropped(slice(100, 124), slice(180, 204))
    lr = truth.cropped(slice(0, 24 // scale), slice(0, 24 // scale))
    part = Excerpt(lr, truth, Rect(0, 0, lr.width, lr.height), scale)
    found = list(OptimiseRun(Objective(pixel=1.0, steps=2), part, None, "mosaic").frames(Token()))
    assert [frame.progress.step for frame in found] == [0, 1, 2, 2][:frames]
    assert all(frame.passed is None for frame in found), "there is no style"
    assert [frame.forward is not None for frame in found] == [False, False, False, True][:frames]


def test_the_network_of_a_style_passes_first() -> None:
    style = samples.load("mosaic").pixels[:32, :32]
    picture = Picture(samples.load("astronaut").pixels[100:132, 180:212])
    recipe = Objective(feature=1.0, style=1.0, steps=1)
    run = OptimiseRun(recipe, Excerpt(picture, None, Rect(0, 0, 32, 32), 1), style, "mosaic")
    first, last = run.frames(Token())
    assert first.passed is not None
    assert first.passed[0].picture.shape == (32, 32, 3)
    assert (last.passed, last.forward) == (None, None)

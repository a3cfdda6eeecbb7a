"""The values under the pointer, as the results hold them (not as they are displayed). Qt-free."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.job import Rect
from srviewer.imaging.picture import Picture, as_levels, quantise
from srviewer.session import Session

Values = tuple[float, ...]


def pixel_values(session: Session, x: int, y: int) -> dict[Pane, Values]:
    """What each pane has at column x and row y of the output: (grey,) or (r, g, b), and alpha if any.

    All give samples of their own depth: 0 to 255, or to 65535 at 16 bits.
    Panes without a value there are left out.
    """
    found = {pane: _value(session, pane, x, y) for pane in session.comparison.panes}
    return {pane: values for pane, values in found.items() if values is not None}


def _value(session: Session, pane: Pane, x: int, y: int) -> Values | None:
    scale = session.comparison.scale
    if pane.method == LR:
        return _of_picture(session.lr, x // scale, y // scale)
    if pane.method == TRUTH:
        return _of_picture(session.truth, x, y)
    outcome = session.outcome(pane)
    if outcome is None or outcome.result is None:
        return None
    result = outcome.result
    corner = result.region.scaled(scale) if result.region else Rect(0, 0, 0, 0)
    return _at(result.pixels, result.alpha, x - corner.x, y - corner.y)


def _of_picture(picture: Picture | None, x: int, y: int) -> Values | None:
    if picture is None or not _inside(picture.samples, x, y):
        return None
    alpha = None if picture.alpha is None else quantise(picture.alpha[y : y + 1, x : x + 1], picture.depth)
    return _at(as_levels(picture.samples[y : y + 1, x : x + 1], picture.depth), alpha, 0, 0)


def _at(pixels: npt.NDArray[Any], alpha: npt.NDArray[Any] | None, x: int, y: int) -> Values | None:
    if not _inside(pixels, x, y):
        return None
    sample = pixels[y, x]
    values = (sample.item(),) if pixels.ndim == 2 else tuple(sample.tolist())
    return values if alpha is None else (*values, alpha[y, x].item())


def _inside(pixels: npt.NDArray[Any], x: int, y: int) -> bool:
    return bool(0 <= x < pixels.shape[1] and 0 <= y < pixels.shape[0])

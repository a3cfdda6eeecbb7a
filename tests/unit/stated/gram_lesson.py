"""The figures of lesson 9, step by step, and what is computed for each (see `test_stated_figures`)."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from checking import says

from srviewer import losses
from srviewer.explain import phi as loss_networks
from srviewer.explain.optimise import RECIPES
from srviewer.imaging import samples

Pixels = np.ndarray
PIECE = 64  # pixels a side


@lru_cache(maxsize=2)
def pixels(name: str) -> Pixels:
    return samples.load(name).pixels


def grams(picture: Pixels) -> dict[str, torch.Tensor]:
    with torch.no_grad():
        return losses.gram_matrices(loss_networks.load()(loss_networks.tensor(np.ascontiguousarray(picture))))


def style_loss(one: Pixels, other: Pixels) -> float:
    between = [(grams(one)[layer] - gram).square().sum().item() for layer, gram in grams(other).items()]
    return sum(between)


def in_pieces(picture: Pixels) -> list[Pixels]:
    sides = range(0, len(picture), PIECE)
    return [picture[y : y + PIECE, x : x + PIECE] for y in sides for x in sides]


def in_another_order(picture: Pixels) -> Pixels:
    pieces, across = in_pieces(picture), len(picture) // PIECE
    order = np.random.default_rng(0).permutation(len(pieces))
    rows = [np.hstack([pieces[order[across * row + column]] for column in range(across)]) for row in range(across)]
    return np.vstack(rows)


def turned(name: str, quarters: int) -> float:
    return style_loss(np.rot90(pixels(name), quarters), pixels(name))


def matrix() -> tuple[int, ...]:
    return tuple(grams(pixels("mosaic"))["relu2_2"].shape[1:])


LESSON_9 = {
    "Which answers occur together": (
        says("At relu2_2 there are 128 channels, and the matrix has 128 × 128", lambda *_: [matrix()[0], *matrix()]),
    ),
    "Turned, and cut to pieces": (
        says("0 for the same", lambda *_: [turned("mosaic", 0)]),
        says("92 between Mosaic and Strokes", lambda *_: [round(style_loss(pixels("mosaic"), pixels("strokes")))]),
        says("cut it into 16 squares", lambda *_: [len(in_pieces(pixels("mosaic")))]),
    ),
    "What it holds": (
        says(
            "The squares in another order: 0.9.",
            lambda *_: [style_loss(in_another_order(pixels("mosaic")), pixels("mosaic"))],
        ),
        says("Strokes upside down: 0.2.", lambda *_: [turned("strokes", 2)]),
        says("Strokes turned by a quarter: 22.6.", lambda *_: [turned("strokes", 1)]),
        says("Mosaic turned by a quarter: 0.4.", lambda *_: [turned("mosaic", 1)]),
    ),
    "A second loss holds the places": (
        says(
            "to 0.1 and to 10", lambda *_: [RECIPES["style_transfer"].style / 10, 10 * RECIPES["style_transfer"].style]
        ),
    ),
    "As much of it as you like": (says("at 0.5 half a lead is seen in front of half a cat", lambda *_: [0.5]),),
}

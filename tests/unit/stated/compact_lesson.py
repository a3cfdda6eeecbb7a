"""The figures of lesson 8, step by step, and what is computed for each (see `test_stated_figures`)."""

from __future__ import annotations

from functools import lru_cache
from math import prod

import numpy as np
from checking import Expected, more_than, says
from network_lessons import field, layers
from scenes import measured

from srviewer.explain import compact
from srviewer.lessons.lesson import Scene


@lru_cache(maxsize=1)
def run() -> compact.CompactRun:
    return compact.run(np.full((30, 30), 0.5, np.float32), 4)


@lru_cache(maxsize=1)
def kernels() -> list[tuple[int, ...]]:
    """The shapes of Compact's kernels once its branches are added up."""
    network = run().network
    return [tuple(conv.kernel().shape) for conv in (*network.body, network.last)]


def numbers(shapes: list[tuple[int, ...]], slopes: int = 0) -> int:
    """Weights and biases, and the slopes of PReLU."""
    return sum(prod(shape) + shape[0] for shape in shapes) + slopes


def products() -> int:
    return sum(map(prod, kernels()))


def products_of_srcnn(scene: Scene) -> int:
    """For each pixel of the LR."""
    return scene.comparison.scale**2 * sum(map(prod, layers("srcnn", 4)))


def in_the_middle() -> float:
    return round(100 * sum(map(prod, kernels()[1:-1])) / products())


def sight() -> int:
    seen = compact.gradient(run(), 60, 60).values
    assert compact.receptive_field(run(), 60, 60).height == len(seen)
    return len(seen)


def little_more(value: float) -> Expected:
    """As in "little more than 4" of something that has `value`."""
    return lambda stated: stated < value < stated + 0.5


LESSON_8 = {
    "The same aim, other means": (
        says(
            "At ×4 it is more than 0.1 dB above SRCNN",
            lambda scene, _: [
                scene.comparison.scale,
                more_than(measured(scene, "compact") - measured(scene, "srcnn")),
            ],
        ),
    ),
    "Work on the small picture": (
        says("At ×4 these are 16 pixels", lambda scene, _: [scene.comparison.scale, scene.comparison.scale**2]),
    ),
    "The last layer makes the pixels": (
        says(
            "16 maps, one for each pixel of a block of 4 × 4", lambda *_: [len(run().phases), run().scale, run().scale]
        ),
    ),
    "Where the time goes": (
        says("For one pixel of the LR Compact multiplies 97,056 times", lambda *_: [1, products()]),
        says(
            "at ×4 SRCNN multiplies 914,944 times, because 16 pixels",
            lambda scene, _: [scene.comparison.scale, products_of_srcnn(scene), scene.comparison.scale**2],
        ),
        says("more than 9 times as often", lambda scene, _: [more_than(products_of_srcnn(scene) / products())]),
        says("32 maps of 32, have 95 of every 100", lambda *_: [*kernels()[1][:2], in_the_middle(), 100]),
    ),
    "Deep sees far": (
        says("A layer of 3 × 3 looks one pixel to each side", lambda *_: [*kernels()[1][2:], kernels()[1][2] // 2]),
        says("12 layers see 25 × 25 pixels", lambda *_: [len(kernels()), sight(), sight()]),
        says("17 × 17 pixels", lambda *_: [field(), field()]),
        says(
            "at ×4 are little more than 4 × 4",
            lambda scene, _: [scene.comparison.scale, *[little_more(field() / scene.comparison.scale)] * 2],
        ),
    ),
    "Five branches": (
        says("5 branches", lambda *_: [len(run().convolution.branches())]),
        says("of 3 × 3; one of 1 × 1 and after it one of 3 × 3", lambda *_: [3, 3, 1, 1, 3, 3]),
        says(
            "Of 18,912 numbers in this layer 320", lambda *_: [compact.fused(run()).before, compact.fused(run()).after]
        ),
    ),
    "The answer": (
        says(
            "97,776 numbers remain; SRCNN has 57,281",
            lambda *_: [
                numbers(kernels(), sum(a.weight.numel() for a in run().network.activations)),
                numbers(layers("srcnn", 4)),
            ],
        ),
    ),
}

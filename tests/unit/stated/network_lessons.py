"""The figures of lessons 3 and 4, step by step, and what is computed for each (see `test_stated_figures`)."""

from __future__ import annotations

import numpy as np
from checking import less_than, more_than, says
from scenes import measured, pair, result, runs, stripes

from srviewer import upsamplers
from srviewer.explain import microscope
from srviewer.imaging.picture import quantise
from srviewer.imaging.resample import resize_taps
from srviewer.lessons.lesson import Lesson, Scene
from srviewer.reports.claim_measures import STEPS
from srviewer.upsamplers.method import Parameter

# -- lesson 3: SRCNN ---------------------------------------------------------------------------------------------


def layers(method: str = "srcnn", scale: int = 3) -> list[tuple[int, ...]]:
    """The shapes of a network's weights of convolutions: outputs, inputs, rows, columns."""
    from srviewer import weights

    tensors = weights.read(weights.find(method, scale))
    return [tuple(tensor.shape) for tensor in tensors.values() if tensor.ndim == 4]


def sides() -> list[int]:
    return [shape[2] for shape in layers()]


def field() -> int:
    return 1 + sum(side - 1 for side in sides())


def reach_in_lr() -> int:
    """How many pixels of the LR a pixel depends on along an axis, by bicubic and the network, at ×3."""
    indices, weights = resize_taps(40, 120)
    used = [set(i[np.abs(w) > 1e-9]) for i, w in zip(indices, weights, strict=True)]
    half = field() // 2
    return max(len(set().union(*used[u - half : u + half + 1])) for u in range(50, 60))


def stripe_in_lr(scene: Scene, lesson: Lesson) -> list[float]:
    """Widths of a stripe in the truth and in the LR; the scale between them."""
    lr = pair(scene)[1].pixels
    (width,) = set(runs(np.rint(lr[0, 8:-8] * 255)))
    return [stripes(scene, lesson)[0], scene.comparison.scale, float(width)]


LESSON_3 = {
    "Learned, not designed": (
        says(
            "At ×3 it is more than 1 dB above bicubic",
            lambda scene, _: [
                scene.comparison.scale,
                more_than(measured(scene, "srcnn") - measured(scene, "bicubic")),
            ],
        ),
    ),
    "Sixty-four patterns": (says("64 filters of 9 × 9 numbers", lambda *_: [layers()[0][0], *layers()[0][2:]]),),
    "Non-linear mapping": (
        says("32 maps of the 64, with filters of 5 × 5", lambda *_: [*layers()[1][:2], *layers()[1][2:]]),
    ),
    "Reconstruction": (
        says("each of the 32 maps its own 5 × 5 weights", lambda *_: layers()[2][1:]),
        says("the 32 pictures", lambda *_: [layers()[2][1]]),
    ),
    "What one pixel sees": (
        says("of 9 × 9 that the first layer sees", lambda *_: layers()[0][2:]),
        says("17 × 17 pixels", lambda *_: [field(), field()]),
        says("since 9 − 1 + 5 − 1 + 5 − 1", lambda *_: [n for side in sides() for n in (side, 1)]),
        says("make 17", lambda *_: [field()]),
        says("At ×3, 17 pixels", lambda scene, lesson: [lesson.steps[0].scene.comparison.scale, field()]),
        says("less than six pixels of the LR", lambda *_: [less_than(field() / 3)]),
        says("depends on 9 × 9 of the LR", lambda *_: [reach_in_lr()] * 2),
    ),
    "What it has learned": (
        says("Stripes two pixels wide, at ×2. In the LR each stripe is one pixel wide", stripe_in_lr),
    ),
    "A question": (says("only one pixel wide", stripes),),
}


# -- lesson 4: perceptual losses ---------------------------------------------------------------------------------

LESSON_4 = {
    "The network": (says("64 filters of 9 × 9 pixels", lambda *_: [first_layer()[0], *first_layer()[2:]]),),
    "Residual blocks, and enlargement": (
        says("Five **residual blocks**", lambda *_: [residual_blocks()]),
        says("by 2 and once more by 2: every pixel four times", lambda scene, _: [2, 2, scene.comparison.scale]),
        says("the maps at ×2 and after them those at ×4", lambda scene, _: [2, scene.comparison.scale]),
    ),
    "As much of it as you like": (
        says("at 1 all that the other losses changed", lambda *_: [strength().maximum]),
        says("begins with 0.85", lambda *_: [strength().default]),
    ),
    "Style loss": (
        says(
            "less than a tenth of the twin's",
            lambda scene, _: [less_than(style(scene, "perceptual") / style(scene, "pixel_twin"))],
            long=True,
        ),
    ),
    "Pixel loss": (says("at 0 the two would be the same", lambda *_: [loss_of_the_same()]),),
    "One pass, or hundreds of steps": (
        says("hundreds of steps", lambda *_: [lambda stated: stated <= STEPS < 10 * stated]),
    ),
}


def first_layer() -> tuple[int, ...]:
    """The shape of Perceptual's layer that takes the three colours."""
    (shape,) = (shape for shape in layers("perceptual", 4) if shape[1] == 3)
    return shape


def strength() -> Parameter:
    (known,) = (p for p in upsamplers.get("perceptual").parameters if p.name == "strength")
    return known


def style(scene: Scene, method: str) -> float:
    """The style loss of a result, as the page of losses has it."""
    truth, _lr = pair(scene)
    params = next(dict(p.params) for p in scene.comparison.panes if p.method == method)
    pixels = result(scene, method, **params).pixels
    return microscope.measure(pixels, quantise(truth.pixels)).numbers["style"]


def residual_blocks() -> int:
    from srviewer.networks.image_transformation import ImageTransformationNetwork

    network = ImageTransformationNetwork(4)
    return sum(type(module).__name__ == "ResidualBlock" for module in network.modules())


def loss_of_the_same() -> float:
    import torch

    from srviewer.losses import pixel_loss

    picture = torch.rand(1, 3, 4, 4)
    return float(pixel_loss(picture, picture))

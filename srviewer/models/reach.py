"""How far a model looks, whether its tiles show, and what a pixel costs: measured on a strip, when it first runs.

A strip of texture is run, and its middle with less and less around it. Results of the middle differ by what the whole
strip saw and the shorter one did not. The least surroundings with which at most 0.1 % of pixels would be rounded to
another level are the model's reach; where there are none, tiles show. Deep networks could look hundreds of pixels far
by their kernels, and do not.
"""

from __future__ import annotations

import time
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np

from srviewer.models import ModelMeasurement

if TYPE_CHECKING:
    from srviewer.models import FloatArray

REACHES = (16, 32, 48, 64)
ROWS, MIDDLE = 8, 32  # of the strip: its height, and the length of its middle
MEAN, MOST = 1.5e-4 / 255, 0.5 / 255  # by which results may differ: three channels and two axes make that 0.1 %
LAYERS = 4  # times what the largest layer takes and gives; eight architectures took 0.7 to 4.7 times that


def texture(height: int, width: int, channels: int) -> FloatArray:
    """Something like a photograph, always the same: soft shapes, edges and grain, in [0, 1]."""
    numbers = np.random.default_rng(7)
    out = np.full((height, width, channels), 0.45, np.float32)
    for cell, strength in ((32, 0.25), (8, 0.12), (3, 0.08), (1, 0.03)):
        rows, columns = -(-height // cell), -(-width // cell)
        coarse = numbers.standard_normal((rows, columns, 1)) + 0.3 * numbers.standard_normal((rows, columns, channels))
        out += strength * np.kron(coarse, np.ones((cell, cell, 1)))[:height, :width].astype(np.float32)
    return np.clip(out, 0, 1)


def measured(model: Any) -> ModelMeasurement:
    """Of a model that was read."""
    facts, grid = model.facts, model.grid
    if facts.side is not None:
        return _of_the_only_size(model)
    reaches = sorted({-(-reach // grid) * grid for reach in REACHES})
    cut, least, middle = reaches[-1], max(facts.multiple, facts.minimum), -(-MIDDLE // grid) * grid
    strip = texture(max(ROWS, least), max(2 * cut + middle, least), facts.channels)
    whole, seconds, size = _timed(model, strip)
    if facts.square or facts.tiling == "whole":
        return ModelMeasurement(0, True, grid, size, seconds)
    s = facts.scale
    for reach in reaches[:-1]:
        part = model.run(np.ascontiguousarray(strip[:, cut - reach : cut + middle + reach]))
        off = np.abs(part[:, reach * s : (reach + middle) * s] - whole[:, cut * s : (cut + middle) * s])
        if off.mean() <= MEAN and off.max() <= MOST:
            return ModelMeasurement(reach, False, grid, size, seconds)
    return ModelMeasurement(reaches[-2], True, grid, size, seconds)


def _timed(model: Any, image: FloatArray) -> tuple[FloatArray, float, int]:
    """What it makes of an image, and the seconds and bytes that a pixel takes."""
    pixels = image.shape[0] * image.shape[1]
    with model.counting(pixels) if hasattr(model, "counting") else nullcontext():
        begun = time.perf_counter()
        result = model.run(image)
        seconds = time.perf_counter() - begun
    return result, seconds / pixels, LAYERS * model.bytes_a_pixel


def _of_the_only_size(model: Any) -> ModelMeasurement:
    """Of a model that takes one size: tiles are that size, and overlap by an eighth of it on each side."""
    height, width = model.facts.side
    _result, seconds, size = _timed(model, texture(height, width, model.facts.channels))
    return ModelMeasurement(min(height, width) // 8, False, 1, size, seconds)

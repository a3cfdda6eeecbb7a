"""Colour maps for values: perceptually uniform, by a straight run of lightness in Oklab.

References
----------
B. Ottosson, "A perceptual color space for image processing", 2020. https://bottosson.github.io/posts/oklab
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Table = npt.NDArray[np.uint8]

# Oklab to the cube roots of cone responses, and those (cubed) to linear sRGB.
_TO_ROOTS = np.array(
    [[1, 0.3963377774, 0.2158037573], [1, -0.1055613458, -0.0638541728], [1, -0.0894841775, -1.2914855480]]
)
_TO_LINEAR = np.array(
    [
        [4.0767416621, -3.3077115913, 0.2309699292],
        [-1.2684380046, 2.6097574011, -0.3413193965],
        [-0.0041960863, -0.7034186147, 1.7076147010],
    ]
)
STEPS = 256


@lru_cache(maxsize=2)
def sequential() -> Table:
    """(256, 3) sRGB for values from 0: from near black by violet and orange to pale yellow, ever lighter."""
    t = np.linspace(0, 1, STEPS)
    hue = np.deg2rad(-70 + 170 * t)  # violet to yellow
    chroma = 0.16 * np.sin(np.pi * np.clip(0.08 + 0.84 * t, 0, 1)) ** 0.8
    return _srgb(0.16 + 0.8 * t, chroma * np.cos(hue), chroma * np.sin(hue))


@lru_cache(maxsize=2)
def diverging() -> Table:
    """(256, 3) sRGB for signed values: mid-grey in the middle, lighter and orange above, darker and blue below."""
    t = np.linspace(-1, 1, STEPS)
    hue = np.where(t < 0, np.deg2rad(255), np.deg2rad(60))
    chroma = 0.15 * np.sqrt(np.abs(t)) * (1 - 0.25 * np.abs(t))
    return _srgb(0.58 + 0.36 * t, chroma * np.cos(hue), chroma * np.sin(hue))


def coloured(values: npt.NDArray[np.float32], top: float, signed: bool) -> Table:
    """(H, W) values as colours (H, W, 3): from 0 to `top`, or if signed from -top to top; beyond, the end's colour."""
    table = diverging() if signed else sequential()
    scaled = values / np.float32(top)
    if signed:
        scaled = (scaled + 1) / 2
    index = np.rint(np.clip(scaled, 0, 1) * (STEPS - 1)).astype(np.uint8)
    colours: Table = table[index]
    return colours


def _srgb(lightness: Array, a: Array, b: Array) -> Table:
    """Oklab to 8-bit sRGB, clipped to its gamut."""
    linear = np.clip((np.stack([lightness, a, b], -1) @ _TO_ROOTS.T) ** 3 @ _TO_LINEAR.T, 0, 1)
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    table: Table = np.rint(encoded * 255).astype(np.uint8)
    table.flags.writeable = False
    return table

"""What metrics measure on: pairs of planes on the 0 to 255 scale, their border left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.colour import luma
from srviewer.phrase import phrase

Plane = npt.NDArray[np.float64]
Check = Callable[[], None]

STRIP_PIXELS = 1 << 18  # worked on at a time: large pictures take no more memory, and a cancel is answered at once


def on_255(image: npt.NDArray[Any]) -> Plane:
    """An image as float64 on the 0 to 255 scale: uint8 as it is, uint16 / 257, floats (in [0, 1]) times 255."""
    if image.dtype == np.uint8:
        return image.astype(np.float64)
    if image.dtype == np.uint16:
        return image / 257.0
    if image.dtype == np.bool_ or np.issubdtype(image.dtype, np.floating):
        values = image.astype(np.float64)
        values *= 255.0
        return values
    raise ParameterError(phrase("expected uint8, uint16 or float samples, got {dtype}", dtype=image.dtype))


def measured_plane(image: npt.NDArray[Any]) -> Plane:
    """The plane a picture is measured on: grey on its own values, colour on unrounded studio-range Y."""
    if image.ndim == 3 and image.shape[2] == 1:
        image = image[..., 0]
    if image.ndim == 2:
        return on_255(image)
    if image.ndim == 3 and image.shape[2] in (3, 4):
        y = np.empty(image.shape[:2])
        for rows in strips(*image.shape[:2]):
            y[rows] = luma(on_255(image[rows, :, :3]) / 255.0) * 255.0
        return y
    raise ParameterError(phrase("expected (H, W), (H, W, 3) or (H, W, 4), got shape {image}", image=image.shape))


def strips(height: int, width: int) -> Iterator[slice]:
    """Rows of a picture, `STRIP_PIXELS` or a little less at a time."""
    step = max(1, STRIP_PIXELS // max(1, width))
    for start in range(0, height, step):
        yield slice(start, min(start + step, height))


def cropped_pair(a: npt.NDArray[Any], b: npt.NDArray[Any], border: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Both without `border` pixels on each side; `ParameterError` if sizes differ or nothing is left."""
    if a.shape != b.shape:
        raise ParameterError(
            phrase("pictures of different shapes cannot be compared: {a} and {b}", a=a.shape, b=b.shape)
        )
    if border < 0:
        raise ParameterError(phrase("crop_border is {border}; it cannot be negative", border=border))
    if min(a.shape[:2]) <= 2 * border:
        size = f"{a.shape[1]} × {a.shape[0]}"
        raise ParameterError(
            phrase("nothing of {size} pixels is left when {border} are cropped on each side", size=size, border=border)
        )
    inside = slice(border, a.shape[0] - border), slice(border, a.shape[1] - border)
    return a[inside], b[inside]

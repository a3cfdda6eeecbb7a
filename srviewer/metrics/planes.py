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
ROUNDING = 2e-4  # of a level: what samples of the same level may differ by as floats; a level of 16 bits is 0.004


def on_255(image: npt.NDArray[Any]) -> Plane:
    """An image as float64 on the 0 to 255 scale: uint8 as it is, uint16 / 257, floats (in [0, 1]) times 255.

    Half floats near a level are that level. `ParameterError` for other dtypes and for NaN or infinity.
    """
    if image.dtype == np.uint8:
        return image.astype(np.float64)
    if image.dtype == np.uint16:
        return image / 257.0
    if image.dtype == np.bool_ or np.issubdtype(image.dtype, np.floating):
        values = image.astype(np.float64)
        if not np.isfinite(values).all():
            raise not_finite()
        values *= 255.0
        if image.dtype == np.float16:  # 0.06 of a level is what they are rounded by
            levels = np.rint(values)
            return np.where(np.abs(values - levels) < 0.1, levels, values)
        return values
    raise ParameterError(phrase("expected uint8, uint16 or float samples, got {dtype}", dtype=image.dtype))


def not_finite() -> ParameterError:
    """The error of a picture that nothing can be measured on."""
    return ParameterError(phrase("the picture has samples that are not finite (NaN or infinity)"))


def eight_bit(pixels: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
    """A result as it would be in an 8-bit file, on its own scale."""
    return pixels if pixels.dtype == np.uint8 else np.rint(on_255(pixels)).astype(np.uint8)


def same_levels(
    a: npt.NDArray[Any],
    b: npt.NDArray[Any],
    values: Callable[[npt.NDArray[Any]], Plane],
    check: Check | None = None,
) -> bool:
    """Whether two pictures of one shape have the same levels, floats counting as the level that they are rounded from.

    values : gives a strip on the 0 to 255 scale
    check : called between strips; may raise to end the work
    """
    for rows in strips(*a.shape[:2]):
        if check:
            check()
        if np.abs(values(a[rows]) - values(b[rows])).max() > ROUNDING:
            return False
    return True


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
    return cropped(a, border), cropped(b, border)


def cropped(image: npt.NDArray[Any], border: int) -> npt.NDArray[Any]:
    """A view without `border` pixels on each side; `ParameterError` if nothing is left."""
    if border < 0:
        raise ParameterError(phrase("crop_border is {border}; it cannot be negative", border=border))
    height, width = image.shape[:2]
    if min(height, width) <= 2 * border:
        size = f"{width} × {height}"
        raise ParameterError(
            phrase("nothing of {size} pixels is left when {border} are cropped on each side", size=size, border=border)
        )
    return image[border : height - border, border : width - border]

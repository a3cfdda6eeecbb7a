"""What the wavelet inspector rebuilt, as a picture of its own among the panes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.engine.events import Result
from srviewer.imaging.picture import Picture


def rebuilt_picture(plane: npt.NDArray[Any], channel: str, result: Result | None, picture: Picture | None) -> Picture:
    """The result or picture with one plane in its place: Y (the colours kept), or one colour channel. In a lane.

    plane : float (H, W) in [0, 1], which is clipped; channel : "y", "r", "g" or "b"
    """
    from srviewer.imaging.colour import rgb_to_ycbcr, ycbcr_to_rgb

    shown = result.picture() if result is not None else picture
    assert shown is not None
    plane = np.clip(plane, 0, 1).astype(np.float32)
    if shown.is_grey:
        return replace(shown, pixels=plane)
    if channel == "y":
        planes = rgb_to_ycbcr(shown.pixels)
        planes[..., 0] = plane
        return replace(shown, pixels=np.clip(ycbcr_to_rgb(planes), 0, 1))
    pixels = shown.pixels.copy()
    pixels[..., "rgb".index(channel)] = plane
    return replace(shown, pixels=pixels)

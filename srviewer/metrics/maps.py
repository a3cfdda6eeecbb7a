"""Maps of where two pictures differ: signed, absolute and squared error, structural dissimilarity and LPIPS, a pixel
each. (DISTS has none: it compares means over whole pictures.)"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer import metrics
from srviewer.errors import ParameterError
from srviewer.metrics.planes import Check, measured_plane, on_255, strips
from srviewer.metrics.structural_similarity import WINDOW, ssim_map
from srviewer.phrase import commas, phrase

FloatArray = npt.NDArray[np.float32]
CHANNELS = ("y", "r", "g", "b")


@dataclass(frozen=True)
class MapKind:
    """A kind of map. `peak` is the value that fills the colour scale at gain 1; `power` how it shrinks with gain.

    learned : whether a network makes it, which takes long, and is there only where the metric of its name is
    """

    name: str
    title: str
    unit: str
    line: str
    peak: float
    power: int = 1
    signed: bool = False
    learned: bool = False

    def range(self, gain: float) -> float:
        """The value at the end of the colour scale."""
        return self.peak / gain**self.power


KINDS = (
    MapKind("signed", "signed", "levels", "brighter or darker than what it is compared with", 255.0, signed=True),
    MapKind("absolute", "absolute", "levels", "how far from it, whichever way", 255.0),
    MapKind("squared", "squared", "levels²", "what PSNR adds up", 255.0**2, power=2),
    MapKind("ssim", "SSIM", "1 − SSIM", "where structure differs, 11 × 11 pixels at a time", 1.0),
    MapKind(
        "lpips_alex", "LPIPS alex", "LPIPS", "where AlexNet's features differ, as people weigh them", 1.0, learned=True
    ),
    MapKind(
        "lpips_vgg", "LPIPS vgg", "LPIPS", "where VGG-16's features differ, as people weigh them", 1.0, learned=True
    ),
    MapKind(
        "lpips_squeeze",
        "LPIPS sq",
        "LPIPS",
        "where SqueezeNet's features differ, as people weigh them",
        1.0,
        learned=True,
    ),
)


def available() -> tuple[MapKind, ...]:
    """The kinds that can be made here."""
    return tuple(kind for kind in KINDS if not kind.learned or not metrics.missing(metrics.get(kind.name)))


def kind_of(name: str) -> MapKind:
    """The kind called `name`."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise ParameterError(
        phrase("unknown map {name!r} (there are: {known})", name=name, known=commas([k.name for k in KINDS]))
    )


def error_map(
    sr: npt.NDArray[Any], reference: npt.NDArray[Any], kind: str, channel: str = "y", check: Check | None = None
) -> FloatArray:
    """The map of one picture against another.

    Parameters
    ----------
    sr, reference : uint8, uint16 or float (in [0, 1]) arrays of one size, (H, W) or (H, W, 3)
    kind : a name in `KINDS`
    channel : "y" (studio-range luma; grey pictures: their own values), "r", "g" or "b"
    check : called between strips; may raise to end the work

    Returns
    -------
    float32 (H, W): sr - reference on the 0 to 255 scale, its absolute value or square, 1 - SSIM (0 to 2; nil in
    the outer 5 pixels, where no window fits), or what adds up to LPIPS (of colours: `channel` has no effect)
    """
    found = kind_of(kind)
    if sr.shape[:2] != reference.shape[:2]:
        raise ParameterError(
            phrase(
                "pictures of different sizes cannot be compared: {sr} and {reference}",
                sr=sr.shape,
                reference=reference.shape,
            )
        )
    if found.learned:
        from srviewer.metrics.learned_distance import map_of

        return map_of(found.name, sr, reference, check)
    if found.name == "ssim":
        return _dissimilarity(channel_of(sr, channel), channel_of(reference, channel), check)
    height, width = sr.shape[:2]
    out = np.empty((height, width), np.float32)
    for rows in strips(height, width):
        if check:
            check()
        error = channel_of(sr[rows], channel)
        error -= channel_of(reference[rows], channel)
        if found.name == "squared":
            np.square(error, out=error)
        elif not found.signed:
            np.abs(error, out=error)
        out[rows] = error
    return out


def channel_of(image: npt.NDArray[Any], channel: str) -> npt.NDArray[np.float64]:
    """(H, W) on the 0 to 255 scale: Y, or a colour of a picture (grey pictures have one channel for all)."""
    if channel not in CHANNELS:
        raise ParameterError(
            phrase("unknown channel {channel!r} (there are: {known})", channel=channel, known=commas(CHANNELS))
        )
    if image.ndim == 2 or channel == "y":
        return measured_plane(image)
    return on_255(image[..., "rgb".index(channel)])


def _dissimilarity(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64], check: Check | None) -> FloatArray:
    out = np.zeros(a.shape, np.float32)
    reach = WINDOW // 2
    height, width = a.shape[0] - 2 * reach, a.shape[1] - 2 * reach
    if height < 1 or width < 1:
        return out
    for rows in strips(height, width):
        if check:
            check()
        around = slice(rows.start, rows.stop + 2 * reach)
        local = ssim_map(a[around], b[around])[reach:-reach, reach:-reach]
        out[rows.start + reach : rows.stop + reach, reach:-reach] = 1 - local
    return out


def largest(values: FloatArray, count: int, window: int) -> list[tuple[int, int]]:
    """Centres (x, y) of the `count` windows in which a map's mean is largest, the largest first; they do not overlap.

    values : float (H, W), not negative
    window : side of a window in pixels
    """
    height, width = (max(1, -(-n // window)) for n in values.shape)
    padded = np.zeros((height * window, width * window), np.float64)
    padded[: values.shape[0], : values.shape[1]] = values
    means = padded.reshape(height, window, width, window).mean((1, 3))
    order = np.argsort(means, axis=None)[::-1][:count]
    rows, columns = np.unravel_index(order, means.shape)
    return [
        (
            int(min(column * window + window // 2, values.shape[1] - 1)),
            int(min(row * window + window // 2, values.shape[0] - 1)),
        )
        for row, column in zip(rows, columns, strict=True)
    ]

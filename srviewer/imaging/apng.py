"""Frames of an animated PNG, composed at the depth of the file.

References
----------
Portable Network Graphics (PNG) Specification, third edition, W3C 2025: 11.3.6 (acTL, fcTL, fdAT) and 13.5.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Chunk = tuple[bytes, bytes]  # kind, body

KEEP, TO_BACKGROUND, TO_PREVIOUS = 0, 1, 2
OVER = 1


@dataclass
class ApngFrame:
    """Where a frame lies, what becomes of it afterwards (`dispose`), how it is put on what is there (`blend`), and its
    compressed pixels."""

    width: int
    height: int
    x: int
    y: int
    dispose: int
    blend: int
    data: list[bytes] = field(default_factory=list)

    @property
    def place(self) -> tuple[slice, slice]:
        return slice(self.y, self.y + self.height), slice(self.x, self.x + self.width)


def frames_of(chunks: Iterable[Chunk]) -> list[ApngFrame]:
    """The frames of an animation, the default image being the first of them only if a control chunk precedes it."""
    frames: list[ApngFrame] = []
    for kind, body in chunks:
        if kind == b"fcTL":
            _number, width, height, x, y, _delay, _per, dispose, blend = struct.unpack(">5I2H2B", body)
            frames.append(ApngFrame(width, height, x, y, dispose, blend))
        elif kind == b"fdAT" and frames:
            frames[-1].data.append(body[4:])
        elif kind == b"IDAT" and frames:
            frames[-1].data.append(body)
    return frames


def composed(frames: list[ApngFrame], shape: tuple[int, int], decode: Callable[[ApngFrame], Array]) -> Array:
    """What is seen once the last of these frames, of which there is at least one, is drawn.

    decode : gives a frame's samples, unsigned, (h, w) or (h, w, 2 to 4)

    Returns
    -------
    (H, W, N) of the same dtype, with alpha where something shows through, else without.
    """
    canvas: Array | None = None
    for frame in frames:
        if frame.y + frame.height > shape[0] or frame.x + frame.width > shape[1]:
            raise ValueError("a frame lies beyond the picture")
        samples = _with_alpha(decode(frame))
        if canvas is None:
            canvas = np.zeros((*shape, samples.shape[2]), samples.dtype)
        before = canvas[frame.place].copy()
        canvas[frame.place] = _over(samples, before) if frame.blend == OVER else samples
        if frame is not frames[-1] and frame.dispose != KEEP:
            first = frame is frames[0] and frame.dispose == TO_PREVIOUS
            canvas[frame.place] = 0 if first or frame.dispose == TO_BACKGROUND else before
    assert canvas is not None
    return canvas if (canvas[..., -1] != np.iinfo(canvas.dtype).max).any() else canvas[..., :-1]


def _with_alpha(samples: Array) -> Array:
    samples = samples[..., None] if samples.ndim == 2 else samples
    if samples.shape[2] in (2, 4):
        return samples
    opaque = np.full((*samples.shape[:2], 1), np.iinfo(samples.dtype).max, samples.dtype)
    return np.concatenate((samples, opaque), axis=2)


def _over(upper: Array, lower: Array) -> Array:
    """Straight alpha over straight alpha, rounded."""
    peak = float(np.iinfo(upper.dtype).max)
    a, b = upper[..., -1:] / peak, lower[..., -1:] / peak
    alpha = a + b * (1 - a)
    colour = upper[..., :-1] * a + lower[..., :-1] * (b * (1 - a))
    colour = np.divide(colour, alpha, out=np.zeros_like(colour), where=alpha > 0)
    found: Array = np.rint(np.concatenate((colour, alpha * peak), axis=2)).astype(upper.dtype)
    return found

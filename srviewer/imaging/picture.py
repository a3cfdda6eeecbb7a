"""The picture that every part of the core speaks of."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.colour import grey_of
from srviewer.imaging.metadata import NOTHING, Metadata
from srviewer.phrase import phrase

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Samples = npt.NDArray[Any]  # float32 in [0, 1], or uint8 or uint16 levels
CHUNK = 1 << 21  # values that are digested at once

_digesting = threading.RLock()  # reentrant: `check` may do more urgent work, which needs a digest too


@dataclass(frozen=True, eq=False)
class Picture:
    """An image in the core: immutable, upright, in sRGB values.

    Parameters
    ----------
    samples : array (H, W, 3) RGB or (H, W) grey
        uint8 or uint16 levels, as most files hold them, a quarter or half of the memory; or float32 in [0, 1].
        C-contiguous; made read-only. `pixels` and `part` give them as float32.
    alpha : float32 array (H, W) in [0, 1], or None
        Straight (not premultiplied) transparency.
    depth : 8 or 16
        Bits per sample of the source; a result may be kept at the same depth.
    profile : str
        What the values were before they were sRGB, e.g. "Display P3"; "sRGB" if they were not converted.
    notices : tuple of str
        What a user should know about how the picture was read, each a sentence.
    metadata : Metadata
        What else the file says (EXIF, XMP, text, resolution), to be kept in what is saved.
    page, pages : int
        Which page or frame of its file this is, from 1, and how many the file has.
    """

    samples: Samples
    alpha: FloatArray | None = None
    depth: int = 8
    profile: str = "sRGB"
    notices: tuple[str, ...] = ()
    metadata: Metadata = field(default=NOTHING, repr=False)
    page: int = 1
    pages: int = 1

    def __post_init__(self) -> None:
        shape = self.samples.shape
        if not (len(shape) == 2 or (len(shape) == 3 and shape[2] == 3)) or 0 in shape:
            raise ParameterError(
                phrase("a picture is (H, W) or (H, W, 3) with at least one pixel; got shape {shape}", shape=shape)
            )
        if self.alpha is not None and self.alpha.shape != shape[:2]:
            raise ParameterError(
                phrase(
                    "alpha is {alpha}, the picture {shape}: they must agree", alpha=self.alpha.shape, shape=shape[:2]
                )
            )
        if self.depth not in (8, 16):
            raise ParameterError(phrase("depth is 8 or 16 bits, not {depth}", depth=self.depth))
        for name in ("samples", "alpha"):
            array = getattr(self, name)
            if array is not None:
                levels = name == "samples" and array.dtype in (np.uint8, np.uint16)
                array = np.ascontiguousarray(array, array.dtype if levels else np.float32)
                if array.flags.writeable:
                    array = array.view()
                    array.flags.writeable = False
                object.__setattr__(self, name, array)

    @property
    def pixels(self) -> FloatArray:
        """All samples as float32 in [0, 1], made anew each time where they are levels: of what may be large, take a
        `part`."""
        return as_floats(self.samples)

    def part(self, rows: slice, columns: slice = slice(None)) -> FloatArray:
        """Samples of a part as float32 in [0, 1]."""
        return as_floats(self.samples[rows, columns])

    def cropped(self, rows: slice, columns: slice) -> Picture:
        """A part of it as a picture."""
        alpha = None if self.alpha is None else self.alpha[rows, columns]
        return replace(self, samples=self.samples[rows, columns], alpha=alpha)

    @property
    def height(self) -> int:
        return int(self.samples.shape[0])

    @property
    def width(self) -> int:
        return int(self.samples.shape[1])

    @property
    def is_grey(self) -> bool:
        return self.samples.ndim == 2

    @property
    def content_key(self) -> str:
        """Digest of the values (colour and alpha): equal pictures have equal keys."""
        return self.digested()

    def digested(self, check: Callable[[], None] = lambda: None) -> str:
        """`content_key`; the first time `check` is called every few milliseconds and may raise to end the work."""
        while not _digesting.acquire(timeout=0.01):  # another lane may be at it, for the same picture
            check()
        try:
            known: str | None = self.__dict__.get("_digest")
            if known is None:
                known = self.__dict__["_digest"] = self._digest_of_values(check)
            return known
        finally:
            _digesting.release()

    def _digest_of_values(self, check: Callable[[], None]) -> str:
        digest = hashlib.blake2b(repr(self.samples.shape).encode(), digest_size=16)
        _add(digest, self.samples, check)
        if self.alpha is not None:
            digest.update(b"alpha")
            _add(digest, self.alpha, check)
        return digest.hexdigest()

    def rounded(self) -> Picture:
        """The same as a file of its depth can hold it."""
        alpha = None if self.alpha is None else dequantise(quantise(self.alpha, self.depth))
        return replace(self, samples=as_levels(self.samples, self.depth), alpha=alpha)

    def with_notice(self, sentence: str) -> Picture:
        return replace(self, notices=(*self.notices, sentence))


def _add(digest: hashlib.blake2b, samples: Samples, check: Callable[[], None]) -> None:
    flat = samples.reshape(-1)
    for start in range(0, flat.size, CHUNK):
        check()
        digest.update(as_floats(flat[start : start + CHUNK]).data)


def as_floats(samples: npt.NDArray[Any]) -> FloatArray:
    """Levels as float32 in [0, 1]; floats as they are."""
    return samples if samples.dtype.kind == "f" else dequantise(samples)


def as_levels(samples: npt.NDArray[Any], depth: int = 8) -> IntArray:
    """Samples rounded to uint8 (depth 8) or uint16 (depth 16); as they are where they are that."""
    fits = samples.dtype == (np.uint8 if depth == 8 else np.uint16)
    return samples if fits else quantise(as_floats(samples), depth)


def quantise(values: npt.NDArray[Any], depth: int = 8) -> IntArray:
    """Clip values in [0, 1] and round them (half to even) to uint8 (depth 8) or uint16 (depth 16)."""
    peak, dtype = (255, np.uint8) if depth == 8 else (65535, np.uint16)
    scaled = np.multiply(values, peak, dtype=np.float32 if depth == 8 else np.float64)
    np.clip(scaled, 0, peak, out=scaled)
    np.rint(scaled, out=scaled)
    result: IntArray = scaled.astype(dtype)
    return result


def dequantise(values: npt.NDArray[Any]) -> FloatArray:
    """uint8 or uint16 samples as float32 in [0, 1]."""
    peak = {np.dtype(np.uint8): 255, np.dtype(np.uint16): 65535}.get(values.dtype)
    if peak is None:
        raise ParameterError(phrase("expected uint8 or uint16 samples, got {dtype}", dtype=values.dtype))
    found: npt.NDArray[np.floating[Any]] = np.divide(values, peak, dtype=np.float64 if peak > 255 else np.float32)
    return found.astype(np.float32, copy=False)


def in_channels(picture: Picture, grey: bool) -> Picture:
    """A picture in grey or in colour; itself if it is so already."""
    if picture.is_grey is grey:
        return picture
    samples = grey_of(picture.pixels) if grey else np.repeat(picture.samples[..., None], 3, axis=2)
    return replace(picture, samples=samples)

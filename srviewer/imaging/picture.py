"""The picture that every part of the core speaks of."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from srviewer.errors import ParameterError
from srviewer.imaging.metadata import NOTHING, Metadata
from srviewer.phrase import phrase

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
CHUNK = 1 << 21  # values that are worked on at once

_digesting = threading.RLock()  # reentrant: `check` may do more urgent work, which needs a digest too


@dataclass(frozen=True, eq=False)
class Picture:
    """An image in the core: immutable, upright, in sRGB values.

    Parameters
    ----------
    pixels : float32 array, (H, W, 3) RGB or (H, W) grey, in [0, 1]
        C-contiguous; made read-only.
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

    pixels: FloatArray
    alpha: FloatArray | None = None
    depth: int = 8
    profile: str = "sRGB"
    notices: tuple[str, ...] = ()
    metadata: Metadata = field(default=NOTHING, repr=False)
    page: int = 1
    pages: int = 1

    def __post_init__(self) -> None:
        shape = self.pixels.shape
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
        for name in ("pixels", "alpha"):
            array = getattr(self, name)
            if array is not None:
                array = np.ascontiguousarray(array, dtype=np.float32)
                if array.flags.writeable:
                    array = array.view()
                    array.flags.writeable = False
                object.__setattr__(self, name, array)

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def is_grey(self) -> bool:
        return self.pixels.ndim == 2

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
        digest = hashlib.blake2b(repr(self.pixels.shape).encode(), digest_size=16)
        _add(digest, self.pixels, check)
        if self.alpha is not None:
            digest.update(b"alpha")
            _add(digest, self.alpha, check)
        return digest.hexdigest()

    @cached_property
    def levels(self) -> npt.NDArray[Any]:
        """The samples as a file of its depth holds them, uint8 or uint16, if each is one of its levels, as those from
        files are; else `pixels`. Numbers are measured on these: exact, and of fewer bytes."""
        levels = np.empty(self.pixels.shape, np.uint8 if self.depth == 8 else np.uint16)
        step = max(1, CHUNK // self.pixels[0].size)
        for start in range(0, self.height, step):
            rows = slice(start, start + step)
            levels[rows] = quantise(self.pixels[rows], self.depth)
            if not np.array_equal(dequantise(levels[rows]), self.pixels[rows]):
                return self.pixels
        return levels

    def rounded(self) -> Picture:
        """The same as a file of its depth can hold it."""
        pixels, alpha = (None if a is None else dequantise(quantise(a, self.depth)) for a in (self.pixels, self.alpha))
        assert pixels is not None
        return replace(self, pixels=pixels, alpha=alpha)

    def with_notice(self, sentence: str) -> Picture:
        return replace(self, notices=(*self.notices, sentence))


def _add(digest: hashlib.blake2b, values: FloatArray, check: Callable[[], None]) -> None:
    flat = values.reshape(-1)
    for start in range(0, flat.size, CHUNK):
        check()
        digest.update(flat[start : start + CHUNK].data)


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

"""PBM, PGM, PPM (plain and raw, any greatest value) and PFM (grey and colour).

References
----------
Netpbm, pbm(5), pgm(5), ppm(5), pfm(5).
"""

from __future__ import annotations

import re
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from srviewer.imaging.colour_spaces import ColourModel
from srviewer.imaging.decoded import Decoded
from srviewer.imaging.formats import Opened

Array = npt.NDArray[Any]
MOST_HEADER = 4096
_TOKEN = re.compile(rb"(?:\s|#[^\n\r]*[\n\r])*([^\s#]+)")


def opened(file: BinaryIO, page: int) -> Opened:
    """The first picture of the file."""
    head = file.read(MOST_HEADER)
    kind, at = head[1:2], 2
    numbers: list[bytes] = []
    while len(numbers) < (2 if kind in b"14" else 3):
        found = _TOKEN.match(head, at)
        if found is None or found.end() == len(head) == MOST_HEADER:
            raise ValueError("its header has no end")
        numbers.append(found[1])
        at = found.end()
    width, height = int(numbers[0]), int(numbers[1])
    if width <= 0 or height <= 0:
        raise ValueError("its header gives it no pixels")
    shape = (height, width, 3) if kind in b"36F" else (height, width)
    scale = numbers[2] if len(numbers) > 2 else b"1"

    def decode() -> Decoded:
        file.seek(at + 1)  # one white space ends the header
        data = file.read()
        model = ColourModel.RGB if len(shape) == 3 else ColourModel.GREY
        if kind in b"fF":
            return Decoded(_floats(data, shape, float(scale)), model)
        peak = int(scale)
        if not 0 < peak <= 65535:
            raise ValueError(f"its greatest value is {peak}")
        samples = _plain(data, shape, kind) if kind in b"123" else _raw(data, shape, kind, peak)
        return Decoded(samples, model, peak, white_is_zero=kind in b"14")

    return Opened(width, height, decode)


def _floats(data: bytes, shape: tuple[int, ...], scale: float) -> Array:
    """Rows come from the bottom up; a negative scale says little-endian, its size says nothing of the values."""
    values = np.frombuffer(data, "<f4" if scale < 0 else ">f4", int(np.prod(shape)))
    return values.reshape(shape)[::-1]


def _raw(data: bytes, shape: tuple[int, ...], kind: bytes, peak: int) -> Array:
    if kind == b"4":
        row = -(-shape[1] // 8)
        packed = np.frombuffer(data, np.uint8, shape[0] * row).reshape(shape[0], row)
        return np.unpackbits(packed, axis=1, count=shape[1])
    return np.frombuffer(data, np.uint8 if peak <= 255 else ">u2", int(np.prod(shape))).reshape(shape)


def _plain(data: bytes, shape: tuple[int, ...], kind: bytes) -> Array:
    count = int(np.prod(shape))
    text = re.sub(rb"#[^\n\r]*", b"", data)
    if kind == b"1":  # digits need no space between them
        digits = re.sub(rb"\s", b"", text)[:count]
        values = np.frombuffer(digits, np.uint8) - ord("0")
    else:
        values = np.array(text.split(None, count)[:count], dtype=np.int64)
    if values.size < count:
        raise EOFError("samples are missing")
    if values.max() > 65535 or values.min() < 0:
        raise ValueError("a sample is no number from 0 to 65535")
    return values.astype(np.uint16).reshape(shape)

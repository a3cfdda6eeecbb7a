"""Damaged pictures: every format that Pillow writes here and the program reads x mode x size, mutated in many ways."""

from __future__ import annotations

import io
import random
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image

FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "JPEG2000", "ICO", "QOI", "WEBP", "PPM", "AVIF")
MODES = (
    *("1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "LAB", "HSV", "I", "F"),
    *("I;16", "I;16B", "I;16L"),
)
MUTATIONS = 40
_HEADS = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff\xe0",
    b"II*\0",
    b"MM\0*",
    b"GIF89a",
    b"BM",
    b"\0\0\1\0",
    b"qoif",
    b"P6\n",
)


@dataclass(frozen=True)
class Damaged:
    """A file's bytes and what was done to them."""

    name: str
    data: bytes


@cache
def whole_files() -> tuple[Damaged, ...]:
    """One small file per format, mode and way of writing it."""
    Image.init()
    found = []
    for kind in FORMATS:
        for mode in MODES:
            for label, options in _ways(kind):
                data = _encoded(kind, mode, options)
                if data is not None:
                    found.append(Damaged(f"{kind} {mode}{label}", data))
    return tuple(found)


def damaged(count: int, seed: int) -> Iterator[Damaged]:
    """`count` files, each mutation of each whole file at most once, in an order drawn by `seed`."""
    files = whole_files()
    picks = [(file, n) for file in files for n in range(MUTATIONS)]
    random.Random(seed).shuffle(picks)
    for file, n in picks[:count]:
        yield Damaged(f"{file.name} #{n}", _mutated(file.data, n, random.Random(f"{file.name} {n} {seed}")))


def _ways(kind: str) -> list[tuple[str, dict[str, object]]]:
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "a picture"
    ways: list[tuple[str, dict[str, object]]] = [("", {})]
    if kind in ("PNG", "JPEG", "WEBP", "TIFF"):
        ways.append((" with EXIF", {"exif": exif.tobytes()}))
    if kind == "TIFF":
        ways += [(f" {c}", {"compression": c}) for c in ("tiff_lzw", "packbits", "tiff_adobe_deflate")]
    if kind == "JPEG":
        ways.append((" progressive", {"progressive": True}))
    if kind in ("GIF", "PNG", "WEBP", "TIFF"):
        more = [Image.new("RGB", (23, 18), (9 * n, 0, 0)) for n in (1, 2)]
        ways.append((" frames", {"save_all": True, "append_images": more}))
    return ways


def _encoded(kind: str, mode: str, options: dict[str, object]) -> bytes | None:
    noise = np.random.default_rng(0).integers(0, 256, (18, 23, 3), np.uint8)
    picture = Image.fromarray(noise)
    file = io.BytesIO()
    try:
        if mode == "LAB":
            picture = Image.frombytes("LAB", picture.size, noise.tobytes())
        elif mode.startswith("I;16"):
            picture = Image.frombytes(mode, picture.size, noise[..., :2].tobytes())
        else:
            picture = picture.convert("L").convert(mode) if mode in ("LA", "PA", "I", "F") else picture.convert(mode)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # some Pillow's last words on I as PNG
            picture.save(file, kind, **options)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, NameError):  # of a name in Pillow itself
        return None  # this format has no such mode
    return file.getvalue()


def _mutated(data: bytes, number: int, chance: random.Random) -> bytes:
    """One of `MUTATIONS`: ten cut, twelve with bits flipped, six with another head, six with fields of zeros, six with
    a stretch taken out, doubled or filled."""
    out = bytearray(data)
    if number < 10:
        return data[: len(data) * number // 10 + chance.randrange(max(1, len(data) // 10))]
    if number < 22:
        near = 64 if number < 16 else len(out)
        for _ in range(chance.choice((1, 1, 2, 8))):
            out[chance.randrange(min(near, len(out)))] ^= 1 << chance.randrange(8)
    elif number < 28:
        head = chance.choice(_HEADS)
        out[: len(head)] = head
    elif number < 34:
        at = chance.randrange(max(1, min(200, len(out) - 4)))
        out[at : at + 4] = bytes(4)
        if data.startswith(_HEADS[0]):  # a PNG has chunks with a length of their own: one of none is put in
            out[33:33] = struct.pack(">I", 0) + chance.choice((b"IDAT", b"PLTE", b"tRNS", b"eXIf")) + bytes(4)
    else:
        start = chance.randrange(len(out))
        stop = min(len(out), start + chance.randrange(1, 40))
        out[start:stop] = chance.choice((b"", bytes(out[start:stop]) * 2, b"\xff" * (stop - start)))
    return bytes(out)

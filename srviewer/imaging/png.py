"""PNG: chunks read and written here, pixels by libpng (`imagecodecs`), which gets no other chunks than it needs.

References
----------
Portable Network Graphics (PNG) Specification, third edition, W3C 2025.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from srviewer.imaging import apng, colour_spaces
from srviewer.imaging.colour_spaces import ProfileError
from srviewer.imaging.decoded import Decoded, plain_model
from srviewer.imaging.formats import Opened
from srviewer.imaging.metadata import Metadata
from srviewer.phrase import phrase

Array = npt.NDArray[Any]

SIGNATURE = b"\x89PNG\r\n\x1a\n"
XMP_KEYWORD = "XML:com.adobe.xmp"
METRES_OF_AN_INCH = 0.0254
MOST_TEXT = 64 << 20
"""Bytes to which all compressed text and the profile of a file may unpack."""
_DAMAGED = (ValueError, IndexError, struct.error, zlib.error)


def opened(file: BinaryIO, page: int) -> Opened:
    """A page of a PNG file: the picture itself, or a frame of an animation."""
    head = file.read(33)
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise ValueError("it does not begin with a header")
    width, height = struct.unpack(">II", head[16:24])
    if not width or not height:
        raise ValueError("its header gives it no pixels")
    frames = _frames(file)

    def decode() -> Decoded:
        file.seek(0)
        return _decoded(file.read(), page)

    return Opened(width, height, decode, frames)


def _frames(file: BinaryIO) -> int:
    """What an animation's control chunk, which stands before the pixels, gives as the number of frames, and one more
    for a default image that is not among them; else 1."""
    file.seek(8)
    count, among = 1, False
    while len(head := file.read(8)) == 8 and head[4:] not in (b"IDAT", b"IEND"):
        size = int.from_bytes(head[:4], "big")
        body = file.read(4) if head[4:] == b"acTL" else b""
        count = max(1, int.from_bytes(body, "big")) if body else count
        among |= head[4:] == b"fcTL"
        file.seek(size + 4 - len(body), 1)
    return count if among or count == 1 else count + 1


# -- reading ----------------------------------------------------------------------------------------------------


def _decoded(data: bytes, page: int) -> Decoded:
    import imagecodecs

    pixels, told, notices = _sorted(data)
    samples = imagecodecs.png_decode(pixels) if page == 1 else _frame(data, page)
    model, extra = plain_model(samples)
    profile, name = _profile(told, notices)
    metadata, turn = _metadata(told, notices)
    return Decoded(samples, model, extra=extra, profile=profile, profile_name=name, orientation=turn,
                   metadata=metadata, notices=tuple(notices))  # fmt: skip


def _sorted(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]], list[str]]:
    """A PNG of the chunks that make the pixels, the other chunks, and a notice of those that are damaged."""
    pixels: list[bytes | memoryview] = [SIGNATURE]
    told, damaged = [], []
    for kind, whole in _chunks(memoryview(data)):
        if kind in (b"IHDR", b"PLTE", b"IDAT"):
            pixels.append(whole)
        elif not kind[0] & 32:
            raise ValueError(f"an unknown critical chunk, {kind!r}")
        elif zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:], "big"):
            damaged.append(kind.decode("latin-1"))
        elif kind == b"tRNS":
            pixels.append(whole)
        else:
            told.append((kind, bytes(whole[8:-4])))
    notices = [phrase("a damaged chunk was ignored: {name}", name=name) for name in damaged]
    return b"".join([*pixels, chunk(b"IEND", b"")]), told, notices


def _frame(data: bytes, page: int) -> Array:
    """A later frame of an animation. The default image is the first page, whether or not the animation begins with
    it."""
    import imagecodecs

    chunks = []
    for kind, whole in _chunks(memoryview(data)):
        if kind in (b"fcTL", b"fdAT", b"IDAT") and zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:], "big"):
            raise ValueError("a frame of it is damaged")
        chunks.append((kind, bytes(whole[8:-4])))
    frames = apng.frames_of(chunks)
    apart = next((kind for kind, _ in chunks if kind in (b"fcTL", b"IDAT")), b"") == b"IDAT"
    header = next(body for kind, body in chunks if kind == b"IHDR")
    common = b"".join(chunk(kind, body) for kind, body in chunks if kind in (b"PLTE", b"tRNS"))

    def decode(frame: apng.ApngFrame) -> Array:
        size = struct.pack(">II", frame.width, frame.height)
        pixels = chunk(b"IHDR", size + header[8:]) + common + chunk(b"IDAT", b"".join(frame.data))
        found: Array = imagecodecs.png_decode(SIGNATURE + pixels + chunk(b"IEND", b""))
        return found

    width, height = struct.unpack(">II", header[:8])
    if len(frames) < page - apart:
        raise EOFError("frames are missing")
    return apng.composed(frames[: page - apart], (height, width), decode)


def _chunks(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    """Kind and bytes of each chunk up to the end chunk, which may be missing; the last may be cut."""
    at = len(SIGNATURE)
    while at + 8 <= len(data) and (kind := bytes(data[at + 4 : at + 8])) != b"IEND":
        size = 12 + int.from_bytes(data[at : at + 4], "big")
        yield kind, data[at : at + size]
        at += size


def _profile(told: list[tuple[bytes, bytes]], notices: list[str]) -> tuple[bytes | None, str]:
    """The colour space by the first of cICP, iCCP, sRGB, and gAMA with cHRM; no profile for sRGB."""
    by_kind = dict(reversed(told))
    try:
        if b"cICP" in by_kind:
            return colour_spaces.cicp_profile(*by_kind[b"cICP"][:2])
        if b"iCCP" in by_kind:
            return _unpacked(by_kind[b"iCCP"].split(b"\0", 1)[1][1:]), ""
        if b"sRGB" in by_kind or not by_kind.keys() & {b"gAMA", b"cHRM"}:
            return None, ""
        return _by_gamma(by_kind.get(b"gAMA"), by_kind.get(b"cHRM"))
    except (ProfileError, TypeError, *_DAMAGED) as error:
        why = error if isinstance(error, ProfileError) else phrase("it is damaged")
        notices.append(phrase("the colour space of the file was ignored, since {error}; sRGB is assumed", error=why))
        return None, ""


def _by_gamma(gamma: bytes | None, corners: bytes | None) -> tuple[bytes, str]:
    exponent = None if gamma is None else struct.unpack(">I", gamma)[0] / 1e5
    white, primaries = colour_spaces.D65, None
    if corners is not None:
        points = [v / 1e5 for v in struct.unpack(">8I", corners)]
        white, *primaries = zip(points[::2], points[1::2], strict=True)
    name = phrase("the primaries of the file") if exponent is None else phrase("gamma {value:g}", value=exponent)
    return colour_spaces.gamma_profile(exponent, primaries, white), name


def _metadata(told: list[tuple[bytes, bytes]], notices: list[str]) -> tuple[Metadata, int]:
    exif, xmp, resolution = None, None, None
    text: list[tuple[str, str]] = []
    left = MOST_TEXT
    for kind, body in told:
        try:
            if kind == b"eXIf":
                exif = exif or body
            elif kind == b"pHYs":
                x, y, unit = struct.unpack(">IIB", body)
                resolution = (x * METRES_OF_AN_INCH, y * METRES_OF_AN_INCH) if unit == 1 else None
            elif kind in (b"tEXt", b"zTXt", b"iTXt"):
                key, value = _text(kind, body, left)
                left -= len(value)
                if key == XMP_KEYWORD:
                    xmp = value.encode()
                else:
                    text.append((key, value))
        except _DAMAGED:
            notices.append(phrase("a damaged chunk was ignored: {name}", name=kind.decode()))
    return Metadata.of(exif, xmp, tuple(text), resolution)


def _text(kind: bytes, body: bytes, most: int) -> tuple[str, str]:
    keyword, rest = body.split(b"\0", 1)
    key = keyword.decode("latin-1")
    if kind == b"tEXt":
        return key, rest.decode("latin-1")
    if kind == b"zTXt":
        return key, _unpacked(rest[1:], most).decode("latin-1")
    packed, (_language, _keyword, value) = rest[0], rest[2:].split(b"\0", 2)
    return key, (_unpacked(value, most) if packed else value).decode("utf-8")


def _unpacked(data: bytes, most: int = MOST_TEXT) -> bytes:
    """Compressed bytes whole; `zlib.error` if they are cut, or more than `most`."""
    unpacker = zlib.decompressobj()
    found = unpacker.decompress(data, most)
    if not unpacker.eof:
        raise zlib.error("cut, or too long")
    return found


# -- writing ----------------------------------------------------------------------------------------------------


def encoded(samples: Array, metadata: Metadata, exif: bytes, icc: bytes, text: Mapping[str, str]) -> bytes:
    """A PNG of uint8 or uint16 samples, (H, W) or (H, W, 2 to 4), that says its colour space, resolution and text."""
    import imagecodecs

    bare = imagecodecs.png_encode(np.ascontiguousarray(samples), level=6)
    header = len(SIGNATURE) + 25
    chunks = [chunk(b"iCCP", b"ICC profile\0\0" + zlib.compress(icc))]
    if metadata.resolution:
        x, y = (round(r / METRES_OF_AN_INCH) for r in metadata.resolution)
        chunks.append(chunk(b"pHYs", struct.pack(">IIB", x, y, 1)))
    if exif:
        chunks.append(chunk(b"eXIf", exif.removeprefix(b"Exif\0\0")))
    if metadata.xmp:
        chunks.append(_international_text(XMP_KEYWORD, metadata.xmp))
    chunks += [_international_text(key, value.encode()) for key, value in text_items(metadata, text)]
    return b"".join([bare[:header], *chunks, bare[header:]])


def text_items(metadata: Metadata, text: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """The source's text, where `text` does not take its place, and then that."""
    return [*(item for item in metadata.text if item[0] not in text), *text.items()]


def _international_text(key: str, value: bytes) -> bytes:
    return chunk(b"iTXt", key.encode("latin-1", "replace")[:79] + b"\0\0\0\0\0" + value)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

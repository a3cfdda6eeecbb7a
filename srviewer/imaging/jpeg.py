"""JPEG: marker segments read here, pixels decoded by libjpeg-turbo (`imagecodecs`).

References
----------
ITU-T T.81, annex B (markers), T.871 (JFIF), Adobe Technical Note 5116 (APP14), ICC.1:2022 annex B.4 (profiles).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from srviewer.imaging.colour_spaces import ColourModel
from srviewer.imaging.decoded import Decoded
from srviewer.imaging.formats import Opened, Unsupported, not_kept
from srviewer.imaging.metadata import COMMENT, Metadata
from srviewer.phrase import phrase

Array = npt.NDArray[Any]

EOI, SOS, DHT, DAC, COM, JPG = 0xD9, 0xDA, 0xC4, 0xCC, 0xFE, 0xC8
APP0, APP1, APP2, APP13 = 0xE0, 0xE1, 0xE2, 0xED
_STANDALONE = (0x01, *range(0xD0, 0xD9))
_DECODED_FRAMES = (0xC0, 0xC1, 0xC2, 0xC9, 0xCA)  # baseline, extended, progressive; Huffman or arithmetic
_LOSSLESS = 0xC3
_EXIF, _XMP, _ICC, _IPTC = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"ICC_PROFILE\0", b"8BIM\x04\x04"


@dataclass
class _Header:
    """What stands before the first scan."""

    frame: int = 0
    bits: int = 8
    width: int = 0
    height: int = 0
    components: int = 0
    exif: bytes | None = None
    xmp: bytes | None = None
    icc: dict[int, bytes] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    notices: tuple[str, ...] = ()
    resolution: tuple[float, float] | None = None


def opened(file: BinaryIO, page: int) -> Opened:
    """The first picture of a JPEG file; others behind it (an MPO's, a film's) are not looked for."""
    header = _read_header(file)
    if header.frame not in (*_DECODED_FRAMES, _LOSSLESS):
        raise Unsupported(phrase("an unsupported kind of JPEG (frame {frame:X})", frame=header.frame))
    if header.components not in (1, 3, 4):
        raise Unsupported(phrase("a JPEG with {count} colour components", count=header.components))

    def decode() -> Decoded:
        file.seek(0)
        data = file.read()
        samples = _pixels(data, header)
        metadata, turn = _metadata(header)
        model = {1: ColourModel.GREY, 3: ColourModel.RGB, 4: ColourModel.CMYK}[header.components]
        icc = b"".join(part for _, part in sorted(header.icc.items())) or None
        peak = (1 << header.bits) - 1
        # Adobe's convention, which all writers follow: 0 is full ink
        return Decoded(peak - samples if model is ColourModel.CMYK else samples, model, peak, profile=icc,
                       orientation=turn, metadata=metadata, notices=header.notices)  # fmt: skip

    return Opened(header.width, header.height, decode)


def _metadata(header: _Header) -> tuple[Metadata, int]:
    comment = "\n".join(header.comments)
    return Metadata.of(header.exif, header.xmp, ((COMMENT, comment),) if comment else (), header.resolution)


# -- segments ---------------------------------------------------------------------------------------------------


def _read_header(file: BinaryIO) -> _Header:
    header = _Header()
    while (marker := _next_marker(file)) != SOS:
        if marker == EOI:
            raise ValueError("it has no pixels")
        if marker in _STANDALONE:
            continue
        size = int.from_bytes(_exactly(file, 2), "big") - 2
        if size < 0:
            raise ValueError("a segment has a length that cannot be")
        _take(header, marker, _exactly(file, size))
    if not header.width or not header.height:
        raise ValueError("it does not say its size")
    return header


def _next_marker(file: BinaryIO) -> int:
    byte = _exactly(file, 1)[0]
    while byte != 0xFF:  # bytes between segments are passed over, as libjpeg does
        byte = _exactly(file, 1)[0]
    while byte in (0xFF, 0):
        byte = _exactly(file, 1)[0]
    return byte


def _exactly(file: BinaryIO, size: int) -> bytes:
    found = file.read(size)
    if len(found) < size:
        raise EOFError("it ends before its pixels begin")
    return found


def _take(header: _Header, marker: int, body: bytes) -> None:
    if 0xC0 <= marker <= 0xCF and marker not in (DHT, DAC, JPG):
        header.frame, header.bits, header.components = marker, body[0], body[5]
        header.height, header.width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    elif marker == APP0 and body.startswith(b"JFIF\0") and len(body) >= 12:
        x, y = int.from_bytes(body[8:10], "big"), int.from_bytes(body[10:12], "big")
        factor = {1: 1.0, 2: 2.54}.get(body[7])
        header.resolution = None if factor is None else (factor * x, factor * y)
    elif marker == APP1 and body.startswith(_EXIF):
        header.exif = header.exif or body
    elif marker == APP1 and body.startswith(_XMP):
        header.xmp = header.xmp or body[len(_XMP) :]
    elif marker == APP2 and body.startswith(_ICC) and len(body) > 14:
        header.icc[body[12]] = body[14:]
    elif marker == APP13 and _IPTC in body:
        header.notices = (not_kept("IPTC"),)
    elif marker == COM:
        header.comments.append(_text(body))


def _text(body: bytes) -> str:
    try:
        return body.rstrip(b"\0").decode("utf-8")
    except UnicodeDecodeError:
        return body.rstrip(b"\0").decode("latin-1")


# -- pixels -----------------------------------------------------------------------------------------------------


def _pixels(data: bytes, header: _Header) -> Array:
    """The samples as they are stored, (H, W) or (H, W, N); a file that ends early is an error.

    libjpeg fills what is missing with grey and gives only a warning. So the end marker is looked for; where it alone is
    missing, what is decoded does not depend on what comes in its place.
    """
    scans, whole = _scans(data)
    if whole:
        return _decode(data, header)
    if header.frame in (0xC2, 0xCA) and not _complete(scans):
        raise EOFError("some of its scans are missing")
    first, second = (_decode(data + 64 * filler + b"\xff\xd9", header) for filler in (b"\0", b"\xa5"))
    if not np.array_equal(first, second):
        raise EOFError("its last part is missing")
    return first


def _decode(data: bytes, header: _Header) -> Array:
    import imagecodecs

    codec = imagecodecs.ljpeg_decode if header.frame == _LOSSLESS else imagecodecs.jpeg8_decode
    found: Array = codec(data)
    if found.shape[:2] != (header.height, header.width):
        raise ValueError("it says two sizes")
    return found


def _scans(data: bytes) -> tuple[list[bytes], bool]:
    """The headers of all scans, and whether an end marker follows them; `EOFError` if it ends within a segment."""
    scans, after = list[bytes](), 2
    for at in _marker_places(data):
        if at < after or data[at] in _STANDALONE:  # within a segment, where anything may stand
            continue
        if data[at] == EOI:
            return scans, True
        after = at + 1 + max(int.from_bytes(data[at + 1 : at + 3], "big"), 2)
        if after > len(data):
            raise EOFError("it ends within a segment")
        if data[at] == SOS:
            scans.append(data[at + 3 : after])
    return scans, False


def _marker_places(data: bytes) -> list[int]:
    """Where the second byte of what may be a marker stands: not 0 (a coded 0xFF), 0xFF, or a restart."""
    values = np.frombuffer(data, np.uint8)
    second = np.flatnonzero(values[:-1] == 0xFF) + 1
    found = values[second]
    places: list[int] = second[(found != 0) & (found != 0xFF) & ((found < 0xD0) | (found > 0xD7))].tolist()
    return places


def _complete(scans: list[bytes]) -> bool:
    """Whether the scans of a progressive JPEG bring every coefficient of every component to its last bit."""
    left: dict[int, set[int]] = {}
    for scan in scans:
        count = scan[0]
        first, last, low = scan[1 + 2 * count], scan[2 + 2 * count], scan[3 + 2 * count] & 15
        for component in scan[1 : 1 + 2 * count : 2]:
            missing = left.setdefault(component, set(range(64)))
            if low == 0:
                missing.difference_update(range(first, last + 1))
    return not any(left.values())

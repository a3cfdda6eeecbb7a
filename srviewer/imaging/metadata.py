"""What a file says beside its pixels: EXIF, XMP, text, resolution; and what made it, which is added when writing.

Reading patches the orientation of the EXIF block and keeps the rest as it is, maker notes included; only writing
rebuilds the block.
"""

from __future__ import annotations

import json
import re
import struct
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

from PIL import Image

ORIENTATION, DESCRIPTION, SOFTWARE = 0x0112, 0x010E, 0x0131
X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT = 0x011A, 0x011B, 0x0128
INCH, CENTIMETRE = 2, 3
COMMENT = "Comment"
"""The keyword under which a comment without a keyword (of a JPEG) is kept."""
PROVENANCE = "srviewer"
"""The keyword of a PNG's text that says what made it."""
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
# Tags that describe a picture rather than how its pixels lie in the file; XP* are Windows' titles and comments.
_PORTABLE = (
    *(DESCRIPTION, 0x010F, 0x0110, ORIENTATION, X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT, SOFTWARE),
    *(0x0132, 0x013B, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F),
)
_STALE_IN_EXIF_IFD = (0xA002, 0xA003, 0xA005)  # pixel dimensions and the interoperability pointer
_MARK = "srviewer: "
_PREFIX = b"Exif\0\0"
_DAMAGED = (OSError, ValueError, TypeError, KeyError, struct.error, SyntaxError, OverflowError, AttributeError)
_warnings_lock = threading.Lock()


@dataclass(frozen=True)
class Metadata:
    """What a file says of a picture.

    Parameters
    ----------
    exif : the EXIF block ("Exif", two zeros, a TIFF directory) with its orientation reset, or None
    xmp : the XMP packet, or None
    text : pairs of a keyword and a text, as PNG has them
    resolution : pixels an inch, along x and along y, or None
    """

    exif: bytes | None = None
    xmp: bytes | None = None
    text: tuple[tuple[str, str], ...] = ()
    resolution: tuple[float, float] | None = None

    @classmethod
    def of(
        cls,
        exif: bytes | None = None,
        xmp: bytes | None = None,
        text: tuple[tuple[str, str], ...] = (),
        resolution: tuple[float, float] | None = None,
    ) -> tuple[Metadata, int]:
        """Metadata from what a file holds, and the orientation (1 to 8) that its EXIF block asks for."""
        turn, block = reset_orientation(exif) if exif else (1, None)
        if block and not resolution:
            resolution = resolution_of_exif(block)
        upright = re.sub(rb'(tiff:Orientation(?:=["\']|>))\d', rb"\g<1>1", xmp) if xmp else None
        return cls(block, upright, text, checked_resolution(resolution)), turn


NOTHING = Metadata()


@contextmanager
def quiet_pillow() -> Iterator[None]:
    """Pillow's warnings about odd metadata, held back.

    `warnings.catch_warnings` is not thread-safe before Python 3.14, hence the lock, and hence the rule that
    only headers are read under it, never pixels.
    """
    with _warnings_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


# -- resolution -------------------------------------------------------------------------------------------------


def checked_resolution(resolution: tuple[float, float] | None) -> tuple[float, float] | None:
    """A resolution that a file can hold, from 1/100 to 100,000 pixels an inch; None for others."""
    if resolution is None or not all(0.01 <= r <= 1e5 for r in resolution):
        return None
    x, y = (round(r, 2) for r in resolution)  # metres are no whole inches: 11811 a metre are 299.9994 an inch
    return x, y


def resolution_by_unit(x: Any, y: Any, unit: Any) -> tuple[float, float] | None:
    """Pixels an inch from the three tags of TIFF and EXIF, where the unit is an inch (its default) or a centimetre."""
    try:
        factor = {INCH: 1.0, CENTIMETRE: 2.54}[INCH if unit is None else int(unit)]
        return factor * float(x), factor * float(y)
    except (TypeError, ValueError, KeyError, ArithmeticError):
        return None


def resolution_of_exif(exif: bytes) -> tuple[float, float] | None:
    """Pixels an inch by an EXIF block, or None."""
    block = Image.Exif()
    try:
        with quiet_pillow():
            block.load(exif)
            return resolution_by_unit(*(block.get(tag) for tag in (X_RESOLUTION, Y_RESOLUTION, RESOLUTION_UNIT)))
    except _DAMAGED:
        return None


# -- EXIF -------------------------------------------------------------------------------------------------------


def reset_orientation(exif: bytes) -> tuple[int, bytes | None]:
    """The orientation of an EXIF block (1 to 8), and the block with orientation 1 in its place.

    A block that cannot be understood gives (1, None).
    """
    body = exif[len(_PREFIX) :] if exif.startswith(_PREFIX) else exif
    order = {b"II": "<", b"MM": ">"}.get(body[:2])
    if order is None or len(body) < 14:
        return 1, None
    try:
        (first,) = struct.unpack_from(order + "I", body, 4)
        (count,) = struct.unpack_from(order + "H", body, first)
        for entry in range(first + 2, first + 2 + 12 * count, 12):
            tag, kind = struct.unpack_from(order + "HH", body, entry)
            if tag == ORIENTATION:
                form = order + ("H" if kind == 3 else "I")
                (orientation,) = struct.unpack_from(form, body, entry + 8)
                upright = bytearray(body)
                struct.pack_into(form, upright, entry + 8, 1)
                return (orientation if 1 <= orientation <= 8 else 1), _PREFIX + bytes(upright)
    except struct.error:
        return 1, None
    return 1, _PREFIX + body


def exif_of_directory(file: BinaryIO, offset: int, described: bool) -> bytes | None:
    """What the directory at `offset` of a TIFF file says about the picture, with or without its description, as an EXIF
    block; None if nothing."""
    source = Image.Exif()
    try:
        with quiet_pillow():
            file.seek(0)
            source.endian = {b"II": "<", b"MM": ">"}[file.read(2)]
            file.seek(0)
            source.load_from_fp(file, offset)
            kept = _copy(source)
            for tag in (ORIENTATION, *(() if described else (DESCRIPTION,))):
                kept.pop(tag, None)
            return kept.tobytes() if len(kept) else None
    except _DAMAGED:
        return None


def block_of(metadata: Metadata, provenance: Mapping[str, str] | None) -> Image.Exif | None:
    """The EXIF block to write: the source's text, orientation 1, the resolution, and who made the file from what.

    The description keeps what it said; the provenance follows it as one line of JSON. Raises `ValueError` if
    the source's block is damaged.
    """
    source = Image.Exif()
    if metadata.exif:
        try:
            with quiet_pillow():
                source.load(metadata.exif)
                source = _copy(source)
        except _DAMAGED as error:
            raise ValueError("the EXIF block is damaged") from error
    if provenance:
        told = _text(source.get(DESCRIPTION, "")).rpartition(_MARK)
        kept = told[0] if told[1] else told[2]
        line = _MARK + json.dumps(dict(provenance))
        source[DESCRIPTION] = (f"{kept.rstrip()}\n{line}" if kept.strip() else line).encode("latin-1", "replace")
        source[SOFTWARE] = software(provenance).encode("ascii", "replace")
    if metadata.resolution:
        source[X_RESOLUTION], source[Y_RESOLUTION] = metadata.resolution
        source[RESOLUTION_UNIT] = INCH
    if not len(source):
        return None
    source[ORIENTATION] = 1
    return source


def _copy(source: Image.Exif) -> Image.Exif:
    """The portable part of a block in a fresh one (so without thumbnail and with today's byte order)."""
    kept = Image.Exif()
    for tag in _PORTABLE:
        if tag in source:
            kept[tag] = _exact(source[tag])
    for pointer in (_EXIF_IFD, _GPS_IFD):
        if pointer in source:
            entries = source.get_ifd(pointer)
            stale = _STALE_IN_EXIF_IFD if pointer == _EXIF_IFD else ()
            kept[pointer] = {tag: _exact(value) for tag, value in entries.items() if tag not in stale}
    return kept


def _exact(value: object) -> object:
    """Text as the bytes it came from: Pillow reads it as Latin-1 and would write only ASCII."""
    return value.encode("latin-1", "replace") if isinstance(value, str) else value


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


# -- what made a file -------------------------------------------------------------------------------------------


def software(provenance: Mapping[str, str]) -> str:
    return f"srviewer {provenance['version']}" if provenance.get("version") else "srviewer"


def provenance_of(metadata: Metadata) -> dict[str, str]:
    """What a file says of how srviewer made it, in its text or its image description; empty if nothing."""
    text = dict(metadata.text).get(PROVENANCE)
    return parse_provenance(text or _description(metadata.exif or b"").rpartition(_MARK)[2])


def parse_provenance(text: str) -> dict[str, str]:
    """A JSON object of strings; empty if it is not one."""
    try:
        found = json.loads(text.rstrip("\0 \n"))
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _description(exif: bytes) -> str:
    block = Image.Exif()
    try:
        with quiet_pillow():
            block.load(exif)
            return _text(block.get(DESCRIPTION, ""))
    except _DAMAGED:
        return ""

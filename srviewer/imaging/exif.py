"""The EXIF block: its orientation, read and reset in place; its text, rewritten with provenance.

Reading patches two bytes and keeps the rest as it is, maker notes included; only writing rebuilds the block.
"""

from __future__ import annotations

import json
import struct
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from PIL import Image

ORIENTATION, DESCRIPTION, SOFTWARE = 0x0112, 0x010E, 0x0131
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
# Tags that describe a picture rather than how its pixels lie in the file.
_PORTABLE = (
    *(DESCRIPTION, 0x010F, 0x0110, ORIENTATION, 0x011A, 0x011B, 0x0128, SOFTWARE, 0x0132, 0x013B),
    *(0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F),
)
_STALE_IN_EXIF_IFD = (0xA002, 0xA003, 0xA005)  # pixel dimensions and the interoperability pointer
_MARK = "srviewer: "
_PREFIX = b"Exif\0\0"
_warnings_lock = threading.Lock()


@contextmanager
def quiet_pillow() -> Iterator[None]:
    """Pillow's warnings about odd metadata, held back.

    `warnings.catch_warnings` is not thread-safe before Python 3.14, hence the lock, and hence the rule that
    only headers are read under it, never pixels.
    """
    with _warnings_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


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


def of_tiff(image: Image.Image) -> bytes | None:
    """What a TIFF's tags say about the picture, as an EXIF block (Pillow turns a TIFF upright by itself)."""
    try:
        with quiet_pillow():
            source = image.getexif()
            kept = _copy(source)
            kept.pop(ORIENTATION, None)
            return kept.tobytes() if len(kept) else None
    except (OSError, ValueError, TypeError, KeyError, struct.error, SyntaxError, OverflowError):
        return None


def with_provenance(exif: bytes | None, provenance: Mapping[str, str] | None) -> Image.Exif | None:
    """The block to write: the source's text, orientation 1, and who made the file from what.

    The description keeps what it said; the provenance follows it as one line of JSON. Raises `ValueError` if
    the source's block is damaged.
    """
    source = Image.Exif()
    if exif:
        try:
            with quiet_pillow():
                source.load(exif)
                source = _copy(source)
        except (OSError, TypeError, KeyError, struct.error, SyntaxError, OverflowError) as error:
            raise ValueError("the EXIF block is damaged") from error
    if provenance:
        told = _text(source.get(DESCRIPTION, "")).rpartition(_MARK)
        kept = told[0] if told[1] else told[2]
        line = _MARK + json.dumps(dict(provenance))
        source[DESCRIPTION] = (f"{kept.rstrip()}\n{line}" if kept.strip() else line).encode("latin-1", "replace")
        source[SOFTWARE] = software(provenance).encode("ascii", "replace")
    if not len(source):
        return None
    source[ORIENTATION] = 1
    return source


def software(provenance: Mapping[str, str]) -> str:
    return f"srviewer {provenance['version']}" if provenance.get("version") else "srviewer"


def provenance_of(description: object) -> dict[str, str]:
    """What `with_provenance` put into an image description; empty if nothing."""
    return parse_provenance(_text(description).rpartition(_MARK)[2]) if _MARK in _text(description) else {}


def parse_provenance(text: object) -> dict[str, str]:
    """A JSON object of strings; empty if it is not one."""
    try:
        found = json.loads(str(text).rstrip("\0 \n"))
    except (ValueError, RecursionError):
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


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

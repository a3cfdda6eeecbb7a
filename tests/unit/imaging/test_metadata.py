"""EXIF blocks built by hand: orientation reset in place, and text rewritten with provenance."""

from __future__ import annotations

import json
import struct

import pytest
from PIL import Image

from srviewer.imaging import metadata as exif
from srviewer.imaging.metadata import Metadata

MAKE, IMAGE_WIDTH, EXIF_IFD, GPS_IFD = 0x010F, 0x0100, 0x8769, 0x8825
WIDTH_IN_EXIF, INTEROPERABILITY, EXPOSURE, LATITUDE_REF = 0xA002, 0xA005, 0x9204, 1
SHORT, LONG = 3, 4


def block(order: str, *entries: tuple[int, int, int], count: int | None = None, start: int = 8) -> bytes:
    """A TIFF header and one directory of (tag, kind, value) at `start`."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", start) + bytes(start - 8)
    body = struct.pack(order + "H", len(entries) if count is None else count)
    for tag, kind, value in entries:
        packed = struct.pack(order + ("HH" if kind == SHORT else "I"), *((value, 0) if kind == SHORT else (value,)))
        body += struct.pack(order + "HHI", tag, kind, 1) + packed
    return head + body + bytes(4)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("kind", [SHORT, LONG])
@pytest.mark.parametrize("prefix", [b"", b"Exif\0\0"])
@pytest.mark.parametrize("start", [8, 30])
def test_orientation_is_read_and_nothing_else_is_changed(order: str, kind: int, prefix: bytes, start: int) -> None:
    def made(turn: int) -> bytes:
        entries = (IMAGE_WIDTH, LONG, 7), (exif.ORIENTATION, kind, turn), (EXIF_IFD, LONG, 0x0112)
        return block(order, *entries, start=start) + b"maker notes"

    for turn in range(1, 9):
        assert exif.reset_orientation(prefix + made(turn)) == (turn, b"Exif\0\0" + made(1))
    for turn in (0, 9, 300):
        assert exif.reset_orientation(prefix + made(turn)) == (1, b"Exif\0\0" + made(1))


def test_without_an_orientation_the_block_stays() -> None:
    plain = block("<", (IMAGE_WIDTH, LONG, 7))
    assert exif.reset_orientation(plain) == (1, b"Exif\0\0" + plain)
    beyond = block("<", (IMAGE_WIDTH, LONG, 7), (exif.ORIENTATION, SHORT, 6), count=1)
    assert exif.reset_orientation(beyond) == (1, b"Exif\0\0" + beyond), "not in the directory"
    nothing = block("<")
    assert len(nothing) == 14
    assert exif.reset_orientation(nothing) == (1, b"Exif\0\0" + nothing)


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"Exif\0\0",
        b"XX" + bytes(30),
        block("<")[:-1],
        block("<", start=400)[:300],
        block("<", (IMAGE_WIDTH, LONG, 7), count=9),
        block(">", (exif.ORIENTATION, SHORT, 6))[:19],
    ],
)
def test_a_block_that_is_not_understood_is_dropped(damaged: bytes) -> None:
    assert exif.reset_orientation(damaged) == (1, None)


def source() -> Image.Exif:
    found = Image.Exif()
    found[MAKE], found[exif.ORIENTATION], found[IMAGE_WIDTH] = "Maker", 6, 7
    found[exif.DESCRIPTION] = "A view"
    found[EXIF_IFD] = {EXPOSURE: 1.5, WIDTH_IN_EXIF: 4000, INTEROPERABILITY: 9}
    found[GPS_IFD] = {LATITUDE_REF: "N"}
    return found


def written(found: Image.Exif | None) -> Image.Exif:
    """As another program reads it."""
    assert found is not None
    read = Image.Exif()
    read.load(found.tobytes())
    return read


def test_what_describes_the_picture_is_kept_and_what_describes_the_file_is_not() -> None:
    made = written(exif.block_of(Metadata(source().tobytes()), None))
    assert made[MAKE] == "Maker"
    assert made[exif.DESCRIPTION] == "A view"
    assert made[exif.ORIENTATION] == 1
    assert IMAGE_WIDTH not in made
    assert dict(made.get_ifd(EXIF_IFD)) == {EXPOSURE: 1.5}
    assert dict(made.get_ifd(GPS_IFD)) == {LATITUDE_REF: "N"}


def test_provenance_follows_the_description_and_is_read_back() -> None:
    told = {"version": "1.2", "method": "dasr", "source": "a.png"}
    made = written(exif.block_of(Metadata(source().tobytes()), told))
    text = made[exif.DESCRIPTION]
    assert text.splitlines()[0] == "A view"
    assert len(text.splitlines()) == 2
    assert exif.provenance_of(Metadata(made.tobytes())) == told
    assert made[exif.SOFTWARE] == "srviewer 1.2"
    again = written(exif.block_of(Metadata(made.tobytes()), {"method": "srcnn"}))
    assert exif.provenance_of(Metadata(again.tobytes())) == {"method": "srcnn"}, "the newest"
    assert again[exif.DESCRIPTION].startswith("A view\n")


def test_provenance_alone_is_a_block_and_nothing_is_none() -> None:
    made = written(exif.block_of(Metadata(), {"method": "dasr"}))
    assert "\n" not in made[exif.DESCRIPTION]
    assert made[exif.SOFTWARE] == "srviewer"
    assert exif.block_of(Metadata(), None) is None
    with pytest.raises(ValueError, match="damaged"):
        exif.block_of(Metadata(b"Exif\0\0no block at all"), None)


@pytest.mark.parametrize("text", ["", "nothing", "[1, 2]", "3", "[" * 100_000, '{"a": '])
def test_what_is_no_provenance_is_empty(text: str) -> None:
    assert exif.parse_provenance(text) == {}
    assert exif.provenance_of(Metadata(text=(("srviewer", text),))) == {}


def test_provenance_is_text_and_ends_where_the_padding_begins() -> None:
    assert exif.parse_provenance(json.dumps({"scale": 2}) + "\0\0 \n") == {"scale": "2"}
    said = Image.Exif()
    said[exif.DESCRIPTION] = 'said before srviewer: {"a": "b"}'
    assert exif.provenance_of(Metadata(said.tobytes())) == {"a": "b"}

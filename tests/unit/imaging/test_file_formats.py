"""Formats told apart by their first bytes, and what else a file may be."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from PIL import Image

from srviewer.imaging import formats, pillow_files
from srviewer.imaging.formats import Format, Unsupported, sniff, what_instead
from srviewer.imaging.image_io import probe, read_picture
from srviewer.imaging.pillow_files import plugin


def box(major: bytes, *compatible: bytes, size: int | None = None, version: bytes = bytes(4)) -> bytes:
    """ISO/IEC 14496-12: a file type box."""
    length = 16 + 4 * len(compatible) if size is None else size
    return length.to_bytes(4, "big") + b"ftyp" + major + version + b"".join(compatible)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "PPM", "GIF", "BMP", "JPEG2000", "WEBP", "AVIF", "ICO", "QOI"])
def test_what_pillow_writes_is_told_and_read(kind: str) -> None:
    Image.init()
    if kind not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {kind}")
    buffer = io.BytesIO()
    Image.new("RGB", (16, 17), (9, 99, 199)).save(buffer, kind)
    found = sniff(buffer.getvalue()[: formats.SNIFF_BYTES])
    assert found is not None
    assert found.pillow == kind
    picture = read_picture(buffer.getvalue())
    assert (picture.width, picture.height) == ((15, 16) if kind == "ICO" else (16, 17))  # ICO has sizes of its own


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b"MM\0*", "TIFF"),
        (b"II+\0", "TIFF"),
        (b"GIF87a", "GIF"),
        (b"\xff\x4f\xff\x51", "JPEG 2000"),
        (b"\xff\x0a", "JPEG XL"),
        (b"RIFF\4\0\0\0WEBP", "WebP"),
        *((b"P%c\n" % digit, "PNM") for digit in b"123456fF"),
        (b"P6#by hand", "PNM"),
        (b"P6\t1 1", "PNM"),
        (box(b"avif"), "AVIF"),
        (box(b"mif1", b"avif"), "AVIF"),
        (box(b"isom", b"mp41", b"avis"), "AVIF"),
        (box(b"heic"), "HEIC"),
        (box(b"isom", b"mif1"), "HEIC"),
    ],
)
def test_formats_by_their_signatures(head: bytes, label: str) -> None:
    found = sniff(head)
    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"P",
        b"P6",
        b"P6x",
        b"P7\n",
        b"Q6\n",
        b"RIFF\4\0\0\0WAVE",
        b"riff\4\0\0\0WEBP",
        box(b"isom", b"mp41"),
        box(b"isom", b"mp41", version=b"avif"),
        box(b"isom", b"mp41", b"heic", size=20),
        b"\0\0\0\x14ftyQavif",
    ],
)
def test_what_is_no_format_is_none(head: bytes) -> None:
    assert sniff(head) is None


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "a PDF document, which cannot be read here"),
        (b'\xef\xbb\xbf \n<?xml version="1.0"?><svg/>', "an SVG drawing"),
        (b"<SVG width='3'/>", "an SVG drawing"),
        (b"<!-- made by hand --> <svg/>", "an SVG drawing"),
        (b'<?xml version="1.0"?><note/>', "a text file"),
        (b"said of <svg> by text", "a text file"),
        (b"<!DOCTYPE html><svg/>", "a web page"),
        (b"<html><svg/>", "a web page"),
        (box(b"isom", b"mp41"), "a video or an unknown kind of HEIF file"),
        ("naïve\tText\r\n".encode(), "a text file"),
        ("ab€".encode()[:-1], "a text file"),
        ("ab😀".encode()[:-1], "a text file"),
        ("ab😀".encode()[:-3], "a text file"),
        (b"ab\xff\xff\xff\xff", "not a picture of a supported kind"),
        (b"bell \x07", "not a picture of a supported kind"),
        (b"back \x08", "not a picture of a supported kind"),
        (b"nil \0", "not a picture of a supported kind"),
    ],
)
def test_what_a_file_is_instead(head: bytes, words: str) -> None:
    assert what_instead(head).startswith(words)


def test_a_format_that_is_not_installed_is_said_with_what_adds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unsupported, match=r"cannot read \(pip install 'srviewer\[formats\]' adds it\): save"):
        plugin(Format("STRANGE", "Strange", extra="no_such_plugin"))
    with pytest.raises(Unsupported, match="a picture in Strange, which this installation cannot read: save"):
        plugin(Format("STRANGE", "Strange"))
    monkeypatch.setattr(pillow_files.features, "check", lambda name: False)
    avif = sniff(box(b"avif"))
    assert avif is not None
    with pytest.raises(Unsupported, match="AVIF, which this installation cannot read: save"):
        plugin(avif)


def test_of_a_jpeg_with_more_pictures_the_first_is_read(tmp_path: Path) -> None:
    first = Image.new("RGB", (16, 17))
    more = [Image.new("RGB", (8, 9), "white")]
    first.save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=more)
    assert probe(tmp_path / "a.jpg") == (16, 17, "JPEG")
    picture = read_picture(tmp_path / "a.jpg")
    assert picture.pixels.max() == 0
    assert picture.notices == ()


@pytest.mark.parametrize("how", ["on import", "when asked"])
def test_an_extra_that_is_installed_is_loaded_when_it_is_first_wanted(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = (
        "from PIL import Image\n"
        + {
            "on import": "Image.register_open('STRANGE', print)",
            "when asked": "def register_heif_opener():\n    Image.register_open('STRANGE', print)",
        }[how]
    )
    (tmp_path / "strange_plugin.py").write_text(register)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(Image, "OPEN", dict(Image.OPEN))
    monkeypatch.setattr(Image, "ID", list(Image.ID))
    assert plugin(Format("STRANGE", "Strange", extra="strange_plugin")) is print
    del sys.modules["strange_plugin"]

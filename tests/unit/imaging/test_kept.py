"""What a file says beside its pixels is in the file that is written from it, or it is said once that it is not."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image, PngImagePlugin

from srviewer.imaging.image_io import from_array, read_picture, write_picture
from srviewer.imaging.metadata import Metadata
from srviewer.imaging.picture import Picture

rng = np.random.default_rng(7)
XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description '
    b'tiff:Orientation="6" dc:rights="mine"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)
UPRIGHT = XMP.replace(b'Orientation="6"', b'Orientation="1"')
PARAMETERS = "a castle, steps: 20, sampler: Euler, größe: 大"
ARTIST, COPYRIGHT, EXPOSURE, LATITUDE = 0x013B, 0x8298, 0x829A, 2
SUFFIXES = ("png", "jpg", "tif", "webp")
MADE = {"version": "9", "method": "dasr"}


def block() -> bytes:
    exif = Image.Exif()
    exif[ARTIST], exif[COPYRIGHT], exif[0x0112] = "A. Person", "(c) A. Person", 6
    exif[0x8769] = {EXPOSURE: 0.004, 0x927C: b"maker notes"}
    exif[0x8825] = {1: "N", LATITUDE: (52.0, 31.0, 12.0)}
    return exif.tobytes()


def source(channels: int, depth: int) -> Picture:
    """A picture with everything that a file may say of it."""
    values = rng.integers(0, 2**depth, (9, 7, channels)).astype(np.uint8 if depth == 8 else np.uint16)
    metadata, _ = Metadata.of(block(), XMP, (("parameters", PARAMETERS), ("Comment", "a view")), (300.0, 254.0))
    made = from_array(values)
    return Picture(made.pixels, made.alpha, made.depth, metadata=metadata)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("depth", [8, 16])
@pytest.mark.parametrize("made", [None, MADE], ids=["plain", "with provenance"])
def test_written_and_read_again(suffix: str, channels: int, depth: int, made: dict | None, tmp_path: Path) -> None:
    before = source(channels, depth)
    notices = write_picture(before, tmp_path / f"a.{suffix}", provenance=made)
    after = read_picture(tmp_path / f"a.{suffix}")
    assert after.metadata.xmp == UPRIGHT
    assert after.metadata.resolution == pytest.approx((300, 254), abs=0.01)
    exif = Image.Exif()
    exif.load(after.metadata.exif)
    assert (exif[ARTIST], exif[COPYRIGHT], exif.get(0x0112, 1)) == ("A. Person", "(c) A. Person", 1)
    assert exif.get_ifd(0x8769)[EXPOSURE] == pytest.approx(0.004)
    assert exif.get_ifd(0x8769)[0x927C] == b"maker notes"
    assert exif.get_ifd(0x8825)[LATITUDE] == (52.0, 31.0, 12.0)
    if suffix in ("png", "tif"):
        np.testing.assert_allclose(after.pixels, before.pixels, atol=1e-7)
        assert after.depth == depth
        if channels in (2, 4):
            np.testing.assert_allclose(after.alpha, before.alpha, atol=1e-7)
    text = dict(after.metadata.text)
    assert text.get("Comment") == {"png": "a view", "jpg": "a view"}.get(suffix)
    assert text.get("parameters") == (PARAMETERS if suffix == "png" else None)
    lost = {"png": "", "jpg": "parameters"}.get(suffix, "parameters, Comment")
    said = [notice for notice in notices if "text" in notice]
    assert len(said) == bool(lost)
    assert all(f"({lost})" in notice for notice in said)


def test_a_second_writing_changes_nothing_more(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write_picture(source(3, 8), tmp_path / f"a.{suffix}", provenance=MADE)
        first = read_picture(tmp_path / f"a.{suffix}")
        assert write_picture(first, tmp_path / f"b.{suffix}", provenance=MADE) == ()
        assert read_picture(tmp_path / f"b.{suffix}").metadata == first.metadata


# -- resolutions in their containers ----------------------------------------------------------------------------


def pillow(kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (9, 9, 9)).save(file, kind, **options)
    return file.getvalue()


def jfif(unit: int, x: int, y: int) -> bytes:
    data = bytearray(pillow("JPEG", dpi=(1, 1)))
    at = data.index(b"JFIF\0")
    data[at + 7 : at + 12] = struct.pack(">BHH", unit, x, y)
    return bytes(data)


def tiff(dtype: type, unit: str) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, np.zeros((8, 8, 3), dtype), photometric="rgb", resolution=(120, 60), resolutionunit=unit)
    return file.getvalue()


def with_exif_resolution() -> bytes:
    exif = Image.Exif()
    exif[0x011A], exif[0x011B], exif[0x0128] = 240.0, 120.0, 2
    return pillow("WEBP", exif=exif.tobytes())


@pytest.mark.parametrize(
    ("data", "resolution"),
    [
        (lambda: pillow("PNG", dpi=(300, 300)), (300, 300)),
        (lambda: pillow("JPEG", dpi=(300, 200)), (300, 200)),
        (lambda: jfif(2, 118, 59), (299.72, 149.86)),
        (lambda: jfif(0, 1, 2), None),
        (lambda: jfif(1, 0, 0), None),
        (lambda: tiff(np.uint8, "INCH"), (120, 60)),
        (lambda: tiff(np.uint16, "INCH"), (120, 60)),
        (lambda: tiff(np.uint16, "CENTIMETER"), (304.8, 152.4)),
        (lambda: tiff(np.uint8, "NONE"), None),
        (with_exif_resolution, (240, 120)),
        (lambda: pillow("BMP", dpi=(300, 300)), (300, 300)),
        (lambda: pillow("PNG"), None),
    ],
)
def test_resolutions(data: Callable[[], bytes], resolution: tuple[float, float] | None) -> None:
    found = read_picture(data()).metadata.resolution
    assert found == (resolution if resolution is None else pytest.approx(resolution, abs=0.02))


# -- text, chunks, comments -------------------------------------------------------------------------------------


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    data = imagecodecs.png_encode(np.zeros((3, 4), np.uint8))
    made = [struct.pack(">I", len(b)) + kind + b + struct.pack(">I", zlib.crc32(kind + b)) for kind, b in chunks]
    return data[:33] + b"".join(made) + data[33:]


def test_text_of_every_chunk_is_kept() -> None:
    words = "größe 大"
    data = png(
        (b"tEXt", b"Title\0caf\xe9"),
        (b"zTXt", b"Long\0\0" + zlib.compress(b"x" * 3_000_000)),
        (b"iTXt", b"parameters\0\0\0\0\0" + words.encode()),
        (b"iTXt", b"packed\0\1\0de\0Wort\0" + zlib.compress(words.encode())),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
    )
    picture = read_picture(data)
    assert dict(picture.metadata.text) == {
        "Title": "café",
        "Long": "x" * 3_000_000,
        "parameters": words,
        "packed": words,
    }
    assert picture.metadata.xmp == UPRIGHT
    assert picture.notices == ()


def test_a_profile_longer_than_a_megabyte_is_no_damage() -> None:
    long = imagecodecs.cms_profile("srgb") + rng.integers(0, 256, 5_000_000, np.uint8).tobytes()
    long = struct.pack(">I", len(long)) + long[4:]
    picture = read_picture(png((b"iCCP", b"long\0\0" + zlib.compress(long))))
    assert picture.pixels.max() == 0


@pytest.mark.parametrize(
    "chunk", [(b"zTXt", b"a\0\0nonsense"), (b"iTXt", b"no end"), (b"pHYs", b"1"), (b"iTXt", b"a\0\0\0\0\0\xff\xff")]
)
def test_a_chunk_that_cannot_be_understood_is_left_out_and_said(chunk: tuple[bytes, bytes]) -> None:
    picture = read_picture(png(chunk))
    assert picture.notices == (f"a damaged chunk was ignored: {chunk[0].decode()}",)


def test_text_that_unpacks_to_more_than_there_may_be_is_left_out() -> None:
    bomb = (b"zTXt", b"a\0\0" + zlib.compress(bytes(100_000_000)))
    assert read_picture(png(bomb)).notices == ("a damaged chunk was ignored: zTXt",)


def test_a_chunk_whose_checksum_is_wrong_is_left_out_and_said() -> None:
    data = bytearray(png((b"tEXt", b"Title\0words")))
    data[data.index(b"words")] ^= 1
    picture = read_picture(bytes(data))
    assert picture.notices == ("a damaged chunk was ignored: tEXt",)
    assert picture.metadata.text == ()


def test_a_comment_of_a_jpeg_or_gif_is_a_text() -> None:
    for kind in ("JPEG", "GIF"):
        assert dict(read_picture(pillow(kind, comment=b"a view")).metadata.text) == {"Comment": "a view"}


def test_what_pillow_reads_of_a_written_png(tmp_path: Path) -> None:
    write_picture(source(3, 16), tmp_path / "a.png", provenance=MADE)
    with PngImagePlugin.PngImageFile(tmp_path / "a.png") as image:
        image.load()
        assert image.text["parameters"] == PARAMETERS
        assert image.text["Software"] == "srviewer 9"
        assert image.info["dpi"] == pytest.approx((300, 254), abs=0.01)
        assert image.getexif()[ARTIST] == "A. Person"


def test_what_tifffile_reads_of_a_written_tiff(tmp_path: Path) -> None:
    before = Picture(np.float32(rng.random((600, 900, 3))), depth=16, metadata=source(3, 16).metadata)
    write_picture(before, tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as file:
        page = file.pages[0]
        np.testing.assert_array_equal(page.asarray(), np.rint(before.pixels.astype(np.float64) * 65535))
        assert len(page.dataoffsets) == -(-600 // page.rowsperstrip) > 1
        assert page.tags["ResolutionUnit"].value == 2
        assert page.tags["Artist"].value == "A. Person"
        assert page.tags["ExifTag"].value["ExposureTime"] == pytest.approx(0.004)


def with_iptc() -> bytes:
    data = pillow("JPEG")
    body = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x08" + b"\x1c\x02\x50\0\x03me!"
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + data[2:]


def tiff_with(tag: int) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, np.zeros((8, 8), np.uint8), metadata=None, extratags=[(tag, "H", 4, (1, 1, 0, 0), True)])
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [(with_iptc, "IPTC"), (lambda: tiff_with(33723), "IPTC"), (lambda: tiff_with(34735), "GeoTIFF")],
)
def test_what_is_not_kept_is_said_once(data: Callable[[], bytes], what: str) -> None:
    assert read_picture(data()).notices == (f"{what} data of the file are not kept",)


def test_a_comment_longer_than_a_segment_is_text_that_a_jpeg_cannot_hold(tmp_path: Path) -> None:
    long = Picture(np.zeros((4, 4), np.float32), metadata=Metadata(text=(("Comment", "x" * 70_000),)))
    (notice,) = write_picture(long, tmp_path / "a.jpg")
    assert notice == "not saved, since JPEG cannot hold it: text (Comment)"
    assert write_picture(long, tmp_path / "a.png") == ()
    assert read_picture(tmp_path / "a.png").metadata == long.metadata


def test_xmp_too_long_for_a_jpeg_is_left_out_and_said(tmp_path: Path) -> None:
    long = Picture(np.zeros((4, 4), np.float32), metadata=Metadata(block(), XMP + b" " * 70_000))
    assert write_picture(long, tmp_path / "a.jpg") == ("the XMP packet does not fit into a JPEG and was left out",)
    kept = read_picture(tmp_path / "a.jpg").metadata
    assert kept.xmp is None
    assert kept.exif is not None
    assert write_picture(long, tmp_path / "a.png") == ()
    assert len(read_picture(tmp_path / "a.png").metadata.xmp) > 70_000

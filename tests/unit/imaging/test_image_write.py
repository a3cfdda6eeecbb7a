"""Written files as other programs read them: profiles, text, depth, and what a format cannot take."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image, JpegImagePlugin

from srviewer.errors import ImageWriteError
from srviewer.imaging import colour_spaces
from srviewer.imaging.image_io import check_writable_format, from_array, read_picture, read_provenance, write_picture
from srviewer.imaging.image_write import png_bytes
from srviewer.imaging.metadata import Metadata
from srviewer.imaging.picture import Picture

rng = np.random.default_rng(5)
MADE = {"version": "9", "method": "dasr", "source": "Größe 大.png"}


def picture(channels: int, depth: int) -> Picture:
    dtype = np.uint8 if depth == 8 else np.uint16
    return from_array(rng.integers(0, np.iinfo(dtype).max, (9, 7, channels)).astype(dtype))


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp"])
@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("depth", [8, 16])
def test_what_the_values_mean_is_in_the_file(tmp_path: Path, suffix: str, channels: int, depth: int) -> None:
    write_picture(picture(channels, depth), tmp_path / f"a.{suffix}", provenance=MADE)
    grey = channels == 1 and suffix != "webp"  # which holds colour alone
    with Image.open(tmp_path / f"a.{suffix}") as image:
        image.load()
        assert image.info["icc_profile"] == (colour_spaces.grey_profile() if grey else colour_spaces.srgb_profile())
    assert read_provenance(tmp_path / f"a.{suffix}") == MADE


@pytest.mark.parametrize("depth", [8, 16])
def test_a_png_says_what_made_it_in_its_text(tmp_path: Path, depth: int) -> None:
    write_picture(picture(3, depth), tmp_path / "a.png", provenance=MADE)
    with Image.open(tmp_path / "a.png") as image:
        image.verify()
    with Image.open(tmp_path / "a.png") as image:
        image.load()
        assert image.text["Software"] == "srviewer 9"
        assert json.loads(image.text["srviewer"]) == MADE
        assert image.getexif()[0x0131] == "srviewer 9"


def test_the_depth_asked_for_is_written_where_the_format_has_it(tmp_path: Path) -> None:
    shallow, deep = picture(3, 8), picture(3, 16)
    assert write_picture(shallow, tmp_path / "up.png", depth=16) == ()
    assert read_picture(tmp_path / "up.png").depth == 16
    assert write_picture(deep, tmp_path / "down.tif", depth=8) == ()
    assert read_picture(tmp_path / "down.tif").depth == 8
    assert write_picture(deep, tmp_path / "a.jpg") == ("saved with 8 bits: JPEG has no 16",)
    assert write_picture(shallow, tmp_path / "b.jpg") == ()


def test_jpeg_keeps_colour_at_full_size_and_heeds_the_quality(tmp_path: Path) -> None:
    for quality in (50, 95, 100):
        write_picture(from_array(rng.random((64, 64, 3))), tmp_path / f"{quality}.jpg", quality=quality)
    sizes = [(tmp_path / f"{quality}.jpg").stat().st_size for quality in (50, 95, 100)]
    assert sizes == sorted(sizes)
    with Image.open(tmp_path / "95.jpg") as image:
        assert JpegImagePlugin.get_sampling(image) == 0


@pytest.mark.parametrize("channels", [2, 4])
def test_what_is_transparent_lies_on_white_in_a_jpeg(tmp_path: Path, channels: int) -> None:
    values = np.zeros((16, 16, channels))
    values[..., -1] = 0.25
    write_picture(from_array(values), tmp_path / "a.jpg")
    np.testing.assert_allclose(read_picture(tmp_path / "a.jpg").pixels, 0.75, atol=0.01)


def test_a_damaged_block_is_left_out_and_said(tmp_path: Path) -> None:
    damaged = Picture(np.zeros((2, 2), np.float32), metadata=Metadata(exif=b"Exif\0\0no block at all"))
    assert write_picture(damaged, tmp_path / "a.png") == ("the EXIF block is damaged and was left out",)
    assert read_picture(tmp_path / "a.png").metadata.exif is None


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
@pytest.mark.parametrize("depth", [8, 16])
def test_a_picture_as_the_bytes_of_a_png(channels: int, depth: int) -> None:
    before = picture(channels, depth)
    after = read_picture(png_bytes(before))
    assert after.content_key == before.content_key
    assert after.depth == depth


def test_the_extension_says_the_format() -> None:
    assert check_writable_format("a.b/C.JPG") == check_writable_format("c.jpeg") == "JPEG"
    for name in ("a", "a.gif", "png", ".png"):
        with pytest.raises(ImageWriteError, match=r"expected a name that ends in \.png"):
            check_writable_format(name)


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_a_file_without_provenance_has_none(tmp_path: Path, suffix: str) -> None:
    for depth in (8, 16):
        path = tmp_path / f"{depth}.{suffix}"
        write_picture(picture(3, depth), path)
        assert read_provenance(path) == {}
    (tmp_path / "text").write_text("no picture")
    assert read_provenance(tmp_path / "text") == {}


def test_a_16_bit_tiff_is_compressed_and_plain(tmp_path: Path) -> None:
    write_picture(from_array(np.full((64, 64, 3), 0.5)), tmp_path / "a.tif", provenance=MADE)
    with tifffile.TiffFile(io.BytesIO((tmp_path / "a.tif").read_bytes())) as file:
        page = file.pages[0]
        assert (page.bitspersample, page.samplesperpixel, page.planarconfig.name) == (16, 3, "CONTIG")
        assert page.compression.name == "ADOBE_DEFLATE"
        assert len(file.pages) == 1

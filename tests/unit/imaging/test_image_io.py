"""Reading and writing: every mode and depth, upright, in sRGB, or one sentence."""

from __future__ import annotations

import io
import os
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from srviewer.errors import ImageReadError, ImageWriteError, OutputExistsError, ParameterError, PixelLimitError
from srviewer.imaging.image_io import from_array, is_probably_image, probe, read_picture, read_provenance, write_picture

rng = np.random.default_rng(0)


def encoded(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_lossless_round_trip(tmp_path: Path, suffix: str, dtype: type, channels: int) -> None:
    array = rng.integers(0, np.iinfo(dtype).max, (7, 9, channels)).astype(dtype)
    before, path = from_array(array), tmp_path / f"a.{suffix}"
    notices = write_picture(before, path, provenance={"method": "x", "version": "1"})
    after = read_picture(path)
    assert not notices
    np.testing.assert_allclose(after.pixels, before.pixels, atol=1e-7)
    assert (after.alpha is None) == (before.alpha is None)
    if before.alpha is not None:
        np.testing.assert_allclose(after.alpha, before.alpha, atol=1e-7)
    assert after.depth == (8 if dtype == np.uint8 else 16)
    assert read_provenance(path)["method"] == "x"


@pytest.mark.parametrize("channels", [1, 2, 3, 4])
def test_webp_is_lossless_and_has_an_alpha_only_where_there_is_one(tmp_path: Path, channels: int) -> None:
    before, path = from_array(rng.integers(0, 256, (7, 9, channels)).astype(np.uint8)), tmp_path / "a.webp"
    write_picture(before, path)
    after = read_picture(path)
    with Image.open(path) as image:
        assert image.mode == ("RGBA" if channels in (2, 4) else "RGB")
    pixels = after.pixels if channels > 2 or after.is_grey else after.pixels[..., 0]
    np.testing.assert_allclose(pixels, before.pixels, atol=1e-7)
    if before.alpha is not None:
        np.testing.assert_allclose(after.alpha, before.alpha, atol=1e-7)


@pytest.mark.parametrize("channels", [2, 4])
def test_a_tiff_of_16_bits_says_what_its_last_channel_is(tmp_path: Path, channels: int) -> None:
    write_picture(from_array(rng.integers(0, 65536, (7, 9, channels)).astype(np.uint16)), tmp_path / "a.tif")
    with tifffile.TiffFile(tmp_path / "a.tif") as pages:
        assert tuple(map(int, pages.pages[0].extrasamples)) == (2,)  # TIFF 6.0, ExtraSamples: unassociated alpha


def test_what_this_installation_cannot_read_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(64)
    monkeypatch.setattr("srviewer.imaging.pillow_files.features.check", lambda _name: False)
    with pytest.raises(ImageReadError, match="AVIF, which this installation cannot read"):
        read_picture(head)
    assert read_picture(encoded(Image.new("L", (3, 2)))).pixels.shape == (2, 3)


def test_jpeg_is_flattened_and_says_so(tmp_path: Path) -> None:
    array = np.zeros((16, 16, 4), np.uint8)
    notices = write_picture(from_array(array), tmp_path / "a.jpg")
    assert "flattened" in notices[0]
    assert read_picture(tmp_path / "a.jpg").pixels.min() > 0.98


def test_what_a_format_cannot_hold_is_said(tmp_path: Path) -> None:
    with pytest.raises(ImageWriteError, match="a WEBP cannot hold 17000 × 1 pixels, only 16383 a side; save a PNG"):
        write_picture(from_array(np.zeros((1, 17_000))), tmp_path / "a.webp")
    with pytest.raises(ImageWriteError, match="a JPEG cannot hold 1 × 65501 pixels, only 65500 a side; save a PNG"):
        write_picture(from_array(np.zeros((65_501, 1))), tmp_path / "a.jpg")
    write_picture(from_array(np.zeros((65_500, 1))), tmp_path / "a.jpg")
    write_picture(from_array(np.zeros((1, 16_383))), tmp_path / "a.webp")
    for path in tmp_path.iterdir():
        path.unlink()
    exif = Image.Exif()
    exif[0x010E] = "x" * 70_000
    picture = read_picture(encoded(Image.new("L", (4, 4)), exif=exif.tobytes()))
    (notice,) = write_picture(picture, tmp_path / "a.jpg", provenance={"method": "x"})
    assert "EXIF" in notice
    assert read_provenance(tmp_path / "a.jpg")["method"] == "x"
    assert os.listdir(tmp_path) == ["a.jpg"]


@pytest.mark.parametrize("kind", ["png", "jpg", "tif", "webp"])
@pytest.mark.parametrize("error", [OSError(-2, "encoder error -2"), ValueError("cannot write mode F"), KeyError("F")])
def test_what_an_encoder_says_is_told(
    kind: str, error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(Image.Image, "save", fail)
    monkeypatch.setattr(imagecodecs, "png_encode", fail)
    monkeypatch.setattr(imagecodecs, "zlib_encode", fail)
    said = rf"a\.{kind}: the picture could not be encoded as \w+: .*(encoder error -2|mode F|F)"
    with pytest.raises(ImageWriteError, match=said):
        write_picture(from_array(np.zeros((2, 2), np.uint8)), tmp_path / f"a.{kind}")
    assert not list(tmp_path.iterdir())


def test_what_stands_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"mine")
    with pytest.raises(OutputExistsError, match=r"a\.png"):
        write_picture(from_array(np.zeros((2, 2))), path)
    assert path.read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["a.png"]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_upright(orientation: int) -> None:
    upright = np.zeros((16, 24), np.uint8)
    upright[:8, :8] = 200
    upright[:8, 16:] = 90
    inverse = {
        1: lambda a: a,
        2: np.fliplr,
        3: lambda a: np.rot90(a, 2),
        4: np.flipud,
        5: np.transpose,
        6: np.rot90,
        7: lambda a: np.rot90(a, 2).T,
        8: lambda a: np.rot90(a, -1),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(Image.fromarray(np.ascontiguousarray(inverse(upright))), "PNG", exif=exif.tobytes())
    picture = read_picture(data)
    assert np.array_equal(np.rint(picture.pixels * 255), upright)
    kept = Image.Exif()
    kept.load(picture.metadata.exif)
    assert kept[0x0112] == 1


def test_transparency_is_turned_with_the_picture() -> None:
    turned = Image.new("RGBA", (24, 16), (9, 9, 9, 255))
    turned.putpixel((0, 0), (9, 9, 9, 0))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read_picture(encoded(turned, exif=exif.tobytes()))
    assert (picture.width, picture.height) == (16, 24)
    assert (picture.alpha[0, 15], picture.alpha[0, 0]) == (0, 1)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_modes_of_png(mode: str) -> None:
    ramp = Image.fromarray(np.tile(np.arange(0, 256, 16, dtype=np.uint8), (4, 1)))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(ramp).astype(np.uint16) * 257)
    else:
        image = ramp.convert(mode)
    picture = read_picture(encoded(image))
    assert (picture.height, picture.width) == (4, 16)
    assert picture.is_grey == (mode in ("1", "L", "LA", "I;16"))
    assert (picture.alpha is not None) == (mode in ("LA", "RGBA"))
    assert picture.depth == (16 if mode == "I;16" else 8)
    if mode != "1":
        shown = picture.pixels if picture.is_grey else picture.pixels[..., 1]
        np.testing.assert_allclose(shown[0] * 255, np.arange(0, 256, 16), atol=4 if mode == "P" else 0.01)


def test_a_transparent_palette_index_and_a_transparent_colour() -> None:
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 255, 0, 0])
    palette.putpixel((0, 0), 0)
    alpha = read_picture(encoded(palette, transparency=0)).alpha
    assert (alpha[0, 0], alpha[1, 1]) == (0, 1)
    rgb = Image.new("RGB", (4, 4), (9, 8, 7))
    rgb.putpixel((2, 1), (1, 2, 3))
    alpha = read_picture(encoded(rgb, transparency=(1, 2, 3))).alpha
    assert (alpha[1, 2], alpha[0, 0]) == (0, 1)
    grey = Image.new("L", (4, 4), 50)
    grey.putpixel((3, 0), 77)
    picture = read_picture(encoded(grey, transparency=77))
    assert picture.is_grey
    assert (picture.alpha[0, 3], picture.alpha[0, 0]) == (0, 1)


def test_cmyk_without_a_profile_is_said_to_be_approximate() -> None:
    image = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    picture = read_picture(encoded(image, "JPEG"))
    assert picture.pixels[8, 8, 0] > 0.9
    assert picture.pixels[8, 8, 1] < 0.1
    assert any("CMYK" in n for n in picture.notices)


def test_a_profile_is_converted_and_named() -> None:
    linear = imagecodecs.cms_profile("gray", gamma=1.0)
    picture = read_picture(encoded(Image.new("L", (4, 4), 55), icc_profile=linear))
    assert picture.is_grey
    assert picture.pixels[0, 0] == pytest.approx(0.50, abs=0.02)  # 0.216 of light is half of sRGB
    assert picture.profile == "gray built-in"
    assert any("gray built-in" in n for n in picture.notices)


def test_a_broken_profile_is_left_out_and_said() -> None:
    picture = read_picture(encoded(Image.new("RGB", (4, 4), (9, 9, 9)), icc_profile=b"nonsense"))
    assert picture.profile == "sRGB"
    assert any("profile was ignored" in n for n in picture.notices)


def test_the_first_frame_of_an_animation(tmp_path: Path) -> None:
    frames = [Image.new("L", (8, 8), level) for level in (10, 200, 90)]
    picture = read_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert np.rint(picture.pixels.max() * 255) == 10
    assert any("3 frames" in n for n in picture.notices)
    assert read_picture(encoded(frames[0], "GIF")).notices == ()


def test_float_tiff_outside_the_unit_range_is_mapped_and_said() -> None:
    values = np.linspace(-1, 3, 20, dtype=np.float32).reshape(4, 5)
    picture = read_picture(encoded(Image.fromarray(values), "TIFF"))
    assert (picture.pixels.min(), picture.pixels.max()) == (0, 1)
    assert any("-1 to 3" in n for n in picture.notices)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_cut_file_is_never_half_a_picture(kind: str) -> None:
    data = encoded(Image.fromarray(rng.integers(0, 255, (40, 50, 3), np.uint8)), kind)
    for length in range(0, len(data) - 20, max(1, len(data) // 40)):
        with pytest.raises(ImageReadError, match="photo"):
            read_picture(data[:length], name="photo")


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded(Image.new("RGB", (5, 3))))
    assert is_probably_image(path)
    assert probe(path) == (5, 3, "PNG")
    assert read_picture(path).width == 5


def test_too_many_pixels_are_refused_before_decoding() -> None:
    data = encoded(Image.new("1", (3000, 3000)))
    with pytest.raises(PixelLimitError, match="9 million pixels, more than the limit of 1 million"):
        read_picture(data, max_pixels=1_000_000)


def test_what_is_no_file(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    for path, words in ((tmp_path, "folder"), (fifo, "ordinary"), (tmp_path / "no.png", "cannot be read")):
        with pytest.raises(ImageReadError, match=words):
            read_picture(path)
        assert not is_probably_image(path)


@pytest.mark.parametrize(
    "array", [np.zeros((0, 3)), np.zeros((2, 2, 5)), np.zeros(4), np.full((2, 2), np.nan), np.zeros((2, 2), np.int64)]
)
def test_arrays_that_are_no_picture(array: np.ndarray) -> None:
    with pytest.raises(ParameterError):
        from_array(array)

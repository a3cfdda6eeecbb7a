"""Each format's own ways: JPEG, TIFF, PNG's colour, AVIF, HEIC, JPEG XL, JPEG 2000, OpenEXR, Netpbm."""

from __future__ import annotations

import io
import struct
import zlib

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from srviewer.errors import ImageReadError, PixelLimitError
from srviewer.imaging import colour_spaces
from srviewer.imaging.image_io import probe, read_picture
from srviewer.imaging.picture import Picture

rng = np.random.default_rng(11)
P3 = (12, 13)  # code points of Display P3
COLOUR = np.full((16, 24, 3), (200, 100, 50), np.uint8)
FROM_P3 = (215, 93, 31)  # that colour of Display P3 in sRGB


def smooth(channels: int = 3, depth: int = 8) -> np.ndarray:
    y, x = np.mgrid[:40, :56] / 56
    waves = np.stack([0.5 + 0.4 * np.sin(4 * x + 3 * y + n) for n in range(channels)], axis=-1)
    return np.rint(waves * (2**depth - 1)).astype(np.uint8 if depth == 8 else np.uint16)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def first(picture: Picture) -> list[float]:
    return (picture.pixels[0, 0].astype(float) * 255).round().tolist()


# -- JPEG -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_a_jpeg_that_lacks_its_end_marker_alone_is_whole(mode: str, progressive: bool) -> None:
    data = saved(Image.fromarray(smooth()).convert(mode), "JPEG", progressive=progressive)
    whole = read_picture(data)
    assert data.endswith(b"\xff\xd9")
    np.testing.assert_array_equal(read_picture(data[:-2]).pixels, whole.pixels)
    np.testing.assert_array_equal(read_picture(data + b"what cameras add").pixels, whole.pixels)
    for cut in range(12, len(data) - 10, 23):
        with pytest.raises(ImageReadError, match="damaged or incomplete"):
            read_picture(data[:-cut])


def test_a_progressive_jpeg_without_its_last_scans_is_not_whole() -> None:
    data = saved(Image.fromarray(smooth()), "JPEG", progressive=True)
    places = [n for n in range(len(data)) if data[n : n + 2] == b"\xff\xda"]
    assert len(places) > 3
    start_of_last = (
        data.rindex(b"\xff\xc4", 0, places[-1]) if data.rfind(b"\xff\xc4", places[-2], places[-1]) > 0 else places[-1]
    )
    with pytest.raises(ImageReadError, match="some of its scans are missing"):
        read_picture(data[:start_of_last])


@pytest.mark.parametrize("where", [3, 30, 200])
def test_a_jpeg_cut_before_its_pixels(where: int) -> None:
    data = saved(Image.fromarray(smooth()), "JPEG", exif=bytes(300))
    with pytest.raises(ImageReadError, match="damaged or incomplete: it ends before"):
        read_picture(data[:where])


def test_inks_of_a_jpeg_are_inverted_as_all_write_them() -> None:
    ink = np.full((16, 16, 4), (0, 255, 255, 0), np.uint8)
    picture = read_picture(saved(Image.frombytes("CMYK", (16, 16), ink.tobytes()), "JPEG"))
    np.testing.assert_allclose(picture.pixels[8, 8], [1, 0, 0], atol=0.02)
    assert picture.notices == ("CMYK without a usable profile: colours are approximate",)


def test_a_jpeg_of_12_bits() -> None:
    deep = smooth(1, 12)[..., 0]
    data = imagecodecs.jpeg8_encode(deep, level=100, bitspersample=12)
    picture = read_picture(data)
    assert picture.depth == 16
    np.testing.assert_allclose(picture.pixels, deep / 4095, atol=3 / 4095)


def test_a_lossless_jpeg_of_16_bits() -> None:
    deep = smooth(1, 16)[..., 0]
    picture = read_picture(imagecodecs.ljpeg_encode(deep, bitspersample=16))
    np.testing.assert_allclose(picture.pixels, deep / 65535, atol=1e-7)


@pytest.mark.parametrize(
    ("at", "value", "words"), [(1, 0xC5, "unsupported kind of JPEG"), (9, 2, "2 colour components")]
)
def test_jpegs_that_are_not_read_say_why(at: int, value: int, words: str) -> None:
    data = bytearray(saved(Image.fromarray(smooth()), "JPEG"))
    data[data.index(b"\xff\xc0") + at] = value
    with pytest.raises(ImageReadError, match=words):
        read_picture(bytes(data))


# -- TIFF -------------------------------------------------------------------------------------------------------


def tiff(samples: np.ndarray, **options: object) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, samples, metadata=None, **options)
    return file.getvalue()


def lab_tiff(lab: np.ndarray, photometric: int, bits: int) -> bytes:
    """TIFF 6.0, section 23, and TIFF Technical Notes: L*a*b* as CIELab (8) or ICCLab (9) of 8 or 16 bits."""
    full, unit = (255, 1) if bits == 8 else (65535, 256)
    numbers = lab.copy()
    numbers[..., 0] *= (0xFF00 if (photometric, bits) == (9, 16) else full) / 100
    numbers[..., 1:] = (numbers[..., 1:] + (128 if photometric == 9 else 0)) * unit
    whole = np.rint(numbers).astype(np.int64) % 2**bits
    data = bytearray(tiff(whole.astype(np.uint8 if bits == 8 else np.uint16), photometric="rgb"))
    at = data.index(struct.pack("<HHI", 262, 3, 1))
    data[at + 8] = photometric
    return bytes(data)


@pytest.mark.parametrize("photometric", [8, 9], ids=["CIELab", "ICCLab"])
@pytest.mark.parametrize("bits", [8, 16])
def test_lab(photometric: int, bits: int) -> None:
    lab = np.array([[[0, 0, 0], [100, 0, 0], [50, 0, 0], [54.29, 80.8, 69.89], [30, -20, 10], [70, 10, -40.0]]])
    picture = read_picture(lab_tiff(np.repeat(lab, 3, axis=0), photometric, bits))
    wanted = colour_spaces.lab_to_srgb(lab) / 65535
    np.testing.assert_allclose(picture.pixels[:1], wanted, atol=0.02 if bits == 8 else 2e-4)
    assert picture.profile == "CIE L*a*b*"


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_inks_with_transparency(dtype: type) -> None:
    peak = np.iinfo(dtype).max
    samples = np.full((4, 5, 5), (0, peak, peak, 0, peak // 2), dtype)
    picture = read_picture(tiff(samples, photometric="separated", planarconfig="contig", extrasamples=["unassalpha"]))
    np.testing.assert_allclose(picture.pixels[0, 0], [1, 0, 0], atol=1e-4)
    np.testing.assert_allclose(picture.alpha, (peak // 2) / peak, atol=1e-6)


@pytest.mark.parametrize("subsampling", [(1, 1), (2, 2)])
def test_ycbcr_compressed_as_jpeg(subsampling: tuple[int, int]) -> None:
    ycbcr = np.asarray(Image.fromarray(smooth()).convert("YCbCr"))
    picture = read_picture(tiff(ycbcr, photometric="ycbcr", compression="jpeg", subsampling=subsampling))
    np.testing.assert_allclose(picture.pixels, smooth() / 255, atol=0.06)


def test_ycbcr_that_is_not_compressed() -> None:
    picture = read_picture(saved(Image.fromarray(smooth()).convert("YCbCr"), "TIFF"))
    np.testing.assert_allclose(picture.pixels, smooth() / 255, atol=3 / 255)


@pytest.mark.parametrize(
    "compression", ["lzw", "zlib", "packbits", "zstd", "lzma", "webp", "jpegxl", "jpeg2000", "png"]
)
def test_compressions_without_loss(compression: str) -> None:
    picture = read_picture(
        tiff(smooth(), photometric="rgb", compression=compression, compressionargs=LOSSLESS.get(compression))
    )
    np.testing.assert_allclose(picture.pixels, smooth() / 255, atol=1e-7)


LOSSLESS = {"webp": {"lossless": True}, "jpegxl": {"lossless": True}, "jpeg2000": {"reversible": True}}


@pytest.mark.parametrize("compression", ["group3", "group4", "tiff_ccitt"])
def test_fax(compression: str) -> None:
    black = Image.fromarray((rng.random((30, 40)) < 0.5).astype(np.uint8) * 255).convert("1")
    picture = read_picture(saved(black, "TIFF", compression=compression))
    np.testing.assert_array_equal(picture.pixels, np.asarray(black))


@pytest.mark.parametrize("compression", [None, "zlib", "lzw", "packbits", "jpeg"])
@pytest.mark.parametrize("lost", [1, 40, 2000])
def test_a_tiff_whose_pixels_are_cut(compression: str | None, lost: int) -> None:
    data = tiff(smooth(), photometric="rgb", compression=compression, rowsperstrip=8)
    with pytest.raises(ImageReadError, match="damaged or incomplete"):
        read_picture(data[: -min(lost, len(data) - 400)])


def test_a_tiff_with_fewer_strips_than_it_needs() -> None:
    data = bytearray(tiff(smooth(), photometric="rgb", rowsperstrip=8))
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        places = [file.pages[0].tags[name].offset for name in ("StripOffsets", "StripByteCounts")]
    for at in places:
        data[at + 4] = 3  # of 5
    with pytest.raises(ImageReadError, match="strips or tiles are missing"):
        read_picture(bytes(data))


def raw_file(preview: bool) -> bytes:
    """A thumbnail with the sensor's numbers, and perhaps a preview, below it, as in a DNG."""
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as pages:
        if preview:
            turned = [(274, 3, 1, 6, True)]
            pages.write(COLOUR[:4, :6], photometric="rgb", subfiletype=1, subifds=2, metadata=None, extratags=turned)
        pages.write(np.zeros((32, 48), np.uint16), photometric="cfa", metadata=None)
        if preview:
            pages.write(smooth(), photometric="rgb", subfiletype=1, metadata=None)
    return file.getvalue()


def test_of_a_camera_s_raw_file_the_largest_preview_is_shown() -> None:
    picture = read_picture(raw_file(preview=True))
    np.testing.assert_allclose(picture.pixels, np.rot90(smooth(), -1) / 255, atol=1e-7)
    assert picture.notices == ("this is a camera's raw file; its preview of 56 × 40 pixels is shown",)
    with pytest.raises(ImageReadError, match="camera's raw file without a preview"):
        read_picture(raw_file(preview=False))


@pytest.mark.parametrize(
    ("samples", "options", "words"),
    [
        (np.zeros((5, 6), np.complex64), {"photometric": "minisblack"}, "64 bits per sample of the kind complex"),
        (np.zeros((5, 6, 80), np.uint8), {"photometric": "minisblack", "planarconfig": "contig"}, "volume or a table"),
        (np.zeros((5, 6, 3), np.float32), {"photometric": "logluv"}, "unsupported kind of TIFF .logluv"),
    ],
)
def test_tiffs_that_are_not_read_say_why(samples: np.ndarray, options: dict, words: str) -> None:
    with pytest.raises(ImageReadError, match=words):
        read_picture(tiff(samples, **options))


def test_a_compression_that_is_not_read_is_named() -> None:
    data = bytearray(tiff(smooth(), photometric="rgb", compression="zlib"))
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        at = file.pages[0].tags["Compression"].offset
    data[at + 8 : at + 10] = struct.pack("<H", 34661)
    with pytest.raises(ImageReadError, match=r"unsupported compression .jbig"):
        read_picture(bytes(data))


def test_four_samples_of_which_the_file_says_nothing_are_colour_and_one_left_out() -> None:
    data = bytearray(tiff(np.dstack([COLOUR, COLOUR[..., 0]]), photometric="rgb", extrasamples=["unspecified"]))
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        at = file.pages[0].tags["ExtraSamples"].offset
    data[at : at + 2] = struct.pack("<H", 65000)  # a private tag in its place
    picture = read_picture(bytes(data))
    assert first(picture) == [200, 100, 50]
    assert picture.alpha is None
    assert picture.notices == ("one extra sample per pixel, not marked as transparency, was ignored",)


def test_pages_of_a_microscope() -> None:
    planes = rng.integers(0, 65536, (3, 5, 7), np.uint16)
    file = io.BytesIO()
    tifffile.imwrite(file, planes, ome=True, metadata={"axes": "CYX"})
    for page in (1, 2, 3):
        picture = read_picture(file.getvalue(), page=page)
        np.testing.assert_allclose(picture.pixels, planes[page - 1] / 65535, atol=1e-7)
        which = "the first is shown" if page == 1 else f"number {page} is shown"
        assert f"this file has 3 pages; {which}" in picture.notices
    assert any("OME or ImageJ data" in notice for notice in read_picture(file.getvalue()).notices)
    with pytest.raises(ImageReadError, match="has no page 4: it has 3"):
        read_picture(file.getvalue(), page=4)


def test_the_size_of_the_page_asked_for_is_what_the_limit_is_for() -> None:
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as pages:
        pages.write(np.zeros((4, 4), np.uint8), metadata=None)
        pages.write(np.zeros((40, 40), np.uint8), metadata=None)
    assert read_picture(file.getvalue(), max_pixels=100).width == 4
    with pytest.raises(PixelLimitError):
        read_picture(file.getvalue(), max_pixels=100, page=2)


# -- PNG: colour ------------------------------------------------------------------------------------------------


def png(*chunks: tuple[bytes, bytes], samples: np.ndarray = COLOUR) -> bytes:
    data = imagecodecs.png_encode(samples)
    made = [struct.pack(">I", len(b)) + kind + b + struct.pack(">I", zlib.crc32(kind + b)) for kind, b in chunks]
    return data[:33] + b"".join(made) + data[33:]


CICP = (b"cICP", bytes((*P3, 0, 1)))
GAMA = (b"gAMA", struct.pack(">I", 100_000))
SRGB = (b"sRGB", b"\0")
P3_CORNERS = (0.3127, 0.329, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06)
CHRM = (b"cHRM", struct.pack(">8I", *(round(v * 1e5) for v in P3_CORNERS)))
LINEAR = [round(255 * (1.055 * (v / 255) ** (1 / 2.4) - 0.055)) for v in (200, 100, 50)]


@pytest.mark.parametrize(
    ("chunks", "shown", "notices"),
    [
        ((), (200, 100, 50), ()),
        ((SRGB, GAMA, CHRM), (200, 100, 50), ()),
        ((CICP,), FROM_P3, ("converted from Display P3 to sRGB",)),
        ((CICP, SRGB), FROM_P3, ("converted from Display P3 to sRGB",)),
        ((CHRM,), FROM_P3, ("converted from the primaries of the file to sRGB",)),
        ((GAMA,), LINEAR, ("converted from gamma 1 to sRGB",)),
        (
            ((b"cICP", bytes((1, 16, 0, 1))),),
            (255, 106.9, 27.4),  # of light at 1,347, 29.8 and 2.28 cd/m²
            ("converted from BT.709 HDR (PQ, brighter than 203 cd/m² as white) to sRGB",),
        ),
        (
            ((b"gAMA", b"1"),),
            (200, 100, 50),
            ("the colour space of the file was ignored, since it is damaged; sRGB is assumed",),
        ),
        (
            ((b"cHRM", bytes(32)),),
            (200, 100, 50),
            ("the colour space of the file was ignored, since its chromaticities are invalid; sRGB is assumed",),
        ),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_chunks_for_colour(chunks: tuple, shown: tuple, notices: tuple, deep: bool) -> None:
    picture = read_picture(png(*chunks, samples=COLOUR.astype(np.uint16) * 257 if deep else COLOUR))
    np.testing.assert_allclose(picture.pixels[0, 0] * 255, shown, atol=1)
    assert picture.notices == notices


def test_a_profile_goes_before_gamma() -> None:
    icc, _ = colour_spaces.cicp_profile(*P3)
    picture = read_picture(png((b"iCCP", b"P3\0\0" + zlib.compress(icc)), GAMA))
    np.testing.assert_allclose(picture.pixels[0, 0] * 255, FROM_P3, atol=1)


# -- frames -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_frames_by_number(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), (0, 40 * n, 0)) for n in (1, 2, 3)]
    options = {"lossless": True} if kind == "WEBP" else {}
    data = saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)
    for page in (1, 2, 3):
        picture = read_picture(data, page=page)
        assert first(picture) == [0, 40 * page, 0]
        which = "the first is shown" if page == 1 else f"number {page} is shown"
        assert picture.notices == (f"this file has 3 frames; {which}",)
    with pytest.raises(ImageReadError, match="has no page 4: it has 3"):
        read_picture(data, page=4)


# -- more than 8 bits, and colour, of other formats -------------------------------------------------------------


Image.init()
avif = pytest.mark.skipif("AVIF" not in Image.OPEN, reason="this Pillow reads no AVIF")


@avif
@pytest.mark.parametrize("bits", [8, 10, 12])
@pytest.mark.parametrize("channels", [3, 4])
def test_avif(bits: int, channels: int) -> None:
    samples = smooth(channels, bits)
    data = imagecodecs.avif_encode(samples, level=100, bitspersample=bits)
    picture = read_picture(data)
    assert picture.depth == (8 if bits == 8 else 16)
    np.testing.assert_allclose(picture.pixels, samples[..., :3] / (2**bits - 1), atol=2 / 255)
    assert (picture.alpha is not None) == (channels == 4)


@avif
@pytest.mark.parametrize("bits", [8, 10])
def test_avif_of_a_wide_gamut(bits: int) -> None:
    samples = COLOUR if bits == 8 else np.rint(COLOUR / 255 * 1023).astype(np.uint16)
    data = bytearray(imagecodecs.avif_encode(samples, level=100, bitspersample=bits))
    at = data.index(b"colrnclx") + 8
    data[at : at + 4] = struct.pack(">HH", *P3)
    picture = read_picture(bytes(data))
    np.testing.assert_allclose(picture.pixels[8, 8] * 255, FROM_P3, atol=2)
    assert picture.notices == ("converted from Display P3 to sRGB",)


@pytest.mark.parametrize("bits", [8, 12, 16])
def test_jpeg_2000(bits: int) -> None:
    samples = smooth(3, bits)
    data = imagecodecs.jpeg2k_encode(samples, level=0, codecformat="jp2", bitspersample=bits, reversible=True)
    picture = read_picture(data)
    assert picture.depth == (8 if bits == 8 else 16)
    np.testing.assert_allclose(picture.pixels, samples / (2**bits - 1), atol=0.5 / (2**bits - 1))


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_jpeg_xl(dtype: type) -> None:
    pytest.importorskip("pillow_jxl", reason="needs srviewer[formats]")
    samples = smooth(3, 8 if dtype == np.uint8 else 16)
    data = imagecodecs.jpegxl_encode(samples, lossless=True)  # it says of 16 bits that they are linear light
    wanted = read_picture(png(*([GAMA] if dtype == np.uint16 else []), samples=samples)).pixels
    picture = read_picture(data)
    np.testing.assert_allclose(picture.pixels, wanted, atol=2e-3)
    assert picture.depth == (8 if dtype == np.uint8 else 16)


@pytest.mark.parametrize("bits", [8, 10])
def test_heic(bits: int) -> None:
    heif = pytest.importorskip("pillow_heif", reason="needs srviewer[formats]")
    samples = smooth(3, 8 if bits == 8 else 16)
    made = heif.from_bytes("RGB" if bits == 8 else "RGB;16", samples.shape[1::-1], samples.tobytes())
    file = io.BytesIO()
    made.save(file, quality=100, chroma=444)
    picture = read_picture(file.getvalue())
    assert picture.depth == (8 if bits == 8 else 16)
    np.testing.assert_allclose(picture.pixels, samples / np.iinfo(samples.dtype).max, atol=4 / 255)


def test_openexr() -> None:
    exr = pytest.importorskip("OpenEXR", reason="needs srviewer[formats]")

    def written(channels: dict[str, np.ndarray], **header: object) -> bytes:
        import tempfile
        from pathlib import Path

        with tempfile.TemporaryDirectory() as folder:
            made = exr.File({"compression": exr.ZIP_COMPRESSION, "type": exr.scanlineimage, **header}, channels)
            made.write(f"{folder}/a.exr")
            return Path(f"{folder}/a.exr").read_bytes()

    light = (smooth() / 255).astype(np.float16)
    picture = read_picture(written({"RGB": light}))
    np.testing.assert_allclose(picture.pixels, colour_spaces.srgb_encode(light.astype(float)), atol=1e-4)
    assert picture.notices == ()
    half = np.dstack([light * np.float16(0.5), np.full(light.shape[:2], 0.5, np.float16)])
    picture = read_picture(written({"RGBA": half}))
    np.testing.assert_allclose(picture.pixels, colour_spaces.srgb_encode(light.astype(float)), atol=2e-3)
    np.testing.assert_allclose(picture.alpha, 0.5, atol=1e-5)
    picture = read_picture(written({"RGB": light * np.float16(8)}))
    assert picture.notices == (f"samples from {8 * light.min():g} to {8 * light.max():g} were mapped to 0 to 1",)
    grey = read_picture(written({"Y": light[..., 0].astype(np.float32)}))
    assert grey.is_grey
    corners = tuple(P3_CORNERS[2:] + P3_CORNERS[:2])
    wide = read_picture(written({"RGB": light}, chromaticities=corners))
    assert wide.notices == ("converted from the primaries of the file to sRGB",)
    with pytest.raises(ImageReadError, match=r"without the channels R, G and B \(it has Z\)"):
        read_picture(written({"Z": light[..., 0].astype(np.float32)}))
    with pytest.raises(ImageReadError, match="damaged or incomplete"):
        read_picture(written({"RGB": light})[:-100])


@pytest.mark.parametrize(("module", "head"), [("OpenEXR", b"v/1\x01\2\0\0\0"), ("pillow_jxl", b"\xff\x0a" + bytes(20))])
def test_without_the_extra_one_sentence_names_it(module: str, head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    monkeypatch.setattr(Image, "OPEN", {name: opener for name, opener in Image.OPEN.items() if name != "JXL"})
    with pytest.raises(ImageReadError, match=r"cannot read \(pip install 'srviewer\[formats\]' adds it\)"):
        read_picture(head)


# -- Netpbm -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"P5 3", b"P5 0 3 255\n", b"P5 2 2 0\n" + bytes(4), b"P5 2 2 70000\n" + bytes(8), b"P5 2 x 255\n1234",
        b"P6 2 2 255\n" + bytes(11), b"P2 2 2 255\n1 2 3", b"P2 2 1 255\n1 -2", b"P2 2 1 255\n1 70000",
        b"P1 2 2\n1 0 1",
        b"P4 9 2\n" + bytes(3), b"PF 1 1 -1.0\n" + bytes(11), b"P5 " + b"#" * 5000,
    ],
)  # fmt: skip
def test_damaged_pixmaps(data: bytes) -> None:
    with pytest.raises(ImageReadError, match="damaged or incomplete"):
        read_picture(data)


def test_comments_in_a_pixmap(tmp_path) -> None:
    data = b"P5 # made\n#by hand\n 2#wide\n1 255\n\x00\xff"
    np.testing.assert_array_equal(read_picture(data).pixels, [[0, 1]])
    (tmp_path / "a.pgm").write_bytes(data)
    assert probe(tmp_path / "a.pgm") == (2, 1, "PNM")
    with pytest.raises(PixelLimitError):
        read_picture(b"P5 100000 100000 255\n")

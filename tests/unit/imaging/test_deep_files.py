"""Files of 16 bits, of floats and of large integers, and arrays of every kind, by values that are known."""

from __future__ import annotations

import io

import imagecodecs
import numpy as np
import numpy.typing as npt
import pytest
import tifffile
from PIL import Image

from srviewer.errors import ParameterError, PixelLimitError
from srviewer.imaging.image_io import from_array, read_picture

rng = np.random.default_rng(3)
COLOUR = rng.integers(0, 65536, (5, 7, 3), np.uint16)
ALPHA = rng.integers(0, 65536, (5, 7), np.uint16)
TURNS = {3: lambda a: a[::-1, ::-1], 6: lambda a: np.rot90(a, -1), 8: np.rot90}  # EXIF 2.32, table 6


def tiff(*pages: np.ndarray, **options) -> bytes:
    buffer = io.BytesIO()
    with tifffile.TiffWriter(buffer) as file:
        for page in pages:
            file.write(page, metadata=None, **options)
    return buffer.getvalue()


def levels(values: np.ndarray | None) -> np.ndarray:
    assert values is not None
    return np.rint(values.astype(np.float64) * 65535).astype(int)


@pytest.mark.parametrize("planar", ["contig", "separate"])
@pytest.mark.parametrize("turn", [1, 3, 6, 8])
def test_colour_of_16_bits_in_a_tiff(planar: str, turn: int) -> None:
    data = COLOUR if planar == "contig" else np.moveaxis(COLOUR, -1, 0)
    picture = read_picture(tiff(data, photometric="rgb", planarconfig=planar, extratags=[(274, "H", 1, turn, True)]))
    np.testing.assert_array_equal(levels(picture.pixels), TURNS.get(turn, np.array)(COLOUR))
    assert (picture.depth, picture.alpha, picture.notices) == (16, None, ())


@pytest.mark.parametrize("colours", [1, 3])
@pytest.mark.parametrize("turn", [1, 6])
def test_transparency_of_16_bits_in_a_tiff(colours: int, turn: int) -> None:
    data = np.dstack([COLOUR[..., :colours], ALPHA])
    kind = "rgb" if colours == 3 else "minisblack"
    tags = [(274, "H", 1, turn, True)]
    page = tiff(data, photometric=kind, planarconfig="contig", extrasamples=["unassalpha"], extratags=tags)
    picture = read_picture(page)
    turned = TURNS.get(turn, np.array)
    np.testing.assert_array_equal(levels(picture.pixels), turned(COLOUR if colours == 3 else COLOUR[..., 0]))
    np.testing.assert_array_equal(levels(picture.alpha), turned(ALPHA))
    assert picture.is_grey == (colours == 1)


def test_pages_are_told_also_where_pillow_knows_no_mode() -> None:
    data = np.dstack([COLOUR[..., 0], ALPHA])
    options = {"photometric": "minisblack", "planarconfig": "contig", "extrasamples": ["unassalpha"]}
    assert read_picture(tiff(data, **options)).notices == ()
    assert read_picture(tiff(data, data, data, **options)).notices == ("this file has 3 pages; the first is shown",)
    with pytest.raises(PixelLimitError):
        read_picture(tiff(data, **options), max_pixels=34)


def test_the_profile_is_heeded_also_where_pillow_knows_no_mode() -> None:
    linear = imagecodecs.cms_profile("gray", gamma=1.0)
    data = np.dstack([np.full((5, 7), 14_000, np.uint16), ALPHA])
    options = {"photometric": "minisblack", "planarconfig": "contig", "extrasamples": ["unassalpha"]}
    picture = read_picture(tiff(data, iccprofile=linear, **options))
    assert picture.profile == "gray built-in"
    np.testing.assert_allclose(picture.pixels, 0.5, atol=0.01)  # 0.214 of light


def test_the_limit_itself_is_within_it() -> None:
    data = tiff(COLOUR, photometric="rgb")
    for most in (35, None):
        assert read_picture(data, max_pixels=most).width == 7
    with pytest.raises(PixelLimitError, match="has 0 million pixels"):
        read_picture(data, max_pixels=34)


@pytest.mark.parametrize("photometric", ["rgb", "minisblack"])
def test_floats_in_a_tiff(photometric: str) -> None:
    values = np.linspace(0, 1, 36, dtype=np.float32).reshape(4, 9)
    if photometric == "rgb":
        values = values.reshape(4, 3, 3)
    picture = read_picture(tiff(values, photometric=photometric))
    np.testing.assert_allclose(picture.pixels, values, atol=1e-5)
    assert picture.notices == ("samples of 32 bits were rounded to 16",)


def test_what_is_not_finite_is_shown_as_black_and_counted() -> None:
    values = np.full((2, 3), 0.5, np.float32)
    values[0, :2] = np.nan, np.inf
    picture = read_picture(tiff(values))
    assert picture.notices == ("samples of 32 bits were rounded to 16", "2 samples were not finite and are shown as 0")
    np.testing.assert_allclose(picture.pixels, [[0, 0, 0.5], [0.5, 0.5, 0.5]], atol=1e-5)


@pytest.mark.parametrize(
    ("values", "shown", "notice"),
    [
        ([[0.0, 2.0, 4.0]], [[0, 0.5, 1]], "samples from 0 to 4 were mapped to 0 to 1"),
        ([[-1.0, 0.0, 1.0]], [[0, 0.5, 1]], "samples from -1 to 1 were mapped to 0 to 1"),
        ([[7.0, 7.0]], [[0, 0]], "samples from 7 to 7 were mapped to 0 to 1"),
    ],
)
def test_floats_beyond_the_range_are_mapped_from_end_to_end(values: list, shown: list, notice: str) -> None:
    picture = read_picture(tiff(np.array(values, np.float32)))
    assert picture.notices == ("samples of 32 bits were rounded to 16", notice)
    np.testing.assert_allclose(picture.pixels, shown, atol=1e-5)


@pytest.mark.parametrize(
    ("values", "shown", "notice"),
    [
        ([[0, 65535]], [[0, 1]], "signed samples: 0 to 65535 were mapped to 0 to 1"),
        ([[0, 35000, 70000]], [[0, 0.5, 1]], "signed samples: 0 to 70000 were mapped to 0 to 1"),
        ([[-100, 0, 100]], [[0, 0.5, 1]], "signed samples: -100 to 100 were mapped to 0 to 1"),
        ([[100_000, 100_000]], [[0, 0]], "signed samples: 100000 to 100000 were mapped to 0 to 1"),
    ],
)
def test_integers_beyond_the_range_are_mapped_from_end_to_end(values: list, shown: list, notice: str) -> None:
    buffer = io.BytesIO()
    Image.fromarray(np.array(values, np.int32)).save(buffer, "TIFF")
    picture = read_picture(buffer.getvalue())
    assert picture.notices == (notice,)
    np.testing.assert_allclose(picture.pixels, shown, atol=1e-5)


@pytest.mark.parametrize("channels", [None, 1, 2, 3, 4])
@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.uint16, ">u2", np.float16, np.float64, ">f4"])
def test_an_array_becomes_a_picture_of_its_values(channels: int | None, dtype: npt.DTypeLike) -> None:
    values = rng.integers(0, 2, (3, 4) if channels is None else (3, 4, channels))
    kind = np.dtype(dtype)
    peak = {"u": 255 if kind.itemsize == 1 else 65535}.get(kind.kind, 1)
    picture = from_array((values * peak).astype(dtype))
    parts = values if channels is None else np.moveaxis(values, -1, 0)
    if channels in (2, 4):
        np.testing.assert_array_equal(picture.alpha, parts[-1])
    else:
        assert picture.alpha is None
    shown = parts if channels is None else parts[0] if channels < 3 else np.moveaxis(parts[:3], 0, -1)
    np.testing.assert_array_equal(picture.pixels, shown)
    assert picture.depth == (8 if kind in (np.dtype(np.uint8), np.dtype(np.bool_)) else 16)


def test_floats_of_an_array_are_clipped() -> None:
    np.testing.assert_array_equal(from_array(np.array([[-0.5, 0.25, 1.5]])).pixels, [[0, 0.25, 1]])
    with pytest.raises(ParameterError, match="not finite"):
        from_array(np.array([[0.0, np.inf]]))


def test_inks_of_16_bits_are_no_grey_with_transparency() -> None:
    inks = np.full((5, 7, 4), (0, 65535, 65535, 0), np.uint16)
    picture = read_picture(tiff(inks, photometric="separated"))
    assert picture.alpha is None
    assert picture.pixels[2, 3, 0] > 0.9
    assert picture.pixels[2, 3, 1] < 0.1
    assert any("CMYK" in notice for notice in picture.notices)

"""How LR pictures are made."""

from __future__ import annotations

import doctest
import io

import numpy as np
import pytest
import pywt
import scipy.ndimage
from PIL import Image

from srviewer.errors import ParameterError
from srviewer.imaging import degradations
from srviewer.imaging.degradations import Degradation, parse_degradation, written
from srviewer.imaging.degrade import crop_to_multiple, degrade
from srviewer.imaging.resample import resize

ALL = ("bicubic", "box", "ll", "ll:published", "gaussian:1.6", "jpeg:75", "noise:10")


def picture(height: int = 48, width: int = 64, channels: int | None = 3) -> np.ndarray:
    """Something smooth with edges in it, in [0, 1]."""
    y, x = np.indices((height, width)) / 16
    waves = 0.5 + 0.3 * np.sin(3 * x + y) * np.cos(2 * y) + 0.2 * (np.floor(x + y) % 2)
    planes = [np.clip(np.roll(waves, 5 * c, 1), 0, 1) for c in range(channels or 1)]
    return (planes[0] if channels is None else np.stack(planes, axis=2)).astype(np.float32)


def by(how: str, pixels: np.ndarray, scale: int) -> np.ndarray:
    return degrade(pixels, scale, parse_degradation(how))


def as_levels(pixels: np.ndarray) -> np.ndarray:
    return np.rint(np.clip(pixels, 0, 1) * 255)


# -- by name -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ALL)
def test_a_degradation_is_written_as_it_is_read(text: str) -> None:
    how = parse_degradation(text)
    assert str(how) == text
    assert parse_degradation(str(how)) == how
    assert how.words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" Bicubic ", Degradation("bicubic")),
        ("ll:published", Degradation("ll:published")),
        ("gaussian:0.8", Degradation("gaussian", 0.8)),
        ("JPEG:40", Degradation("jpeg", 40)),
        ("noise:0", Degradation("noise", 0)),
    ],
)
def test_reading(text: str, expected: Degradation) -> None:
    assert parse_degradation(text) == expected


@pytest.mark.parametrize("text", ["", "bicubik", "box:3", "bicubic:", "ll:other", ":", "blur:1"])
def test_an_unknown_name_is_told_the_known_ones(text: str) -> None:
    with pytest.raises(ParameterError, match="there are: bicubic, box, ll, ll:published, gaussian:S, jpeg:Q, noise:S"):
        parse_degradation(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gaussian", "gaussian:S: expected a number from 0.1 to 20 as in gaussian:1.6, not ''"),
        ("gaussian:wide", "not 'wide'"),
        ("gaussian:nan", "not 'nan'"),
        ("gaussian:0", "from 0.1 to 20"),
        ("jpeg:75.5", "jpeg:Q: expected a whole number from 1 to 100"),
        ("jpeg:101", "from 1 to 100"),
        ("noise:-1", "from 0 to 100"),
        ("noise:1e9", "from 0 to 100"),
        ("noise:inf", "from 0 to 100"),
    ],
)
def test_a_wrong_amount_is_told_the_right_ones(text: str, words: str) -> None:
    with pytest.raises(ParameterError, match=words):
        parse_degradation(text)


@pytest.mark.parametrize("text", ["jpeg:1", "jpeg:100", "noise:0", "noise:100", "gaussian:0.1", "gaussian:20"])
def test_both_ends_of_a_range_belong_to_it(text: str) -> None:
    parse_degradation(text)


def test_names_are_shown_with_what_they_take() -> None:
    assert {"bicubic", "box", "ll", "ll:published", "gaussian:S", "jpeg:Q", "noise:S"} <= set(written())


# -- what comes out ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ALL)
@pytest.mark.parametrize("scale", [2, 4, 8])
@pytest.mark.parametrize("channels", [None, 3])
def test_every_kind_gives_what_a_file_would_hold(how: str, scale: int, channels: int | None) -> None:
    pixels = picture(channels=channels)
    before = pixels.copy()
    lr = by(how, pixels, scale)
    assert lr.shape == (48 // scale, 64 // scale, *pixels.shape[2:])
    assert lr.dtype == np.float32
    np.testing.assert_array_equal(lr, (as_levels(lr) / 255).astype(np.float32))
    np.testing.assert_array_equal(by(how, pixels, scale), lr)  # the same every time
    np.testing.assert_array_equal(pixels, before)


@pytest.mark.parametrize("how", [h for h in ALL if not h.startswith("noise")])
@pytest.mark.parametrize("value", [0, 77, 255])
def test_flats_stay_flat(how: str, value: int) -> None:
    flat = np.full((32, 16, 3), value / 255, np.float32)
    np.testing.assert_array_equal(as_levels(by(how, flat, 4)), value)


@pytest.mark.parametrize("how", [h for h in ALL if not h.startswith(("noise", "jpeg"))])
def test_colours_do_not_touch_each_other(how: str) -> None:
    pixels = picture()
    planes = [by(how, np.ascontiguousarray(pixels[..., c]), 2) for c in range(3)]
    # a value on the edge of rounding may go either way
    assert np.abs(as_levels(by(how, pixels, 2)) - as_levels(np.stack(planes, axis=2))).max() <= 1


def test_bicubic_is_resize() -> None:
    pixels = picture(48, 63)
    np.testing.assert_array_equal(as_levels(by("bicubic", pixels, 3)), as_levels(resize(pixels, 16, 21)))


def test_box_is_the_mean() -> None:
    pixels = np.zeros((4, 6), np.float32)
    pixels[:2, :2] = [[0, 0.2], [0.4, 0.6]]
    np.testing.assert_array_equal(as_levels(by("box", pixels, 2)), [[76, 0, 0], [0, 0, 0]])  # 76.5 to even


def test_gaussian_blurs_then_shrinks() -> None:
    pixels = picture(channels=None)
    blurred = scipy.ndimage.gaussian_filter(pixels, 2.0, mode="reflect")
    np.testing.assert_array_equal(as_levels(by("gaussian:2", pixels, 4)), as_levels(resize(blurred, 12, 16)))


@pytest.mark.parametrize("channels", [None, 3])
def test_jpeg_is_what_a_jpeg_of_the_bicubic_one_holds(channels: int | None) -> None:
    pixels, file = picture(channels=channels), io.BytesIO()
    bicubic = as_levels(by("bicubic", pixels, 2)).astype(np.uint8)
    Image.fromarray(bicubic).save(file, "JPEG", quality=30, subsampling="4:2:0")
    expected = np.asarray(Image.open(file))
    np.testing.assert_array_equal(as_levels(by("jpeg:30", pixels, 2)), expected)


def test_noise_has_the_strength_asked_for() -> None:
    flat = np.full((512, 512), 0.5, np.float32)
    lr = 255 * by("noise:10", flat, 2).astype(np.float64)
    assert np.std(lr) == pytest.approx(10, rel=0.02)
    assert np.mean(lr) == pytest.approx(127.5, abs=0.2)
    np.testing.assert_array_equal(by("noise:0", picture(), 2), by("bicubic", picture(), 2))


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_published_ll_is_the_band_over_its_gain(levels: int) -> None:
    pixels = picture(channels=None)
    band = pixels.astype(np.float64)
    for _ in range(levels):
        band = pywt.dwt2(band, "bior4.4", "periodization")[0] / 2
    got = as_levels(by("ll:published", pixels, 2**levels))
    assert np.abs(got - np.clip(band * 255, 0, 255)).max() <= 0.5 + 1e-3


@pytest.mark.parametrize(("how", "off"), [("bicubic", 0.0), ("box", 0.0), ("ll", 0.0), ("ll:published", 0.25)])
@pytest.mark.parametrize("scale", [2, 4, 8])
def test_a_blob_stays_where_bicubic_has_it(how: str, off: float, scale: int) -> None:
    y, x = np.indices((128, 128))
    blob = np.exp(-((y - 60.2) ** 2 + (x - 66.9) ** 2) / (2 * 12.0**2)).astype(np.float32)
    lr = by(how, blob, scale)
    y, x = np.indices(lr.shape)
    centroid = np.array([np.sum(y * lr), np.sum(x * lr)]) / np.sum(lr)
    expected = (np.array([60.2, 66.9]) + 0.5) / scale - 0.5
    # Unregistered, each level leaves the picture half a pixel of its finer grid further down and right:
    # (1/2 + 1/4 + ...) / 2 LR pixels
    late = off * 2 * (1 - 1 / scale)
    np.testing.assert_allclose(centroid, expected + late, atol=0.02)


@pytest.mark.parametrize("scale", [1, 3, 5, 6])
def test_the_ll_band_exists_at_powers_of_two(scale: int) -> None:
    for how in ("ll", "ll:published"):
        with pytest.raises(ParameterError, match=f"at ×2, ×4 and ×8, not at ×{scale}"):
            by(how, picture(30, 60), scale)


@pytest.mark.parametrize("shape", [(9, 8), (8, 9), (0, 8), (1, 1)])
def test_sides_must_be_multiples(shape: tuple[int, int]) -> None:
    with pytest.raises(ParameterError, match="crop to a multiple of 2 first"):
        by("bicubic", np.zeros(shape, np.float32), 2)


def test_the_smallest_pictures_can_be_shrunk() -> None:
    for how in ALL:
        assert by(how, picture(2, 4), 2).shape == (1, 2, 3)
        assert by(how, picture(8, 8, None), 8).shape == (1, 1)


@pytest.mark.parametrize(
    ("size", "scale", "expected"), [((9, 11), 2, (8, 10)), ((9, 12), 3, (9, 12)), ((7, 8), 8, (0, 8))]
)
def test_cropping_to_a_multiple(size: tuple[int, int], scale: int, expected: tuple[int, int]) -> None:
    pixels = picture(*size)
    cropped = crop_to_multiple(pixels, scale)
    assert cropped.shape == (*expected, 3)
    np.testing.assert_array_equal(cropped, pixels[: expected[0], : expected[1]])


def test_the_examples_in_the_documentation() -> None:
    result = doctest.testmod(degradations)
    assert result.attempted
    assert not result.failed

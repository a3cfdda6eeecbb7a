"""16-bit pictures go through a profile's own curves and primaries, and agree with LittleCMS at 8 bits."""

from __future__ import annotations

import struct
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from srviewer.imaging import profiles

RAMP = (np.stack(np.meshgrid(*[np.linspace(0, 255, 9).astype(np.uint16)] * 3), axis=-1) * 257).reshape(27, 27, 3)
# Adobe RGB (1998) under D50, Bradford-adapted, as s15Fixed16 of X, Y, Z
PRIMARIES = {
    b"rXYZ": (0.60974, 0.31111, 0.01947),
    b"gXYZ": (0.20528, 0.62567, 0.06087),
    b"bXYZ": (0.14919, 0.06322, 0.74457),
}


def curv(*values: int) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(f">I{len(values)}H", len(values), *values)


def para(kind: int, *values: float) -> bytes:
    whole = [round(v * 65536) for v in values]
    return b"para\0\0\0\0" + struct.pack(f">HH{len(values)}i", kind, 0, *whole)


SRGB_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
CURVES = {
    "linear": curv(),
    "gamma": curv(round(2.2 * 256)),
    "sampled": curv(*np.rint(65535 * np.linspace(0, 1, 64) ** 1.8).astype(int)),
    "para 0": para(0, 1.8),
    "para 1": para(1, 2.0, 1.0, 0.0),
    "para 2": para(2, 2.0, 0.95, 0.05, 0.0),
    "para 3": para(3, *SRGB_CURVE),
    "para 4": para(4, *SRGB_CURVE, 0.0, 0.0),
}


def rgb_profile(curve: bytes, primaries: dict[bytes, tuple[float, ...]] = PRIMARIES) -> bytes:
    fixed = {name: [round(v * 65536) for v in xyz] for name, xyz in primaries.items()}
    tags = {name: b"XYZ \0\0\0\0" + struct.pack(">3i", *values) for name, values in fixed.items()}
    return profiles.build_profile(b"RGB ", "wide", {**tags, **{c + b"TRC": curve for c in (b"r", b"g", b"b")}})


def little_cms(samples: np.ndarray, icc: bytes) -> np.ndarray:
    """8 bits by LittleCMS, without its grid: where black is compensated, that is off by up to 20 levels."""
    image = Image.fromarray(samples)
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOOPTIMIZE
    theirs, ours = (ImageCms.ImageCmsProfile(BytesIO(p)) for p in (icc, profiles.srgb_profile()))
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    found = np.asarray(ImageCms.ImageCmsTransform(theirs, ours, image.mode, "RGB", intent, flags=flags).apply(image))
    return found if samples.ndim == 3 else found[..., 1]


@pytest.mark.parametrize("curve", CURVES)
def test_16_bits_agree_with_little_cms(curve: str) -> None:
    icc = rgb_profile(CURVES[curve])
    deep = profiles.to_srgb(RAMP, icc)
    difference = np.abs(deep.samples / 257.0 - little_cms((RAMP // 257).astype(np.uint8), icc))
    assert deep.name == "wide"
    assert not deep.lost_depth
    assert np.median(difference) < 0.3
    assert difference.max() < 1.1  # of 255 levels: theirs are rounded, some twice


@pytest.mark.parametrize("black", [0.002, 0.05, 0.18, 0.6])
@pytest.mark.parametrize("space", ["grey", "colour"])
def test_a_black_that_is_not_none_is_compensated(black: float, space: str) -> None:
    """As LittleCMS does it; what is brighter than L* 50 is no black, and its releases differ in what they then do."""
    lifted = curv(*np.rint(65535 * (black + (1 - black) * np.linspace(0, 1, 1024) ** 2.2)).astype(int))
    icc = rgb_profile(lifted) if space == "colour" else profiles.build_profile(b"GRAY", "lifted", {b"kTRC": lifted})
    levels = RAMP if space == "colour" else (np.arange(256) * 257).astype(np.uint16).reshape(16, 16)
    deep = profiles.to_srgb(levels, icc).samples
    assert (deep.min() == 0) == (black < 0.5)
    if black < 0.5:
        assert np.abs(deep / 257.0 - little_cms((levels // 257).astype(np.uint8), icc)).max() < 1.1


def test_16_bit_grey_by_its_curve() -> None:
    icc = profiles.build_profile(b"GRAY", "Linear grey", {b"kTRC": curv()})
    grey = np.linspace(0, 65535, 64).astype(np.uint16).reshape(8, 8)
    found = profiles.to_srgb(grey, icc).samples
    light = grey / 65535
    expected = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    np.testing.assert_allclose(found / 65535, expected, atol=2e-4)


def test_a_colour_profile_on_16_bit_grey_goes_by_the_equal_channels() -> None:
    grey = np.linspace(0, 65535, 64).astype(np.uint16).reshape(8, 8)
    found = profiles.to_srgb(grey, rgb_profile(CURVES["linear"]))
    assert found.samples.shape == (8, 8)
    assert np.all(np.diff(found.samples.ravel().astype(int)) >= 0)


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_grey_under_a_colour_profile_is_the_green_of_its_equal_channels(dtype: type) -> None:
    """Told apart where the profile's white is no white: here blue is twice as bright."""
    blue = tuple(2 * v for v in PRIMARIES[b"bXYZ"])
    icc = rgb_profile(CURVES["gamma"], {**PRIMARIES, b"bXYZ": blue})
    grey = np.arange(0, np.iinfo(dtype).max + 1, 1 if dtype == np.uint8 else 257).astype(dtype).reshape(16, 16)
    colour = profiles.to_srgb(np.repeat(grey[..., None], 3, axis=2), icc).samples
    np.testing.assert_array_equal(profiles.to_srgb(grey, icc).samples, colour[..., 1])
    assert (colour[8, 8, 2] > colour[8, 8, 1]).all()


@pytest.mark.parametrize("curve", [para(0, 1.0), para(1, 1.0, 1.0, 0.0), curv(0, 65535), curv(256)])
def test_curves_that_change_nothing_give_the_same_to_the_bit(curve: bytes) -> None:
    def grey(tag: bytes) -> np.ndarray:
        levels = np.arange(65536, dtype=np.uint16).reshape(256, 256)
        return profiles.to_srgb(levels, profiles.build_profile(b"GRAY", "linear", {b"kTRC": tag})).samples

    np.testing.assert_array_equal(grey(curve), grey(curv()))


def test_the_break_of_a_curve_belongs_to_its_upper_part() -> None:
    """ICC.1:2022, table 68: (a X + b)^g for X >= d."""
    jump = profiles._curve(para(3, 1.0, 1.0, 0.0, 0.25, 0.5))
    np.testing.assert_allclose(jump(np.array([0.25, 0.4999, 0.5, 0.75])), [0.0625, 0.125, 0.5, 0.75], atol=1e-4)


@pytest.mark.parametrize("curve", [b"text\0\0\0\0abcd", para(0, 1.8)[:10], curv(1, 2, 3)[:14]])
def test_a_damaged_curve_is_an_error_of_the_profile(curve: bytes) -> None:
    with pytest.raises(profiles.ProfileError):
        profiles.to_srgb(RAMP, rgb_profile(curve))


def test_a_profile_of_tables_takes_16_bits_to_8_and_says_so() -> None:
    """A table of two points a side (ICC.1:2022, 10.11 lut8Type)."""
    ramp = bytes(range(256)) * 3
    corners = bytes(
        v for r in (0, 255) for g in (0, 255) for b in (0, 255) for v in (g // 3 + r // 2, 128, 128 + b // 4)
    )
    identity = struct.pack(">9i", *(65536 * (n % 4 == 0) for n in range(9)))
    table = b"mft1\0\0\0\0" + bytes((3, 3, 2, 0)) + identity + ramp + corners + ramp
    icc = profiles.build_profile(b"RGB ", "tables", {b"A2B0": table}, pcs=b"Lab ")
    deep, flat = (profiles.to_srgb(samples, icc) for samples in (RAMP, (RAMP // 257).astype(np.uint8)))
    assert (deep.lost_depth, flat.lost_depth) == (True, False)
    np.testing.assert_array_equal(deep.samples, flat.samples)
    assert np.ptp(flat.samples) > 100


def test_the_embedded_profile_has_a_fixed_date() -> None:
    assert struct.unpack(">6H", profiles.srgb_profile()[24:36]) == (2000, 1, 1, 0, 0, 0)


def test_a_profile_is_laid_out_as_the_standard_has_it() -> None:
    """ICC.1:2022, 7.2 and 7.3: the size of all, and tags on boundaries of four bytes, one after another."""
    icc = profiles.build_profile(b"GRAY", "odd name", {b"kTRC": curv(1000)})
    size, signature, count = struct.unpack(">I32x4s88xI", icc[:132])
    entries = [struct.unpack_from(">4sII", icc, 132 + 12 * n) for n in range(count)]
    assert (size, signature) == (len(icc), b"acsp")
    assert [name for name, _, _ in entries] == [b"desc", b"cprt", b"wtpt", b"kTRC"]
    assert icc[8:24] == b"\x02\x10\0\0mntrGRAYXYZ "
    assert struct.unpack(">6H", icc[24:36]) == (2000, 1, 1, 0, 0, 0)
    assert icc[40:68] == bytes(28), "no platform, no flags, no maker, no attributes, perceptual intent"
    np.testing.assert_allclose(np.array(struct.unpack(">3i", icc[68:80])) / 65536, [0.9642, 1, 0.8249], atol=1e-4)
    end = 132 + 12 * count
    for _, offset, length in entries:
        assert offset == end
        assert offset % 4 == 0
        end = offset + length + -length % 4
    assert end == len(icc)
    assert profiles.profile_name(ImageCms.ImageCmsProfile(BytesIO(icc))) == "odd name"

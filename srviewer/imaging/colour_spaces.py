"""Colour spaces: to sRGB when reading, and sRGB's own profile when writing.

All conversion is LittleCMS's (`imagecodecs.cms_transform`), relative colorimetric with black point compensation, which
is what photo programs show. Samples of 8 bits come out with 8, of 16 with 16. Its interpolation grid, by which it is
several times as fast, is used at 8 bits where it errs by no more than one level. At 16 bits it errs by up to 15 levels
of 255: these are computed without it.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from enum import Enum
from functools import lru_cache
from io import BytesIO
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from PIL import ImageCms

from srviewer.phrase import phrase

Array = npt.NDArray[Any]
RELATIVE_COLORIMETRIC, BLACK_POINT_COMPENSATION, EXACT = 1, 0x2000, 0x0100  # lcms2.h
D50, D65 = (0.3457, 0.3585), (0.3127, 0.3290)
SRGB_PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))


_STEPS = 1 << 20  # of linear light: where sRGB's curve is steepest, less than a level of 16 bits
_LEVELS_OFF, _BAND = 16, 64  # levels of 16 bits, rows


class ColourModel(Enum):
    """What the colour samples of a pixel are; the value is LittleCMS's name."""

    GREY = "gray"
    RGB = "rgb"
    CMYK = "cmyk"
    LAB = "lab"


_ICC_SPACE = {ColourModel.GREY: "GRAY", ColourModel.RGB: "RGB", ColourModel.CMYK: "CMYK", ColourModel.LAB: "Lab"}


class ProfileError(Exception):
    """A profile is damaged, or is for another kind of image; the text ends the sentence "..., since"."""


def to_srgb(samples: Array, model: ColourModel, icc: bytes) -> tuple[Array, str]:
    """Convert samples to sRGB by the profile that belongs to them.

    Parameters
    ----------
    samples : uint8 or uint16, (H, W) for grey, else (H, W, 3 or 4); in CMYK the peak is full ink
    icc : bytes
        The embedded profile. An RGB profile on a grey image is applied to the three equal channels.

    Returns
    -------
    Samples of the same dtype, grey or RGB, and the profile's name. Grey stays grey. A profile that changes nothing by
    more than one 8-bit level (sRGB under any name) leaves the samples as they are, to the bit; its name is "sRGB".

    Raises
    ------
    ProfileError
        The profile is damaged or is for another kind of image.
    """
    profile = _open_profile(icc)
    space = profile.profile.xcolor_space.strip()
    if space != _ICC_SPACE[model] and not (model is ColourModel.GREY and space == "RGB"):
        raise ProfileError(phrase("it is for {space} pictures", space=space))
    source = ColourModel.RGB if space == "RGB" else model
    lattice = _lattice(source)
    exact = _converted(lattice, source, icc, EXACT)
    if (
        source is not ColourModel.CMYK
        and _differ(exact, lattice if source is ColourModel.RGB else lattice[..., None]) <= 1
    ):
        return samples, "sRGB"
    if model is ColourModel.GREY:
        converted = _grey_table(source, icc, samples.dtype)[samples]
    elif samples.dtype == np.uint8:
        quick = _differ(_converted(lattice, source, icc, 0), exact) <= 1
        converted = _converted(samples, source, icc, 0 if quick else EXACT)
    else:
        converted = _deep_converted(samples, source, icc)
    return converted, profile_name(profile)


def _grey_table(source: ColourModel, icc: bytes, dtype: np.dtype[Any]) -> Array:
    """What each grey level becomes, by the profile's own curve or by three equal channels."""
    ramp = np.arange(np.iinfo(dtype).max + 1, dtype=dtype)[None]
    ramp = np.repeat(ramp[..., None], 3, axis=-1) if source is ColourModel.RGB else ramp
    table: Array = _converted(ramp, source, icc, EXACT)[0, :, 1]
    return np.ascontiguousarray(table)


def _deep_converted(samples: Array, source: ColourModel, icc: bytes) -> Array:
    """Samples of 16 bits: where light adds up over the channels, as by curves and primaries, by a table for each."""
    if source is ColourModel.RGB:
        convert = _by_light(icc)
        lattice = _lattice(source).astype(np.uint16) * 257
        if np.abs(convert(lattice).astype(np.int32) - _converted(lattice, source, icc, EXACT)).max() <= _LEVELS_OFF:
            return convert(samples)
    return _converted(samples, source, icc, EXACT)


def _by_light(icc: bytes) -> Callable[[Array], Array]:
    """uint16 RGB by the sum of what each channel gives in sRGB's linear light: three times as fast as LittleCMS."""
    import imagecodecs

    corners = [v for x, y in SRGB_PRIMARIES for v in (x, y, 1.0)]
    linear = imagecodecs.cms_profile("rgb", whitepoint=[*D65, 1.0], primaries=corners, gamma=1.0)
    ramps = np.zeros((3, 65536, 3), np.uint16)
    ramps[range(3), :, range(3)] = np.arange(65536)
    light = _converted(ramps, ColourModel.RGB, icc, EXACT, "float32", linear) * np.float32(_STEPS - 1)
    light[1:] -= light[0, 0]  # of black, which is in all three
    encoded = np.rint(srgb_encode(np.arange(_STEPS) / (_STEPS - 1)) * 65535).astype(np.uint16)

    def convert(samples: Array) -> Array:
        found = np.empty_like(samples)
        for top in range(0, len(samples), _BAND):
            band = samples[top : top + _BAND]
            total = light[0][band[..., 0]]
            total += light[1][band[..., 1]]
            total += light[2][band[..., 2]]
            found[top : top + _BAND] = encoded[np.clip(total, 0, _STEPS - 1).astype(np.int32)]
        return found

    return convert


def lab_to_srgb(lab: Array) -> npt.NDArray[np.uint16]:
    """CIE L* a* b* under D50, float (H, W, 3), as sRGB of 16 bits."""
    return cast(
        "npt.NDArray[np.uint16]", _converted(lab.astype(np.float64), ColourModel.LAB, _lab_profile(), EXACT, "uint16")
    )


def inks_to_srgb(inks: Array) -> Array:
    """CMYK without a profile, (H, W, 4) uint8 or uint16, as RGB of the same dtype: approximate, as inks differ."""
    peak = np.iinfo(inks.dtype).max
    light = 1 - inks / np.float32(peak)
    found: Array = np.rint(light[..., :3] * light[..., 3:] * peak).astype(inks.dtype)
    return found


def profile_name(profile: ImageCms.ImageCmsProfile) -> str:
    """The profile's description as one printable line, e.g. "Display P3"."""
    try:
        text = ImageCms.getProfileDescription(profile)
    except ImageCms.PyCMSError:
        text = ""
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words[:80] or "unnamed profile"


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """The sRGB profile to embed in RGB files; the same bytes every time."""
    return _undated(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())


@lru_cache(maxsize=1)
def grey_profile() -> bytes:
    """A grey profile with sRGB's curve, for grey files (an RGB profile is not allowed in them)."""
    import imagecodecs

    return _undated(imagecodecs.cms_profile("gray", whitepoint=(*D50, 1.0), transferfunction=_table(_srgb_decode)))


def rgb_profile(
    decode: Callable[[Array], Array], primaries: Sequence[Sequence[float]], white: Sequence[float] = D65
) -> bytes:
    """An RGB profile by its transfer function (values in [0, 1] to light in [0, 1]) and chromaticities (x, y)."""
    import imagecodecs

    corners = [v for x, y in primaries for v in (x, y, 1.0)]
    table = np.stack([_table(decode)] * 3)
    try:
        made = imagecodecs.cms_profile("rgb", whitepoint=[*white, 1.0], primaries=corners, transferfunction=table)
    except (ValueError, RuntimeError) as error:
        raise ProfileError(phrase("its chromaticities are invalid")) from error
    return _undated(made)


# -- spaces by chunk or box -------------------------------------------------------------------------------------


def gamma_profile(
    gamma: float | None, primaries: Sequence[Sequence[float]] | None, white: Sequence[float] = D65
) -> bytes:
    """PNG's gAMA and cHRM chunks: values are light ** gamma (None: by sRGB's curve); primaries default to sRGB's.

    References
    ----------
    Portable Network Graphics, third edition, 11.3.2.1 cHRM and 11.3.2.2 gAMA.
    """
    if gamma is not None and not 0.01 <= gamma <= 100:
        raise ProfileError(phrase("its gamma is {gamma:g}", gamma=gamma))
    decode = _srgb_decode if gamma is None else lambda v: v ** (1 / gamma)
    return rgb_profile(decode, primaries or SRGB_PRIMARIES, white)


def cicp_profile(primaries: int, transfer: int) -> tuple[bytes, str]:
    """The profile of coding-independent code points (PNG's cICP, `nclx` of AVIF and HEIC) and its name.

    Of HDR (PQ and HLG) reference white becomes white, and what is brighter is white too: no tone mapping, which is a
    choice of taste; the name says so.

    References
    ----------
    ITU-T H.273, tables 2 and 3; ITU-R BT.2100-2, tables 4 and 5; ITU-R BT.2408, table 1 (reference white).
    """
    if primaries not in _CICP_PRIMARIES or transfer not in _CICP_TRANSFER:
        raise ProfileError(phrase("its code points {numbers} are unknown", numbers=f"{primaries}, {transfer}"))
    name, corners, white = _CICP_PRIMARIES[primaries]
    if transfer in _HDR:
        name = phrase("{primaries} HDR ({curve}, brighter than 203 cd/m² as white)",
                      primaries=name, curve=_HDR[transfer])  # fmt: skip
    return rgb_profile(_CICP_TRANSFER[transfer], corners, white), name


_DCI_P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
_CICP_PRIMARIES: dict[int, tuple[str, tuple[tuple[float, float], ...], tuple[float, float]]] = {
    1: ("BT.709", SRGB_PRIMARIES, D65),
    4: ("BT.470 M", ((0.67, 0.33), (0.21, 0.71), (0.14, 0.08)), (0.310, 0.316)),
    5: ("BT.601 (625 lines)", ((0.64, 0.33), (0.29, 0.60), (0.15, 0.06)), D65),
    6: ("BT.601 (525 lines)", ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)), D65),
    7: ("SMPTE 240M", ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)), D65),
    9: ("BT.2020", ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)), D65),
    11: ("DCI-P3", _DCI_P3, (0.314, 0.351)),
    12: ("Display P3", _DCI_P3, D65),
}


def _srgb_decode(encoded: Array) -> Array:
    """IEC 61966-2-1: sRGB values in [0, 1] to linear light."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def srgb_encode(linear: Array) -> Array:
    """Inverse of sRGB's transfer function: light in [0, 1] to values in [0, 1]."""
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _bt709_decode(encoded: Array) -> Array:
    return np.where(encoded < 0.081, encoded / 4.5, ((encoded + 0.099) / 1.099) ** (1 / 0.45))


def _pq_decode(encoded: Array) -> Array:
    """SMPTE ST 2084: to light, of which 1 is reference white, 203 cd/m²."""
    power = np.clip(encoded, 0, 1) ** (32 / 2523)
    light = np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)
    return light ** (8192 / 1305) * (10000 / 203)


def _hlg_decode(encoded: Array) -> Array:
    """ARIB STD-B67 on a display of 1,000 cd/m² (a gamma of 1.2, for each channel), of which 1 is the light of 75 %."""

    def display(signal: Array) -> Array:
        scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - 0.55991073) / 0.17883277) + 0.28466892) / 12)
        return scene**1.2

    return display(encoded) / display(np.asarray(0.75))


_HDR = {16: "PQ", 18: "HLG"}
_CICP_TRANSFER: dict[int, Callable[[Array], Array]] = {
    **dict.fromkeys((1, 6, 14, 15), _bt709_decode),
    4: lambda v: v**2.2,
    5: lambda v: v**2.8,
    8: lambda v: v,
    13: _srgb_decode,
    16: _pq_decode,
    18: _hlg_decode,
}


# -- LittleCMS --------------------------------------------------------------------------------------------------


def _open_profile(icc: bytes) -> ImageCms.ImageCmsProfile:
    try:
        return ImageCms.ImageCmsProfile(BytesIO(icc))
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError) as error:
        raise ProfileError(phrase("it is damaged")) from error


def _converted(
    samples: Array, model: ColourModel, icc: bytes, flags: int, dtype: str | None = None, to: bytes | None = None
) -> Array:
    import imagecodecs

    try:
        found: Array = imagecodecs.cms_transform(
            np.ascontiguousarray(samples),
            icc,
            to or srgb_profile(),
            colorspace=model.value,
            outcolorspace="rgb",
            outdtype=dtype,
            intent=RELATIVE_COLORIMETRIC,
            flags=flags | BLACK_POINT_COMPENSATION,
        )
    except (ValueError, RuntimeError, TypeError) as error:
        raise ProfileError(phrase("it is damaged")) from error
    return found


def _lattice(model: ColourModel) -> npt.NDArray[np.uint8]:
    """Samples of 8 bits all over a colour space, one row."""
    if model is ColourModel.GREY:
        return np.arange(256, dtype=np.uint8)[None]
    levels, channels = (np.arange(0, 256, 51), 4) if model is ColourModel.CMYK else (np.arange(0, 256, 15), 3)
    return np.stack(np.meshgrid(*[levels.astype(np.uint8)] * channels), axis=-1).reshape(1, -1, channels)


def _differ(first: Array, second: Array) -> int:
    """By how many levels two arrays of 8 bits differ at most."""
    return int(np.abs(first.astype(np.int16) - second).max())


@lru_cache(maxsize=1)
def _lab_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def _table(decode: Callable[[Array], Array]) -> npt.NDArray[np.float32]:
    return np.clip(decode(np.linspace(0, 1, 4096)), 0, 1).astype(np.float32)


def _undated(icc: bytes) -> bytes:
    """A profile without the time of its making: else no two files would be equal."""
    return icc[:24] + struct.pack(">6H", 2000, 1, 1, 0, 0, 0) + icc[36:]

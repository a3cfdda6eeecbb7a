"""ICC profiles: to sRGB when reading, and sRGB's own when writing.

8-bit samples go through LittleCMS (Pillow's `ImageCms`). As Pillow exposes it, it takes no 16-bit RGB, so
16-bit samples go through the profile's own curves and primaries in floating point here, which is all that a
matrix/TRC profile (Display P3, Adobe RGB, ProPhoto, every camera's) defines, with the same black point
compensation; a 16-bit picture with a
table-based profile is converted at 8 bits, and the notice says so.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from srviewer.phrase import phrase

Array = npt.NDArray[Any]

# sRGB's primaries under ICC's D50 white (IEC 61966-2-1, Bradford-adapted): columns R, G, B, rows X, Y, Z.
_SRGB_TO_XYZ = np.array(
    [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]]
)
_ICC_SPACE = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "Lab"}
_BLOCK_ROWS = 256


class ProfileError(Exception):
    """A profile is damaged, or is for another kind of image."""


@dataclass(frozen=True)
class Converted:
    """Samples after conversion, uint8 or uint16, RGB or grey; `name` is "sRGB" if nothing changed."""

    samples: Array
    name: str
    lost_depth: bool = False


def to_srgb(samples: Array, icc: bytes) -> Converted:
    """Convert samples to sRGB by the profile that belongs to them.

    Parameters
    ----------
    samples : uint8 or uint16, (H, W) grey, (H, W, 3) RGB or uint8 (H, W, 4) CMYK (255 is full ink)
    icc : bytes
        The embedded profile. An RGB profile on a grey image is applied to the three equal channels.

    Returns
    -------
    Converted
        Grey stays grey. A profile that changes nothing by more than one 8-bit level (sRGB under any name)
        leaves the samples as they are, to the bit.

    Raises
    ------
    ProfileError
        The profile is damaged or is for another kind of image.
    """
    mode = {2: "L", 3: "RGB", 4: "CMYK"}[samples.shape[2] if samples.ndim == 3 else 2]
    profile = _open_profile(icc)
    space = profile.profile.xcolor_space.strip()
    if space != _ICC_SPACE[mode] and not (mode == "L" and space == "RGB"):
        raise ProfileError(phrase("it is for {space} pictures", space=space))
    if mode != "CMYK" and _changes_nothing(profile, space):
        return Converted(samples, "sRGB")
    name = profile_name(profile)
    if samples.dtype == np.uint8:
        return Converted(_convert_8(samples, mode, profile, space), name)
    exact = _matrix_transform(icc, space)
    if exact is None:
        narrow = np.rint(samples / 257).astype(np.uint8)
        return Converted(_convert_8(narrow, mode, profile, space), name, lost_depth=True)
    return Converted(exact(samples), name)


def lab_to_srgb(image: Image.Image) -> Array:
    """A Pillow image in mode LAB as uint8 sRGB (H, W, 3)."""
    return np.asarray(_lcms(image, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))))


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
    icc = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    icc[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)  # creation date: else no two files would be equal
    return bytes(icc)


@lru_cache(maxsize=1)
def grey_profile() -> bytes:
    """A grey profile with sRGB's curve, for grey files (an RGB profile is not allowed in them)."""
    levels = _srgb_decode(np.arange(1024) / 1023)
    curve = b"curv" + struct.pack(">II", 0, 1024) + np.rint(levels * 65535).astype(">u2").tobytes()
    return build_profile(b"GRAY", "Grey with the sRGB curve", {b"kTRC": curve})


def build_profile(space: bytes, name: str, tags: dict[bytes, bytes], *, pcs: bytes = b"XYZ ") -> bytes:
    """An ICC version 2.1 display profile from its tags; description, white point and copyright are added."""
    text = name.encode("ascii") + b"\0"
    d50 = b"XYZ \0\0\0\0" + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    description = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    tags = {b"desc": description, b"cprt": b"text\0\0\0\0CC0\0", b"wtpt": d50, **tags}
    offset, table, data = 128 + 4 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for signature, body in tags.items():
        table += signature + struct.pack(">II", offset + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    header = struct.pack(
        ">I4sI4s4s4s6H4s4sI4sIIII3i4s44x",
        *(offset + len(data), b"\0\0\0\0", 0x02100000, b"mntr", space, pcs, 2000, 1, 1, 0, 0, 0),
        *(b"acsp", b"\0\0\0\0", 0, b"\0\0\0\0", 0, 0, 0, 0, 0xF6D6, 0x10000, 0xD32D, b"\0\0\0\0"),
    )
    return header + table + data


# --- 8 bits, by LittleCMS -----------------------------------------------------------------------------------


def _open_profile(icc: bytes) -> ImageCms.ImageCmsProfile:
    try:
        return ImageCms.ImageCmsProfile(BytesIO(icc))
    except (OSError, ValueError, TypeError, ImageCms.PyCMSError) as error:
        raise ProfileError(phrase("it is damaged")) from error


def _lcms(image: Image.Image, profile: ImageCms.ImageCmsProfile) -> Image.Image:
    """Relative colorimetric with black point compensation: what photo programs show."""
    try:
        transform = ImageCms.ImageCmsTransform(
            profile,
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")),
            image.mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        return transform.apply(image)
    except (OSError, ValueError, ImageCms.PyCMSError) as error:
        raise ProfileError(phrase("it is damaged")) from error


def _convert_8(samples: Array, mode: str, profile: ImageCms.ImageCmsProfile, space: str) -> Array:
    image = Image.fromarray(np.ascontiguousarray(samples))
    if mode == "CMYK":
        image = Image.frombytes("CMYK", image.size, np.ascontiguousarray(samples).tobytes())
    elif mode == "L" and space == "RGB":
        image = image.convert("RGB")
    rgb = np.asarray(_lcms(image, profile))
    return np.ascontiguousarray(rgb[..., 1]) if mode == "L" else rgb


def _changes_nothing(profile: ImageCms.ImageCmsProfile, space: str) -> bool:
    levels = np.arange(0, 256, 15, dtype=np.uint8)
    if space == "GRAY":
        probe = np.arange(256, dtype=np.uint8)[None]
        result = _convert_8(probe, "L", profile, space)
    else:
        probe = np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(1, -1, 3)
        result = _convert_8(probe, "RGB", profile, space)
    return bool(np.abs(result.astype(np.int16) - probe).max() <= 1)


# --- 16 bits, by the profile's curves and primaries ---------------------------------------------------------


def _matrix_transform(icc: bytes, space: str) -> Callable[[Array], Array] | None:
    """uint16 samples to uint16 sRGB for a matrix/TRC or grey profile; None for a table-based one."""
    tags = _tags(icc)
    if any(tag in tags for tag in (b"A2B0", b"A2B1", b"D2B0", b"D2B1")):
        return None
    try:
        if space == "GRAY":
            curves = [_curve(tags[b"kTRC"])]
            matrix = None
        else:
            curves = [_curve(tags[c + b"TRC"]) for c in (b"r", b"g", b"b")]
            columns = [np.array(struct.unpack(">3i", tags[c + b"XYZ"][8:20])) / 65536 for c in (b"r", b"g", b"b")]
            matrix = np.linalg.solve(_SRGB_TO_XYZ, np.stack(columns, axis=1)).T
    except (KeyError, struct.error, IndexError, ValueError) as error:
        raise ProfileError(phrase("it is damaged")) from error
    codes = np.arange(65536) / 65535
    tables = [curve(codes) for curve in curves]
    first = np.array([table[0] for table in tables])
    black = _black_point(float(first[0]) if matrix is None else float(first @ matrix @ _SRGB_TO_XYZ[1]))

    def convert(samples: Array) -> Array:
        result = np.empty_like(samples)
        for top in range(0, len(samples), _BLOCK_ROWS):
            block = samples[top : top + _BLOCK_ROWS]
            if matrix is None:
                linear = tables[0][block]
            elif block.ndim == 2:
                linear = np.stack([table[block] for table in tables], axis=-1) @ matrix[:, 1]
            else:
                linear = np.stack([t[block[..., c]] for c, t in enumerate(tables)], axis=-1) @ matrix
            result[top : top + _BLOCK_ROWS] = np.rint(_srgb_encode((linear - black) / (1 - black)) * 65535)
        return result

    return convert


def _black_point(luminance: float) -> float:
    """The light that black point compensation takes as none: a neutral as bright as the device's black, L* 50 at most.

    Taken from all three channels it scales XYZ about the white point, as LittleCMS does (relative colorimetric).

    References
    ----------
    ISO 18619:2015, Image technology colour management: black point compensation.
    """
    return min(max(luminance, 0.0), ((50 + 16) / 116) ** 3)


def _tags(icc: bytes) -> dict[bytes, bytes]:
    try:
        (count,) = struct.unpack_from(">I", icc, 128)
        entries = [struct.unpack_from(">4sII", icc, 132 + 12 * i) for i in range(min(count, 200))]
    except struct.error as error:
        raise ProfileError(phrase("it is damaged")) from error
    return {signature: icc[offset : offset + size] for signature, offset, size in entries}


def _curve(tag: bytes) -> Callable[[Array], Array]:
    """The function of a 'curv' or 'para' tag, from device values to linear light, both in [0, 1].

    References
    ----------
    ICC.1:2022, 10.6 curveType and 10.18 parametricCurveType (table 68).
    """
    if tag[:4] == b"curv":
        return _sampled_curve(tag)
    if tag[:4] == b"para":
        return _parametric_curve(tag)
    raise ValueError("not a curve")


def _sampled_curve(tag: bytes) -> Callable[[Array], Array]:
    (count,) = struct.unpack_from(">I", tag, 8)
    values = np.frombuffer(tag, ">u2", count, offset=12)
    if count == 0:
        return lambda x: x
    if count == 1:
        return lambda x: x ** (float(values[0]) / 256)
    return lambda x: np.interp(x, np.linspace(0, 1, count), values / 65535)


def _parametric_curve(tag: bytes) -> Callable[[Array], Array]:
    (kind,) = struct.unpack_from(">H", tag, 8)
    count = (1, 3, 4, 5, 7)[kind]
    given = [value / 65536 for value in struct.unpack_from(f">{count}i", tag, 12)]
    # Every kind is a case of the last: (a x + b)^g + e for x >= d, else c x + f.
    g, a, b, c, d, e, f = given + [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0][count:]
    if kind in (1, 2):  # the break is where a x + b = 0; c, if there, is an offset of both parts
        c, d, e, f = 0.0, -b / a, c, c
    return lambda x: np.clip(np.where(x >= d, np.maximum(a * x + b, 0) ** g + e, c * x + f), 0, 1)


def _srgb_decode(encoded: Array) -> Array:
    """IEC 61966-2-1: sRGB values in [0, 1] to linear light."""
    return np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)


def _srgb_encode(linear: Array) -> Array:
    """Inverse of `_srgb_decode`; out-of-gamut light is clipped to [0, 1]."""
    linear = np.clip(linear, 0, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)

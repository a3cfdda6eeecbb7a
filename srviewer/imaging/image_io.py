"""Reading pictures: whatever a file holds, upright and in sRGB, or one sentence that says why not.

Files are told apart by their content (`formats`), profiles converted (`profiles`), EXIF kept (`exif`). Writing is in
`image_write`, whose functions are importable from here.
"""

from __future__ import annotations

import itertools
import logging
import os
import stat
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile

from srviewer.errors import ImageReadError, ParameterError, PixelLimitError
from srviewer.imaging import exif as exif_block
from srviewer.imaging import formats, profiles
from srviewer.imaging.atomic import readable_name, reason
from srviewer.imaging.formats import IMAGE_EXTENSIONS
from srviewer.imaging.image_write import WRITTEN, check_writable_format, read_provenance, write_picture
from srviewer.imaging.picture import Picture, dequantise
from srviewer.phrase import phrase

__all__ = [
    "DAMAGED",
    "DEFAULT_MAX_PIXELS",
    "IMAGE_EXTENSIONS",
    "WRITTEN",
    "check_writable_format",
    "from_array",
    "is_probably_image",
    "probe",
    "read_picture",
    "read_provenance",
    "write_picture",
]

Array = npt.NDArray[Any]

DEFAULT_MAX_PIXELS = 100_000_000
DAMAGED = (*formats.OPEN_ERRORS, struct.error, zlib.error, Image.DecompressionBombError)
"""What decoders raise over damaged files."""
logging.getLogger("tifffile").addHandler(logging.NullHandler())  # what is damaged is told in our own sentence
BAND = 64  # rows
_MOST_PAGES = 1000
"""Pages and frames beyond these are not counted: a file may hold millions."""


def read_picture(
    source: str | os.PathLike[str] | bytes,
    *,
    max_pixels: int | None = DEFAULT_MAX_PIXELS,
    name: str | None = None,
) -> Picture:
    """Read a picture.

    Parameters
    ----------
    source : path, or the bytes of a file
    max_pixels : limit on width x height, looked at before anything is decoded; None for no limit
    name : what to call the source in messages (default: its path)

    Returns
    -------
    Picture
        Upright, in sRGB, float32 in [0, 1]; grey stays grey, transparency is kept, `depth` tells 8 from 16 bits, and
        `notices` what a user should know.

    Raises
    ------
    ImageReadError
        In one sentence that names the file: missing, empty, truncated, a folder, or not a supported picture. Never
        half a picture.
    PixelLimitError
        The picture has more pixels than `max_pixels`.
    """
    label = name or (phrase("the picture") if isinstance(source, bytes) else readable_name(source))
    with _opened(source, label) as file:
        try:
            return _decoded(file, label, max_pixels)
        except ImageReadError:
            raise
        except DAMAGED as error:
            raise _damage(label, error) from error


def probe(path: str | os.PathLike[str]) -> tuple[int, int, str]:
    """Width, height and format of a file, without decoding it; `ImageReadError` as for `read_picture`."""
    label = readable_name(path)
    with _opened(path, label) as file:
        try:
            kind, image = _header(file, label)
        except DAMAGED as error:
            raise _damage(label, error) from error
        return image.width, image.height, kind.label


def is_probably_image(path: str | os.PathLike[str]) -> bool:
    """Whether an ordinary file begins like a picture of a known format; False if it cannot be looked at."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        with open(path, "rb") as file:
            return formats.sniff(file.read(formats.SNIFF_BYTES)) is not None
    except OSError:
        return False


def from_array(array: Array) -> Picture:
    """A picture from an array.

    Parameters
    ----------
    array : bool, uint8, uint16, or float in [0, 1], of any byte order
        (H, W) or (H, W, 1) grey, (H, W, 2) grey and alpha, (H, W, 3) RGB, (H, W, 4) RGB and alpha. Floats outside
        [0, 1] are clipped.

    Raises
    ------
    ParameterError
        Another shape or dtype, no pixels, or values that are not finite.
    """
    array = np.asarray(array)
    if array.ndim not in (2, 3) or 0 in array.shape or (array.ndim == 3 and array.shape[2] > 4):
        raise ParameterError(
            phrase("expected (H, W) or (H, W, 1 to 4) with at least one pixel, got shape {shape}", shape=array.shape)
        )
    array = array.astype(array.dtype.newbyteorder("="), copy=False)
    if array.dtype == np.bool_:
        values = array.astype(np.float32)
    elif array.dtype in (np.uint8, np.uint16):
        values = dequantise(array)
    elif np.issubdtype(array.dtype, np.floating):
        if not np.isfinite(array).all():
            raise ParameterError(phrase("the array holds values that are not finite (NaN or infinity)"))
        values = np.clip(array, 0, 1).astype(np.float32)
    else:
        raise ParameterError(phrase("expected bool, uint8, uint16 or float in [0, 1], got {dtype}", dtype=array.dtype))
    alpha = None
    if values.ndim == 3:
        if values.shape[2] in (2, 4):
            values, alpha = values[..., :-1], values[..., -1]
        if values.shape[2] == 1:
            values = values[..., 0]
    return Picture(values, alpha, depth=8 if array.dtype in (np.uint8, np.bool_) else 16)


# -- opening --------------------------------------------------------------------------------------------------


def _opened(source: str | os.PathLike[str] | bytes, label: str) -> BinaryIO:
    """The source as a seekable file; what is not an ordinary file is refused before it is opened."""
    if isinstance(source, bytes):
        return BytesIO(source)
    if os.fsencode(source).startswith((b"http:/", b"https:/", b"ftp:/")):
        raise ImageReadError(
            phrase(
                "{label} is an address on the web, and srviewer fetches nothing: save the picture first.", label=label
            )
        )
    try:
        mode = os.stat(source).st_mode
        if stat.S_ISDIR(mode):
            raise ImageReadError(phrase("{label} is a folder, not a picture.", label=label))
        if not stat.S_ISREG(mode):
            raise ImageReadError(phrase("{label} is not an ordinary file.", label=label))
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        raise ImageReadError(phrase("{label} cannot be read: {reason}.", label=label, reason=reason(error))) from error


def _damage(label: str, error: BaseException) -> ImageReadError:
    """The sentence for what a decoder raised."""
    if isinstance(error, Image.DecompressionBombError):
        return PixelLimitError(
            phrase(
                "{label} says that it has more pixels than can be decoded: {reason}.", label=label, reason=reason(error)
            )
        )
    return ImageReadError(phrase("{label} is damaged or incomplete: {reason}.", label=label, reason=reason(error)))


def _header(file: BinaryIO, label: str) -> tuple[formats.Format, ImageFile.ImageFile]:
    head = file.read(formats.SNIFF_BYTES)
    file.seek(0)
    kind = formats.sniff(head)
    if kind is None:
        raise ImageReadError(phrase("{label} is {what}.", label=label, what=formats.what_instead(head)))
    try:
        opener = formats.plugin(kind)
    except ImageReadError as error:
        raise ImageReadError(phrase("{label} is {error}.", label=label, error=error)) from None
    with exif_block.quiet_pillow():
        return kind, opener(file, "")


@dataclass
class _Raw:
    """Samples as they come out of the file, on the way to a picture."""

    samples: Array  # uint8 or uint16, (H, W) or (H, W, 3); CMYK is (H, W, 4)
    alpha: Array | None = None
    notices: list[str] = field(default_factory=list)


def _decoded(file: BinaryIO, label: str, max_pixels: int | None) -> Picture:
    try:
        kind, image = _header(file, label)
    except formats.OPEN_ERRORS as error:
        unknown = _tiff_unknown_to_pillow(file, label, max_pixels)
        if unknown is None:
            raise error
        return unknown
    _check_size(label, image.width, image.height, max_pixels)
    exif = image.info.get("exif")
    icc = image.info.get("icc_profile")
    frames = _count(kind, image)
    raw = _tiff_beyond_pillow(file, image) if kind is formats.TIFF else None
    own_turn = 1
    if kind is formats.TIFF:
        exif = exif_block.of_tiff(image)
        if raw is not None:
            own_turn = int(image.tag_v2.get(exif_block.ORIENTATION, 1))  # type: ignore[attr-defined]
    if raw is None:
        raw = _raw_of(kind, image)
    turn, exif = exif_block.reset_orientation(exif) if exif else (1, None)
    picture = _in_srgb(raw, icc)
    turn = own_turn if kind is formats.TIFF else turn
    picture = replace(_upright(picture, turn), exif=exif)
    return _told_of_more(picture, frames, phrase("pages") if kind is formats.TIFF else phrase("frames"))


def _count(kind: formats.Format, image: ImageFile.ImageFile) -> int:
    """How many pages or frames there are, counted up to `_MOST_PAGES` + 1; the first is what the image stands at."""
    with exif_block.quiet_pillow():
        if kind is not formats.TIFF:
            return int(getattr(image, "n_frames", 1))
        count = 1  # Pillow's own count takes time by the square of the pages
        try:
            while count <= _MOST_PAGES:
                image.seek(count)
                count += 1
        except EOFError:
            pass
        image.seek(0)
    return count


def _told_of_more(picture: Picture, count: int, what: str) -> Picture:
    if count <= 1:
        return picture
    number = phrase("more than {most}", most=_MOST_PAGES) if count > _MOST_PAGES else str(count)
    return picture.with_notice(phrase("this file has {number} {what}; the first is shown", number=number, what=what))


def _check_size(label: str, width: int, height: int, max_pixels: int | None) -> None:
    pixels = width * height
    if max_pixels is not None and pixels > max_pixels:
        raise PixelLimitError(
            phrase(
                "{label} has {millions:.0f} million pixels, more than the limit of {limit:.0f} "
                "million; raise the limit to open it.",
                label=label,
                millions=pixels / 1e6,
                limit=max_pixels / 1e6,
            )
        )


_TURNS: dict[int, Callable[[Array], Array]] = {
    1: lambda a: a,
    2: lambda a: a[:, ::-1],
    3: lambda a: a[::-1, ::-1],
    4: lambda a: a[::-1],
    5: lambda a: a.swapaxes(0, 1),
    6: lambda a: np.rot90(a, -1),
    7: lambda a: a[::-1, ::-1].swapaxes(0, 1),
    8: np.rot90,
}


def _upright(picture: Picture, orientation: int) -> Picture:
    """Pixels and alpha together: each alone would not fit the other."""
    alpha = None if picture.alpha is None else _turned(picture.alpha, orientation)
    return replace(picture, pixels=_turned(picture.pixels, orientation), alpha=alpha)


def _turned(array: Array, orientation: int) -> Array:
    """An array turned upright by its EXIF orientation, 1 to 8."""
    return np.ascontiguousarray(_TURNS.get(orientation, _TURNS[1])(array))


# -- modes: Pillow's many to grey or RGB, with or without alpha -----------------------------------------------


def _raw_of(kind: formats.Format, image: ImageFile.ImageFile) -> _Raw:
    if kind is formats.PNG and image.mode in ("RGB", "RGBA") and image.tile:
        deep = _png_16_bit(image)
        if deep is not None:
            return deep
    image.load()
    mode = image.mode
    if mode in ("I", "F") or mode.startswith("I;16"):
        return _from_numbers(np.asarray(image))
    if mode == "1":
        return _Raw(np.asarray(image, np.uint8) * np.uint8(255))
    if mode == "CMYK":
        return _Raw(np.asarray(image))
    if mode == "LAB":
        return _Raw(profiles.lab_to_srgb(image))
    return _from_display_mode(image)


def _from_display_mode(image: Image.Image) -> _Raw:
    transparent = "transparency" in image.info
    grey = image.mode in ("L", "LA", "La")
    if image.mode in ("P", "PA") and image.palette is not None and not transparent:
        transparent = image.mode == "PA" or image.palette.mode == "RGBA"
    if transparent or image.mode in ("LA", "La", "RGBA", "RGBa"):
        array = np.asarray(_to_mode(image, "LA" if grey else "RGBA"))
        samples = array[..., 0] if grey else array[..., :3]
        return _Raw(np.ascontiguousarray(samples), np.ascontiguousarray(array[..., -1]))
    return _Raw(_samples(_to_mode(image, "L" if grey else "RGB")))


def _samples(image: Image.Image) -> npt.NDArray[np.uint8]:
    """An image of mode "L" or "RGB" as an array, (H, W) or (H, W, 3).

    Band by band: of the whole Pillow makes many small strings and joins them, which takes three times as long.
    """
    shape = (image.height, image.width) if image.mode == "L" else (image.height, image.width, 3)
    out = np.empty(shape, np.uint8)
    for top in range(0, image.height, BAND):
        bottom = min(top + BAND, image.height)
        out[top:bottom] = np.asarray(image.crop((0, top, image.width, bottom)))
    return out


def _to_mode(image: Image.Image, mode: str) -> Image.Image:
    if image.mode == mode:
        return image
    if mode == "LA" and image.mode == "L":  # Pillow converts by way of RGBA
        return _la(np.asarray(image.convert("RGBA")))
    with exif_block.quiet_pillow():
        return image.convert(mode)


def _la(rgba: Array) -> Image.Image:
    grey, alpha = (Image.fromarray(np.ascontiguousarray(rgba[..., i])) for i in (0, 3))
    return Image.merge("LA", (grey, alpha))


def _from_numbers(values: Array) -> _Raw:
    """Grey (or colour, last axis) samples of integers or floats as uint16, with a word where they were rescaled."""
    notices = []
    if np.issubdtype(values.dtype, np.floating):
        bad = ~np.isfinite(values)
        if bad.any():
            values = np.where(bad, 0, values)
            notices.append(phrase("{count} samples were not finite and are shown as 0", count=int(bad.sum())))
        low, high = float(values.min()), float(values.max())
        if low < 0 or high > 1:
            span = (high - low) or 1.0
            values = (values - low) / span
            notices.append(phrase("samples from {low:g} to {high:g} were mapped to 0 to 1", low=low, high=high))
        return _Raw(np.rint(values.astype(np.float64) * 65535).astype(np.uint16), notices=notices)
    low, high = int(values.min()), int(values.max())
    if low < 0 or high > 65535:
        values = (values.astype(np.float64) - low) / (high - low) * 65535
        notices.append(phrase("samples from {low} to {high} were mapped to 0 to 65535", low=low, high=high))
    return _Raw(np.rint(values).astype(np.uint16), notices=notices)


def _png_16_bit(image: ImageFile.ImageFile) -> _Raw | None:
    """16-bit RGB or RGBA of a PNG, which Pillow reduces to 8: decoded for its high bytes, then for its low bytes.

    A PNG's samples are big-endian. Pillow's unpacker "RGB;16B" keeps the first byte of each; "RGB;16L", which takes
    the first for the low one, keeps the second.
    """
    tile = image.tile[0]
    raw_mode = tile[3] if isinstance(tile[3], str) else tile[3][0] if tile[3] else ""
    if raw_mode not in ("RGB;16B", "RGBA;16B", "LA;16B"):
        return None
    transparency = image.info.get("transparency")
    file = image.fp
    assert file is not None
    file.seek(0)
    data = file.read()
    if raw_mode == "LA;16B":  # four bytes a pixel, as 8-bit RGBA: high and low of grey, high and low of alpha
        pairs = np.ascontiguousarray(np.asarray(_png_bytes(data, "RGBA"))).view(">u2").astype(np.uint16)
        return _Raw(np.ascontiguousarray(pairs[..., 0]), np.ascontiguousarray(pairs[..., 1]))
    high = np.asarray(_png_bytes(data, raw_mode)).astype(np.uint16)
    samples = high << 8 | np.asarray(_png_bytes(data, raw_mode.replace("16B", "16L")))
    if samples.shape[2] == 4:
        return _Raw(np.ascontiguousarray(samples[..., :3]), np.ascontiguousarray(samples[..., 3]))
    if transparency is not None:
        clear = (samples == np.array(transparency, np.uint16)).all(axis=2)
        return _Raw(samples, np.where(clear, 0, 65535).astype(np.uint16))
    return _Raw(samples)


def _png_bytes(data: bytes, raw_mode: str) -> Image.Image:
    with exif_block.quiet_pillow():
        image = formats.plugin(formats.PNG)(BytesIO(data), "")
    tile = image.tile[0]
    old: Any = tile[3]
    args: Any = raw_mode if isinstance(old, str) else (raw_mode, *old[1:])
    image.tile = [type(tile)(tile[0], tile[1], tile[2], args)]
    image.load()
    return image


def _tiff_beyond_pillow(file: BinaryIO, image: ImageFile.ImageFile) -> _Raw | None:
    """Samples of a TIFF that Pillow would cut to 8 bits (colour of 16 or more bits, or of floats), else None."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    bits = tags.get(258, (1,))
    bits = bits if isinstance(bits, tuple) else (bits,)
    photometric = tags.get(262, 1)
    if max(bits) <= 8 or len(bits) == 1 or photometric not in (1, 2):
        return None
    import tifffile

    file.seek(0)
    with tifffile.TiffFile(file) as pages:
        page: Any = pages.pages[0]
        return _raw_of_page(page)


def _tiff_unknown_to_pillow(file: BinaryIO, label: str, max_pixels: int | None) -> Picture | None:
    """A TIFF of samples that Pillow has no mode for (16-bit grey with transparency, say); None if it is none."""
    file.seek(0)
    if formats.sniff(file.read(formats.SNIFF_BYTES)) is not formats.TIFF:
        return None
    import tifffile

    file.seek(0)
    try:
        with tifffile.TiffFile(file) as pages:
            page: Any = pages.pages[0]
            if page.photometric not in (1, 2):
                return None
            _check_size(label, page.imagewidth, page.imagelength, max_pixels)
            raw = _raw_of_page(page)
            icc, turn = (page.tags.valueof(code) for code in (34675, exif_block.ORIENTATION))
            count = _pages_of(pages.pages)
    except (tifffile.TiffFileError, *DAMAGED):
        return None
    if raw is None:
        return None
    picture = _in_srgb(raw, icc)
    return _told_of_more(_upright(picture, turn or 1), count, "pages")


def _pages_of(pages: Any) -> int:
    """How many pages tifffile finds, counted up to `_MOST_PAGES` + 1."""
    return sum(1 for _ in itertools.islice(pages, _MOST_PAGES + 1))


def _raw_of_page(page: Any) -> _Raw | None:
    """Grey or colour samples, with or without alpha, of a page as tifffile has it; None if they are something else."""
    if page.imagedepth != 1 or page.samplesperpixel > 4:
        return None
    array = page.asarray()
    if array.ndim == 3 and page.planarconfig == 2:
        array = np.moveaxis(array, 0, -1)
    if array.ndim != 3 or array.shape[2] > 4:
        return None
    colours = 3 if page.photometric == 2 else 1
    raw = _from_numbers(array[..., :colours])
    alpha = _from_numbers(array[..., colours]).samples if array.shape[2] > colours else None
    samples = raw.samples[..., 0] if colours == 1 else raw.samples
    return _Raw(np.ascontiguousarray(samples), alpha, raw.notices)


# -- to sRGB --------------------------------------------------------------------------------------------------


def _in_srgb(raw: _Raw, icc: bytes | None) -> Picture:
    samples, name = raw.samples, "sRGB"
    if icc:
        try:
            converted = profiles.to_srgb(samples, icc)
            samples, name = converted.samples, converted.name
            if name != "sRGB":
                raw.notices.append(phrase("converted from {name} to sRGB", name=name))
            if converted.lost_depth:
                raw.notices.append(phrase("the profile works by tables, so it was applied at 8 bits"))
        except profiles.ProfileError as error:
            raw.notices.append(phrase("the embedded profile was left out, since {error}; taken as sRGB", error=error))
    if samples.ndim == 3 and samples.shape[2] == 4:
        ink = Image.frombytes("CMYK", samples.shape[1::-1], np.ascontiguousarray(samples).tobytes())
        samples = np.asarray(ink.convert("RGB"))
        raw.notices.append(phrase("CMYK without a usable profile: colours are approximate"))
    alpha = None if raw.alpha is None else dequantise(raw.alpha)
    depth = 8 if samples.dtype == np.uint8 else 16
    return Picture(dequantise(samples), alpha, depth, name, tuple(raw.notices))

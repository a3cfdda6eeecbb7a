"""Reading pictures: whatever a file holds, upright and in sRGB, or one sentence that says why not.

Files are told apart by their content (`formats`), read by a module for each format, and become pictures by one table
(`decoded`). Writing is in `image_write`, whose functions are importable from here. Libraries and traps:
`resources/decisions/0004-files.md`.
"""

from __future__ import annotations

import functools
import logging
import os
import stat
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from srviewer.errors import ImageReadError, ParameterError, PixelLimitError
from srviewer.imaging import formats, jpeg, openexr, pillow_files, png, pnm, tiff
from srviewer.imaging.atomic import readable_name, reason
from srviewer.imaging.decoded import Decoded, picture_of, plain_model
from srviewer.imaging.formats import IMAGE_EXTENSIONS, Format, Opened, Unsupported
from srviewer.imaging.image_write import WRITTEN, check_writable_format, write_picture
from srviewer.imaging.metadata import provenance_of
from srviewer.imaging.picture import Picture
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

for _library in ("tifffile", "imagecodecs"):  # what is damaged is told in our own sentence
    logging.getLogger(_library).addHandler(logging.NullHandler())
DEFAULT_MAX_PIXELS = 100_000_000
DAMAGED = (
    *(UnidentifiedImageError, SyntaxError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(EOFError, OverflowError, RuntimeError, ArithmeticError, AssertionError, MemoryError),
    *(struct.error, zlib.error, Image.DecompressionBombError),
)
"""What decoders raise over damaged files."""

_READERS: dict[str, Callable[[BinaryIO, int], Opened]] = {
    "PNG": png.opened,
    "JPEG": jpeg.opened,
    "TIFF": tiff.opened,
    "PNM": pnm.opened,
    "OpenEXR": openexr.opened,
}


def read_picture(
    source: str | os.PathLike[str] | bytes,
    *,
    max_pixels: int | None = DEFAULT_MAX_PIXELS,
    name: str | None = None,
    page: int = 1,
) -> Picture:
    """Read a picture.

    Parameters
    ----------
    source : path, or the bytes of a file
    max_pixels : limit on width x height, looked at before anything is decoded; None for no limit
    name : what to call the source in messages (default: its path)
    page : which page or frame of a file that has several, from 1

    Returns
    -------
    Picture
        Upright, in sRGB, float32 in [0, 1]; grey stays grey, transparency is kept, `depth` tells 8 from 16 bits, and
        `notices` what a user should know. What becomes of every kind of sample: `srviewer.imaging.decoded`.

    Raises
    ------
    ImageReadError
        In one sentence that names the file: missing, empty, truncated, a folder, without that page, or not a supported
        picture. Never half a picture.
    PixelLimitError
        The picture has more pixels than `max_pixels`.
    """
    label = name or (phrase("the picture") if isinstance(source, bytes) else readable_name(source))
    with _source(source, label) as file:
        try:
            kind, opened = _opened(file, label, page)
            if not 1 <= page <= opened.pages:
                raise ImageReadError(
                    phrase("{label} has no page {page}: it has {count}.", label=label, page=page, count=opened.pages)
                )
            _check_size(label, opened.width, opened.height, max_pixels)
            picture = picture_of(opened.decode())
        except Unsupported as error:
            raise ImageReadError(phrase("{label} is {error}.", label=label, error=error)) from None
        except DAMAGED as error:
            raise _damage(label, error) from error
    return _told_of_more(picture, kind, page, opened.pages)


def probe(path: str | os.PathLike[str]) -> tuple[int, int, str]:
    """Width, height and format of a file, without decoding it; `ImageReadError` as for `read_picture`."""
    label = readable_name(path)
    with _source(path, label) as file:
        try:
            kind, opened = _opened(file, label, 1)
        except Unsupported as error:
            raise ImageReadError(phrase("{label} is {error}.", label=label, error=error)) from None
        except DAMAGED as error:
            raise _damage(label, error) from error
        return opened.width, opened.height, kind.label


def read_provenance(path: str | os.PathLike[str]) -> dict[str, str]:
    """What `write_picture` said of how a file was made; empty if nothing, or if it is no picture."""
    try:
        return provenance_of(read_picture(path, max_pixels=None).metadata)
    except ImageReadError:
        return {}


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

    The table of `srviewer.imaging.decoded` holds, but what it would have to stretch is refused, since whoever has an
    array can scale it; and floats outside [0, 1] are clipped, since those of a method's result overshoot.

    Parameters
    ----------
    array : bool, uint8, uint16, or float in [0, 1], of any byte order
        (H, W) or (H, W, 1) grey, (H, W, 2) grey and alpha, (H, W, 3) RGB, (H, W, 4) RGB and alpha.

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
    if array.dtype.kind == "f":
        return _from_floats(array.reshape(*array.shape[:2], -1))
    if array.dtype.newbyteorder("=") not in (np.bool_, np.uint8, np.uint16):
        raise ParameterError(phrase("expected bool, uint8, uint16 or float in [0, 1], got {dtype}", dtype=array.dtype))
    model, extra = plain_model(array)
    return picture_of(Decoded(array, model, extra=extra))


def _from_floats(array: Array) -> Picture:
    """Floats keep all their bits, unlike those of a file, which end as 16 bits."""
    if not np.isfinite(array).all():
        raise ParameterError(phrase("the array holds values that are not finite (NaN or infinity)"))
    values = np.clip(array, 0, 1).astype(np.float32)
    colours = values.shape[2] - (values.shape[2] in (2, 4))
    alpha = values[..., colours] if colours < values.shape[2] else None
    return Picture(values[..., 0] if colours == 1 else values[..., :colours], alpha, depth=16)


# -- opening --------------------------------------------------------------------------------------------------


def _source(source: str | os.PathLike[str] | bytes, label: str) -> BinaryIO:
    """The source as a seekable file; what is not an ordinary file is refused before it is opened."""
    if isinstance(source, bytes):
        return BytesIO(source)
    if os.fsencode(source).startswith((b"http:/", b"https:/", b"ftp:/")):
        raise ImageReadError(
            phrase("{label} is a web address, and srviewer downloads nothing: save the picture first.", label=label)
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


def _opened(file: BinaryIO, label: str, page: int) -> tuple[Format, Opened]:
    head = file.read(formats.SNIFF_BYTES)
    file.seek(0)
    kind = formats.sniff(head)
    if kind is None:
        raise ImageReadError(phrase("{label} is {what}.", label=label, what=formats.what_instead(head)))
    reader = _READERS.get(kind.label) or functools.partial(pillow_files.opened, kind)
    return kind, reader(file, page)


def _damage(label: str, error: BaseException) -> ImageReadError:
    """The sentence for what a decoder raised."""
    if isinstance(error, Image.DecompressionBombError):
        return PixelLimitError(
            phrase("{label} claims more pixels than can be decoded: {reason}.", label=label, reason=reason(error))
        )
    if isinstance(error, MemoryError):
        return ImageReadError(phrase("{label} needs more memory than there is.", label=label))
    return ImageReadError(phrase("{label} is damaged or incomplete: {reason}.", label=label, reason=reason(error)))


def _told_of_more(picture: Picture, kind: Format, page: int, count: int) -> Picture:
    if count <= 1:
        return picture
    what = phrase("pages") if kind is formats.TIFF else phrase("frames")
    number = phrase("more than {most}", most=tiff.MOST_PAGES) if count > tiff.MOST_PAGES else str(count)
    which = phrase("the first is shown") if page == 1 else phrase("number {page} is shown", page=page)
    told = phrase("this file has {number} {what}; {which}", number=number, what=what, which=which)
    return replace(picture.with_notice(told), page=page, pages=count)


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

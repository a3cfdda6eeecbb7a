"""Writing pictures: sRGB tagged, EXIF kept, with what made them; whole files or none, never over another unasked."""

from __future__ import annotations

import json
import os
import struct
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError
from PIL.PngImagePlugin import PngInfo

from srviewer.errors import ImageWriteError
from srviewer.imaging import exif as exif_block
from srviewer.imaging import profiles
from srviewer.imaging.atomic import atomic_write, readable_name, reason
from srviewer.imaging.picture import Picture, quantise
from srviewer.phrase import phrase

Array = npt.NDArray[Any]

WRITTEN = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".webp": "WEBP",
}
_DEEP = ("PNG", "TIFF")
_LONGEST_SIDE = {"JPEG": 65500, "WEBP": 16383}  # jmorecfg.h of libjpeg, encode.h of libwebp
_KEY = "srviewer"


def check_writable_format(path: str | os.PathLike[str]) -> str:
    """Pillow's name of the format that a path's extension asks for; `ImageWriteError` names those there are."""
    suffix = Path(path).suffix.lower()
    if suffix not in WRITTEN:
        raise ImageWriteError(
            phrase("{path}: expected a name that ends in {known}.", path=readable_name(path), known=", ".join(WRITTEN))
        )
    return WRITTEN[suffix]


def write_picture(
    picture: Picture,
    path: str | os.PathLike[str],
    *,
    provenance: Mapping[str, str] | None = None,
    depth: int | None = None,
    overwrite: bool = False,
    quality: int = 95,
) -> tuple[str, ...]:
    """Write a picture as PNG, JPEG, TIFF or WebP, as the extension says.

    Parameters
    ----------
    picture : what to write; quantised to `depth` bits (default: its own)
    provenance : what made it, kept in the file's text
    overwrite : replace an existing file
    quality : of JPEG, which is written without chroma subsampling; WebP is lossless

    Returns
    -------
    Notices, each a sentence, such as that transparency was flattened.

    Raises
    ------
    ImageWriteError, OutputExistsError
        Nothing was written, and what stood there is untouched.
    """
    kind = check_writable_format(path)
    _check_sides(picture, kind, path)
    depth = depth or picture.depth
    notices = []
    if depth == 16 and kind not in _DEEP:
        depth = 8
        notices.append(phrase("saved with 8 bits: {kind} has no 16", kind=kind))
    values = picture.pixels
    alpha = picture.alpha
    if alpha is not None and kind == "JPEG":
        weight = alpha if picture.is_grey else alpha[..., None]
        values, alpha = values * weight + (1 - weight), None
        notices.append(phrase("transparency was flattened on white: JPEG has none"))
    samples: Array = quantise(values, depth)
    if alpha is not None:
        samples = np.dstack([samples, quantise(alpha, depth)])
    try:
        exif = exif_block.with_provenance(picture.exif, provenance)
    except ValueError:
        exif = exif_block.with_provenance(None, provenance)
        notices.append(phrase("the EXIF block is damaged and was left out"))
    try:
        encoded = _encoded(kind, samples, exif, provenance, quality)
    except _NOT_ENCODED as error:
        if not picture.exif:
            raise _encoding_error(path, kind, error) from error
        notices.append(phrase("the EXIF block does not fit into a {kind} and was left out", kind=kind))
        exif = exif_block.with_provenance(None, provenance)
        try:
            encoded = _encoded(kind, samples, exif, provenance, quality)
        except _NOT_ENCODED as second:
            raise _encoding_error(path, kind, second) from second
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(encoded)
    return tuple(notices)


# What Pillow, tifffile and the codecs below them raise at what they do not take.
_NOT_ENCODED = (OSError, ValueError, TypeError, OverflowError, KeyError, struct.error)


def _check_sides(picture: Picture, kind: str, path: str | os.PathLike[str]) -> None:
    most = _LONGEST_SIDE.get(kind, 2**31 - 1)
    if max(picture.width, picture.height) > most:
        raise ImageWriteError(
            phrase(
                "{path}: a {kind} cannot hold {width} × {height} pixels, only {most} a side; save a PNG.",
                path=readable_name(path),
                kind=kind,
                width=picture.width,
                height=picture.height,
                most=most,
            )
        )


def _encoding_error(path: str | os.PathLike[str], kind: str, error: Exception) -> ImageWriteError:
    return ImageWriteError(
        phrase(
            "{path}: the picture could not be encoded as {kind}: {reason}.",
            path=readable_name(path),
            kind=kind,
            reason=reason(error),
        )
    )


def _encoded(
    kind: str,
    samples: Array,
    exif: Image.Exif | None,
    provenance: Mapping[str, str] | None,
    quality: int,
) -> bytes:
    """The file's bytes; one of `_NOT_ENCODED` if the format does not take them.

    In memory: given a file, Pillow's encoders take a full disk for success (JPEG), or say so by a number (TIFF).
    """
    file = BytesIO()
    _write(file, kind, samples, exif, provenance, quality)
    return file.getvalue()


def png_bytes(picture: Picture) -> bytes:
    """The picture as the bytes of a PNG file, at its own depth."""
    samples: Array = quantise(picture.pixels, picture.depth)
    if picture.alpha is not None:
        samples = np.dstack([samples, quantise(picture.alpha, picture.depth)])
    file = BytesIO()
    _write(file, "PNG", samples, None, None, 0)
    return file.getvalue()


def read_provenance(path: str | os.PathLike[str]) -> dict[str, str]:
    """What `write_picture` said of how a file was made; empty if nothing."""
    try:
        opened = Image.open(path)
    except UnidentifiedImageError:
        return exif_block.provenance_of(_tiff_description(path))
    with opened as image:
        text = image.info.get(_KEY)
        if text:
            return exif_block.parse_provenance(text)
        with exif_block.quiet_pillow():
            return exif_block.provenance_of(image.getexif().get(exif_block.DESCRIPTION, ""))


def _tiff_description(path: str | os.PathLike[str]) -> str:
    """The description in a TIFF of a kind that Pillow does not open; "" in other files."""
    import tifffile

    try:
        with tifffile.TiffFile(path) as pages:
            return str(pages.pages[0].tags.valueof(exif_block.DESCRIPTION) or "")  # type: ignore[union-attr]
    except tifffile.TiffFileError:
        return ""


def _write(
    file: BinaryIO,
    kind: str,
    samples: Array,
    exif: Image.Exif | None,
    provenance: Mapping[str, str] | None,
    quality: int,
) -> None:
    block = b"" if exif is None else exif.tobytes()
    if samples.dtype == np.uint16:
        if kind == "PNG":
            _write_png_16(file, samples, block, provenance)
        else:
            _write_tiff_16(file, samples, exif)
        return
    grey = samples.ndim == 2 or samples.shape[2] == 2
    options: dict[str, Any] = {"icc_profile": profiles.grey_profile() if grey else profiles.srgb_profile()}
    if block:
        options["exif"] = block
    if kind == "PNG":
        options["pnginfo"] = _png_text(provenance)
    elif kind == "JPEG":
        options.update(quality=quality, subsampling=0)
    elif kind == "TIFF":
        options["compression"] = "tiff_adobe_deflate"
    elif kind == "WEBP":
        options.update(lossless=True, exact=True)
        options["icc_profile"] = profiles.srgb_profile()
    _pillow(samples, kind).save(file, kind, **options)


def _pillow(samples: Array, kind: str) -> Image.Image:
    if samples.ndim == 3 and samples.shape[2] == 2:
        bands = [Image.fromarray(np.ascontiguousarray(samples[..., i])) for i in (0, 1)]
        image = Image.merge("LA", bands)
    else:
        image = Image.fromarray(np.ascontiguousarray(samples))
    if kind == "WEBP" and image.mode in ("L", "LA"):
        return image.convert("RGB" if image.mode == "L" else "RGBA")
    return image


def _text_items(provenance: Mapping[str, str] | None) -> list[tuple[str, str]]:
    if not provenance:
        return []
    return [("Software", exif_block.software(provenance)), (_KEY, json.dumps(dict(provenance)))]


def _png_text(provenance: Mapping[str, str] | None) -> PngInfo:
    info = PngInfo()
    for key, value in _text_items(provenance):
        info.add_itxt(key, value)
    return info


def _write_png_16(file: BinaryIO, samples: Array, exif: bytes, provenance: Mapping[str, str] | None) -> None:
    """A 16-bit PNG of 1 to 4 channels (Pillow writes grey alone), each row filtered by "up".

    References
    ----------
    ISO/IEC 15948:2004, Portable Network Graphics: chunks (5), filtering (9), IHDR (11.2.2).
    """
    height, width = samples.shape[:2]
    channels = 1 if samples.ndim == 2 else samples.shape[2]
    rows = np.ascontiguousarray(samples.astype(">u2")).view(np.uint8).reshape(height, -1)
    filtered = np.empty((height, rows.shape[1] + 1), np.uint8)
    filtered[:, 0] = 2  # filter type "up": each byte less the one above, modulo 256
    filtered[:, 1:] = rows
    filtered[1:, 1:] -= rows[:-1]

    def chunk(kind: bytes, data: bytes) -> None:
        file.write(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)))

    file.write(b"\x89PNG\r\n\x1a\n")
    chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, {1: 0, 2: 4, 3: 2, 4: 6}[channels], 0, 0, 0))
    chunk(b"sRGB", b"\0")
    for key, value in _text_items(provenance):
        chunk(b"iTXt", key.encode("latin-1") + b"\0\0\0\0\0" + value.encode("utf-8"))
    if exif:
        chunk(b"eXIf", exif.removeprefix(b"Exif\0\0"))
    chunk(b"IDAT", zlib.compress(filtered.tobytes(), 6))
    chunk(b"IEND", b"")


def _write_tiff_16(file: BinaryIO, samples: Array, exif: Image.Exif | None) -> None:
    import tifffile

    channels = 1 if samples.ndim == 2 else samples.shape[2]
    description = b"" if exif is None else exif.get(exif_block.DESCRIPTION, b"")
    text = description.decode("latin-1") if isinstance(description, bytes) else str(description)
    buffer = BytesIO()  # tifffile wants to know the name of a file, and a temporary one has none to keep
    tifffile.imwrite(
        buffer,
        samples,
        photometric="minisblack" if channels < 3 else "rgb",
        planarconfig="contig" if channels > 1 else None,
        extrasamples=["unassalpha"] if channels in (2, 4) else None,
        compression="zlib",
        description=text.encode("ascii", "replace").decode("ascii"),
        software="srviewer",
        metadata=None,
        iccprofile=profiles.grey_profile() if channels < 3 else profiles.srgb_profile(),
    )
    file.write(buffer.getvalue())

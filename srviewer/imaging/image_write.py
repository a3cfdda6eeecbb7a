"""Writing pictures: tagged as sRGB, with the source's metadata and what made them.

Whole files are written or none, and never over another unasked. What a format cannot hold is said once.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image

from srviewer.errors import ImageWriteError
from srviewer.imaging import colour_spaces, png, tiff
from srviewer.imaging import metadata as metadata_block
from srviewer.imaging.atomic import atomic_write, readable_name, reason
from srviewer.imaging.metadata import COMMENT, PROVENANCE, Metadata
from srviewer.imaging.picture import Picture, as_levels, quantise
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
QUALITY = 95  # of JPEG, unless another is asked for
_DEEP = ("PNG", "TIFF")
_LONGEST_SIDE = {"JPEG": 65500, "WEBP": 16383}  # jmorecfg.h of libjpeg, encode.h of libwebp
_LONGEST_COMMENT = 65533
_OWN_TEXT = (PROVENANCE, "Software")  # which the new file says of itself


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
    quality: int = QUALITY,
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
    values: Array = picture.samples
    alpha = picture.alpha
    if alpha is not None and kind == "JPEG":
        weight = alpha if picture.is_grey else alpha[..., None]
        values, alpha = picture.pixels * weight + (1 - weight), None
        notices.append(phrase("transparency was flattened on white: JPEG has none"))
    samples = _samples(values, alpha, depth)
    metadata = picture.metadata
    try:
        metadata_block.block_of(metadata, None)
    except ValueError:
        metadata = replace(metadata, exif=None)
        notices.append(phrase("the EXIF block is damaged and was left out"))
    lost = _text_lost(metadata, kind)
    if lost:
        notices.append(phrase("not saved, since {kind} cannot hold it: text ({keys})", kind=kind, keys=lost))
    encoded, left_out = _encoded(path, kind, samples, metadata, provenance, quality)
    if left_out:
        notices.append(phrase("the {what} does not fit into a {kind} and was left out", what=left_out, kind=kind))
    with atomic_write(path, overwrite=overwrite) as file:
        file.write(encoded)
    return tuple(notices)


def _samples(values: Array, alpha: Array | None, depth: int) -> Array:
    samples: Array = as_levels(values, depth)
    return samples if alpha is None else np.dstack([samples, quantise(alpha, depth)])


def _text_lost(metadata: Metadata, kind: str) -> str:
    """The keywords of text that a format has no place for: a JPEG has one for a comment, others but PNG for none."""
    if kind == "PNG":
        return ""
    kept = (COMMENT, *_OWN_TEXT) if kind == "JPEG" and _comment(metadata) else _OWN_TEXT
    return ", ".join(dict.fromkeys(key for key, _ in metadata.text if key not in kept))


def _comment(metadata: Metadata) -> bytes:
    """The comment for a JPEG; none if it is longer than a segment."""
    comment = "\n".join(text for key, text in metadata.text if key == COMMENT).encode()
    return comment if len(comment) <= _LONGEST_COMMENT else b""


# What Pillow and the codecs below it raise at what they do not take.
_NOT_ENCODED = (OSError, ValueError, TypeError, OverflowError, KeyError, RuntimeError, struct.error)


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


def _encoded(
    path: str | os.PathLike[str],
    kind: str,
    samples: Array,
    metadata: Metadata,
    provenance: Mapping[str, str] | None,
    quality: int,
) -> tuple[bytes, str]:
    """The file's bytes, and what had to be left out for them: EXIF or XMP that is too long for the format.

    In memory: given a file, Pillow's encoders take a full disk for success (JPEG), or say so by a number (TIFF).
    """
    fewer = {"": metadata}
    if metadata.xmp:
        fewer["XMP packet"] = replace(metadata, xmp=None)
    if metadata.exif:
        fewer["EXIF block"] = replace(metadata, exif=None)
    if metadata.xmp and metadata.exif:
        fewer["EXIF block with the XMP packet"] = replace(metadata, exif=None, xmp=None)
    for what, kept in fewer.items():
        try:
            return _bytes(kind, samples, kept, provenance, quality), what
        except _NOT_ENCODED as error:
            problem = error
    raise ImageWriteError(
        phrase(
            "{path}: the picture could not be encoded as {kind}: {reason}.",
            path=readable_name(path),
            kind=kind,
            reason=reason(problem),
        )
    ) from problem


def png_bytes(picture: Picture) -> bytes:
    """The picture as the bytes of a PNG file, at its own depth."""
    return _bytes("PNG", _samples(picture.samples, picture.alpha, picture.depth), picture.metadata, None, 0)


def _bytes(kind: str, samples: Array, metadata: Metadata, provenance: Mapping[str, str] | None, quality: int) -> bytes:
    exif = metadata_block.block_of(metadata, provenance)
    block = b"" if exif is None else exif.tobytes()
    grey = samples.ndim == 2 or samples.shape[2] == 2
    icc = colour_spaces.grey_profile() if grey and kind != "WEBP" else colour_spaces.srgb_profile()
    if kind == "PNG":
        return png.encoded(samples, metadata, block, icc, _text_items(provenance))
    if kind == "TIFF":
        return tiff.encoded(samples, metadata, exif, icc)
    options: dict[str, Any] = {"icc_profile": icc, "exif": block, "xmp": metadata.xmp}
    if kind == "JPEG":
        options["dpi"] = _whole(metadata.resolution)
        options["comment"] = _comment(metadata)
    how = {"quality": quality, "subsampling": 0} if kind == "JPEG" else {"lossless": True, "exact": True}
    file = BytesIO()
    _pillow(samples, kind).save(file, kind, **how, **{key: value for key, value in options.items() if value})
    return file.getvalue()


def _whole(resolution: tuple[float, float] | None) -> tuple[int, int] | None:
    """As a JFIF header has it: whole pixels an inch of 16 bits."""
    if resolution is None:
        return None
    x, y = (min(max(round(r), 1), 65535) for r in resolution)
    return x, y


def _pillow(samples: Array, kind: str) -> Image.Image:
    if samples.ndim == 3 and samples.shape[2] == 2:
        bands = [Image.fromarray(np.ascontiguousarray(samples[..., i])) for i in (0, 1)]
        image = Image.merge("LA", bands)
    else:
        image = Image.fromarray(np.ascontiguousarray(samples))
    if kind == "WEBP" and image.mode in ("L", "LA"):
        return image.convert("RGB" if image.mode == "L" else "RGBA")
    return image


def _text_items(provenance: Mapping[str, str] | None) -> dict[str, str]:
    if not provenance:
        return {}
    return {"Software": metadata_block.software(provenance), PROVENANCE: json.dumps(dict(provenance))}

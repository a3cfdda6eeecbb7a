"""The formats that Pillow decodes: GIF, WebP, AVIF, HEIC, JPEG XL, JPEG 2000, BMP, ICO, QOI, and pages of PNG."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile, features

from srviewer.imaging import colour_spaces
from srviewer.imaging.colour_spaces import Model, ProfileError
from srviewer.imaging.decoded import Decoded, Extra
from srviewer.imaging.formats import AVIF, Format, Opened, Unsupported
from srviewer.imaging.metadata import COMMENT, Metadata, quiet_pillow
from srviewer.phrase import phrase

Array = npt.NDArray[Any]
BAND = 64  # rows


def opened(kind: Format, file: BinaryIO, page: int) -> Opened:
    """A frame of a file, as its format composes it."""
    opener = plugin(kind)
    with quiet_pillow():
        image = opener(file, "")
        frames = int(getattr(image, "n_frames", 1))
        if 1 < page <= frames:
            image.seek(page - 1)

    def decode() -> Decoded:
        return _decoded(image, file)

    return Opened(image.width, image.height, decode, frames)


def plugin(kind: Format) -> Callable[[object, str], ImageFile.ImageFile]:
    """Pillow's opener for a format.

    It is called directly, not through `Image.open`, whose pixel limit is a process-wide variable and a warning;
    ours is an argument and an error. It also keeps exotic plugins (Ghostscript!) away from what people drop.

    Raises
    ------
    Unsupported
        This installation cannot read the format; the text is the end of the sentence "NAME is ...".
    """
    if kind.pillow not in Image.OPEN:
        Image.init()
    if kind.extra and kind.pillow not in Image.OPEN:
        _register_extra(kind.extra)
    missing = kind is AVIF and not features.check("avif")
    if missing or kind.pillow not in Image.OPEN:
        raise Unsupported(kind.not_installed())
    return Image.OPEN[kind.pillow][0]  # type: ignore[return-value]


def _register_extra(module: str) -> None:
    """Load an optional Pillow plugin, if it is installed."""
    try:
        loaded = importlib.import_module(module)
    except ImportError:
        return
    register = getattr(loaded, "register_heif_opener", None)
    if register is not None:
        register()


# -- modes: Pillow's many to grey, RGB or CMYK, with or without alpha -------------------------------------------


def _decoded(image: ImageFile.ImageFile, file: BinaryIO) -> Decoded:
    image.load()
    notices: list[str] = []
    samples, model, extra = _samples_of(image)
    profile, name = _profile(image, file, notices)
    metadata, turn = _metadata(image)
    return Decoded(samples, model, extra=extra, profile=profile, profile_name=name, orientation=turn,
                   metadata=metadata, notices=tuple(notices))  # fmt: skip


def _samples_of(image: Image.Image) -> tuple[Array, Model, tuple[Extra, ...]]:
    mode = image.mode
    if mode in ("I", "F") or mode.startswith("I;16"):
        return np.asarray(image), Model.GREY, ()
    if mode == "1":
        return np.asarray(image, np.uint8) * np.uint8(255), Model.GREY, ()
    if mode == "CMYK":
        return np.asarray(image), Model.CMYK, ()
    transparent = "transparency" in image.info
    grey = mode in ("L", "LA", "La")
    if mode in ("P", "PA") and image.palette is not None and not transparent:
        transparent = mode == "PA" or image.palette.mode == "RGBA"
    model = Model.GREY if grey else Model.RGB
    if transparent or mode in ("LA", "La", "RGBA", "RGBa"):
        samples = _array(_converted(image, "RGBA"))
        return samples[..., 2:] if grey else samples, model, (Extra.STRAIGHT,)
    return _array(_converted(image, "L" if grey else "RGB")), model, ()


def _converted(image: Image.Image, mode: str) -> Image.Image:
    if image.mode == mode:
        return image
    with quiet_pillow():
        return image.convert(mode)


def _array(image: Image.Image) -> npt.NDArray[np.uint8]:
    """An image of mode "L", "RGB" or "RGBA" as an array.

    Band by band: of the whole Pillow makes many small strings and joins them, which takes three times as long.
    """
    channels = len(image.getbands())
    out = np.empty((image.height, image.width, channels)[: 2 if channels == 1 else 3], np.uint8)
    for top in range(0, image.height, BAND):
        bottom = min(top + BAND, image.height)
        out[top:bottom] = np.asarray(image.crop((0, top, image.width, bottom)))
    return out


# -- what the file says beside them -----------------------------------------------------------------------------


def _profile(image: Image.Image, file: BinaryIO, notices: list[str]) -> tuple[bytes | None, str]:
    """The ICC profile, or one made of the code points in a `colr` box (of AVIF and HEIC)."""
    icc = image.info.get("icc_profile")
    if icc or image.format not in ("AVIF", "HEIF"):
        return icc or None, ""
    points = _code_points(file)
    if points is None:
        return None, ""
    try:
        return colour_spaces.cicp_profile(*points)
    except ProfileError as error:
        notices.append(phrase("the colour space of the file was left out, since {error}; taken as sRGB", error=error))
        return None, ""


def _code_points(file: BinaryIO) -> tuple[int, int] | None:
    """Colour primaries and transfer of ISO/IEC 14496-12, 12.1.5; None if unspecified."""
    file.seek(0)
    box = file.read(1 << 16).partition(b"colrnclx")[2][:4]
    primaries, transfer = int.from_bytes(box[:2], "big"), int.from_bytes(box[2:], "big")
    return None if primaries in (0, 2) or transfer in (0, 2) else (primaries, transfer)


def _metadata(image: Image.Image) -> tuple[Metadata, int]:
    info = image.info
    xmp, comment, resolution = info.get("xmp"), info.get("comment"), info.get("dpi")
    text = comment.decode("utf-8", "replace") if isinstance(comment, bytes) else str(comment or "")
    return Metadata.of(
        info.get("exif"),
        xmp.encode() if isinstance(xmp, str) else xmp,
        ((COMMENT, text),) if text else (),
        (float(resolution[0]), float(resolution[1])) if resolution else None,
    )

"""The formats that Pillow opens: GIF, WebP, AVIF, HEIC, JPEG XL, JPEG 2000, BMP, ICO, QOI, and frames of PNG.

Pillow gives 8 bits of colour; where the file has more, the samples come from `imagecodecs` or pillow-heif.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFile, features

from srviewer.imaging import colour_spaces
from srviewer.imaging.colour_spaces import ColourModel, ProfileError
from srviewer.imaging.decoded import Decoded, Extra, plain_model
from srviewer.imaging.formats import AVIF, HEIF, JPEG_2000, JXL, Format, Opened, Unsupported
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
        return _decoded(kind, image, file)

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
    if kind.pillow not in Image.OPEN or (kind is AVIF and not features.check("avif")):
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


def _decoded(kind: Format, image: ImageFile.ImageFile, file: BinaryIO) -> Decoded:
    deep = _deep_samples(kind, image, file) if image.tell() == 0 else None
    if deep is None:
        image.load()
        samples, model, extra = _samples_of(image)
        peak = None
    else:
        samples, peak = deep
        model, extra = plain_model(samples)
    notices: list[str] = []
    profile, name = _profile(image, file, notices)
    metadata, turn = _metadata(image)
    turn = 1 if kind is JXL else turn  # its decoder has turned it by the codestream, which goes before EXIF
    return Decoded(samples, model, peak, extra=extra, profile=profile, profile_name=name, orientation=turn,
                   metadata=metadata, notices=tuple(notices))  # fmt: skip


def _deep_samples(kind: Format, image: ImageFile.ImageFile, file: BinaryIO) -> tuple[Array, int | None] | None:
    """Samples of more than 8 bits and their peak; None if there are no more, or it is no format that has them."""
    import imagecodecs

    file.seek(0)
    if kind is JXL:
        samples = imagecodecs.jpegxl_decode(file.read())
        return None if samples.dtype == np.uint8 else (samples, None)
    bits = _BITS[kind](image, file) if kind in _BITS else 8
    if bits <= 8 or image.mode not in ("L", "LA", "RGB", "RGBA"):
        return None
    file.seek(0)
    if kind is HEIF:
        import pillow_heif

        whole = pillow_heif.open_heif(file, convert_hdr_to_8bit=False, hdr_to_16bit=False)
        return np.array(whole), (1 << bits) - 1  # a copy: the memory is of the file
    decode = imagecodecs.avif_decode if kind is AVIF else imagecodecs.jpeg2k_decode
    return decode(file.read()), (1 << bits) - 1


def _bits_of_av1(_image: Image.Image, file: BinaryIO) -> int:
    """By the box `av1C` (AV1 Codec ISO Media File Format Binding, 2.3.3)."""
    flags = file.read(1 << 16).partition(b"av1C")[2][2:3]
    return 8 if not flags or not flags[0] & 0x40 else 12 if flags[0] & 0x20 else 10


def _bits_of_jpeg_2000(_image: Image.Image, file: BinaryIO) -> int:
    """By the first component in the marker segment SIZ (ITU-T T.800, A.5.1)."""
    size = file.read(1 << 16).partition(b"\xff\x4f\xff\x51")[2]
    return (size[38] & 0x7F) + 1 if len(size) > 38 else 8


_BITS: dict[Format, Callable[[Image.Image, BinaryIO], int]] = {
    AVIF: _bits_of_av1,
    JPEG_2000: _bits_of_jpeg_2000,
    HEIF: lambda image, _file: int(image.info.get("bit_depth") or 8),
}


def _samples_of(image: Image.Image) -> tuple[Array, ColourModel, tuple[Extra, ...]]:
    mode = image.mode
    if mode in ("I", "F") or mode.startswith("I;16"):
        return np.asarray(image), ColourModel.GREY, ()
    if mode == "1":
        return np.asarray(image, np.uint8) * np.uint8(255), ColourModel.GREY, ()
    if mode == "CMYK":
        return np.asarray(image), ColourModel.CMYK, ()
    transparent = "transparency" in image.info
    grey = mode in ("L", "LA", "La")
    if mode in ("P", "PA") and image.palette is not None and not transparent:
        transparent = mode == "PA" or image.palette.mode == "RGBA"
    model = ColourModel.GREY if grey else ColourModel.RGB
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
        notices.append(phrase("the colour space of the file was ignored, since {error}; sRGB is assumed", error=error))
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

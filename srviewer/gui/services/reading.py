"""What opening does in a lane's thread: files, folders, pairs, samples and comparisons become sources."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPixelFormat

from srviewer import models, session_file, upsamplers
from srviewer.compared import Source
from srviewer.engine.progress import Token
from srviewer.errors import SrviewerError
from srviewer.gui.look import language
from srviewer.phrase import phrase

if TYPE_CHECKING:
    from srviewer.imaging.decoded import Decoded
    from srviewer.imaging.picture import Picture

_NAMES = "png jpg jpeg jfif tif tiff dng webp bmp gif ppm pgm pbm pnm pfm jp2 avif heic heif jxl exr"
ENDINGS = tuple(_NAMES.split())
READABLE = " ".join(f"*.{ending}" for ending in ENDINGS)  # for a dialog
THUMBNAIL_PIXELS = 50_000_000  # of a picture that is not decoded for a thumbnail
LONGEST_NUMBER = 20  # digits of a number in a name, which are compared as one


def source_of_file(path: Path, limited: bool, page: int = 1) -> Source:
    from srviewer.imaging import image_io
    from srviewer.imaging.condition import condition_of

    most = image_io.DEFAULT_MAX_PIXELS if limited else None
    picture = image_io.read_picture(path, max_pixels=most, page=page)
    return Source(picture, path.name, path, condition=condition_of(path, picture.samples))


def source_of_sample(name: str) -> Source:
    from srviewer.imaging import samples

    return Source(samples.load(name), sample_title(name), sample=name)


def sample_title(name: str) -> str:
    """A sample's title in the language in force; what is no sample keeps its name."""
    from srviewer.imaging import samples

    return next((language.core(s.title) for s in samples.names() if s.name == name), name)


@dataclass(frozen=True, eq=False)
class Resumed:
    """A saved comparison with its pictures."""

    saved: session_file.Saved
    source: Source
    own: dict[str, Source]
    notices: tuple[str, ...]


def resumed(path: Path, picture: Path | None, token: Token) -> Resumed:
    """In a lane's thread: a saved comparison and its pictures. What was made elsewhere may have gone: it is told of."""
    saved = session_file.read(path)
    source = session_file.find_picture(saved.source, path.parent, picture)
    if saved.lr is not None:
        source = replace(source, lr=session_file.find_picture(saved.lr, path.parent).picture, lr_name=saved.lr.name)
    own, notices = {}, list(session_file.differences(saved))
    for name, kept in saved.own.items():
        token.raise_if_cancelled()
        try:
            own[name] = session_file.find_picture(kept, path.parent)
        except SrviewerError as error:
            notices.append(str(error))
    return Resumed(saved, source, own, tuple(notices))


def picture_of(image: QImage | bytes) -> Picture:
    """What the clipboard or a drag brought, a picture's file or a QImage, as a picture; called in a lane, since
    converting large images holds the GIL."""
    from srviewer.imaging import decoded, image_io

    if isinstance(image, bytes):
        return image_io.read_picture(image)
    return decoded.picture_of(_decoded(image))


def _decoded(image: QImage) -> Decoded:
    """A QImage as it is: its depth, its transparency, its colour space."""
    import numpy as np

    from srviewer.imaging.colour_spaces import ColourModel
    from srviewer.imaging.decoded import Decoded, Extra

    form, dtype, channels = _plain_form(image)
    image = image.convertToFormat(form)
    length = image.width() * channels
    rows = np.frombuffer(image.constBits(), dtype).reshape(image.height(), -1)[:, :length]
    samples = rows.reshape(image.height(), image.width(), channels).copy()
    alpha, space = image.hasAlphaChannel(), image.colorSpace()
    return Decoded(
        samples if alpha or channels == 1 else samples[..., :3],
        ColourModel.GREY if channels == 1 else ColourModel.RGB,
        extra=(Extra.STRAIGHT,) if alpha else (),
        profile=bytes(space.iccProfile().data()) or None if space.isValid() else None,
        profile_name=space.description(),
    )


def _plain_form(image: QImage) -> tuple[QImage.Format, str, int]:
    """The format of separate numbers that holds all of an image, its numpy dtype and its channels."""
    form, pixel = QImage.Format, image.pixelFormat()
    alpha = image.hasAlphaChannel()
    if pixel.typeInterpretation() == QPixelFormat.TypeInterpretation.FloatingPoint:
        return (form.Format_RGBA32FPx4 if alpha else form.Format_RGBX32FPx4), "f4", 4
    grey = image.format() in (form.Format_Mono, form.Format_MonoLSB, form.Format_Grayscale8, form.Format_Grayscale16)
    if grey:
        return (form.Format_Grayscale16, "u2", 1) if image.depth() == 16 else (form.Format_Grayscale8, "u1", 1)
    if pixel.redSize() > 8:
        return (form.Format_RGBA64 if alpha else form.Format_RGBX64), "u2", 4
    return (form.Format_RGBA8888 if alpha else form.Format_RGBX8888), "u1", 4


# -- several files -----------------------------------------------------------------------------------------------


def pictures_among(paths: Sequence[Path], token: Token) -> tuple[Path, ...]:
    """Files as they are, and of folders (not of those inside) what is named like a picture, in the order of people."""
    found: list[Path] = []
    for path in paths:
        token.raise_if_cancelled()
        if not path.is_dir():
            found.append(path)
            continue
        try:
            inside = [p for p in path.iterdir() if p.suffix.lower().lstrip(".") in ENDINGS and p.name[0] != "."]
        except OSError as error:
            raise SrviewerError(
                phrase("{path} cannot be listed: {reason}", path=path.name, reason=error.strerror)
            ) from None
        if not inside:
            raise SrviewerError(phrase("there are no pictures in the folder {path}", path=path.name))
        found += sorted(inside, key=_natural)
    return tuple(dict.fromkeys(found))


def models_among(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The models in folders that hold models and no pictures; none if anything else is among the paths."""
    if not all(path.is_dir() for path in paths):
        return ()
    try:
        inside = [name for path in paths for name in os.listdir(path)]
        if any(Path(name).suffix.lower().lstrip(".") in ENDINGS for name in inside):
            return ()
        return tuple(model for path in paths for model in models.among(path))
    except OSError:
        return ()


def _natural(path: Path) -> str:
    """Sorts "a2" before "a10"; one string, since sorting holds the interpreter's lock and is quick with strings."""
    return re.sub(r"\d+", lambda number: number[0].zfill(LONGEST_NUMBER), path.name.casefold())


def pair_among(paths: Sequence[Path]) -> tuple[Path, Path, int] | None:
    """Of two files, by their headers: which may be the LR, which the truth, and the scale; None if their sizes do not
    fit."""
    from srviewer.imaging.image_io import probe

    if len(paths) != 2 or any(path.is_dir() for path in paths):
        return None
    try:
        sizes = [probe(path)[:2] for path in paths]
    except SrviewerError:
        return None
    low, high = sorted((0, 1), key=lambda i: sizes[i])
    for scale in upsamplers.ENLARGING:
        if all(n == m // scale for n, m in zip(sizes[low], sizes[high], strict=True)):
            return paths[low], paths[high], scale
    return None


def source_of_pair(low: Path, high: Path, scale: int) -> Source | None:
    """A truth with the LR that was made of it; None if the two do not show the same."""
    from srviewer.imaging.likeness import is_lr_of

    truth, lr = source_of_file(high, True), source_of_file(low, True).picture
    return replace(truth, lr=lr, lr_name=low.name) if is_lr_of(lr.pixels, truth.picture.pixels, scale) else None


def thumbnail(path: Path, side: int) -> QImage | None:
    """A picture no larger than `side`, quickly (JPEGs are decoded smaller); None for what cannot be shown."""
    from PIL import Image, ImageOps

    from srviewer.imaging.image_io import DAMAGED, is_probably_image

    if not is_probably_image(path):
        return None
    try:
        with Image.open(path) as image:
            if image.width * image.height > THUMBNAIL_PIXELS:
                return None
            image.draft("RGB", (2 * side, 2 * side))
            upright = ImageOps.exif_transpose(image)
            small = upright.convert("RGBA")
            small.thumbnail((side, side))
    except DAMAGED:
        return None
    data = small.tobytes()
    return QImage(data, small.width, small.height, 4 * small.width, QImage.Format.Format_RGBA8888).copy()

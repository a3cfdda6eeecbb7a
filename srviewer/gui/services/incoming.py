"""What a drop or the clipboard brings: files, a picture, or a reason in words why it cannot be opened."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from srviewer import models, session_file
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services.reading import ENDINGS, models_among, pair_among

PANE = f"application/x-srviewer-pane-{os.getpid()}"  # of a drag that began in this program: which pane it is of
ENCODED = ("image/png", "image/tiff", "image/webp", "image/jpeg")


@dataclass(frozen=True)
class Files:
    """Local files, in the order in which they came."""

    paths: tuple[Path, ...]


@dataclass(frozen=True)
class Pixels:
    """A picture without a file: the bytes that a file of it would have, where they are offered, else Qt's image."""

    image: QImage | bytes = field(repr=False)
    name: str


@dataclass(frozen=True)
class Nothing:
    """Nothing that can be opened; `why` in words."""

    why: str


Incoming = Files | Pixels | Nothing


def of(mime: QMimeData) -> Incoming:
    """What is in a drop or on the clipboard: files go before image data, that before web addresses."""
    urls = _urls(mime)
    local = tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
    if local:
        return Files(local)
    if data := _encoded(mime):
        return Pixels(data, _name(urls))
    if mime.hasImage():
        image = mime.imageData()
        image = image if isinstance(image, QImage) else QImage(image)
        if not image.isNull():
            return Pixels(image, _name(urls))
        return Nothing(_tr("The dropped or pasted picture is empty."))
    if urls:
        return Nothing(
            _tr("{} is a web address; srviewer downloads nothing. Save the picture and drop the file.").format(
                _short(urls[0].toDisplayString())
            )
        )
    if mime.hasText() and mime.text().strip():
        return Nothing(_tr("This is text (“{}”), not a picture or a picture file.").format(_short(mime.text().strip())))
    formats = ", ".join(mime.formats()[:3])
    if formats:
        return Nothing(_tr("What was dropped or pasted ({}) is not a picture.").format(formats))
    return Nothing(_tr("There is nothing to paste."))


def _encoded(mime: QMimeData) -> bytes:
    """A picture's file among what is offered, of the formats that keep depth, profile and transparency; b"" if none."""
    from srviewer.imaging import formats

    offered = (bytes(mime.data(name).data()) for name in ENCODED if mime.hasFormat(name))
    return next((data for data in offered if formats.sniff(data[: formats.SNIFF_BYTES])), b"")


def _urls(mime: QMimeData) -> list[QUrl]:
    """URLs of a drop, or those that its text consists of (some programs send paths as text)."""
    if mime.hasUrls():
        return [url for url in mime.urls() if url.isValid() and not url.isEmpty()]
    if not mime.hasText() or mime.hasImage():
        return []
    first = mime.text().strip().splitlines()[:1]
    if not first:
        return []
    text = first[0].strip().strip("\"'")
    if text.startswith(("file:", "http:", "https:", "ftp:", "data:")):
        return [QUrl(text)]
    try:
        return [QUrl.fromLocalFile(text)] if Path(text).is_absolute() and Path(text).exists() else []
    except (OSError, ValueError):  # far too long for a path, or with a null character
        return []


def _name(urls: list[QUrl]) -> str:
    """A name for image data: the last part of the address that came with it."""
    return (urls[0].fileName() if urls else "") or _tr("pasted picture")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "…"


def pane_of(mime: QMimeData) -> int | None:
    """Which pane of this program's own a drag is of; None if of none."""
    return int(bytes(mime.data(PANE).data())) if mime.hasFormat(PANE) else None


def promise_of_own(mime: QMimeData, beside: str) -> str:
    """What a drop would do that makes of it a result beside a pane; "" for what cannot be one."""
    found = of(mime)
    if isinstance(found, Nothing) or (isinstance(found, Files) and not all(map(_may_be_own, found.paths))):
        return ""
    if isinstance(found, Files) and len(found.paths) > 1:
        return _tr("My results beside {}: {} files").format(beside, len(found.paths))
    name = found.paths[0].name if isinstance(found, Files) else found.name
    return _tr("My result beside {}: {}").format(beside, name)


def _may_be_own(path: Path) -> bool:
    return path.suffix.lower() != session_file.SUFFIX and path.is_file() and _is_like_a_picture(path)


def promises(mime: QMimeData, benchmark: bool) -> tuple[str, ...]:
    """What a drop would do, said while it hovers; for several files the two things that it may do. Of two files it
    reads the sizes; it decodes no picture."""
    paths = [Path(url.toLocalFile()) for url in _urls(mime) if url.isLocalFile()]
    if not paths:
        return (_promise_of_pixels(mime, benchmark),)
    first = paths[0]
    if first.suffix.lower() == session_file.SUFFIX:
        return (_tr("Open the comparison {}").format(first.name),)
    if found := models_among(paths) or tuple(path for path in paths if models.is_model(path)):
        words = _tr("Add the model {}").format(found[0].name)
        return (words if len(found) == 1 else _tr("Add {} models").format(len(found)),)
    queue = _tr("Upscale to folder")
    if pair := pair_among(paths):
        return _tr("Pair: {} is the LR of {}, ×{}").format(pair[0].name, pair[1].name, pair[2]), queue
    if is_run(paths):
        return _tr("Follow the training run {}").format(first.name), queue
    if are_folders(paths):
        return _tr("Compare the results in {} folders, picture by picture").format(len(paths)), queue
    if len(paths) > 1:
        return _tr("Compare one by one: {} files").format(len(paths)), queue
    if first.is_dir():
        return _tr("Compare one by one: the pictures in {}").format(first.name), queue
    if not _is_like_a_picture(first):
        return (_tr("{} is not a picture").format(first.name),)
    return (_promise_of(first.name, benchmark),)


def is_run(paths: Sequence[Path]) -> bool:
    """Whether this is the folder of a training run, with validation pictures or networks by iteration."""
    from srviewer.results.series import has_networks

    pictures = len(paths) == 1 and any((paths[0] / name).is_dir() for name in ("visualization", "val_images"))
    return pictures or (len(paths) == 1 and has_networks(paths[0]))


def are_folders(paths: Sequence[Path]) -> bool:
    """Whether these are several folders: of results, one for each method."""
    return len(paths) > 1 and all(path.is_dir() for path in paths)


def _is_like_a_picture(path: Path) -> bool:
    """Whether a file is named like a picture or begins like one."""
    from srviewer.imaging.image_io import is_probably_image

    return path.suffix.lower().lstrip(".") in ENDINGS or is_probably_image(path)


def _promise_of_pixels(mime: QMimeData, benchmark: bool) -> str:
    if mime.hasImage():
        return _promise_of(_tr("the picture"), benchmark)
    found = of(mime)
    return found.why if isinstance(found, Nothing) else ""


def _promise_of(name: str, benchmark: bool) -> str:
    if benchmark:
        return _tr("Benchmark: {} is the truth").format(name)
    return _tr("Enlarge {}").format(name)

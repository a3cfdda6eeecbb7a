"""One file of a batch: what is done to it, how far that is, and what has become of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from srviewer import __version__, upsamplers
from srviewer.engine import device as devices
from srviewer.engine import memory
from srviewer.engine.events import Result
from srviewer.engine.job import Job, Params, frozen_params
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import (
    CancelledError,
    ImageReadError,
    ImageWriteError,
    OutputExistsError,
    ParameterError,
    SrviewerError,
)
from srviewer.imaging import image_io
from srviewer.imaging.atomic import make_folder
from srviewer.imaging.image_write import QUALITY
from srviewer.imaging.picture import Picture
from srviewer.phrase import phrase
from srviewer.upsamplers import Method

_IN, _OUT = 40, 40  # bytes a pixel of the input and of the result, from decoding to encoding: an estimate

Done = Callable[[], Result]


@dataclass(frozen=True)
class BatchSettings:
    """What is done to every file."""

    method: str
    scale: int
    params: Params = ()
    device: str = "auto"
    tile: int | None = None
    overwrite: bool = False
    resume: bool = False
    max_pixels: int = image_io.DEFAULT_MAX_PIXELS
    page: int = 1
    quality: int = QUALITY

    @classmethod
    def make(
        cls,
        method: str | Method,
        scale: int,
        params: Mapping[str, object] | None = None,
        *,
        device: str = "auto",
        tile: int | None = None,
        overwrite: bool = False,
        resume: bool = False,
        max_pixels: int = image_io.DEFAULT_MAX_PIXELS,
        page: int = 1,
        quality: int = QUALITY,
    ) -> BatchSettings:
        """Checked settings; `MethodUnavailableError` and `ParameterError` before the first file is touched."""
        from srviewer.errors import MethodUnavailableError

        known = upsamplers.get(method)
        checked = frozen_params(known.checked(params or {}))
        if (why := known.lacks(scale)) is not None:
            raise ParameterError(why)
        reason = upsamplers.unavailable_reason(known.name)
        if reason is not None:
            raise MethodUnavailableError(
                phrase("{method} is not available: {reason}", method=known.name, reason=reason)
            )
        devices.check(device)
        return cls(known.name, scale, checked, device, tile, overwrite, resume, max_pixels, page, quality)


@dataclass(frozen=True)
class Item:
    """One file and where its result goes."""

    source: Path
    target: Path


@dataclass(frozen=True)
class FileOutcome:
    """What became of an item: written, skipped (its result was there), cancelled by itself, or failed with `error` in
    words."""

    item: Item
    error: str = ""
    skipped: bool = False
    notices: tuple[str, ...] = ()
    cancelled: bool = False


class FileStage(Enum):
    """What is being done to a file."""

    WAITING = "waiting"
    READING = "reading"
    RUNNING = "running"
    WRITING = "writing"


class Linked(Token):
    """Cancelled by itself or with any of some other tokens."""

    def __init__(self, *others: Token) -> None:
        super().__init__()
        self._others = others

    @property
    def cancelled(self) -> bool:
        return super().cancelled or any(other.cancelled for other in self._others)

    def raise_if_cancelled(self) -> None:
        for other in self._others:
            other.raise_if_cancelled()
        super().raise_if_cancelled()


class FileProgress(Linked):
    """How far a file is (`fraction` is of its enlarging), and its cancel: by itself, or with the whole batch.

    Whoever looks finds `outcome` as soon as there is one, also before its turn in the order comes.
    """

    def __init__(self, *others: Token) -> None:
        super().__init__(*others)
        self.stage = FileStage.WAITING
        self.outcome: FileOutcome | None = None

    def enter(self, stage: FileStage) -> None:
        """Begin a stage; also a cancellation point."""
        self.raise_if_cancelled()
        self.stage = stage


def size_of(item: Item, settings: BatchSettings) -> int:
    """About how many bytes a file takes at most while it is done; 0 if it cannot be told."""
    try:
        width, height, _format = image_io.probe(item.source)
        method = upsamplers.get(settings.method)
        network = memory.tiles_and_strips(upsamplers.load(method.name).space) if method.learned else 0
    except SrviewerError:
        return 0
    return network + width * height * (_IN + _OUT * settings.scale**2)


def upscale_file(
    item: Item,
    settings: BatchSettings,
    progress: FileProgress | None = None,
    through: Callable[[Done], Result] | None = None,
) -> FileOutcome:
    """Enlarge one file; errors are in the outcome, in words that name the file.

    The enlarging itself is a call that `through` is given and answers: in another thread, say.
    """
    progress = progress or FileProgress()
    return in_words(item, lambda: standing(item, settings) or _upscale_file(item, settings, progress, through))


def in_words(item: Item, work: Callable[[], FileOutcome]) -> FileOutcome:
    """What `work` gives, or its error in words that name the file."""
    try:
        return work()
    except CancelledError:
        raise
    except SrviewerError as error:
        return failed(item, error)
    except MemoryError:
        return FileOutcome(item, error=phrase("{source}: not enough memory", source=item.source))


def failed(item: Item, error: SrviewerError) -> FileOutcome:
    """The outcome of an error, in words that name the file."""
    named = isinstance(error, (ImageReadError, ImageWriteError))
    return FileOutcome(
        item, error=str(error) if named else phrase("{source}: {error}", source=item.source, error=error)
    )


def standing(item: Item, settings: BatchSettings) -> FileOutcome | None:
    """The outcome if a whole result is there and is kept; `OutputExistsError` if it may not be replaced."""
    if settings.resume and _is_whole(item.target):
        return FileOutcome(item, skipped=True)
    if not (settings.overwrite or settings.resume) and os.path.lexists(item.target):
        raise OutputExistsError(
            phrase("{target}: exists already (--overwrite replaces it, --resume skips it)", target=item.target)
        )
    return None


def enlarged(
    picture: Picture,
    settings: BatchSettings,
    token: Token | None = None,
    gate: contextlib.AbstractContextManager[object] | None = None,
) -> Result:
    """What the method makes of a picture, at the picture's own depth; the work is done behind `gate`."""
    job = Job.make(
        picture,
        settings.method,
        settings.scale,
        dict(settings.params),
        device=settings.device,
        tile=settings.tile,
        depth=picture.depth,
        luma=False,
    )
    with gate or contextlib.nullcontext():
        return result_of(job, token)


def provenance(result: Result) -> dict[str, str]:
    """What made a result, for the file's text."""
    return {
        "version": __version__,
        "method": result.method,
        "scale": str(result.scale),
        "parameters": " ".join(f"{k}={v}" for k, v in result.params),
        "steps": ", ".join(result.steps),
        "weights": " ".join(result.weights),
    }


def _upscale_file(
    item: Item, settings: BatchSettings, progress: FileProgress, through: Callable[[Done], Result] | None
) -> FileOutcome:
    progress.enter(FileStage.READING)
    image_io.check_writable_format(item.target)
    picture = image_io.read_picture(item.source, max_pixels=settings.max_pixels, page=settings.page)

    def work() -> Result:
        progress.enter(FileStage.RUNNING)
        return enlarged(picture, settings, progress)

    result = work() if through is None else through(work)
    progress.enter(FileStage.WRITING)
    make_folder(item.target.parent)
    notices = image_io.write_picture(
        result.picture(picture),
        item.target,
        provenance=provenance(result),
        overwrite=settings.overwrite or settings.resume,
        quality=settings.quality,
    )
    return FileOutcome(item, notices=(*picture.notices, *result.notices, *notices))


def _is_whole(path: Path) -> bool:
    """Whether a result stands there and can be read to its end."""
    if not path.is_file():
        return False
    try:
        image_io.read_picture(path, max_pixels=None)
    except SrviewerError:
        return False
    return True

"""Many files: names, order, and one failure that does not stop the rest.

The work on a file is a plain function of plain data, so that any `concurrent.futures.Executor` can do it. Without one
threads do it: while one file is enlarged, others are decoded and encoded. Networks, which use all cores by themselves,
take one file at a time.
"""

from __future__ import annotations

import contextlib
import os
import string
import threading
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError as FutureCancelledError
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from srviewer import __version__, upsamplers
from srviewer.engine import device as devices
from srviewer.engine import memory
from srviewer.engine.events import Result
from srviewer.engine.job import Job, Params, frozen_params
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import (
    Cancelled,
    ImageReadError,
    ImageWriteError,
    OutputExistsError,
    ParameterError,
    SrviewerError,
)
from srviewer.imaging import image_io
from srviewer.imaging.atomic import make_folder, sweep
from srviewer.imaging.picture import Picture
from srviewer.phrase import phrase

TEMPLATE = "{stem}_{method}_x{scale}.png"
AHEAD = 4
MOST_THREADS = 8
_FIELDS = ("stem", "name", "extension", "method", "scale")
_IN, _OUT = 40, 40  # bytes a pixel of the input and of the result, from decoding to encoding: an estimate

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Settings:
    """What is done to every file."""

    method: str
    scale: int
    params: Params = ()
    device: str = "auto"
    tile: int | None = None
    overwrite: bool = False
    resume: bool = False
    max_pixels: int = image_io.DEFAULT_MAX_PIXELS

    @classmethod
    def make(
        cls,
        method: str,
        scale: int,
        params: Mapping[str, object] | None = None,
        *,
        device: str = "auto",
        tile: int | None = None,
        overwrite: bool = False,
        resume: bool = False,
        max_pixels: int = image_io.DEFAULT_MAX_PIXELS,
    ) -> Settings:
        """Checked settings; `MethodUnavailableError` and `ParameterError` before the first file is touched."""
        from srviewer.errors import MethodUnavailableError

        checked = frozen_params(upsamplers.get(method).checked(params or {}))
        reason = upsamplers.unavailable_reason(method)
        if reason is not None:
            raise MethodUnavailableError(phrase("{method} is not available: {reason}", method=method, reason=reason))
        devices.check(device)
        return cls(method, scale, checked, device, tile, overwrite, resume, max_pixels)


@dataclass(frozen=True)
class Item:
    """One file and where its result goes."""

    source: Path
    target: Path


@dataclass(frozen=True)
class Outcome:
    """What became of an item: written, skipped (its result was there), or failed with `error` in words."""

    item: Item
    error: str = ""
    skipped: bool = False
    notices: tuple[str, ...] = ()


def single(inputs: Sequence[Path], target: Path) -> tuple[Item, ...]:
    """The one item of `--output`; `ParameterError` if there is not exactly one input file."""
    if len(inputs) != 1 or inputs[0].is_dir():
        raise ParameterError(phrase("--output takes one picture; use --output-dir for several or for a folder"))
    return (Item(inputs[0], target),)


def plan(
    inputs: Sequence[Path], folder: Path, settings: Settings, template: str = TEMPLATE
) -> tuple[tuple[Item, ...], tuple[Path, ...]]:
    """Items for files and folders (not their subfolders), and what in the folders is not a picture.

    Names follow the template; inputs whose names would collide, also by case or by how accents are encoded, keep
    their extension in the name ("a.jpg_srcnn_x2.png"), and get a number if they still collide. A result of an
    earlier run that lies among the inputs is not taken as an input again. What a run that was killed has left half
    written in `folder` is removed.
    """
    _check_template(template)
    if folder.exists() and not folder.is_dir():
        raise ParameterError(phrase("{folder}: --output-dir is not a folder", folder=folder))
    sweep(folder)
    files: list[Path] = []
    skipped: list[Path] = []
    for path in inputs:
        if path.is_dir():
            for inside in _files_in(path):
                (files if image_io.is_probably_image(inside) else skipped).append(inside)
        else:
            files.append(path)  # named outright: if it is not a picture, that is an error worth a line
    files = list(dict.fromkeys(files))
    files = _without_own_results(files, inputs, folder, settings, template)
    return tuple(Item(f, folder / n) for f, n in zip(files, _names(files, settings, template), strict=True)), tuple(
        skipped
    )


def run(
    items: Sequence[Item],
    settings: Settings,
    executor: Executor | None = None,
    token: Token | None = None,
    ahead: int = AHEAD,
    limit: int | None = None,
) -> Iterator[Outcome]:
    """Do the items and tell what became of each, in order.

    Parameters
    ----------
    items, settings : what is done
    executor : what does it, given paths (its workers must see the same files); None for threads of this process
    token : cancels within a tile where threads of this process do it, within a file elsewhere
    ahead : so many items are under way at most; 1 does them one after the other
    limit : bytes that the files under way may take together; None for a quarter of what is available. A file that
        needs more goes alone

    Whoever stops taking outcomes pauses the work after the files that are under way. Raises `Cancelled` when the
    token asks for it, after the outcomes of the files that were written; files that are written are whole.
    """
    token = token or Token()
    if executor is None and ahead > 1 and len(items) > 1:
        return _in_threads(items, settings, token, ahead, limit)
    if executor is None:
        return _one_by_one(items, settings, token)
    return _elsewhere(items, settings, executor, token, ahead, limit)


def _one_by_one(items: Sequence[Item], settings: Settings, token: Token) -> Iterator[Outcome]:
    for item in items:
        token.raise_if_cancelled()
        yield upscale_file(item, settings, token)


def _in_threads(
    items: Sequence[Item], settings: Settings, token: Token, ahead: int, limit: int | None
) -> Iterator[Outcome]:
    """The first file alone, which loads what all of them need; then several at once."""
    token.raise_if_cancelled()
    yield upscale_file(items[0], settings, token)
    inner = _Linked(token)
    gate = threading.Lock() if upsamplers.get(settings.method).learned else None
    with ThreadPoolExecutor(min(threads(), ahead), thread_name_prefix="batch") as pool:

        def submit(item: Item) -> Future[Outcome]:
            return pool.submit(upscale_file, item, settings, inner, gate)

        try:
            for _item, future in in_order(items[1:], submit, lambda i: size_of(i, settings), limit, ahead, token):
                yield future.result()
        finally:
            inner.cancel()


def _elsewhere(
    items: Sequence[Item], settings: Settings, executor: Executor, token: Token, ahead: int, limit: int | None
) -> Iterator[Outcome]:
    def submit(item: Item) -> Future[Outcome]:
        return executor.submit(upscale_file, item, settings)

    for _item, future in in_order(items, submit, lambda i: size_of(i, settings), limit, ahead, token):
        yield future.result()


def in_order(
    tasks: Iterable[T],
    submit: Callable[[T], Future[R]],
    size: Callable[[T], int],
    limit: int | None = None,
    ahead: int = AHEAD,
    token: Token | None = None,
) -> Iterator[tuple[T, Future[R]]]:
    """Every task with its future, which is done, in the order of the tasks.

    At most `ahead` are under way, and tasks whose sizes come to `limit` bytes; one that is larger goes alone. What
    waits is cancelled when the token says so (then `Cancelled`, after what was done) or the iterator is closed.
    """
    token = token or Token()
    limit = memory.available() // 4 if limit is None else limit
    under_way: deque[tuple[T, int, Future[R]]] = deque()
    taken = 0
    try:
        for task in tasks:
            token.raise_if_cancelled()
            bytes_needed = size(task)
            while under_way and (len(under_way) >= ahead or taken + bytes_needed > limit):
                first, freed, future = under_way.popleft()
                taken -= freed
                _wait(future, token)
                yield first, future
            token.raise_if_cancelled()
            under_way.append((task, bytes_needed, submit(task)))
            taken += bytes_needed
        while under_way:
            first, _freed, future = under_way.popleft()
            _wait(future, token)
            yield first, future
    except Cancelled:
        for _task, _size, future in under_way:
            future.cancel()
        for task, _size, future in under_way:
            if _was_done(future):
                yield task, future
        raise
    finally:
        for _task, _size, future in under_way:
            future.cancel()


def _wait(future: Future[R], token: Token) -> None:
    """Until a future is done; raises `Cancelled` if the work itself was."""
    with contextlib.suppress(FutureCancelledError):
        if isinstance(future.exception(), Cancelled):
            token.raise_if_cancelled()


def _was_done(future: Future[R]) -> bool:
    """Whether a future that may have been cancelled has a result after all."""
    try:
        return future.exception() is None
    except FutureCancelledError:
        return False


class _Linked(Token):
    """Cancelled by itself or with another token."""

    def __init__(self, outer: Token) -> None:
        super().__init__()
        self._outer = outer

    @property
    def cancelled(self) -> bool:
        return super().cancelled or self._outer.cancelled

    def raise_if_cancelled(self) -> None:
        self._outer.raise_if_cancelled()
        super().raise_if_cancelled()


def threads() -> int:
    """Threads that do the files of a batch: as many as this process has processors, two at least."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2
    return max(2, min(usable, MOST_THREADS))


def size_of(item: Item, settings: Settings) -> int:
    """About how many bytes a file takes at most while it is done; 0 if it cannot be told."""
    try:
        width, height, _format = image_io.probe(item.source)
    except SrviewerError:
        return 0
    return width * height * (_IN + _OUT * settings.scale**2)


def upscale_file(
    item: Item,
    settings: Settings,
    token: Token | None = None,
    gate: contextlib.AbstractContextManager[object] | None = None,
) -> Outcome:
    """Enlarge one file, the enlarging itself behind `gate`; errors are in the outcome, in words that name the file."""
    return in_words(item, lambda: standing(item, settings) or _upscale_file(item, settings, token, gate))


def in_words(item: Item, work: Callable[[], Outcome]) -> Outcome:
    """What `work` gives, or its error in words that name the file."""
    try:
        return work()
    except Cancelled:
        raise
    except SrviewerError as error:
        return failed(item, error)
    except MemoryError:
        return Outcome(item, error=phrase("{source}: not enough memory", source=item.source))


def failed(item: Item, error: SrviewerError) -> Outcome:
    """The outcome of an error, in words that name the file."""
    named = isinstance(error, (ImageReadError, ImageWriteError))
    return Outcome(item, error=str(error) if named else phrase("{source}: {error}", source=item.source, error=error))


def standing(item: Item, settings: Settings) -> Outcome | None:
    """The outcome if a whole result is there and is kept; `OutputExistsError` if it may not be replaced."""
    if settings.resume and _is_whole(item.target):
        return Outcome(item, skipped=True)
    if not (settings.overwrite or settings.resume) and os.path.lexists(item.target):
        raise OutputExistsError(
            phrase("{target}: exists already (--overwrite replaces it, --resume skips it)", target=item.target)
        )
    return None


def enlarged(
    picture: Picture,
    settings: Settings,
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
    item: Item,
    settings: Settings,
    token: Token | None,
    gate: contextlib.AbstractContextManager[object] | None,
) -> Outcome:
    image_io.check_writable_format(item.target)
    picture = image_io.read_picture(item.source, max_pixels=settings.max_pixels)
    result = enlarged(picture, settings, token, gate)
    make_folder(item.target.parent)
    notices = image_io.write_picture(
        result.picture(picture),
        item.target,
        provenance=provenance(result),
        overwrite=settings.overwrite or settings.resume,
    )
    return Outcome(item, notices=(*picture.notices, *result.notices, *notices))


def _is_whole(path: Path) -> bool:
    """Whether a result stands there and can be read to its end."""
    if not path.is_file():
        return False
    try:
        image_io.read_picture(path, max_pixels=None)
    except SrviewerError:
        return False
    return True


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(p for p in folder.iterdir() if p.is_file() and not p.name.startswith("."))
    except OSError as error:
        raise ImageReadError(
            phrase("{folder}: cannot be listed ({reason})", folder=folder, reason=error.strerror)
        ) from None


def _check_template(template: str) -> None:
    try:
        fields = [field for _text, field, _spec, _conv in string.Formatter().parse(template) if field is not None]
    except ValueError as error:
        raise ParameterError(phrase("template {template!r}: {error}", template=template, error=error)) from None
    unknown = [field for field in fields if field not in _FIELDS]
    if unknown or not {"stem", "name"} & set(fields):
        have = ", ".join(f"{{{field}}}" for field in _FIELDS)
        raise ParameterError(
            phrase(
                "template {template!r}: it needs {{stem}} or {{name}}, and may use {have}", template=template, have=have
            )
        )


def _name(path: Path, stem: str, settings: Settings, template: str) -> str:
    return template.format(
        stem=stem,
        name=path.name,
        extension=path.suffix.lstrip("."),
        method=settings.method,
        scale=settings.scale,
    )


def _names(files: Sequence[Path], settings: Settings, template: str) -> list[str]:
    """One name a file, all different also on file systems that fold case and accents."""
    plain = [_name(f, f.stem, settings, template) for f in files]
    times = Counter(map(_folded, plain))
    names = [
        name if times[_folded(name)] == 1 else _name(f, f.name, settings, template)
        for f, name in zip(files, plain, strict=True)
    ]
    taken: set[str] = set()
    for index, (path, name) in enumerate(zip(files, names, strict=True)):
        number = 2
        while _folded(name) in taken:
            name = _name(path, f"{path.name}_{number}", settings, template)
            number += 1
        taken.add(_folded(name))
        names[index] = name
    return names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _without_own_results(
    files: list[Path], inputs: Sequence[Path], folder: Path, settings: Settings, template: str
) -> list[Path]:
    """`files` without results of an earlier run, where the output folder is one of the input folders."""
    if not any(path.is_dir() and path.resolve() == folder.resolve() for path in inputs):
        return files
    results = {
        _folded(n) for f in files for n in (_name(f, f.stem, settings, template), _name(f, f.name, settings, template))
    }
    return [f for f in files if f.resolve().parent != folder.resolve() or _folded(f.name) not in results]

"""Many files on many machines: a Dask cluster, or any `concurrent.futures.Executor`, that is fed bytes.

Workers need not see the client's files: a file's bytes go to a worker, the result's bytes come back, and the client
writes them, in order and whole. A worker that is lost costs only time: the scheduler gives its files to another, and
nothing is written twice, because only the client writes. Before the first file every worker is asked for its version
and the checksums of its weights, and each file carries them along, for workers that join later.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError as FutureCancelledError
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from srviewer import __version__, batch, models, upsamplers, weights
from srviewer.engine.progress import Token
from srviewer.errors import ImageReadError, ModelError, SrviewerError
from srviewer.imaging import image_io
from srviewer.imaging.atomic import atomic_write, make_folder, readable_name, reason
from srviewer.models import library
from srviewer.models.library import LibraryEntry
from srviewer.paths import user_cache_dir
from srviewer.upsamplers import from_files

T = TypeVar("T")

CONNECT_SECONDS = 10
A_THREAD = 2  # files under way for every thread of a worker: one is done, one waits
_one_network = threading.Lock()


class ClusterError(SrviewerError):
    """A cluster cannot be reached, has no workers, or has others than these files need."""


@dataclass(frozen=True)
class Identity:
    """What must be equal on client and workers for equal results: version, the methods' digests, and sha256 of the
    weights that the scale uses."""

    methods: tuple[str, ...]
    scale: int
    version: str
    weights: tuple[str, ...]
    digests: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClusterWorkers:
    """What does the work, and how many tasks it should be given at once."""

    executor: Executor
    ahead: int
    identity: Identity


@dataclass(frozen=True)
class Made:
    """A file that a worker made: its bytes, or `error` in words."""

    data: bytes = b""
    notices: tuple[str, ...] = ()
    error: str = ""


def identity(methods: Sequence[str], scale: int) -> Identity:
    """Of this process; the weights' files are read and compared with the manifest (`WeightsError`)."""
    used = {h for m in methods for h in upsamplers.load(m).weights_hashes(scale)}
    for entry in weights.manifest() if used else ():
        if entry.sha256 in used:
            weights.verify(entry)
    digests = tuple(upsamplers.get(m).digest for m in methods)
    return Identity(tuple(methods), scale, __version__, tuple(sorted(used)), digests)


@dataclass(frozen=True)
class Sent:
    """A model from a file as it goes to workers: by its checksum each keeps it, and writes it once.

    files : its own and those that it keeps weights in, by their names relative to its folder
    """

    entry: LibraryEntry
    checksum: str
    files: Mapping[str, bytes] = field(repr=False)


def models_of(methods: Sequence[str]) -> tuple[Sent, ...]:
    """The models from files among methods, with their files' bytes; `ModelError` if one cannot be read."""
    entries = [entry for name in methods if (entry := from_files.entry_of(name)) is not None]
    return tuple(Sent(entry, library.digest(entry), _read(models.files_of(entry.file))) for entry in entries)


def _read(files: Sequence[Path]) -> dict[str, bytes]:
    try:
        return {file.relative_to(files[0].parent).as_posix(): file.read_bytes() for file in files}
    except OSError as error:
        raise ClusterError(f"{files[0]} cannot be read: {reason(error)}") from None


def take_models(sent: Sequence[Sent]) -> None:
    """On a worker: register models under the names that they have at the client."""
    for one in sent:
        folder = user_cache_dir() / "models" / one.checksum
        file = folder / one.entry.file.name
        if not _is_there(file, one.checksum):
            for name, data in one.files.items():
                make_folder((folder / name).parent)
                with atomic_write(folder / name, overwrite=True) as out:
                    out.write(data)
        from_files.take(replace(one.entry, file=file, copied=True, state=None, known=None), one.checksum)


def _is_there(file: Path, checksum: str) -> bool:
    try:
        return library.checksum_of(models.stamp(file)) == checksum
    except ModelError:
        return False


def difference(mine: Identity, theirs: Identity) -> str:
    """In words, what a worker has that the client has not; "" if they agree."""
    if theirs.version != mine.version:
        return f"it has srviewer {theirs.version}, and this is {mine.version}"
    if theirs.weights != mine.weights:
        return f"its weights for {', '.join(mine.methods)} ×{mine.scale} are not the ones here"
    if theirs.digests != mine.digests:
        return f"its methods {', '.join(mine.methods)} are not the ones here"
    return ""


def checked(expected: Identity, function: Callable[..., T], *arguments: Any) -> T:
    """On a worker: do it, if this is a worker like those that were asked before (`ClusterError`)."""
    differs = difference(expected, identity(expected.methods, expected.scale))
    if differs:
        raise ClusterError(f"a worker that joined cannot be used: {differs}")
    return function(*arguments)


@contextmanager
def connected(address: str, methods: Sequence[str], scale: int) -> Iterator[ClusterWorkers]:
    """The workers of a Dask scheduler, all of them asked whether they give the results that this process would.

    `ClusterError`, in one sentence: the extra is not installed, the scheduler cannot be reached, there are no
    workers, or one has another version or other weights.
    """
    try:
        import dask
        from distributed import Client
    except ImportError:
        raise ClusterError(f"--scheduler {address}: it needs pip install 'srviewer[cluster]'") from None
    mine = identity(methods, scale)
    settings = {"distributed.admin.large-graph-warning-threshold": "1GB", "distributed.comm.retry.count": 2}
    with dask.config.set(settings):
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            words = " ".join(str(error).split()) or type(error).__name__
            raise ClusterError(f"--scheduler {address}: no Dask scheduler can be reached there ({words})") from None
        with client:
            lanes = sum(client.nthreads().values())
            if not lanes:
                raise ClusterError(f"--scheduler {address}: the scheduler has no workers")
            if sent := models_of(methods):
                _refuse_others(client.run(identity, (), scale, on_error="return"), identity((), scale))
                client.register_worker_callbacks(setup=partial(take_models, sent))  # also of workers that join later
            _refuse_others(client.run(identity, tuple(methods), scale, on_error="return"), mine)
            executor = client.get_executor(pure=False)
            try:
                yield ClusterWorkers(executor, A_THREAD * lanes, mine)
            finally:
                executor.shutdown(wait=False)


def _refuse_others(answers: dict[str, Any], mine: Identity) -> None:
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, Identity):
            differs = difference(mine, answer)
        else:
            differs = f"srviewer does not work there ({' '.join(str(answer).split())})"
        if differs:
            raise ClusterError(f"worker {worker} cannot be used: {differs}")


def run(
    items: Sequence[batch.Item],
    settings: batch.BatchSettings,
    workers: ClusterWorkers,
    token: Token | None = None,
    limit: int | None = None,
) -> Iterator[batch.FileOutcome]:
    """As `batch.run`, by workers that are given bytes and give bytes; `ClusterError` if the cluster is lost."""

    def submit(item: batch.Item) -> Future[Made | batch.FileOutcome]:
        try:
            early = batch.standing(item, settings)
            if early is not None:
                return _done(early)
            image_io.check_writable_format(item.target)
            data = bytes_of(item.source)
        except SrviewerError as error:
            return _done(batch.failed(item, error))
        name, suffix = readable_name(item.source), item.target.suffix
        return workers.executor.submit(checked, workers.identity, enlarge, data, name, suffix, settings)

    size = _wire_size(settings.scale)
    for item, future in batch.in_order(items, submit, lambda i: size(i.source), limit, workers.ahead, token):
        yield _received(item, future, settings)


def enlarge(data: bytes, name: str, suffix: str, settings: batch.BatchSettings) -> Made:
    """On a worker: a picture's file as bytes to a result's file as bytes, of the format of `suffix`."""
    item = batch.Item(Path(name), Path(f"result{suffix}"))
    made: list[bytes] = []

    def work() -> batch.FileOutcome:
        picture = image_io.read_picture(data, name=name, max_pixels=settings.max_pixels, page=settings.page)
        result = batch.enlarged(picture, settings, gate=gate(settings.method))
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, item.target)
            made_by, quality = batch.provenance(result), settings.quality
            notices = image_io.write_picture(result.picture(picture), target, provenance=made_by, quality=quality)
            made.append(target.read_bytes())
        return batch.FileOutcome(item, notices=(*picture.notices, *result.notices, *notices))

    outcome = batch.in_words(item, work)
    return Made(made[0] if made else b"", outcome.notices, outcome.error)


def gate(method: str) -> Any:
    """What lets one thread of a worker at a time into a network, which uses all cores by itself."""
    return _one_network if upsamplers.get(method).learned else nullcontext()


def value_of(future: Future[T], name: object) -> T | str:
    """What a worker made, or in words why it could not; `ClusterError` if the cluster itself is lost."""
    try:
        return future.result()
    except (FutureCancelledError, BrokenProcessPool) as error:
        words = " ".join(str(error).split()) or "the connection was lost"
        raise ClusterError(f"the cluster is gone: {words}") from None
    except SrviewerError:
        raise
    except Exception as error:
        if type(error).__name__ == "KilledWorker":
            return f"{name}: every worker that took this file was lost (is it too large for their memory?)"
        return f"{name}: a worker failed ({type(error).__name__}: {' '.join(str(error).split())})"


def in_order(
    workers: ClusterWorkers,
    tasks: Sequence[T],
    arguments: Callable[[T], tuple[Any, ...]],
    path: Callable[[T], Path],
    limit: int | None = None,
) -> Iterator[tuple[T, Future[Any]]]:
    """Tasks in order with their futures, done; `arguments(task)` is what a worker calls, and with what.

    An error in words that `arguments` raises is in the task's future. `limit` bounds the bytes of the files under way,
    as in `batch.in_order`.
    """

    def submit(task: T) -> Future[Any]:
        try:
            function, *rest = arguments(task)
        except SrviewerError as error:
            failed: Future[Any] = Future()
            failed.set_exception(error)
            return failed
        return workers.executor.submit(checked, workers.identity, function, *rest)

    size = _wire_size(workers.identity.scale)
    return batch.in_order(tasks, submit, lambda task: size(path(task)), limit, workers.ahead)


def bytes_of(path: Path) -> bytes:
    """A picture's file, unread; `ImageReadError` as `image_io.read_picture`, for what is none."""
    image_io.probe(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise ImageReadError(f"{readable_name(path)} cannot be read: {reason(error)}.") from error


def _done(outcome: batch.FileOutcome) -> Future[Made | batch.FileOutcome]:
    future: Future[Made | batch.FileOutcome] = Future()
    future.set_result(outcome)
    return future


def _received(
    item: batch.Item, future: Future[Made | batch.FileOutcome], settings: batch.BatchSettings
) -> batch.FileOutcome:
    made = value_of(future, item.source)
    if isinstance(made, batch.FileOutcome):
        return made
    if isinstance(made, str) or made.error:
        return batch.FileOutcome(item, error=made if isinstance(made, str) else made.error)

    def write() -> batch.FileOutcome:
        make_folder(item.target.parent)
        with atomic_write(item.target, overwrite=settings.overwrite or settings.resume) as file:
            file.write(made.data)
        return batch.FileOutcome(item, notices=made.notices)

    return batch.in_words(item, write)


def _wire_size(scale: int) -> Callable[[Path], int]:
    """About how many bytes of a file and its result the client holds."""

    def size(path: Path) -> int:
        try:
            width, height, _format = image_io.probe(path)
        except SrviewerError:
            return 0
        return 3 * width * height * (1 + scale**2)

    return size

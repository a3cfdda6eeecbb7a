"""Files that are whole or not there: written beside their target, synchronised, then put in its place."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any, BinaryIO, Literal, TextIO, overload

from srviewer import system
from srviewer.errors import ImageWriteError, OutputExistsError
from srviewer.phrase import phrase

StrPath = str | os.PathLike[str]


def readable_name(path: StrPath | bytes) -> str:
    """A path as one line of printable text that any encoding of Unicode holds, whatever bytes its name holds: to be
    shown and written, not to find the file by."""
    text = re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", os.fsdecode(path))
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def reason(error: BaseException) -> str:
    """What an exception says, without its error number and file name, as the end of a sentence."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    words = " ".join((text or type(error).__name__).split())
    return words.rstrip(".")


@overload
def atomic_write(
    path: StrPath, *, overwrite: bool = ..., encoding: None = ...
) -> contextlib.AbstractContextManager[BinaryIO]: ...


@overload
def atomic_write(
    path: StrPath, *, overwrite: bool = ..., encoding: str
) -> contextlib.AbstractContextManager[TextIO]: ...


def atomic_write(path: StrPath, *, overwrite: bool = False, encoding: str | None = None) -> Any:
    """Context manager giving a file that becomes `path` when the block ends, and nothing when it fails.

    Parameters
    ----------
    path : str or path-like
        The target. Its folder must exist. A symbolic link is followed, so that overwriting keeps the link.
    overwrite : bool
        Replace an existing file (its permissions are kept). Otherwise the target is created exclusively: of
        two writers that race for one name one gets `OutputExistsError`, and no file is lost.
    encoding : str or None
        None for a binary file; an encoding for a text file, in which line ends are written as given.

    Raises
    ------
    OutputExistsError
        Something stands at `path` and `overwrite` is False.
    ImageWriteError
        The file cannot be written; an `OSError` raised inside the block counts as such. Other exceptions pass
        through. In every case no temporary file is left, and what stood at `path` is untouched.

    Examples
    --------
    >>> import json, pathlib, tempfile
    >>> target = pathlib.Path(tempfile.mkdtemp()) / "numbers.json"
    >>> with atomic_write(target, encoding="utf-8") as file:
    ...     json.dump({"psnr": 33.667}, file)
    >>> target.read_text()
    '{"psnr": 33.667}'
    """
    return _atomic_write(path, overwrite, "r+b" if encoding is None else "r+", encoding)


@contextmanager
def _atomic_write(
    path: StrPath, overwrite: bool, mode: Literal["r+b", "r+"], encoding: str | None
) -> Iterator[IO[Any]]:
    try:
        target = system.long(Path(os.path.realpath(path)))
        permissions = _check_target(target, path, overwrite)
        temporary = target.with_name(f"{_prefix()}-{os.getpid()}-{secrets.token_hex(6)}.tmp")
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    except (OSError, ValueError) as error:
        raise _write_error(path, error) from error
    try:
        # closefd: the file object owns the descriptor; newline "" leaves line ends alone.
        with open(descriptor, mode, encoding=encoding, newline=None if encoding is None else "") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if permissions is not None:
            os.chmod(temporary, permissions)
        _publish(temporary, target, overwrite)
    except FileExistsError as error:
        raise _exists_error(path) from error
    except OSError as error:
        raise _write_error(path, error) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)


def make_folder(folder: Path) -> None:
    """A folder to write to, with those above it, unless it is there; `ImageWriteError` if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        raise ImageWriteError(
            phrase(
                "{folder} cannot be created or is not a folder: {reason}.",
                folder=readable_name(folder),
                reason=reason(error),
            )
        ) from error


def sweep(folder: Path) -> None:
    """Remove what programs that were killed while they wrote have left in a folder: temporary files of this machine
    whose program no longer runs."""
    import psutil

    with contextlib.suppress(OSError):
        for path in folder.glob(f"{_prefix()}-*.tmp"):
            number = path.name.removeprefix(f"{_prefix()}-").split("-")[0]
            if number.isdecimal() and not psutil.pid_exists(int(number)):
                path.unlink(missing_ok=True)


@cache
def _prefix() -> str:
    """How temporary files of this machine begin: a folder may be shared with others."""
    return f".srviewer-{hashlib.blake2b(socket.gethostname().encode(), digest_size=4).hexdigest()}"


def _check_target(target: Path, path: StrPath, overwrite: bool) -> int | None:
    """The permissions of a file that may be replaced, or None where nothing stands."""
    try:
        status = os.lstat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise ImageWriteError(phrase("{path} is a folder: name a file to write to.", path=readable_name(path)))
    if not stat.S_ISREG(status.st_mode):
        raise ImageWriteError(
            phrase("{path} is not an ordinary file and cannot be written to.", path=readable_name(path))
        )
    if not overwrite:
        raise _exists_error(path)
    return stat.S_IMODE(status.st_mode)


def _publish(temporary: Path, target: Path, overwrite: bool) -> None:
    """Give the finished file its name, in one step that cannot replace a file unless `overwrite`."""
    (system.replace if overwrite else system.claim)(temporary, target)
    system.sync_folder(target.parent)


def _exists_error(path: StrPath) -> OutputExistsError:
    return OutputExistsError(
        phrase("{path} exists already: choose another name, or allow overwriting.", path=readable_name(path))
    )


def _write_error(path: StrPath, error: OSError | ValueError) -> ImageWriteError:
    return ImageWriteError(
        phrase("{path} could not be written: {reason}.", path=readable_name(path), reason=reason(error))
    )

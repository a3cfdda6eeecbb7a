"""Files that an ONNX file keeps its weights in ("external data"), told by walking through its messages.

Of the file only names and lengths are read; weights that lie in it are passed over.

References
----------
onnx.proto of ONNX (messages and their fields); "Encoding", protobuf.dev (how they lie in a file).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from srviewer.errors import ModelError
from srviewer.phrase import phrase

INSIDE: dict[str, dict[int, str]] = {
    "model": {7: "graph", 25: "function"},
    "graph": {1: "node", 5: "tensor", 15: "sparse"},
    "function": {7: "node"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph", 22: "sparse", 23: "sparse"},
    "sparse": {1: "tensor", 2: "tensor"},
    "tensor": {13: "pair"},
}
"""By kind of message: the numbers of the fields that are messages, and of which kind they are."""
DEEPEST = 64
_NUMBER, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5  # how a field lies in the file


@lru_cache(maxsize=256)
def names_in(path: str, _mtime: int, size: int) -> tuple[str, ...]:
    """The files that an ONNX file names, relative to its folder, in the order of their names; none if it is no ONNX.

    `ModelError` if one of them would lie outside its folder.
    """
    try:
        with open(path, "rb") as file:
            found = tuple(sorted(set(_locations(file, size))))
    except (OSError, ValueError):  # that it cannot be read is told by whoever reads it
        return ()
    for name in found:
        if "\\" in name or PurePosixPath(name).is_absolute() or not {"..", ""}.isdisjoint(name.split("/")):
            raise ModelError(
                phrase(
                    "{name} keeps its weights in {other}, which is not in its folder: it was not read",
                    name=os.path.basename(path),
                    other=repr(name),
                )
            )
    return found


def data_of(path: Path, mtime: int, size: int) -> tuple[Path, ...]:
    """The files in which a model in this state keeps its weights; it may have none."""
    names = names_in(str(path), mtime, size) if path.suffix.lower() == ".onnx" else ()
    return tuple(path.parent / name for name in names)


def copy_files(files: Sequence[Path], folder: Path) -> Path:
    """Copy a model's files (itself first) into a folder, each to where it lies from the model's own; the model's copy.

    `OSError` if that cannot be done.
    """
    for file in files:
        target = folder / file.relative_to(files[0].parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target)
    return folder / files[0].name


def _locations(file: BinaryIO, end: int, kind: str = "model", depth: int = 0) -> Iterator[str]:
    """The places that the tensors of a message name; `ValueError` if it is none."""
    if depth > DEEPEST:
        raise ValueError("too deep")
    while file.tell() < end:
        key = _varint(file)
        number, form = key >> 3, key & 7
        if form == _NUMBER:
            _varint(file)
        elif form in (_EIGHT, _FOUR):
            file.seek(8 if form == _EIGHT else 4, os.SEEK_CUR)
        elif form == _BYTES:
            stop = _varint(file) + file.tell()
            if stop > end:
                raise ValueError("longer than the file")
            inner = INSIDE[kind].get(number)
            if inner == "pair":
                yield from _location(file, stop)
            elif inner is not None:
                yield from _locations(file, stop, inner, depth + 1)
            file.seek(stop)
        else:
            raise ValueError("no message")


def _location(file: BinaryIO, end: int) -> Iterator[str]:
    """The value of a pair whose key is "location"."""
    texts = {}
    while file.tell() < end:
        number = _varint(file) >> 3
        texts[number] = file.read(min(_varint(file), end))
    if texts.get(1) == b"location":
        yield texts.get(2, b"").decode("utf-8")


def _varint(file: BinaryIO) -> int:
    value = shift = 0
    while shift < 64:
        byte = file.read(1)
        if not byte:
            raise ValueError("it ends")
        value |= (byte[0] & 127) << shift
        if byte[0] < 128:
            return value
        shift += 7
    raise ValueError("no number")

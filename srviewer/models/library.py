"""The user's library: which model files the program knows, with a name, a colour and a short label each.

`models/library.json` in the user's data folder is `{"version": 1, "models": [...]}`, entries as `LibraryEntry` says. A
file is referred to where it lies, or was copied into the folder. What is known of a model is kept with the state of its
file, so that a list of models reads none of them. A file that cannot be read as a library is put aside before another
takes its place.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from srviewer import paths, system
from srviewer.errors import ImageWriteError, ModelError
from srviewer.models import Facts, ModelMeasurement, Stamp, files_of, loaded, stamp
from srviewer.models.external_data import copy_files
from srviewer.phrase import commas, phrase

VERSION = 1
LONGEST_NAME, LONGEST_LABEL = 80, 24
COLOURS = (
    "#e6b450", "#5fd7a7", "#ef6f6c", "#7aa2f7", "#c792ea", "#f28fad", "#94d82d", "#4dd0e1", "#ffab70", "#b0a4ff",
)  # fmt: skip
ORDERS = ("RGB", "BGR")
CHUNK = 1 << 20

_UNFIT = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError)  # of values that are none of ours
_lock = threading.Lock()


@dataclass(frozen=True)
class LibraryEntry:
    """A model of the library.

    Attributes
    ----------
    name : without the "model:" that stands before it among the methods
    file : where it lies; copied : whether that is the library's own copy
    label : what panes are called; colour : of its dot
    order : how the channels lie that it takes, "RGB" or "BGR"
    checksum : sha256 of the file, "" until it was wanted
    state : of the file when the rest was found out
    """

    name: str
    file: Path
    label: str
    colour: str
    copied: bool = False
    order: str = "RGB"
    checksum: str = ""
    state: Stamp | None = None
    known: loaded.Known | None = None


def folder() -> Path:
    """Where the library and its copies lie; may not exist yet."""
    return paths.user_data_dir() / "models"


def entries() -> tuple[LibraryEntry, ...]:
    """All models, in the order in which they were added; none if there is no library."""
    found = _read() or ()
    for entry in found:
        if entry.state is not None and entry.known is not None:
            loaded.remember(entry.state, entry.known)
    return found


def state() -> tuple[Path, int, int]:
    """What tells whether the library has changed."""
    try:
        status = (folder() / "library.json").stat()
    except OSError:
        return folder(), 0, 0
    return folder(), status.st_mtime_ns, status.st_size


def find(name: str) -> LibraryEntry | None:
    return next((entry for entry in entries() if entry.name == name), None)


def digest(entry: LibraryEntry) -> str:
    """The checksum of an entry's file as it is now; what it was, or "", if it cannot be read."""
    try:
        state = stamp(entry.file)
        return entry.checksum if entry.checksum and entry.state == state else checksum_of(state)
    except ModelError:
        return entry.checksum


@lru_cache(maxsize=256)
def checksum_of(state: Stamp) -> str:
    """sha256 of a file, and of those that it keeps weights in after it; read once in each of its states."""
    found = hashlib.sha256()
    try:
        for path in files_of(Path(state.path)):
            with path.open("rb") as file:
                while block := file.read(CHUNK):
                    found.update(block)
    except OSError as error:
        raise ModelError(phrase("{path}: cannot be read ({reason})", path=state.path, reason=error.strerror)) from None
    return found.hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Between reading the library and writing it nobody else does, in this process or in another."""
    with _lock, system.alone(folder().with_suffix(".lock")):
        yield


# -- changes --------------------------------------------------------------------------------------------------------


def made(path: Path, others: Sequence[LibraryEntry], name: str | None = None) -> LibraryEntry:
    """An entry for a file, named after it, with a colour that few others have; nothing is written or read."""
    name = _free(cleaned(name or path.stem), [entry.name for entry in others])
    used = [entry.colour for entry in others]
    colour = min(COLOURS, key=used.count)
    return LibraryEntry(name, path.absolute(), name[:LONGEST_LABEL], colour)


def add(files: Sequence[Path], copy: bool = False, order: str = "RGB") -> tuple[LibraryEntry, ...]:
    """Put files into the library; those that are in it already stay as they are. Returns the entries of all."""
    from srviewer.imaging.atomic import make_folder
    from srviewer.models.sniff import content_of

    for path in files:
        content_of(path)
    make_folder(folder())
    listed = {entry.file for entry in entries()}
    ready: dict[Path, Path] = {}
    found: dict[Path, LibraryEntry] = {}
    try:
        for path in files:  # not alone: a large file takes a while
            ready[path] = _copied(path) if copy and path.absolute() not in listed else path.absolute()
    finally:  # what was copied is listed, whatever became of the rest
        with _alone():
            there = list(entries())
            for path, file in ready.items():
                same = next((entry for entry in there if entry.file in (path.absolute(), file)), None)
                if same is None:
                    same = replace(made(path, there), file=file, copied=file != path.absolute(), order=order)
                    there.append(same)
                found[path] = same
            _write(there)
    return tuple(found[path] for path in files)


def remove(name: str) -> None:
    """Take a model out; its files are removed only if they are the library's own copy."""
    with _alone():
        gone = _get(name)
        _write([entry for entry in entries() if entry.name != name])
    if gone.copied and gone.file.parent.parent == folder():
        shutil.rmtree(gone.file.parent, ignore_errors=True)


def change(name: str, /, **fields: Any) -> LibraryEntry:
    """Replace fields of an entry: its name, label, colour, order. Returns it as it is now."""
    with _alone():
        before = _get(name)
        if "name" in fields and fields["name"] != name:
            fields["name"] = cleaned(str(fields["name"]))
            if _free(fields["name"], [entry.name for entry in entries() if entry.name != name]) != fields["name"]:
                raise ModelError(phrase("there is a model {name!r} already", name=fields["name"]))
        if "label" in fields:
            fields["label"] = " ".join(str(fields["label"]).split())[:LONGEST_LABEL] or before.label
        if fields.get("order", "RGB") not in ORDERS:
            raise ModelError(phrase("{order!r}: expected RGB or BGR", order=fields["order"]))
        after = replace(before, **fields)
        _write([after if entry.name == name else entry for entry in entries()])
    return after


def learn(name: str) -> None:
    """Keep what has become known of a model since, with the state of its file, where that can be written."""
    entry = find(name)
    if entry is None:
        return
    known = loaded.already_known(entry.file)
    if known is None or (known == entry.known and entry.checksum):
        return
    with suppress(ModelError, ImageWriteError):
        state = stamp(entry.file)
        change(name, known=known, state=state, checksum=checksum_of(state))


def cleaned(name: str) -> str:
    """A name as it can stand in lists and on command lines."""
    text = re.sub(r"[\s,:=/\\]+", " ", "".join(c for c in name if c.isprintable())).strip()
    return text[:LONGEST_NAME] or "model"


def _free(name: str, taken: Sequence[str]) -> str:
    lower = {other.casefold() for other in taken}
    numbers = (f"{name} {n}" for n in range(2, len(taken) + 3))
    return name if name.casefold() not in lower else next(n for n in numbers if n.casefold() not in lower)


def _get(name: str) -> LibraryEntry:
    found = find(name)
    if found is None:
        known = commas(tuple(entry.name for entry in entries())) or phrase("none")
        raise ModelError(phrase("no model {name!r} in the library (there are: {known})", name=name, known=known))
    return found


def _copied(path: Path) -> Path:
    """A file, copied into a folder of its own in the library, with those that it keeps weights in."""
    from srviewer.imaging.atomic import reason

    target = None
    try:
        target = _new_folder(cleaned(path.stem))
        return copy_files(files_of(path), target)
    except OSError as error:
        if target is not None:
            shutil.rmtree(target, ignore_errors=True)
        raise ModelError(
            phrase("{name} cannot be copied into the library: {reason}", name=path.name, reason=reason(error))
        ) from None


def _new_folder(name: str) -> Path:
    """A folder that nobody else has, another process that copies a file of the same name neither."""
    number = 1
    while True:
        target = folder() / (name if number == 1 else f"{name} {number}")
        with suppress(FileExistsError):
            target.mkdir()
            return target
        number += 1


# -- as text --------------------------------------------------------------------------------------------------------


def _read() -> tuple[LibraryEntry, ...] | None:
    """What the library's file says; None if there is none, or it is no library of this version."""
    try:
        content = json.loads((folder() / "library.json").read_text(encoding="utf-8"))
        return tuple(_entry(item) for item in content["models"]) if content["version"] == VERSION else None
    except (OSError, RecursionError, *_UNFIT):
        return None


def _write(all_of_them: Sequence[LibraryEntry]) -> None:
    from srviewer.imaging.atomic import atomic_write, make_folder

    make_folder(folder())
    if _read() is None:
        with suppress(FileNotFoundError):
            (folder() / "library.json").rename(folder() / f"library.{state()[1]}.json")
    text = json.dumps({"version": VERSION, "models": [_item(entry) for entry in all_of_them]}, indent=1) + "\n"
    with atomic_write(folder() / "library.json", overwrite=True, encoding="utf-8") as file:
        file.write(text)


def _item(entry: LibraryEntry) -> dict[str, Any]:
    return {**asdict(entry), "file": str(entry.file), "state": None if entry.state is None else list(entry.state)}


def _entry(item: Mapping[str, Any]) -> LibraryEntry:
    """An entry of the file; what is known of its model is left out where it does not fit."""
    texts = {name: str(item[name]) for name in ("name", "label", "colour", "checksum")}
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", texts["colour"]) or cleaned(texts["name"]) != texts["name"]:
        raise ValueError(texts["name"])
    order = item["order"] if item["order"] in ORDERS else "RGB"
    state, known = None, None
    with suppress(*_UNFIT):
        path, mtime, size = item["state"]
        state = Stamp(str(path), int(mtime), int(size))
        known = _known(item["known"])
    return LibraryEntry(
        **texts, file=Path(item["file"]), copied=bool(item["copied"]), order=order, state=state, known=known
    )


def _known(item: Mapping[str, Any]) -> loaded.Known:
    facts = dict(item["facts"])
    facts["tags"] = tuple(map(str, facts["tags"]))
    facts["side"] = None if facts["side"] is None else (int(facts["side"][0]), int(facts["side"][1]))
    found = Facts(**facts)
    if found.scale not in range(1, 65) or found.channels not in (1, 3, 4):
        raise ValueError(found)
    return loaded.Known(found, None if item["measured"] is None else ModelMeasurement(**item["measured"]))

"""A training run by iteration: its validation pictures and its networks, as BasicSR and its kin (neosr, traiNNer, KAIR)
lay them out.

Known layouts of pictures, in the experiment's folder or in its `visualization`, `val_images` or `images`:

| layout | example |
|---|---|
| a folder a picture, the iteration behind its name | `visualization/baby/baby_5000.png` |
| a folder a dataset above those | `visualization/Set5/baby/baby_5000.png` |
| a folder an iteration | `val/5000/baby.png`, `val/iter_5000/baby.png` |

Of networks, in the experiment's `models` or in its folder: `net_g_5000.pth`, `net_g_ema_5000.safetensors`,
`5000_G.pth`. What only training needs (discriminators, optimisers) is left out.

The file that a program is still writing is left for later: a picture or a network counts once it is whole.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from srviewer import models
from srviewer.errors import ImageReadError, ModelError, ParameterError
from srviewer.imaging import image_io
from srviewer.imaging.atomic import readable_name
from srviewer.models.sniff import content_of
from srviewer.phrase import phrase
from srviewer.results.folders import ENDINGS

PLACES = ("visualization", "val_images", "images")
MODELS = "models"
MOST_FILES = 200_000
_ITERATION = re.compile(r"(?:iter|iters|iteration|step|epoch)?[_\-]?(\d+)(k?)", re.IGNORECASE)
_NETWORK = re.compile(
    r"(?:(?P<before>.*?)[_\-])?(?P<told>(?:(?:iter|step|epoch)[_\-]?)?\d+k?)(?:[_\-](?P<after>[A-Za-z]\w*))?",
    re.IGNORECASE,
)
_OF_TRAINING = re.compile(r"(?:^|_)(?:d\d*|disc\w*|optimizer\w*|state)(?:_|$)", re.IGNORECASE)
_TRUTHS = re.compile(r"^\s*dataroot_(?:gt|H)\s*:\s*(.+?)\s*(?:#.*)?$", re.MULTILINE)
_SCALE = re.compile(r"^\s*scale\s*:\s*(\d+)\s*(?:#.*)?$", re.MULTILINE)

Tell = Callable[[Path], tuple[str, int] | None]


@dataclass(frozen=True)
class Snapshot:
    """A picture or a network at an iteration; `size` and `changed` tell whether the file is still the same."""

    iteration: int
    path: Path
    size: int
    changed: int


@dataclass(frozen=True)
class Series:
    """What a run has left so far.

    pictures, networks : by name, each by iteration; waiting : files that are not whole yet
    """

    pictures: Mapping[str, tuple[Snapshot, ...]] = field(default_factory=dict)
    networks: Mapping[str, tuple[Snapshot, ...]] = field(default_factory=dict)
    waiting: tuple[Path, ...] = ()


def look(root: Path, before: Series | None = None) -> Series:
    """What there is now in an experiment's folder; what was whole `before` and has not changed is not read again.

    `ParameterError` if the folder cannot be listed.
    """
    if not root.is_dir():
        raise ParameterError(phrase("{path} is not a folder", path=readable_name(root)))
    before = before or Series()
    known = {s.path: s for named in (before.pictures, before.networks) for each in named.values() for s in each}
    waiting: list[Path] = []

    def by_name(paths: Iterable[Path], told: Tell, whole: Callable[[Path], bool]) -> dict[str, tuple[Snapshot, ...]]:
        found: dict[str, dict[int, Snapshot]] = defaultdict(dict)
        for path in paths:
            named = told(path)
            if named is None:
                continue
            try:
                status = path.stat()
            except OSError:  # gone meanwhile
                continue
            snapshot = Snapshot(named[1], path, status.st_size, status.st_mtime_ns)
            if known.get(path) == snapshot or whole(path):
                found[named[0]][named[1]] = snapshot
            else:
                waiting.append(path)
        return {name: tuple(each[n] for n in sorted(each)) for name, each in sorted(found.items())}

    place = next((root / name for name in PLACES if (root / name).is_dir()), root)
    pictures = by_name(_files(place), _named, is_whole)
    return Series(pictures, by_name(_model_files(root), network_named, is_whole_model), tuple(waiting))


def has_networks(root: Path) -> bool:
    """Whether a folder looks like that of a run: networks by iteration lie in its `models`."""
    return (root / MODELS).is_dir() and any(map(network_named, _model_files(root)))


def _model_files(root: Path) -> tuple[Path, ...]:
    place = root / MODELS
    try:
        return models.among(place if place.is_dir() else root)
    except OSError:  # gone meanwhile
        return ()


def network_named(path: Path) -> tuple[str, int] | None:
    """The network and the iteration that a file's name tells; None if it tells none, or what only training needs."""
    found = _NETWORK.fullmatch(path.stem)
    if found is None:
        return None
    told, name = iteration_of(found["told"]), "_".join(filter(None, (found["before"], found["after"]))) or "network"
    return None if told is None or _OF_TRAINING.search(name) else (name, told)


def is_whole_model(path: Path) -> bool:
    """Whether a model's file is written to its end, as far as its head and its table of contents tell."""
    try:
        content_of(path)
    except ModelError:
        return False
    return True


def _files(root: Path) -> Iterator[Path]:
    count = 0
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name[0] != ".")
        for name in sorted(names):
            if os.path.splitext(name)[1].lower() in ENDINGS and name[0] != ".":
                count += 1
                if count > MOST_FILES:
                    return
                yield Path(folder, name)


def _named(path: Path) -> tuple[str, int] | None:
    """The picture and the iteration that a path tells; None if it tells none."""
    folder, stem = path.parent.name, path.stem
    if stem.startswith(f"{folder}_") and (told := iteration_of(stem[len(folder) + 1 :])) is not None:
        return folder, told
    told = iteration_of(folder)
    return None if told is None else (stem, told)


def iteration_of(text: str) -> int | None:
    """Of "5000", "iter_5000" or "5k"; None for what is none."""
    found = _ITERATION.fullmatch(text)
    return None if found is None else int(found[1]) * (1000 if found[2] else 1)


def is_whole(path: Path) -> bool:
    """Whether a picture is written to its end: a PNG if its end chunk is there, others by decoding them."""
    try:
        with path.open("rb") as file:
            if file.read(8) == b"\x89PNG\r\n\x1a\n":
                while (head := file.read(8))[4:].isalpha() and head[4:] != b"IEND":
                    file.seek(int.from_bytes(head[:4], "big") + 4, os.SEEK_CUR)
                return head[4:] == b"IEND" and len(file.read(4)) == 4
        image_io.read_picture(path, max_pixels=None)
    except (OSError, ImageReadError):
        return False
    return True


def told_truths(root: Path) -> tuple[Path | None, int | None]:
    """The folder of the truths and the scale that the run's options (`*.yml` in its folder) name; None where they name
    none, or one that is not here. The last folder of truths is the validation's."""
    for path in sorted(root.glob("*.yml")) + sorted(root.glob("*.yaml")):
        try:
            text = path.read_text(encoding="utf-8", errors="replace")[: 1 << 20]
        except OSError:
            continue
        named = [Path(value.strip("'\"[] ")) for value in _TRUTHS.findall(text)]
        here = [folder if folder.is_absolute() else root / folder for folder in named]
        scale = _SCALE.search(text)
        truths = next((folder for folder in reversed(here) if folder.is_dir()), None)
        return truths, None if scale is None else int(scale[1])
    return None, None

"""Models from the user's files: what a file may be, what is known of it, how it is run, and the library of them.

Importing this package imports neither numpy nor torch nor what reads models (the extra `models`). A model file is data:
nothing in it is ever run or unpickled. Why it is built so: `resources/decisions/0005-models-from-files.md`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from srviewer import paths
from srviewer.errors import ModelError
from srviewer.models.external_data import data_of
from srviewer.phrase import phrase

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float32]

SUFFIXES = (".safetensors", ".pth", ".pt", ".ckpt", ".onnx")
EXTRA = "pip install 'srviewer[models]'"
LICENCE_KEYS = ("license", "licence", "modelspec.license")

Tiling = Literal["seamless", "discouraged", "whole"]
"""What a model bears: tiles; tiles where it must be, since it looks at the whole picture; no tiles."""


def nothing() -> None:
    """A `check` that never breaks off."""


@dataclass(frozen=True)
class Facts:
    """What a model's file says of it.

    Attributes
    ----------
    kind : what reads it
    architecture, tags : as spandrel calls them; "ONNX" for what ONNX Runtime reads
    scale : how many times larger its result is
    channels : 1 (grey, Y), 3 (RGB) or 4 (RGB and alpha), of the picture it takes and gives
    parameters : how many numbers were learned
    licence : what the file itself names, "" if it names none
    multiple, minimum, square : what sides it takes; others are padded
    side : the only height and width it takes, or None
    half : whether it can be run in float16
    own : whether it is a network of this program's kinds, which on one channel enlarges Y
    recipe : what made it, in words, where the file says so
    """

    kind: Literal["torch", "onnx"]
    architecture: str
    scale: int
    channels: int
    parameters: int
    tags: tuple[str, ...] = ()
    licence: str = ""
    tiling: Tiling = "seamless"
    multiple: int = 1
    minimum: int = 1
    square: bool = False
    side: tuple[int, int] | None = None
    half: bool = False
    own: bool = False
    recipe: str = ""


@dataclass(frozen=True)
class ModelMeasurement:
    """What was measured of a model when it first ran.

    Attributes
    ----------
    reach : pixels of the input beyond which nothing changes a result by as much as a rounding
    seams : whether tiles show all the same
    grid : a tile starts at a multiple of this, so that windows of attention lie where they do in the whole
    bytes_a_pixel : memory that a pixel of the input takes meanwhile
    seconds_a_pixel : on the device where it was measured
    """

    reach: int
    seams: bool
    grid: int
    bytes_a_pixel: int
    seconds_a_pixel: float


class Stamp(NamedTuple):
    """Which state of a file is meant; `mtime` and `size` are sums over it and the files that it keeps weights in."""

    path: str
    mtime: int
    size: int


class Model(Protocol):
    """A model that was read from its file."""

    facts: Facts
    nbytes: int
    device: str  # that it runs on, which need not be the one that it was asked for

    def run(self, image: FloatArray, check: Callable[[], None] = ...) -> Any:
        """(H, W, C) float32 in [0, 1] to (scale H, scale W, C) in [0, 1], in one piece.

        `check` is called between layers and breaks off by raising.
        """
        ...

    def runs_here(self) -> bool:
        """Whether the calling thread is in the midst of a run, whose `check` does something else first."""
        ...


def is_model(path: Path) -> bool:
    """Whether a file is named like a model."""
    return path.suffix.lower() in SUFFIXES


def among(given: Path) -> tuple[Path, ...]:
    """The models that a path stands for: the file itself, or those in a folder (not in those inside), by name."""
    if not given.is_dir():
        return (given,) if is_model(given) else ()
    with os.scandir(given) as inside:
        names = [Path(entry.path) for entry in inside if not entry.name.startswith(".")]
    return tuple(sorted((path for path in names if is_model(path)), key=lambda path: path.name.casefold()))


def licence_of(named: Mapping[Any, Any]) -> str:
    """The licence that a file names among what it says of itself, on one line; "" if it names none."""
    texts = (named.get(key) for key in LICENCE_KEYS)
    return next((" ".join(text.split())[:80] for text in texts if isinstance(text, str) and text.strip()), "")


def lacking(path: Path) -> str | None:
    """Why models like this cannot be read here, in a sentence; None if they can."""
    from srviewer.models.own_network import header_of

    needed = "onnxruntime" if path.suffix.lower() == ".onnx" else "spandrel"
    if find_spec(needed) is not None or header_of(path) is not None:
        return None
    return phrase("{name}: models from files need {extra}", name=path.name, extra=EXTRA)


def files_of(path: Path) -> tuple[Path, ...]:
    """A model's file, and those beside it that it keeps its weights in (ONNX); `ModelError` if one is not there."""
    return tuple(file for file, _status in _statuses(path))


def stamp(path: Path) -> Stamp:
    """The state of a model's file, and of what belongs to it; `ModelError` if there is none."""
    found = [status for _file, status in _statuses(path)]
    return Stamp(str(path), sum(status.st_mtime_ns for status in found), sum(status.st_size for status in found))


def _statuses(path: Path) -> list[tuple[Path, os.stat_result]]:
    try:
        own = paths.regular_status(path)
    except (OSError, ValueError) as error:  # the latter of what no file can be called
        why = getattr(error, "strerror", "") or error
        raise ModelError(phrase("{path}: cannot be read ({reason})", path=path, reason=why)) from None
    found = [(path, own)]
    for file in data_of(path, own.st_mtime_ns, own.st_size):
        try:
            found.append((file, paths.regular_status(file)))
        except (OSError, ValueError):
            raise ModelError(
                phrase(
                    "{name} keeps its weights in {other}, which is not beside it: put both into one folder",
                    name=path.name,
                    other=file.name,
                )
            ) from None
    return found


def read(path: Path, device: str = "cpu", half: bool = False) -> Model:
    """The model of a file; `ModelError` says in a sentence why it is none."""
    from srviewer.models.sniff import content_of

    if (why := lacking(path)) is not None:
        raise ModelError(why)
    kind = content_of(path)
    if kind == "onnx":
        from srviewer.models.onnx_model import OnnxModel

        found = OnnxModel(path, device)
        if half and not found.facts.half:
            raise ModelError(phrase("{name}: this architecture does not run in float16", name=path.name))
        return found
    from srviewer.models.torch_model import TorchModel

    return TorchModel(path, kind, device, half)

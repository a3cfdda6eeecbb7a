"""Weights of the networks: found by the manifest, verified by sha256, read from safetensors.

`weights/manifest.json` is `{"version": 1, "weights": [ENTRY, ...]}` with entries as `Entry` describes. Nothing here
unpickles anything, and nothing imports torch until weights are read.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srviewer import paths
from srviewer.errors import WeightsError
from srviewer.phrase import phrase

if TYPE_CHECKING:
    import torch

MANIFEST = "manifest.json"
MAX_BYTES = 64 * 2**20


@dataclass(frozen=True)
class Entry:
    """One weight file as the manifest describes it.

    Attributes
    ----------
    file : name in the weights folder (a plain name, no path)
    sha256 : hex digest of the file
    method : name of the method in the catalogue, or "features" for the feature network
    scale : integer factor; 1 where a network does not enlarge
    architecture : configuration for `srviewer.networks.build`
    twin : file of a network of the same start, with which a strength mixes it (`read`); "" if there is none
    data, steps, command, measured : where the weights come from and what they reach
    """

    file: str
    sha256: str
    method: str
    scale: int
    architecture: Mapping[str, Any] = field(repr=False)
    twin: str = ""
    data: str = ""
    steps: int = 0
    command: str = ""
    measured: Mapping[str, Any] = field(default_factory=dict, repr=False)


def folder() -> Path:
    """Where weights are looked for."""
    return paths.weights()


def manifest() -> tuple[Entry, ...]:
    """All entries; `WeightsError` if the manifest is missing or not one."""
    path = folder() / MANIFEST
    status = _status(path)
    return _read_manifest(path, status.st_mtime_ns, status.st_size)


def entries(method: str) -> tuple[Entry, ...]:
    """Entries of one method, smallest scale first; empty if it has none."""
    return tuple(sorted((e for e in manifest() if e.method == method), key=lambda e: e.scale))


def find(method: str, scale: int) -> Entry:
    """The entry for a method at a scale; `WeightsError` if there is none."""
    for entry in entries(method):
        if entry.scale == scale:
            return entry
    raise WeightsError(
        phrase("no weights for {method} x{scale} in {folder}", method=method, scale=scale, folder=folder())
    )


def twin(entry: Entry) -> Entry | None:
    """The entry of its twin, None if it names none; `WeightsError` if it is not there or of another architecture."""
    if not entry.twin:
        return None
    for other in manifest():
        if other.file == entry.twin and other.architecture == entry.architecture:
            return other
    raise WeightsError(phrase("{file}: its twin {twin} is not in the manifest", file=entry.file, twin=entry.twin))


def with_twins(some: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Entries and those of their twins: all files that are needed."""
    both = [e for entry in some for e in (entry, twin(entry)) if e is not None]
    return tuple({e.file: e for e in both}.values())


def verify(entry: Entry) -> Path:
    """Path of the entry's file, its checksum compared (once per file state)."""
    path = folder() / entry.file
    status = _status(path)
    if status.st_size > MAX_BYTES:
        raise WeightsError(
            phrase(
                "{path}: {size} bytes is more than weights here can have ({most})",
                path=path,
                size=status.st_size,
                most=MAX_BYTES,
            )
        )
    if _digest(path, status.st_mtime_ns, status.st_size) != entry.sha256:
        raise WeightsError(phrase("{path}: damaged or replaced (its checksum is not the manifest's)", path=path))
    return path


def read(entry: Entry, strength: float = 1.0) -> dict[str, torch.Tensor]:
    """The verified tensors by name, on the CPU.

    strength : below 1, the twin's mixed in (`mixed`); without a twin it has no effect
    """
    other = None if strength == 1 else twin(entry)
    own = read_file(verify(entry))
    return own if other is None else mixed(read_file(verify(other)), own, strength)


def mixed(
    start: Mapping[str, torch.Tensor], end: Mapping[str, torch.Tensor], strength: float
) -> dict[str, torch.Tensor]:
    """start + strength (end - start), every float tensor; whole numbers are the start's. Networks of a common start can
    be mixed so (X. Wang et al., "ESRGAN", ECCV Workshops 2018, arXiv:1809.00219, section 3.4)."""
    return {k: v.lerp(end[k], strength) if v.is_floating_point() else v for k, v in start.items()}


def read_file(path: Path) -> dict[str, torch.Tensor]:
    """Tensors of any safetensors file by name, in the order of their names, on the CPU; `WeightsError` if it is not
    one."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    _status(path)
    try:
        tensors = load(path.read_bytes())  # mapped, it would have to stay as it is
    except (SafetensorError, OSError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise WeightsError(phrase("{path}: not readable as safetensors ({error})", path=path, error=error)) from None
    return dict(sorted(tensors.items()))


def _status(path: Path) -> os.stat_result:
    """Status of a regular file; `WeightsError` says why there is none."""
    try:
        return paths.regular_status(path)
    except OSError as error:
        raise WeightsError(phrase("{path}: cannot be read ({reason})", path=path, reason=error.strerror)) from None


@lru_cache(maxsize=8)
def _read_manifest(path: Path, _mtime: int, _size: int) -> tuple[Entry, ...]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["version"] != 1:
            raise WeightsError(
                phrase("{path}: manifest version {version} is not known here", path=path, version=document["version"])
            )
        return tuple(_entry(item) for item in document["weights"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WeightsError(
            phrase("{path}: not a manifest of weights ({error})", path=path, error=repr(error))
        ) from None


def _entry(item: Mapping[str, Any]) -> Entry:
    known = {name: item[name] for name in Entry.__dataclass_fields__ if name in item}
    entry = Entry(**known)
    if Path(entry.file).name != entry.file or not entry.file.isprintable():
        raise ValueError(f"file {entry.file!r} is not a plain name")
    if not all(isinstance(text, str) for text in (entry.method, entry.sha256, entry.twin)):
        raise ValueError(f"entry of {entry.file!r} has a method or a checksum that is no text")
    if not isinstance(entry.scale, int) or not isinstance(entry.architecture, Mapping):
        raise ValueError(f"entry of {entry.file!r} has a scale or an architecture of the wrong type")
    return entry


@lru_cache(maxsize=64)
def _digest(path: Path, _mtime: int, _size: int) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise WeightsError(phrase("{path}: cannot be read ({reason})", path=path, reason=error.strerror)) from None

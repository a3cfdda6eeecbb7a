"""What a file is that is named like a model, by its content: most of what cannot be used is told before torch is."""

from __future__ import annotations

import json
import struct
import zipfile
from pathlib import Path
from typing import Literal

from srviewer.errors import ModelError
from srviewer.imaging import formats
from srviewer.models import SUFFIXES, stamp
from srviewer.phrase import phrase

Content = Literal["safetensors", "zip", "pickle", "onnx"]

HEAD = formats.SNIFF_BYTES
MOST_BYTES = 16 * 2**30
MOST_HEADER = 100 * 2**20  # of a safetensors file, by its own specification
PAGES = (b"<!doctype", b"<html", b"<head", b"<?xml", b"<body")
KINDS = ", ".join(SUFFIXES)
OTHERS = {
    b"GGUF": "GGUF",
    b"\x89HDF": "HDF5",
    b"\x93NUMPY": "NumPy",
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
}


def content_of(path: Path) -> Content:
    """What is in a model's file; `ModelError` says what is there instead."""
    size = stamp(path).size
    if size == 0:
        raise ModelError(phrase("{name} is empty: its download did not finish", name=path.name))
    if size > MOST_BYTES:
        raise ModelError(phrase("{name}: {size} bytes is more than a model here can have", name=path.name, size=size))
    head = _head(path)
    if _is_safetensors(head):
        _check_safetensors(path, head, size)
        return "safetensors"
    _refuse_other_things(path, head)
    if head.startswith(b"PK\x03\x04"):
        _check_archive(path)
        return "zip"
    if path.suffix.lower() == ".onnx":
        return "onnx"
    if head[:1] == b"\x80" and head[1:2] in b"\x02\x03\x04\x05":
        return "pickle"
    if path.suffix.lower() == ".safetensors":
        raise _damaged(path, phrase("its header is not that of a safetensors file"))
    raise ModelError(
        phrase(
            "{name} is no model: it begins with {words}, as neither safetensors nor torch's files do",
            name=path.name,
            words=repr(head[:8]),
        )
    )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise ModelError(phrase("{path}: cannot be read ({reason})", path=path, reason=error.strerror)) from None


def _refuse_other_things(path: Path, head: bytes) -> None:
    if head.lstrip().lower().startswith(PAGES):
        raise ModelError(
            phrase("{name} is a web page, not a model: download the file itself, not the page about it", name=path.name)
        )
    if head.startswith(b"version https://git-lfs"):
        raise ModelError(
            phrase("{name} only says where the model is (Git LFS): fetch it with git lfs pull", name=path.name)
        )
    if (picture := formats.sniff(head)) is not None:
        raise ModelError(phrase("{name} is a picture ({form}), not a model", name=path.name, form=picture.label))
    for magic, form in OTHERS.items():
        if head.startswith(magic):
            raise ModelError(
                phrase("{name} is a {form} file: models here are {kinds}", name=path.name, form=form, kinds=KINDS)
            )


def _is_safetensors(head: bytes) -> bool:
    return len(head) > 8 and head[8:9] == b"{" and struct.unpack("<Q", head[:8])[0] <= MOST_HEADER


def _check_safetensors(path: Path, head: bytes, size: int) -> None:
    length = struct.unpack("<Q", head[:8])[0]
    try:
        with path.open("rb") as file:
            file.seek(8)
            header = json.loads(file.read(length).decode("utf-8"))
        ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"]
        whole = 8 + length + max(ends, default=0)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise _damaged(path, phrase("its header is not that of a safetensors file")) from None
    if not isinstance(whole, int) or whole > size:
        raise _damaged(path, phrase("it has {size} bytes of {whole}", size=size, whole=whole))


def _check_archive(path: Path) -> None:
    """A zip archive as torch.save writes it."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(item.file_size for item in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        raise _damaged(path, phrase("its table of contents is missing")) from None
    if any(name.endswith("/constants.pkl") or "/code/" in name for name in names):
        raise ModelError(
            phrase(
                "{name} is a TorchScript program, which would run its own code: save its state_dict, or export it to "
                "ONNX",
                name=path.name,
            )
        )
    if not any(name.endswith("/data.pkl") or name == "data.pkl" for name in names):
        raise ModelError(
            phrase("{name} is an archive without weights: unpack it, and add the model inside", name=path.name)
        )
    if unpacked > MOST_BYTES:
        raise ModelError(
            phrase("{name}: {size} bytes is more than a model here can have", name=path.name, size=unpacked)
        )


def _damaged(path: Path, why: str) -> ModelError:
    return ModelError(phrase("{name} is damaged or was not downloaded whole: {why}", name=path.name, why=why))

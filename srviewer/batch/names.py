"""What the results are called: a name for every file, none twice, and no result taken for an input."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from srviewer import upsamplers
from srviewer.batch.files import Item, Settings
from srviewer.errors import ImageReadError, ParameterError
from srviewer.imaging import image_io
from srviewer.imaging.atomic import sweep
from srviewer.phrase import phrase

TEMPLATE = "{stem}_{method}_x{scale}.png"
_FIELDS = ("stem", "name", "extension", "method", "scale")


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
        method=upsamplers.get(settings.method).slug,
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

"""What the results are called: a name for every file, none twice, and no result taken for an input."""

from __future__ import annotations

import os
import re
import string
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from srviewer import upsamplers
from srviewer.batch.files import BatchSettings, Item
from srviewer.errors import ImageReadError, ParameterError
from srviewer.imaging import image_io
from srviewer.imaging.atomic import sweep
from srviewer.imaging.metadata import PROVENANCE
from srviewer.phrase import phrase

TEMPLATE = "{stem}_{method}_x{scale}.png"
_FIELDS = ("stem", "name", "extension", "method", "scale")
RESULT = phrase("a result of an earlier run")


@dataclass(frozen=True)
class LeftOut:
    """What a batch found and does not take as an input, and why: a part of a sentence, like "a subfolder"."""

    path: Path
    why: str


def single(inputs: Sequence[Path], target: Path) -> tuple[Item, ...]:
    """The one item of `--output`; `ParameterError` if there is not exactly one input file."""
    if len(inputs) != 1 or inputs[0].is_dir():
        raise ParameterError(phrase("--output takes one picture; use --output-dir for several or for a folder"))
    return (Item(inputs[0], target),)


def plan(
    inputs: Sequence[Path], folder: Path, settings: BatchSettings, template: str = TEMPLATE
) -> tuple[tuple[Item, ...], tuple[LeftOut, ...]]:
    """Items for files and folders, and what is left out: of folders all that is no picture, and subfolders.

    Names follow the template; inputs whose names would collide, also by case or by how accents are encoded, keep
    their extension in the name ("a.jpg_srcnn_x2.png"), and get a number if they still collide. A result of an
    earlier run that lies among the inputs is not taken as an input again. What a run that was killed has left half
    written in `folder` is removed. `ParameterError` for a template by which a result would replace another input.
    """
    check_template(template)
    if folder.exists() and not folder.is_dir():
        raise ParameterError(phrase("{folder}: --output-dir is not a folder", folder=folder))
    sweep(folder)
    files: list[Path] = []
    left_out: list[LeftOut] = []
    outright = {path for path in inputs if not path.is_dir()}
    for path in inputs:
        if path not in outright:
            for inside, why in _contents(path, folder):
                if why:
                    left_out.append(LeftOut(inside, why))
                else:
                    files.append(inside)
        else:
            files.append(path)  # named outright: if it is not a picture, that is an error worth a line
    files = list(dict.fromkeys(files))
    own = _own_results(files, outright, folder, template)
    left_out += [LeftOut(file, RESULT) for file in files if file in own]
    files = [file for file in files if file not in own]
    names = _names(files, lambda path, stem, name: _name(path, stem, settings, template, name))
    items = tuple(Item(f, folder / n) for f, n in zip(files, names, strict=True))
    if settings.overwrite:
        _check_order(items)
    return items, tuple(dict.fromkeys(left_out))


def _check_order(items: Sequence[Item]) -> None:
    """`ParameterError` if a result would replace a picture that another result is to be made of."""
    sources = {os.path.realpath(item.source): item for item in items}
    for item in items:
        if sources.get(os.path.realpath(item.target), item) != item:
            raise ParameterError(
                phrase("{target}: a result would replace this picture, which is to be read too", target=item.target)
            )


def _contents(folder: Path, output: Path) -> Iterator[tuple[Path, str]]:
    """What is in a folder, except for the results' folder, and why it is left out; "" if it is not."""
    results = os.path.realpath(output)
    try:
        for path in sorted(folder.iterdir()):
            if os.path.realpath(path) != results:
                yield path, _why_not(path)
    except OSError as error:
        raise ImageReadError(
            phrase("{folder}: cannot be listed ({reason})", folder=folder, reason=error.strerror)
        ) from None


def _why_not(path: Path) -> str:
    if path.is_symlink() and not os.path.exists(path):
        return phrase("a broken link")
    if path.name.startswith("."):
        return phrase("hidden")
    if path.is_dir():
        return phrase("a subfolder")
    if not path.is_file():
        return phrase("not an ordinary file")
    return "" if image_io.is_probably_image(path) else phrase("not a picture")


def check_template(template: str) -> None:
    """`ParameterError` for a template that names nothing, or what there is not."""
    try:
        fields = [field for _text, field, _spec, _conv in string.Formatter().parse(template) if field is not None]
        if set(fields) <= set(_FIELDS):
            template.format(**dict.fromkeys(_FIELDS, "") | {"scale": 2})
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


def _name(path: Path, stem: str, settings: BatchSettings, template: str, name: str = "") -> str:
    return template.format(
        stem=stem,
        name=name or path.name,
        extension=path.suffix.lstrip("."),
        method=upsamplers.get(settings.method).slug,
        scale=settings.scale,
    )


def stems(files: Sequence[Path]) -> list[str]:
    """What each of some files is called in tables and in names of results: its stem, all different also where case and
    accents are folded; files of one stem keep their extension."""
    return _names(files, lambda _path, stem, _name: stem)


def _names(files: Sequence[Path], called: Callable[[Path, str, str], str]) -> list[str]:
    """One name a file, all different also on file systems that fold case and accents.

    called : the name of a path, given what to take for its stem and for its name ("": its own)
    """
    plain = [called(f, f.stem, "") for f in files]
    times = Counter(map(_folded, plain))
    names = [name if times[_folded(name)] == 1 else called(f, f.name, "") for f, name in zip(files, plain, strict=True)]
    taken: set[str] = set()
    for index, (path, name) in enumerate(zip(files, names, strict=True)):
        number = 2
        while _folded(name) in taken:
            numbered = f"{path.name}_{number}"
            name = called(path, numbered, numbered)
            number += 1
        taken.add(_folded(name))
        names[index] = name
    return names


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


# -- results of earlier runs ------------------------------------------------------------------------------------------

_STEM, _NAME, _EXTENSION, _METHOD = "\ue000", "\ue001", "\ue002", "\ue003"  # stand for what a template puts in


def _own_results(files: Sequence[Path], outright: set[Path], folder: Path, template: str) -> set[Path]:
    """Those of `files` in `folder` that a run made of others of them, with any method and scale.

    Their names say so, by this template; or, of those that were not named `outright`, what they say of how they were
    made: then by whichever template, since each puts the stem into the name.
    """
    here = folder.resolve()
    inside = [path for path in files if path.resolve().parent == here]
    if not inside:
        return set()
    patterns = _patterns(template)
    stems, names = Counter(_folded(file.stem) for file in files), {_folded(file.name) for file in files}

    def is_named_so(path: Path) -> bool:
        found = (pattern.fullmatch(_folded(path.name)) for pattern in patterns)
        values = {value for match in found if match for value in match.groupdict().values()}
        own = _folded(path.stem)
        return any(stems[v] > (v == own) or v in names or re.sub(r"_\d+$", "", v) in names for v in values)

    return {p for p in inside if is_named_so(p) or (p not in outright and _says_so(p, stems))}


def _patterns(template: str) -> list[re.Pattern[str]]:
    """What names by a template look like, folded, a pattern a scale; none if they say neither method nor scale, and
    so may be anybody's."""
    fields = {field for _text, field, _spec, _conv in string.Formatter().parse(template)}
    if not {"method", "scale"} & fields:
        return []
    slugs = "|".join(re.escape(_folded(method.slug)) for method in upsamplers.known())
    parts = {_EXTENSION: ".*", _METHOD: f"(?:{slugs})"}
    made = []
    for scale in upsamplers.scales():
        text = template.format(stem=_STEM, name=_NAME, extension=_EXTENSION, method=_METHOD, scale=scale)
        pattern = re.escape(_folded(text))
        for sign, group in ((_STEM, "stem"), (_NAME, "name")):
            pattern = pattern.replace(sign, f"(?P<{group}>.+)", 1).replace(sign, f"(?P={group})")
        for sign, part in parts.items():
            pattern = pattern.replace(sign, part)
        made.append(re.compile(pattern, re.DOTALL))
    return made


def _says_so(path: Path, stems: Iterable[str]) -> bool:
    """Whether a file says that a method made it, and bears another's stem in its name."""
    own, name = _folded(path.stem), _folded(path.name)
    if not any(stem in name for stem in stems if stem != own):
        return False
    try:
        if PROVENANCE.encode() not in path.read_bytes():  # sooner known than by decoding it
            return False
    except OSError:
        return False
    return "method" in image_io.read_provenance(path)

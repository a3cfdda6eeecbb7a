"""Folders of results, one for each method, beside a folder of truths."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from srviewer.errors import ParameterError
from srviewer.imaging.atomic import readable_name
from srviewer.imaging.formats import IMAGE_EXTENSIONS
from srviewer.phrase import headed, listed, phrase, typed
from srviewer.results.matching import Matching, matched, told_scale

ENDINGS = IMAGE_EXTENSIONS | {".jxl", ".heic", ".exr", ".dng"}
_TRUTHS = ("hr", "gt", "truth", "truths", "ground_truth", "groundtruth", "gt_crop", "gtmod4", "gtmod12", "original",
           "originals", "target", "reference", "ref")  # fmt: skip
MOST_NAMED = 8


@dataclass(frozen=True)
class PictureRow:
    """A picture: its truth, and the results that there are, by column."""

    name: str
    truth: Path
    results: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What is to be compared, and what could not be matched, in words."""

    rows: tuple[PictureRow, ...]
    columns: tuple[str, ...]
    problems: tuple[str, ...]


def pictures_in(folder: Path) -> dict[str, Path]:
    """The pictures of a folder by name without ending, of several files of a name the first; where there are none but
    one folder inside, those of that.

    `ParameterError` if it cannot be listed, or holds none.
    """
    return {name: files[0] for name, files in _files_in(folder).items()}


def _files_in(folder: Path) -> dict[str, list[Path]]:
    try:
        with os.scandir(folder) as listing:
            inside = sorted((entry for entry in listing if entry.name[0] != "."), key=lambda entry: entry.name)
    except OSError as error:
        raise ParameterError(
            phrase("{path} cannot be listed: {reason}", path=readable_name(folder), reason=error.strerror)
        ) from None
    found: dict[str, list[Path]] = {}
    for entry in inside:
        stem, ending = os.path.splitext(entry.name)
        if ending.lower() in ENDINGS and entry.is_file():
            found.setdefault(stem, []).append(folder / entry.name)
    if found:
        return dict(sorted(found.items()))
    deeper = [entry for entry in inside if entry.is_dir()]
    if len(deeper) == 1:
        return _files_in(folder / deeper[0].name)
    raise ParameterError(phrase("there are no pictures in the folder {path}", path=readable_name(folder)))


def plan(truths: Path, columns: Mapping[str, Path], scale: int | None) -> Plan:
    """Match the pictures of some folders with truths; `ParameterError` for a folder without pictures."""
    known = _files_in(truths)
    results: dict[str, dict[str, Path]] = {name: {} for name in known}
    problems = _left_out(readable_name(truths.name), known)
    for column, folder in columns.items():
        inside = _files_in(folder)
        found = matched(tuple(known), tuple(inside), scale)
        problems += [*_left_out(column, inside), *_problems(column, found)]
        for truth, result in found.results.items():
            results[truth][column] = inside[result][0]
    rows = tuple(PictureRow(readable_name(name), known[name][0], of) for name, of in results.items() if of)
    return Plan(rows, tuple(columns), tuple(problems))


def _left_out(folder: str, files: Mapping[str, Sequence[Path]]) -> list[str]:
    """What is said of files that another one of the same name without ending stands for."""
    names = [path.name for of_a_name in files.values() for path in of_a_name[1:]]
    return (
        [headed(typed(folder), headed(phrase("not used, another file has the same name"), _named(names)))]
        if names
        else []
    )


def _problems(column: str, found: Matching) -> list[str]:
    kinds = (
        (found.missing, phrase("no result")),
        (found.spare, phrase("no truth")),
        (found.doubtful, phrase("several fit equally well")),
    )
    return [headed(typed(column), headed(why, _named(names))) for names, why in kinds if names]


def _named(names: Sequence[str]) -> str:
    shown = [typed(readable_name(name)) for name in names[:MOST_NAMED]]
    more = len(names) - len(shown)
    return listed([*shown, phrase("{count} more", count=more)] if more else shown)


def truth_among(folders: Sequence[Path]) -> Path | None:
    """The folder that is named as truths are; None if none is, or several are."""
    found = [folder for folder in folders if folder.name.casefold().replace(" ", "_") in _TRUTHS]
    return found[0] if len(found) == 1 else None


def columns_of(folders: Sequence[Path]) -> dict[str, Path]:
    """Folders by names that differ: their own, with as many of those above as that takes."""
    depth = 1
    while len({folder.parts[-depth:] for folder in folders}) < len(folders) and depth < 9:
        depth += 1
    return {readable_name("/".join(folder.parts[-depth:])): folder for folder in folders}


def scale_of(names: Sequence[str]) -> int | None:
    """The scale that most of the names that say one say; names of folders too."""
    told = [scale for name in names if (scale := told_scale(name)) is not None]
    return max(set(told), key=told.count) if told else None

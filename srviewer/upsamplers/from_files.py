"""Models from files as methods of the catalogue: those of the library, of one command, and those that are missing.

A model is the method `model:NAME`. Methods are registered here in the thread that shows them, as the catalogue asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from srviewer import models, upsamplers
from srviewer.errors import ModelError
from srviewer.models import library, loaded
from srviewer.models.library import LibraryEntry
from srviewer.phrase import commas, phrase
from srviewer.upsamplers import ENLARGING, SCALES, Method
from srviewer.upsamplers.method import Parameter

if TYPE_CHECKING:
    from srviewer.upsamplers.base import Upsampler

PREFIX = "model:"
MISSING_COLOUR = "#8b949e"

_temporary: dict[str, LibraryEntry] = {}  # by the names of methods: of this process, not of the library
_missing: dict[str, str] = {}  # checksums of models that comparisons name and nobody has, by the names of methods
_restored: list[object] = []


def restore() -> None:
    """Register what is in the library, unless that was done since it changed."""
    state = library.state()
    if state not in _restored:
        _restored[:] = [state]
        refresh()


def refresh() -> None:
    """Make the catalogue agree with the library."""
    entries = {PREFIX + entry.name: entry for entry in library.entries()}
    for method in [m for m in upsamplers.known() if _is_of_library(m.name) and m.name not in entries]:
        upsamplers.remove(method.name)
    for name, entry in entries.items():
        if name not in _missing:
            _put(method_of(entry))
        elif library.digest(entry) == _missing[name]:  # what was missed
            del _missing[name]
            _put(method_of(entry))


def _is_of_library(name: str) -> bool:
    return name.startswith(PREFIX) and name in _ours and name not in _temporary and name not in _missing


_ours: set[str] = set()


def _put(method: Method) -> Method:
    """Register a method, or put it in the place of the one of its name."""
    _ours.add(method.name)
    there = upsamplers.find(method.name)
    taken = {other.slug for other in upsamplers.known() if other is not there}
    slugs = (method.slug, *(f"{method.slug}_{n}" for n in range(2, len(taken) + 3)))
    method = replace(method, slug=next(slug for slug in slugs if slug not in taken))
    if there is None:
        upsamplers.register(method)
    elif _seen(there) != _seen(method):
        upsamplers.replace(method)
    return method


def _seen(method: Method) -> tuple[object, ...]:
    """What of a method shows that it has changed."""
    return method.title, method.line, method.colour, method.scales, method.parameters, method.target


def method_of(entry: LibraryEntry) -> Method:
    """A model's file as a method."""
    found = loaded.already_known(entry.file)
    facts = None if found is None else found.facts
    return Method(
        PREFIX + entry.name,
        entry.label,
        entry.file.name if facts is None else line_of(facts),
        entry.colour,
        partial(_upsampler, entry),
        parameters=_parameters(entry.order),
        learned=True,
        more=True,
        scales=SCALES if facts is None or facts.scale == 1 else ENLARGING,
        slug=_slug(entry.name),
        checksum=partial(library.digest, entry),
        check=partial(why_not, entry.file),
    )


def line_of(facts: models.Facts) -> str:
    """Like "ESRGAN ×4 · 16.7 M parameters"."""
    if facts.kind == "onnx":
        return phrase("{architecture} ×{scale}", architecture=facts.architecture, scale=facts.scale)
    return phrase(
        "{architecture} ×{scale} · {count} M parameters",
        architecture=facts.architecture,
        scale=facts.scale,
        count=f"{facts.parameters / 1e6:.3g}",
    )


def why_not(file: Path) -> str | None:
    """Why a model cannot be run here, in a sentence; None if nothing is known to stand against it."""
    return models.lacking(file) or loaded.refusal(file)


def _upsampler(entry: LibraryEntry) -> Upsampler:
    from srviewer.upsamplers.model_file import ModelFile

    return ModelFile(entry)


def _slug(name: str) -> str:
    """Letters, digits and "-"; names without any are told apart by a checksum. The same in every run, since files of
    results are named by it."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-.") else "_" for c in name.lower()).strip("_.-")
    return f"model_{plain}" if plain else f"model_{crc32(name.encode()):08x}"


def _parameters(order: str) -> tuple[Parameter, ...]:
    return (
        Parameter(
            "order",
            phrase("Channels"),
            phrase("in which order the network takes red, green and blue"),
            order,
            choices=library.ORDERS,
        ),
        Parameter(
            "precision",
            phrase("Precision"),
            phrase("float16 is quicker on many GPUs, and coarser; not every architecture does it"),
            "float32",
            choices=("float32", "float16"),
        ),
    )


# -- in and out ---------------------------------------------------------------------------------------------------


def entry_of(name: str) -> LibraryEntry | None:
    """The entry of a method that is a model from a file."""
    return _temporary.get(name) or library.find(name.removeprefix(PREFIX)) if name.startswith(PREFIX) else None


def add(files: Sequence[Path], copy: bool = False, order: str = "RGB") -> tuple[Method, ...]:
    """Put files into the library and the catalogue; `ModelError`, and nothing changes, if one of them is no model."""
    names = [PREFIX + entry.name for entry in library.add(files, copy, order)]
    refresh()
    return tuple(upsamplers.get(name) for name in names)


def add_entry(entry: LibraryEntry) -> Method:
    """Register one entry of the library, or what it has become."""
    return _put(method_of(entry))


def temporary(file: Path) -> Method:
    """A model for this process alone, read now; the library's own entry, if the file is in it."""
    known = next((e for e in library.entries() if e.file == file.absolute()), None)
    if known is not None:
        loaded.known(known.file)
        return _put(method_of(known))
    there = next((n for n, e in _temporary.items() if e.file == file.absolute()), None)
    others = [*library.entries(), *(e for n, e in _temporary.items() if upsamplers.find(n) is not None)]
    entry = _temporary[there] if there else library.made(file, others)
    loaded.known(entry.file)
    method = _put(method_of(entry))
    _temporary[method.name] = entry
    return method


def unlisted(file: Path, name: str) -> str:
    """A model for this process alone that stands in no list; what its method is called, made of `name`."""
    there = next((n for n, e in _temporary.items() if e.file == file.absolute() and upsamplers.find(n)), None)
    if there is not None:
        return there
    entry = replace(library.made(file, tuple(_temporary.values()), name), label=file.stem[: library.LONGEST_LABEL])
    _temporary[PREFIX + entry.name] = entry
    upsamplers.lend(method_of(entry))
    return PREFIX + entry.name


def take(entry: LibraryEntry, checksum: str) -> None:
    """A model that a cluster's client sent, under the name that it has there."""
    there = upsamplers.find(PREFIX + entry.name)
    if there is None or there.digest != checksum:
        _temporary[PREFIX + entry.name] = entry
        _put(method_of(entry))


def stand_in(missing: Mapping[str, str]) -> None:
    """Methods for models that a comparison names and that are not here, by name and checksum: each says so."""
    for name, checksum in missing.items():
        if upsamplers.find(name) is None:
            _missing[name] = checksum
            title = name.removeprefix(PREFIX)
            upsamplers.register(
                Method(
                    name,
                    title[: library.LONGEST_LABEL],
                    phrase("not in the library"),
                    MISSING_COLOUR,
                    partial(_raise, title, checksum),
                    parameters=_parameters("RGB"),
                    learned=True,
                    more=True,
                    scales=SCALES,
                    slug=_slug(title),
                    checksum=checksum or "missing",
                    check=partial(_missing_words, title, checksum),
                )
            )
            _ours.add(name)


def found_again() -> dict[str, str]:
    """Methods that stand for models which the library has by now, and those models' methods."""
    return {name: there for name, there in here(_missing).items() if upsamplers.find(there) is not None}


def forget(name: str) -> None:
    """Take a method out that only stood for a model."""
    if _missing.pop(name, None) is not None:
        upsamplers.remove(name)


def here(digests: Mapping[str, str]) -> dict[str, str]:
    """What models are called in this library, by what they are called where their checksums come from."""
    wanted = {name: digest for name, digest in digests.items() if name.startswith(PREFIX)}
    entries = library.entries() if wanted else ()
    known = {library.digest(entry): PREFIX + entry.name for entry in entries}
    return {name: known[digest] for name, digest in wanted.items() if digest in known}


def checked(params: Mapping[str, object]) -> dict[str, str | float]:
    """The parameters of a model that is not known, complete; `ParameterError` for others than models have."""
    known = {p.name: p for p in _parameters("RGB")}
    found = {n: known[n].checked(value) for n, value in params.items() if n in known}
    return {n: found.get(n, p.default) for n, p in known.items()}


def _missing_words(title: str, checksum: str) -> str:
    return phrase(
        "the model {title} is not in the library here (sha256 {checksum}…): add its file",
        title=title,
        checksum=checksum[:12] or "?",
    )


def _raise(title: str, checksum: str) -> Upsampler:
    raise ModelError(_missing_words(title, checksum))


# -- the card -----------------------------------------------------------------------------------------------------


def card(entry: LibraryEntry, width: int = 0, height: int = 0) -> tuple[tuple[str, str], ...]:
    """What a card says of a model: (heading, words), as far as it is known; for a picture of width x height too."""
    found = loaded.already_known(entry.file)
    told = [(phrase("File"), str(entry.file))]
    if found is not None:
        told = [*_facts(found.facts), *told]
        if found.facts.recipe:
            told.append((phrase("Recipe"), found.facts.recipe))
        if found.measured is not None:
            told.append((phrase("Tiles"), _tiles(found.facts, found.measured)))
            if width and height:
                told.append((phrase("This picture"), _cost(found.measured, width * height)))
    if entry.checksum:
        told.append((phrase("SHA-256"), entry.checksum))
    return tuple(told)


def _facts(facts: models.Facts) -> list[tuple[str, str]]:
    channels = {1: phrase("1, grey or Y"), 3: phrase("3, RGB"), 4: phrase("4, RGB and alpha")}
    told = [
        (phrase("Architecture"), commas((facts.architecture, *facts.tags))),
        (phrase("Scale"), f"×{facts.scale}"),
        (phrase("Channels"), channels[facts.channels]),
    ]
    if facts.kind == "torch":
        told.append((phrase("Parameters"), f"{facts.parameters:,}".replace(",", " ")))
    if facts.side is not None:
        told.append(
            (phrase("Size"), phrase("{height} × {width} pixels only", height=facts.side[0], width=facts.side[1]))
        )
    return [*told, (phrase("Licence"), facts.licence or phrase("the file names none"))]


def _tiles(facts: models.Facts, measured: models.ModelMeasurement) -> str:
    if facts.tiling == "whole":
        return phrase("not in tiles: it needs the whole picture")
    if measured.seams or facts.tiling == "discouraged":
        return phrase("tiles show: it looks further than {reach} pixels", reach=measured.reach)
    return phrase("seamless, with {reach} pixels around each", reach=measured.reach)


def _cost(measured: models.ModelMeasurement, pixels: int) -> str:
    seconds = measured.seconds_a_pixel * pixels
    size = measured.bytes_a_pixel * pixels
    return phrase(
        "about {seconds} s and {memory} in one piece on the CPU",
        seconds=f"{seconds:.2g}" if seconds < 10 else f"{seconds:.0f}",
        memory=f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / 1e6))} MB",
    )

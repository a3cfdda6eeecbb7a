"""Comparisons as `.srview` files: JSON that says what is compared, of which picture, and how it is looked at.

A picture is named by its file and by a digest of its pixels, and is only taken where the digest agrees: so the file
opens again to the same pixels, also where the picture has moved beside it, and a file from a stranger shows nobody's
pictures but those it was made of. The pixels themselves are in it where asked for, or where there is no file.

Reading never runs anything and never writes. What is wrong with a file is a `SessionFileError` in words.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import Any

from srviewer import __version__, checked_json, upsamplers, weights
from srviewer.checked_json import Reader
from srviewer.compared import OWN, Comparison, MadeOf, Pane, Source
from srviewer.engine import device as devices
from srviewer.engine.job import Rect, frozen_params
from srviewer.errors import (
    ImageReadError,
    ParameterError,
    PictureMovedError,
    PixelLimitError,
    SessionFileError,
    WeightsError,
)
from srviewer.imaging.picture import Picture
from srviewer.kinds import SIDE_BY_SIDE, Mode
from srviewer.phrase import listed, phrase
from srviewer.session import Session
from srviewer.upsamplers import from_files

SUFFIX = ".srview"
VERSION = 1
MAX_BYTES = 512 * 2**20  # of a file with the pictures inside
MOST_PANES_READ, MOST_REGIONS_READ = 64, 1000


@dataclass(frozen=True)
class SavedView:
    """How the panes are looked at; the fields of a canvas's look and way that are worth keeping.

    zoom : device pixels a pixel of the output; x, y : the middle, in pixels of the output; fitted : all of it
    name, against (index of a pane, or None), line, upright, opacity, kind, channel, gain, columns : the way to compare
    """

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    fitted: bool = True
    name: str = SIDE_BY_SIDE
    against: int | None = None
    line: float = 0.5
    upright: bool = True
    opacity: float = 0.5
    kind: str = "signed"
    channel: str = "y"
    gain: int = 4
    columns: int | None = None


@dataclass(frozen=True)
class Kept:
    """A picture of a comparison: its name, where it was, the digest of its pixels, and maybe the pixels as a PNG.

    path : absolute; beside : relative to the .srview file's folder; sample : name of a sample, in their place
    made_of : of a result that was made here, the LR that it was made of
    page : which page or frame of its file it is (1 in files of earlier versions)
    """

    name: str
    digest: str
    path: str | None = None
    beside: str | None = None
    sample: str | None = None
    png: bytes | None = field(default=None, repr=False)
    page: int = 1
    made_of: MadeOf | None = None


@dataclass(frozen=True)
class Saved:
    """All that a .srview file says; `lr` is what came with the picture, `own` is by the names of the panes, `weights`
    are checksums by file, `methods` digests by name (none in files of earlier versions)."""

    comparison: Comparison
    source: Kept
    lr: Kept | None = None
    own: Mapping[str, Kept] = field(default_factory=dict)
    weights: Mapping[str, str] = field(default_factory=dict)
    view: SavedView = SavedView()
    methods: Mapping[str, str] = field(default_factory=dict)


# -- from a session ---------------------------------------------------------------------------------------------------


def describe(
    session: Session, view: SavedView, folder: Path | None = None, pixels: bool = False
) -> Callable[[], Saved]:
    """What to save of a session, as a call that may be made in another thread: digests and PNGs take a while.

    folder : where the file will lie; pixels : put the pictures into it even if they have files
    """
    source, comparison = session.source, session.comparison
    if source is None:
        raise SessionFileError(phrase("no picture is open, so there is no comparison to save"))
    own = {str(p.param("name")): session.own_sources.get(str(p.param("name"))) for p in comparison.panes if p.is_own}

    def call() -> Saved:
        kept = {name: _kept(found, folder, pixels) for name, found in own.items() if found is not None}
        lr = None if source.lr is None else _kept(Source(source.lr, source.lr_name), folder, pixels)
        digests = _methods_of(comparison)
        return Saved(comparison, _kept(source, folder, pixels), lr, kept, _weights_of(comparison), view, digests)

    return call


def _kept(source: Source, folder: Path | None, pixels: bool) -> Kept:
    from srviewer.imaging.image_write import png_bytes

    path = None if source.path is None else source.path.absolute()
    beside = None
    if path is not None and folder is not None:
        try:
            beside = PurePath(os.path.relpath(path, folder.absolute())).as_posix()
        except ValueError:  # another drive
            beside = None
    inside = source.sample is None and (pixels or path is None)
    picture = source.picture.rounded() if inside else source.picture  # a PNG holds no more
    return Kept(
        source.name,
        picture.content_key,
        None if path is None else str(path),
        beside,
        source.sample,
        png_bytes(picture) if inside else None,
        source.picture.page,
        source.made_of,
    )


def _weights_of(comparison: Comparison) -> dict[str, str]:
    """The checksums of all weights of the methods that are shown."""
    try:
        return {
            entry.file: entry.sha256
            for p in comparison.panes
            for entry in weights.with_twins(weights.entries(p.method))
        }
    except WeightsError:
        return {}


def _methods_of(comparison: Comparison) -> dict[str, str]:
    """The digests of all methods that are shown."""
    found = (upsamplers.find(pane.method) for pane in comparison.panes)
    try:
        return {method.name: method.digest for method in found if method is not None}
    except WeightsError:
        return {}


# -- as text ----------------------------------------------------------------------------------------------------------


def dumps(saved: Saved) -> str:
    """The text of a .srview file."""
    c = saved.comparison
    content = {
        "srview": VERSION,
        "program": f"srviewer {__version__}",
        "source": _as_json(saved.source),
        "lr": None if saved.lr is None else _as_json(saved.lr),
        "comparison": {
            "mode": c.mode,
            "scale": c.scale,
            "degradation": c.degradation,
            "panes": [{"method": pane.method, "params": dict(pane.params)} for pane in c.panes],
            "selected": c.selected,
            "device": c.device,
            "tile": c.tile,
            "whole": c.whole,
            "regions": [[r.x, r.y, r.width, r.height] for r in c.regions],
            "region": c.region,
        },
        "own": {name: _as_json(kept) for name, kept in saved.own.items()},
        "weights": dict(saved.weights),
        "methods": dict(saved.methods),
        "view": asdict(saved.view),
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")  # paths that are no UTF-8: as JSON escapes


def _as_json(kept: Kept) -> dict[str, Any]:
    found = {name: value for name, value in asdict(kept).items() if value is not None}
    if kept.png is not None:
        found["png"] = base64.b64encode(kept.png).decode("ascii")
    return found


def loads(text: str) -> Saved:
    """A .srview file's text, checked: every value of the type and range that it must have."""
    content = checked_json.loads(text)
    if not isinstance(content, dict) or "srview" not in content:
        raise SessionFileError(phrase("this is not an srviewer comparison: its marker is missing"))
    top = Reader(content)
    if top.whole("srview", 1, 10**6) > VERSION:
        raise SessionFileError(phrase("this comparison was saved by a newer version of srviewer"))
    sums, digests = top.inside("weights"), Reader(content.get("methods", {}))
    methods = {name: digests.text(name) for name in digests.names(MOST_REGIONS_READ)}
    here = from_files.here(methods)
    try:
        comparison = _comparison(top.inside("comparison"), here)
    except ParameterError as error:
        raise SessionFileError(phrase("this comparison cannot be shown: {error}", error=error)) from None
    own = {name: _kept_from(reader) for name, reader in top.inside("own").readers(MOST_PANES_READ)}
    return Saved(
        comparison,
        _kept_from(top.inside("source")),
        None if content.get("lr") is None else _kept_from(top.inside("lr")),
        own,
        {name: sums.text(name) for name in sums.names(MOST_REGIONS_READ)},
        _view(top.inside("view")),
        {here.get(name, name): digest for name, digest in methods.items()},
    )


def _comparison(reader: Reader, here: Mapping[str, str]) -> Comparison:
    regions = tuple(Rect(*_four(values)) for values in reader.values("regions", MOST_REGIONS_READ))
    tile = reader.optional_whole("tile", 1, 2**16)
    return Comparison(
        mode=Mode.parse(reader.text("mode")),
        scale=reader.whole("scale", 1, 64),
        degradation=reader.text("degradation"),
        panes=tuple(_pane(values, here) for values in reader.values("panes", MOST_PANES_READ)),
        selected=reader.whole("selected", 0, MOST_PANES_READ),
        device=devices.check(reader.text("device")),
        tile=tile,
        whole=reader.yes("whole"),
        regions=regions,
        region=reader.optional_whole("region", 0, MOST_REGIONS_READ),
    )


def _pane(value: Any, here: Mapping[str, str]) -> Pane:
    """`here` says what models are called here that had other names there. A model need not be known."""
    reader = Reader(value)
    method, params = reader.text("method"), reader.inside("params").content
    if method == OWN:
        return Pane.of(OWN, name=Reader(params).text("name"))
    for name, found in params.items():
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            raise SessionFileError(
                phrase(
                    "this comparison is damaged: {name!r} of {method!r} is neither a word nor a number",
                    name=name,
                    method=method,
                )
            )
    name = here.get(method, method)
    if method.startswith(from_files.PREFIX) and upsamplers.find(name) is None:
        return Pane(name, frozen_params(from_files.checked(params)))
    return Pane.of(name, **params)


def missing_models(saved: Saved) -> dict[str, str]:
    """The models that a comparison shows and that are not known here, by method: checksums, "" where it says none."""
    names = [p.method for p in saved.comparison.panes if p.method.startswith(from_files.PREFIX)]
    return {name: saved.methods.get(name, "") for name in names if upsamplers.find(name) is None}


def _four(value: Any) -> tuple[int, int, int, int]:
    whole = isinstance(value, list) and len(value) == 4 and all(type(n) is int for n in value)
    if not whole or min(value[:2]) < 0 or min(value[2:]) < 1 or max(value) > 2**31:
        raise SessionFileError(phrase("this comparison is damaged: a region is not x, y, width and height in pixels"))
    return value[0], value[1], value[2], value[3]


def _kept_from(reader: Reader) -> Kept:
    png = reader.optional_text("png", MAX_BYTES)
    try:
        data = None if png is None else base64.b64decode(png, validate=True)
    except (binascii.Error, ValueError):
        raise SessionFileError(phrase("this comparison is damaged: the picture inside is not whole")) from None
    return Kept(
        reader.text("name") or phrase("the picture"),
        reader.text("digest"),
        reader.optional_text("path"),
        reader.optional_text("beside"),
        reader.optional_text("sample"),
        data,
        reader.optional_whole("page", 1, 10**6) or 1,
        None if reader.content.get("made_of") is None else _made_of(reader.inside("made_of")),
    )


def _made_of(reader: Reader) -> MadeOf:
    try:
        mode = Mode.parse(reader.text("mode"))
    except ParameterError as error:
        raise SessionFileError(phrase("this comparison cannot be shown: {error}", error=error)) from None
    return MadeOf(mode, reader.whole("scale", 1, 64), reader.text("degradation"), reader.text("lr_name"))


def _view(reader: Reader) -> SavedView:
    """What is known of a view; a field that an older version did not have gets its default."""
    plain = SavedView()
    found: dict[str, Any] = {}
    for known in fields(SavedView):
        if known.name not in reader.content:
            continue
        default = getattr(plain, known.name)
        if isinstance(default, bool):
            found[known.name] = reader.yes(known.name)
        elif isinstance(default, float):
            found[known.name] = reader.number(known.name)
        elif isinstance(default, str):
            found[known.name] = reader.text(known.name)
        elif default is None:
            found[known.name] = reader.optional_whole(known.name, 0, MOST_PANES_READ)
        else:
            found[known.name] = reader.whole(known.name, 1, 1000)
    return replace(plain, **found)


# -- files ------------------------------------------------------------------------------------------------------------


def write(path: Path, saved: Saved, overwrite: bool = False) -> None:
    """Write a .srview file, whole or not at all."""
    from srviewer.imaging.atomic import atomic_write

    with atomic_write(path, overwrite=overwrite, encoding="utf-8") as file:
        file.write(dumps(saved))


def read(path: Path) -> Saved:
    """Read a .srview file; `SessionFileError` names it and says what is wrong."""
    try:
        if not path.is_file():
            raise SessionFileError(phrase("{path}: not there, or not a file", path=path.name))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SessionFileError(phrase("{path}: too large for a comparison", path=path.name))
        return loads(data.decode("utf-8"))
    except SessionFileError as error:
        raise SessionFileError(
            phrase("{path}: {error}", path=path.name, error=error) if path.name not in str(error) else str(error)
        ) from None
    except UnicodeDecodeError:
        raise SessionFileError(
            phrase("{path}: this is not an srviewer comparison: it is not text", path=path.name)
        ) from None
    except OSError as error:
        raise SessionFileError(
            phrase("{path}: cannot be read ({reason})", path=path.name, reason=error.strerror)
        ) from None


def find_picture(kept: Kept, folder: Path | None, chosen: Path | None = None) -> Source:
    """The picture of a comparison: from inside, from the samples, or from a file whose pixels agree.

    folder : where the .srview file lies; chosen : the file that the user says it is

    `PictureMovedError` where no file's pixels agree; it says whether there was one.
    """
    from srviewer.imaging import image_io, samples

    if kept.png is not None:
        return _checked(kept, image_io.read_picture(kept.png, name=kept.name), _path_of(kept))
    if kept.sample is not None:
        try:
            return _checked(kept, samples.load(kept.sample), None)
        except ParameterError as error:
            raise SessionFileError(str(error)) from None
    others = False
    for path in _places(kept, folder) if chosen is None else [chosen]:
        try:
            return _checked(kept, image_io.read_picture(path, page=kept.page), path)
        except PictureMovedError:
            others = True
        except PixelLimitError:
            raise
        except ImageReadError:
            continue
    if others:
        raise PictureMovedError(
            phrase("{kept} has changed since this comparison was saved: its pixels differ", kept=kept.name)
        )
    raise PictureMovedError(phrase("{kept} was not found at its place or beside the comparison", kept=kept.name))


def _checked(kept: Kept, picture: Picture, path: Path | None) -> Source:
    if picture.content_key != kept.digest:
        raise PictureMovedError(
            phrase("{kept} is a different picture from when this comparison was saved", kept=kept.name)
        )
    return Source(picture, kept.name, path, kept.sample, made_of=kept.made_of)


def _path_of(kept: Kept) -> Path | None:
    """Where the picture was, if that is still there: a name to save beside, nothing more."""
    path = Path(kept.path) if kept.path else None
    return path if path is not None and _is_plain(path) and path.is_file() else None


def _places(kept: Kept, folder: Path | None) -> list[Path]:
    """Where the picture may be: beside the .srview file first, since both may have been carried off together."""
    found = []
    if folder is not None:
        found += [folder / kept.beside] if kept.beside else []
        found += [folder / PurePath(kept.name).name, folder / PurePath(kept.path or kept.name).name]
    if kept.path:
        found.append(Path(kept.path))
    return [path for path in dict.fromkeys(found) if _is_plain(path) and path.is_file()]


def _is_plain(path: Path) -> bool:
    """No share of another machine: merely looking at one would tell that machine who looks."""
    return not str(path).startswith(("\\\\", "//"))


def differences(saved: Saved) -> tuple[str, ...]:
    """What makes results differ from those that were seen when it was saved, each a sentence."""
    told = []
    if other := _other(saved.weights, _weights_of(saved.comparison)):
        told.append(
            phrase(
                "the weights have changed since it was saved ({known}): these results may differ",
                known=", ".join(other),
            )
        )
    elif other := _other(saved.methods, _methods_of(saved.comparison)):
        told.append(
            phrase(
                "{known} is not what it was when this was saved: these results may differ",
                known=listed(other),
            )
        )
    return tuple(told)


def _other(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What is another now, or gone."""
    return sorted(name for name, digest in then.items() if now.get(name) != digest)

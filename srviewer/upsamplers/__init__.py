"""The catalogue of upsamplers: listing it imports no numpy and no torch.

A new method is one file in this package and one `Method` in `built_in.py`; `register` adds one while the program runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from srviewer import kinds
from srviewer.catalogue import Catalogue, resolved
from srviewer.errors import ParameterError
from srviewer.phrase import phrase
from srviewer.upsamplers.built_in import METHODS
from srviewer.upsamplers.method import ENLARGING as ENLARGING
from srviewer.upsamplers.method import INPUT as INPUT
from srviewer.upsamplers.method import SCALES as SCALES
from srviewer.upsamplers.method import Method as Method

if TYPE_CHECKING:
    from srviewer.upsamplers.base import Upsampler

_BEST = ("compact", "compact_photo", "srcnn", "bicubic")  # the first that does a scale, see `best`
_METHODS: Catalogue[Method] = Catalogue(phrase("method"), *METHODS, unique=("name", "slug"))
_unlisted: dict[str, Method] = {}


def known() -> tuple[Method, ...]:
    """All methods, in the order in which they are listed."""
    return tuple(_METHODS)


def scales() -> tuple[int, ...]:
    """The scales that a method or another does, beside the input itself: what there is to choose from."""
    methods = [method for method in _METHODS if method.name != INPUT]
    return tuple(scale for scale in SCALES if any(scale in method.scales for method in methods))


def best(scale: int) -> Method | None:
    """What is taken where no method is named: the best that is there for a scale; None if nothing is.

    At x1 a model that the user has added takes the place of Compact photo where that has no weights.
    """
    wanted = [get(name) for name in _BEST if find(name) is not None]
    others = [method for method in _METHODS if scale == 1 and method.name not in (INPUT, "style")]
    for method in (*wanted, *others):
        if method.lacks(scale) is None and unavailable_reason(method.name) is None:
            return method
    return None


def get(name: str | Method) -> Method:
    """The method called `name`, or of the name of one that is given; `ParameterError` names the ones there are."""
    name = name_of(name)
    if name in _unlisted and _METHODS.find(name) is None:
        return _unlisted[name]
    if name.startswith("model:") and _METHODS.find(name) is None:  # the library may hold it
        from srviewer.upsamplers import from_files

        from_files.restore()
    return _METHODS.get(name)


def name_of(method: str | Method) -> str:
    """The name of a method that is given by its name, or as what `srviewer.load_model` gives."""
    return method.name if isinstance(method, Method) else method


def find(name: str) -> Method | None:
    """The method called `name`, or None."""
    return _METHODS.find(name) or _unlisted.get(name)


def slug_of(name: str) -> str:
    """What stands for a method in names of files; the name itself of what is no method."""
    known = find(name)
    return name if known is None else known.slug


def register(method: Method) -> None:
    """Add a method; `ParameterError`, and nothing changes, if its name or slug is taken."""
    if method.name in kinds.RESERVED:
        raise ParameterError(phrase("no method can be called {name!r}", name=method.name))
    _METHODS.register(method)


def lend(method: Method) -> None:
    """Make a method known by its name that stands in no list, such as one of a hundred networks of a training run."""
    _unlisted[method.name] = method


def replace(method: Method) -> None:
    """Put a method in the place of the one of its name, e.g. once more is known of it."""
    _METHODS.replace(method)


def remove(name: str) -> None:
    """Take a method out; `ParameterError` if there is none of that name."""
    _METHODS.remove(name)


def subscribe(listener: Callable[[None], None]) -> Callable[[], None]:
    """Tell `listener` whenever methods come or go (see `Catalogue.subscribe`); returns what ends that."""
    return _METHODS.subscribe(listener)


def load(name: str) -> Upsampler:
    """An instance of the method's class; imports what the method needs (torch, for the networks)."""
    upsampler: Upsampler = resolved(get(name).target)()
    return upsampler


def unavailable_reason(name: str) -> str | None:
    """Why a method can't run here, in a sentence; None if it can. Reads the manifest, imports no torch."""
    method = get(name)
    if method.check is not None:
        return method.check()
    if not method.learned or method.checksum:
        return None
    from srviewer import weights
    from srviewer.errors import WeightsError

    try:
        entries = weights.entries(method.name)
        if not entries:
            return phrase("no weights for {method} in {folder}", method=method.title, folder=weights.folder())
        for entry in weights.with_twins(entries):
            weights.verify(entry)
    except WeightsError as error:
        return str(error)
    return None


def main_for(scale: int) -> tuple[str, ...]:
    """Names of the main methods that are there and do a scale; at ×1 the input is one."""
    main = (m for m in known() if (m.name == INPUT or not m.more) and m.lacks(scale) is None)
    return tuple(method.name for method in main if unavailable_reason(method.name) is None)

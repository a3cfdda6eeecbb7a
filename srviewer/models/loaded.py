"""Models that are in memory, and what is known of models: each is read when it is first wanted, and let go of when
memory is short or others are wanted more."""

from __future__ import annotations

import threading
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from srviewer.errors import ModelError
from srviewer.models import Facts, Model, ModelMeasurement, Stamp, read, stamp

MOST_BYTES = 2 * 2**30  # of weights that are kept

_lock = threading.RLock()
_kept: OrderedDict[tuple[Stamp, str, bool], Model] = OrderedDict()
_known: dict[Stamp, Known] = {}
_refused: dict[Stamp, str] = {}


@dataclass(frozen=True)
class Known:
    """What is known of a file's model without reading it again."""

    facts: Facts
    measured: ModelMeasurement | None = None


def model(path: Path, device: str = "cpu", half: bool = False) -> Model:
    """The model of a file on a device, another one in the midst of a run of it; `ModelError` in words, for a file that
    was refused before at once, unless that was for reading or copying it."""
    state = stamp(path)
    key = (state, device, half)
    if (found := _at_hand(key)) is not None:
        return found
    with _lock:
        if (found := _at_hand(key)) is not None:  # another thread has read it meanwhile
            return found
        try:
            found = read(path, device, half)
        except ModelError as error:
            if not half and not isinstance(error.__context__, OSError):
                _refused[state] = str(error)
            raise
        _kept[key] = found
        _known.setdefault(state, Known(found.facts))
        _kept.move_to_end(key)
        while len(_kept) > 1 and _bytes_kept() > MOST_BYTES:
            _kept.popitem(last=False)
        return found


def _at_hand(key: tuple[Stamp, str, bool]) -> Model | None:
    """A model in memory that can be run, without a wait for one that is being read; `ModelError` for a file that was
    refused."""
    if key[0] in _refused:
        raise ModelError(_refused[key[0]])
    found = _kept.get(key)
    if found is None or found.runs_here():
        return None
    with suppress(KeyError):  # it was let go of this moment
        _kept.move_to_end(key)
    return found


def _bytes_kept() -> int:
    return sum(model.nbytes for model in tuple(_kept.values()))


def known(path: Path, measure: bool = False) -> Known:
    """What is known of a file; it is read, and run on a strip (`measure`), if that was not done yet."""
    found = already_known(path)
    if found is not None and (found.measured is not None or not measure):
        return found
    with _lock:
        state = stamp(path)
        found = _known.get(state)
        if found is None:
            found = _known[state] = Known(model(path).facts)
        if measure and found.measured is None:
            from srviewer.models.reach import measured

            found = _known[state] = Known(found.facts, measured(model(path)))
        return found


def already_known(path: Path) -> Known | None:
    """What is known of a file, without reading it."""
    try:
        return _known.get(stamp(path))
    except ModelError:
        return None


def remember(state: Stamp, found: Known) -> None:
    """Take over what was known when the program last ran."""
    _known.setdefault(state, found)


def refusal(path: Path) -> str | None:
    """Why a file was refused, if it has not changed since."""
    try:
        return _refused.get(stamp(path))
    except ModelError as error:
        return str(error)


def let_go() -> int:
    """Let go of all weights; the bytes that they took. What runs keeps its own until it is done."""
    with _lock:
        count = _bytes_kept()
        _kept.clear()
        return count


def in_memory() -> tuple[Path, ...]:
    """The files whose models are in memory."""
    return tuple(dict.fromkeys(Path(key[0].path) for key in _kept))

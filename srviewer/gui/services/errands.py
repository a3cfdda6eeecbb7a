"""Errands: one call in a lane, and what to do in the window when it is done.

Opening, saving, subbands and the like are errands: in the lane of short numpy work unless said, in that of files if
they read or write. An answer is dropped if a newer errand took its slot.
"""

from __future__ import annotations

import itertools
import logging
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Slot

from srviewer.engine.progress import Token
from srviewer.engine.schedule import INTERACTIVE, Schedule
from srviewer.errors import CancelledError, SrviewerError
from srviewer.gui.look import language
from srviewer.gui.look.language import tr as _tr
from srviewer.phrase import phrase

log = logging.getLogger(__name__)

WRITING = 1  # priority among the files: a picture that is opened need not wait until another is written

Call = Callable[[Token], Any]
Run = Callable[[Token], Iterator[Any]]
Then = Callable[[Any], None]
Refused = Callable[[Exception], None]

_tickets = itertools.count(1)


@dataclass(frozen=True, eq=False)
class Answer:
    """What an errand brings back: a value, or the error that it met."""

    ticket: int
    value: Any = field(default=None, repr=False)
    error: Exception | None = None


@dataclass(frozen=True, eq=False)
class Part:
    """What an errand that tells as it goes has to tell."""

    ticket: int
    value: Any = field(repr=False)


@dataclass(frozen=True)
class _Errand:
    ticket: int
    then: Then
    refused: Refused
    each: Then | None = None


class Errands(QObject):
    """Sends calls to a lane and hands their answers on. Lives in the GUI thread."""

    def __init__(self, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schedule = schedule
        self._out: dict[Hashable, _Errand] = {}

    def send(
        self, slot: Hashable, call: Call, then: Then, refused: Refused, lane: str = INTERACTIVE, priority: int = 0
    ) -> None:
        """Run `call(token)` in a lane, then `then(value)` or `refused(error)` here; a slot's newest wins."""
        ticket = next(_tickets)
        self._out[slot] = _Errand(ticket, then, refused)
        self._schedule.submit(lane, ("errand", slot), lambda token: _run(ticket, call, token), priority)

    def follow(
        self, slot: Hashable, run: Run, each: Then, then: Callable[[], None], refused: Refused, lane: str
    ) -> None:
        """Run `run(token)` in a lane; here, `each` of what it yields, and `then()` or `refused(error)` at the end."""
        ticket = next(_tickets)
        self._out[slot] = _Errand(ticket, lambda _value: then(), refused, each)
        self._schedule.submit(lane, ("errand", slot), lambda token: _follow(ticket, run, token))

    def drop(self, slot: Hashable) -> None:
        """Cancel an errand; an answer that still comes is ignored."""
        self._out.pop(slot, None)
        self._schedule.cancel(("errand", slot))

    def drop_all(self, slot: str) -> None:
        """Cancel an errand, and those whose slots begin with its slot and a comma."""
        for other in tuple(self._out):
            if other == slot or str(other).startswith(slot + ", "):
                self.drop(other)

    def waits_for(self, slot: Hashable) -> bool:
        """Whether the errand of a slot is under way."""
        return slot in self._out

    def others_wait(self, lane: str) -> bool:
        """Whether other errands wait for a lane that is at work; may be asked from any thread."""
        return bool(self._schedule.waiting(lane))

    @property
    def any_saving(self) -> bool:
        """Whether a file that the user asked for is still to be written."""
        return any(isinstance(slot, tuple) and slot[0] == "save" for slot in self._out)

    @property
    def any_out(self) -> bool:
        """Whether an errand is under way."""
        return bool(self._out)

    @Slot(object, object)
    def arrived(self, event: object, _display: object) -> None:
        """An event of a lane: if it is the answer to an errand, its end."""
        if isinstance(event, Part):
            self._tell(event)
        if not isinstance(event, Answer):
            return
        for slot, errand in tuple(self._out.items()):
            if errand.ticket == event.ticket:
                del self._out[slot]
                if event.error is None:
                    errand.then(event.value)
                else:
                    errand.refused(event.error)

    def _tell(self, part: Part) -> None:
        for errand in tuple(self._out.values()):
            if errand.ticket == part.ticket and errand.each is not None:
                errand.each(part.value)


def _run(ticket: int, call: Call, token: Token) -> Iterator[Answer | Part]:
    """One call, in a lane's thread; what it raises becomes part of the answer."""
    return _answered(ticket, lambda: iter((Answer(ticket, call(token)),)))


def _follow(ticket: int, run: Run, token: Token) -> Iterator[Answer | Part]:
    """What is yielded, part by part, and the end; in a lane's thread."""

    def parts() -> Iterator[Answer | Part]:
        for value in run(token):
            yield Part(ticket, value)
        yield Answer(ticket)

    return _answered(ticket, parts)


def _answered(ticket: int, events: Callable[[], Iterator[Answer | Part]]) -> Iterator[Answer | Part]:
    try:
        yield from events()
    except CancelledError:
        return
    except SrviewerError as error:
        yield Answer(ticket, error=error)
    except MemoryError:
        yield Answer(ticket, error=SrviewerError(phrase("there is not enough memory for this")))
    except Exception as error:
        log.exception("an errand failed")
        yield Answer(ticket, error=error)


def words(error: Exception) -> str:
    """An error as a sentence for a user, in the language in force."""
    if isinstance(error, SrviewerError):
        return language.said(str(error))
    text = _tr("this failed unexpectedly ({}: {}); the log has the details")
    return text.format(type(error).__name__, error)

"""The lanes in which work runs: threads that take work from the schedule and tell what comes of it.

Who calls what: the window's code, in the GUI thread, makes `Workers`, connects to `arrived`, calls `start`,
`preload` and `stop`, and submits work to the schedule. `pump` and all it calls run in a lane's thread. What
they tell reaches the GUI thread by queued signals, in order; connect only bound methods marked `@Slot` of
objects that live there.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QThread, Signal, Slot

from srviewer.engine import preload
from srviewer.engine.events import Cancelled, Event, Failed, Finished, Progressed, TileFinished
from srviewer.engine.progress import Token
from srviewer.engine.schedule import BATCH, LANES, Schedule, Work
from srviewer.errors import CancelledError
from srviewer.evaluation import Prepared
from srviewer.gui.canvas.pyramid import build_pyramid, picture_pyramid
from srviewer.phrase import phrase

log = logging.getLogger(__name__)

Tell = Callable[[object, object], None]

PROGRESS_INTERVAL = 0.1  # seconds between two reports of progress
AT_ONCE = 0.2  # seconds within which a result is shown as a whole or not at all
ENDS = (Finished, Failed, Cancelled)
TURN = 0.001  # seconds after which a lane lets the window go on; by default 5 ms at each of many calls of one slot
STOP_TIMEOUT = 1.0  # seconds that closing waits for the lanes
PRELOAD_SLOT = "preload"


@dataclass(frozen=True)
class Status:
    """What a lane does beside the session's work, in words for the status bar; "" when that is over."""

    message: str


@dataclass(frozen=True)
class Crashed:
    """Work ended by an exception that nobody foresaw: a bug. The lane goes on; `detail` is for the log."""

    detail: str = field(repr=False)
    slot: Hashable = None


# -- in a lane's thread --------------------------------------------------------------------------------------


def pump(schedule: Schedule, lane: str, tell: Tell) -> None:
    """Do a lane's work, one after the other, until the schedule is shut down."""
    while (work := schedule.take(lane)) is not None:
        do(work, schedule, lane, tell)
        del work  # which holds a picture, and the next may be long in coming


def do(work: Work, schedule: Schedule, lane: str, tell: Tell) -> None:
    """Carry out work, and in the midst of it what comes and is more urgent."""
    here = threading.get_ident()

    def meanwhile() -> None:
        if threading.get_ident() != here:  # a network's own threads look too
            return
        while not work.token.cancelled and (urgent := schedule.take_ahead(lane, work)) is not None:
            start = time.monotonic()
            with preload.ordinary_tensors():  # the work that waits may be in the midst of inference
                do(urgent, schedule, lane, tell)
            schedule.end(lane, urgent)
            work.token.away += time.monotonic() - start

    work.token.meanwhile = meanwhile
    try:
        carry_out(work, tell)
    finally:
        work.token.meanwhile = None  # it holds the token


def carry_out(work: Work, tell: Tell, clock: Callable[[], float] = time.monotonic) -> None:
    """Tell each event of a piece of work with what is needed to show it; whatever happens, return.

    A job that is broken off, also while its result is made ready, still ends with `Cancelled` or `Failed`.
    """
    job: int | None = None  # the one that has begun and not ended
    try:
        for event in _at_ease(work.events(), clock):
            job = event.job_id if isinstance(event, Event) else job
            tell(event, display_of(event, work.token))
            job = None if isinstance(event, ENDS) else job
    except CancelledError:
        if job is not None:
            tell(Cancelled(job), None)
    except Exception as error:
        detail = traceback.format_exc()
        if job is not None:
            tell(Failed(job, _in_words(error), detail), None)
        if not isinstance(error, MemoryError):
            log.exception("work in slot %r crashed", work.slot)
            tell(Crashed(detail, work.slot), None)


def _at_ease(events: Iterator[object], clock: Callable[[], float]) -> Iterator[object]:
    """The events: of progress ten a second at most, and the last; progress and parts of a result only once it takes
    long, since each costs as much as it does in the whole. Those of a preview are not waited for."""
    patience, parts = clock() + AT_ONCE, list[object]()
    due = patience
    for event in events:
        now = clock()
        if isinstance(event, TileFinished) and not event.preview and now < patience:
            parts.append(event)
            continue
        if isinstance(event, ENDS):
            parts.clear()
        elif now >= patience:
            yield from parts
            parts.clear()
        if isinstance(event, Progressed) and (event.fraction < 1 or now < patience):
            if now < due:
                continue
            due = now + PROGRESS_INTERVAL
        yield event


def _in_words(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return phrase("not enough memory to show this result")
    return phrase("failed unexpectedly; the log has the details")


def display_of(event: object, token: Token) -> object:
    """What the canvas draws of an event: a `Pyramid`, for `Prepared` a dict of them, else None."""
    check = token.raise_if_cancelled
    if isinstance(event, TileFinished):
        return build_pyramid(event.pixels)
    if isinstance(event, Finished):
        return build_pyramid(event.result.pixels, event.result.alpha, check, compact=True)
    if isinstance(event, Prepared):
        pictures = {"lr": event.lr, "truth": event.truth}
        return {name: picture_pyramid(p, check) for name, p in pictures.items() if p is not None}
    return None


def start_networks(closing: Token) -> Iterator[Status]:
    """Load torch, saying so before and after; ends early when the program is closing."""
    if preload.loaded():
        return
    yield Status(phrase("starting the networks"))
    try:
        preload.preload_torch(closing)
    except ImportError:
        log.exception("torch cannot be loaded")
    yield Status("")


# -- in the GUI thread ---------------------------------------------------------------------------------------


class _Pump(QObject):
    """Lives in a lane's thread; its signal crosses into the GUI thread."""

    told = Signal(object, object)

    def __init__(self, schedule: Schedule, lane: str) -> None:
        super().__init__()
        self._schedule, self._lane = schedule, lane
        self.sent = 0  # events; counted in this thread alone

    @Slot()
    def run(self) -> None:
        pump(self._schedule, self._lane, self._tell)

    def _tell(self, event: object, display: object) -> None:
        self.sent += 1
        self.told.emit(event, display)


class Lane(QObject):
    """One thread for one lane of a schedule."""

    arrived = Signal(object, object)

    def __init__(self, schedule: Schedule, lane: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passed = 0  # events; counted in the GUI thread alone
        self._thread = QThread(self)
        self._thread.setObjectName(lane)
        self._pump = _Pump(schedule, lane)
        self._pump.moveToThread(self._thread)
        self._thread.started.connect(self._pump.run)
        self._pump.told.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    @Slot(object, object)
    def _pass_on(self, event: object, display: object) -> None:
        """In the GUI thread."""
        self._passed += 1
        self.arrived.emit(event, display)

    @property
    def delivered(self) -> bool:
        """Whether every event that the lane has told has arrived."""
        return self._passed == self._pump.sent

    def start(self) -> None:
        self._thread.start()

    def ended(self, deadline: QDeadlineTimer) -> bool:
        """Ask the thread to end, once its work has, and wait; whether it has ended."""
        self._thread.quit()
        return self._thread.wait(deadline)


class Workers(QObject):
    """The lanes of a schedule. `arrived(event, display)` comes in the GUI thread, a lane's in order."""

    arrived = Signal(object, object)

    def __init__(self, schedule: Schedule, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._schedule = schedule
        self._closing = Token()
        self._lanes = tuple(Lane(schedule, lane, self) for lane in LANES)
        for lane in self._lanes:
            lane.arrived.connect(self._pass_on)

    @Slot(object, object)
    def _pass_on(self, event: object, display: object) -> None:
        if not self._closing.cancelled:
            self.arrived.emit(event, display)

    @property
    def delivered(self) -> bool:
        """Whether every event of work that has ended has arrived; to be asked after the schedule was found idle."""
        return all(lane.delivered for lane in self._lanes)

    def start(self) -> None:
        sys.setswitchinterval(TURN)
        for lane in self._lanes:
            lane.start()

    def preload(self) -> None:
        """Load torch in the lane of long work; what needs no networks is done meanwhile. To be called after the first
        paint."""
        self._schedule.submit(BATCH, PRELOAD_SLOT, self._start_networks)

    def stop(self) -> bool:
        """Cancel everything and wait for the threads, a second at most; whether all have ended.

        Nothing arrives any more. If it returns False, something did not answer its cancel: call it again, or
        leave the process by `os._exit`, but do not destroy the workers while a thread runs.
        """
        self._closing.cancel()
        self._schedule.shutdown()
        deadline = QDeadlineTimer(round(STOP_TIMEOUT * 1000))
        ended = [lane.ended(deadline) for lane in self._lanes]
        return all(ended)

    def _start_networks(self, token: Token) -> Iterator[Status]:
        """Its own token is not listened to: an import that was broken off cannot be taken up again."""
        return start_networks(self._closing)

"""Compare: hands the session's tasks to the lanes and takes their events back into the session."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from PySide6.QtCore import QObject, Qt, Signal, Slot

from srviewer import system, upsamplers
from srviewer.compared import Pane
from srviewer.engine.cache import DEFAULT_BYTES, Cache
from srviewer.engine.events import Cancelled, Event, Finished, TileFinished
from srviewer.engine.job import Job, Rect
from srviewer.engine.progress import Token
from srviewer.engine.run import first_look
from srviewer.engine.schedule import FILES, INFERENCE, INTERACTIVE, Schedule
from srviewer.evaluation import (
    CompareTask,
    Measured,
    OwnTask,
    Prepared,
    PrepareTask,
    compare,
    compare_own,
    measure_pending,
    prepare,
)
from srviewer.gui.features.comparing.estimate import whole_estimate
from srviewer.gui.features.comparing.region import MOST, contains, part_to_see_first, region_to_do
from srviewer.gui.look import timers
from srviewer.session import Change, Field, Session, State, is_large

VIEW_REST_MS = 250  # how long the view stands still before a large picture is done there

# Priorities in a lane; errands, and what of a large picture is in view, go before all of them
QUICK, NETWORK_PART, LARGE, NETWORK, NUMBERS = range(1, 6)
LARGEST_KEPT = DEFAULT_BYTES // 4  # of what was computed: more is computed anew, the view of it first
UNSEEN = 10  # is added for panes that are not shown

Task = PrepareTask | CompareTask | OwnTask


class Comparing(QObject):
    """Keeps the lanes busy with what the session lacks. Lives in the GUI thread."""

    taken = Signal(object, object)  # event, display: what the session has taken and the canvas may show
    estimated = Signal(str)  # what the whole of a large picture would take, in words
    _lacking = Signal()

    def __init__(
        self,
        session: Session,
        schedule: Schedule,
        view: Callable[[], Rect | None],
        parent: QObject | None = None,
        shown: Callable[[], Container[Pane]] | None = None,
    ) -> None:
        """`view` tells what part of the LR is looked at, `shown` in which panes (None: all of them)."""
        super().__init__(parent)
        self._session, self._schedule, self._view = session, schedule, view
        self._shown = shown or (lambda: session.comparison.panes)
        self.cache = Cache(largest=LARGEST_KEPT)
        self._jobs: dict[int, Job | None] = {}  # None: what someone else made
        self._looked: dict[int, Rect] = {}
        self._submitting = False
        self._lacking.connect(self._submit, Qt.ConnectionType.QueuedConnection)
        self._rested = timers.single(self, VIEW_REST_MS, self._look_elsewhere)
        session.subscribe(self._session_changed)

    # -- the user's verbs --------------------------------------------------------------------------------

    @Slot(object)
    def cancel(self, pane: Pane) -> None:
        """Stop one pane's work."""
        outcome = self._session.outcome(pane)
        if outcome is None or outcome.state not in (State.WAITING, State.RUNNING):
            return
        self._forget(outcome.job_id)
        if outcome.state is State.WAITING:  # it leaves the queue unrun, and no event will tell
            self._session.receive(Cancelled(outcome.job_id))

    @Slot()
    def cancel_all(self) -> None:
        """Stop everything that waits or runs for a pane."""
        for pane in self._session.comparison.panes:
            self.cancel(pane)

    @Slot(object)
    def retry(self, pane: Pane) -> None:
        """Do one pane again."""
        self._session.retry(pane)

    def retry_selected(self) -> None:
        """Do the selected pane again."""
        if (pane := self._session.comparison.pane) is not None and not pane.is_reference:
            self.retry(pane)

    def begin(self) -> None:
        """Look what the session lacks, though nothing has changed."""
        self._submit_soon()

    @Slot()
    def run_whole(self) -> None:
        """Let the networks do all of a large picture."""
        self._session.edit(whole=True)

    @property
    def busy(self) -> bool:
        """Whether a pane waits or runs."""
        outcomes = (self._session.outcome(p) for p in self._session.comparison.panes)
        return any(o is not None and o.state in (State.WAITING, State.RUNNING) for o in outcomes)

    # -- the lanes' answers ------------------------------------------------------------------------------

    @Slot(object, object)
    def arrived(self, event: object, display: object) -> None:
        """An event of a lane; what is no longer wanted is dropped."""
        if not isinstance(event, (Event, Prepared)) or not self._session.receive(event):
            return
        self.taken.emit(event, display)
        if isinstance(event, Finished) and event.result.region is not None:
            self._rested.start()  # the view may have moved while this was done
        if isinstance(event, Measured) and event.measures.pending:
            self._measure_pending(event)

    def _measure_pending(self, event: Measured) -> None:
        """Numbers that take long come after all networks, in their lane: beside one they would slow it down."""
        session, pane = self._session, self._session.pane_of(event.job_id)
        outcome = None if pane is None else session.outcome(pane)
        if outcome is None or outcome.result is None or session.lr is None:
            return
        about = event.job_id, event.measures, outcome.result, session.lr, session.truth
        self._schedule.submit(
            INFERENCE, ("numbers", event.job_id), lambda token: measure_pending(*about, token), NUMBERS
        )

    # -- the view of large pictures ----------------------------------------------------------------------

    @Slot()
    def view_changed(self) -> None:
        """The user looks elsewhere; large pictures follow when the view rests."""
        self._rested.start()

    def _look_elsewhere(self) -> None:
        self._take_view()
        self._session.look_elsewhere()
        for job in self._jobs.values():
            if job is not None:
                self._look(job)

    def _take_view(self) -> None:
        """Tell the session what is looked at; of a large picture, what is to be done for it."""
        lr, view, before = self._session.lr, self._view(), self._session.view
        if lr is None or view is None:
            self._session.set_view(None)
        elif not is_large(lr):
            self._session.set_view(view)
        elif not self._covers(before, region_to_do(view, lr.width, lr.height), view):
            self._session.set_view(region_to_do(view, lr.width, lr.height))

    @staticmethod
    def _covers(before: Rect | None, wanted: Rect, view: Rect) -> bool:
        """Whether what was to be done until now shows the view too, and is not far more than is wanted."""
        if before is None:
            return False
        seen = contains(before, view) or contains(before, wanted)
        return seen and before.width * before.height <= 8 * wanted.width * wanted.height

    @Slot()
    def give_back(self) -> None:
        """Give what others have let go of back to the system."""
        self._schedule.submit(FILES, "give back", _give_back)

    # -- inside ------------------------------------------------------------------------------------------

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self._session.set_view(None)
        large = self._session.lr is not None and is_large(self._session.lr)  # else it will soon be wanted again
        if change.touches(Field.SOURCE) or (large and change.touches(Field.OUTCOMES) and self._session.done):
            self.give_back()
        if change.touches(Field.PREPARED, Field.OUTCOMES, Field.WHOLE, Field.SCALE):
            self.estimated.emit(whole_estimate(self._session))
        self._submit_soon()

    def _submit_soon(self) -> None:
        """Once for all changes of this turn of the event loop, and before what they change is painted (a timer of 0 ms
        would come after that)."""
        if not self._submitting:
            self._submitting = True
            self._lacking.emit()

    @Slot()
    def _submit(self) -> None:
        self._submitting = False
        if self._schedule.closed:  # another window has the session, and does what it lacks
            return
        for job_id in tuple(self._jobs):
            if self._session.pane_of(job_id) is None:
                del self._jobs[job_id]
                self._forget(job_id)
        if self._session.lr is not None:
            self._take_view()
        for task in self._session.take_tasks():
            self._send(task)
        self.rank()

    @Slot()
    def rank(self) -> None:
        """What is shown goes before what is not."""
        for job_id, job in self._jobs.items():
            if job is not None:
                self._schedule.rank(("job", job_id), self._priority(job))

    def _send(self, task: Task) -> None:
        if isinstance(task, PrepareTask):
            self._schedule.submit(INTERACTIVE, "prepare", lambda token: prepare(task, token))
            return
        self._jobs[task.id] = None
        if isinstance(task, OwnTask):
            own = task
            self._schedule.submit(INTERACTIVE, ("job", own.id), lambda token: compare_own(own, token, slow=False))
            return
        self._jobs[task.id] = task.job
        self._look(task.job)
        self._schedule.submit(
            INFERENCE if upsamplers.get(task.job.method).learned else INTERACTIVE,
            ("job", task.job.id),
            lambda token: shown_events(task.job, compare(task, token, self.cache, slow=False)),
            self._priority(task.job),
        )

    def _priority(self, job: Job) -> int:
        """Bicubic first, it is what others show meanwhile; then what is shown, the region in view before the whole. Of
        what can be looked at already the whole may wait; of what is done, and large, the numbers, which take long."""
        pane = self._session.pane_of(job.id)
        hidden = UNSEEN * (pane not in self._shown())
        outcome = None if pane is None else self._session.outcome(pane)
        done = outcome is not None and outcome.state is State.DONE
        if done and job.region is None and is_large(job.picture):
            return hidden + NUMBERS
        if job.method == "bicubic" and job.id not in self._looked:
            return QUICK
        if upsamplers.get(job.method).learned:
            return hidden + (NETWORK_PART if job.region is not None else NETWORK)
        return hidden + (LARGE if is_large(job.picture) else QUICK)

    def _look(self, job: Job) -> None:
        """What is in view goes ahead of the whole: of a large picture, and by a network that has a slider of any."""
        view, pane = self._view(), self._session.pane_of(job.id)
        outcome = None if pane is None else self._session.outcome(pane)
        waits = outcome is not None and outcome.state in (State.WAITING, State.RUNNING)
        if view is None or not waits:
            return
        if upsamplers.get(job.method).learned:
            view = part_to_see_first(view)
        if view.width * view.height > MOST or not self._pays(job, view):
            return
        seen = self._looked.get(job.id)
        if seen is not None and contains(seen, view):
            return
        self._looked[job.id] = view
        lane = INFERENCE if upsamplers.get(job.method).learned else INTERACTIVE
        self._schedule.submit(lane, ("look", job.id), lambda token: first_look(job, view, token))

    def _pays(self, job: Job, view: Rect) -> bool:
        """Whether looking first is worth doing a part twice: by a network, whose slider is moved again and again."""
        method = upsamplers.get(job.method)
        if not method.learned:
            return is_large(job.picture)
        whole = job.region or job.picture
        return 4 * view.width * view.height <= whole.width * whole.height and any(
            each.kind == "number" for each in method.parameters
        )

    def _forget(self, job_id: int) -> None:
        """Cancel a job that is no longer wanted."""
        self._looked.pop(job_id, None)
        for kind in ("job", "look", "numbers"):
            self._schedule.cancel((kind, job_id))


def shown_events(job: Job, events: Iterator[Event]) -> Iterator[Event]:
    """The events of a job; of the whole of a large picture only what of the tiles is in view, since the others, ready
    to be drawn, would take more memory than the result."""
    whole = is_large(job.picture) and job.region is None
    view = job.focus.scaled(job.scale) if whole and job.focus is not None else None
    for event in events:
        if view is None or not isinstance(event, TileFinished):
            yield event
        elif event.place.intersects(view):
            yield event.within(view)


def _give_back(_token: Token) -> Iterator[Event]:
    """Give what a picture that was closed, or work that is done, has let go of back to the system."""
    system.give_back()
    return iter(())

"""The Qt-free state of one comparison: what is compared, of what, and how far it is.

The window shows a `Session` and edits it; it never computes. Everything that undo can take back is in the frozen
`Comparison` (`compared.py`). Single-threaded by contract: only the thread that made it calls it (in the window, the
GUI thread).

The life of a picture: `open(source)`; `take_tasks()` gives a `PrepareTask` (crop and shrink, or nothing to do); the
`Prepared` event goes into `receive`; `take_tasks()` now gives a `CompareTask` for every pane that lacks its result;
their events go into `receive`. Events of tasks that are no longer wanted are ignored, so that a late result never
lands in the next image.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import Any

from srviewer import upsamplers
from srviewer.compared import OWN, TRUTH, Comparison, MadeOf, Pane, Source, panes_at
from srviewer.engine.events import Cancelled, Event, Failed, Finished, Progressed, Result, Started
from srviewer.engine.job import Job, Rect, new_id
from srviewer.errors import SrviewerError
from srviewer.evaluation import CompareTask, Measured, OwnTask, Prepared, PrepareTask, takes_given
from srviewer.imaging import degradations
from srviewer.imaging.picture import Picture
from srviewer.kinds import Mode, PaneKind
from srviewer.measures import Measures
from srviewer.phrase import phrase

WHOLE_LIMIT = 2_000_000  # pixels of the LR: above this the networks do the region in view until told otherwise

PHOTO = "compact_photo"  # the method that is proposed for what should be cleaned
MOST_PROPOSED = 6  # panes beside which it is not

LAST = 10**6  # a place behind all panes

_task_ids = itertools.count(1)


class State(Enum):
    """How far a pane is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Outcome:
    """What has become of a pane's task."""

    job_id: int
    state: State = State.WAITING
    fraction: float = 0.0
    message: str = ""
    result: Result | None = None
    measures: Measures | None = None

    @property
    def measured(self) -> bool:
        """Whether all its numbers are there."""
        return self.measures is not None and not self.measures.pending


class Field(Enum):
    """What of a session can change: the fields of its `Comparison`, and what comes of them."""

    MODE = "mode"
    SCALE = "scale"
    DEGRADATION = "degradation"
    PANES = "panes"
    SELECTED = "selected"
    DEVICE = "device"
    TILE = "tile"
    WHOLE = "whole"
    REGIONS = "regions"
    REGION = "region"
    SOURCE = "source"
    PREPARED = "prepared"
    OUTCOMES = "outcomes"
    NOTICES = "notices"
    KNOWN = "known"  # which methods or degradations there are


_ANEW = (Field.SOURCE, Field.PREPARED, Field.OUTCOMES, Field.NOTICES)  # what another picture changes
OF_COMPARISON = tuple(Field(name) for name in Comparison.__dataclass_fields__)


@dataclass(frozen=True)
class Change:
    """What has changed, told once when it is done.

    panes : those whose outcome changed; none unless `fields` has OUTCOMES
    """

    fields: frozenset[Field]
    panes: frozenset[Pane] = frozenset()

    @classmethod
    def of(cls, *fields: Field, panes: Iterable[Pane] = ()) -> Change:
        return cls(frozenset(fields), frozenset(panes))

    def touches(self, *fields: Field) -> bool:
        """Whether one of these fields has changed."""
        return not self.fields.isdisjoint(fields)


Listener = Callable[[Change], None]
Task = PrepareTask | CompareTask | OwnTask


class Session:
    """One comparison. Listeners are told every `Change`, once."""

    def __init__(self, comparison: Comparison | None = None) -> None:
        self.comparison = comparison or Comparison()
        self.source: Source | None = None
        self.lr: Picture | None = None
        self.truth: Picture | None = None
        self.notices: tuple[str, ...] = ()
        self.error: str = ""
        self.own_sources: dict[str, Source] = {}
        self.outcomes: dict[Pane, Outcome] = {}
        self.view: Rect | None = None
        self._listeners: list[Listener] = []
        self._truth_at: int | None = LAST  # where the truth is among the panes of a benchmark; None: unticked
        self._left: Comparison | None = None  # as it was when the scale last went to 1, or from 1 to another
        self._prepare_id: int | None = None
        self._pane_of_job: dict[int, Pane] = {}
        upsamplers.subscribe(self._known_changed)
        degradations.KINDS.subscribe(self._known_changed)

    # -- listening ------------------------------------------------------------------------------------------------

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def leave(self) -> None:
        """Let go of everyone who listens."""
        self._listeners.clear()

    def _tell(self, *fields: Field, panes: Iterable[Pane] = ()) -> None:
        change = Change.of(*fields, panes=panes)
        for listener in tuple(self._listeners):
            listener(change)

    # -- editing --------------------------------------------------------------------------------------------------

    def open(self, source: Source, *, mode: Mode | None = None, scale: int | None = None) -> None:
        """Take another picture; mode and scale are kept unless given. What was open stays until this is called."""
        self.source = source
        changes: dict[str, Any] = {"whole": False, "regions": (), "region": None}
        if mode is not None:
            changes["mode"] = mode
        if scale is not None:
            changes |= self._at_scale(scale)
        before = self.comparison
        self.comparison = replace(before, **changes).without_own()
        self._begin(before)

    def resume(self, source: Source, comparison: Comparison, own: Mapping[str, Source]) -> None:
        """Take up a whole comparison of a picture; `own` holds what its panes of that kind show, by name."""
        before, self.source, self._left = self.comparison, source, None
        self.comparison = comparison.of_what_is_known()
        self._begin(before, own)

    def _begin(self, before: Comparison, own: Mapping[str, Source] | None = None) -> None:
        assert self.source is not None
        self.own_sources = dict(own or {})
        gone = self._forget_everything()
        self.notices = self.source.picture.notices
        self._tell(*_ANEW, *_differences(before, self.comparison), panes=gone)

    def add_own(self, source: Source, place: int | None = None) -> None:
        """Show someone else's result of the picture that is open in a pane of its own, at a place among the panes;
        after the selected one unless given. One of the same file, or made here under the same name, is replaced."""
        source = self._named_apart(source)
        self.own_sources[source.name] = source
        pane, c = Pane.of(OWN, name=source.name), self.comparison
        self._forget(pane)
        if pane in c.panes:
            self.edit(selected=c.panes.index(pane))
            self._tell(Field.OUTCOMES, panes=(pane,))
        else:
            place = min(c.selected + 1 if place is None else place, len(c.panes))
            self.edit(panes=(*c.panes[:place], pane, *c.panes[place:]), selected=place)

    def _named_apart(self, source: Source) -> Source:
        """A result with as many of its folders in its name as that takes to tell it from another file's."""
        taken = {name for name, other in self.own_sources.items() if other.path != source.path}
        parts = () if source.path is None else source.path.parts
        names = (source.name, *("/".join(parts[-count:]) for count in range(2, len(parts) + 1)))
        return next((each for name in names if (each := replace(source, name=name)).name not in taken), source)

    def close(self) -> None:
        """Back to an empty session."""
        self.source = None
        self.notices = ()
        gone = self._forget_everything()
        self._tell(*_ANEW, panes=gone)

    def edit(self, **changes: Any) -> None:
        """Replace fields of the comparison, all at once; `ParameterError` and no change if a value can't be used."""
        before = self.comparison
        scale = changes.get("scale", before.scale)
        mode = Mode.parse(changes.get("mode", before.mode))
        moved = (mode, scale) != (before.mode, before.scale) and scale in upsamplers.SCALES
        if moved and "regions" not in changes:
            by = self._enlargement(mode, scale) / self._enlargement(before.mode, before.scale)
            changes["regions"] = tuple(self._rescaled(r, by, mode, scale) for r in before.regions)
        if scale != before.scale and "degradation" not in changes:
            changes["degradation"] = degradations.at(scale, before.degradation)
        self.restore(replace(before, **changes))

    def _enlargement(self, mode: Mode, scale: int) -> Fraction:
        """How many pixels of the output there are along one of the picture."""
        if mode is Mode.BENCHMARK:
            return Fraction(1)
        source = self.source
        if source is None or source.lr is None:
            return Fraction(scale)
        return Fraction(scale, round(source.picture.height / source.lr.height))  # it is the LR that is enlarged

    def _rescaled(self, rect: Rect, by: Fraction, mode: Mode, scale: int) -> Rect:
        """A region at the same place of the picture in an output that is enlarged `by` more, within what is there: a
        truth is cropped to a multiple of the scale."""
        x, y, right, bottom = (int(n * by) for n in (rect.x, rect.y, rect.right, rect.bottom))
        if mode is Mode.BENCHMARK and self.source is not None:
            picture = self.source.picture
            right, bottom = min(right, picture.width // scale * scale), min(bottom, picture.height // scale * scale)
            x, y = max(0, min(x, right - 1)), max(0, min(y, bottom - 1))
        return Rect(x, y, max(right - x, 1), max(bottom - y, 1))

    def restore(self, comparison: Comparison) -> None:
        """Make this the comparison (undo and redo use it too); panes of methods that are gone are left out."""
        if fields := _differences(self.comparison, comparison := comparison.of_what_is_known()):
            self._take(comparison, fields)

    def _take(self, comparison: Comparison, fields: frozenset[Field]) -> None:
        self.comparison = comparison
        touched: frozenset[Pane] = frozenset()
        if fields & {Field.MODE, Field.SCALE, Field.DEGRADATION}:
            touched = self._forget_everything()
            fields |= {Field.PREPARED, Field.OUTCOMES}
        elif fields & {Field.PANES, Field.DEVICE, Field.TILE, Field.WHOLE}:
            touched = self._forget_unwanted(everything=bool(fields & {Field.DEVICE, Field.TILE, Field.WHOLE}))
            fields |= {Field.OUTCOMES}
        self._tell(*fields, panes=touched)

    def _known_changed(self, _nothing: None) -> None:
        """Methods or degradations came or went: what is gone is let go of."""
        comparison = self.comparison.of_what_is_known()
        self._take(comparison, _differences(self.comparison, comparison) | {Field.KNOWN})

    def choose_mode(self, mode: Mode) -> None:
        """Change the mode. Upscaling has no truth: its pane goes, and is back in the next benchmark, which shows it
        unless it was unticked in the last."""
        c = self.comparison
        if mode == c.mode:
            return
        panes = tuple(p for p in c.panes if p.method != TRUTH)
        if mode == Mode.UPSCALE:
            self._truth_at = c.panes.index(Pane(TRUTH)) if len(panes) < len(c.panes) else None
        elif self._truth_at is not None:
            panes = (*panes[: self._truth_at], Pane(TRUTH), *panes[self._truth_at :])
        self.edit(mode=mode, panes=panes, selected=panes.index(c.pane) if c.pane in panes else 0)

    def choose_scale(self, scale: int) -> None:
        """Change the scale. At 1 other methods are at home, and other degradations: those of the larger scales go, and
        are back with them."""
        self.edit(**self._at_scale(scale))

    def _at_scale(self, scale: int) -> dict[str, Any]:
        """What changes with the scale."""
        c, left = self.comparison, self._left
        if (scale == 1) is (c.scale == 1) or scale not in upsamplers.SCALES:
            return {"scale": scale, "degradation": degradations.at(scale, c.degradation)}
        self._left = c
        there = left if left is not None and (left.scale == 1) is (scale == 1) else None
        stay = tuple(p for p in c.panes if p.is_own or p.method == TRUTH)
        kept = there.panes if there is not None else panes_at(scale, c.panes)
        panes = (*(p for p in kept if p not in stay and p.method != TRUTH and p.is_known), *stay)
        methods = [i for i, p in enumerate(panes) if p.kind is PaneKind.METHOD and p.method != upsamplers.INPUT]
        degradation = degradations.at(scale, c.degradation if there is None else there.degradation)
        selected = panes.index(c.pane) if c.pane in panes else next(iter(methods), 0)
        return {"scale": scale, "panes": panes, "selected": selected, "degradation": degradation}

    def propose_photo(self) -> str:
        """Show Compact photo too where what is to be upscaled should be cleaned: what should, in words; "" if nothing,
        or if it cannot. A single change, to be taken back."""
        c, method = self.comparison, upsamplers.find(PHOTO)
        fault = "" if self.source is None or self.source.condition is None else self.source.condition.fault
        if not fault or method is None or c.mode is not Mode.UPSCALE or method.lacks(c.scale) is not None:
            return ""
        if upsamplers.unavailable_reason(PHOTO) is not None or len(c.panes) >= MOST_PROPOSED:
            return ""
        if all(pane.method != PHOTO for pane in c.panes):
            self.edit(panes=(*c.panes, Pane.of(PHOTO)), selected=len(c.panes))
        return fault

    def set_params(self, values: Mapping[str, object]) -> None:
        """Set parameters of the selected pane."""
        pane = self.comparison.pane
        if pane is None or pane.is_reference or pane.is_own:
            return
        panes = list(self.comparison.panes)
        panes[self.comparison.selected] = pane.with_params(values)
        self.edit(panes=tuple(panes))

    def release(self) -> tuple[Event | Prepared, ...]:
        """Let go of everyone who listens, and of work that is under way; what is done, as events for whoever shows it
        anew."""
        self.leave()
        for pane in [p for p, o in self.outcomes.items() if o.result is None or not o.measured]:
            self._forget(pane)
        if self.source is None or self.lr is None or self._prepare_id is None:
            self._prepare_id = None
            return ()
        notices = self.notices[len(self.source.picture.notices) :]
        results = ((o.job_id, o.result) for o in self.outcomes.values() if o.result is not None)
        finished = (Finished(job, result) for job, result in results)
        return Prepared(self._prepare_id, self.lr, self.truth, notices), *finished

    def set_view(self, view: Rect | None) -> None:
        """The part of the LR that is looked at, in LR pixels; large pictures are done there first."""
        self.view = view

    def look_elsewhere(self) -> None:
        """Drop results of networks that cover only a part which is no longer what is looked at."""
        stale = [p for p, o in self.outcomes.items() if o.result is not None and self._region_of(p) != o.result.region]
        for pane in stale:
            self._forget(pane)
        if stale:
            self._tell(Field.OUTCOMES, panes=stale)

    def retry(self, pane: Pane) -> None:
        """Forget how a pane ended, so that it is done again."""
        self._forget(pane)
        self._tell(Field.OUTCOMES, panes=(pane,))

    # -- work -----------------------------------------------------------------------------------------------------

    def take_tasks(self) -> tuple[Task, ...]:
        """What is to be done now and has not been handed out yet; whoever takes it does it."""
        if self.source is None or self.error:
            return ()
        if self.lr is None:
            if self._prepare_id is not None:
                return ()
            self._prepare_id = next(_task_ids)
            c = self.comparison
            source = self.source
            return (PrepareTask(self._prepare_id, source.picture, c.mode, c.scale, c.degradation, source.lr),)
        tasks: list[Task] = []
        for pane in dict.fromkeys(self.comparison.panes):
            if pane in self.outcomes or pane.is_reference:
                continue
            task = self._own_task(pane) if pane.is_own else self._compare_task(pane)
            if task is not None:
                tasks.append(task)
        if tasks:
            self._tell(Field.OUTCOMES, panes=[self._pane_of_job[t.id] for t in tasks])
        return tuple(tasks)

    def pane_of(self, job_id: int) -> Pane | None:
        """Whose job this is; None if it is no longer wanted."""
        return self._pane_of_job.get(job_id)

    def receive(self, event: object) -> bool:
        """Take an event of a task; False if it is no longer wanted."""
        if isinstance(event, Prepared):
            return self._receive_prepared(event)
        if not isinstance(event, Event):
            return False
        pane = self._pane_of_job.get(event.job_id)
        if pane is None:
            return False
        before = self.outcomes[pane]
        after = self.outcomes[pane] = _after(before, event)
        if after != before:  # a part of a result is shown, and changes nothing here
            self._tell(Field.OUTCOMES, panes=(pane,))
        return True

    def outcome(self, pane: Pane) -> Outcome | None:
        return self.outcomes.get(pane)

    def shown(self, pane: Pane) -> Result | Picture | None:
        """What there is to see of a pane by now: the truth, the LR, or its result."""
        if pane.is_reference:
            return self.truth if pane.method == TRUTH else self.lr
        outcome = self.outcomes.get(pane)
        return None if outcome is None else outcome.result

    @property
    def has_given_lr(self) -> bool:
        """Whether the LR is the one that came with the picture, and not made of it."""
        source, c = self.source, self.comparison
        return source is not None and takes_given(source.lr, source.picture, c.mode, c.scale)

    @property
    def lr_words(self) -> str:
        """How the LR came to be (see `MadeOf.words`)."""
        return self.lr_made.words

    @property
    def lr_made(self) -> MadeOf:
        """Which LR there is."""
        c = self.comparison
        if self.source is not None and self.has_given_lr:
            return MadeOf(c.mode, c.scale, lr_name=self.source.lr_name)
        return MadeOf(c.mode, c.scale, c.degradation if c.mode is Mode.BENCHMARK else "")

    def made_of(self, pane: Pane) -> MadeOf | None:
        """The LR of a result that was made here and stands among the panes by itself; None for any other pane."""
        source = self.own_sources.get(str(pane.param("name"))) if pane.is_own else None
        return None if source is None else source.made_of

    def is_of_another_lr(self, pane: Pane) -> bool:
        """Whether a pane's result was made here of another LR than the others' are."""
        return self.made_of(pane) not in (None, self.lr_made)

    @property
    def done(self) -> bool:
        """Whether every pane has ended, well or not, and none of its numbers is still to come."""
        if self.error:
            return True
        if self.lr is None:
            return False
        ended = (State.DONE, State.FAILED, State.CANCELLED)
        wanted = [p for p in self.comparison.panes if not p.is_reference]
        outcomes = [self.outcomes.get(p) for p in wanted]
        return all(o is not None and o.state in ended and not (o.measures and o.measures.pending) for o in outcomes)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _receive_prepared(self, event: Prepared) -> bool:
        if event.task_id != self._prepare_id or self.source is None:
            return False
        self.lr, self.truth, self.error = event.lr, event.truth, event.error
        self.notices = (*self.source.picture.notices, *event.notices)
        self._tell(Field.PREPARED, Field.NOTICES)
        return True

    def _own_task(self, pane: Pane) -> OwnTask | None:
        assert self.lr is not None
        source = self.own_sources.get(str(pane.param("name")))
        if source is None:
            self.outcomes[pane] = Outcome(0, State.FAILED, message=phrase("this result was not opened in this session"))
            self._tell(Field.OUTCOMES, panes=(pane,))
            return None
        task = OwnTask(new_id(), source.picture, self.comparison.scale, self.lr, self.truth)
        self.outcomes[pane] = Outcome(task.id)
        self._pane_of_job[task.id] = pane
        return task

    def _compare_task(self, pane: Pane) -> CompareTask | None:
        assert self.lr is not None
        c = self.comparison
        try:
            reason = upsamplers.unavailable_reason(pane.method)
            job = Job.make(
                self.lr,
                pane.method,
                c.scale,
                dict(pane.params),
                device=c.device,
                tile=c.tile,
                depth=16 if self.lr.depth > 8 else 8,
                region=self._region_of(pane),
                focus=self.view,
                luma=self.truth is not None or not is_large(self.lr),
            )
        except SrviewerError as error:
            reason, job = str(error), None
        if reason is not None or job is None:
            self.outcomes[pane] = Outcome(0, State.FAILED, message=reason or "")
            self._tell(Field.OUTCOMES, panes=(pane,))
            return None
        self.outcomes[pane] = Outcome(job.id)
        self._pane_of_job[job.id] = pane
        return CompareTask(job, self.truth)

    def _region_of(self, pane: Pane) -> Rect | None:
        """The part of the LR that a pane's method does: all of it, but for networks on large pictures."""
        if self.lr is None or self.comparison.whole or self.view is None:
            return None
        if pane.is_own or not is_large(self.lr) or not upsamplers.get(pane.method).learned:
            return None
        return self.view

    def _forget(self, pane: Pane) -> None:
        outcome = self.outcomes.pop(pane, None)
        if outcome is not None:
            self._pane_of_job.pop(outcome.job_id, None)

    def _forget_unwanted(self, everything: bool) -> frozenset[Pane]:
        """Forget outcomes; the panes that this touches."""
        gone = [p for p in self.outcomes if everything or p not in self.comparison.panes]
        for pane in gone:
            self._forget(pane)
        return frozenset((*gone, *self.comparison.panes))

    def _forget_everything(self) -> frozenset[Pane]:
        self.lr = self.truth = None
        self.error = ""
        self._prepare_id = None
        return self._forget_unwanted(everything=True)


def is_large(lr: Picture) -> bool:
    """Whether the networks do only a part of a picture until they are told to do all."""
    return lr.width * lr.height > WHOLE_LIMIT


def _differences(a: Comparison, b: Comparison) -> frozenset[Field]:
    return frozenset(field for field in OF_COMPARISON if getattr(a, field.value) != getattr(b, field.value))


def _after(outcome: Outcome, event: Event) -> Outcome:
    """The outcome once an event is known."""
    match event:
        case Started(message=message):
            return replace(outcome, state=State.RUNNING, message=message)
        case Progressed(fraction=fraction, message=message):
            return replace(outcome, state=State.RUNNING, fraction=fraction, message=message)
        case Finished(result=result):
            return replace(outcome, state=State.DONE, fraction=1.0, message="", result=result)
        case Measured(measures=measures):
            return replace(outcome, measures=measures)
        case Failed(message=message):
            return replace(outcome, state=State.FAILED, message=message)
        case Cancelled():
            return replace(outcome, state=State.CANCELLED, message=phrase("cancelled"))
    return outcome

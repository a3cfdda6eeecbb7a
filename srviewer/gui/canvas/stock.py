"""The pyramids there are, and what each pane shows of them: its result, tiles of it, or a preview."""

from __future__ import annotations

from srviewer.gui.canvas.content import Content, Layer, Phase
from srviewer.gui.canvas.describe import Describer
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.session import LR, Outcome, Pane, Session, State


class Stock:
    """Keeps display-ready pixels as long as the session wants them; only the GUI thread calls it."""

    def __init__(self, session: Session, describer: Describer) -> None:
        self._session = session
        self._describer = describer
        self._unit = 1
        self._references: dict[str, Pyramid] = {}
        self._results: dict[Pane, Pyramid] = {}
        self._tiles: dict[Pane, tuple[Layer, ...]] = {}
        self._before: dict[Pane, Pyramid] = {}

    # -- coming and going ------------------------------------------------------------------------------------

    def start(self) -> None:
        """A picture was prepared: what follows lies on its grid."""
        self._unit = self._session.comparison.scale
        self._references.clear()

    def clear(self) -> None:
        for kept in (self._references, self._results, self._tiles, self._before):
            kept.clear()

    def set_reference(self, kind: str, pyramid: Pyramid) -> None:
        self._references[kind] = pyramid

    def set_result(self, pane: Pane, pyramid: Pyramid) -> None:
        self._results[pane] = pyramid
        self._tiles.pop(pane, None)
        self._before.pop(pane, None)

    def add_tile(self, pane: Pane, tile: Layer) -> None:
        self._tiles[pane] = (*self._tiles.get(pane, ()), tile)

    def replace(self, old: tuple[Pane, ...], new: tuple[Pane, ...]) -> None:
        """Panes became others: if only parameters did, the old result stands in until there is a new one."""
        for was, now in zip(old, new, strict=False):
            if was != now and was.method == now.method:
                shown = self._results.get(was) or self._before.get(was)
                if shown is not None and not self._is_part(was):
                    self._before[now] = shown

    def drop_stale(self) -> None:
        """Let go of what the session has forgotten."""
        wanted = set(self._session.comparison.panes) if self._session.lr is not None else set()
        outcomes = {p: o for p in wanted if (o := self._session.outcome(p)) is not None}
        self._results = {
            p: y for p, y in self._results.items() if p in outcomes and outcomes[p].result is not None
        }
        running = {p for p, o in outcomes.items() if o.state in (State.WAITING, State.RUNNING)}
        self._tiles = {p: t for p, t in self._tiles.items() if p in running}
        self._before = {p: y for p, y in self._before.items() if p in wanted}

    # -- what is shown ---------------------------------------------------------------------------------------

    def nothing(self) -> Content:
        """What a canvas without a picture shows."""
        head, text = self._describer.nothing()
        return Content(Phase.EMPTY, head=head, text=text)

    def content(self, pane: Pane) -> Content:
        if pane.is_reference:
            return self._content_of_reference(pane)
        pyramid = self._results.get(pane)
        outcome = self._session.outcome(pane)
        if pyramid is not None and outcome is not None and outcome.state is State.DONE:
            return self._content_of_result(pane, outcome, pyramid)
        return self._content_on_the_way(pane, outcome)

    def _content_of_reference(self, pane: Pane) -> Content:
        pyramid = self._references.get(pane.method)
        if pyramid is None:
            return self._content_on_the_way(pane, None)
        unit = self._unit if pane.method == LR else 1
        return Content(Phase.SHOWN, (Layer(pyramid, unit=unit),), caption=self._describer.caption(pane))

    def _content_of_result(self, pane: Pane, outcome: Outcome, pyramid: Pyramid) -> Content:
        assert outcome.result is not None
        caption, numbers = self._describer.caption(pane), self._describer.numbers(pane)
        region = outcome.result.region
        if region is None:
            return Content(Phase.SHOWN, (Layer(pyramid),), caption=caption, numbers=numbers)
        part = Layer(pyramid, region.x * self._unit, region.y * self._unit, framed=True)
        return Content(Phase.SHOWN, self._preview(), (part,), caption=caption, numbers=numbers, partial=True)

    def _content_on_the_way(self, pane: Pane, outcome: Outcome | None) -> Content:
        phase, head, text = self._describer.state(pane)
        before = self._before.get(pane) if phase is Phase.BUSY else None
        return Content(
            phase,
            (Layer(before),) if before else self._preview(),
            self._tiles.get(pane, ()) if phase is Phase.BUSY else (),
            dimmed=before is None,
            caption=self._describer.caption(pane),
            head=head,
            text=text,
            fraction=outcome.fraction if outcome and phase is Phase.BUSY else None,
        )

    def _preview(self) -> tuple[Layer, ...]:
        """The picture by bicubic if that is there, else the LR, softly enlarged."""
        for pane, pyramid in self._results.items():
            if pane.method == "bicubic" and not self._is_part(pane):
                return (Layer(pyramid, soft=True),)
        lr = self._references.get(LR)
        return (Layer(lr, unit=self._unit, soft=True),) if lr is not None else ()

    def _is_part(self, pane: Pane) -> bool:
        outcome = self._session.outcome(pane)
        return outcome is not None and outcome.result is not None and outcome.result.region is not None

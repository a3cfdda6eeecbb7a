"""The pyramids there are, and what each pane shows of them: its result, tiles of it, or a preview."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.job import Rect
from srviewer.gui.canvas.content import Content, Layer, Phase
from srviewer.gui.canvas.describe import Describer
from srviewer.gui.canvas.pyramid import Pyramid
from srviewer.session import Outcome, Session, State

Kept = TypeVar("Kept")


class Stock:
    """Keeps display-ready pixels as long as the session wants them; only the GUI thread calls it."""

    def __init__(self, session: Session, describer: Describer) -> None:
        self._session = session
        self._describer = describer
        self._unit = 1
        self._references: dict[str, Pyramid] = {}
        self._results: dict[Pane, Layer] = {}
        self._tiles: dict[Pane, tuple[Layer, ...]] = {}
        self._maps: dict[Pane, Layer] = {}
        self._before: dict[Pane, Layer] = {}  # what stands in for a result that is being made anew

    # -- coming and going ------------------------------------------------------------------------------------

    def start(self) -> None:
        """A picture was prepared: what follows lies on its grid."""
        self._unit = self._session.comparison.scale
        self._references.clear()

    def clear(self) -> None:
        for kept in (self._references, self._results, self._tiles, self._maps, self._before):
            kept.clear()

    def set_reference(self, kind: str, pyramid: Pyramid) -> None:
        self._references[kind] = pyramid

    def set_result(self, pane: Pane, pyramid: Pyramid, region: Rect | None) -> None:
        """Take a result; `region` is the part of the LR that it covers, None for all of it."""
        corner = region.scaled(self._unit) if region is not None else Rect(0, 0, 0, 0)
        self._results[pane] = Layer(pyramid, corner.x, corner.y, framed=region is not None)
        self._tiles.pop(pane, None)
        self._before.pop(pane, None)

    def set_map(self, pane: Pane, layer: Layer | None) -> None:
        """Take the map of a pane's difference; None: there is none (any more)."""
        if layer is None:
            self._maps.pop(pane, None)
        else:
            self._maps[pane] = layer

    def add_tile(self, pane: Pane, tile: Layer) -> None:
        self._tiles[pane] = (*self._tiles.get(pane, ()), tile)

    def replace(self, old: tuple[Pane, ...], new: tuple[Pane, ...]) -> None:
        """Panes became others: if only parameters did, the old result stands in until there is a new one."""
        for was, now in zip(old, new, strict=False):
            shown = self._results.get(was) or self._before.get(was)
            if was != now and was.method == now.method and shown is not None:
                self._before[now] = shown

    def drop_stale(self) -> None:
        """Let go of what the session has forgotten; a result to be made anew stands in until it is."""
        wanted = set(self._session.comparison.panes) if self._session.lr is not None else set()
        outcomes = {pane: outcome for pane in wanted if (outcome := self._session.outcome(pane)) is not None}
        there = {pane for pane, outcome in outcomes.items() if outcome.result is not None}
        running = {p for p, o in outcomes.items() if o.state in (State.WAITING, State.RUNNING)}
        self._before.update(_of(self._results, wanted - there))
        self._results = _of(self._results, there)
        self._tiles = _of(self._tiles, running)
        self._before = _of(self._before, wanted)

    # -- what is shown ---------------------------------------------------------------------------------------

    @property
    def whole(self) -> Pyramid | None:
        """The whole picture as it is known: the truth, else the LR."""
        return self._references.get(TRUTH) or self._references.get(LR)

    def nothing(self) -> Content:
        """What a canvas without a picture shows."""
        head, text = self._describer.nothing()
        return Content(Phase.EMPTY, head=head, text=text)

    def content(self, pane: Pane) -> Content:
        if pane.is_reference:
            return self._content_of_reference(pane)
        result = self._results.get(pane)
        outcome = self._session.outcome(pane)
        if result is None or outcome is None or outcome.state is not State.DONE:
            return self._content_on_the_way(pane, outcome)
        base, layers = self._placed(result)
        caption, numbers = self._describer.caption(pane), self._describer.numbers(pane)
        return Content(Phase.SHOWN, base, layers, caption=caption, numbers=numbers, partial=result.framed)

    def content_as_map(self, pane: Pane, reference: Pane | None) -> Content:
        """A pane's difference to `reference`; the reference itself as it is, and who has no map yet says so."""
        content = self.content(pane)
        if pane == reference or content.phase is not Phase.SHOWN:
            return content
        layer = self._maps.get(pane)
        if layer is None:
            head, text = self._describer.no_map(pane, reference)
            return replace(content, phase=Phase.UNAVAILABLE if text else Phase.BUSY, head=head, text=text, dimmed=True)
        return replace(content, base=(layer,), layers=(), partial=False)

    def _content_of_reference(self, pane: Pane) -> Content:
        pyramid = self._references.get(pane.method)
        if pyramid is None:
            return self._content_on_the_way(pane, None)
        unit = self._unit if pane.method == LR else 1
        return Content(Phase.SHOWN, (Layer(pyramid, unit=unit),), caption=self._describer.caption(pane))

    def _content_on_the_way(self, pane: Pane, outcome: Outcome | None) -> Content:
        phase, head, text = self._describer.state(pane)
        busy = phase is Phase.BUSY
        before = self._before.get(pane) if busy else None
        base, layers = (self._preview(), ()) if before is None else self._placed(before)
        return Content(
            phase,
            base,
            (*layers, *self._tiles.get(pane, ())) if busy else (),
            dimmed=before is None,
            caption=self._describer.caption(pane),
            head=head,
            text=text,
            fraction=outcome.fraction if outcome and busy else None,
        )

    def _placed(self, result: Layer) -> tuple[tuple[Layer, ...], tuple[Layer, ...]]:
        """Base and layers of a result: a part of the picture lies over the preview."""
        return (self._preview(), (result,)) if result.framed else ((result,), ())

    def _preview(self) -> tuple[Layer, ...]:
        """The picture by bicubic if that is there, else the LR, softly enlarged."""
        for pane, result in self._results.items():
            if pane.method == "bicubic" and not result.framed:
                return (Layer(result.pyramid, soft=True),)
        lr = self._references.get(LR)
        return (Layer(lr, unit=self._unit, soft=True),) if lr is not None else ()


def _of(kept: dict[Pane, Kept], panes: set[Pane]) -> dict[Pane, Kept]:
    return {pane: value for pane, value in kept.items() if pane in panes}

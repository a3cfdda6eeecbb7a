"""Words for what the session holds: captions, numbers with their protocols, and what a pane waits for."""

from __future__ import annotations

from PySide6.QtCore import QObject

from srviewer import readings, upsamplers
from srviewer.compared import LR, TRUTH, Pane
from srviewer.engine.events import Result
from srviewer.gui.canvas.content import Caption, Number, Phase
from srviewer.gui.look import language
from srviewer.gui.look.titles import apart, colour_key, published_otherwise
from srviewer.phrase import arrows
from srviewer.readings import Readings
from srviewer.session import Outcome, Session, State


class Describer(QObject):
    """Says in words what a pane of a session shows; reads the session and changes nothing."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    # -- caption ---------------------------------------------------------------------------------------------

    def caption(self, pane: Pane) -> Caption:
        scale = self._session.comparison.scale
        if pane.method == TRUTH:
            plain = self.tr("the picture before it was degraded")
            line = plain if scale == 1 else self.tr("the picture before it was shrunk")
            return Caption(TRUTH, self.tr("Truth"), tooltip=line)
        if pane.method == LR:
            lines = [self.tr("the input of every method"), language.said(self._session.lr_words)]
            return Caption(LR, self.tr("LR"), self._size(), "\n".join(line for line in lines if line))
        if pane.is_own:
            return self._own_caption(pane)
        method = upsamplers.get(pane.method)
        outcome = self._session.outcome(pane)
        result = outcome.result if outcome else None
        if pane.method == upsamplers.INPUT:
            return Caption(pane.method, language.core(method.title), self._size(), self._of_input(method.line))
        twins = [p for p in self._session.comparison.panes if p.method == pane.method and p != pane]
        details = [language.joined(apart(pane, twins)), self._steps(result)]
        notices = map(language.said, result.notices if result else ())
        lines = [line for line in (language.core(method.line), published_otherwise(pane), *notices) if line]
        return Caption(
            pane.method,
            f"{language.core(method.title)} ×{scale}",
            " · ".join(d for d in details if d),
            "\n".join(lines),
        )

    def _own_caption(self, pane: Pane) -> Caption:
        name, made = str(pane.param("name")), self._session.made_of(pane)
        if made is None:
            from_file = self.tr("opened from a file: {0}").format(name)
            return Caption(colour_key(pane), self.tr("My result"), name, from_file)
        lines = [self.tr("made here from the LR at ×{0}").format(made.scale), language.said(made.words)]
        if self._session.is_of_another_lr(pane):
            name = self.tr("{0}, from another LR").format(name)
        return Caption(colour_key(pane), self.tr("Made here"), name, "\n".join(line for line in lines if line))

    def _of_input(self, line: str) -> str:
        """What the input is, and how it came to be."""
        return "\n".join(filter(None, (language.core(line), language.said(self._session.lr_words))))

    def _size(self) -> str:
        lr = self._session.lr
        return f"{lr.width} × {lr.height}" if lr else ""

    def _steps(self, result: Result | None) -> str:
        """How a scale without a network of its own was reached."""
        if result is None or len(result.steps) < 2:
            return ""
        return _chain(result)

    # -- numbers ---------------------------------------------------------------------------------------------

    def numbers(self, pane: Pane) -> tuple[Number, ...]:
        """The values under a finished pane, the ones that are read first in front."""
        outcome = self._session.outcome(pane)
        if outcome is None or outcome.result is None:
            return ()
        values = _captioned(readings.of_session(self._session)[pane])
        if outcome.result.region is not None:
            values.append(self._part())
        return (*values, self._run(pane, outcome.result))

    def _part(self) -> Number:
        return Number(self.tr("part in view"), self.tr("Numbers are for the framed part."), loud=False)

    def _run(self, pane: Pane, result: Result) -> Number:
        if pane.is_own:
            text = self.tr("from a file") if self._session.made_of(pane) is None else self.tr("made here")
            return Number(text, "\n".join(map(language.said, result.notices)), loud=False)
        device = result.device.partition(":")[0].upper()
        text = self.tr("{0} · {1}").format(duration(result.seconds), device)
        size = "{1} × {0}".format(*result.pixels.shape[:2])
        lines = [self.tr("{0} pixels, by {1}").format(size, _chain(result)), *map(language.said, result.notices)]
        return Number(text, "\n".join(lines), loud=False)

    # -- states ----------------------------------------------------------------------------------------------

    def state(self, pane: Pane) -> tuple[Phase, str, str]:
        """Phase, head and text of a pane whose pixels are not all there."""
        session, title = self._session, self.caption(pane).title
        if session.error:
            return Phase.UNAVAILABLE, self.tr("{0} cannot be shown").format(title), language.said(session.error)
        if session.lr is None:
            return Phase.BUSY, self.tr("preparing the picture"), ""
        if pane.method == TRUTH and session.truth is None:
            return (
                Phase.UNAVAILABLE,
                self.tr("No truth"),
                self.tr("Upscale has no truth to compare with. Benchmark uses the picture itself as the truth."),
            )
        if pane.is_reference:
            return Phase.BUSY, self.tr("preparing the picture"), ""
        return self._state_of_outcome(session.outcome(pane), title)

    def _state_of_outcome(self, outcome: Outcome | None, title: str) -> tuple[Phase, str, str]:
        if outcome is None or outcome.state is State.WAITING:
            return Phase.BUSY, self.tr("queued"), ""
        if outcome.state is State.FAILED and not outcome.job_id:
            return Phase.UNAVAILABLE, self.tr("{0} is unavailable").format(title), language.said(outcome.message)
        if outcome.state is State.FAILED:
            return Phase.FAILED, self.tr("{0} failed").format(title), language.said(outcome.message)
        if outcome.state is State.CANCELLED:
            return Phase.CANCELLED, self.tr("{0} was cancelled").format(title), ""
        return Phase.BUSY, language.said(outcome.message) or self.tr("running"), ""

    def no_map(self, pane: Pane, reference: Pane | None) -> tuple[str, str]:
        """Head and text of a pane whose difference is not there: no text if it only is not there yet."""
        if pane.method == LR:
            return self.tr("No difference"), self.tr("The LR differs in size from its enlargements.")
        if reference is None:
            return self.tr("No difference"), self.tr("There is nothing to compare with.")
        return self.tr("comparing"), ""

    def nothing(self) -> tuple[str, str]:
        """Head and text of a canvas without a picture."""
        return self.tr("Drop a picture here"), self.tr("or open one, paste one, or choose a sample")


def _chain(result: Result) -> str:
    """The steps of a result, one after the other."""
    return language.said(arrows(result.steps))


def duration(seconds: float) -> str:
    """Time as it is read: "41 ms", "1.2 s", "3 min 5 s"."""
    if seconds < 0.9995:
        return f"{max(seconds * 1000, 1):.0f} ms"
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def _captioned(found: Readings) -> list[Number]:
    """The numbers that stand under a picture; the others are told by the first one's tooltip."""
    lead = [reading for reading in readings.leading(found) if not reading.pending]
    others = [r for r in found.values() if r not in lead and r.value is not None]
    more = [language.said(reading.labelled) for reading in others]
    return [
        Number(
            language.said(reading.labelled),
            "\n".join((language.said(reading.note), *(() if index else more))),
            loud=reading.value is not None,
            best=reading.best,
        )
        for index, reading in enumerate(lead)
    ]

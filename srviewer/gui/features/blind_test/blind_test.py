"""The blind test in the window: trials one after the other, votes, and the score at the end."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from srviewer.compared import LR, Pane, Source
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.canvas.views.blind import Blind
from srviewer.gui.look.actions import Action
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.look.titles import full_title
from srviewer.reports.blind_test import Score, Trial, Vote, as_csv, scores, trials
from srviewer.session import Change, Field, Session, State

ROUNDS = 2
ZOOM = 2.0  # of a test whose panes were looked at from afar


class BlindTest(QObject):
    """Leads through the trials. Lives in the GUI thread."""

    changed = Signal()  # another trial, or none any more
    ended = Signal()  # there are scores
    failed = Signal(str)
    closer = Signal(float)  # a zoom, where panes that are looked at from afar would look alike

    def __init__(self, session: Session, canvas: Canvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._canvas = session, canvas
        self._before, self._look = canvas.way, canvas.saved_view()
        self._source: Source | None = None
        self.panes: tuple[Pane, ...] = ()
        self.left: tuple[Trial, ...] = ()
        self.votes: list[Vote] = []
        session.subscribe(self._session_changed)

    @property
    def running(self) -> bool:
        return bool(self.left)

    @property
    def count(self) -> int:
        """Trials in all."""
        return len(self.votes) + len(self.left)

    def start(self, seed: int | None = None) -> None:
        """Begin with the finished panes; the truth may be among them."""
        panes = tuple(p for p in dict.fromkeys(self._session.comparison.panes) if self._finished(p))
        if len(panes) < 2:
            self.failed.emit(self.tr("A blind test needs two finished panes or more."))
            return
        if not self.running:
            self._before, self._look = self._canvas.way, self._canvas.saved_view()
        self._source = self._session.source
        self.panes, self.votes, self.left = panes, [], trials(len(panes), ROUNDS, seed)
        if self._canvas.zoom < 1:
            self._canvas.actual_size()
            self.closer.emit(ZOOM)
        self._show()

    def vote(self, picked: str) -> None:
        """Take "left", "right" or "" (no difference seen), and go on."""
        if not self.running:
            return
        self.votes.append(Vote(self.left[0], picked))
        self.left = self.left[1:]
        if self.left:
            self._show()
        else:
            self._end()

    def stop(self) -> None:
        """End before all trials are done; the votes given count."""
        if self.running:
            self.left = ()
            self._end()

    def scores(self) -> list[tuple[str, Score]]:
        """Title and score of every contender, the best first."""
        found = zip(map(full_title, self.panes), scores(self.votes, len(self.panes)), strict=True)
        return sorted(found, key=lambda entry: -entry[1].share)

    def titled(self) -> list[tuple[str, Pane]]:
        """The contenders with their titles."""
        return [(full_title(pane), pane) for pane in self.panes]

    def csv(self) -> str:
        """The votes, a row a trial."""
        picture = self._source.name if self._source else ""
        return as_csv(self.votes, tuple(map(full_title, self.panes)), picture)

    def actions(self) -> tuple[Action, ...]:
        def vote(text: str, key: str, picked: str) -> Action:
            return Action(text, key, partial(self.vote, picked), enabled=lambda: self.running)

        return (
            Action(_tr("&Blind test"), "Ctrl+Shift+B", self.start, picture=True),
            vote(_tr("Blind test: left is better"), "Alt+Left", "left"),
            vote(_tr("Blind test: no difference"), "Alt+Down", ""),
            vote(_tr("Blind test: right is better"), "Alt+Right", "right"),
        )

    # -- inside ------------------------------------------------------------------------------------------

    def _finished(self, pane: Pane) -> bool:
        if pane.is_reference:
            return pane.method != LR and self._session.truth is not None
        outcome = self._session.outcome(pane)
        return outcome is not None and outcome.state is State.DONE

    def _show(self) -> None:
        trial = self.left[0]
        self._canvas.set_way(view=Blind.name, columns=2, pair=(self.panes[trial.left], self.panes[trial.right]))
        self.changed.emit()

    def _end(self) -> None:
        self._canvas.set_way(view=self._before.view, columns=self._before.columns, pair=())
        look = self._look
        if self._session.source is self._source:  # another picture is looked at as it comes
            self._canvas.fit() if look.fitted else self._canvas.look_at(look.x, look.y, look.zoom)
        self.changed.emit()
        if self.votes:
            self.ended.emit()

    def _session_changed(self, change: Change) -> None:
        """What is compared became something else: the trials are over."""
        if self.running and change.touches(Field.SOURCE, Field.PANES, Field.MODE, Field.SCALE, Field.DEGRADATION):
            self.stop()

"""What the pages of Look inside share."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from srviewer.gui.look import controls
from srviewer.gui.services.errands import Errands
from srviewer.session import Change, Field, Session


class TopicPage(QWidget):
    """A page that opens one thing up."""

    said = Signal(str)  # what it has done
    failed = Signal(str)  # why it could not do something
    kept = Signal(object)  # a file of weights that is to become a method

    @property
    def under_way(self) -> str:
        """What the page of another window could not go on with, in words; "" if there is nothing."""
        return ""

    def take_over(self, other: Self) -> None:
        """Have chosen what is chosen on the page of another window."""
        controls.take_over(self, other)

    def let_go(self) -> None:
        """Keep nothing that was computed: one has gone back to the panes."""

    def shut_down(self) -> None:
        """Let go of what must not outlive the window."""


class SeenPage(TopicPage):
    """A page that is brought up to date (`refresh`) when it is shown and when what it is told of changes."""

    told: tuple[Field, ...] = (Field.SOURCE, Field.PREPARED)

    def __init__(self, session: Session, errands: Errands) -> None:
        super().__init__()
        self.session, self.errands = session, errands
        session.subscribe(self._session_changed)

    def refresh(self, _value: object = None) -> None:
        """Compute what is to be shown."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Qt's hook: what changed while the page was hidden is caught up with."""
        super().showEvent(event)
        self.refresh()

    def _session_changed(self, change: Change) -> None:
        if change.touches(*self.told) and self.isVisible():
            self.refresh()

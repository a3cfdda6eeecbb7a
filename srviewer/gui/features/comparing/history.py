"""Undo and redo of everything that changes the comparison."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from srviewer.gui.look import language
from srviewer.session import Comparison, Session

KEPT = 200  # changes that can be taken back
LEFT_ALONE = frozenset({"selected", "whole", "region"})  # looking about is no change


class History(QObject):
    """Follows a session and keeps its comparisons; `stack` gives the actions. Lives in the GUI thread."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._now = session.comparison
        self._travelling = False
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(KEPT)
        session.subscribe(self._session_changed)

    def travel(self, comparison: Comparison) -> None:
        """Go to a comparison of the past, or back from it."""
        self._travelling = True
        try:
            self._session.restore(comparison)
        finally:
            self._travelling = False
            self._now = self._session.comparison

    def _session_changed(self, names: frozenset[str]) -> None:
        before, after = self._now, self._session.comparison
        if "source" in names:  # another picture is no change of a comparison, and starts a history of its own
            self._now = after
            self.stack.clear()
            return
        changed = names & (frozenset(Comparison.__dataclass_fields__) - LEFT_ALONE)
        if before == after or self._travelling:
            return
        self._now = after
        if changed:
            self.stack.push(_Change(self, before, after, self._title(changed)))

    def _title(self, changed: frozenset[str]) -> str:
        titles = {
            "mode": self.tr("mode"),
            "scale": self.tr("scale"),
            "degradation": self.tr("degradation"),
            "panes": self.tr("panes"),
            "device": self.tr("device"),
            "tile": self.tr("tile"),
            "regions": self.tr("regions"),
        }
        return language.joined(titles[name] for name in titles if name in changed)


class _Change(QUndoCommand):
    """From one comparison to another; done already when it is pushed."""

    def __init__(self, history: History, before: Comparison, after: Comparison, title: str) -> None:
        super().__init__(title)
        self._history, self._before, self._after = history, before, after
        self._fresh = True

    def undo(self) -> None:
        self._history.travel(self._before)

    def redo(self) -> None:
        if self._fresh:
            self._fresh = False
        else:
            self._history.travel(self._after)

    def id(self) -> int:
        return 1 if _same_but_parameters(self._before, self._after) else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a change that follows at once and turns the same knob."""
        assert isinstance(other, _Change)
        if _knob(self._before, self._after) != _knob(other._before, other._after):
            return False
        self._after = other._after
        return True


def _same_but_parameters(a: Comparison, b: Comparison) -> bool:
    return [p.method for p in a.panes] == [p.method for p in b.panes] and _knob(a, b) is not None


def _knob(a: Comparison, b: Comparison) -> tuple[int, str] | None:
    """The pane and the parameter that alone differ; None if that is not so."""
    if len(a.panes) != len(b.panes):
        return None
    found = [
        (index, name)
        for index, (before, after) in enumerate(zip(a.panes, b.panes, strict=True))
        if before.method == after.method
        for name in dict(before.params)
        if before.param(name) != after.param(name)
    ]
    return found[0] if len(found) == 1 else None

"""Undo and redo of everything that changes the comparison."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from srviewer.compared import Comparison
from srviewer.gui.look import language
from srviewer.gui.look.language import tr as _tr
from srviewer.session import OF_COMPARISON, Change, Field, Session

KEPT = 200  # changes that can be taken back
UNDONE = frozenset(OF_COMPARISON) - {Field.SELECTED, Field.WHOLE, Field.REGION}  # looking about is no change


class History(QObject):
    """Follows a session and keeps its comparisons; `stack` gives the actions. Lives in the GUI thread."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._now = session.comparison
        self._travelling = self._taking_over = False
        self.stack = QUndoStack(self)
        self.stack.setUndoLimit(KEPT)
        session.subscribe(self._session_changed)

    def actions(self, window: QWidget) -> tuple[QAction, QAction]:
        """Undo and redo, which say what they would change."""
        undo = self.stack.createUndoAction(window, _tr("&Undo"))
        redo = self.stack.createRedoAction(window, _tr("&Redo"))
        undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        redo.setShortcut(QKeySequence(QKeySequence.StandardKey.Redo))
        return undo, redo

    def take_over(self, other: History) -> None:
        """Take the steps of another history of the same session, in the language in force now."""
        self._taking_over = True
        try:
            for index in range(other.stack.count()):
                step = other.stack.command(index)
                assert isinstance(step, _Change)
                self._push(step.before, step.after, step.changed)
            self.stack.setIndex(other.stack.index())
        finally:
            self._taking_over = False

    def _push(self, before: Comparison, after: Comparison, changed: frozenset[Field]) -> None:
        self.stack.push(_Change(self, before, after, changed, self._title(changed)))

    def travel(self, comparison: Comparison) -> None:
        """Go to a comparison of the past, or back from it."""
        if self._taking_over:
            return
        self._travelling = True
        try:
            self._session.restore(comparison)
        finally:
            self._travelling = False
            self._now = self._session.comparison

    def _session_changed(self, change: Change) -> None:
        before, after = self._now, self._session.comparison
        if change.touches(
            Field.SOURCE
        ):  # another picture is no change of a comparison, and starts a history of its own
            self._now = after
            self.stack.clear()
            return
        if before == after or self._travelling:
            return
        self._now = after
        if changed := change.fields & UNDONE:
            self._push(before, after, changed)

    def _title(self, changed: frozenset[Field]) -> str:
        titles = {
            Field.MODE: self.tr("mode"),
            Field.SCALE: self.tr("scale"),
            Field.DEGRADATION: self.tr("degradation"),
            Field.PANES: self.tr("panes"),
            Field.DEVICE: self.tr("device"),
            Field.TILE: self.tr("tile"),
            Field.REGIONS: self.tr("regions"),
        }
        return language.joined(title for field, title in titles.items() if field in changed)


class _Change(QUndoCommand):
    """From one comparison to another; done already when it is pushed."""

    def __init__(
        self, history: History, before: Comparison, after: Comparison, changed: frozenset[Field], title: str
    ) -> None:
        super().__init__(title)
        self._history = history
        self.before, self.after, self.changed = before, after, changed
        self._fresh = True

    def undo(self) -> None:
        self._history.travel(self.before)

    def redo(self) -> None:
        if self._fresh:
            self._fresh = False
        else:
            self._history.travel(self.after)

    def id(self) -> int:
        return 1 if _same_but_parameters(self.before, self.after) else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over a change that follows at once and turns the same knob."""
        assert isinstance(other, _Change)
        if _knob(self.before, self.after) != _knob(other.before, other.after):
            return False
        self.after = other.after
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

"""The middle: what to drop, or the panes, or in their place the pages that open things up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from srviewer.gui.look.actions import Action, Thing
from srviewer.gui.look.language import tr as _tr
from srviewer.session import Change, Field, Session


class Centre(QStackedWidget):
    """Shows one of the three: `empty` while no picture is open, else `panes` or `inside`."""

    turned = Signal(bool)  # to the pages that open things up, or back

    def __init__(self, session: Session, empty: QWidget, panes: QWidget, inside: QWidget) -> None:
        super().__init__()
        self._session, self._empty, self._panes, self._inside = session, empty, panes, inside
        for widget in (empty, panes, inside):
            self.addWidget(widget)
        session.subscribe(self._session_changed)

    @property
    def shows_inside(self) -> bool:
        return self.currentWidget() is self._inside

    def look_inside(self) -> None:
        """Show the pages that open things up in the place of the panes, or the panes again."""
        if self._session.source is not None:
            inside = not self.shows_inside
            self.setCurrentWidget(self._inside if inside else self._panes)
            self.turned.emit(inside)
            (self._inside if inside else self._panes).setFocus()

    def action(self) -> Action:
        tip = _tr("Subbands over up to five levels, to edit and rebuild; shown in place of the panes")
        return Action(_tr("Look &inside"), "I", self.look_inside, tip, picture=True, on=(Thing.METHOD,))

    def follow(self) -> None:
        """Show what there is to show of the session."""
        if not self.shows_inside or self._session.source is None:
            self.turned.emit(False)
            self.setCurrentWidget(self._panes if self._session.source else self._empty)

    def _session_changed(self, change: Change) -> None:
        if change.touches(Field.SOURCE):
            self.follow()

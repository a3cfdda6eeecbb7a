"""Panes: copied, closed, moved; edits of the session that the menu and drags ask for."""

from __future__ import annotations

from srviewer.compared import MOST_PANES
from srviewer.gui.look.language import tr as _tr
from srviewer.session import Session


def copy_selected(session: Session) -> str:
    """Put a copy of the selected pane beside it, to be given other parameters; why not, if that cannot be."""
    c = session.comparison
    if c.pane is None:
        return _tr("There is no pane to copy.")
    if len(c.panes) >= MOST_PANES:
        return _tr("There are {} panes already; close one first.").format(MOST_PANES)
    if c.pane.is_reference or c.pane.is_own or not c.pane.params:
        return _tr("Only methods with parameters, such as DASR, can have a second pane.")
    place = c.selected + 1
    session.edit(panes=(*c.panes[:place], c.pane, *c.panes[place:]), selected=place)
    return ""


def close_selected(session: Session) -> None:
    """Take the selected pane away; the last one stays."""
    c = session.comparison
    if len(c.panes) > 1:
        panes = (*c.panes[: c.selected], *c.panes[c.selected + 1 :])
        session.edit(panes=panes, selected=min(c.selected, len(panes) - 1))


def select_beside(session: Session, step: int) -> None:
    """Select the next or the previous pane."""
    c = session.comparison
    if c.panes:
        session.edit(selected=(c.selected + step) % len(c.panes))


def move_selected(session: Session, step: int) -> None:
    """Move the selected pane a place on or back."""
    move(session, session.comparison.selected, session.comparison.selected + step)


def move(session: Session, start: int, to: int) -> None:
    """Exchange two panes; the one that was moved is selected."""
    panes = list(session.comparison.panes)
    if start != to and 0 <= start < len(panes) and 0 <= to < len(panes):
        panes[start], panes[to] = panes[to], panes[start]
        session.edit(panes=tuple(panes), selected=to)

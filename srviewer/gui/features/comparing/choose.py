"""Choosing mode and scale: edits of the session that touch more than one field."""

from __future__ import annotations

from srviewer.session import TRUTH, Mode, Session


def choose_mode(session: Session, mode: Mode) -> None:
    """Change the mode; upscaling has no truth, so its pane goes."""
    c = session.comparison
    panes = c.panes if mode == "benchmark" else tuple(p for p in c.panes if p.method != TRUTH)
    selected = panes.index(c.pane) if c.pane in panes else 0
    session.edit(mode=mode, panes=panes, selected=selected)

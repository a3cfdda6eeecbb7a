"""A canvas's look and way as a saved comparison keeps them, and back. Qt-free."""

from __future__ import annotations

from typing import Any

from srviewer.compared import Pane
from srviewer.gui.canvas.view_state import Look
from srviewer.gui.canvas.views import offered, view_of
from srviewer.gui.canvas.way import GAINS, PLAIN, Way
from srviewer.metrics.maps import CHANNELS, available
from srviewer.session_file import SavedView


def saved_view(look: Look, way: Way, panes: tuple[Pane, ...]) -> SavedView:
    """What is worth keeping; a blind test and what a held key shows are not."""
    return SavedView(
        look.zoom,
        look.x,
        look.y,
        look.fitted,
        PLAIN.view if view_of(way.view).secret else way.view,
        panes.index(way.against) if way.against in panes else None,
        way.line,
        way.upright,
        way.opacity,
        way.kind,
        way.channel,
        way.gain,
        way.columns,
    )


def way_of(view: SavedView, panes: tuple[Pane, ...]) -> dict[str, Any]:
    """Fields of a `Way`; what is not known here is left at its default."""
    known = {known.name for known in offered()}
    against = panes[view.against] if view.against is not None and view.against < len(panes) else None
    return {
        "view": view.name if view.name in known else PLAIN.view,
        "against": against,
        "line": min(max(view.line, 0.0), 1.0),
        "upright": view.upright,
        "opacity": min(max(view.opacity, 0.0), 1.0),
        "kind": view.kind if view.kind in {kind.name for kind in available()} else PLAIN.kind,
        "channel": view.channel if view.channel in CHANNELS else PLAIN.channel,
        "gain": view.gain if view.gain in GAINS else PLAIN.gain,
        "columns": view.columns or None,
        "turned": False,
    }
